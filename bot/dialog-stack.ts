/**
 * The dialogs that lie open in a talk, one on top of another: which of them can be gone on with, what the open one asks, and how its question
 * is put again after a side question.
 */
import { questionReply } from './answers/guide.ts'
import { type Decision, sentence, type Turn } from './decision.ts'
import { type Asked, put } from './guides/engine.ts'
import { type Form, type GuideState, readGuideState } from './guides/state/guide-state.ts'
import { guideOf } from './guides/talk.ts'
import type { Guide } from './knowledge/schema.ts'
import { message } from './messages.ts'
import { orderForm } from './monthly-mail/order-form.ts'
import { type MailOrderState, orderEngineState, readMailOrderState } from './monthly-mail/order-state.ts'
import type { Reply } from './reply.ts'
import { type RequestContext, requestForm } from './requests/request-guide.ts'
import { engineState, type RequestState, readRequestState } from './requests/request-state.ts'

/** Dialogs that may lie on top of each other; a deeper one pushes the oldest out. */
export const MAX_OPEN = 3

export type Dialog =
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

/**
 * Adds the open question to what was said beside it. A decision that itself awaits a yes or no comes first; one that asks which of
 * several things is meant only reminds of the open question, because its own choices are to be taken now.
 */
export function putAgain(turn: Turn, decision: Decision, lead: 'guide.continued' | 'guide.resume' = 'guide.resume'): Decision {
  const { known, context } = turn
  const dialog = currentDialog({ ...turn, talk: decision.talk })
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
    return { ...side, reply: { ...reply, texts: [...reply.texts, reminder], putAgain: 1 } }
  }
  const title = dialog.form.title
  const before = lead === 'guide.resume' ? message(messages, context.lang, lead, { title }) : sentence(turn, lead)
  const question = ask(dialog, { ...open, notes: [before, ...open.notes], again: true }, turn)
  return {
    ...side,
    reply: {
      ...reply,
      texts: [...reply.texts, ...question.texts],
      putAgain: question.texts.length,
      suggestions: question.suggestions,
    },
    talk: { ...side.talk, offers: [] },
  }
}

/** The question that waits for an answer, put again; undefined when no dialog is open. */
export function openQuestion(turn: Turn): Reply | undefined {
  const dialog = currentDialog(turn)
  const open = dialog && put(dialog.form, dialog.state, turn.context)
  return open?.kind === 'ask' ? ask(dialog!, open, turn) : undefined
}

/** The dialog that is open now, the last of the talk; undefined without one that can be gone on with. */
export function currentDialog(turn: Omit<Turn, 'lost'>): Dialog | undefined {
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

/** A request as the engine leads it, with the form that follows from what was answered so far. */
export function requestDialog(request: RequestState, turn: Omit<Turn, 'lost'>): Extract<Dialog, { kind: 'request' }> {
  return { kind: 'request', request, state: engineState(request), form: requestForm(request, requestContext(turn)) }
}

/** A visitor may have mails sent to them here; staff at their own door may not. */
export function isOrderable({ known, handOff }: Pick<Turn, 'known' | 'handOff'>): boolean {
  return known.service?.monthlyMail === true && handOff !== undefined
}

/** An order of a mail as the engine leads it. */
export function orderDialog(order: MailOrderState, { context }: Omit<Turn, 'lost'>): Extract<Dialog, { kind: 'mail-order' }> {
  return { kind: 'mail-order', order, state: orderEngineState(order), form: orderForm(context, order.about) }
}

/** The moment, with how long requests are kept here. */
export function requestContext({ context, handOff }: Omit<Turn, 'lost'>): RequestContext {
  return { ...context, retentionDays: handOff!.retentionDays }
}

/** The question with its buttons; the last look at a request also offers to change something. */
export function ask(dialog: Dialog, turn: Asked, { known, context }: Turn): Reply {
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
