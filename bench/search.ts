/**
 * `npm run bench -- search`: the product against its peers in one run, printed as Markdown tables with ratios.
 *
 * `--knowledge DIR --questions FILE.jsonl` measures on foreign data, `--sizes 1000,10000` sets the large sets (`--sizes 0`: none),
 * `--ablation` takes our own engine apart, `--reliability` compares promised and kept probabilities, `--calibrate` fits the curves again, on our
 * calibration part and on the foreign data if any.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { readArguments } from '../adapters/cli/arguments.ts'
import { knowledgeFolders } from '../adapters/cli/folders.ts'
import { loadKnowledge } from '../adapters/load-knowledge.ts'
import type { Knowledge, Vocabulary } from '../bot/knowledge/knowledge.ts'
import type { Entry } from '../bot/knowledge/schema.ts'
import { WEIGHTS, type Weights } from '../bot/search/index/weights.ts'
import { calibrate, type RatedSet } from './calibrate.ts'
import { PEERS, type SearchEngine, wegweiser } from './engines.ts'
import { percent, percentile, type Rated, reciprocalRank, refused, rightAt, separation, withInterval, writeMeasured } from './measures.ts'
import { type BenchQuestion, readJsonLines, recombined, withNoise } from './questions.ts'

const USAGE =
  'npm run bench -- search [--knowledge ORDNER --questions DATEI.jsonl] [--sizes 1000,10000] [--ablation] [--reliability] [--calibrate] [--only NAME,NAME]'

interface Bench {
  entries: readonly Entry[]
  vocabulary: Vocabulary
  questions: readonly BenchQuestion[]
}

export async function benchSearch(args: string[]): Promise<void> {
  const { values } = readArguments(
    {
      args,
      options: {
        knowledge: { type: 'string', multiple: true },
        questions: { type: 'string' },
        sizes: { type: 'string', default: '1000,10000' },
        only: { type: 'string' },
        ablation: { type: 'boolean' },
        reliability: { type: 'boolean' },
        calibrate: { type: 'boolean' },
      },
    },
    USAGE,
  )
  const { knowledge } = loadKnowledge(knowledgeFolders(values.knowledge))
  if (values.calibrate) return calibrate(calibrationSets(knowledge, values.questions))
  const entries = [...knowledge.entries.values()]
  const questions = values.questions ? readJsonLines(values.questions) : knowledge.questions.filter(({ part }) => part === 'measuring')
  const bench: Bench = { entries, vocabulary: knowledge.vocabulary, questions }
  const wanted = values.only?.toLowerCase().split(',')
  const engines = [wegweiser(), ...PEERS].filter(({ name }) => !wanted || wanted.some((part) => name.toLowerCase().startsWith(part)))
  console.log(
    `${entries.length} entries, ${questions.length} questions, ${questions.filter(({ expected }) => expected.length === 0).length} of them out of scope; 95 % bootstrap intervals in brackets.\n`,
  )
  if (questions.length > 0) await compareQuality(bench, engines)
  if (values.ablation) await takeApart(bench)
  if (values.reliability) await compareProbabilities(bench)
  for (const size of values.sizes.split(',').map(Number)) if (size > 0) await compareSpeed(bench, engines, size)
}

/** Our own calibration part, and foreign questions on foreign knowledge. */
function calibrationSets(knowledge: Knowledge, foreign: string | undefined): RatedSet[] {
  const own = foreign ? loadKnowledge(knowledgeFolders()).knowledge : knowledge
  const sets = [{ knowledge: own, questions: own.questions.filter(({ part }) => part === 'calibration') }]
  return foreign ? [...sets, { knowledge, questions: readJsonLines(foreign) }] : sets
}

