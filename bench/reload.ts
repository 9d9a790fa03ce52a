/**
 * `npm run bench -- reload`: how long an edit of each kind of file takes until it answers, by the clock and in processor time, against
 * parsing alone in the same run; and how long visitors of the real program wait for their answers meanwhile. The folder holds what ships
 * and copies of its articles until there are as many entries as asked for.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, join, resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { readArguments, refuse } from '../adapters/cli/arguments.ts'
import { keepLearned } from '../adapters/learned/learned-acts.ts'
import { type LiveKnowledge, liveKnowledge } from '../adapters/live-knowledge.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { KINDS, type Kind } from '../bot/knowledge/schema.ts'
import type { Known } from '../bot/ports.ts'
import { askEvenly, createAgent, type EvenRate, openChat } from './client.ts'
import { percentile } from './measures.ts'
import { type Program, startProgram } from './program.ts'

const USAGE = 'npm run bench -- reload [--sizes 200,2000] [--rounds 3] [--every 10] [--only events,area.md] [--json]'

/** By the clock, and in time of the processor, which others on the machine change less. */
interface Took {
  ms: number
  cpuMs: number
}

/** A file saved until it answers, with the quiet that is waited for; medians of the rounds. */
export interface EditFigures extends Took {
  /** The longest in all rounds that the program was busy at a stretch: a turn that comes then waits so long. */
  longestBusyMs: number
}

export interface ReloadFigures {
  entries: number
  /** Files read, parsed and checked, the index built. */
  firstLoad: Took
  /** Reading and parsing alone. */
  parsing: Took
  /** By kind of entry, or the list's name. */
  edits: ReadonlyMap<string, EditFigures>
  /** What visitors of the real program waited while nothing was saved. */
  quiet: Waits
  /** And while such a file was, until it answered and what is wrong with it was told. */
  asked: ReadonlyMap<string, AskedFigures>
}

/** How long visitors waited for their answers, in milliseconds. */
export interface Waits {
  answers: number
  median: number
  p99: number
  slowest: number
}

export interface AskedFigures extends Waits {
  /** Until the file that was saved answered; the median of the rounds. */
  ms: number
}

/** A kind of edit: the file, what it says in a round, and whether that is known. */
interface Edit {
  path: string
  text: (before: string, round: number) => string
  isKnown: (known: Known, round: number) => boolean
}

export async function benchReload(args: string[]): Promise<void> {
  const { values } = readArguments(
    {
      args,
      options: {
        sizes: { type: 'string', default: '200,2000' },
        rounds: { type: 'string', default: '3' },
        every: { type: 'string', default: '10' },
        only: { type: 'string' },
        json: { type: 'boolean' },
      },
    },
    USAGE,
  )
  const sizes = values.sizes.split(',').map(Number)
  const [rounds, everyMs] = [Number(values.rounds), Number(values.every)]
  if (![...sizes, rounds, everyMs].every((number) => Number.isInteger(number) && number > 0)) refuse(USAGE)
  const all: ReloadFigures[] = []
  for (const size of sizes) all.push(await reloadFigures(size, { rounds, everyMs, ...(values.only && { only: values.only.split(',') }) }))
  const plain = (one: ReloadFigures) => ({ ...one, edits: Object.fromEntries(one.edits), asked: Object.fromEntries(one.asked) })
  if (values.json) console.log(JSON.stringify(all.map(plain)))
  else all.forEach(report)
}

export interface ReloadOptions {
  /** Saves of a file of each kind. */
  rounds: number
  /** Between two questions of visitors. */
  everyMs: number
  /** Of the files by name; all of them by default. */
  only?: readonly string[]
  /** How long is asked before anything is saved, and after a save has answered. */
  quietMs?: number
}

