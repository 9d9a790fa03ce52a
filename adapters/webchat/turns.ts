/**
 * Runs the bot for a chat: one turn at a time, the oldest message that waits first, and everything a turn changes as one commit that
 * also says that it is done. What waits is a mark in the log, so a turn that a crash cut off is run again by whoever looks next; and the
 * commit looks whether it still waits, so a turn that was run twice is heard once.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { areWordsUnkept, isUnkept, markUnkept, wasTold } from '../../bot/state.ts'
import type { BotAdapter, Delivery, Logic } from '../bot-adapter.ts'
import { ActivityTypes } from '../sdk.ts'
import { currentTurn, inTurn, nextWordsId, type OpenTurn, openTurn, toCommit } from '../storage/open-turn.ts'
import { StorageAway, type Store } from '../storage/storage.ts'
import { type Telemetry, turnId, UNTOLD } from '../telemetry.ts'
import type { TurnQueue } from '../turn-queue.ts'
import type { ActivityLog } from './activity-log.ts'
import type { Chat, Chats } from './chats.ts'
import { frame } from './frame.ts'
import { activityId, blankedBody, cleanedBody, turnActivity, visitorBody, WEBCHAT_CHANNEL, wantsGreeting } from './incoming.ts'
import { botBody, isPassing } from './outgoing.ts'

export interface Turns extends Delivery {
  /**
   * A turn for what a visitor's client sent. What the log does not hold is not `kept`: the turn then answers what needs no memory, and
   * remembers nothing. Resolves when it is done or left for later.
   */
  run(chat: Chat, said: Said, kept: boolean): Promise<void>
  /** The bot greets, unless somebody did. Does not reject. */
  greet(chat: Chat): Promise<void>
  /** Runs the turns that wait in the log, if there are any. Does not reject. */
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
  telemetry?: Telemetry
  log: Logger
  now: () => Date
}

/** What a visitor's client sent, under our id. */
type Said = Record<string, unknown> & { id: string }

/** What a turn is for. */
interface Due {
  said: Said
  /** False for a greeting of our own making, for which nothing stands in the log. */
  logged: boolean
  greets: boolean
  /** False while what was said is in no database, or something older may wait. */
  kept: boolean
  /** What was said is in the log: if its turn can remember nothing, it runs again. */
  owed: boolean
}

/** What came of running a turn, before any of it is kept. */
interface Attempt {
  open: OpenTurn
  clean: (body: string) => string
  unkept: boolean
  /** That it could not was said. */
  told: boolean
}

/** Something may wait in the log, and nothing that came in here can be answered meanwhile. */
const NOT_KNOWN = 'not known'
/** A turn of another process takes much less; one that stands still must not keep the visitor waiting. The commit sees to the rest. */
const PATIENCE_MS = 5_000
/** A turn that breaks so often would break for ever. */
const MAX_TRIES = 3
/**
 * What is in the log waits so long for a database that is away for a moment, before it is answered as if it could not be kept. Together longer
 * than storage rests after trouble, and short enough for somebody who waits.
 */
const AWAY_WAITS_MS = [200, 600]

