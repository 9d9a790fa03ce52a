/** The overviews as Markdown that Teams draws: short, the most important first, what can be done about it beside it. */

import type { EntryDue } from '../../bot/impact/entries-due.ts'
import type { Gap } from '../../bot/impact/unanswered.ts'
import { writeDay } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { ENDING_DAYS, type Insights } from '../office/insights.ts'
import { writeMoment } from '../words/request-words.ts'
import { type StaffText, staffText } from '../words/staff-text.ts'
import type { Channels } from './channels.ts'
import type { OpenCard } from './open-cards.ts'

const MAX_LINES = 10

/** Those that lie too long first. `head`: instead of how many are open. */
export function requestsText(requests: readonly OpenCard[], text: StaffText, head?: string): string {
  if (requests.length === 0) return text('requests.none')
  const line = ({ number, place, state, since, link, late }: OpenCard) =>
    [
      `- ${text('requests.line', { number, place, state, moment: writeMoment(since, text) })}`,
      ...(late ? [`**${text('tab.late')}**`] : []),
      ...(link ? [`[${text('link.card')}](${link})`] : []),
    ].join(' · ')
  const count = requests.length
  const title = head ?? (count === 1 ? text('requests.one') : text('requests.many', { count }))
  const sorted = [...requests].sort((a, b) => Number(b.late) - Number(a.late))
  return list(`**${title}**`, sorted.map(line), text)
}

export function statisticsText(
  { days, totals, before, topics }: Pick<Insights, 'days' | 'totals' | 'before' | 'topics'>,
  text: StaffText,
): string {
  const count = totals.questions
  if (count === 0) return text('statistics.none', { days })
  const share = (part: number) => `${part} (${Math.round((100 * part) / totals.questions)} %)`
  return [
    count === 1
      ? text('statistics.one', { days, before: before.questions })
      : text('statistics.many', { days, count, before: before.questions }),
    (['answered', 'clarified', 'unanswered'] as const)
      .map((what) => `- ${text(`statistics.${what}`, { share: share(totals[what]) })}`)
      .join('\n'),
    ...(topics.length > 0
      ? [
          list(
            `**${text('statistics.topics')}**`,
            topics.map(({ label, now, before: earlier }) => `- ${text('statistics.topic', { label, count: now, before: earlier })}`),
            text,
          ),
        ]
      : []),
  ].join('\n\n')
}

export function unansweredText({ days, gaps }: Pick<Insights, 'days' | 'gaps'>, text: StaffText): string {
  if (gaps.length === 0) return text('unanswered.none', { days })
  const line = ({ title: asked, count, wordings }: Gap) => {
    const title = literal(asked)
    return `- ${wordings.length > 1 ? text('unanswered.line.wordings', { title, count, wordings: wordings.length }) : text('unanswered.line', { title, count })}`
  }
  return list(`**${text('unanswered.title', { days })}**`, gaps.map(line), text)
}

/** Which answers did not help; empty where nobody said so. */
export function ratingsText({ days, ratings }: Pick<Insights, 'days' | 'ratings'>, text: StaffText): string {
  const { yes, no, entries } = ratings
  if (no === 0) return ''
  const line = ({ title, yes: up, no: down, words }: Insights['ratings']['entries'][number]) =>
    `- ${text('ratings.line', { title: literal(title), yes: up, no: down })}${words[0] ? ` ${text('ratings.words', { words: literal(words[0]) })}` : ''}`
  return list(`**${text('ratings.title', { days, yes, no })}**`, entries.map(line), text)
}

export function endingText({ ending, overdue }: Pick<Insights, 'ending' | 'overdue'>, text: StaffText): string {
  const days = ENDING_DAYS
  const line = (due: EntryDue) => dueLine(due, text)
  const parts: string[] = []
  if (ending.length > 0) parts.push(list(`**${text('ending.title', { days })}**`, ending.map(line), text))
  if (overdue.length > 0) parts.push(list(`**${text('ending.overdue')}**`, overdue.map(line), text))
  return parts.length > 0 ? parts.join('\n\n') : text('ending.none', { days })
}

function dueLine({ title, file, why, day }: EntryDue, text: StaffText): string {
  const when =
    day === undefined
      ? text('ending.never')
      : text(why === 'ends' || why === 'last-date' ? `ending.${why}` : 'ending.due', { day: writeDay(day) })
  return `- ${title}, ${when} (${file})`
}

export function channelsText(knowledge: Knowledge, channels: Channels): string {
  const { routing } = knowledge
  const text = staffText(knowledge)
  if (routing.channels.length === 0) return text('channels.none')
  const connected = channels.connected()
  const standing = (id: string) => {
    if (!connected.includes(id)) return text('channels.not-connected')
    const name = channels.get(id)?.name
    return name ? text('channels.connected.name', { name }) : text('channels.connected')
  }
  const lines = routing.channels.map(({ id, label }) => `- ${label} (${id}): ${standing(id)}`)
  return list(`**${text('channels.title')}**`, lines, text)
}

function list(head: string, lines: readonly string[], text: StaffText): string {
  const more = lines.length - MAX_LINES
  return [head, '', ...lines.slice(0, MAX_LINES), ...(more > 0 ? [`- ${text('list.more', { count: more })}`] : [])].join('\n')
}

/** What visitors typed is shown as they typed it, not as Markdown. */
export function literal(text: string): string {
  return text.replace(/[\\`*_[\]()<>#|~]/g, (sign) => `\\${sign}`)
}
