/**
 * Some days of a simulated office: nothing is forgotten, deadlines are met or escalated, and each fault that is switched on is found. The
 * long run is `npm run sim -- --days 30 --seeds 20` (docs/invariants.md).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Backend, openBackend } from '../../bench/sim/backend.ts'
import { MONTH_FLAWS, simulateMonth } from '../../bench/sim/month/month.ts'
import { knownFrom } from '../real-bot.ts'

const { knowledge } = knownFrom()
let backend: Backend
beforeAll(async () => {
  backend = await openBackend()
})
afterAll(() => backend.store.close())

describe('days of an office', () => {
  it('end with nothing forgotten, and the same seed is the same story', async () => {
    const { problems, counts } = await simulateMonth({ backend, knowledge, seed: 7, days: 6 })
    expect((await simulateMonth({ backend, knowledge, seed: 7, days: 6 })).counts).toEqual(counts)
    expect(problems, 'npm run sim -- --days 6 --seed 7').toEqual([])
    for (const happened of ['requests', 'answered', 'closed', 'reminders', 'escalations', 'chased', 'returned', 'refused'] as const)
      expect(counts[happened], happened).toBeGreaterThan(0)
  })

  it.each(MONTH_FLAWS)('show the fault "%s"', async (flaw) => {
    const { problems } = await simulateMonth({ backend, knowledge, seed: 1, days: 3, flaw })
    expect(problems).not.toEqual([])
  })
})
