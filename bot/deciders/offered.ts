/** A button is only a shortcut: saying its label, its number or a mistyped label takes the offer; so does any entry's exact title. */
import { answer } from '../answers/answer.ts'
import { type Decision, sayPlainly, sentence, type Turn } from '../decision.ts'
import { plainWords } from '../interruption.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Entry } from '../knowledge/schema.ts'
import { editDistance } from '../knowledge/spelling.ts'
import type { Offer } from '../talk.ts'
import { openGuide } from './guided.ts'
import { answered } from './searched.ts'

export function offered(turn: Turn): Decision | undefined {
  const { utterance, talk, known } = turn
  if (talk.clarifying && plainWords(utterance) === plainWords(sentence(turn, 'label.none-of-these'))) {
    return sayPlainly(turn, 'clarify.none', { kind: 'choice', detail: 'none' }, { ...talk, offers: [], clarifying: false })
  }
  const offer = takenOffer(utterance, talk.offers)
  const entry = offer ? known.knowledge.entries.get(offer.entry) : entryTitled(utterance, turn)
  if (!entry) return undefined
  const event = { kind: 'choice' as const, entry: entry.id }
  // What was said before the offer is what the guide is opened with: it need not be asked again.
  if (entry.kind === 'guides') return openGuide(turn, entry, offer ? talk.last?.utterance : undefined)
  // A choice answers the question that was asked before it; that question is what "why?" and follow-ups refer to.
  const asked = talk.clarifying && talk.last ? talk.last.utterance : utterance
  return answered({ ...turn, utterance: asked }, entry, answer(entry, turn.context), event)
}

const ORDINALS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    erste: 1,
    ersten: 1,
    erstes: 1,
    zweite: 2,
    zweiten: 2,
    zweites: 2,
    dritte: 3,
    dritten: 3,
    drittes: 3,
    vierte: 4,
    vierten: 4,
    first: 1,
    second: 2,
    third: 3,
    fourth: 4,
  }),
)

/** By label, by number ("2", "die zweite"), or by a label with few letters wrong. */
export function takenOffer(utterance: string, offers: readonly Offer[]): Offer | undefined {
  if (offers.length === 0) return undefined
  const words = plainWords(utterance)
  const exact = offers.find((offer) => plainWords(offer.label) === words)
  if (exact) return exact
  const bare = words.replace(/^(?:(?:die|der|das|den|nummer|nr|the|number) )+/, '').replace(/ (?:bitte|option|one)$/, '')
  const number = /^\d$/.test(bare) ? Number(bare) : ORDINALS.get(bare)
  if (number !== undefined) return offers[number - 1]
  const near = offers.filter((offer) => mistyped(words, plainWords(offer.label)))
  return near.length === 1 ? near[0] : undefined
}

/** One letter in eight may be wrong. */
function mistyped(said: string, label: string): boolean {
  const most = Math.floor(label.length / 8)
  return most > 0 && Math.abs(said.length - label.length) <= most && editDistance(said, label) <= most
}

/** Titles are what buttons say; an old card's button still finds its entry. Of two languages that share a title the talk's own wins. */
function entryTitled(utterance: string, { known, talk }: Turn): Entry | undefined {
  const found = titlesOf(known.knowledge).get(plainWords(utterance))
  return found?.find((entry) => entry.lang === talk.lang) ?? found?.[0]
}

/** Knowledge is never changed, so its titles are collected once. */
const collected = new WeakMap<Knowledge, Map<string, Entry[]>>()

function titlesOf(knowledge: Knowledge): Map<string, Entry[]> {
  const known = collected.get(knowledge)
  if (known) return known
  const titles = new Map<string, Entry[]>()
  for (const entry of knowledge.entries.values())
    titles.set(plainWords(entry.title), [...(titles.get(plainWords(entry.title)) ?? []), entry])
  collected.set(knowledge, titles)
  return titles
}
