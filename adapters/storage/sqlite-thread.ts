/**
 * The thread that SQLite lives in. It gets the calls that came together, carries them out as one transaction, and answers them
 * together after the commit.
 */

import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import { migrate } from './migrations.ts'
import { sqliteEngine } from './sqlite-engine.ts'
import { ALONE, type Store } from './storage.ts'
import { storeOn } from './store.ts'

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
export type Answer =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; error: { name: string; message: string; key?: string } }

export interface ThreadData {
  path: string
  at: number
}

type Callable = Record<string, (...args: unknown[]) => Promise<unknown>>

const toError = (error: unknown): { name: string; message: string; key?: string } => {
  const { name, message, key, cause } = error as Error & { key?: string }
  return { name, message: cause instanceof Error ? `${message}: ${cause.message}` : message, ...(key === undefined ? {} : { key }) }
}

async function live(): Promise<void> {
  const port = parentPort!
  const { path, at } = workerData as ThreadData
  let instant = at
  const engine = sqliteEngine(path)
  await engine.writeSurely(migrate(engine.dialect, instant))
  const store = storeOn(engine, ALONE, () => new Date(instant))

  /** A call that throws is a call that rejects: it must not take the thread with it. Its work is done before it returns all the same. */
  const run = async ({ part, name, args, at }: Call): Promise<unknown> => {
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
    // Each call has done its work when it returns its promise; only then may the commit come.
    const running = calls.map(run)
    let lost: unknown
    try {
      engine.commit()
    } catch (error) {
      lost = error
    }
    const results = await Promise.allSettled(running)
    const answers = results.map((result, i): Answer => {
      const { id } = calls[i]!
      if (result.status === 'rejected') return { id, ok: false, error: toError(result.reason) }
      return lost === undefined ? { id, ok: true, value: result.value } : { id, ok: false, error: toError(lost) }
    })
    port.postMessage(answers)
  })
  port.postMessage('ready')
}

await live()
