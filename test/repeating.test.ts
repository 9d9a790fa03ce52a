/** Jobs that nobody waits for: whatever they throw is told, and they are tried again at their next time. */
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { repeat } from '../adapters/repeating.ts'
import { startRetention } from '../adapters/retention.ts'
import { sqliteStore } from '../adapters/storage/sqlite.ts'

/** Resolves when the log has this many lines. */
function listening(count: number) {
  const lines: Record<string, unknown>[] = []
  let full = () => {}
  const whole = new Promise<void>((resolve) => {
    full = resolve
  })
  const log = pino(
    { level: 'warn' },
    {
      write: (line: string) => {
        lines.push(JSON.parse(line))
        if (lines.length >= count) full()
      },
    },
  )
  return { log, lines, whole }
}

describe('a job that repeats', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('broken')
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
    ['rejects with no error', () => Promise.reject('broken')],
  ])('%s: it is told each time and tried again', async (_how, work) => {
    const { log, lines, whole } = listening(3)
    const job = repeat({ job: 'probe', everyMs: 1, log }, work)
    await whole
    job.stop()
    for (const line of lines) expect(line).toMatchObject({ level: 50, event: 'job_failed', job: 'probe' })
  })

  it('is not begun again while it still runs', async () => {
    const { log } = listening(1)
    let running = 0
    let most = 0
    let rounds = 0
    const done = new Promise<void>((resolve) => {
      const job = repeat({ job: 'slow', everyMs: 1, log }, async () => {
        most = Math.max(most, ++running)
        await new Promise((later) => setTimeout(later, 5))
        running--
        if (++rounds < 3) return
        job.stop()
        resolve()
      })
    })
    await done
    expect([most, rounds]).toEqual([1, 3])
  })

  it('begins at once only when it is asked to', async () => {
    const { log } = listening(1)
    let begun = 0
    repeat({ job: 'later', everyMs: 3_600_000, log }, () => void begun++).stop()
    expect(begun).toBe(0)
    repeat({ job: 'now', everyMs: 3_600_000, log, atOnce: true }, () => void begun++).stop()
    expect(begun).toBe(1)
  })
})

describe('deleting after the retention period', () => {
  it('goes on after any failure of the database', async () => {
    const { log, lines, whole } = listening(2)
    const now = () => new Date('2026-11-26T12:00:00Z')
    const store = await sqliteStore({ path: ':memory:', clock: now })
    await store.close()
    const retention = startRetention({ store, days: { conversations: 30, usage: 365 }, everyMs: 1, log, now })
    await whole
    retention.stop()
    expect(lines[0]).toMatchObject({ event: 'job_failed', job: 'retention' })
  })
})
