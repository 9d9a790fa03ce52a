/** What staff type to the bot besides questions: overviews in the personal chat, connecting a channel in the channel itself. */
import { plainWords } from '../../bot/interruption.ts'

export type Command =
  | { kind: 'requests' | 'statistics' | 'unanswered' | 'ending' | 'channels' }
  /** `channel` is missing when no name was said. */
  | { kind: 'connect' | 'disconnect'; channel?: string }

/** How each is called in the manifest, and other ways to say it. */
export const OVERVIEWS: {
  kind: 'requests' | 'statistics' | 'unanswered' | 'ending' | 'channels'
  title: string
  description: string
  words: string[]
}[] = [
  {
    kind: 'requests',
    title: 'Offene Anfragen',
    description: 'Was Besucherinnen und Besucher übergeben haben und wer es bearbeitet',
    words: ['offene anfragen', 'anfragen', 'welche anfragen sind offen', 'zeige offene anfragen'],
  },
  {
    kind: 'statistics',
    title: 'Statistik',
    description: 'Was in den letzten 30 Tagen gefragt wurde',
    words: ['statistik', 'zahlen', 'was wird gefragt', 'was fragen die leute'],
  },
  {
    kind: 'unanswered',
    title: 'Was wurde nicht beantwortet?',
    description: 'Fragen ohne Antwort, nach Häufigkeit',
    words: ['was wurde nicht beantwortet', 'nicht beantwortet', 'unbeantwortet', 'unbeantwortete fragen', 'offene fragen'],
  },
  {
    kind: 'ending',
    title: 'Was läuft ab?',
    description: 'Einträge, die in 30 Tagen enden oder zu prüfen sind',
    words: ['was läuft ab', 'was laeuft ab', 'ablauf', 'was ist zu prüfen', 'zu prüfen'],
  },
  {
    kind: 'channels',
    title: 'Kanäle',
    description: 'Welche Kanäle Anfragen bekommen',
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
