/** The question goes to the search: one answer, two or three to choose from, or an honest no with a way on. */
import { answer } from '../answers/answer.ts'
import { suggest } from '../answers/common.ts'
import { answerFound } from '../answers/found.ts'
import { answered, type Decision, type Move, type Turn } from '../decision.ts'
import { readFirstSentence } from '../guides/first-sentence.ts'
import type { Entry } from '../knowledge/schema.ts'
import { inLanguage } from '../knowledge/translations.ts'
import { aboutAfter, visitorOf } from '../person.ts'
import type { UsageEvent } from '../ports.ts'
import { withoutPersonalData } from '../privacy.ts'
import { givenAnswers } from '../profile.ts'
import { askBack } from '../questions/ask-back.ts'
import { lookUp } from '../questions/look-up.ts'
import { noAnswer } from '../questions/no-answer.ts'
import { hereOf, responsibleFor } from '../regions/responsible.ts'
import { type Hit, partsFor, type SearchResult } from '../search/search.ts'
import { told } from '../subject/told.ts'
import { asksForMoney, isAboutMoney } from '../understanding/money.ts'
import { asksWhoIsResponsible } from '../understanding/profile/responsible-question.ts'

const MAX_CHOICES = 3
/** From here on the visitor is told who else is responsible instead of a plain no. */
const SURE_ELSEWHERE = 0.5
/** From here on a choice is offered though something was only told: it may be the next matter. */
const SURE_OF_CHOICE = 0.6

export function searched(said: Turn): Move {
  const { utterance, talk, known } = said
  const own = responsible(said)
  if (own) return own
  const result = lookUp(said)
  // What the question named is known from here on; a follow-up stands for the whole question it was understood as.
  const about = aboutAfter(talk.about, utterance, result.slots, known.knowledge)
  const turn: Turn = { ...said, utterance: result.utterance, talk: { ...talk, about } }
  const best = result.hits[0]
  const visitor = visitorOf(turn.talk, known.knowledge, turn)
  const found = best && known.knowledge.entries.get(best.id)
  // "Handwerkskammer" is the one of the place that is known.
  const entry = found?.kind === 'contacts' ? hereOf(found, visitor, known.knowledge, turn) : found
  const event: UsageEvent = {
    kind: 'question',
    text: withoutPersonalData(utterance),
    decision: result.decision,
    ...(best && { entry: entry?.id ?? best.id, confidence: best.score }),
    ...(entry && { topics: entry.topics }),
  }
  const money = funded(turn, result, event)
  if (money) return money
  if (result.decision === 'answer' && best && entry) {
    if (entry.kind === 'guides') return { open: entry, opening: utterance, talk: turn.talk }
    const { reply, passage } = answerFound(entry, best, turn.context, talk.read ?? [], visitor)
    const shown = hasPassages(entry) && passage !== undefined ? { ...event, passage } : event
    return withGuide(turn, answered(turn, turn.utterance, entry, reply, shown))
  }
  const meant = result.decision === 'clarify' ? subjectAmong(result, turn) : undefined
  if (meant) {
    const { hit, subject } = meant
    const { reply } = answerFound(subject, hit, turn.context, talk.read ?? [], visitor)
    return answered(turn, turn.utterance, subject, reply, { ...event, decision: 'answer', entry: hit.id, confidence: hit.score })
  }
  const addition = result.decision === 'answer' || (best?.score ?? 0) >= SURE_OF_CHOICE ? undefined : told(turn)
  if (addition) return addition
  if (result.decision === 'clarify' && entry) return askBack(turn, result, event) ?? noAnswer(turn, result, { ...event, decision: 'none' })
  if (entry?.elsewhere && best!.score >= SURE_ELSEWHERE) return answered(turn, turn.utterance, entry, answer(entry, turn.context), event)
  return noAnswer(turn, result, event)
}

/**
 * "Malermeister, will Zuschuss für Software": who asks for money is not told how to go about the rest. The part about money of what was found,
 * else the text that leads to programmes; undefined where the search has found money itself.
 */
