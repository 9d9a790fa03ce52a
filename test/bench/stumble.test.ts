/**
 * Each call to the database of whole talks goes wrong once: it fails undone, fails done, stands still, or kills who asked before or after it.
 * Nobody may notice but whoever was told with 503 that their words are not kept. Some calls in every run, all with `CRASHES`.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SCRIPTS } from '../../bench/sim/scripts.ts'
import { type Stage, setStage, stumble } from '../../bench/sim/simulate.ts'
import type { Fate } from '../../bench/sim/weather.ts'
import { knownFrom } from '../real-bot.ts'

const FATES: Fate[] = [
  { kind: 'lost', waitMs: 20 },
  { kind: 'answer-lost', waitMs: 20 },
  { kind: 'hang', waitMs: 12_000 },
  { kind: 'death', when: 'before', waitMs: 0 },
  { kind: 'death', when: 'after', waitMs: 0 },
]
const STRIDE = process.env.CRASHES ? 1 : 97
/** What writes a visitor's words down: where it fails, they are told so. */
const WORDS = new Set(['conversations.append', 'conversations.start', 'conversations.find'])

let stage: Stage
let undisturbed: Awaited<ReturnType<typeof setStage>>['undisturbed']
beforeAll(async () => {
  ;({ stage, undisturbed } = await setStage(knownFrom()))
})
afterAll(() => stage.backend.store.close())

it.each(SCRIPTS.flatMap((script) => [true, false].map((shared) => ({ name: script.name, script, shared }))))(
  'nobody notices in $name (shared: $shared)',
  async ({ script, shared }) => {
    const noticed: string[] = []
    let met = 0
    for (const [i, fate] of FATES.entries()) {
      for (let at = 1 + ((i * 19) % STRIDE); ; at += STRIDE) {
        const { problems, call, unkept } = await stumble(stage, { script, shared, at, fate }, undisturbed)
        if (call === undefined) break
        met += 1
        const where = `call ${at}, ${call}, ${JSON.stringify(fate)}`
        for (const problem of problems) noticed.push(`${where}: ${problem}`)
        if (unkept && !WORDS.has(call)) noticed.push(`${where}: a visitor was told that something is not kept`)
      }
    }
    expect(noticed).toEqual([])
    expect(met).toBeGreaterThan(0)
  },
  600_000,
)
