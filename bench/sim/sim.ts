/**
 * `npm run sim -- --seed N --talks M [--seeds K] [--flaw NAME] [--trace]`: simulates, prints what was found, and exits with 1 if anything was.
 * With `--days D` days of an office instead of talks in bad weather; with `--database` on an empty database of a PostgreSQL.
 */

import { readArguments, refuse } from '../../adapters/cli/arguments.ts'
import { knownOf } from '../../adapters/known-of.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { openBackend } from './backend.ts'
import { FLAWS, type Flaw } from './flaws.ts'
import { MONTH_FLAWS, type MonthFlaw, simulateMonth } from './month/month.ts'
import { setStage, simulate } from './simulate.ts'

const USAGE = `npm run sim -- [--seed N] [--talks M] [--seeds K] [--seconds S] [--flaw ${FLAWS.join('|')}] [--trace] [--database postgres://…]
npm run sim -- --days D [--seed N] [--seeds K] [--flaw ${MONTH_FLAWS.join('|')}]`

const { values } = readArguments(
  {
    options: {
      seed: { type: 'string', default: '1' },
      talks: { type: 'string', default: '3' },
      seeds: { type: 'string', default: '1' },
      seconds: { type: 'string' },
      flaw: { type: 'string' },
      days: { type: 'string' },
      database: { type: 'string' },
      trace: { type: 'boolean', default: false },
    },
  },
  USAGE,
)
const number = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : refuse(USAGE))
const [first, talks, seeds] = [number(values.seed), number(values.talks), number(values.seeds)]
const endsAt = values.seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + number(values.seconds) * 1000

const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
const failed = values.days === undefined ? await playTalks(flawOf(FLAWS)) : await playDays(number(values.days), flawOf(MONTH_FLAWS))
process.exitCode = failed > 0 ? 1 : 0

function flawOf<F extends string>(known: readonly F[]): F | undefined {
  return values.flaw === undefined ? undefined : (known.find((name) => name === values.flaw) ?? refuse(USAGE))
}

/** Talks in bad weather. How many seeds found something. */
async function playTalks(flaw: Flaw | undefined): Promise<number> {
  const { stage, undisturbed } = await setStage(knownOf(knowledge), values.database)
  const began = performance.now()
  const sum = { seeds: 0, failed: 0, acknowledged: 0, calls: 0, kills: 0, events: 0, unkept: 0 }
  for (let seed = first; seed < first + seeds && performance.now() < endsAt; seed++) {
    const { problems, fingerprint, lines, counts } = await simulate(stage, { seed, talks, flaw, undisturbed, keep: values.trace })
    sum.seeds += 1
    for (const key of ['acknowledged', 'calls', 'kills', 'events', 'unkept'] as const) sum[key] += counts[key]
    if (values.trace) for (const line of lines) console.log(line)
    if (problems.length === 0 && seeds > 1) continue
    if (problems.length > 0) sum.failed += 1
    console.log(`seed ${seed} (${fingerprint}): ${problems.length === 0 ? 'nothing found' : `${problems.length} found`}`)
    for (const problem of problems) console.log(`  ${problem}`)
    if (problems.length > 0) console.log(`  again: npm run sim -- --seed ${seed} --talks ${talks}${flaw ? ` --flaw ${flaw}` : ''} --trace`)
  }
  await stage.backend.clear()
  await stage.backend.store.close()
  const seconds = (performance.now() - began) / 1000
  console.log(
    `${sum.seeds} seeds of ${talks} talks in ${seconds.toFixed(1)} s: ${sum.failed} failed; ${sum.acknowledged} messages acknowledged, ` +
      `${sum.calls} calls to the database, ${sum.kills} servers stopped, ${sum.unkept} talks told that something was not kept`,
  )
  return sum.failed
}

/** Days of an office. How many seeds found something. */
async function playDays(days: number, flaw: MonthFlaw | undefined): Promise<number> {
  const backend = await openBackend()
  let found = 0
  for (let seed = first; seed < first + seeds && performance.now() < endsAt; seed++) {
    const { problems, counts } = await simulateMonth({ backend, knowledge, seed, days, flaw })
    if (problems.length > 0) found += 1
    const happened = Object.entries(counts).map(([what, count]) => `${count} ${what}`)
    console.log(`seed ${seed}: ${problems.length === 0 ? 'nothing forgotten' : `${problems.length} found`}; ${happened.join(', ')}`)
    for (const problem of problems) console.log(`  ${problem}`)
  }
  await backend.store.close()
  return found
}
