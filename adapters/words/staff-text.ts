/** The fixed sentences that staff read. */
import { derivedFrom } from '../../bot/knowledge/derived.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { fillSentence, listWords, type SentenceValues, sentenceText } from '../../bot/sentences.ts'
import type { STAFF } from './staff-book.ts'

export type StaffTextId = keyof typeof STAFF
export type StaffText = <Id extends StaffTextId>(id: Id, ...values: SentenceValues<typeof STAFF, Id>) => string

/** Everybody in a channel sees the same card, so it speaks one language. */
export const staffText = derivedFrom(
  ({ staff }: Pick<Knowledge, 'staff'>): StaffText =>
    (id, ...[values]) =>
      fillSentence(sentenceText(staff, 'de', id), values),
)

/** A `words.` list, lower case, of both languages. */
export function staffWords({ staff }: Pick<Knowledge, 'staff'>, id: StaffTextId & `words.${string}`): string[] {
  return listWords(staff, id)
}
