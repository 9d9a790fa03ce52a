/** Everything personal goes by itself: once at the start and then every hour, what is older than the setting says is deleted. */

import type { Logger } from 'pino'
import { DAY_MS, dayIn } from '../bot/knowledge/day.ts'
import { SURVEY_WEEKS } from '../bot/monthly-mail/order-state.ts'
import { repeat } from './repeating.ts'
import { StorageAway, type Store } from './storage/storage.ts'

const EVERY_MS = 3_600_000

/** Days without a touch after which each goes. Requests have their own clock at the staff's door, because their cards must be emptied, too. */
export interface RetentionDays {
  conversations: number
  usage: number
}

/** Days from the confirmation until somebody is asked whether it helped, and days they then have for an answer. */
export const SURVEY_DAYS = { wait: SURVEY_WEEKS * 7, answer: 30 }

/** Days after which those go who never confirmed a mail, those it cannot reach, who did not answer, and what became of letters. */
export const SUBSCRIBER_DAYS = { asked: 7, bounced: 30, surveys: SURVEY_DAYS.wait + SURVEY_DAYS.answer, letters: 100 }

export interface RetentionOptions {
  store: Pick<Store, 'expire' | 'subscribers' | 'bookings'>
  days: RetentionDays
  everyMs?: number
  log: Logger
  now: () => Date
}

export function startRetention({ store, days, everyMs = EVERY_MS, log, now }: RetentionOptions): { stop(): void } {
  const ago = (count: number) => new Date(now().getTime() - count * DAY_MS)
  const run = async () => {
    try {
      const gone = await store.expire({ conversations: ago(days.conversations), usage: ago(days.usage) })
      const { asked, bounced, surveys, letters } = SUBSCRIBER_DAYS
      const subscribers = await store.subscribers.expire({
        asked: ago(asked),
        bounced: ago(bounced),
        surveys: ago(surveys),
        letters: ago(letters),
      })
      await store.bookings.expire(dayIn(ago(days.usage)))
      if (gone.conversations + gone.usage + subscribers > 0)
        log.info({ event: 'retention_deleted', ...gone, subscribers }, 'kept long enough, deleted')
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      log.warn({ event: 'retention_postponed' }, 'deleting after retention postponed, the database is away')
    }
  }
  return repeat({ job: 'retention', everyMs, log, atOnce: true }, run)
}
