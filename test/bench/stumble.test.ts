/**
 * Each call to the database of twelve whole talks goes wrong once: it fails undone, fails done, stands still, or kills who asked before or
 * after it. Nobody may notice but whoever was told with 503 that their words are not kept. Some calls in every run, all with `CRASHES`, on
 * SQLite and on a real PostgreSQL.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SCRIPTS } from '../../bench/sim/scripts.ts'
import { setStage, stumble } from '../../bench/sim/simulate.ts'
import type { Fate } from '../../bench/sim/weather.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { knownFrom } from '../real-bot.ts'

const FATES: Fate[] = [
  { kind: 'lost', waitMs: 20 },
  { kind: 'answer-lost', waitMs: 20 },
  { kind: 'hang', waitMs: 12_000 },
  { kind: 'death', when: 'before', waitMs: 0 },
  { kind: 'death', when: 'after', waitMs: 0 },
]
/** What writes a visitor's words down: where it fails, they are told so. */
const WORDS = new Set(['conversations.append', 'conversations.start', 'conversations.find'])

/** No talk makes fewer. */
const MIN_CALLS = 40

let postgres: TestPostgres
let plays: Record<'SQLite' | 'PostgreSQL', Awaited<ReturnType<typeof setStage>>>
beforeAll(async () => {
  postgres = await startPostgres()
  const known = knownFrom()
  plays = { SQLite: await setStage(known), PostgreSQL: await setStage(known, await postgres.database()) }
})
afterAll(async () => {
  for (const { stage } of Object.values(plays)) await stage.backend.store.close()
  await postgres.stop()
})

it('there are twelve talks, which go the same way on both engines', () => {
  expect(new Set(SCRIPTS.map(({ name }) => name)).size).toBe(12)
  expect(plays.PostgreSQL.undisturbed).toEqual(plays.SQLite.undisturbed)
})

/** `stride`: every so-many-th call, beginning elsewhere for each talk and fate; `eachFate`: or one fate a talk. */
describe.each([
  { engine: 'SQLite', ways: [true, false], stride: 199, eachFate: true },
  { engine: 'PostgreSQL', ways: [true], stride: 997, eachFate: false },
] as const)('on $engine', ({ engine, ways, stride, eachFate }) => {
  const all = process.env.CRASHES !== undefined
  it.each(SCRIPTS.flatMap((script, number) => ways.map((shared) => ({ name: script.name, script, shared, number }))))(
    'nobody notices in "$name" (shared: $shared)',
    async ({ script, shared, number }) => {
      const { stage, undisturbed } = plays[engine]
      const noticed: string[] = []
      let met = 0
      for (const [i, fate] of (all || eachFate ? FATES : [FATES[number % FATES.length]!]).entries()) {
        for (let at = all ? 1 : 1 + ((i * 19 + number * 7) % MIN_CALLS); ; at += all ? 1 : stride) {
          const { problems, call, unkept } = await stumble(stage, { script, shared, at, fate }, undisturbed)
          if (call === undefined) break
          met += 1
          const where = `call ${at}, ${call}, ${JSON.stringify(fate)}`
          for (const problem of problems) noticed.push(`${where}: ${problem}`)
          if (unkept && !WORDS.has(call)) noticed.push(`${where}: a visitor was told that something is not kept`)
        }
      }
      if (all) console.log(`${engine}, ${script.name}, shared: ${shared}: ${met} calls went wrong, ${noticed.length} noticed`)
      expect(noticed).toEqual([])
      expect(met).toBeGreaterThan(0)
    },
    3_600_000,
  )
})
