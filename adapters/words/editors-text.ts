/** The fixed sentences of the editors' pages. */
import { derivedFrom } from '../../bot/knowledge/derived.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { fillSentence, type SentenceValues, sentenceText } from '../../bot/sentences.ts'
import type { EDITORS } from './editors-book.ts'

export type EditorsTextId = keyof typeof EDITORS
export type EditorsText = <Id extends EditorsTextId>(id: Id, ...values: SentenceValues<typeof EDITORS, Id>) => string

/** Text, never markup. */
export const editorsText = derivedFrom(
  ({ editors }: Pick<Knowledge, 'editors'>): EditorsText =>
    (id, ...[values]) =>
      fillSentence(sentenceText(editors, 'de', id), values),
)
