/**
 * The one authority for time and order: everything that happens in a simulation is an event with an instant, and the next one begins when
 * nothing of the one before is left to do. Each event belongs to a process (a server, a visitor, the staff) or to nobody; what belongs to
 * a process that was killed does not happen, and what belongs to one that is frozen happens when it thaws.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { type Random, seeded } from './random.ts'

/** Something that can die or stand still by itself. */
export interface Process {
  readonly name: string
  dead: boolean
  /** Nothing of it happens before. */
  frozenUntil: number
  /** What others notice at its death. */
  mourners: Set<() => void>
}

export type Cancel = () => void

export interface World {
  readonly random: Random
  /** Milliseconds since 1970, as no process sees them: each has a clock of its own. */
  now(): number
  process(name: string): Process
  /** Something happens later. What has no process happens whoever dies. */
  after(ms: number, process: Process | undefined, run: () => void): Cancel
  /** In the life of a process; rejects never, and does not resolve when it dies. */
  sleep(ms: number, process: Process): Promise<void>
  kill(process: Process): void
  /** One line of what happened: part of what a replay must repeat. */
  trace(line: string): void
  /** Something real that no seed draws, such as a database behind a network: nothing else happens before it is done. */
  outside<T>(work: Promise<T>): Promise<T>
  /** Until that instant, or until nothing is left to happen. */
  runUntil(instant: number): Promise<void>
  /** Of everything that happened so far. */
  fingerprint(): string
  lines(): readonly string[]
  events(): number
}

interface Event {
  at: number
  order: number
  process: Process | undefined
  run: () => void
  cancelled: boolean
}

/** Whose code is running. Timers that are set now are theirs. */
export const current = new AsyncLocalStorage<Process>()

const realImmediate = setImmediate
/** All that waits for nothing but its turn has had it. */
const drained = () => new Promise<void>((resolve) => realImmediate(resolve))
const MAX_LINES = 20_000

/** `keep`: lines are kept for printing, not only counted in. */
export function createWorld({ seed, start, keep = false }: { seed: number; start: Date; keep?: boolean }): World {
  const random = seeded(seed)
  const heap = createHeap()
  const hash = createHash('sha256')
  const kept: string[] = []
  const outside = new Set<Promise<unknown>>()
  let now = start.getTime()
  let order = 0
  let happened = 0

  const push = (at: number, process: Process | undefined, run: () => void): Event => {
    order += 1
    const event = { at, order, process, run, cancelled: false }
    heap.push(event)
    return event
  }

  const after: World['after'] = (ms, process, run) => {
    const event = push(now + Math.max(0, ms), process, run)
    return () => {
      event.cancelled = true
    }
  }

  const happen = async (event: Event): Promise<void> => {
    const { process, run } = event
    happened += 1
    if (process) current.run(process, run)
    else current.exit(run)
    await drained()
    while (outside.size > 0) {
      await Promise.allSettled(outside)
      await drained()
    }
  }

  return {
    random,
    now: () => now,
    process: (name) => ({ name, dead: false, frozenUntil: 0, mourners: new Set() }),
    after,
    sleep: (ms, process) => new Promise((resolve) => void after(ms, process, resolve)),
    kill: (process) => {
      if (process.dead) return
      process.dead = true
      for (const notice of process.mourners) notice()
      process.mourners.clear()
    },
    outside: (work) => {
      outside.add(work)
      const over = () => outside.delete(work)
      work.then(over, over)
      return work
    },
    trace: (line) => {
      const whole = `${(now - start.getTime()).toFixed(3)} ${line}`
      hash.update(`${whole}\n`)
      if (keep && kept.length < MAX_LINES) kept.push(whole)
    },
    runUntil: async (instant) => {
      for (let event = heap.peek(); event && event.at <= instant; event = heap.peek()) {
        heap.pop()
        if (event.cancelled || event.process?.dead) continue
        now = Math.max(now, event.at)
        const { process } = event
        if (process && process.frozenUntil > now) {
          event.at = process.frozenUntil
          heap.push(event)
          continue
        }
        await happen(event)
      }
      now = Math.max(now, instant)
    },
    fingerprint: () => hash.copy().digest('hex').slice(0, 16),
    lines: () => kept,
    events: () => happened,
  }
}

/** A binary heap by instant, then by the order in which events were made. */
function createHeap() {
  const items: Event[] = []
  const before = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && a.order < b.order)
  const swap = (i: number, j: number) => {
    ;[items[i], items[j]] = [items[j]!, items[i]!]
  }
  return {
    peek: (): Event | undefined => items[0],
    push: (event: Event) => {
      items.push(event)
      for (let i = items.length - 1, up = (i - 1) >> 1; i > 0 && before(items[i]!, items[up]!); i = up, up = (i - 1) >> 1) swap(i, up)
    },
    pop: () => {
      const last = items.pop()
      if (items.length === 0 || !last) return
      items[0] = last
      for (let i = 0; ; ) {
        const [left, right] = [2 * i + 1, 2 * i + 2]
        let least = i
        if (left < items.length && before(items[left]!, items[least]!)) least = left
        if (right < items.length && before(items[right]!, items[least]!)) least = right
        if (least === i) return
        swap(i, least)
        i = least
      }
    },
  }
}
