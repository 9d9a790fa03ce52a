import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { StorageAway } from '../adapters/storage/storage.ts'
import { createTurnQueue } from '../adapters/turn-queue.ts'

const log = pino({ level: 'silent' })
const free = () => Promise.resolve(() => {})

/** A turn that notes when it begins and ends, and ends when told. */
function turns() {
  const events: string[] = []
  const enders = new Map<string, () => void>()
  return {
    events,
    end: (name: string) => enders.get(name)?.(),
    turn: (name: string) => () => {
      events.push(`${name} begins`)
      return new Promise<string>((resolve) => {
        enders.set(name, () => {
          events.push(`${name} ends`)
          resolve(name)
        })
      })
    },
  }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('one turn at a time', () => {
  it('keeps turns of a conversation apart and in order, and lets others pass', async () => {
    const queue = createTurnQueue(free, log)
    const { events, turn, end } = turns()
    const all = [queue.run('a', turn('a1')), queue.run('a', turn('a2')), queue.run('b', turn('b1'))]
    await settled()
    expect(events).toEqual(['a1 begins', 'b1 begins'])
    end('b1')
    end('a1')
    await settled()
    end('a2')
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1'])
    expect(events.filter((event) => event.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends'])
  })

  it('tells who asked of a failure, and goes on with the next', async () => {
    const queue = createTurnQueue(free, log)
    const failing = queue.run('a', () => Promise.reject(new Error('kaputt')))
    const next = queue.run('a', () => Promise.resolve('weiter'))
    await expect(failing).rejects.toThrow('kaputt')
    expect(await next).toBe('weiter')
  })

  it('gives the lock back after every turn, also a failed one', async () => {
    const held: string[] = []
    const queue = createTurnQueue(async (name) => {
      held.push(name)
      return () => void held.splice(held.indexOf(name), 1)
    }, log)
    await queue.run('a', async () => expect(held).toEqual(['a']))
    await queue.run('a', () => Promise.reject(new Error('kaputt'))).catch(() => {})
    expect(held).toEqual([])
  })

  it('goes on without the lock while the database is away, and not when the lock is broken otherwise', async () => {
    const away = createTurnQueue(() => Promise.reject(new StorageAway('fort')), log)
    expect(await away.run('a', () => Promise.resolve('trotzdem'))).toBe('trotzdem')
    const broken = createTurnQueue(() => Promise.reject(new Error('falsch')), log)
    await expect(broken.run('a', () => Promise.resolve('nie'))).rejects.toThrow('falsch')
  })

  it('is idle when the last turn is over', async () => {
    const queue = createTurnQueue(free, log)
    const { turn, end } = turns()
    void queue.run('a', turn('a1'))
    let idle = false
    const waiting = queue.idle().then(() => {
      idle = true
    })
    await settled()
    expect(idle).toBe(false)
    end('a1')
    await waiting
  })
})
