/** What staff read of requests: states, outcomes, problems, moments; German, because the chambers' staff is. */

import { clockIn, dayIn, writeDay } from '../../bot/knowledge/day.ts'
import type { Change, Details, HistoryLine, Outcome, Request, RequestState } from '../../bot/requests/request.ts'

export const OUTCOME_LABELS: Record<Outcome, string> = {
  geholfen: 'Geholfen',
  termin: 'Termin vereinbart',
  'nicht-erreicht': 'Nicht erreicht',
  'nicht-zustaendig': 'Nicht zuständig',
}

const STATE_LABELS: Record<RequestState, string> = {
  open: 'offen',
  claimed: 'übernommen',
  closed: 'abgeschlossen',
  withdrawn: 'gelöscht',
}

/** "übernommen von Erika", "abgeschlossen: Geholfen". */
export function stateText({
  state,
  details,
}: Pick<Request, 'state'> & { details: Pick<Details, 'claimedBy' | 'outcome' | 'reminded'> }): string {
  if (state === 'claimed' && details.claimedBy) return `übernommen von ${details.claimedBy.name}`
  if (state === 'closed' && details.outcome) return `abgeschlossen: ${OUTCOME_LABELS[details.outcome]}`
  if (state === 'open' && details.reminded > 0) return 'offen, noch nicht übernommen'
  return STATE_LABELS[state]
}

type Problem = Extract<Change, { ok: false }>['problem'] | 'unknown' | 'changed'

/** Why nothing was done; `request` as it is now. */
export function problemText(problem: Problem, request?: Request): string {
  switch (problem) {
    case 'taken':
      return `${request?.details.claimedBy?.name ?? 'Jemand anderes'} war schneller und hat die Anfrage schon übernommen.`
    case 'not-claimed':
      return 'Die Anfrage ist nicht übernommen.'
    case 'closed':
      return 'Die Anfrage ist schon abgeschlossen.'
    case 'not-closed':
      return 'Die Anfrage ist nicht abgeschlossen.'
    case 'withdrawn':
      return 'Die Anfrage wurde zurückgezogen, ihre Angaben sind gelöscht.'
    case 'same-channel':
      return 'Die Anfrage liegt schon in diesem Kanal.'
    case 'empty':
      return 'Bitte geben Sie einen Text ein.'
    case 'changed':
      return 'Die Anfrage hat sich inzwischen geändert. Das ist der neue Stand; bitte noch einmal.'
    case 'unknown':
      return 'Diese Anfrage gibt es nicht mehr.'
  }
}

/** "23.11.2026, 10:30 Uhr". */
export function writeMoment(at: string | Date): string {
  const instant = new Date(at)
  return `${writeDay(dayIn(instant))}, ${clockIn(instant)} Uhr`
}

/** One line of the history; undefined for what the card shows elsewhere. `channelName`: label of a channel. */
export function historyText({ what, by, text }: HistoryLine, channelName: (id: string) => string): string | undefined {
  switch (what) {
    case 'created':
      return undefined
    case 'claim':
      return `${by} hat übernommen`
    case 'release':
      return `${by} hat zurückgegeben`
    case 'pass':
      return `${by} hat weitergegeben an ${channelName(text ?? '')}`
    case 'note':
      return `Notiz von ${by}: ${text}`
    case 'answer':
      return `${by} hat im Chat geantwortet: ${text}`
    case 'add':
      return `Nachtrag: ${text}`
    case 'close':
      return `${by} hat abgeschlossen: ${OUTCOME_LABELS[text as Outcome] ?? text}`
    case 'reopen':
      return by ? `${by} hat wieder geöffnet` : 'Wieder offen'
    case 'remind':
      return 'Erinnerung gesendet'
    case 'escalate':
      return text ? `Gemeldet an ${channelName(text)}` : 'Zweite Erinnerung gesendet'
    case 'withdraw':
      return 'Zurückgezogen'
  }
}
