/**
 * Connections that many share: a statement is sent without waiting for the answers to those before it, so that what comes together
 * costs one message, not one each. Only for short statements that stand alone; a long one would hold up all behind it.
 */
import pg from 'pg'
import type { Logger } from 'pino'
import { reasonOf } from './postgres-listener.ts'

/** A statement and its values, to be kept prepared when it has a name. */
export interface Query {
  name?: string
  text: string
  values?: readonly unknown[]
}

export interface Pipeline {
  /** Rejects with the database's error, or with that of the connection; the next call makes a new connection. */
  query<R extends pg.QueryResultRow>(query: Query): Promise<R[]>
  close(): Promise<void>
}

/** `onLost`: the connection is gone, and with it what was tied to its session. */
export function openPipeline(config: pg.ClientConfig, log: Logger, onLost: () => void = () => {}): Pipeline {
  let client: Promise<pg.Client> | undefined

  const connect = async (): Promise<pg.Client> => {
    const fresh = new pg.Client({ ...config, pipeline: true } as pg.ClientConfig)
    const lost = () => {
      if (client !== made) return
      client = undefined
      onLost()
    }
    fresh.on('error', (error) => {
      log.warn({ event: 'database_connection_lost', reason: reasonOf(error) }, 'connection to the database lost')
      lost()
    })
    fresh.on('end', lost)
    await fresh.connect()
    return fresh
  }
  let made: Promise<pg.Client> | undefined
  const get = (): Promise<pg.Client> => {
    if (client) return client
    made = connect()
    client = made
    made.catch(() => {
      client = undefined
    })
    return made
  }

  let held = false
  /** What is asked for in one tick of the event loop goes out in one write: the system call costs more than the statement. */
  const holdBack = ({ connection }: pg.Client) => {
    if (held) return
    held = true
    connection.stream.cork()
    setImmediate(() => {
      held = false
      connection.stream.uncork()
    })
  }

  return {
    query: async <R extends pg.QueryResultRow>({ name, text, values }: Query) => {
      const ready = await get()
      holdBack(ready)
      const { rows } = await ready.query<R>({ ...(name === undefined ? {} : { name }), text, values: values as unknown[] })
      return rows
    },
    close: async () => {
      const open = client
      client = undefined
      // One that never came up has nothing to end.
      await open?.then(
        (ready) => ready.end(),
        () => {},
      )
    },
  }
}

/** Several, taken in turn: a commit that waits for the disk holds up a share of the others only. */
export function openPipelines(count: number, config: pg.ClientConfig, log: Logger): Pipeline {
  const all = Array.from({ length: count }, () => openPipeline(config, log))
  let next = 0
  return {
    query: (query) => {
      next = (next + 1) % all.length
      return all[next]!.query(query)
    },
    close: async () => {
      await Promise.all(all.map((one) => one.close()))
    },
  }
}
