/**
 * The thread that SQLite lives in. It gets the calls that came together, carries them out as one transaction, and answers them
 * together after the commit.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import { migrate } from './migrations.ts'
import { type SqliteEngine, sqliteEngine } from './sqlite-engine.ts'
import { ALONE, StorageAway, type StorageTrouble, type Store } from './storage.ts'
import { storeOn } from './store.ts'
import type { TextStore } from './texts.ts'

/** A call of the storage contract: `['conversations', 'append', …]`, or `['', 'forget', …]` for one of the store itself. */
export interface Call {
  id: number
  part: string
  name: string
  args: unknown[]
  /** The caller's clock, in milliseconds. */
  at: number
}

/** An error is told by its name and words; the other side makes it one again. */
export type Answer = { id: number; ok: true; value: unknown } | { id: number; ok: false; error: ThreadError }

export interface ThreadError {
  name: string
  message: string
  key?: string
  trouble?: StorageTrouble
}

/** The first message: whether the database could be opened. */
export interface Started {
  trouble: ThreadError | undefined
}

export interface ThreadData {
  path: string
  at: number
}

type Callable = Record<string, (...args: unknown[]) => Promise<unknown>>

const toError = (error: unknown): ThreadError => {
  const { name, message, key, trouble, cause } = error as Error & Pick<ThreadError, 'key' | 'trouble'>
  return {
    name,
    message: cause instanceof Error ? `${message}: ${cause.message}` : message,
    ...(key === undefined ? {} : { key }),
    ...(trouble === undefined ? {} : { trouble }),
  }
}

/** After a try to open that failed, the next one waits for so long. */
const REOPEN_MS = 1000

interface Opened {
  engine: SqliteEngine
  store: TextStore
}

async function live(): Promise<void> {
  const port = parentPort!
  const { path, at } = workerData as ThreadData
  let instant = at
  let opened: Opened | undefined
  let refused: { error: unknown; until: number } | undefined

  const open = async (): Promise<Opened> => {
    const engine = sqliteEngine(path)
    try {
      await engine.writeSurely(migrate(engine.dialect, instant))
    } catch (error) {
      await engine.close()
      throw error
    }
    return { engine, store: storeOn(engine, ALONE, () => new Date(instant)) }
  }

  /** A full disk at the start must not keep the whole program down: questions can be answered without it, and it is tried again. */
  const ready = async (): Promise<Opened> => {
    if (opened) return opened
    if (refused && refused.until > Date.now()) throw refused.error
    try {
      opened = await open()
      return opened
    } catch (error) {
      const forGood = error instanceof StorageAway && error.trouble === 'damaged'
      refused = { error, until: forGood ? Number.POSITIVE_INFINITY : Date.now() + REOPEN_MS }
      throw error
    }
  }

  /** A call that throws is a call that rejects: it must not take the others with it. Its work is done before it returns all the same. */
  const run = async (store: TextStore, { part, name, args, at }: Call): Promise<unknown> => {
    instant = at
    const owner = (part === '' ? store : store[part as keyof Store]) as unknown as Callable
    const called = ownValue(owner, name)
    if (!called) throw new Error(`the store has no ${part}.${name}`)
    return called(...args)
  }

  port.on('message', async (first: Call[]) => {
    const calls = [...first]
    // What has come in meanwhile shares the commit: the busier we are, the fewer there are.
    for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port)) calls.push(...(more.message as Call[]))
    let running: Promise<unknown>[]
    let lost: unknown
    try {
      const { engine, store } = await ready()
      // Each call has done its work when it returns its promise; only then may the commit come.
      running = calls.map((call) => run(store, call))
      try {
        engine.commit()
      } catch (error) {
        lost = error
      }
    } catch (error) {
      running = calls.map(({ name }) => (name === 'close' ? Promise.resolve() : Promise.reject(error)))
    }
    const results = await Promise.allSettled(running)
    const answers = results.map((result, i): Answer => {
      const { id } = calls[i]!
      if (result.status === 'rejected') return { id, ok: false, error: toError(result.reason) }
      return lost === undefined ? { id, ok: true, value: result.value } : { id, ok: false, error: toError(lost) }
    })
    port.postMessage(answers)
  })
  const trouble = await ready().then(
    () => undefined,
    (error: unknown) => toError(error),
  )
  port.postMessage({ trouble } satisfies Started)
}

await live()
