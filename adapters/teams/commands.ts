/** What staff type to the bot besides questions: overviews in the personal chat, connecting a channel in the channel itself. */
import { plainWords } from '../../bot/interruption.ts'

export type Command =
  | { kind: 'requests' | 'statistics' | 'unanswered' | 'ending' | 'channels' }
  /** `channel` is missing when no name was said. */
  | { kind: 'connect' | 'disconnect'; channel?: string }

/** How each is called in `manifest/manifest.json`, and other ways to say it. */
const OVERVIEWS: { kind: 'requests' | 'statistics' | 'unanswered' | 'ending' | 'channels'; words: string[] }[] = [
  {
    kind: 'requests',
    words: ['offene anfragen', 'anfragen', 'welche anfragen sind offen', 'zeige offene anfragen'],
  },
  {
    kind: 'statistics',
    words: ['statistik', 'zahlen', 'was wird gefragt', 'was fragen die leute'],
  },
  {
    kind: 'unanswered',
    words: ['was wurde nicht beantwortet', 'nicht beantwortet', 'unbeantwortet', 'unbeantwortete fragen', 'offene fragen'],
  },
  {
    kind: 'ending',
    words: ['was läuft ab', 'was laeuft ab', 'ablauf', 'was ist zu prüfen', 'zu prüfen'],
  },
  {
    kind: 'channels',
    words: ['kanäle', 'kanaele', 'welche kanäle sind verbunden'],
  },
]

const CONNECT = /^(?:anfragen hierher|verbinden|verbinde)\b[\s:]*([a-z0-9-]*)$/
const DISCONNECT = /^(?:trennen|trenne)\b[\s:]*([a-z0-9-]*)$/

/** `text` without the bot's own name. Undefined for everything that is a question for the bot. */
export function readCommand(text: string): Command | undefined {
  const said = text.trim().toLowerCase()
  const connect = CONNECT.exec(said)
  if (connect) return { kind: 'connect', ...(connect[1] && { channel: connect[1] }) }
  const disconnect = DISCONNECT.exec(said)
  if (disconnect) return { kind: 'disconnect', ...(disconnect[1] && { channel: disconnect[1] }) }
  const words = plainWords(said)
  return OVERVIEWS.find((overview) => overview.words.includes(words))
}
