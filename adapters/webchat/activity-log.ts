/**
 * Writes activities down and hands them to whoever listens, each exactly once and in order. A listener knows the number it has
 * read up to; whatever does not follow that number directly is read from the log first. So it does not matter which process wrote an
 * activity, or in which order the news of it arrives.
 *
 * While the database is away, activities are kept here and handed on all the same (the talk goes on); they are written down when
 * it is back.
 */
import type { Logger } from 'pino'
import { type Marks, StorageAway, type Store } from '../storage/storage.ts'
import type { Chat, Chats, Listener } from './chats.ts'
import { frame, markFrame, type Position, pollText, watermark } from './frame.ts'

export interface ActivityLog {
  /**
   * `known`: false when there is no such conversation. `kept`: false when the database is away and the activities wait here for it,
   * which a kill would end; nobody may be told then that they are safe. Rejects with `StorageAway` when too much waits already.
   */
  append(chat: Chat, bodies: readonly string[], marks?: Marks): Promise<Appended>
  /** Starts handing on, from a position. */
  listen(chat: Chat, listener: Listener): Promise<void>
  /** What a client that polls gets. */
  poll(chat: Chat, from: Position): Promise<string>
  close(): void
}

export interface Appended {
  known: boolean
  kept: boolean
  last: number
}

const PAGE = 100
const RETRY_MS = 1000
/** Beyond this a chat's further activities are refused: memory is not a database. */
const MAX_UNLOGGED = 200
/** Of all chats together; an outage may last for days. */
const MAX_UNLOGGED_CHARACTERS = 32 * 1024 * 1024

export function createActivityLog(store: Store, chats: Chats, log: Logger, now: () => Date): ActivityLog {
  let retry: NodeJS.Timeout | undefined

  /** Where a client stands, now that what had no number may have got one. */
  const settle = (chat: Chat, { logged, unlogged }: Position): Position => {
    if (unlogged === 0) return { logged, unlogged }
    if (chat.unlogged.length > 0) return { logged, unlogged: Math.min(unlogged, chat.unlogged.length) }
    const { merged } = chat
    return { logged: merged?.after === logged && unlogged <= merged.count ? logged + unlogged : logged, unlogged: 0 }
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
      } else void readOn(chat, listener)
    }
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
        for (const line of lines) {
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

  /** Keeps activities for later and hands them on now. */
  const keep = (chat: Chat, bodies: readonly string[], { asks = false, answered = 0 }: Marks): void => {
    const size = bodies.reduce((sum, body) => sum + body.length, 0)
    if (chat.unlogged.length + bodies.length > MAX_UNLOGGED || waitingCharacters() + size > MAX_UNLOGGED_CHARACTERS)
      throw new StorageAway('too much waits for the database')
    chat.unloggedAnswered = Math.max(chat.unloggedAnswered, answered)
    bodies.forEach((body, i) => {
      const line = { at: now().getTime() + i, body, asks: asks && i === bodies.length - 1 }
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
      void catchUp()
    }, RETRY_MS).unref()
  }

  /** Writes down what waits, and lets listeners read what they could not. */
  const catchUp = async (): Promise<void> => {
    try {
      for (const chat of chats.all()) {
        if (chat.unlogged.length > 0) await writeDown(chat)
        for (const listener of chat.listeners) if (listener.again && !listener.reading) await readOn(chat, listener)
      }
    } catch (error) {
      if (!(error instanceof StorageAway))
        log.error({ event: 'log_catch_up_failed', err: error }, 'catching up with the conversation log failed')
      retryLater()
    }
  }

  /** Undefined for a conversation that is not in the database and should be. */
  const write = async (chat: Chat, bodies: readonly string[], marks: Marks): Promise<{ last: number; at: number } | undefined> => {
    const written = await store.conversations.append(chat.id, bodies, now(), marks)
    if (written || chat.started) return written
    const { id, user, locale } = chat
    await store.conversations.start({ id, user, ...(locale ? { locale } : {}) }, now())
    if (chat.greeted) await store.conversations.greet(id)
    chat.started = true
    return store.conversations.append(id, bodies, now(), marks)
  }

  const writeDown = async (chat: Chat): Promise<void> => {
    const lines = [...chat.unlogged]
    const bodies = lines.map((line) => line.body)
    // Their turns ran while the database was away, so none of them is owed.
    const written = await write(chat, bodies, { answered: chat.unloggedAnswered })
    if (!written) return
    const after = written.last - lines.length
    chat.unlogged.splice(0, lines.length)
    chat.merged = { after, count: lines.length }
    log.info({ event: 'log_caught_up', conversation: chat.id, lines: lines.length }, 'caught up after the database was away')
    for (const listener of chat.listeners) {
      const follows = listener.at.logged === after && listener.at.unlogged >= lines.length
      if (follows) {
        listener.at = { logged: written.last, unlogged: listener.at.unlogged - lines.length }
        listener.send(markFrame(watermark(listener.at)))
      } else {
        // Another process wrote in between: better a line twice (clients know it by its id) than a line missing.
        listener.at.unlogged = 0
        await readOn(chat, listener)
      }
    }
  }

  store.onAppended((conversationId, last) => {
    if (conversationId === undefined) {
      for (const chat of chats.all()) for (const listener of chat.listeners) void readOn(chat, listener)
      return
    }
    for (const listener of chats.get(conversationId)?.listeners ?? []) {
      if (listener.at.logged < last) void readOn(chats.get(conversationId)!, listener)
    }
  })

  return {
    append: async (chat, bodies, marks = {}) => {
      if (chat.unlogged.length > 0) {
        keep(chat, bodies, marks)
        return { known: true, kept: false, last: 0 }
      }
      try {
        const written = await write(chat, bodies, marks)
        if (!written) return { known: false, kept: false, last: 0 }
        const first = written.last - bodies.length + 1
        if (bodies.length > 0)
          handOn(
            chat,
            first,
            bodies.map((body, i) => ({ body, at: written.at - (bodies.length - 1 - i) })),
          )
        return { known: true, kept: true, last: written.last }
      } catch (error) {
        if (!(error instanceof StorageAway)) throw error
        keep(chat, bodies, marks)
        return { known: true, kept: false, last: 0 }
      }
    },

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
      const at = settle(chat, from)
      let lines: readonly { at: number; body: string; number?: number }[] = []
      try {
        lines = await store.conversations.after(chat.id, at.logged, PAGE)
      } catch (error) {
        if (!(error instanceof StorageAway)) throw error
      }
      const unlogged = chat.unlogged.slice(at.unlogged)
      const to = { logged: lines.at(-1)?.number ?? at.logged, unlogged: chat.unlogged.length }
      return pollText(chat.id, [...lines, ...unlogged], watermark(to))
    },

    close: () => clearTimeout(retry),
  }
}
