/** How long the outbox goes on trying where nobody can be told. */
import pino from 'pino'
import { expect, it } from 'vitest'
import { createOutbox } from '../../adapters/office/outbox.ts'
import type { Telling } from '../../adapters/office/telling.ts'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

it('a way that stands still over a long holiday is tried until it works, and given up after about ten days', async () => {
  let now = Date.parse('2026-12-23T15:00:00+01:00')
  const store = await sqliteStore({ path: ':memory:', clock: () => new Date(now) })
  const tried: number[] = []
  const card = async () => {
    tried.push(now)
    throw new Error('the secret has expired')
  }
  const errors: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) })
  const outbox = createOutbox({ store, telling: { card } as unknown as Telling, log, now: () => new Date(now) })
  await store.outbox.add({ id: 'r/card/1/teams', kind: 'card', body: {}, due: new Date(now) }, new Date(now))
  const begun = now
  for (; now < begun + 12 * DAY_MS; now += HOUR_MS / 4) await outbox.flush()
  const days = (tried.at(-1)! - begun) / DAY_MS
  expect(days).toBeGreaterThan(9)
  expect(days).toBeLessThan(12)
  // A word that works again after the holiday is told within an hour.
  expect(Math.max(...tried.map((at, i) => at - (tried[i - 1] ?? begun)))).toBeLessThanOrEqual(HOUR_MS)
  expect(errors).toEqual([expect.stringContaining('post_given_up')])
  await outbox.close()
  await store.close()
})
