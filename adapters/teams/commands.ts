/** What staff type to the bot besides questions: overviews in the personal chat, connecting a channel in the channel itself. */
import { plainWords } from '../../bot/interruption.ts'
import { derivedFrom } from '../../bot/knowledge/derived.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { staffWords } from '../words/staff-text.ts'

export type Command =
  | { kind: 'requests' | 'mine' | 'statistics' | 'unanswered' | 'ending' | 'channels' | 'help' }
  /** `channel` is missing when no name was said. */
  | { kind: 'connect' | 'disconnect' | 'confirm'; channel?: string }

/** How each is called in `manifest/manifest.json`, and other ways to say it, stands in `staff.<lang>.md`. */
const OVERVIEWS = ['requests', 'mine', 'statistics', 'unanswered', 'ending', 'channels', 'help'] as const

interface Heard {
  overviews: ReadonlyMap<string, (typeof OVERVIEWS)[number]>
  connect: RegExp
  disconnect: RegExp
  confirm: RegExp
}

const heardIn = derivedFrom((knowledge: Pick<Knowledge, 'staff'>): Heard => {
  // Longer words first, so that "verbinden" is not heard as "verbinde" and more.
  const before = (id: 'words.connect' | 'words.disconnect' | 'words.confirm') => {
    const words = staffWords(knowledge, id).sort((a, b) => b.length - a.length)
    return new RegExp(
      `^(?:${words.map((word) => word.replace(/[^\p{L}\p{N}\s]/gu, '.')).join('|') || '(?!)'})(?![\\p{L}\\p{N}])[\\s:]*([a-z0-9-]*)$`,
      'u',
    )
  }
  return {
    overviews: new Map(
      OVERVIEWS.flatMap((kind) => staffWords(knowledge, `words.${kind}`).map((word) => [plainWords(word), kind] as const)),
    ),
    connect: before('words.connect'),
    disconnect: before('words.disconnect'),
    confirm: before('words.confirm'),
  }
})

/** `text` without the bot's own name. Undefined for everything that is a question for the bot. */
export function readCommand(text: string, knowledge: Pick<Knowledge, 'staff'>): Command | undefined {
  const heard = heardIn(knowledge)
  const said = text.trim().toLowerCase()
  const connect = heard.connect.exec(said)
  if (connect) return { kind: 'connect', ...(connect[1] && { channel: connect[1] }) }
  const disconnect = heard.disconnect.exec(said)
  if (disconnect) return { kind: 'disconnect', ...(disconnect[1] && { channel: disconnect[1] }) }
  const confirm = heard.confirm.exec(said)
  if (confirm) return { kind: 'confirm', ...(confirm[1] && { channel: confirm[1] }) }
  const kind = heard.overviews.get(plainWords(said))
  return kind && { kind }
}
