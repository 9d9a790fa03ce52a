/** What is switched: notices, closed doors and withdrawn entries, with what holds now and what will. */
import type { Knowledge, Period } from '../../../bot/knowledge/knowledge.ts'
import { standingAt } from '../../../bot/knowledge/switched.ts'
import type { Moment } from '../../../bot/moment.ts'
import type { EditorsText } from '../../words/editors-text.ts'
import { html, type Part } from '../frame/html.ts'
import { table } from './why-view.ts'

/** Nothing where nothing is switched and nothing will be. */
export function switchSection({ switches, entries }: Knowledge, moment: Moment, text: EditorsText): Part {
  const { notices, doors, withdrawn } = switches
  const timed = [
    ...notices.map((notice) => ({ ...notice, what: text('switches.notice') })),
    ...doors.map((door) => ({ ...door, what: text('switches.door', { door: text(`switches.door.${door.door}`) }) })),
  ].filter((one) => standingAt(one, moment) !== 'past')
  const rows = [
    ...timed.map((one): Part[] => [one.what, one.words.de, when(one, moment, text)]),
    ...withdrawn.map(({ entry, words }): Part[] => [
      html`${text('switches.withdrawn')} ${entries.get(entry)?.title ?? ''}<br><code>${entry}</code>`,
      words.de,
      text('switches.now'),
    ]),
  ]
  if (rows.length === 0) return false
  return html`<section aria-labelledby="schalter"><h2 id="schalter">${text('switches.title')}</h2>
<p>${text('switches.intro')}</p>
${table(text('switches.title'), [text('switches.what'), text('switches.words'), text('switches.when')], rows)}</section>`
}

function when(period: Period, moment: Moment, text: EditorsText): string {
  const { from, until } = period
  if (standingAt(period, moment) === 'later') return text('switches.later', { from: clockWords(from!) })
  return until === undefined ? text('switches.now') : text('switches.until', { until: clockWords(until) })
}

/** `2026-12-24T08:00` → `24.12.2026, 08:00`. */
function clockWords(clock: string): string {
  const [day = '', time = ''] = clock.split('T')
  return `${day.split('-').reverse().join('.')}, ${time}`
}
