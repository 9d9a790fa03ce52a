/** The Model Context Protocol's server: the table of operations as tools that read and never write. */
import { McpServer } from '@modelcontextprotocol/server'
import { momentAt } from '../../bot/moment.ts'
import type { Known } from '../../bot/ports.ts'
import { askRecords } from '../records/ask.ts'
import { OPERATIONS, type Operation } from '../records/operations.ts'
import { siteText } from '../words/site-words.ts'

const VERSION = '1.0.0'
const INSTRUCTIONS = `Checked knowledge of a network that advises small firms. Every answer is its editors' own text.
Quote it without changing a figure, a day or a name, and give the title, the "url" and the "dayText" of its citation with it.
Offer only what has the state "open"; for anything else say its "stateText". Where "decision" is "none", say that there is no checked answer
and name the contacts; do not fill the gap. Give a "doubt" or a "notice" together with what it belongs to. "act" tells of sentences that ask
for something else than knowledge; if it names a crisis, pass on the text as it stands.
Start with "search". Nothing that is asked is kept or counted.`

export interface ToolOptions {
  /** The newest knowledge with its index; asked once a call. */
  known(): Known
  now(): Date
  /** Our address as others see it, without a slash at its end. */
  publicUrl: string
}

/** A server for one connection or one request; making one costs next to nothing. */
export function toolServer(options: ToolOptions): McpServer {
  const name = siteText(options.known().knowledge, 'en', 'frame.service')
  const server = new McpServer({ name, version: VERSION, websiteUrl: options.publicUrl }, { instructions: INSTRUCTIONS })
  for (const operation of OPERATIONS) {
    server.registerTool(
      operation.id,
      {
        description: operation.summary,
        inputSchema: operation.takes,
        outputSchema: operation.gives,
        annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      },
      (given: object) => call(operation, given, options),
    )
  }
  return server
}

function call(operation: Operation, given: object, { known, now, publicUrl }: ToolOptions) {
  const asked = askRecords(operation, given, { known: known(), publicUrl, ...momentAt(now()) })
  if (!asked.ok) return refusal(asked.errors.map(({ name, reason }) => `${name}: ${reason}`).join('; '))
  const { answer } = asked.found
  if (answer === undefined) return refusal('There is no such entry.')
  return { content: [{ type: 'text' as const, text: JSON.stringify(answer) }], structuredContent: { ...answer } as Record<string, unknown> }
}

/** The assistant reads it and asks again. */
function refusal(text: string) {
  return { content: [{ type: 'text' as const, text }], isError: true }
}
