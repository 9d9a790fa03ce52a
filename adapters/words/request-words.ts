/** How a request is told to staff: its state, its history, the moment of something, why nothing was done. */

import { clockIn, dayIn, writeDay } from '../../bot/knowledge/day.ts'
import type { WrongDate } from '../../bot/requests/proposed-dates.ts'
import { BROUGHT, type Change, type Details, type HistoryLine, OUTCOMES, type Outcome, type Request } from '../../bot/requests/request.ts'
import type { StaffText } from './staff-text.ts'

/** "übernommen von Erika", "abgeschlossen (Geholfen)". */
export function stateText(
  { state, details }: Pick<Request, 'state'> & { details: Pick<Details, 'claimedBy' | 'outcome' | 'reminded'> },
  text: StaffText,
): string {
  if (state === 'claimed' && details.claimedBy) return text('state.claimed.by', { who: details.claimedBy.name })
  if (state === 'closed' && details.outcome) return text('state.closed.outcome', { outcome: text(`outcome.${details.outcome}`) })
  if (state === 'open' && details.reminded > 0) return text('state.reminded')
  return text(`state.${state}`)
}

type Problem = Extract<Change, { ok: false }>['problem'] | 'unknown' | 'changed'

/** Why nothing was done; `request` as it is now. */
export function problemText(problem: Problem, text: StaffText, request?: Request): string {
  if (problem === 'taken' || problem === 'not-yours')
    return text(`problem.${problem}`, { who: request?.details.claimedBy?.name ?? text('problem.somebody') })
  return text(`problem.${problem}`)
}

/** Which of the proposed dates is wrong, and how. */
export function wrongDateText({ number, wrong }: WrongDate, text: StaffText): string {
  return text(`card.propose.${wrong}`, { number })
}

/** "23.11.2026, 10:30 Uhr". */
export function writeMoment(at: string | Date, text: StaffText): string {
  const instant = new Date(at)
  return text('moment', { day: writeDay(dayIn(instant)), clock: clockIn(instant) })
}

/** One line of the history; undefined for what the card shows elsewhere. `channelName`: label of a channel. */
export function historyText(line: HistoryLine, say: StaffText, channelName: (id: string) => string): string | undefined {
  const { what, by = '', text = '' } = line
  switch (what) {
    case 'created':
      return undefined
    case 'claim':
    case 'release':
      return say(`history.${what}`, { by })
    case 'pass':
      return say('history.pass', { by, place: channelName(text) })
    case 'note':
      return say('history.note', { by, text })
    case 'answer': {
      const dates = line.dates?.map((date) => say('moment', { day: writeDay(date.slice(0, 10)), clock: date.slice(11) })).join('; ')
      if (!dates) return say('history.answer', { by, text })
      return text ? say('history.answer.dates', { by, text, dates }) : say('history.dates', { by, dates })
    }
    case 'add':
      return say('history.add', { text })
    case 'close':
      return say('history.close', { by, outcome: isOutcome(text) ? say(`outcome.${text}`) : text })
    case 'reopen':
      return by ? say('history.reopen.by', { by }) : say('history.reopen')
    case 'deliver':
      return say(`history.deliver.${BROUGHT.find((how) => how === text) ?? 'none'}`)
    case 'return':
      return say('history.return', { who: text || say('problem.somebody') })
    case 'remind':
    case 'withdraw':
    case 'chase':
    case 'seen':
      return say(`history.${what}`)
    case 'escalate':
      return text ? say('history.escalate', { place: channelName(text) }) : say('history.escalate.again')
  }
}

function isOutcome(text: string): text is Outcome {
  return (OUTCOMES as readonly string[]).includes(text)
}