function funded(turn: Turn, { decision, hits }: SearchResult, event: UsageEvent): Decision | undefined {
  const { talk, known, utterance, context } = turn
  const named = known.knowledge.area.funding && known.knowledge.entries.get(known.knowledge.area.funding)
  if (!named || !asksForMoney(utterance)) return undefined
  const [field] = named.topics
  const found = hits.slice(0, decision === 'answer' ? 1 : MAX_CHOICES).flatMap(({ id }) => known.knowledge.entries.get(id) ?? [])
  // Money for something that nobody has a text for may be for anything.
  if (decision === 'none' && (!talk.subject || known.knowledge.entries.get(talk.subject.entry)?.elsewhere)) return undefined
  const isOfMoney = ({ kind, topics: [first] }: Entry) => kind === 'funding' || (field !== undefined && first === field)
  if ((decision !== 'none' && found.some(isOfMoney)) || found[0]?.kind === 'guides') return undefined
  const part = decision === 'answer' ? found[0]?.passages.find(({ heading }) => isAboutMoney(heading)) : undefined
  // "Als Verein Geld für Laptops": a text about money for just these comes before the one for all.
  const apart = hits
    .flatMap(({ id }) => known.knowledge.entries.get(id) ?? [])
    .find(
      ({ kind, title, audience }) => kind === 'articles' && isAboutMoney(title) && audience.some((id) => talk.about.audiences.includes(id)),
    )
  const entry = part ? found[0]! : inLanguage(apart ?? named, talk.lang, known.knowledge)
  const parts = part ? { passage: part.id } : partsFor(known.searcher, utterance, entry.id)
  const { reply, passage } = answerFound(entry, parts, context, talk.read ?? [], visitorOf(talk, known.knowledge, turn))
  return answered(turn, utterance, entry, reply, {
    ...event,
    decision: 'answer',
    entry: entry.id,
    topics: entry.topics,
    detail: 'money',
    ...(passage && { passage }),
  })
}

/** "Welche Kammer ist zuständig?": the one contact that is, where who and where tell; else the search, which knows the guide that asks. */
function responsible(turn: Turn): Decision | undefined {
  const { utterance, talk, known } = turn
  const visitor = visitorOf(talk, known.knowledge, turn)
  if (visitor.places.length === 0 || visitor.audiences.length === 0 || !asksWhoIsResponsible(utterance)) return undefined
  const { referrals, doubt } = responsibleFor(visitor, known.knowledge, turn)
  const [only, second] = referrals.filter(({ reason, fit }) => reason === 'responsible' && fit === 'yes')
  if (!only || second || doubt) return undefined
  const { contact } = only
  return answered(turn, utterance, contact, answer(contact, turn.context, undefined, visitor), {
    kind: 'question',
    text: withoutPersonalData(utterance),
    decision: 'answer',
    entry: contact.id,
    topics: contact.topics,
    detail: 'responsible',
  })
}

/** Events and contacts are answered by their fields, whichever part of their text met the question. */
function hasPassages({ kind }: Entry): boolean {
  return kind === 'articles' || kind === 'funding'
}

/** A sentence that answers this many steps of a guide is worth going on from. */
const STEPS_ANSWERED = 3

/** Who has said who they are, where and what for is also offered the guide to begin with. */
function withGuide(turn: Turn, decision: Decision): Decision {
  const { knowledge } = turn.known
  const { about } = turn.talk
  if (about.audiences.length === 0 || about.regions.length === 0) return decision
  const start = knowledge.area.guides.start && knowledge.entries.get(knowledge.area.guides.start)
  if (start?.kind !== 'guides') return decision
  const guide = inLanguage(start, turn.talk.lang, knowledge)
  const known = new Set(givenAnswers(guide, about, knowledge).map(({ step }) => step))
  const isEnough = known.size >= STEPS_ANSWERED
  if (!isEnough && known.size + readFirstSentence(guide, turn.utterance, knowledge, known).length < STEPS_ANSWERED) return decision
  const { reply, talk } = decision
  return {
    ...decision,
    reply: { ...reply, suggestions: [suggest(guide, turn.context), ...reply.suggestions.filter(({ label }) => label !== guide.title)] },
    talk: { ...talk, offers: [{ label: guide.title, entry: guide.id }, ...talk.offers.filter(({ label }) => label !== guide.title)] },
  }
}

/** A choice between what the talk is about and something else is none: "und wo liegen da die Daten?" asks on. */
function subjectAmong({ hits }: SearchResult, { talk, known }: Turn): { hit: Hit; subject: Entry } | undefined {
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  const hit = hits.slice(0, MAX_CHOICES).find(({ id }) => id === subject?.id)
  if (!subject || !hit || subject.kind === 'guides' || hit.score < hits[0]!.score * MIN_SHARE_OF_SUBJECT) return undefined
  return { hit, subject }
}
/** How near to the best what the talk is about must come, so that it is meant. */
const MIN_SHARE_OF_SUBJECT = 0.5
