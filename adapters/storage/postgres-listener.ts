/** One connection that listens. When it breaks it is made again, and then the news of the meantime is missing: `resumed` says so. */
import pg from 'pg'
import type { Logger } from 'pino'
import { ownValue } from '../../bot/knowledge/own-value.ts'

export interface ListenerOptions {
  config: pg.ClientConfig
  /** What to do with the payload, by channel. */
  channels: Record<string, (payload: string) => void>
  /** Listening again after a break: look for yourself what happened. */
  resumed(): void
  log: Logger
}

/** `pg` hangs its whole connection on an error; a log line needs the words. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const FIRST_RETRY_MS = 200
const LAST_RETRY_MS = 5000

export function openListener({ config, channels, resumed, log }: ListenerOptions): { close(): Promise<void> } {
  let client: pg.Client | undefined
  let closed = false
  let waitMs = FIRST_RETRY_MS
  let retry: NodeJS.Timeout | undefined

  const open = async (again: boolean): Promise<void> => {
    const fresh = new pg.Client({ ...config, application_name: 'wegweiser listen' })
    client = fresh
    fresh.on('error', (error) => log.warn({ event: 'listener_lost', reason: reasonOf(error) }, 'listening connection lost'))
    fresh.on('end', () => reopen(fresh))
    fresh.on('notification', ({ channel, payload }) => {
      try {
        ownValue(channels, channel)?.(payload ?? '')
      } catch (error) {
        log.error({ event: 'notification_failed', err: error, channel }, 'notification of the database not handled')
      }
    })
    try {
      await fresh.connect()
      await fresh.query(
        Object.keys(channels)
          .map((channel) => `listen ${channel}`)
          .join('; '),
      )
      waitMs = FIRST_RETRY_MS
      if (again) resumed()
    } catch (error) {
      log.debug({ event: 'listener_waiting', reason: reasonOf(error) }, 'listening not possible yet')
      reopen(fresh)
    }
  }

  const reopen = (broken: pg.Client) => {
    if (closed || client !== broken) return
    client = undefined
    broken
      .end()
      .catch((error: unknown) => log.debug({ event: 'listener_not_closed', reason: reasonOf(error) }, 'broken connection not closed'))
    retry = setTimeout(() => void open(true), waitMs)
    waitMs = Math.min(waitMs * 2, LAST_RETRY_MS)
  }

  void open(false)
  return {
    close: async () => {
      closed = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}
