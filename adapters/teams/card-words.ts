/** What a request's card takes its words from. */
import type { Channel, Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Details } from '../../bot/requests/request.ts'
import { requestFacts, type StaffFact } from '../words/request-facts.ts'
import { type StaffText, staffText } from '../words/staff-text.ts'

export interface CardWords {
  text: StaffText
  channels: readonly Channel[]
  /** What a visitor said, each with its label. */
  facts(details: Details): StaffFact[]
  /** Channels a request can be passed on to. */
  connected: readonly string[]
  /** Who may decide on what others have taken. */
  leads: readonly string[]
}

/** The lists a request's card takes its words from. `connected`: channels it can be passed on to. */
export function cardWords(knowledge: Knowledge, connected: readonly string[]): CardWords {
  const { channels, leads } = knowledge.routing
  const text = staffText(knowledge)
  return { text, channels, facts: (details) => requestFacts(details, knowledge, text), connected, leads }
}
