/**
 * `npm run bench -- coverage`: a year of real questions (`test/talks/coverage.md`) against the content: is there an entry for each, and is it
 * the one that answers?
 */
import { existsSync, readFileSync } from 'node:fs'
import { readArguments, refuse } from '../adapters/cli/arguments.ts'
import { knowledgeFolders } from '../adapters/cli/folders.ts'
import { decisionsOf } from '../adapters/cli/whole-talk.ts'
import { loadKnowledge } from '../adapters/load-knowledge.ts'
import type { Known } from '../bot/ports.ts'
import { buildSearcher } from '../bot/search/search.ts'
import { shareOf, writeMeasured } from './measures.ts'
import { judge } from './talk-judge.ts'

const USAGE = 'npm run bench -- coverage [--file DATEI.md] [--knowledge ORDNER] [--missing]'
const SHIPPED_COVERAGE = 'test/talks/coverage.md'

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
      },
    },
    USAGE,
  )
  if (!existsSync(values.file)) refuse(`Die Datei ${values.file} gibt es nicht.`)
  const { knowledge } = loadKnowledge(knowledgeFolders(values.knowledge))
  const covered = coverageOf(readCoverage(readFileSync(values.file, 'utf8')), { knowledge, searcher: buildSearcher(knowledge) })
  console.log('| questions about | of | an entry exists | right at once % [95 % interval] | among the choices |\n|---|---|---|---|---|')
  for (const [section, rows] of [...Map.groupBy(covered, (row) => row.section), ['all', covered] as const]) {
    const count = (part: 'written' | 'right' | 'offered') => rows.filter((row) => row[part]).length
    const share = writeMeasured(shareOf(count('right'), rows.length))
    console.log(`| ${section} | ${rows.length} | ${count('written')} | ${share} | ${count('offered')} |`)
  }
  if (values.missing) for (const { question, written } of covered) if (!written) console.log(question)
}
