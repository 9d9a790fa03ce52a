/** The sentences a guided dialog says between its questions; they stand in `knowledge/messages.de.md`, where editors may change them. */
import type { Knowledge } from '../knowledge/knowledge.ts'

export type SentenceId =
  | 'guide.understood'
  | 'guide.changed'
  | 'guide.kept'
  | 'guide.dropped'
  | 'guide.edited'
  | 'guide.which'
  | 'guide.noted'
  | 'guide.old-button'
  | 'guide.change-what'
  | 'guide.first'
  | 'guide.before'
  | 'guide.why.none'

/** Nothing is said for a sentence that is missing; `npm run check` names it. */
export function sentence({ messages }: Knowledge, id: SentenceId, values: { list?: string; label?: string } = {}): string {
  return (messages.de[id] ?? '').replace(/\{(list|label)\}/g, (whole, name: 'list' | 'label') => values[name] ?? whole)
}
