/** What was said to the bot and not asked of it: commands, labels of buttons, "weiß nicht". A list of unanswered questions is longer with it, and says less. */
import { isUnknown } from '../guides/reading/unknown.ts'
import { plainWords } from '../interruption.ts'
import { derivedFrom } from '../knowledge/derived.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { listWords } from '../sentences.ts'

/** Ids of sentences that are lists of words, or a button. */
const SAID = /^(?:words|label)\./

/** Nobody means anything by them. */
const TRIED = /^(?:test\w{0,4}|hallo+|hello|bla(?: bla)*|asdf\w*|qwert\w*|hm+|aha)$/

const bareWords = derivedFrom(({ messages, staff }: Pick<Knowledge, 'messages' | 'staff'>): Set<string> => {
  const said = [messages, staff].flatMap((texts) =>
    [...new Set(Object.values(texts).flatMap((book) => Object.keys(book)))]
      .filter((id) => SAID.test(id))
      .flatMap((id) => listWords(texts, id)),
  )
  return new Set(said.map(plainWords).filter((words) => words !== ''))
})

/** Whether a text asks for something that an entry could answer. */
export function asksSomething(text: string, knowledge: Pick<Knowledge, 'messages' | 'staff'>): boolean {
  const words = plainWords(text)
  return !isUnknown(text) && !TRIED.test(words) && !bareWords(knowledge).has(words)
}
