/**
 * Leads through the open dialog of a talk, be it a guide, a request that is being given or an order of a mail: opening it, reading
 * what is meant for it, going back, ending it. A second dialog lies on top of the first and gives it back when it is done.
 */

import { emergencyArticle } from './answers/act.ts'
import { outcomeReply, questionReply } from './answers/guide.ts'
import { personReply } from './answers/person.ts'
import { withdrawnReply } from './answers/withdrawn.ts'
import { type Decision, type Opening, sayPlainly, sentence, type Turn } from './decision.ts'
import { ask, currentDialog, type Dialog, MAX_OPEN, orderDialog, putAgain, requestContext, requestDialog } from './dialog-stack.ts'
import { type Asked, begin, type Done, goBack, goOn, put } from './guides/engine.ts'
import { planPath } from './guides/replay/query.ts'
import { replay } from './guides/replay/replay.ts'
import { readGuideState } from './guides/state/guide-state.ts'
import { guideOf } from './guides/talk.ts'
import { type Interruption, plainWords, readInterruption } from './interruption.ts'
import type { Guide } from './knowledge/schema.ts'
import { inLanguage } from './knowledge/translations.ts'
import { message } from './messages.ts'
import { beginOrder, newOrderOf, type OrderOutcome, withOrderAnswers } from './monthly-mail/order-form.ts'
import { type MailOrderState, readMailOrderState } from './monthly-mail/order-state.ts'
import { takenOffer } from './offers.ts'
import type { UsageEvent } from './ports.ts'
import { impersonalWords } from './privacy.ts'
import { givenAnswers } from './profile.ts'
import { say } from './reply.ts'
import { beginRequest, newRequestOf, type RequestOutcome, withAnswers } from './requests/request-guide.ts'
import { type RequestState, readRequestState } from './requests/request-state.ts'
import { readSaying } from './requests/sayings.ts'
import { isKnownToFollow } from './subject/known-follow-up.ts'
import { surveyAbout, withSurveyOffer } from './survey-offer.ts'
import type { Talk } from './talk.ts'
import { visitorSoFar } from './visitor-so-far.ts'

/** What the open dialog makes of the utterance, or the one that ended last; undefined where it is meant for somebody else. */
export function readDialog(turn: Turn): Decision | undefined {
  const { utterance, known, context } = turn
  const dialog = currentDialog(turn)
  const interruption = readInterruption(utterance, known.knowledge.messages)
  if (turn.lost && interruption === undefined) return putAgain(turn, sayPlainly(turn, 'guide.lost', { kind: 'guide', detail: 'lost' }))
  if (!dialog) return readFinished(turn, interruption)
  if (interruption === 'cancel') return cancel(turn, dialog)
  if (interruption === 'back') return follow(turn, dialog, goBack(dialog.form, dialog.state, context))
  if (isMeantForOthers(turn, dialog, interruption)) return undefined
  const next = goOn(dialog.form, dialog.state, utterance, context)
  if (next.kind === 'ask' && next.again && asksOn(turn)) return undefined
  return next.kind === 'notMine' ? undefined : follow(turn, dialog, next)
}

/** "Nobody picks up" is no answer to the open question, but known to be said about what the talk is about. */
function asksOn({ utterance, talk, known }: Turn): boolean {
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  return subject !== undefined && isKnownToFollow(known.searcher, utterance, inLanguage(subject, talk.lang, known.knowledge).id)
}

/** Opens a dialog; what the sentence that led here says already is not asked again. */
export function openDialog(turn: Turn, { lead, act, ...opening }: Opening): Decision {
  const decision = opened(turn, opening)
  const { reply, event } = decision
  if (lead === undefined && act === undefined) return decision
  return {
    ...decision,
    reply: lead === undefined ? reply : { ...reply, texts: [lead, ...reply.texts] },
    event: { ...event, ...(act && { act }) },
  }
}

function opened(turn: Turn, { open: asked, opening, talk }: Opening): Decision {
  const fresh: Turn = { ...turn, talk: { ...talk, offers: [], clarifying: false, misses: 0 } }
  if (asked === 'request') return openRequest(fresh)
  if (asked === 'mail-order') return openOrder(fresh, undefined)
  if (asked === 'survey') return openOrder(fresh, surveyAbout(talk))
  const open = inLanguage(asked, talk.lang, turn.known.knowledge)
  if (open.withdrawn)
    return { reply: withdrawnReply(open, turn.context), talk: fresh.talk, event: { kind: 'question', decision: 'none', entry: open.id } }
  const article = emergencyArticle(turn, open)
  const subject = article ? { entry: article, asked: impersonalWords(turn.utterance) } : talk.subject
  const others = talk.dialogs.filter((stored) => readGuideState(stored)?.guide !== open.id)
  const before = readGuideState(others.at(-1))?.answers ?? []
  const given = givenAnswers(open, talk.about, turn.known.knowledge)
  const earlier = [...before, ...given.filter(({ step }) => !before.some((answer) => answer.step === step))]
  return followGuide(
    { ...fresh, talk: { ...fresh.talk, dialogs: others, ...(subject && { subject }) } },
    open,
    begin(open, opening, turn.context, earlier),
  )
}

