/** A button is only a shortcut: saying its label, its number or a mistyped label takes the offer; so does any entry's exact title. */
import { answer } from '../answers/answer.ts'
import { answered, type Move, sayPlainly, sentence, type Turn } from '../decision.ts'
import { plainWords } from '../interruption.ts'
import { derivedFrom } from '../knowledge/derived.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Entry } from '../knowledge/schema.ts'
import { takenOffer } from '../offers.ts'
import { visitorOf } from '../person.ts'
import { search } from '../search/search.ts'

export function offered(turn: Turn): Move | undefined {
  const { utterance, talk, known } = turn
  if (talk.clarifying && plainWords(utterance) === plainWords(sentence(turn, 'label.none-of-these'))) {
    return sayPlainly(turn, 'clarify.none', { kind: 'choice', detail: 'none' }, { ...talk, offers: [], clarifying: false })
  }
  const offer = takenOffer(utterance, talk.offers)
  const entry = offer ? known.knowledge.entries.get(offer.entry) : entryTitled(utterance, turn)
  if (!entry) return undefined
  const event = { kind: 'choice' as const, entry: entry.id }
  // What was said before the offer is what the guide is opened with: it need not be asked again.
  if (entry.kind === 'guides') return { open: entry, talk, ...(offer && talk.last && { opening: talk.last.utterance }) }
  // A choice answers the question that was asked before it; that question is what "why?" and follow-ups refer to.
  const asked = talk.clarifying && talk.last ? talk.last.utterance : utterance
  const passage = talk.clarifying && talk.last ? partAsked(entry, asked, turn) : undefined
  const reply = answer(entry, turn.context, passage, visitorOf(talk, known.knowledge, turn))
  return answered(turn, asked, entry, reply, passage ? { ...event, passage } : event)
}

/** The part of the chosen entry that the question before the choice is put to, where the search sees one. */
function partAsked(entry: Entry, asked: string, { known, talk, ...moment }: Turn): string | undefined {
  if (entry.kind !== 'articles' && entry.kind !== 'funding') return undefined
  return search(known.searcher, { utterance: asked, moment, lang: talk.lang }).hits.find(({ id }) => id === entry.id)?.passage
}

/** Titles are what buttons say; an old card's button still finds its entry. Of two languages that share a title the talk's own wins. */
function entryTitled(utterance: string, { known, talk }: Turn): Entry | undefined {
  const found = titlesOf(known.knowledge).get(plainWords(utterance))
  return found?.find((entry) => entry.lang === talk.lang) ?? found?.[0]
}

const titlesOf = derivedFrom((knowledge: Knowledge): Map<string, Entry[]> => {
  const titles = new Map<string, Entry[]>()
  for (const entry of knowledge.entries.values())
    titles.set(plainWords(entry.title), [...(titles.get(plainWords(entry.title)) ?? []), entry])
  return titles
})
