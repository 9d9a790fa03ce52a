/** The measurement of reloads measures reloads; how long they take is no test. */
import { expect, it } from 'vitest'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { reloadFigures } from '../../bench/reload.ts'

it('edits a folder of the size asked for, of sound entries, until the edits answer', { timeout: 240_000 }, async () => {
  const size = loadKnowledge(SHIPPED_KNOWLEDGE).knowledge.entries.size + 5
  const figures = await reloadFigures(size, 1)
  expect(figures.entries).toBe(size)
  const took = [figures.firstLoad, figures.parsing, ...figures.edits.values()]
  for (const ms of took.flatMap((one) => Object.values(one))) expect(ms).toBeGreaterThan(0)
  expect(figures.edits.size).toBe(8)
})
