/**
 * Sends the letters that wait: has them planned when their day has come, written when each goes, and hands it over. Nobody gets one twice.
 * What was surely not taken is tried again; what was cut off while it was handed over is named to the operator and left.
 */
import type { Logger } from 'pino'
import type { HandOver } from '../mail/hand-over.ts'
import { type Repeating, repeat } from '../repeating.ts'
import { outsideTurn } from '../storage/open-turn.ts'
import { type QueuedLetter, StorageAway, type Store } from '../storage/storage.ts'
import { isForGood } from './bounces.ts'
import type { WrittenLetter } from './letters.ts'
import { mimeOf } from './mime.ts'

/** Nobody else takes a letter for so long; one is handed over in far less. */
const LEASE_MS = 5 * 60_000
const EVERY_MS = 30_000
const AT_ONCE = 20
const FIRST_RETRY_MS = 60_000
const LAST_RETRY_MS = 3_600_000
/** Two days of trying. */
const MAX_ATTEMPTS = 50
/** Mails that come back for now, one month after the other. */
export const RETURNS = { most: 3, withinMs: 45 * 86_400_000 }

export interface SenderOptions {
  /** Queues the letters whose time has come. */
  plan(now: Date): Promise<void>
  /** A letter as it goes out now. `empty`: there is nothing to tell, or no longer. */
  write(letter: QueuedLetter, now: Date): WrittenLetter | 'empty'
  /** The right side of our `Message-ID`s. */
  host: string
  store: Pick<Store, 'subscribers'>
  line: HandOver
  from: { name: string; address: string }
  /** Where a mail to this subscriber comes back to; the sender where nobody takes returned mails. */
  returnTo(subscriber: string): string
  log: Logger
  now(): Date
}

export interface LetterSender {
  /** Something is new: look now. Nothing goes out before `start`. */
  nudge(): void
  /** Resolves when everything due now was tried once. */
  flush(): Promise<void>
  start(): void
  /** Lets what is being sent finish. */
  close(): Promise<void>
}

export function createLetterSender(options: SenderOptions): LetterSender {
  const { plan, write, host, store, line, from, returnTo, log, now } = options
  const { subscribers } = store
  let timer: Repeating | undefined
  let running: Promise<void> = Promise.resolve()
  let waiting = false
  let closed = false

  const deliver = async (letter: QueuedLetter): Promise<void> => {
    const { id, attempts, subscriber } = letter
    const written = write(letter, now())
    if (written === 'empty') return subscribers.settle(id, 'empty')
    const raw = await mimeOf(written, { id, from, to: subscriber.address, host, date: now() })
    const handed = await line.hand({ from: returnTo(subscriber.id), to: subscriber.address, raw }, () =>
      subscribers.handing(id, attempts, new Date(now().getTime() + LEASE_MS)),
    )
    switch (handed.how) {
      case 'stopped':
        return
      case 'sent':
        return subscribers.settle(id, 'sent')
      case 'uncertain':
        log.error({ event: 'letter_uncertain', letters: 1 }, 'the line broke while a letter was handed over; it is not sent again')
        return subscribers.settle(id, 'uncertain', handed.problem)
      case 'refused': {
        await subscribers.settle(id, 'refused', handed.problem)
        const forGood = isForGood(/\b5\.\d+\.\d+\b/.exec(handed.problem)?.[0] ?? '5.1.1')
        const state = await subscribers.bounced(subscriber.id, { ...RETURNS, forGood }, now())
        log.info({ event: 'letter_refused', state }, 'the mail server refuses a subscriber’s address')
        return
      }
      case 'later': {
        if (attempts >= MAX_ATTEMPTS) {
          log.error({ event: 'letter_given_up', attempts }, 'a letter was tried for too long and is given up')
          return subscribers.settle(id, 'refused', handed.problem)
        }
        const wait = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10), LAST_RETRY_MS)
        log.warn({ event: 'letter_retried', attempts, retryMs: wait, problem: handed.problem }, 'letter not taken, it will be tried again')
        return subscribers.later(id, new Date(now().getTime() + wait), handed.problem)
      }
    }
  }

  const round = async (): Promise<void> => {
    waiting = false
    try {
      const cutOff = await subscribers.cutOff(now())
      if (cutOff > 0)
        log.error({ event: 'letter_uncertain', letters: cutOff }, 'a process ended while letters were handed over; they are not sent again')
      await plan(now())
      for (let more = true; more && !closed; ) {
        const letters = await subscribers.take(now(), LEASE_MS, AT_ONCE)
        for (const letter of letters) if (!closed) await deliver(letter)
        more = letters.length > 0
      }
    } catch (error) {
      if (!(error instanceof StorageAway)) log.error({ event: 'letters_failed', err: error }, 'letters to subscribers failed')
    } finally {
      line.rest()
    }
  }

  const look = () => {
    if (waiting || closed) return
    waiting = true
    // A turn may have caused the letter; sending it is no part of the turn.
    running = outsideTurn(() => running.then(round))
  }

  return {
    nudge: () => {
      if (timer) look()
    },
    flush: () => {
      look()
      return running
    },
    start: () => {
      timer = repeat({ job: 'monthly-mail', everyMs: EVERY_MS, log, atOnce: true }, look)
    },
    close: async () => {
      closed = true
      timer?.stop()
      await running
    },
  }
}
