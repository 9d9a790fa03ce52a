/** A question that names no subject of its own is about what the talk is about: it is answered from that entry, never by a bare search. */
import { answered, type Decision, type Turn } from '../decision.ts'
import type { ActId } from '../knowledge/acts-file.ts'
import type { Entry } from '../knowledge/schema.ts'
import { aboutAfter, visitorOf } from '../person.ts'
import { withoutPersonalData } from '../privacy.ts'
import { audiencesOf } from '../profile.ts'
import { findSlots } from '../search/ask/named.ts'
import { ownerOf } from '../search/index/own-questions.ts'
import { search } from '../search/search.ts'
import { fold } from '../search/words/fold.ts'
import { tokens } from '../search/words/tokens.ts'
import { answerAspect, sayNothing } from '../subject/answer-aspect.ts'
import { type FollowUpQuestion, readFollowUp } from '../subject/follow-up-question.ts'

export function followed(said: Turn): Decision | undefined {
  const { talk, known, context, heard } = said
  // "Auch als Verein?" asks about just that.
  const utterance = heard.withAsides ?? said.utterance
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
  const audiences = [...new Set([...slots.audiences, ...question.audienceWords.flatMap((word) => audiencesOf(word, known.knowledge))])]
  const found =
    answerAspect(subject, { ...question, utterance, audiences }, visitor, context) ??
    (isLost(question, said) ? sayNothing(subject, visitor, context) : undefined)
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

/** What a sentence like "wann ist da schluss?" may be taken for, though it asks for something of the talk's subject. */
const LIKE_ASPECTS: ReadonlySet<ActId> = new Set<ActId>(['hours', 'recommend', 'own-case', 'small-talk', 'simpler', 'operator', 'opinion'])
/** It asks this service, and not what the talk is about. */
const ADDRESSED = /(?:^|\s)(?:du|dich|dir|you|your|hier|here|(?:Sie|Ihnen|Ihr|Ihre[nmrs]?|Euch|euch)(?!\p{L}))(?!\p{L})/u

/** Whether an act is only the wording of a question for the talk's subject: it has an aspect, and nothing else. */
export function isAspectOfSubject({ heard, talk, known, utterance }: Turn): boolean {
  if (!talk.subject || heard.act === undefined) return false
  const question = readFollowUp(utterance, known.searcher.index.slotLists)
  if (!question || question.words.length > 0 || question.aspects.length === 0) return false
  // "Woher wissen Sie das?" asks for the sources, whoever is addressed.
  if (heard.act === 'why' && question.aspects[0] === 'source') return true
  if (ADDRESSED.test(utterance)) return false
  const isCall = question.pointsBack && question.aspects.some((aspect) => aspect === 'phone' || aspect === 'mail')
  return LIKE_ASPECTS.has(heard.act) || (heard.act === 'person' && isCall)
}

/** More words of its own are a topic of its own. */
const MAX_OWN_WORDS = 1

/** It is about the subject and nothing else, though the entry has none of its words: a choice between other entries would be none. */
function isLost({ words, refers }: FollowUpQuestion, turn: Turn): boolean {
  if (!refers || words.length > MAX_OWN_WORDS || words.some((word) => isWrittenAsNoun(word, turn.utterance))) return false
  return search(turn.known.searcher, { utterance: turn.utterance, moment: turn, lang: turn.talk.lang }).decision !== 'answer'
}

function isWrittenAsNoun(word: string, utterance: string): boolean {
  return utterance.split(/[^\p{L}\p{N}-]+/u).some((written, at) => at > 0 && /^\p{Lu}/u.test(written) && fold(written) === word)
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
