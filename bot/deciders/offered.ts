/** A button is only a shortcut: saying its label, its number or a mistyped label takes the offer; so does any entry's exact title. */
import { answerFound } from '../answers/found.ts'
import { answered, type Move, noneTaken, sentence, type Turn } from '../decision.ts'
import { plainWords } from '../interruption.ts'
import { derivedFrom } from '../knowledge/derived.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Entry } from '../knowledge/schema.ts'
import { takenOffer } from '../offers.ts'
import { visitorOf } from '../person.ts'
import { partsFor } from '../search/search.ts'
import { isFunctionWord } from '../search/words/function-words.ts'
import { stem } from '../search/words/stem.ts'
import { tokens } from '../search/words/tokens.ts'
import type { Offer } from '../talk.ts'

export function offered(turn: Turn): Move | undefined {
  const { utterance, talk, known } = turn
  if (talk.clarifying && plainWords(utterance) === plainWords(sentence(turn, 'label.none-of-these'))) {
    return noneTaken(turn, { kind: 'choice', detail: 'none' })
  }
  const offer = takenOffer(utterance, talk.offers) ?? (talk.clarifying ? namedOffer(turn) : undefined)
  const entry = offer ? known.knowledge.entries.get(offer.entry) : entryTitled(utterance, turn)
  if (!entry) return undefined
  const event = { kind: 'choice' as const, entry: entry.id }
  // What was said before the offer is what the guide is opened with: it need not be asked again.
  if (entry.kind === 'guides') return { open: entry, talk, ...(offer && talk.last && { opening: talk.last.utterance }) }
  // A choice answers the question that was asked before it; that question is what "why?" and follow-ups refer to.
  const asked = talk.clarifying && talk.last ? talk.last.utterance : utterance
  const hit = talk.clarifying && talk.last ? partsFor(known.searcher, asked, entry.id) : undefined
  const { reply, passage } = answerFound(entry, hit, turn.context, talk.read ?? [], visitorOf(talk, known.knowledge, turn))
  return answered(turn, asked, entry, reply, passage ? { ...event, passage } : event)
}

/** "Kartenzahlung", "das mit der website": all that is said stands in the title, or on the button, of one of the choices. */
function namedOffer({ utterance, talk, known }: Turn): Offer | undefined {
  const said = contentStems(utterance)
  if (said.length === 0 || said.length > MAX_NAMING) return undefined
  const named = talk.offers.filter(({ label, entry }) => {
    const own = new Set(contentStems(`${label} ${known.knowledge.entries.get(entry)?.short ?? ''}`))
    return said.every((one) => own.has(one))
  })
  return named.length === 1 ? named[0] : undefined
}
/** Who says more asks something. */
const MAX_NAMING = 3

function contentStems(text: string): string[] {
  return tokens(text).flatMap(({ word }) => (isFunctionWord(word) ? [] : [stem(word)]))
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
