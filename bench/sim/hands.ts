/**
 * Takes time and chance out of Node's hands while a simulation runs: timers that a simulated process sets are events of the world, and ids
 * are drawn by its seed. Code outside of any simulated process keeps Node's own.
 */
import { AsyncResource } from 'node:async_hooks'
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'
import { type Cancel, current, type Process, type World } from './world.ts'

interface Timer {
  cancel: Cancel
  ref(): Timer
  unref(): Timer
  hasRef(): boolean
  refresh(): Timer
  [Symbol.toPrimitive](): number
}

type Callback = (...args: unknown[]) => void

/** Gives them back when called. */
export function takeHands(world: World): () => void {
  const { setTimeout: realTimeout, setInterval: realInterval, setImmediate: realImmediate } = globalThis
  const { clearTimeout: realClearTimeout, clearInterval: realClearInterval, clearImmediate: realClearImmediate } = globalThis
  const { randomUUID, randomBytes, randomInt } = crypto
  const { random } = Math
  const { setTimeout: realPause } = timers
  let numbers = 0

  const timer = (cancel: Cancel, again: () => Cancel): Timer => {
    numbers += 1
    const number = numbers
    const made: Timer = {
      cancel,
      ref: () => made,
      unref: () => made,
      hasRef: () => false,
      refresh: () => {
        made.cancel()
        made.cancel = again()
        return made
      },
      [Symbol.toPrimitive]: () => number,
    }
    return made
  }
  /** In the context in which the timer was set, as Node does it: the open turn belongs to it. */
  const bound = (run: Callback, args: unknown[]) => AsyncResource.bind(() => run(...args))
  const once = (process: Process, run: Callback, ms: number, args: unknown[]): Timer => {
    const call = bound(run, args)
    const start = () => world.after(ms, process, call)
    return timer(start(), start)
  }
  const repeated = (process: Process, run: Callback, ms: number, args: unknown[]): Timer => {
    const call = bound(run, args)
    const start = () =>
      world.after(ms, process, () => {
        made.cancel = start()
        call()
      })
    const made: Timer = timer(() => {}, start)
    made.cancel = start()
    return made
  }
  const isOurs = (given: unknown): given is Timer => typeof given === 'object' && given !== null && 'cancel' in given
  const clear = (real: (given: never) => void) => (given: unknown) => {
    if (isOurs(given)) given.cancel()
    else real(given as never)
  }

  Object.assign(globalThis, {
    setTimeout: (run: Callback, ms = 0, ...args: unknown[]) => {
      const process = current.getStore()
      return process ? once(process, run, ms, args) : realTimeout(run, ms, ...args)
    },
    setInterval: (run: Callback, ms = 0, ...args: unknown[]) => {
      const process = current.getStore()
      return process ? repeated(process, run, ms, args) : realInterval(run, ms, ...args)
    },
    setImmediate: (run: Callback, ...args: unknown[]) => {
      const process = current.getStore()
      return process ? once(process, run, 0, args) : realImmediate(run, ...args)
    },
    clearTimeout: clear(realClearTimeout),
    clearInterval: clear(realClearInterval),
    clearImmediate: clear(realClearImmediate),
  })
  Math.random = () => (current.getStore() ? world.random.next() : random())
  Object.assign(crypto, {
    randomUUID: () => (current.getStore() ? world.random.uuid() : randomUUID()),
    randomInt: (least: number, below: number) =>
      current.getStore() ? least + world.random.integer(below - least) : randomInt(least, below),
    randomBytes: (size: number) =>
      current.getStore() ? Buffer.from(Array.from({ length: size }, () => world.random.integer(256))) : randomBytes(size),
  })
  Object.assign(timers, {
    setTimeout: (ms: number, value: unknown, options: never) => {
      const process = current.getStore()
      return process ? world.sleep(ms, process).then(() => value) : realPause(ms, value, options)
    },
  })
  syncBuiltinESMExports()

  return () => {
    Object.assign(globalThis, {
      setTimeout: realTimeout,
      setInterval: realInterval,
      setImmediate: realImmediate,
      clearTimeout: realClearTimeout,
      clearInterval: realClearInterval,
      clearImmediate: realClearImmediate,
    })
    Math.random = random
    Object.assign(crypto, { randomUUID, randomBytes, randomInt })
    Object.assign(timers, { setTimeout: realPause })
    syncBuiltinESMExports()
  }
}
