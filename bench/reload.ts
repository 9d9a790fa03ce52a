/**
 * `npm run bench -- reload`: how long an edit takes until it answers, and how long it keeps a turn waiting, as ratios to the first load of
 * the same folder in the same run. The folder holds what ships and copies of its articles until there are as many entries as asked for.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { setImmediate as pause, setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { readArguments, refuse } from '../adapters/cli/arguments.ts'
import { type LiveKnowledge, liveKnowledge } from '../adapters/live-knowledge.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import type { EntryId } from '../bot/knowledge/schema.ts'
import { percentile } from './measures.ts'

const USAGE = 'npm run bench -- reload [--sizes 200,2000] [--rounds 3] [--json]'

export interface ReloadFigures {
  entries: number
  /** Files read, parsed and checked, the index built. */
  firstLoadMs: number
  /** Reading and parsing alone. */
  parsingMs: number
  /** One entry saved until it answers, with the quiet that is waited for; the median. An edit of a contact walks the dialogs, too. */
  articleMs: number
  contactMs: number
  /** The longest that the program was busy at a stretch after an edit: a turn that comes then waits so long. */
  longestBusyMs: number
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
  if (values.json) console.log(JSON.stringify(all.map((one) => ({ ...one, ratios: ratiosOf(one) }))))
  else report(all)
}

/** Makes the folders, loads them, and edits them `rounds` times in each of the two ways. */
export async function reloadFigures(size: number, rounds: number): Promise<ReloadFigures> {
  const place = mkdtempSync(join(tmpdir(), 'wegweiser-bench-'))
  try {
    const folders = fillFolders(place, size)
    const parsing = performance.now()
    loadKnowledge(folders)
    const parsingMs = performance.now() - parsing
    const loading = performance.now()
    const live = liveKnowledge({ folders, log: pino({ level: 'silent' }), now: () => new Date() })
    const firstLoadMs = performance.now() - loading
    const busy = { longestMs: 0 }
    try {
      const edit = async (id: EntryId): Promise<number> => {
        const took: number[] = []
        for (let round = 0; round < rounds; round++) took.push(await savedUntilKnown(id, `Runde ${round}.`, live, busy))
        return percentile(took, 0.5)
      }
      const { entries } = live.known().knowledge
      const [article, contact] = (['articles', 'contacts'] as const).map((kind) =>
        [...entries.values()].find((entry) => entry.kind === kind),
      )
      if (!article || !contact) throw new Error('what ships has neither articles nor contacts')
      await learned(live)
      const articleMs = await edit(article.id)
      const contactMs = await edit(contact.id)
      return { entries: entries.size, firstLoadMs, parsingMs, articleMs, contactMs, longestBusyMs: busy.longestMs }
    } finally {
      await live.close()
    }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
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

/** Saves an entry with `lead` as its short answer, as an editor's program does; gives the time until it is known. */
async function savedUntilKnown(id: EntryId, lead: string, live: LiveKnowledge, busy: { longestMs: number }): Promise<number> {
  const path = resolve(live.known().knowledge.entries.get(id)!.file)
  const head = /^---\n[\s\S]*?\n---\n/.exec(readFileSync(path, 'utf8'))![0]
  writeFileSync(`${path}.neu`, `${head}\n${lead}\n`)
  renameSync(`${path}.neu`, path)
  const saved = performance.now()
  for (let last = saved; live.known().knowledge.entries.get(id)?.lead !== lead; ) {
    await pause()
    busy.longestMs = Math.max(busy.longestMs, performance.now() - last)
    last = performance.now()
    if (last - saved > MAX_WAIT_MS) throw new Error(`the edit of ${path} was not taken`)
  }
  return performance.now() - saved
}

/** The acts are learned beside the answers, for seconds; edits of what an entry says, which teach nothing, are measured without that. */
async function learned(live: LiveKnowledge): Promise<void> {
  const first = live.known().recogniser
  for (const from = performance.now(); live.known().recogniser === first && performance.now() - from < MAX_WAIT_MS; ) await wait(20)
}

function ratiosOf({ firstLoadMs, parsingMs, articleMs, contactMs, longestBusyMs }: ReloadFigures) {
  return {
    parsing: parsingMs / firstLoadMs,
    article: articleMs / firstLoadMs,
    contact: contactMs / firstLoadMs,
    longestBusy: longestBusyMs / firstLoadMs,
  }
}

function report(all: readonly ReloadFigures[]): void {
  console.log('| entries | first load ms | parsing alone | an article saved | a contact saved | longest busy |')
  console.log('|---|---|---|---|---|---|')
  for (const one of all) {
    const { parsing, article, contact, longestBusy } = ratiosOf(one)
    const cell = (ratio: number, ms: number) => `${ratio.toFixed(2)} (${ms.toFixed(0)} ms)`
    console.log(
      `| ${one.entries} | ${one.firstLoadMs.toFixed(0)} | ${cell(parsing, one.parsingMs)} | ${cell(article, one.articleMs)} | ${cell(contact, one.contactMs)} | ${cell(longestBusy, one.longestBusyMs)} |`,
    )
  }
}