async function rate(engine: SearchEngine, { entries, vocabulary }: Bench, questions: readonly BenchQuestion[]): Promise<Rated[]> {
  const ask = await engine.build(entries, vocabulary)
  const elsewhere = new Set<string>(entries.filter((entry) => entry.elsewhere).map(({ id }) => id))
  const rated: Rated[] = []
  for (const { question, expected } of questions) {
    const found = await ask(question)
    const place = found.findIndex(({ id }) => expected.includes(id)) + 1
    // An entry that only says who else is responsible is a refusal, whichever engine finds it.
    const refusal = found[0] === undefined || elsewhere.has(found[0].id)
    rated.push({ place, score: refusal ? 0 : found[0]!.score, outOfScope: expected.length === 0 })
  }
  return rated
}

const row = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`)
function head(cells: readonly string[]): void {
  row(cells)
  console.log(`|${'---|'.repeat(cells.length)}`)
}

async function compareQuality(bench: Bench, engines: readonly SearchEngine[]): Promise<void> {
  head(['engine', 'R@1', 'R@3', 'MRR', 'R@1 with typos', 'ä as ae', 'typos + ae + lower case', 'AUROC out of scope', 'refused at 5 %'])
  const hasForeign = bench.questions.some(({ expected }) => expected.length === 0)
  for (const engine of engines) {
    if (engine.most < bench.entries.length) continue
    const rated = await rate(engine, bench, bench.questions)
    const noisy = await Promise.all(
      (['typos', 'ae', 'all'] as const).map(async (noise) =>
        percent(rightAt(1)(await rate(engine, bench, withNoise(bench.questions, noise)))),
      ),
    )
    const scored = hasForeign && rated.some(({ score }) => score > 0)
    row([
      engine.name,
      writeMeasured(withInterval(rated, rightAt(1))),
      writeMeasured(withInterval(rated, rightAt(3))),
      percent(reciprocalRank(rated)),
      ...noisy,
      scored ? writeMeasured(withInterval(rated, separation)) : '–',
      scored ? writeMeasured(withInterval(rated, refused)) : '–',
    ])
  }
  console.log('')
}

/** Our own engine, one ingredient after the other, in the order of the text above each. */
const LADDER: readonly [string, Partial<Weights>][] = [
  ['BM25F over folded, stemmed words', {}],
  ['+ light words counting less', { lightWord: WEIGHTS.lightWord }],
  [
    '+ compound parts',
    {
      partInText: WEIGHTS.partInText,
      partInQuestion: WEIGHTS.partInQuestion,
      partOfUnknown: WEIGHTS.partOfUnknown,
      headOfUnknown: WEIGHTS.headOfUnknown,
      modifierOfUnknown: WEIGHTS.modifierOfUnknown,
      separated: WEIGHTS.separated,
    },
  ],
  ['+ typing errors, same sound', { typo: WEIGHTS.typo, sound: WEIGHTS.sound, related: WEIGHTS.related }],
  ['+ 4-grams', { grams: WEIGHTS.grams, exampleGram: WEIGHTS.exampleGram }],
  ['+ best sentence', { sentence: WEIGHTS.sentence }],
  ['+ title and headings', { title: WEIGHTS.title, heading: WEIGHTS.heading }],
  ['+ most similar example question', { example: WEIGHTS.example }],
  ['+ intent model', { intent: WEIGHTS.intent }],
  ['+ everyday senses', { sense: WEIGHTS.sense }],
  ['+ vocabulary.md', { vocabulary: WEIGHTS.vocabulary }],
]

async function takeApart(bench: Bench): Promise<void> {
  const bare: Weights = { ...WEIGHTS }
  for (const [, added] of LADDER)
    for (const name of Object.keys(added) as (keyof Omit<Weights, 'field'>)[]) bare[name] = name === 'lightWord' ? 1 : 0
  head(['ingredient', 'R@1', 'R@3', 'typos + ae + lower case R@1', 'AUROC', 'refused at 5 %'])
  const noisy = withNoise(bench.questions, 'all')
  for (const [name, added] of LADDER) {
    Object.assign(bare, added)
    const engine = wegweiser(name, { ...bare })
    const rated = await rate(engine, bench, bench.questions)
    row([
      name,
      percent(rightAt(1)(rated)),
      percent(rightAt(3)(rated)),
      percent(rightAt(1)(await rate(engine, bench, noisy))),
      percent(separation(rated)),
      percent(refused(rated)),
    ])
  }
  console.log('')
}

/** Ten bins of promised probability and how often the first answer was right in each. */
async function compareProbabilities(bench: Bench): Promise<void> {
  const rated = await rate(wegweiser(), bench, bench.questions)
  head(['promised', 'questions', 'mean promised', 'right'])
  for (let bin = 0; bin < 10; bin++) {
    const inside = rated.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === bin)
    if (inside.length === 0) continue
    const promised = inside.reduce((sum, { score }) => sum + score, 0) / inside.length
    row([
      `${bin * 10}–${bin * 10 + 10} %`,
      inside.length,
      percent(promised),
      percent(inside.filter(({ place }) => place === 1).length / inside.length),
    ])
  }
  console.log('')
}

/** Rounds and milliseconds before the clock counts: what runs all day is compiled, and quick engines would else be timed before they are. */
const WARM_UPS = 2
const WARM_UP_MS = 2_000
const MAX_TIMED = 400

interface Speed {
  name: string
  buildMs: number
  heapMb: number
  p50: number
  p99: number
}

/** A function of its own, so that nothing of an engine is still held when the next one's memory is measured. */
async function measure(
  engine: SearchEngine,
  entries: readonly Entry[],
  vocabulary: Vocabulary,
  questions: readonly string[],
): Promise<Speed> {
  const before = heapBytes()
  const start = performance.now()
  const ask = await engine.build(entries, vocabulary)
  const buildMs = performance.now() - start
  const heapMb = (heapBytes() - before) / 1e6
  const warmed = performance.now() + WARM_UP_MS
  for (let round = 0; round < WARM_UPS || performance.now() < warmed; round++) for (const question of questions) await ask(question)
  const times: number[] = []
  for (const question of questions) {
    const asked = performance.now()
    await ask(question)
    times.push(performance.now() - asked)
  }
  return { name: engine.name, buildMs, heapMb, p50: percentile(times, 0.5), p99: percentile(times, 0.99) }
}

/** Build time, memory and time of a question on `size` recombined entries; ratios against MiniSearch of the same run. */
async function compareSpeed(bench: Bench, engines: readonly SearchEngine[], size: number): Promise<void> {
  const entries = recombined(bench.entries, size)
  // Content without rated questions is asked its own titles.
  const asked = bench.questions.length > 0 ? bench.questions.map(({ question }) => question) : bench.entries.map(({ title }) => title)
  const questions = asked.slice(0, MAX_TIMED)
  const measured: Speed[] = []
  for (const engine of engines) {
    if (engine.most < size) continue
    measured.push(await measure(engine, entries, bench.vocabulary, questions))
  }
  const base = measured.find(({ name }) => name === 'MiniSearch')
  const against = (value: number, of: 'buildMs' | 'heapMb' | 'p50' | 'p99') => (base ? ` (${(value / base[of]).toFixed(2)})` : '')
  console.log(`${size.toLocaleString('en')} entries; in brackets: as a ratio of MiniSearch`)
  head(['engine', 'build s', 'memory MB', 'p50 ms', 'p99 ms'])
  for (const { name, buildMs, heapMb, p50, p99 } of measured) {
    row([
      name,
      `${(buildMs / 1000).toFixed(1)}${against(buildMs, 'buildMs')}`,
      `${heapMb.toFixed(0)}${against(heapMb, 'heapMb')}`,
      `${p50.toFixed(2)}${against(p50, 'p50')}`,
      `${p99.toFixed(2)}${against(p99, 'p99')}`,
    ])
  }
  console.log('')
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Heap and array buffers in use after a full collection; buffers are given back by the second one. */
function heapBytes(): number {
  collectGarbage()
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
