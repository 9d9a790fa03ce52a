/** "I want to talk to a person": which contacts fit what is known of the visitor. */
import { replay } from './guides/replay/replay.ts'
import { UNKNOWN } from './guides/state/guide-state.ts'
import type { Day } from './knowledge/day.ts'
import { entriesOf, type Knowledge } from './knowledge/knowledge.ts'
import type { Contact } from './knowledge/schema.ts'
import { isOpen } from './knowledge/validity.ts'
import { lastGuide, type Talk } from './talk.ts'

export interface Wanted {
  regions: readonly string[]
  audiences: readonly string[]
  topics: readonly string[]
}

/** What is known of the visitor: said in questions, answered in the open or last guide, and what the talk was about. */
export function wantedIn(talk: Talk, knowledge: Knowledge, today: Day): Wanted {
  const state = lastGuide(talk)
  const guide = state && knowledge.entries.get(state.guide)
  const about = talk.last?.entry ? (knowledge.entries.get(talk.last.entry)?.topics ?? []) : []
  const wanted = { regions: [...talk.about.regions], audiences: [...talk.about.audiences], topics: [...about] }
  if (state && guide?.kind === 'guides') {
    const { accepted, answered } = replay(guide, state.answers, { knowledge, today })
    wanted.topics.push(...guide.topics)
    for (const place of answered.places.values()) wanted.regions.push(...place.regions.map(({ id }) => id))
    for (const answer of accepted) {
      if (answer.values.includes(UNKNOWN)) continue
      for (const choice of guide.steps.find(({ id }) => id === answer.step)?.choices ?? []) {
        if (!answer.values.includes(choice.id)) continue
        wanted.audiences.push(...choice.audience)
        wanted.topics.push(...choice.topics)
      }
    }
  }
  return wanted
}

/** Points for what fits; a place or a trade that does not fit rules a contact out. */
const POINTS = { district: 4, audience: 3, topic: 2, handOff: 1, everybody: 1 }
const MOST = 3

/** Up to three open contacts, best first; those that take hand-offs win a tie, because somebody waits there for requests. */
export function contactsFor(knowledge: Knowledge, wanted: Wanted, today: Day): Contact[] {
  const places = withParents(wanted.regions, knowledge)
  const scored: { contact: Contact; points: number }[] = []
  for (const contact of entriesOf(knowledge, 'contacts')) {
    if (!isOpen(contact, today)) continue
    const district = meets(contact.districts, places)
    const audience = meets(contact.audience, wanted.audiences)
    if (district === 'other' || audience === 'other') continue
    const topic = contact.topics.some((id) => wanted.topics.includes(id))
    const points =
      (district === 'same' ? POINTS.district : 0) +
      (audience === 'same' ? POINTS.audience : 0) +
      (topic ? POINTS.topic : 0) +
      (contact.handOff ? POINTS.handOff : 0) +
      (contact.handOff && contact.districts.length + contact.audience.length === 0 ? POINTS.everybody : 0)
    if (points > 0) scored.push({ contact, points })
  }
  return scored
    .sort((a, b) => b.points - a.points || (a.contact.id < b.contact.id ? -1 : 1))
    .slice(0, MOST)
    .map(({ contact }) => contact)
}

/** `open`: the contact or the visitor leaves it open. */
function meets(offered: readonly string[], wanted: readonly string[]): 'same' | 'other' | 'open' {
  if (offered.length === 0 || wanted.length === 0) return 'open'
  return offered.some((id) => wanted.includes(id)) ? 'same' : 'other'
}

/** A district lies in a chamber area, and that in the state: all of them count as the visitor's place. */
function withParents(regions: readonly string[], knowledge: Knowledge): string[] {
  const found = new Set(regions)
  for (const id of regions) {
    let region = knowledge.vocabulary.regions.find((candidate) => candidate.id === id)
    while (region && region.within !== '' && !found.has(region.within)) {
      found.add(region.within)
      const parent = region.within
      region = knowledge.vocabulary.regions.find((candidate) => candidate.id === parent)
    }
  }
  return [...found]
}
