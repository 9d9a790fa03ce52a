/**
 * The open dialog of a talk, be it a guide or a request that is being given: opening it, reading what is meant for it, going back, putting
 * its question again after a side question. A second dialog lies on top of the first and gives it back when it is done.
 */

import { outcomeReply, questionReply } from './answers/guide.ts'
import { personReply } from './answers/person.ts'
import { withdrawnReply } from './answers/withdrawn.ts'
import { type Decision, type Opening, sayPlainly, sentence, type Turn } from './decision.ts'
import { type Asked, begin, type Done, goBack, goOn, put } from './guides/engine.ts'
import { planPath } from './guides/replay/query.ts'
import { replay } from './guides/replay/replay.ts'
import { type Form, type GuideState, readGuideState } from './guides/state/guide-state.ts'
import { guideOf } from './guides/talk.ts'
import { type Interruption, plainWords, readInterruption } from './interruption.ts'
import type { Guide } from './knowledge/schema.ts'
import { message } from './messages.ts'
import { beginOrder, newOrderOf, type OrderOutcome, orderForm, withOrderAnswers } from './monthly-mail/order-form.ts'
import { type MailOrderState, orderEngineState, readMailOrderState } from './monthly-mail/order-state.ts'
import { takenOffer } from './offers.ts'
import type { UsageEvent } from './ports.ts'
import { givenAnswers } from './profile.ts'
import { type Reply, say } from './reply.ts'
import { beginRequest, newRequestOf, type RequestContext, type RequestOutcome, requestForm, withAnswers } from './requests/request-guide.ts'
import { engineState, type RequestState, readRequestState } from './requests/request-state.ts'
import { readSaying } from './requests/sayings.ts'
import type { Talk } from './talk.ts'
import { visitorSoFar } from './visitor-so-far.ts'

/** Dialogs that may lie on top of each other; a deeper one pushes the oldest out. */
const MAX_OPEN = 3

type Dialog =
  | { kind: 'guide'; form: Guide; state: GuideState }
  /** `state` is the request's as the engine takes it. */
  | { kind: 'request'; form: Form; state: GuideState; request: RequestState }
  | { kind: 'mail-order'; form: Form; state: GuideState; order: MailOrderState }

/**
 * The talk with those dialogs that can still be gone on with. `lost`: the open one is not among them, because it is of another version,
 * its guide is gone, or nobody takes requests any more.
 */
export function readableDialogs(turn: Omit<Turn, 'lost'>): Pick<Turn, 'talk' | 'lost'> {
  const { dialogs } = turn.talk
  const readable = dialogs.filter((stored) => dialogFrom(stored, turn) !== undefined)
  const lost = dialogs.length > 0 && dialogFrom(dialogs.at(-1), turn) === undefined
  return { talk: readable.length === dialogs.length ? turn.talk : { ...turn.talk, dialogs: readable }, lost }
}

