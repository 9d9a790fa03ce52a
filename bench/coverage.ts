/**
 * `npm run bench -- coverage`: a year of real questions (`test/talks/coverage.md`) against the content: is there an entry for each, and is it
 * the one that answers?
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readArguments, refuse } from '../adapters/cli/arguments.ts'
import { knowledgeFolders } from '../adapters/cli/folders.ts'
import { askJudged, JUDGEMENTS, type Judgement, readJudged, writeJudged } from '../adapters/cli/judged.ts'
import { decisionsOf } from '../adapters/cli/whole-talk.ts'
import { knownOf } from '../adapters/known-of.ts'
import { loadKnowledge } from '../adapters/load-knowledge.ts'
import type { Known } from '../bot/ports.ts'
import { shareOf, writeMeasured } from './measures.ts'
import { judge } from './talk-judge.ts'

const USAGE = 'npm run bench -- coverage [--file DATEI.md] [--knowledge ORDNER] [--missing] [--judged] [--ask] [--write]'
const SHIPPED_COVERAGE = 'test/talks/coverage.md'
const JUDGED = 'region/coverage.md'

export interface CoverageQuestion {
  section: string
  question: string
  /** Ids of which one should answer; empty where nobody here can. */
  expected: readonly string[]
}

/** `## section`, then `1. Question → \`id\`, \`id\`` or `→ **keiner**`. */
export function readCoverage(markdown: string): CoverageQuestion[] {
  let section = ''
  return markdown.split('\n').flatMap((line): CoverageQuestion[] => {
    const heading = /^## (.+)$/.exec(line)
    if (heading) section = heading[1]!
    const [, question, ids] = /^\d+\. (.+) → (.+)$/.exec(line) ?? []
    if (question === undefined || ids === undefined) return []
    return [{ section, question, expected: [...ids.matchAll(/`([^`]+)`/g)].map(([, id]) => id!) }]
  })
}

export interface Covered extends CoverageQuestion {
  /** One of the ids is an entry; true where none is expected. */
  written: boolean
  /** Answered from one of them, or refused where none is expected. */
  right: boolean
  /** Asked back with one of them among the choices. */
  offered: boolean
}

const ASKED_AT = '2026-11-26T10:00:00+01:00'

export function coverageOf(questions: readonly CoverageQuestion[], known: Known): Covered[] {
  const usual = { lang: 'de', now: new Date(ASKED_AT) } as const
  const entries = known.knowledge.entries as ReadonlyMap<string, unknown>
  return questions.map((asked) => {
    const { question, expected } = asked
    const [decided] = decisionsOf({ id: question, turns: [question] }, known, usual)
    const wanted = expected.length > 0 ? { entry: [...expected] } : { decision: ['none' as const] }
    const clarified = judge({ ...wanted, decision: ['clarify'] }, decided!)
    return {
      ...asked,
      written: expected.length === 0 || expected.some((id) => entries.has(id)),
      right: judge(wanted, decided!).right,
      offered: expected.length > 0 && clarified.right,
    }
  })
}

export async function benchCoverage(args: string[]): Promise<void> {
  const { values } = readArguments(
    {
      args,
      options: {
        file: { type: 'string', default: SHIPPED_COVERAGE },
        knowledge: { type: 'string', multiple: true },
        missing: { type: 'boolean' },
        judged: { type: 'boolean' },
        ask: { type: 'boolean' },
        write: { type: 'boolean' },
      },
    },
    USAGE,
  )
  const { knowledge } = loadKnowledge(knowledgeFolders(values.knowledge))
  const known = knownOf(knowledge)
  benchJudged(known, values)
  if (values.judged || values.ask || values.write) return
  if (!existsSync(values.file)) refuse(`Die Datei ${values.file} gibt es nicht.`)
  const covered = coverageOf(readCoverage(readFileSync(values.file, 'utf8')), known)
  console.log('| questions about | of | an entry exists | right at once % [95 % interval] | among the choices |\n|---|---|---|---|---|')
  for (const [section, rows] of [...Map.groupBy(covered, (row) => row.section), ['all', covered] as const]) {
    const count = (part: 'written' | 'right' | 'offered') => rows.filter((row) => row[part]).length
    const share = writeMeasured(shareOf(count('right'), rows.length))
    console.log(`| ${section} | ${rows.length} | ${count('written')} | ${share} | ${count('offered')} |`)
  }
  if (values.missing) for (const { question, written } of covered) if (!written) console.log(question)
}

/**
 * What people judged (`region/coverage.md`), by section. `ask` prints the answers that wait for a judgement; `write` puts today's answers
 * into the file and takes out the judgements that were for others.
 */
function benchJudged(known: Known, { ask, write }: { ask?: boolean | undefined; write?: boolean | undefined }): void {
  const markdown = readFileSync(JUDGED, 'utf8')
  const answers = askJudged(readJudged(markdown), known, new Date(ASKED_AT))
  const kinds = Object.keys(JUDGEMENTS) as Judgement[]
  console.log(`| ${['questions', 'of', ...Object.values(JUDGEMENTS), 'to be judged', 'useful %'].join(' | ')} |`)
  console.log(`|${'---|'.repeat(kinds.length + 4)}`)
  for (const [section, rows] of [...Map.groupBy(answers, (row) => row.section), ['all', answers] as const]) {
    const counts = kinds.map((kind) => rows.filter(({ holds }) => holds === kind).length)
    const open = rows.filter(({ holds }) => holds === undefined).length
    // A right refusal and a question back that helps are what a good desk does, too.
    const good = rows.filter(({ holds }) => holds && GOOD.includes(holds)).length
    console.log(`| ${[section, rows.length, ...counts, open, writeMeasured(shareOf(good, rows.length))].join(' | ')} |`)
  }
  if (ask) for (const row of answers) if (!row.holds) console.log(`\n### ${row.question}\n${row.now}\n${row.text}`)
  if (write) writeFileSync(JUDGED, writeJudged(markdown, answers))
}

const GOOD: readonly Judgement[] = ['nützlich', 'gut zurückgefragt', 'richtig abgelehnt']
