/** Whether a question is one that editors wrote down as asked about an entry, word for word or nearly. */
import type { EntryId } from '../knowledge/schema.ts'
import { nearKnown, type Searcher, type Within } from '../search/search.ts'

/** Of how near a question comes to one that was written down: no more than its signs differ. */
const SAME_WORDS = 0.95

/** Whether the nearest of them is the same; false where nobody wrote any down. */
export function isKnownFollowUp(within: Within | undefined): boolean {
  return (within?.asked?.near ?? 0) >= SAME_WORDS
}

/** Whether it is nearly one of them: what it is put to is known, not only that it goes on. */
export function isNearlyKnown(asked: Within['asked']): boolean {
  return asked !== undefined && asked.near >= NEARLY
}
const NEARLY = 0.75

/** Whether it is asked much like one of them, so that what it does or asks for in other words counts less. */
export function isLikeKnown(within: Within | undefined): boolean {
  return (within?.asked?.near ?? 0) >= LIKE
}
const LIKE = 0.5

/** Much the same words, looked up. */
export function isKnownToFollow(searcher: Searcher, utterance: string, subject: EntryId): boolean {
  return nearKnown(searcher, utterance, subject) >= LIKE
}
