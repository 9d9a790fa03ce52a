/** The measurement of reloads measures reloads; how long they take is no test. */
import { expect, it } from 'vitest'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { reloadFigures } from '../../bench/reload.ts'

const EVERY_MS = 100
/** An entry, sentences, a list; the others are measured in the same way. */
const ONLY = ['articles', 'messages.de.md', 'vocabulary.md']

it('edits a folder of the size asked for, of sound entries, until the edits answer', { timeout: 240_000 }, async () => {
  const size = loadKnowledge(SHIPPED_KNOWLEDGE).knowledge.entries.size + 5
  const figures = await reloadFigures(size, { rounds: 1, everyMs: EVERY_MS, only: ONLY, quietMs: 200 })
  expect(figures.entries).toBe(size)
  const took = [figures.firstLoad, figures.parsing, ...figures.edits.values()]
  for (const ms of took.flatMap((one) => Object.values(one))) expect(ms).toBeGreaterThan(0)
  expect([[...figures.edits.keys()], [...figures.asked.keys()]]).toEqual([ONLY, ONLY])
  // Asked all the while, and whoever waits longest waits longer than half of the others.
  for (const { answers, median, p99, slowest } of [figures.quiet, ...figures.asked.values()]) {
    expect(answers).toBeGreaterThan(0)
    expect(median).toBeGreaterThan(0)
    expect(p99).toBeGreaterThanOrEqual(median)
    expect(slowest).toBeGreaterThanOrEqual(p99)
  }
  for (const { ms, answers } of figures.asked.values()) expect(answers).toBeGreaterThan(ms / EVERY_MS - 2)
})
