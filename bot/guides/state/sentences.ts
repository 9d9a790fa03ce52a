/** The fixed sentences of guided dialogs, in the language of the talk; they stand in `knowledge/messages.*.md`. */
import { type MessageId, type MessageValues, message } from '../../messages.ts'
import type { Ground } from './ground.ts'

/** Nothing is said for a sentence that is missing; `npm run check` names it. */
export function sentence<Id extends MessageId>({ knowledge, lang = 'de' }: Ground, id: Id, ...values: MessageValues<Id>): string {
  return message(knowledge.messages, lang, id, ...values)
}
