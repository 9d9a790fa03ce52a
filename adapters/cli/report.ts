/** `npm run -s report -- --from 2026-10-01 --to 2026-12-31 --format html|csv|json`: what the network achieves, in counts that name nobody. */
import { impactReport, monthsBetween } from '../../bot/impact/impact-report.ts'
import { isDay } from '../../bot/knowledge/day.ts'
import { settingsOrExit } from '../environment.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { readArguments, refuse } from './arguments.ts'
import { namedReport, reportAsCsv, reportAsHtml } from './report-formats.ts'
import { sourcesFor } from './report-sources.ts'
import { today } from './today.ts'

const USAGE = 'npm run -s report -- --from 2026-10-01 --to 2026-12-31 [--format html|csv|json]'
const { values } = readArguments(
  { options: { from: { type: 'string' }, to: { type: 'string' }, format: { type: 'string', default: 'html' }, now: { type: 'string' } } },
  USAGE,
)
const { from = '', to = '', format } = values
if (!isDay(from) || !isDay(to) || from > to || !['html', 'csv', 'json'].includes(format)) refuse(USAGE)
const day = today(values.now)
const months = monthsBetween(from, to, day)
if (months.length === 0)
  refuse(
    'In dieser Zeit ist noch kein Monat zu Ende. Gezählt werden ganze Monate, wenn sie vorbei sind, damit kein Unterschied zweier Berichte Einzelne verrät.',
  )

const settings = settingsOrExit()
const { knowledge } = loadKnowledge(settings.KNOWLEDGE_DIR)
const report = namedReport(impactReport(months, await sourcesFor(months, settings, knowledge.routing)), knowledge)
if (format === 'json') console.log(JSON.stringify(report, null, 2))
else
  process.stdout.write(
    format === 'csv' ? reportAsCsv(report) : reportAsHtml(report, knowledge.area.operator?.name ?? knowledge.area.name.de),
  )
