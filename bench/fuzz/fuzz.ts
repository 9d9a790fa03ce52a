/**
 * `npm run fuzz -- [--turns 100000] [--requests 20000] [--seed N]`: made-up turns and made-up requests. No turn may throw or take a tenth
 * of a second, no request may be answered with 500 or take a second. What fails is printed so that the seed plays it again.
 */
import { readArguments, refuse } from '../../adapters/cli/arguments.ts'
import { fuzzRequests } from './requests.ts'
import { fuzzTurns } from './turns.ts'

const USAGE = 'npm run fuzz -- [--turns 100000] [--requests 20000] [--seed 1]'
const { values } = readArguments(
  {
    options: {
      turns: { type: 'string', default: '100000' },
      requests: { type: 'string', default: '20000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  },
  USAGE,
)
const [turns, requests, seed] = [Number(values.turns), Number(values.requests), Number(values.seed)]
if (![turns, requests, seed].every((number) => Number.isSafeInteger(number) && number >= 0)) refuse(USAGE)
console.log(`seed ${seed}`)
const found = [...fuzzTurns(turns, seed), ...(requests > 0 ? await fuzzRequests(requests, seed) : [])]
for (const line of found) console.log(line)
console.log(found.length === 0 ? 'nothing found' : `${found.length} found; again with --seed ${seed}`)
process.exitCode = found.length === 0 ? 0 : 1