/** Words about the talk itself or about a request, and the choice after "did you mean …?"; where any text is an answer, only the first. */
function isMeantForOthers({ utterance, talk, known, context }: Turn, { form, state }: Dialog, interruption?: Interruption): boolean {
  const { messages } = known.knowledge
  if (interruption && interruption !== 'why') return true
  const saying = readSaying(utterance, messages)
  if (saying && (saying.kind === 'begin' || replay(form, state.answers, context).step?.input !== 'text')) return true
  if (!talk.clarifying) return false
  const isNone = plainWords(utterance) === plainWords(message(messages, talk.lang, 'label.none-of-these'))
  return isNone || takenOffer(utterance, talk.offers) !== undefined
}

/** After the outcome, "zurück" and a correction still reach the guide that ended. */
function readFinished(turn: Turn, interruption: Interruption | undefined): Decision | undefined {
  const { talk, known, utterance, context } = turn
  const finished = readGuideState(talk.finished)
  const guide = finished && guideOf(known.knowledge, finished.guide)
  if (!finished || !guide) return undefined
  const next = interruption === 'back' ? goBack(guide, finished, context) : goOn(guide, finished, utterance, context)
  return next.kind === 'notMine' ? undefined : followGuide(turn, guide, next)
}

/** A request that lies further down comes to the top. */
function openRequest(turn: Turn): Decision {
  const { talk, known, context } = turn
  const dialogs = talk.dialogs.filter((stored) => !readRequestState(stored))
  const begun = talk.dialogs.map(readRequestState).find((request) => request !== undefined)
  const request = begun ?? beginRequest(visitorSoFar(turn), known.knowledge)
  const dialog = requestDialog(request, turn)
  const open = begun ? put(dialog.form, dialog.state, context) : begin(dialog.form, undefined, context, dialog.state.answers)
  return followRequest({ ...turn, talk: { ...talk, dialogs } }, request, open)
}

/** Goes on with the open dialog, the last of the stack. */
function follow(turn: Turn, dialog: Dialog, next: Asked | Done): Decision {
  const talk = { ...turn.talk, dialogs: turn.talk.dialogs.slice(0, -1), offers: [], clarifying: false, misses: 0 }
  const rest = { ...turn, talk }
  if (dialog.kind === 'request') return followRequest(rest, dialog.request, next)
  return dialog.kind === 'mail-order' ? followOrder(rest, dialog.order, next) : followGuide(rest, dialog.form, next)
}

/** An order of the same mail that lies further down comes to the top. */
function openOrder(turn: Turn, about: string | undefined): Decision {
  const { talk, context } = turn
  const begun = talk.dialogs.find((stored) => isOrderOf(stored, about))
  const dialogs = talk.dialogs.filter((stored) => stored !== begun)
  const order = readMailOrderState(begun) ?? beginOrder(about)
  const { form, state } = orderDialog(order, turn)
  return followOrder({ ...turn, talk: { ...talk, dialogs } }, order, put(form, state, context))
}

function isOrderOf(stored: unknown, about: string | undefined): boolean {
  const order = readMailOrderState(stored)
  return order !== undefined && order.about === about
}

/** The next question of the order, or its end. `turn.talk` is without it. */
function followOrder(turn: Turn, before: MailOrderState, next: Asked | Done): Decision {
  const { talk, context } = turn
  const order = withOrderAnswers(before, next.state.answers as MailOrderState['answers'], context)
  const event = (detail: string): UsageEvent => ({
    kind: 'interruption',
    detail: `${before.about === undefined ? 'monthly-mail' : 'survey'}.${detail}`,
  })
  if (next.kind === 'ask')
    return {
      reply: questionReply(next, context),
      talk: { ...talk, dialogs: [...talk.dialogs, order].slice(-MAX_OPEN) },
      event: { ...event('ask'), step: next.step.id },
    }
  const outcome = next.outcome.id as OrderOutcome
  if (outcome === 'declined') return putAgain(turn, sayPlainly(turn, 'monthly.declined', event('declined')), 'guide.continued')
  const ordered = {
    ...sayPlainly(turn, order.about === undefined ? 'monthly.ordered' : 'survey.ordered', event('ordered')),
    effect: { order: newOrderOf(order, context) },
  }
  return putAgain(turn, ordered, 'guide.continued')
}

