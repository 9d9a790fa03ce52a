/**
 * Runs the bot for a chat: one turn at a time, answers collected and written down together with the note that this turn is done. A
 * visitor's message whose turn was cut off by a crash is found by that missing note and gets its turn later.
 */
import type { Activity } from 'botbuilder'
import type { Logger } from 'pino'
import { markUnkept } from '../../bot/state.ts'
import type { BotAdapter, Delivery, Logic } from '../bot-adapter.ts'
import type { Store } from '../storage/storage.ts'
import type { TurnQueue } from '../turn-queue.ts'
import type { ActivityLog } from './activity-log.ts'
import type { Chat, Chats } from './chats.ts'
import { frame } from './frame.ts'
import { turnActivity } from './incoming.ts'
import { botBody, isPassing } from './outgoing.ts'

export interface Turns extends Delivery {
  /**
   * A turn for what a visitor's client sent, as soon as it is known whether that is in the log. Without a number it is not: the turn then
   * answers what needs no memory, and remembers nothing. No turn for `undefined`.
   */
  run(chat: Chat, said: Record<string, unknown>, logged: Promise<number | undefined>): Promise<void>
  /** Runs the turns that a crash left undone, if there are any. Does not reject. */
  resume(chat: Chat): Promise<void>
}

export interface TurnOptions {
  adapter: BotAdapter
  logic: Logic
  queue: TurnQueue
  activities: ActivityLog
  chats: Chats
  store: Store
  bot: { id: string; name: string }
  log: Logger
  now: () => Date
}

/** What the bot has said in a turn and not yet written down, and the activity it answers. */
interface RunningTurn {
  answers: string | undefined
  said: string[]
  saying: Promise<void>
}

/** A turn that takes longer than this shows what it has so far (the SDK's `delay`, a slow question to the outside). */
const SHOW_AFTER_MS = 30
/** A younger turn may still be queued in another process. */
const OTHERS_MS = 20_000

export function createTurns({ adapter, logic, queue, activities, chats, store, bot, log, now }: TurnOptions): Turns {
  const running = new Map<string, RunningTurn>()

  /** Writes down what was said so far; one writing after the other, so that the order stays. */
  const say = (chat: Chat, turn: RunningTurn, answered = 0): Promise<void> => {
    turn.saying = turn.saying.then(async () => {
      const bodies = turn.said.splice(0)
      if (bodies.length === 0 && answered === 0) return
      try {
        await activities.append(chat, bodies, { answered })
      } catch (error) {
        log.error({ event: 'answer_not_delivered', err: error, conversation: chat.id }, 'answer not delivered')
      }
    })
    return turn.saying
  }

  /** Inside the queue only. */
  const turn = async (chat: Chat, activity: Activity, logged: Promise<number | undefined>, inLog = true): Promise<void> => {
    const number = await logged
    if (number === undefined) return
    const own: RunningTurn = { answers: activity.id, said: [], saying: Promise.resolve() }
    running.set(chat.id, own)
    const showing = setInterval(() => void say(chat, own), SHOW_AFTER_MS)
    try {
      await adapter.runEmbedded(activity, inLog && number === 0 ? (context) => logic(markUnkept(context)) : logic)
    } catch (error) {
      log.error({ event: 'turn_failed', err: error, conversation: chat.id }, 'turn failed')
    } finally {
      clearInterval(showing)
      running.delete(chat.id)
      await say(chat, own, number)
    }
  }

  const activityFor = (chat: Chat, said: Record<string, unknown>): Activity =>
    turnActivity(said, { conversation: chat.id, user: chat.user, bot }, chat.locale, now())

  return {
    run: async (chat, said, logged) => {
      const activity = activityFor(chat, said)
      const id = activity.id ?? ''
      chat.asking.add(id)
      try {
        // What the server says of itself (a greeting) stands in no log before its turn.
        await queue.run(chat.id, () => turn(chat, activity, logged, said.id !== undefined), activity)
      } finally {
        chat.asking.delete(id)
      }
    },

    resume,

    send: async (conversationId, activity) => {
      const turnNow = running.get(conversationId)
      const { id, body } = botBody(activity, conversationId, turnNow?.answers)
      const chat = chats.get(conversationId)
      if (isPassing(activity)) {
        for (const listener of chat?.listeners ?? []) listener.send(frame(conversationId, { at: now().getTime(), body }))
      } else if (turnNow) turnNow.said.push(body)
      else await speakFirst(conversationId, chat, body)
      return { id }
    },
  }

  async function resume(chat: Chat): Promise<void> {
    try {
      await queue.run(chat.id, () => makeUp(chat))
    } catch (error) {
      log.warn({ event: 'turns_not_made_up', err: error, conversation: chat.id }, 'open turns not made up for')
    }
  }

  /** Inside the queue only. */
  async function makeUp(chat: Chat): Promise<void> {
    const row = await store.conversations.find(chat.id)
    if (!row || row.asked <= row.answered) return
    for (const { number, at, body } of await store.conversations.after(chat.id, row.answered, row.asked - row.answered)) {
      const said = JSON.parse(body) as Record<string, unknown> & { id: string; from?: { role?: string } }
      if (said.from?.role !== 'user' || chat.asking.has(said.id)) continue
      if (store.shared && at > now().getTime() - OTHERS_MS) {
        setTimeout(() => void resume(chat), OTHERS_MS).unref()
        return
      }
      log.info({ event: 'turn_made_up', conversation: chat.id }, 'turn made up for after a crash')
      const activity = activityFor(chat, said)
      // The middleware must not queue up behind the very turn that runs it.
      queue.hold(activity)
      await turn(chat, activity, Promise.resolve(number))
    }
  }

  /** Outside a turn (staff answers, a reminder): there is nothing to collect for, and the visitor's socket may be elsewhere. */
  async function speakFirst(conversationId: string, chat: Chat | undefined, body: string): Promise<void> {
    const row = chat ?? (await store.conversations.find(conversationId))
    const known =
      row && (await activities.append(chat ?? chats.open({ id: row.id, user: row.user, locale: row.locale, started: true }), [body])).known
    if (!known) throw new Error(`no conversation ${conversationId}`)
  }
}
