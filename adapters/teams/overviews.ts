/** The overviews as Markdown that Teams draws: short, the most important first, what can be done about it beside it. */

import type { EntryDue } from '../../bot/impact/entries-due.ts'
import type { Gap } from '../../bot/impact/unanswered.ts'
import { writeDay } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { ENDING_DAYS, type Insights } from '../office/insights.ts'
import type { Channels } from './channels.ts'
import type { OpenCard } from './open-cards.ts'
import { writeMoment } from './staff-words.ts'

const MAX_LINES = 10

export function requestsText(requests: readonly OpenCard[]): string {
  if (requests.length === 0) return 'Es ist keine Anfrage offen.'
  const line = ({ number, place, state, since, link }: OpenCard) =>
    `- **Anfrage ${number}** bei ${place}, ${state}, seit ${writeMoment(since)}${link ? ` · [Zur Karte](${link})` : ''}`
  return list(`**${count(requests.length, 'offene Anfrage', 'offene Anfragen')}**`, requests.map(line))
}

export function statisticsText({ days, totals, before, topics }: Pick<Insights, 'days' | 'totals' | 'before' | 'topics'>): string {
  if (totals.questions === 0) return `In den letzten ${days} Tagen hat niemand etwas gefragt.`
  const share = (part: number) => `${part} (${Math.round((100 * part) / totals.questions)} %)`
  return [
    `**Letzte ${days} Tage:** ${count(totals.questions, 'Frage', 'Fragen')}, davor ${before.questions}.`,
    `- beantwortet: ${share(totals.answered)}\n- nachgefragt: ${share(totals.clarified)}\n- nicht beantwortet: ${share(totals.unanswered)}`,
    ...(topics.length > 0
      ? [
          list(
            '**Themen**',
            topics.map(({ label, now, before: earlier }) => `- ${label}: ${now} (davor ${earlier})`),
          ),
        ]
      : []),
  ].join('\n\n')
}

export function unansweredText({ days, gaps }: Pick<Insights, 'days' | 'gaps'>): string {
  if (gaps.length === 0) return `In den letzten ${days} Tagen blieb keine Frage ohne Antwort.`
  const line = ({ title, count: times, wordings }: Gap) =>
    `- ${literal(title)}: ${count(times, 'mal', 'mal')}${wordings.length > 1 ? `, ${wordings.length} Schreibweisen` : ''}`
  return list(`**Ohne Antwort in den letzten ${days} Tagen**`, gaps.map(line))
}

export function endingText({ ending, overdue }: Pick<Insights, 'ending' | 'overdue'>): string {
  const parts: string[] = []
  if (ending.length > 0) parts.push(list(`**Endet in den nächsten ${ENDING_DAYS} Tagen**`, ending.map(dueLine)))
  if (overdue.length > 0) parts.push(list('**Prüfung überfällig**', overdue.map(dueLine)))
  return parts.length > 0 ? parts.join('\n\n') : `In den nächsten ${ENDING_DAYS} Tagen läuft nichts ab, und keine Prüfung ist überfällig.`
}

function dueLine({ title, file, why, day }: EntryDue): string {
  const when =
    day === undefined
      ? 'nie geprüft'
      : why === 'ends'
        ? `bis ${writeDay(day)}`
        : why === 'last-date'
          ? `letzter Termin ${writeDay(day)}`
          : `fällig seit ${writeDay(day)}`
  return `- ${title}, ${when} (${file})`
}

export function channelsText({ routing }: Knowledge, channels: Channels): string {
  if (routing.channels.length === 0) return 'In routing.md stehen keine Kanäle; Anfragen werden nicht angenommen.'
  const connected = channels.connected()
  const lines = routing.channels.map(
    ({ id, label }) =>
      `- ${label} (${id}): ${connected.includes(id) ? `verbunden${channels.get(id)?.name ? ` mit „${channels.get(id)?.name}“` : ''}` : 'nicht verbunden'}`,
  )
  return list('**Kanäle**', lines)
}

function list(head: string, lines: readonly string[]): string {
  const more = lines.length - MAX_LINES
  return [head, '', ...lines.slice(0, MAX_LINES), ...(more > 0 ? [`- und ${more} weitere`] : [])].join('\n')
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}

/** What visitors typed is shown as they typed it, not as Markdown. */
export function literal(text: string): string {
  return text.replace(/[\\`*_[\]()<>#|~]/g, (sign) => `\\${sign}`)
}
