/** A heading of what the talk is about, said word for word: a button of an answer, or read on the entry's page. That part is answered. */
import { answer } from '../answers/answer.ts'
import { answered, type Decision, type Turn } from '../decision.ts'
import { plainWords } from '../interruption.ts'
import { derivedFrom } from '../knowledge/derived.ts'
import type { Entry } from '../knowledge/schema.ts'
import { visitorOf } from '../person.ts'

export function headed(turn: Turn): Decision | undefined {
  const { talk, known, utterance } = turn
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  if (!subject) return undefined
  const passage = headingsOf(subject).get(plainWords(utterance))
  if (passage === undefined) return undefined
  const reply = answer(subject, turn.context, passage, visitorOf(talk, known.knowledge, turn))
  return answered(turn, utterance, subject, reply, { kind: 'choice', entry: subject.id, passage })
}

/** Heading as it is said → id of its part. Events and contacts are answered by their fields. */
const headingsOf = derivedFrom(({ kind, passages }: Entry): ReadonlyMap<string, string> => {
  if (kind !== 'articles' && kind !== 'funding') return new Map()
  return new Map(passages.flatMap(({ id, heading }) => (heading ? [[plainWords(heading), id] as const] : [])))
})
