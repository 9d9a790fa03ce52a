/**
 * `npm run bench -- shares`: where the answering thread of a real server spends its time, by rooms of the program, as a table. Samples of V8's
 * profiler while questions, or a guided dialog, come through Direct Line.
 */
import type { Profiler } from 'node:inspector'
import { readArguments } from '../adapters/cli/arguments.ts'
import { createAgent, openChat } from './client.ts'
import { startBenchServer } from './server.ts'
import { SAYINGS } from './turns.ts'

const USAGE = 'npm run bench -- shares [--seconds 20] [--connections 10] [--json]'

/** Parts of a table, each by what the address of a file holds; the first that fits counts. */
const PARTS: readonly (readonly [part: string, place: RegExp])[] = [
  ['what a message does (acts)', /\/bot\/understanding\/acts\//],
  ['who, where, when, which language', /\/bot\/understanding\/|\/node_modules\/eld\//],
  ['search', /\/bot\/search\/ask\/|\/bot\/search\/search\.ts/],
  ['words: folding, stems, phrases', /\/bot\/search\//],
  ['guides', /\/bot\/guides\//],
  ['deciders, subject, answers', /\/bot\/(?:deciders|questions|subject|answers|regions|requests|personal-data)\//],
  ['entries: dates, validity', /\/bot\/knowledge\/|\/node_modules\/ical\.js\//],
  ['turn, talk and texts', /\/bot\//],
  ['SDK pipeline', /\/node_modules\/(?:botbuilder|botframework)/],
  ['schemas (zod)', /\/node_modules\/zod\//],
  [
    'cards, log, state, storage',
    /\/adapters\/(?:storage|cards)\/|\/adapters\/webchat\/(?:render|outgoing|activity-log|frame)\.ts|worker|messageport/i,
  ],
  ['door: HTTP, sockets, tokens', /\/adapters\/|\/node_modules\/|^node:/],
]

/** Microseconds by part, of one profile; without the time in which nothing ran. */
export function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  /** What V8 does itself (JSON, regular expressions) is done for whoever called it. */
  const placeOf = (id: number | undefined): string => {
    for (let at = id; at !== undefined; at = parents.get(at)) {
      const { url } = byId.get(at)!.callFrame
      if (url !== '') return url
    }
    return ''
  }
  const shares = new Map<string, number>()
  samples.forEach((id, at) => {
    const { functionName, url } = byId.get(id)!.callFrame
    if (url === '' && (functionName === '(idle)' || functionName === '(program)')) return
    const part = functionName === '(garbage collector)' ? 'garbage collector' : partOf(placeOf(id))
    shares.set(part, (shares.get(part) ?? 0) + timeDeltas[at]!)
  })
  return shares
}

function partOf(place: string): string {
  return PARTS.find(([, where]) => where.test(place))?.[0] ?? 'other'
}

export async function benchShares(args: string[]): Promise<void> {
  const { values } = readArguments(
    {
      args,
      options: {
        seconds: { type: 'string', default: '20' },
        connections: { type: 'string', default: '10' },
        json: { type: 'boolean' },
      },
    },
    USAGE,
  )
  const [ms, connections] = [Number(values.seconds) * 1000, Number(values.connections)]
  const columns: Record<string, Map<string, number>> = {}
  for (const kind of ['questions', 'guided'] as const) {
    const agent = createAgent(connections)
    const server = await startBenchServer({ bot: 'wegweiser' })
    const chats = await Promise.all(Array.from({ length: connections }, () => openChat(server.root, agent)))
    const at = chats.map((_, i) => (kind === 'guided' ? 0 : i * 37))
    const says = SAYINGS[kind]()
    const ask = (until: number) =>
      Promise.all(
        chats.map(async (chat, i) => {
          while (performance.now() < until) await chat.ask(says[at[i]!++ % says.length]!)
        }),
      )
    // Until the acts are learned and the code is warm.
    await ask(performance.now() + ms / 2)
    await server.profile('start')
    await ask(performance.now() + ms)
    columns[kind] = sharesOf(await server.profile('stop'))
    for (const chat of chats) chat.close()
    await server.stop()
    agent.destroy()
  }
  if (values.json) console.log(JSON.stringify(Object.fromEntries(Object.entries(columns).map(([kind, shares]) => [kind, [...shares]]))))
  else report(columns)
}

function report(columns: Record<string, Map<string, number>>): void {
  const kinds = Object.keys(columns)
  const total = (kind: string) => [...columns[kind]!.values()].reduce((sum, one) => sum + one, 0)
  const parts = [...PARTS.map(([part]) => part), 'garbage collector', 'other']
  console.log(`| share of the answering thread, % | ${kinds.join(' | ')} |\n|---|${kinds.map(() => '---|').join('')}`)
  for (const part of parts) {
    const cells = kinds.map((kind) => ((100 * (columns[kind]!.get(part) ?? 0)) / total(kind)).toFixed(1))
    if (cells.some((cell) => cell !== '0.0')) console.log(`| ${part} | ${cells.join(' | ')} |`)
  }
}
