/**
 * `npm run -s calendar -- --month 2026-12 --format md|html|ics`: the calendar of a month, for the monthly mail or as a file.
 * Without `--month` it is the coming one. Links lead to PUBLIC_URL.
 */

import { parseArgs } from 'node:util'
import { addDays, dayIn, isDay, sayMonth } from '../../bot/knowledge/day.ts'
import { momentAt } from '../../bot/moment.ts'
import { loadEnvFile } from '../environment.ts'
import { calendarFile, singleDate } from '../feeds/ics.ts'
import { monthDates, monthOf } from '../feeds/month.ts'
import { monthAsHtml, monthAsMarkdown } from '../feeds/month-mail.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { siteText } from '../words/site-words.ts'
import { servedFolders } from './folders.ts'
import { instant } from './today.ts'

const USAGE = 'npm run -s calendar -- [--month 2026-12] [--format md|html|ics] [--now 2026-11-22] [--knowledge ORDNER]'

const { values } = parseArgs({
  options: {
    month: { type: 'string' },
    format: { type: 'string', default: 'md' },
    now: { type: 'string' },
    knowledge: { type: 'string', multiple: true },
  },
})
loadEnvFile()

const now = instant(values.now)
const today = dayIn(now)
const month = values.month ?? addDays(`${today.slice(0, 7)}-01`, 31).slice(0, 7)
if (!isDay(`${month}-01`)) refuse(`--month ${month} ist kein Monat. Schreiben Sie zum Beispiel --month 2026-12.`)
const publicUrl = (process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 3978}`).replace(/\/+$/, '')
if (!URL.canParse(publicUrl)) refuse(`PUBLIC_URL=${publicUrl} ist keine Internetadresse.`)

const { knowledge } = loadKnowledge(servedFolders(values.knowledge))
const view = { knowledge, publicUrl, ...momentAt(now) }

if (values.format === 'md') process.stdout.write(monthAsMarkdown(monthOf(month, view)))
else if (values.format === 'html') process.stdout.write(monthAsHtml(monthOf(month, view)))
else if (values.format === 'ics') {
  const events = monthDates(month, view).map(({ event, occurrence }) => singleDate(event, occurrence.day))
  process.stdout.write(calendarFile(events, siteText(knowledge, 'de', 'calendar.month', { month: sayMonth(month) }), view))
} else refuse(`--format ${values.format} gibt es nicht. Möglich sind md, html und ics.`)

function refuse(problem: string): never {
  console.error(`${problem}\n${USAGE}`)
  process.exit(2)
}