/** Puts the question or says the outcome. `turn.talk` is without this guide. */
function followGuide(turn: Turn, guide: Guide, next: Asked | Done): Decision {
  const { context } = turn
  const talk = { ...turn.talk, offers: [], clarifying: false, misses: 0 }
  if (next.kind === 'ask')
    return {
      reply: questionReply(next, context),
      talk: { ...talk, dialogs: [...talk.dialogs, next.state].slice(-MAX_OPEN), finished: undefined },
      event: { kind: 'guide', entry: guide.id, step: next.step.id },
    }
  const link = next.outcome.plan ? planPath(next.state.answers, turn.today) : undefined
  const reply = outcomeReply(guide, next.outcome, next.notes, context, link)
  const event: UsageEvent = { kind: 'guide', entry: guide.id, outcome: next.outcome.id }
  const done: Decision = { reply, talk: { ...talk, finished: next.state, subject: subjectOf(guide, next.outcome) }, event }
  return putAgain(turn, guide.askLater ? withSurveyOffer(turn, done, guide.id) : done, 'guide.continued')
}

/** What the talk is about after an outcome: its first target that says something of the matter; the guide itself where that is only "a person". */
function subjectOf(guide: Guide, { groups }: Done['outcome']): Talk['subject'] {
  const targets = groups.flatMap((group) => group.targets).filter(({ id }) => id !== 'person')
  const first = targets.find(({ kind }) => kind !== 'contact') ?? targets[0]
  return { entry: first && first.id !== 'person' ? first.id : guide.id, asked: first?.title ?? guide.title }
}

/** The request with its new answers: the next question of the form that follows from them, or its end. `turn.talk` is without it. */
function followRequest(turn: Turn, before: RequestState, next: Asked | Done): Decision {
  const { talk, context, now } = turn
  const { request, renewed } = withAnswers(before, next.state.answers, requestContext(turn), now)
  const dialog = requestDialog(request, turn)
  const notes = [...next.notes, ...(renewed ? [sentence(turn, 'hand-off.consent.renewed')] : [])]
  const open = put(dialog.form, dialog.state, context, notes)
  if (open.kind !== 'ask') return ended(turn, request, open.outcome.id as RequestOutcome)
  const asked: Asked = next.kind === 'ask' && next.step.id === open.step.id ? { ...next, ...open } : open
  return {
    reply: ask(dialog, asked, turn),
    talk: { ...talk, dialogs: [...talk.dialogs, request].slice(-MAX_OPEN) },
    event: { kind: 'hand-off', detail: 'ask', step: open.step.id },
  }
}

function ended(turn: Turn, request: RequestState, outcome: RequestOutcome): Decision {
  const { talk } = turn
  const event = (detail: string): UsageEvent => ({ kind: 'hand-off', detail })
  if (outcome === 'cancelled') return putAgain(turn, sayPlainly(turn, 'hand-off.cancelled', event('cancel')), 'guide.continued')
  if (outcome === 'declined') {
    const people = personReply(turn)
    const reply = { ...people, texts: [sentence(turn, 'hand-off.declined'), ...people.texts.slice(0, 1)] }
    return putAgain(turn, { reply, talk, event: event('declined') }, 'guide.continued')
  }
  const sent: Decision = {
    reply: say(talk.lang),
    talk,
    event: { ...event('sent'), topics: request.about.topics },
    effect: { ask: { do: 'create', request: newRequestOf(request, requestContext(turn)) }, tell: 'created' },
  }
  return putAgain(turn, withSurveyOffer(turn, sent, 'request'), 'guide.continued')
}

function cancel(turn: Turn, dialog: Dialog): Decision {
  const left: Turn = { ...turn, talk: { ...turn.talk, dialogs: turn.talk.dialogs.slice(0, -1) } }
  if (dialog.kind === 'request') return putAgain(left, sayPlainly(left, 'hand-off.cancelled', { kind: 'hand-off', detail: 'cancel' }))
  if (dialog.kind === 'mail-order')
    return putAgain(
      left,
      sayPlainly(left, 'monthly.declined', {
        kind: 'interruption',
        detail: `${dialog.order.about === undefined ? 'monthly-mail' : 'survey'}.cancel`,
      }),
    )
  const { talk, known } = left
  const reply = say(talk.lang, message(known.knowledge.messages, talk.lang, 'guide.cancelled', { title: dialog.form.title }))
  const event: UsageEvent = { kind: 'guide', entry: dialog.form.id, detail: 'cancel' }
  return putAgain(left, { reply, talk: { ...talk, finished: undefined }, event })
}
