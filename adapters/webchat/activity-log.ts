/**
 * Writes activities down and hands them to whoever listens, each exactly once and in order. A listener knows the number it has
 * read up to; whatever does not follow that number directly is read from the log first. So it does not matter which process wrote an
 * activity, or in which order the news of it arrives.
 *
 * While the database is away, activities are kept here and handed on all the same (the talk goes on); they are written down when
 * it is back.
 */
import { randomInt } from 'node:crypto'
import type { Logger } from 'pino'
import { type Appended, type LoggedActivity, type NewActivity, StorageAway, type Store, type TurnCommit } from '../storage/storage.ts'
import type { Chat, Chats, Listener, Pending } from './chats.ts'
import { frame, markFrame, type Position, pollText, watermark } from './frame.ts'

export interface ActivityLog {
  /**
   * `known`: false when there is no such conversation. `kept`: false when the database is away and the activities wait here for it,
   * which a kill would end; nobody may be told then that they are safe. `added`: how many were not there. Rejects with
   * `StorageAway` when too much waits already.
   */
  append(chat: Chat, lines: readonly NewActivity[]): Promise<{ known: boolean; kept: boolean; added: number }>
  /** Keeps a turn and hands its answers on. False when it was done already: then nobody hears of this one. */
  commit(chat: Chat, turn: TurnCommit): Promise<boolean>
  /** Hands the answers of a turn on that could remember nothing and runs again when the database is back, under the same ids. */
  show(chat: Chat, lines: readonly NewActivity[]): void
  /** Writes down what waits here, if it can. False while the database is away; what is read from it then is old. */
  caughtUp(chat: Chat): Promise<boolean>
  /** Starts handing on, from a position. */
  listen(chat: Chat, listener: Listener): Promise<void>
  /** What a client that polls gets. */
  poll(chat: Chat, from: Position): Promise<string>
  close(): void
}

const PAGE = 100
const RETRY_MS = 1000
/** Beyond this a chat's further activities are refused: memory is not a database. */
const MAX_UNLOGGED = 200
/** Of all chats together; an outage may last for days. */
const MAX_UNLOGGED_CHARACTERS = 32 * 1024 * 1024

