/**
 * `npm run bench -- reload`: how long an edit of each kind of file takes until it answers, and how long it keeps a turn waiting, by the
 * clock and in processor time, against parsing alone in the same run. The folder holds what ships and copies of its articles until there
 * are as many entries as asked for.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { readArguments, refuse } from '../adapters/cli/arguments.ts'
import { type LiveKnowledge, liveKnowledge } from '../adapters/live-knowledge.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { KINDS, type Kind } from '../bot/knowledge/schema.ts'
import type { Known } from '../bot/ports.ts'
import { percentile } from './measures.ts'

const USAGE = 'npm run bench -- reload [--sizes 200,2000] [--rounds 3] [--json]'

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
      options: { sizes: { type: 'string', default: '200,2000' }, rounds: { type: 'string', default: '3' }, json: { type: 'boolean' } },
    },
    USAGE,
  )
  const sizes = values.sizes.split(',').map(Number)
  const rounds = Number(values.rounds)
  if (![...sizes, rounds].every((number) => Number.isInteger(number) && number > 0)) refuse(USAGE)
  const all: ReloadFigures[] = []
  for (const size of sizes) all.push(await reloadFigures(size, rounds))
  if (values.json) console.log(JSON.stringify(all.map((one) => ({ ...one, edits: Object.fromEntries(one.edits) }))))
  else all.forEach(report)
}

/** Makes the folders, loads them, and edits `rounds` times a file of each kind. */
export async function reloadFigures(size: number, rounds: number): Promise<ReloadFigures> {
  const place = mkdtempSync(join(tmpdir(), 'wegweiser-bench-'))
  try {
    const folders = fillFolders(place, size)
    const [, parsing] = timed(() => loadKnowledge(folders))
    const [live, firstLoad] = timed(() => liveKnowledge({ folders, log: pino({ level: 'silent' }), now: () => new Date() }))
    try {
      await learned(live)
      const edits = new Map<string, EditFigures>()
      for (const [name, edit] of editsIn(live, folders)) edits.set(name, await edited(edit, live, rounds))
      return { entries: live.known().knowledge.entries.size, firstLoad, parsing, edits }
    } finally {
      await live.close()
    }
  } finally {
    rmSync(place, { recursive: true, force: true })
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

/** Saves a file as an editor's program does, `rounds` times, each until it is known. */
async function edited({ path, text, isKnown }: Edit, live: LiveKnowledge, rounds: number): Promise<EditFigures> {
  const full = resolve(path)
  const before = readFileSync(full, 'utf8')
  const stretches = monitorEventLoopDelay({ resolution: 1 })
  const took: Took[] = []
  for (let round = 0; round < rounds; round++) {
    writeFileSync(`${full}.neu`, text(before, round))
    const since = started()
    stretches.enable()
    renameSync(`${full}.neu`, full)
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

function report({ entries, firstLoad, parsing, edits }: ReloadFigures): void {
  const row = (name: string, { ms, cpuMs }: Took, busy = '') =>
    console.log(`| ${name} | ${ms.toFixed(0)} | ${cpuMs.toFixed(0)} | ${(cpuMs / parsing.cpuMs).toFixed(2)} | ${busy} |`)
  console.log(`| ${entries} entries | ms | ms of the processor | against parsing alone | longest busy ms |`)
  console.log('|---|---|---|---|---|')
  row('first load', firstLoad)
  row('parsing alone', parsing)
  for (const [name, figures] of edits) row(name, figures, figures.longestBusyMs.toFixed(0))
}
