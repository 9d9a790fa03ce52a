/**
 * The database of a simulation: our own storage code on a real SQLite or PostgreSQL, reached over a line that delays, loses, doubles news, and
 * breaks. `alone` is how one program uses its file (calls in order, an error means: not done); `shared` is how several use one server:
 * calls overtake each other, an answer may be lost when its work is done, locks go with a connection.
 */
import { remoteStore } from '../../adapters/storage/remote.ts'
import { ALONE, LockTimeout, StorageAway, type StorageTrouble, type Store } from '../../adapters/storage/storage.ts'
import type { TextStore } from '../../adapters/storage/texts.ts'
import type { Backend } from './backend.ts'
import { bend, type Flaw } from './flaws.ts'
import type { Weather } from './weather.ts'
import type { Process, World } from './world.ts'

export interface Database {
  /** How a process sees it. `now`: its own clock. */
  connect(process: Process, now: () => Date): Store
  /** Nobody reaches it from now on, or everybody again. */
  away(isAway: boolean): void
  /** Its disk takes nothing more, though what is there can be read; undefined: it takes everything again. */
  refusesWrites(trouble: StorageTrouble | undefined): void
  /** All connections of a process break: what is under way fails, done or not, and its locks are free. */
  cut(process: Process): void
  calls(): number
}

interface Line {
  process: Process
  /** What breaks with the connection. */
  pending: Set<(error: Error) => void>
  listeners: ((conversation: string | undefined, last: number) => void)[]
  /** Nothing sent before may arrive later than this: for a line that keeps the order. */
  busyUntil: number
}

interface Lock {
  owner: Line
  waiting: { line: Line; take(): void }[]
}

type Callable = Record<string, (...args: unknown[]) => Promise<unknown>>
/** Nobody waits longer for one call. */
const PATIENCE_MS = 5_000
const READS = /^(?:state\.read|\w+\.(?:find|findNumber|after|nextOwed|list|owed|between|oldest|ids|summary)|ping)$/
const CHANGES_A_LOG = new Set(['conversations.append', 'conversations.commitTurn'])