/** What the open dialog makes of the utterance, or the one that ended last; undefined where it is meant for somebody else. */
export function readDialog(turn: Turn): Decision | undefined {
  const { utterance, known, context } = turn
  const dialog = current(turn)
  const interruption = readInterruption(utterance, known.knowledge.messages)
  if (turn.lost && interruption === undefined) return putAgain(turn, sayPlainly(turn, 'guide.lost', { kind: 'guide', detail: 'lost' }))
  if (!dialog) return readFinished(turn, interruption)
  if (interruption === 'cancel') return cancel(turn, dialog)
  if (interruption === 'back') return follow(turn, dialog, goBack(dialog.form, dialog.state, context))
  if (isMeantForOthers(turn, dialog, interruption)) return undefined
  const next = goOn(dialog.form, dialog.state, utterance, context)
  return next.kind === 'notMine' ? undefined : follow(turn, dialog, next)
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

function opened(turn: Turn, { open, opening, talk }: Opening): Decision {
  const fresh: Turn = { ...turn, talk: { ...talk, offers: [], clarifying: false, misses: 0 } }
  if (open === 'request') return openRequest(fresh)
  if (open === 'mail-order') return openOrder(fresh)
  if (open.withdrawn)
    return { reply: withdrawnReply(open, turn.context), talk: fresh.talk, event: { kind: 'question', decision: 'none', entry: open.id } }
  const others = talk.dialogs.filter((stored) => readGuideState(stored)?.guide !== open.id)
  const before = readGuideState(others.at(-1))?.answers ?? []
  const given = givenAnswers(open, talk.about, turn.known.knowledge)
  const earlier = [...before, ...given.filter(({ step }) => !before.some((answer) => answer.step === step))]
  return followGuide({ ...fresh, talk: { ...fresh.talk, dialogs: others } }, open, begin(open, opening, turn.context, earlier))
}

/**
 * Adds the open question to what was said beside it. A decision that itself awaits a yes or no comes first; one that asks which of
 * several things is meant only reminds of the open question, because its own choices are to be taken now.
 */
export function putAgain(turn: Turn, decision: Decision, lead: 'guide.continued' | 'guide.resume' = 'guide.resume'): Decision {
  const { known, context } = turn
  const dialog = current({ ...turn, talk: decision.talk })
  // Whoever says goodbye is not called back to a question.
  const isLeaving = decision.event.act === 'goodbye' || decision.event.detail === 'goodbye'
  if (!dialog || decision.talk.confirming || decision.event.step !== undefined || isLeaving) return decision
  const open = put(dialog.form, dialog.state, context)
  if (open.kind !== 'ask') return decision
  const { messages } = known.knowledge
  const side = dialog.kind === 'guide' ? decision : withoutWords(decision)
  const { reply } = side
  if (decision.talk.clarifying) {
    const reminder = message(messages, context.lang, 'guide.still-open', { question: open.step.question })
    return { ...side, reply: { ...reply, texts: [...reply.texts, reminder] } }
  }
  const title = dialog.form.title
  const before = lead === 'guide.resume' ? message(messages, context.lang, lead, { title }) : sentence(turn, lead)
  const question = ask(dialog, { ...open, notes: [before, ...open.notes], again: true }, turn)
  return {
    ...side,
    reply: { ...reply, texts: [...reply.texts, ...question.texts], suggestions: question.suggestions },
    talk: { ...side.talk, offers: [] },
  }
}

/** The question that waits for an answer, put again; undefined when no dialog is open. */
export function openQuestion(turn: Turn): Reply | undefined {
  const dialog = current(turn)
  const open = dialog && put(dialog.form, dialog.state, turn.context)
  return open?.kind === 'ask' ? ask(dialog!, open, turn) : undefined
}

function current(turn: Omit<Turn, 'lost'>): Dialog | undefined {
  return dialogFrom(turn.talk.dialogs.at(-1), turn)
}

function dialogFrom(stored: unknown, turn: Omit<Turn, 'lost'>): Dialog | undefined {
  const request = readRequestState(stored)
  if (request) return turn.handOff && requestDialog(request, turn)
  const order = readMailOrderState(stored)
  if (order) return isOrderable(turn) ? orderDialog(order, turn) : undefined
  const state = readGuideState(stored)
  const guide = state && guideOf(turn.known.knowledge, state.guide)
  return state && guide && { kind: 'guide', form: guide, state }
}

function requestDialog(request: RequestState, turn: Omit<Turn, 'lost'>): Extract<Dialog, { kind: 'request' }> {
  return { kind: 'request', request, state: engineState(request), form: requestForm(request, requestContext(turn)) }
}

/** A visitor may have dates sent to them here; staff at their own door may not. */
export function isOrderable({ known, handOff }: Pick<Turn, 'known' | 'handOff'>): boolean {
  return known.service?.monthlyMail === true && handOff !== undefined
}

function orderDialog(order: MailOrderState, { context }: Omit<Turn, 'lost'>): Extract<Dialog, { kind: 'mail-order' }> {
  return { kind: 'mail-order', order, state: orderEngineState(order), form: orderForm(context) }
}

function requestContext({ context, handOff }: Omit<Turn, 'lost'>): RequestContext {
  return { ...context, retentionDays: handOff!.retentionDays }
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

/** An order that lies further down comes to the top. */
function openOrder(turn: Turn): Decision {
  const { talk, context } = turn
  const dialogs = talk.dialogs.filter((stored) => !readMailOrderState(stored))
  const order = talk.dialogs.map(readMailOrderState).find((begun) => begun !== undefined) ?? beginOrder()
  const { form, state } = orderDialog(order, turn)
  return followOrder({ ...turn, talk: { ...talk, dialogs } }, order, put(form, state, context))
}

/** The next question of the order, or its end. `turn.talk` is without it. */
function followOrder(turn: Turn, before: MailOrderState, next: Asked | Done): Decision {
  const { talk, context } = turn
  const order = withOrderAnswers(before, next.state.answers as MailOrderState['answers'], context)
  const event = (detail: string): UsageEvent => ({ kind: 'interruption', detail: `monthly-mail.${detail}` })
  if (next.kind === 'ask')
    return {
      reply: questionReply(next, context),
      talk: { ...talk, dialogs: [...talk.dialogs, order].slice(-MAX_OPEN) },
      event: { ...event('ask'), step: next.step.id },
    }
  const outcome = next.outcome.id as OrderOutcome
  if (outcome === 'declined') return putAgain(turn, sayPlainly(turn, 'monthly.declined', event('declined')), 'guide.continued')
  const ordered = { ...sayPlainly(turn, 'monthly.ordered', event('ordered')), effect: { order: newOrderOf(order, context) } }
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
  return putAgain(
    turn,
    { reply, talk: { ...talk, finished: next.state, subject: subjectOf(guide, next.outcome) }, event },
    'guide.continued',
  )
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
  return putAgain(turn, sent, 'guide.continued')
}

function cancel(turn: Turn, dialog: Dialog): Decision {
  const left: Turn = { ...turn, talk: { ...turn.talk, dialogs: turn.talk.dialogs.slice(0, -1) } }
  if (dialog.kind === 'request') return putAgain(left, sayPlainly(left, 'hand-off.cancelled', { kind: 'hand-off', detail: 'cancel' }))
  if (dialog.kind === 'mail-order')
    return putAgain(left, sayPlainly(left, 'monthly.declined', { kind: 'interruption', detail: 'monthly-mail.cancel' }))
  const { talk, known } = left
  const reply = say(talk.lang, message(known.knowledge.messages, talk.lang, 'guide.cancelled', { title: dialog.form.title }))
  const event: UsageEvent = { kind: 'guide', entry: dialog.form.id, detail: 'cancel' }
  return putAgain(left, { reply, talk: { ...talk, finished: undefined }, event })
}

/** The question with its buttons; the last look at a request also offers to change something. */
function ask(dialog: Dialog, turn: Asked, { known, context }: Turn): Reply {
  const reply = questionReply(turn, context)
  if (dialog.kind !== 'request' || turn.step.id !== 'check' || turn.changes) return reply
  const change = message(known.knowledge.messages, context.lang, 'label.change')
  const [send, ...others] = reply.suggestions
  return { ...reply, suggestions: [send!, { label: change, say: change }, ...others] }
}

/** A question in the middle of a request may hold the visitor's name or number: it is counted, and its words are not noted. */
function withoutWords(decision: Decision): Decision {
  const { text: _words, ...event } = decision.event
  return { ...decision, event }
}
