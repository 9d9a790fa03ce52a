/** `npm run -s report -- --from 2026-10-01 --to 2026-12-31 --format html|csv|json`: what the network achieves, in counts that name nobody. */
import pino from 'pino'
import { impactReport, monthsBetween, REPORTED_KINDS } from '../../bot/impact/impact-report.ts'
import { addDays, isDay } from '../../bot/knowledge/day.ts'
import { momentOn } from '../../bot/moment.ts'
import { settingsOrExit } from '../environment.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { openStore } from '../storage/open.ts'
import { readArguments, refuse } from './arguments.ts'
import { namedReport, reportAsCsv, reportAsHtml } from './report-formats.ts'
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
const store = await openStore({
  dataDir: settings.DATA_DIR,
  databaseUrl: settings.DATABASE_URL,
  clock: () => new Date(),
  log: pino({ level: 'silent' }),
})
const first = `${months[0]!}-01`
const end = `${addDays(`${months.at(-1)!}-28`, 4).slice(0, 7)}-01`
const events = await store.usage.between(momentOn(first).now, momentOn(end).now, REPORTED_KINDS)
const clicks = await store.clicks.between(first, addDays(end, -1))
const requests = await store.requests.list({})
await store.close()

const report = namedReport(impactReport(months, { events, clicks, requests }), knowledge)
if (format === 'json') console.log(JSON.stringify(report, null, 2))
else
  process.stdout.write(
    format === 'csv' ? reportAsCsv(report) : reportAsHtml(report, knowledge.area.operator?.name ?? knowledge.area.name.de),
  )