export function createDatabase(
  world: World,
  backend: Backend,
  weather: Weather,
  options: { shared: boolean; flaw: Flaw | undefined },
): Database {
  const { random } = world
  const { shared, flaw } = options
  const lines = new Set<Line>()
  const locks = new Map<string, Lock>()
  let isAway = false
  let diskTrouble: StorageTrouble | undefined
  let calls = 0

  const perform = async (part: string, name: string, args: unknown[]): Promise<unknown> => {
    const owner = (part === '' ? backend.store : backend.store[part as keyof TextStore]) as unknown as Callable
    if (!flaw) return owner[name]!(...args)
    const bent = await bend(flaw, `${part}.${name}`, args, backend, random)
    return 'answer' in bent ? bent.answer : owner[name]!(...bent.args)
  }

  const news = (from: Line, conversation: string, last: number) => {
    for (const line of lines) {
      if (line === from || line.process.dead) continue
      const times = random.chance(weather.doubled) ? 2 : 1
      for (let i = 0; i < times; i++)
        world.after(random.delay(weather.latencyMs), line.process, () => {
          for (const listener of line.listeners) listener(conversation, last)
        })
    }
  }

  const release = (name: string, line: Line) => {
    const lock = locks.get(name)
    if (lock?.owner !== line) return
    for (let next = lock.waiting.shift(); next; next = lock.waiting.shift()) {
      if (next.line.process.dead) continue
      lock.owner = next.line
      return next.take()
    }
    locks.delete(name)
  }

  const releaseAll = (line: Line) => {
    for (const [name, lock] of [...locks]) if (lock.owner === line) release(name, line)
  }

  const connect: Database['connect'] = (process, now) => {
    const line: Line = { process, pending: new Set(), listeners: [], busyUntil: 0 }
    lines.add(line)
    process.mourners.add(() => {
      // The server notices a moment later.
      world.after(random.delay(weather.latencyMs), undefined, () => {
        lines.delete(line)
        releaseAll(line)
      })
    })

    const arrival = (): number => {
      const at = Math.max(world.now() + random.delay(weather.latencyMs), shared ? 0 : line.busyUntil)
      line.busyUntil = at
      return at - world.now()
    }

    const carry = (part: string, name: string, given: unknown[]): Promise<unknown> => {
      calls += 1
      const number = calls
      const label = part === '' ? name : `${part}.${name}`
      const args = part === 'requests' || part === 'outbox' ? structuredClone(given) : given
      const fate = weather.fateOf(label, random)
      const at = now().getTime()
      return new Promise((resolve, reject) => {
        const fail = (error: Error) => {
          line.pending.delete(fail)
          reject(error)
        }
        line.pending.add(fail)
        const answer = (how: string, settle: () => void, ms: number) => {
          const back = () => {
            if (!line.pending.delete(fail)) return
            world.trace(`${process.name} ${label} #${number} ${how}`)
            settle()
          }
          if (shared) world.after(ms, process, back)
          else world.after(0, process, back)
        }
        const lost = () => answer('away', () => reject(new StorageAway('the database cannot be reached')), fate.waitMs)
        if (fate.kind === 'hang' && shared) answer('away', () => reject(new StorageAway('the database does not answer')), PATIENCE_MS)
        // The server works on, whether or not the process that asked is still there.
        world.after(arrival() + (fate.kind === 'hang' ? fate.waitMs : 0), undefined, () => {
          if (process.dead && random.chance(0.5)) return
          if (isAway || fate.kind === 'lost') return lost()
          if (fate.kind === 'death' && fate.when === 'before') return world.kill(process)
          if (diskTrouble !== undefined && !READS.test(label)) {
            const trouble = diskTrouble
            return answer(trouble, () => reject(new StorageAway('the database cannot write', { trouble })), fate.waitMs)
          }
          backend.clock.now = () => at
          world.outside(perform(part, name, args)).then(
            (value) => {
              if (CHANGES_A_LOG.has(label) && shared) {
                const conversation = label === 'conversations.append' ? String(args[0]) : (args[0] as { conversation: string }).conversation
                if (value) news(line, conversation, (value as { last: number }).last)
              }
              world.trace(`database ${label} #${number} for ${process.name} ${digest(args)} -> ${digest(value)}`)
              if (fate.kind === 'death') return world.kill(process)
              if (fate.kind === 'answer-lost' && shared) return lost()
              answer('ok', () => resolve(value), random.delay(weather.latencyMs))
            },
            (error: Error) => answer(`fails: ${error.message}`, () => reject(error), random.delay(weather.latencyMs)),
          )
        })
      })
    }

    const lock = (name: string, patienceMs = 30_000): Promise<() => void> =>
      new Promise((resolve, reject) => {
        let over = false
        const give = () =>
          world.after(random.delay(weather.latencyMs), process, () => {
            if (over) return release(name, line)
            over = true
            resolve(() => void world.after(random.delay(weather.latencyMs), undefined, () => release(name, line)))
          })
        world.after(random.delay(weather.latencyMs), undefined, () => {
          if (process.dead) return
          if (isAway) {
            over = true
            return void world.after(0, process, () => reject(new StorageAway('the database cannot be reached')))
          }
          const held = locks.get(name)
          if (held) held.waiting.push({ line, take: give })
          else {
            locks.set(name, { owner: line, waiting: [] })
            give()
          }
        })
        world.after(patienceMs, process, () => {
          if (over) return
          over = true
          world.trace(`${process.name} gives up waiting for ${name}`)
          reject(new LockTimeout(`${name} is held by somebody else`))
        })
      })

    return remoteStore(
      carry,
      async () => {},
      shared ? { shared: true, onAppended: (listener) => void line.listeners.push(listener), lock } : ALONE,
    )
  }

  return {
    connect,
    away: (next) => {
      world.trace(next ? 'the database is away' : 'the database is back')
      isAway = next
      if (!next) return
      for (const line of lines) cut(line)
    },
    refusesWrites: (trouble) => {
      world.trace(trouble === undefined ? 'the disk takes everything again' : `the disk is in trouble: ${trouble}`)
      diskTrouble = trouble
    },
    cut: (process) => {
      for (const line of lines) if (line.process === process) cut(line)
    },
    calls: () => calls,
  }

  function cut(line: Line): void {
    if (!shared) return
    world.trace(`${line.process.name} loses its connections`)
    for (const fail of [...line.pending]) world.after(0, line.process, () => fail(new StorageAway('the connection is lost')))
    releaseAll(line)
    // News that came meanwhile are missed; whoever listens again is told to look.
    world.after(random.delay(weather.latencyMs * 20), line.process, () => {
      for (const listener of line.listeners) listener(undefined, 0)
    })
  }
}

/** Enough of a value to tell two runs apart. */
function digest(value: unknown): string {
  const text = JSON.stringify(value instanceof Map ? [...value] : value) ?? 'nothing'
  return text.length > 4000 ? `${text.slice(0, 4000)}…${text.length}` : text
}