export function createTurns({ adapter, logic, queue, activities, chats, store, bot, telemetry = UNTOLD, log, now }: TurnOptions): Turns {
  const inLine = (chat: Chat, work: () => Promise<void>): Promise<void> => queue.run(chat.id, work, { patienceMs: PATIENCE_MS })

  /** Runs it once. `unkept`: it could remember nothing. */
  const attempt = async (chat: Chat, { said, logged, greets, kept }: Due): Promise<Attempt> => {
    const open = openTurn({ conversation: chat.id, answers: logged ? said.id : undefined, greets, base: said.id })
    const activity = turnActivity(said, { conversation: chat.id, user: chat.user, bot }, chat.locale, now())
    // The middleware must not queue up behind the very turn that runs it.
    queue.hold(activity)
    const made: Attempt = { open, clean: cleanedBody, unkept: false, told: false }
    const run: Logic = async (context) => {
      await logic(kept ? context : markUnkept(context))
      if (areWordsUnkept(context)) made.clean = blankedBody
      made.unkept = isUnkept(context)
      made.told = wasTold(context)
    }
    // After some tries a turn is done without an answer; otherwise it would be in the way of all that come after it.
    if (chat.broken?.id !== said.id || chat.broken.times < MAX_TRIES)
      await inTurn(open, () => telemetry.part('answer', () => adapter.runEmbedded(activity, run)))
    return made
  }

  /** Inside the queue only. `left`: it was answered and could not be remembered, so it runs again. */
  const turn = async (chat: Chat, found: Due): Promise<'done' | 'done already' | 'left'> => {
    const { said, logged, kept } = found
    try {
      let made = await attempt(chat, found)
      for (const waitMs of AWAY_WAITS_MS) {
        if (!kept || !made.unkept) break
        // Acknowledged words deserve better than a moment's trouble.
        await pause(waitMs)
        made = await attempt(chat, found)
      }
      const { open, clean } = made
      if (found.owed && made.unkept && !made.told) {
        activities.show(chat, open.lines)
        return 'left'
      }
      const turnCommit = { ...toCommit(open), ...(logged ? { cleaned: clean(bodyOf(chat, said)) } : {}) }
      const done = await telemetry.part('keep', () => activities.commit(chat, turnCommit))
      if (chat.broken?.id === said.id) chat.broken = undefined
      return done ? 'done' : 'done already'
    } catch (error) {
      chat.broken = { id: said.id, times: chat.broken?.id === said.id ? chat.broken.times + 1 : 1 }
      throw error
    }
  }

  const watched = (chat: Chat, found: Due) => {
    const about = { door: WEBCHAT_CHANNEL, id: turnId(found.said.id), from: chat.waiting.get(found.said.id)?.from }
    return telemetry.turn(about, () => turn(chat, found))
  }

  /**
   * Inside the queue only: the oldest in the log, or, while the database is away, the oldest that came in here. `left`: what was answered just
   * now and is for later. Undefined: nothing waits.
   */
  const next = async (chat: Chat, left: ReadonlySet<string>): Promise<Due | typeof NOT_KNOWN | undefined> => {
    const here = oldestHere(chat)
    // What the turn before changed may wait in memory: on what the database has, no other may go on.
    if (!(await activities.caughtUp(chat))) return forgetful(oldestHere(chat)) ?? NOT_KNOWN
    // Nobody else takes turns of a database that is ours alone.
    if (here?.kept && !store.shared && !chat.behind) return here
    for (const waitMs of [...AWAY_WAITS_MS, undefined]) {
      try {
        const oldestInLog = await oldestOwed(chat)
        return oldestInLog && left.has(oldestInLog.said.id) ? (forgetful(oldestHere(chat)) ?? NOT_KNOWN) : oldestInLog
      } catch (error) {
        if (!(error instanceof StorageAway)) throw error
        // Whether something older waits elsewhere is not known, so this one must not change what that one finds.
        if (waitMs === undefined || !here?.kept) return forgetful(oldestHere(chat)) ?? NOT_KNOWN
        await pause(waitMs)
      }
    }
    return NOT_KNOWN
  }

  const oldestOwed = async (chat: Chat): Promise<Due | undefined> => {
    for (;;) {
      const row = await store.conversations.nextOwed(chat.id)
      if (!row) return undefined
      const found = due({ ...JSON.parse(row.body), id: row.id }, true)
      if (!found.greets || !row.greeted) return found
      // Somebody greeted before; this one is done.
      await activities.commit(chat, {
        ...toCommit(openTurn({ conversation: chat.id, answers: row.id, greets: true, base: row.id })),
        cleaned: cleanedBody(row.body),
      })
      chat.waiting.delete(row.id)
    }
  }

  /** Inside the queue only: takes turns as long as `wanted`, or until nothing waits. */
  const takeTurns = async (chat: Chat, wanted: () => boolean): Promise<void> => {
    const left = new Set<string>()
    while (wanted()) {
      const found = await next(chat, left)
      if (found === NOT_KNOWN) {
        // What may wait there is older than whatever comes next.
        chat.behind = true
        return
      }
      if (!found) {
        // What came in here was done by another process.
        chat.waiting.clear()
        chat.behind = false
        return
      }
      try {
        const outcome = await watched(chat, found)
        if (outcome === 'left') {
          left.add(found.said.id)
          chat.behind = true
        }
        if (outcome === 'done already') log.info({ event: 'turn_done_already', conversation: chat.id }, 'turn was done already')
      } catch (error) {
        // It stays owed; meanwhile nothing newer may overtake it.
        chat.behind = true
        throw error
      } finally {
        chat.waiting.delete(found.said.id)
      }
    }
  }

  const resume = async (chat: Chat): Promise<void> => {
    if (chat.resuming) return
    chat.resuming = true
    chat.behind = true
    try {
      await inLine(chat, () => takeTurns(chat, () => true))
    } catch (error) {
      log.error({ event: 'turns_not_made_up', err: error, conversation: chat.id }, 'open turns not made up for')
    } finally {
      chat.resuming = false
    }
  }

  return {
    run: async (chat, said, kept) => {
      chat.waiting.set(said.id, { said, kept, from: telemetry.here() })
      try {
        await inLine(chat, () => takeTurns(chat, () => chat.waiting.has(said.id)))
      } catch (error) {
        log.error({ event: 'turn_failed', err: error, conversation: chat.id }, 'turn failed')
      }
    },

    greet: async (chat) => {
      chat.greeted = true
      try {
        await inLine(chat, async () => {
          // Who has spoken, perhaps to a process that is gone, is answered and not greeted.
          await takeTurns(chat, () => true)
          const row = store.shared && chat.started ? await store.conversations.find(chat.id) : undefined
          const said = { type: ActivityTypes.ConversationUpdate, id: activityId(chat.id, 'greeting') }
          if (!row?.greeted) await watched(chat, { said, logged: false, greets: true, kept: true, owed: false })
        })
      } catch (error) {
        // The next time a client connects is another occasion.
        chat.greeted = false
        log.error({ event: 'greeting_failed', err: error, conversation: chat.id }, 'greeting failed')
      }
    },

    resume,

    send: async (conversationId, activity) => {
      const open = currentTurn()
      const ours = open?.conversation === conversationId ? open : undefined
      const chat = chats.get(conversationId)
      if (isPassing(activity)) {
        const id = activityId(conversationId)
        const body = botBody(activity, id, ours?.answers)
        for (const listener of chat?.listeners ?? []) listener.send(frame(conversationId, { at: now().getTime(), body }))
        return { id }
      }
      if (ours) {
        const id = `${ours.base}-${ours.lines.length + 1}`
        ours.lines.push({ id, body: botBody(activity, id, ours.answers) })
        return { id }
      }
      const id = activityId(conversationId, nextWordsId())
      await speakFirst(conversationId, chat, { id, body: botBody(activity, id, undefined) })
      return { id }
    },
  }

  /** Outside a turn (staff answers, a reminder): the visitor's socket may be elsewhere. */
  async function speakFirst(conversationId: string, known: Chat | undefined, line: { id: string; body: string }): Promise<void> {
    const row = known ?? (await store.conversations.find(conversationId))
    const chat = known ?? (row && chats.open({ ...row, started: true, locale: row.locale }))
    if (!chat || !(await activities.append(chat, [line])).known) throw new Error(`no conversation ${conversationId}`)
  }
}

/** The oldest that came in here and that nobody is known to have answered; asked anew after each wait, for another process may have. */
function oldestHere({ waiting }: Chat): Due | undefined {
  const [oldest] = waiting.values()
  return oldest && due(oldest.said, oldest.kept)
}

/** A turn that answers what needs no memory, and remembers nothing. */
function forgetful(found: Due | undefined): Due | undefined {
  return found && { ...found, kept: false }
}

function due(said: Said, kept: boolean): Due {
  return { said, logged: true, greets: wantsGreeting(said as never), kept, owed: kept }
}

/** As it stands in the log. */
function bodyOf(chat: Chat, said: Said): string {
  return visitorBody(said as never, said.id, chat.user)
}
