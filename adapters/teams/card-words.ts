/** What a request's card takes its words from. */
import type { Channel, Knowledge } from '../../bot/knowledge/knowledge.ts'
import { type StaffText, staffText } from '../words/staff-text.ts'

export interface CardWords {
  text: StaffText
  channels: readonly Channel[]
  topics: readonly { id: string; label: string }[]
  regions: readonly { id: string; label: string }[]
  /** Channels a request can be passed on to. */
  connected: readonly string[]
  /** Who may decide on what others have taken. */
  leads: readonly string[]
}

/** The lists a request's card takes its words from. `connected`: channels it can be passed on to. */
export function cardWords(knowledge: Knowledge, connected: readonly string[]): CardWords {
  const { routing, vocabulary } = knowledge
  const { topics, regions } = vocabulary
  return { text: staffText(knowledge), channels: routing.channels, topics, regions, connected, leads: routing.leads }
}
