/** What happens without anybody asking: reminders, escalation, deletion after the retention period, a warning before a secret ends. */
import type { Logger } from 'pino'
import { type Day, dayIn, daysBetween } from '../../bot/knowledge/day.ts'
import type { Routing } from '../../bot/knowledge/knowledge.ts'
import { overdueAction } from '../../bot/requests/deadlines.ts'
import { type Repeating, repeat } from '../repeating.ts'
import { StorageAway } from '../storage/storage.ts'
import type { Channels } from '../teams/channels.ts'
import type { Desk } from './desk.ts'

const EVERY_MS = 60_000
const TIDY_EVERY_MS = 3_600_000
/** From so many days before its end a secret is warned of. */
export const SECRET_WARNING_DAYS = 30

export interface ClockOptions {
  desk: Desk
  channels: Channels
  routing(): Routing
  /** What wants doing once an hour. */
  tidy(): Promise<void>
  secretExpires: Day | undefined
  log: Logger
  now(): Date
}

export interface Clock {
  /** One look at everything that may be due. */
  tick(): Promise<void>
  start(): void
  close(): Promise<void>
}

export function createClock({ desk, channels, routing, tidy, secretExpires, log, now }: ClockOptions): Clock {
  let timer: Repeating | undefined
  let running: Promise<void> = Promise.resolve()
  let tidied = 0
  let warned: Day | undefined

  const remind = async (): Promise<void> => {
    for (const { id, version, request } of await desk.overdue(now())) {
      const action = overdueAction(request, routing())
      const to = action.do === 'escalate' && action.to !== undefined && channels.get(action.to) ? action.to : undefined
      // By version: of several processes whose clock looks at the same request, one reminds.
      await desk.act(id, version, action.do === 'escalate' ? { do: 'escalate', ...(to !== undefined && { to }) } : action)
    }
  }

  const warn = (): void => {
    const today = dayIn(now())
    if (secretExpires === undefined || warned === today) return
    warned = today
    const days = daysBetween(today, secretExpires)
    if (days < 0)
      log.error({ event: 'teams_secret_expired', expired: secretExpires }, 'the Teams secret (MICROSOFT_APP_PASSWORD) has expired')
    else if (days <= SECRET_WARNING_DAYS)
      log.warn({ event: 'teams_secret_expiring', expires: secretExpires, days }, 'the Teams secret (MICROSOFT_APP_PASSWORD) expires soon')
  }

  const tick = async (): Promise<void> => {
    try {
      warn()
      await channels.refresh()
      // Before the reminders, which are no sign of life.
      if (now().getTime() - tidied >= TIDY_EVERY_MS) {
        await tidy()
        tidied = now().getTime()
      }
      await remind()
    } catch (error) {
      if (!(error instanceof StorageAway)) log.error({ event: 'request_clock_failed', err: error }, 'clock of the requests failed')
    }
  }

  const next = (): Promise<void> => {
    running = running.then(tick)
    return running
  }

  return {
    tick: next,
    start: () => {
      timer = repeat({ job: 'hand-off-clock', everyMs: EVERY_MS, log, atOnce: true }, next)
    },
    close: async () => {
      timer?.stop()
      await running
    },
  }
}
