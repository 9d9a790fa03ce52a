/** `npm run -s figures -- [--from DAY --to DAY] [--publish] [--docs]`: the four figures of the service, found anew. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { impactReport, monthsBetween } from '../../bot/impact/impact-report.ts'
import { judgedFigures, type PublishedFigures, SERVICE_FIGURES, usedFigures } from '../../bot/impact/service-figures.ts'
import { dayIn, isDay } from '../../bot/knowledge/day.ts'
import { settingsOrExit } from '../environment.ts'
import { keepFigures } from '../kept-figures.ts'
import { knownOf } from '../known-of.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { readArguments, refuse } from './arguments.ts'
import { askJudged, countJudged, readJudged } from './judged.ts'
import { sourcesFor } from './report-sources.ts'
import { instant } from './today.ts'

const USAGE = 'npm run -s figures -- [--from 2026-10-01 --to 2026-12-31] [--publish] [--docs]'
const DOCS = fileURLToPath(new URL('../../docs/figures.md', import.meta.url))
const NAMES: Record<(typeof SERVICE_FIGURES)[number], string> = {
  accurate: 'accurate: answers given that are right',
  'in-scope': 'answered in scope: questions of our field that are answered or led on',
  useful: 'useful: ratings of answers that say it helped',
  satisfied: 'satisfied: talks whose last word about it was good',
}

const { values } = readArguments(
  {
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      publish: { type: 'boolean' },
      docs: { type: 'boolean' },
      now: { type: 'string' },
    },
  },
  USAGE,
)
const { from, to } = values
if ((from === undefined) !== (to === undefined) || (from !== undefined && (!isDay(from) || !isDay(to!) || from > to!))) refuse(USAGE)
const now = instant(values.now)
const settings = settingsOrExit()
const { knowledge } = loadKnowledge(settings.KNOWLEDGE_DIR)

const judged = settings.KNOWLEDGE_DIR.map((folder) => join(folder, 'coverage.md')).findLast((file) => existsSync(file))
const fromJudged = judged ? judgedFigures(countJudged(askJudged(readJudged(readFileSync(judged, 'utf8')), knownOf(knowledge), now))) : {}
const months = from === undefined ? [] : monthsBetween(from, to!, dayIn(now))
const { total } = impactReport(
  months,
  months.length === 0 ? { events: [], clicks: [], requests: [] } : await sourcesFor(months, settings, knowledge.routing),
)
const found: PublishedFigures = {
  day: dayIn(now),
  ...(months.length > 0 && { months: { first: months[0]!, last: months.at(-1)! } }),
  figures: { ...fromJudged, ...usedFigures(total) },
}
const table = tableOf(found)
console.log(table)
if (values.publish) keepFigures(settings.DATA_DIR, found)
if (values.docs) {
  const text = readFileSync(DOCS, 'utf8')
  writeFileSync(DOCS, text.replace(/(?<=<!-- figures -->\n\n)[\s\S]*?(?=\n\n<!-- \/figures -->)/, table))
}

function tableOf({ figures }: PublishedFigures): string {
  const rows = SERVICE_FIGURES.map((id) => {
    const share = figures[id]
    return share
      ? `| ${NAMES[id]} | ${share.good} of ${share.of} | ${Math.round((100 * share.good) / share.of)} % |`
      : `| ${NAMES[id]} | nobody knows yet | – |`
  })
  return ['| figure | found | share |', '|---|---|---|', ...rows].join('\n')
}
