/** The week as a letter: four figures beside those of the week before, three things to do, what is open, what was asked in vain. */
import type { Figure } from '../../bot/impact/week.ts'
import { type Day, writeDay } from '../../bot/knowledge/day.ts'
import type { Insights } from '../office/insights.ts'
import { stateText, writeMoment } from '../words/request-words.ts'
import type { StaffText } from '../words/staff-text.ts'
import { toDoText } from '../words/to-do.ts'
import type { Block, Letter } from './letter.ts'
import { withoutMarks } from './request-letters.ts'

/** Of each list; the rest is counted. */
const MAX_LINES = 8

export function digestLetter(insights: Insights, today: Day, say: StaffText): Letter {
  const { figures, toDo, requests, gaps, ratings, days, ending, overdue } = insights
  const figure = (label: string, { now, before }: Figure) => `${label}: ${now} (${say('tab.before', { count: before })})`
  const list = (heading: string, lines: readonly string[]): Block[] => {
    const more = lines.length - MAX_LINES
    const shown = [...lines.slice(0, MAX_LINES), ...(more > 0 ? [say('list.more', { count: more })] : [])]
    return lines.length === 0
      ? []
      : [
          { kind: 'heading', text: heading },
          { kind: 'text', text: shown.join('\n') },
        ]
  }
  const open = requests.length === 1 ? say('requests.one') : say('requests.many', { count: requests.length })
  return {
    subject: say('digest.title', { day: writeDay(today) }),
    blocks: [
      {
        kind: 'text',
        text: [
          figure(say('tab.questions'), figures.asked),
          figure(say('tab.answered'), figures.answered),
          figure(say('tab.handed-over'), figures.handedOver),
          figure(say('tab.helped-in-all'), figures.helped),
        ].join('\n'),
      },
      { kind: 'heading', text: say('tab.to-do') },
      {
        kind: 'text',
        text: toDo.length === 0 ? say('tab.to-do.none') : toDo.map((thing, at) => `${at + 1}. ${toDoText(thing, say)}`).join('\n'),
      },
      ...(requests.length === 0 ? [{ kind: 'text' as const, text: say('requests.none') }] : []),
      ...list(
        open,
        requests.map(({ number, place, since, state, late, details }) =>
          withoutMarks(
            say('requests.line', { number, place, state: stateText({ state, details }, say), moment: writeMoment(since, say) }) +
              (late ? ` (${say('tab.late')})` : ''),
          ),
        ),
      ),
      ...list(
        say('unanswered.title', { days }),
        gaps.map(({ title, count }) => say('unanswered.line', { title, count })),
      ),
      ...list(
        say('ratings.title', { days, yes: ratings.yes, no: ratings.no }),
        ratings.entries.map(({ title, yes, no }) => say('ratings.line', { title, yes, no })),
      ),
      ...list(
        say('tab.checks'),
        [...ending, ...overdue].map(({ title, day }) => (day === undefined ? title : `${title}, ${writeDay(day)}`)),
      ),
    ],
  }
}
