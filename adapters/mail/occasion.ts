/** Why a letter about a request goes to a mailbox: its subject, and the sentence on top of it. Each occasion has a subject of its own, so that a mailbox tells them apart. */
import type { HistoryLine, Request } from '../../bot/requests/request.ts'
import type { Note } from '../office/senders.ts'
import type { StaffText } from '../words/staff-text.ts'

export interface Occasion {
  subject: string
  text: string
  /** What the visitor has added. */
  words?: string | undefined
}

/** What moves a request; the rest of its history is how it was told. */
const MOVES: readonly HistoryLine['what'][] = ['created', 'claim', 'release', 'pass', 'answer', 'reopen', 'return']

/** Of a letter that goes out because the request stands otherwise than its reader was told. `isTheirs`: they have it. */
export function movedOccasion({ number, details }: Request, place: string, isTheirs: boolean, text: StaffText): Occasion {
  const line = details.history.findLast(({ what }) => MOVES.includes(what))
  const by = line?.by ?? text('somebody')
  if (isTheirs) {
    // A colleague may have answered since.
    const hasAnswered = line?.what === 'answer' && line.by === details.claimedBy?.name
    return { subject: text('mail.subject.yours', { number }), text: text(hasAnswered ? 'mail.intro.answered' : 'mail.intro.yours') }
  }
  const again = text('mail.subject.again', { number })
  switch (line?.what) {
    case 'release':
      return { subject: again, text: text('mail.intro.released', { by }) }
    case 'return':
      return { subject: again, text: text('thread.return') }
    case 'reopen':
      if (line.by) return { subject: again, text: text('mail.intro.reopened', { by }) }
      return { subject: again, text: text('mail.added'), words: lastWords(details) }
    case 'pass':
      return { subject: text('mail.subject', { number, place }), text: text('mail.intro.passed', { by, place }) }
    default:
      return { subject: text('mail.subject', { number, place }), text: text('mail.intro', { place }) }
  }
}

/** Of a letter that says something about a request that stands as it did. */
export function notedOccasion({ number, details }: Request, place: string, note: Note, text: StaffText): Occasion {
  switch (note) {
    case 'add':
      return { subject: text('mail.subject.added', { number }), text: text('mail.added'), words: lastWords(details) }
    case 'unheard':
    case 'unseen':
      return { subject: text(`mail.subject.${note}`, { number }), text: text(`thread.${note}`) }
    default:
      return { subject: text('mail.subject.reminder', { number, place }), text: text(`thread.${note}`) }
  }
}

/** The word of the visitor that opened a closed request again: it stands in the letter that says so. */
export function isReopenedByWord({ history }: Request['details']): boolean {
  const at = history.findLastIndex(({ what }) => what === 'add')
  const before = history[at - 1]
  return before?.what === 'reopen' && !before.by
}

function lastWords({ history }: Request['details']): string | undefined {
  return history.findLast(({ what }) => what === 'add')?.text
}
