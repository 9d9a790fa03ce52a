/** Work that nobody waits for, done again and again. Whatever it throws is told and costs this one time: the next comes as planned. */
import type { Logger } from 'pino'

export interface RepeatOptions {
  /** The job's name in the log. */
  job: string
  everyMs: number
  log: Logger
  /** Whether the first time is now, instead of in `everyMs`. */
  atOnce?: boolean
}

export interface Repeating {
  /** Does it now, unless it is being done; resolves when it is over and never rejects. */
  run(): Promise<void>
  stop(): void
}

/** One at a time: what is still being done when its next time comes is not begun again. The timer keeps no process alive. */
export function repeat({ job, everyMs, log, atOnce = false }: RepeatOptions, work: () => unknown): Repeating {
  let running: Promise<void> | undefined
  const once = async (): Promise<void> => {
    try {
      await work()
    } catch (error) {
      log.error({ event: 'job_failed', job, err: error }, 'background job failed, it will be tried again at its next time')
    }
  }
  const run = (): Promise<void> => {
    running ??= once().finally(() => {
      running = undefined
    })
    return running
  }
  const timer = setInterval(run, everyMs).unref()
  if (atOnce) void run()
  return { run, stop: () => clearInterval(timer) }
}
