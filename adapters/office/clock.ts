/** What happens without anybody asking: reminders, escalation, deletion after the retention period, and that senders look around. */
import type { Logger } from 'pino'
import type { Routing } from '../../bot/knowledge/knowledge.ts'
import { overdueAction } from '../../bot/requests/deadlines.ts'
import { type Repeating, repeat } from '../repeating.ts'
import { StorageAway } from '../storage/storage.ts'
import type { Desk } from './desk.ts'
import type { Senders } from './senders.ts'

const EVERY_MS = 60_000
const TIDY_EVERY_MS = 3_600_000

export interface ClockOptions {
  desk: Pick<Desk, 'overdue' | 'act'>
  senders: Senders
  routing(): Routing
  /** What wants doing once an hour. */
  tidy(): Promise<void>
  log: Logger
  now(): Date
}

export interface Clock {
  /** One look at everything that may be due. Does not reject. */
  tick(): Promise<void>
  start(): void
  /** Lets what it is doing finish. */
  close(): Promise<void>
}

export function createClock({ desk, senders, routing, tidy, log, now }: ClockOptions): Clock {
  let timer: Repeating | undefined
  let running: Promise<void> = Promise.resolve()
  let tidied = 0

  const remind = async (): Promise<void> => {
    for (const { id, version, request } of await desk.overdue(now())) {
      const action = overdueAction(request, routing())
      const isUnreached = action.do === 'escalate' && action.to !== undefined && !senders.reached().has(action.to)
      // By version: of several processes whose clock looks at the same request, one reminds.
      await desk.act(id, version, isUnreached ? { do: 'escalate' } : action)
    }
  }

  const tick = async (): Promise<void> => {
    try {
      for (const sender of senders.staff()) await sender.refresh()
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