/** Makes the folders, loads them, and edits `rounds` times a file of each kind: alone, then with visitors on the real program. */
export async function reloadFigures(size: number, options: ReloadOptions): Promise<ReloadFigures> {
  const place = mkdtempSync(join(tmpdir(), 'wegweiser-bench-'))
  try {
    const folders = fillFolders(place, size)
    const { files, known, ...alone } = await editedAlone(folders, options)
    // No edit changes what is learned: the program goes on from it, as after any start but the first.
    const dataDir = join(place, 'data')
    const recogniser = known.recogniser?.()
    if (recogniser) {
      await keepLearned(known.knowledge, recogniser.learned, dataDir)
    }
    // What was loaded here must not be collected while visitors' answers are timed.
    ;(globalThis as { gc?: () => void }).gc?.()
    const asked = await editedWhileAsked(folders, dataDir, files, options)
    return { ...alone, ...asked }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

type Alone = Omit<ReloadFigures, 'quiet' | 'asked'> & { files: readonly [string, Edit][]; known: Known }

async function editedAlone(folders: readonly string[], { rounds, only }: ReloadOptions): Promise<Alone> {
  const [, parsing] = timed(() => loadKnowledge(folders))
  const [live, firstLoad] = timed(() => liveKnowledge({ folders, log: pino({ level: 'silent' }), now: () => new Date() }))
  try {
    await learned(live)
    const files = editsIn(live, folders).filter(([name]) => !only || only.includes(name))
    const edits = new Map<string, EditFigures>()
    for (const [name, edit] of files) edits.set(name, await edited(edit, live, rounds))
    return { entries: live.known().knowledge.entries.size, firstLoad, parsing, edits, files, known: live.known() }
  } finally {
    await live.close()
  }
}

/** An entry of each kind, and the lists that editors change most. */
function editsIn(live: LiveKnowledge, folders: readonly string[]): [string, Edit][] {
  const { entries } = live.known().knowledge
  const kinds = KINDS.map((kind): [string, Edit] => {
    const entry = [...entries.values()].find((one) => one.kind === (kind satisfies Kind))
    if (!entry) throw new Error(`what ships has no ${kind}`)
    const lead = (round: number) => `Runde ${round}.`
    const text = (before: string, round: number) => `${/^---\n[\s\S]*?\n---\n/.exec(before)![0]}\n${lead(round)}\n`
    return [kind, { path: entry.file, text, isKnown: ({ knowledge }, round) => knowledge.entries.get(entry.id)?.lead === lead(round) }]
  })
  const [core, region] = folders as [string, string]
  return [
    ...kinds,
    [
      'messages.de.md',
      {
        path: join(core, 'messages.de.md'),
        text: (before, round) => before.replace(/^## button\.old\n\n.*$/m, `## button.old\n\nRunde ${round}.`),
        isKnown: ({ knowledge }, round) => knowledge.messages.de['button.old'] === `Runde ${round}.`,
      },
    ],
    [
      'area.md',
      {
        path: join(region, 'area.md'),
        text: (before, round) => before.replace(/^name: .*$/m, `name: { de: Runde ${round}, en: Wegweiser }`),
        isKnown: ({ knowledge }, round) => knowledge.area.name.de === `Runde ${round}`,
      },
    ],
    [
      'vocabulary.md',
      {
        path: join(region, 'vocabulary.md'),
        text: (before, round) => before.replace(/(\n\|---.*\n\|[^|]*\|)[^|]*/, `$1 Runde ${round} `),
        isKnown: ({ knowledge }, round) => knowledge.vocabulary.regions.some(({ label }) => label === `Runde ${round}`),
      },
    ],
  ]
}

/** No reload takes that long; an edit that is refused would be waited for without an end. */
const MAX_WAIT_MS = 60_000

/** What ships, folder by folder, and in the first of them copies of its articles with titles and questions of their own. */
function fillFolders(place: string, size: number): string[] {
  const folders = SHIPPED_KNOWLEDGE.map((shipped) => {
    const folder = join(place, basename(shipped))
    cpSync(shipped, folder, { recursive: true })
    return folder
  })
  const { entries } = loadKnowledge(folders).knowledge
  const articles = join(folders[0]!, 'articles')
  const names = readdirSync(articles).filter((name) => name.endsWith('.md') && name !== 'README.md')
  for (let i = 0; i < size - entries.size; i++) {
    const name = names[i % names.length]!
    writeFileSync(join(articles, name.replace('.md', `-${i}.md`)), numbered(readFileSync(join(articles, name), 'utf8'), `fall${i}`))
  }
  return folders
}

/** The word goes before the title and every question, which must be nobody else's. */
function numbered(text: string, word: string): string {
  return text
    .replace(/^title: (["']?)/m, `title: $1${word} `)
    .replace(/^questions:\n(?: +- .*\n)+/m, (block) => block.replace(/^( +- ["']?)/gm, `$1${word} `))
}

/** Writes beside the file what it is to say; the result puts it there, as an editor's program does. */
function prepared(full: string, text: string): () => void {
  writeFileSync(`${full}.neu`, text)
  return () => renameSync(`${full}.neu`, full)
}

/** Saves a file `rounds` times, each until it is known. */
async function edited({ path, text, isKnown }: Edit, live: LiveKnowledge, rounds: number): Promise<EditFigures> {
  const full = resolve(path)
  const before = readFileSync(full, 'utf8')
  const stretches = monitorEventLoopDelay({ resolution: 1 })
  const took: Took[] = []
  for (let round = 0; round < rounds; round++) {
    const save = prepared(full, text(before, round))
    const since = started()
    stretches.enable()
    save()
    while (!isKnown(live.known(), round)) {
      if (since().ms > MAX_WAIT_MS) throw new Error(`the edit of ${path} was not taken`)
      await wait(2)
    }
    took.push(since())
    stretches.disable()
  }
  const median = (of: (one: Took) => number) => percentile(took.map(of), 0.5)
  return { ms: median(({ ms }) => ms), cpuMs: median(({ cpuMs }) => cpuMs), longestBusyMs: stretches.max / 1e6 }
}

/** Enough that no talk says more than one may. */
const CHATS = 40
/** What is cold at first. */
const WARM_UP_MS = 15_000
/** The issues of an edit are found after it answers, which must slow no visitor either. */
const QUIET_MS = 4_000
/** Other texts than those of the rounds before. */
const LATER_ROUNDS = 1000

/** Visitors ask the real program without a pause, while a file of each kind is saved `rounds` times. */
async function editedWhileAsked(
  folders: readonly string[],
  dataDir: string,
  files: readonly [string, Edit][],
  { rounds, everyMs, quietMs = QUIET_MS }: ReloadOptions,
): Promise<Pick<ReloadFigures, 'quiet' | 'asked'>> {
  const program = await startProgram({ KNOWLEDGE_DIR: folders.join(delimiter), DATA_DIR: dataDir, LOG_LEVEL: 'info' })
  const agent = createAgent(CHATS)
  try {
    const chats = await Promise.all(Array.from({ length: CHATS }, () => openChat(`${program.url}/v3/directline`, agent)))
    const asking: EvenRate = { chats, questions: answeredQuestions(), everyMs }
    const askFor = (ms: number) => askEvenly(asking, (i) => i * everyMs < ms)
    await askFor(Math.max(quietMs, Math.min(WARM_UP_MS, quietMs * 4)))
    const quiet = waitsOf(await askFor(quietMs * 2))
    const asked = new Map<string, AskedFigures>()
    for (const [name, { path, text }] of files) {
      const full = resolve(path)
      const before = readFileSync(full, 'utf8')
      const waits: number[] = []
      const took: number[] = []
      for (let round = 0; round < rounds; round++) {
        const save = prepared(full, text(before, LATER_ROUNDS + round))
        const known = reloaded(program)
        save()
        let isOver = false
        const answers = askEvenly(asking, () => !isOver)
        took.push(await known)
        await wait(quietMs)
        isOver = true
        waits.push(...(await answers))
      }
      asked.set(name, { ms: percentile(took, 0.5), ...waitsOf(waits) })
    }
    for (const chat of chats) chat.close()
    return { quiet, asked }
  } finally {
    agent.destroy()
    program.stop()
  }
}

/** Milliseconds until the program says that it took the next edit, all of it. */
async function reloaded(program: Program): Promise<number> {
  const from = program.said().length
  const begin = performance.now()
  for (;;) {
    const line = /.*"event":"(?:knowledge_reloaded|knowledge_reload_failed|edit_kept_back)".*/.exec(program.said().slice(from))?.[0]
    if (line?.includes('"stale":[]')) return performance.now() - begin
    if (line || program.ended() || performance.now() - begin > MAX_WAIT_MS)
      throw new Error(`the edit was not taken: ${line ?? program.said().slice(-2000)}`)
    await wait(5)
  }
}

function answeredQuestions(): string[] {
  const { questions } = loadKnowledge(SHIPPED_KNOWLEDGE).knowledge
  return questions.filter(({ expected }) => expected.length > 0).map(({ question }) => question)
}

const waitsOf = (waits: readonly number[]): Waits => ({
  answers: waits.length,
  median: percentile(waits, 0.5),
  p99: percentile(waits, 0.99),
  slowest: Math.max(...waits),
})

function started(): () => Took {
  const [clock, cpu] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(cpu)
    return { ms: performance.now() - clock, cpuMs: (user + system) / 1000 }
  }
}

function timed<T>(work: () => T): [T, Took] {
  const since = started()
  return [work(), since()]
}

/** The acts are learned beside the answers, for seconds; edits of what an entry says, which teach nothing, are measured without that. */
async function learned(live: LiveKnowledge): Promise<void> {
  const first = live.known().recogniser
  for (const from = performance.now(); live.known().recogniser === first && performance.now() - from < MAX_WAIT_MS; ) await wait(20)
}

function report({ entries, firstLoad, parsing, edits, quiet, asked }: ReloadFigures): void {
  const row = (name: string, { ms, cpuMs }: Took, busy = '') =>
    console.log(`| ${name} | ${ms.toFixed(0)} | ${cpuMs.toFixed(0)} | ${(cpuMs / parsing.cpuMs).toFixed(2)} | ${busy} |`)
  console.log(`| ${entries} entries | ms | ms of the processor | against parsing alone | longest busy ms |`)
  console.log('|---|---|---|---|---|')
  row('first load', firstLoad)
  row('parsing alone', parsing)
  for (const [name, figures] of edits) row(name, figures, figures.longestBusyMs.toFixed(0))
  const waitRow = (name: string, ms: string, { answers, median, p99, slowest }: Waits) =>
    console.log(`| ${name} | ${ms} | ${answers} | ${median.toFixed(1)} | ${p99.toFixed(0)} | ${slowest.toFixed(0)} |`)
  console.log(`\n| saved while visitors ask | ms until it answers | answers | median ms | p99 ms | slowest ms |`)
  console.log('|---|---|---|---|---|---|')
  waitRow('nothing', '', quiet)
  for (const [name, figures] of asked) waitRow(name, figures.ms.toFixed(0), figures)
  console.log('\nTo reach: each edit answers within 2,000 ms, no visitor waits 300 ms.')
}
