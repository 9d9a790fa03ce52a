/**
 * SQLite embedded in this process, in a thread of its own: no visitor waits for a disk because another one's words are being written,
 * and the second processor core has something to do. Calls that come together travel together and share one commit.
 */
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { remoteStore } from './remote.ts'
import type { Engine } from './sql.ts'
import type { Answer, Call, Started, ThreadData, ThreadError } from './sqlite-thread.ts'
import { ALONE, StateConflict, StorageAway, type Store } from './storage.ts'
import { plain } from './texts.ts'

export interface SqliteOptions {
  /** A file, whose folder is made if need be, or `:memory:`. */
  path: string
  clock: () => Date
}

/**
 * Parts that are handed objects of the caller. They are copied at once, for the call leaves later; what cannot be copied is refused to
 * the one who sent it. Everything else is texts and numbers.
 */
const COPIED = new Set(['requests', 'outbox', 'subscribers'])

/**
 * Opens or makes the database and brings it up to date. One that cannot be used now (disk full, held by another process) is opened as soon
 * as it can be, and a damaged one not at all; meanwhile everything rejects with `StorageAway`. Rejects when the file cannot be
 * there: no such folder, no rights.
 */
export function sqliteStore(options: SqliteOptions): Promise<Store> {
  return options.path === ':memory:' ? storeInMemory(options) : storeInThread(options)
}

/** Nothing to wait for, so no thread either: each operation is done and committed when it is called. */
async function storeInMemory({ path, clock }: SqliteOptions): Promise<Store> {
  const [{ sqliteEngine }, { migrate }, { storeOn }] = await Promise.all([
    import('./sqlite-engine.ts'),
    import('./migrations.ts'),
    import('./store.ts'),
  ])
  const engine = sqliteEngine(path)
  await engine.writeSurely(migrate(engine.dialect, clock().getTime()))
  const committing: Engine = {
    ...engine,
    single: (work) => committed(engine.single(work)),
    write: (work) => committed(engine.write(work)),
  }
  const committed = <T>(done: Promise<T>): Promise<T> => {
    engine.commit()
    return done
  }
  return plain(storeOn(committing, ALONE, clock))
}

async function storeInThread({ path, clock }: SqliteOptions): Promise<Store> {
  const workerData: ThreadData = { path, at: clock().getTime() }
  const worker = new Worker(fileURLToPath(new URL('./sqlite-thread.ts', import.meta.url)), { workerData })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let going: Call[] = []
  let calls = 0
  let broken: Error | undefined

  const breakOff = (cause: Error) => {
    broken = new StorageAway('the thread of SQLite has ended', { cause })
    for (const { reject } of waiting.values()) reject(broken)
    waiting.clear()
  }

  const { trouble } = await new Promise<Started>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', (error) => reject(error instanceof Error ? error : new Error(String(error))))
  })
  if (trouble && (trouble.name !== 'StorageAway' || trouble.trouble === 'unreachable')) {
    await worker.terminate()
    throw toError(trouble)
  }
  worker.on('error', (error) => breakOff(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', (code) => breakOff(new Error(`exit ${code}`)))
  worker.on('message', (answers: Answer[]) => {
    for (const answer of answers) {
      const call = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (answer.ok) call?.resolve(answer.value)
      else call?.reject(toError(answer.error))
    }
  })

  const send = () => {
    const together = going
    going = []
    try {
      worker.postMessage(together)
    } catch (error) {
      // Something in it cannot be sent to another thread.
      for (const { id } of together) {
        waiting.get(id)?.reject(error instanceof Error ? error : new Error(String(error)))
        waiting.delete(id)
      }
    }
  }

  const call = async (part: string, name: string, args: unknown[]): Promise<unknown> => {
    if (broken) throw broken
    const own = COPIED.has(part) ? structuredClone(args) : args
    calls += 1
    const id = calls
    if (going.length === 0) setImmediate(send)
    going.push({ id, part, name, args: own, at: clock().getTime() })
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
  }

  return remoteStore(call, async () => {
    await worker.terminate()
  })
}

function toError({ name, message, key, trouble }: ThreadError): Error {
  if (name === 'StorageAway') return new StorageAway(message, trouble && { trouble })
  if (name === 'StateConflict') return new StateConflict(key ?? '')
  return Object.assign(new Error(message), { name })
}
