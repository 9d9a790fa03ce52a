/** A question that names no subject of its own is about what the talk is about: it is answered from that entry, never by a bare search. */
import { answered, type Decision, type Turn } from '../decision.ts'
import type { Entry } from '../knowledge/schema.ts'
import { aboutAfter, visitorOf } from '../person.ts'
import { withoutPersonalData } from '../privacy.ts'
import { findSlots } from '../search/ask/named.ts'
import { ownerOf } from '../search/index/own-questions.ts'
import { search } from '../search/search.ts'
import { tokens } from '../search/words/tokens.ts'
import { answerAspect } from '../subject/answer-aspect.ts'
import { type FollowUpQuestion, readFollowUp } from '../subject/follow-up-question.ts'

export function followed(said: Turn): Decision | undefined {
  const { utterance, talk, known, context } = said
  const { index } = known.searcher
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  if (!talk.subject || !subject) return undefined
  const question = readFollowUp(utterance, index.slotLists)
  if (!question || !isAboutSubject(question, subject, said)) return undefined
  const words = tokens(utterance).map(({ word }) => word)
  const slots = findSlots(index.slotLists, utterance, words, said.today)
  // "Auch für Vereine?" asks about clubs; it does not say that the visitor is one.
  const about = aboutAfter(talk.about, utterance, { ...slots, audiences: [] }, known.knowledge)
  const turn: Turn = { ...said, talk: { ...talk, about } }
  const visitor = visitorOf(turn.talk, known.knowledge, said)
  const found = answerAspect(subject, { ...question, utterance, audiences: slots.audiences }, visitor, context)
  if (!found) return undefined
  return answered(turn, talk.subject.asked, subject, found.reply, {
    kind: 'question',
    text: withoutPersonalData(utterance),
    decision: found.told ? 'answer' : 'none',
    entry: found.entry.id,
    topics: found.entry.topics,
    detail: 'follow-up',
  })
}

/** The runner-up must come this near to the best of the search, so that it may be the subject that is meant. */
const NEAR_BEST = 0.5

/** Whether it has no subject of its own, or one that is the talk's. */
function isAboutSubject({ aspects, words, pointsBack }: FollowUpQuestion, subject: Entry, turn: Turn): boolean {
  const { known, utterance, talk } = turn
  if (ownerOf(known.searcher.index.ownQuestions, utterance) >= 0) return false
  if (words.length === 0) return aspects.length > 0
  if (aspects.length === 0 && !pointsBack) return false
  const { hits, decision } = search(known.searcher, { utterance, moment: turn, lang: talk.lang })
  const [best] = hits
  if (!best || decision === 'none') return pointsBack
  // The search shows the right part itself where it is sure.
  if (decision === 'answer') return best.id === subject.id && aspects.length > 0
  const own = hits.find(({ id }) => id === subject.id)
  return pointsBack || (own !== undefined && own.score >= NEAR_BEST * best.score)
}
