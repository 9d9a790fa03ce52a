/** A heading of what the talk is about, said word for word: a button of an answer, or read on the entry's page. That part is answered. */
import { answer } from '../answers/answer.ts'
import { answered, type Decision, type Turn } from '../decision.ts'
import { plainWords } from '../interruption.ts'
import { derivedFrom } from '../knowledge/derived.ts'
import type { Entry } from '../knowledge/schema.ts'
import { visitorOf } from '../person.ts'
import { isSpokenWith } from '../requests/live.ts'
import { readRequestState } from '../requests/request-state.ts'

/**
 * Undefined where the same words are taken otherwise: they go to the person whom the visitor speaks with or into a request, answer the open
 * question (`choices`: what it offers) or one of the dialog's others, or take an offer.
 */
export function headed(turn: Turn, choices: () => readonly string[]): Decision | undefined {
  const { talk, known, utterance, handOff } = turn
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  const words = plainWords(utterance)
  const passage = subject && headingsOf(subject).get(words)
  if (!passage || (handOff?.live && isSpokenWith(handOff.live, talk.apart))) return undefined
  const open = talk.dialogs.at(-1)
  if (open !== undefined && (readRequestState(open) || !utterance.trim().endsWith('?'))) return undefined
  if ([...choices(), ...talk.offers.map(({ label }) => label)].some((choice) => plainWords(choice) === words)) return undefined
  const reply = answer(subject, turn.context, passage, visitorOf(talk, known.knowledge, turn))
  return answered(turn, utterance, subject, reply, { kind: 'choice', entry: subject.id, passage })
}

/** Heading as it is said → id of its part. Events and contacts are answered by their fields. */
const headingsOf = derivedFrom(({ kind, passages }: Entry): ReadonlyMap<string, string> => {
  if (kind !== 'articles' && kind !== 'funding') return new Map()
  return new Map(passages.flatMap(({ id, heading }) => (heading ? [[plainWords(heading), id] as const] : [])))
})