export function createActivityLog(store: Store, chats: Chats, log: Logger, now: () => Date): ActivityLog {
  let retry: NodeJS.Timeout | undefined
  let catchingUp = false
  /** Names this process in watermarks; 0 is nobody. */
  const ours = randomInt(1, 1_000_000_000)

  /** Where a client stands, now that what had no number may have got one. */
  const settle = (chat: Chat, { logged, unlogged, by }: Position): Position => {
    // What another process showed is not what waits here: better a line twice (clients know it by its id) than a line missing.
    if (unlogged === 0 || by !== ours) return { logged, unlogged: 0, by: ours }
    if (chat.unlogged.length > 0) return { logged, unlogged: Math.min(unlogged, chat.unlogged.length), by: ours }
    const { merged } = chat
    return { logged: merged?.after === logged && unlogged <= merged.count ? logged + unlogged : logged, unlogged: 0, by: ours }
  }

  const handOn = (chat: Chat, first: number, lines: readonly { at: number; body: string }[]): void => {
    const last = first + lines.length - 1
    let text: string[] | undefined
    for (const listener of chat.listeners) {
      if (listener.reading) listener.again = true
      else if (listener.at.logged >= last) continue
      else if (listener.at.logged === first - 1) {
        text ??= lines.map((line, i) => frame(chat.id, line, String(first + i)))
        for (const one of text) listener.send(one)
        listener.at.logged = last
      } else startReading(chat, listener)
    }
  }

  /** Reads on without anybody waiting for it. */
  const startReading = (chat: Chat, listener: Listener): void => {
    readOn(chat, listener).catch((error: unknown) => {
      log.error({ event: 'log_not_read', err: error, conversation: chat.id }, 'conversation log not read for a client, tried again soon')
      listener.again = true
      retryLater()
    })
  }

  /** Sends a listener everything it has not read yet. */
  const readOn = async (chat: Chat, listener: Listener): Promise<void> => {
    if (listener.reading) {
      listener.again = true
      return
    }
    listener.reading = true
    try {
      do {
        listener.again = false
        const lines = await store.conversations.after(chat.id, listener.at.logged, PAGE)
        forgetAnswered(chat, lines)
        for (const line of notShown(chat, lines)) {
          // What waited for the database may have got its numbers during the reading.
          if (line.number <= listener.at.logged) continue
          listener.send(frame(chat.id, line, String(line.number)))
          listener.at.logged = line.number
        }
        if (lines.length === PAGE) listener.again = true
      } while (listener.again && chat.listeners.has(listener))
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      listener.again = true
      retryLater()
    } finally {
      listener.reading = false
    }
  }

  const waitingCharacters = (): number => {
    let size = 0
    for (const chat of chats.all()) for (const { body } of chat.unlogged) size += body.length
    return size
  }

  /** Keeps something for later and hands its activities on now. */
  const keep = (chat: Chat, pending: Pending): void => {
    const lines = linesOf(pending)
    const size = lines.reduce((sum, { body }) => sum + body.length, 0)
    if (chat.unlogged.length + lines.length > MAX_UNLOGGED || waitingCharacters() + size > MAX_UNLOGGED_CHARACTERS)
      throw new StorageAway('too much waits for the database')
    chat.pending.push(pending)
    lines.forEach(({ id, body }, i) => {
      const line = { at: now().getTime() + i, id, body }
      chat.unlogged.push(line)
      for (const listener of chat.listeners) {
        if (listener.at.unlogged !== chat.unlogged.length - 1) continue
        listener.at.unlogged += 1
        listener.send(frame(chat.id, line, watermark(listener.at)))
      }
    })
    retryLater()
  }

  const retryLater = () => {
    retry ??= setTimeout(() => {
      retry = undefined
      if (catchingUp) return retryLater()
      catchingUp = true
      void catchUp().finally(() => {
        catchingUp = false
      })
    }, RETRY_MS).unref()
  }

  /** Writes down what waits, and lets listeners read what they could not. Does not reject. */
  const catchUp = async (): Promise<void> => {
    for (const chat of chats.all()) {
      try {
        if (chat.pending.length > 0 && !(await caughtUp(chat))) retryLater()
        for (const listener of chat.listeners) if (listener.again && !listener.reading) await readOn(chat, listener)
      } catch (error) {
        if (!(error instanceof StorageAway))
          log.error({ event: 'log_catch_up_failed', err: error, conversation: chat.id }, 'catching up with the conversation log failed')
        retryLater()
      }
    }
  }

  /** Undefined for a conversation that is not in the database and should be, and for a turn that is done. */
  const carryOut = async (chat: Chat, pending: Pending): Promise<Appended | undefined> => {
    if (pending.kind === 'shown') {
      // Shown for as long as nobody can look into the log.
      await store.conversations.find(chat.id)
      return undefined
    }
    const write = () =>
      pending.kind === 'said'
        ? store.conversations.append(chat.id, pending.lines, now())
        : store.conversations.commitTurn(pending.turn, now())
    // Another message may start it in the database meanwhile; then this one was only too early.
    const wasStarted = chat.started
    const written = await write()
    if (written || wasStarted) return written
    const { id, user, locale } = chat
    await store.conversations.start({ id, user, ...(locale ? { locale } : {}) }, now())
    chat.started = true
    return write()
  }

  const writeDown = async (chat: Chat): Promise<void> => {
    const all = [...chat.pending]
    const count = all.reduce((sum, pending) => sum + linesOf(pending).length, 0)
    let last: number | undefined
    let after: number | undefined
    let refused = false
    for (const pending of all) {
      // What broke off halfway is written again from its start: the ids see to it that it is there once.
      const written = await carryOut(chat, pending)
      const begins = written && written.last - written.added
      if (last === undefined) after = begins
      const follows = written?.added === linesOf(pending).length && (last === undefined || begins === last)
      if (!follows) after = undefined
      refused ||= !written && pending.kind === 'turn'
      last = written?.last ?? last ?? 0
    }
    chat.pending.splice(0, all.length)
    chat.unlogged.splice(0, count)
    chat.merged = after === undefined ? undefined : { after, count }
    log.info({ event: 'log_caught_up', conversation: chat.id, lines: count }, 'caught up after the database was away')
    for (const listener of chat.listeners) {
      if (after !== undefined && listener.at.logged === after && listener.at.unlogged >= count) {
        listener.at = { logged: after + count, unlogged: listener.at.unlogged - count, by: ours }
        listener.send(markFrame(watermark(listener.at)))
      } else {
        // Another process wrote in between. What it said under ids that were shown with other words from here is said once more.
        listener.at = { logged: Math.max(0, listener.at.logged - (refused ? MAX_UNLOGGED : 0)), unlogged: 0, by: ours }
        await readOn(chat, listener)
      }
    }
  }

  /** Writes down what waits, once at a time. False while the database is away. */
  const caughtUp = (chat: Chat): Promise<boolean> => {
    chat.writing ??= writeDown(chat)
      .then(
        () => chat.pending.length === 0,
        (error: unknown) => {
          if (error instanceof StorageAway) return false
          throw error
        },
      )
      .finally(() => {
        chat.writing = undefined
      })
    return chat.writing
  }

  /** Now, or when the database is back. Undefined as above. */
  const put = async (chat: Chat, pending: Pending): Promise<{ added: number; kept: boolean } | undefined> => {
    const lines = linesOf(pending)
    const later = () => {
      keep(chat, pending)
      return { added: lines.length, kept: false }
    }
    // It may be back already: who comes now must not be told that nothing can be kept.
    if (chat.pending.length > 0 && !(await caughtUp(chat))) return later()
    try {
      const written = await carryOut(chat, pending)
      if (!written) return undefined
      if (written.added === lines.length) {
        const at = (i: number) => written.at - (lines.length - 1 - i)
        const first = written.last - lines.length + 1
        if (lines.length > 0)
          handOn(
            chat,
            first,
            lines.map(({ body }, i) => ({ body, at: at(i) })),
          )
      } else for (const listener of chat.listeners) startReading(chat, listener)
      return { added: written.added, kept: true }
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      return later()
    }
  }

  store.onAppended((conversationId, last) => {
    if (conversationId === undefined) {
      for (const chat of chats.all()) for (const listener of chat.listeners) startReading(chat, listener)
      return
    }
    for (const listener of chats.get(conversationId)?.listeners ?? []) {
      if (listener.at.logged < last) startReading(chats.get(conversationId)!, listener)
    }
  })

  return {
    append: async (chat, lines) => {
      const fresh = notWaiting(chat, lines)
      // Posted again while the database is away: it still waits.
      if (fresh.length === 0) return { known: true, kept: false, added: 0 }
      const written = await put(chat, { kind: 'said', lines: fresh })
      return { known: written !== undefined, kept: written?.kept ?? false, added: written?.added ?? 0 }
    },

    caughtUp: async (chat) => chat.pending.length === 0 || caughtUp(chat),

    show: (chat, lines) => {
      const fresh = notWaiting(chat, lines)
      if (fresh.length > 0) keep(chat, { kind: 'shown', lines: fresh })
    },

    commit: async (chat, turn) => (await put(chat, { kind: 'turn', turn })) !== undefined,

    listen: async (chat, listener) => {
      listener.at = settle(chat, listener.at)
      chat.listeners.add(listener)
      for (const line of chat.unlogged.slice(listener.at.unlogged)) {
        listener.at.unlogged += 1
        listener.send(frame(chat.id, line, watermark(listener.at)))
      }
      await readOn(chat, listener)
    },

    poll: async (chat, from) => {
      let read: readonly LoggedActivity[] = []
      try {
        read = await store.conversations.after(chat.id, settle(chat, from).logged, PAGE)
      } catch (error) {
        if (!(error instanceof StorageAway)) throw error
      }
      forgetAnswered(chat, read)
      const at = settle(chat, from)
      const lines = notShown(chat, read).filter((line) => line.number > at.logged)
      const unlogged = chat.unlogged.slice(at.unlogged)
      const to = { logged: lines.at(-1)?.number ?? at.logged, unlogged: chat.unlogged.length, by: ours }
      return pollText(chat.id, [...lines, ...unlogged], watermark(to))
    },

    close: () => clearTimeout(retry),
  }
}

/** The log up to what clients were shown before it was written down: that part is being written just now. */
function notShown({ unlogged }: Chat, lines: readonly LoggedActivity[]): readonly LoggedActivity[] {
  if (unlogged.length === 0) return lines
  const shown = new Set(unlogged.map(({ id }) => id))
  const first = lines.findIndex(({ body }) => shown.has((JSON.parse(body) as { id: string }).id))
  return first < 0 ? lines : lines.slice(0, first)
}

/** What came in here and was answered by another process waits no more, even if the database goes away before this one is told. */
function forgetAnswered({ waiting }: Chat, lines: readonly LoggedActivity[]): void {
  if (waiting.size === 0) return
  for (const { body } of lines) {
    const { replyToId } = JSON.parse(body) as { replyToId?: string }
    if (replyToId !== undefined) waiting.delete(replyToId)
  }
}

function linesOf(pending: Pending): readonly NewActivity[] {
  return pending.kind === 'turn' ? pending.turn.lines : pending.lines
}

function notWaiting({ unlogged }: Chat, lines: readonly NewActivity[]): readonly NewActivity[] {
  return lines.filter(({ id }) => !unlogged.some((line) => line.id === id))
}
