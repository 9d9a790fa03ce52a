/** "Gibt es Betriebe, die das schon gemacht haben?" about a subject: who has, or an honest no with what there is for other subjects. */
import { type AnswerContext, button, cite, nextEntries, suggest } from '../answers/common.ts'
import { exampleCard } from '../answers/example.ts'
import { examplesOf, openExamples } from '../knowledge/examples.ts'
import { pathOf } from '../knowledge/references.ts'
import type { Entry } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import { type Reply, say } from '../reply.ts'

/** Cards of one reply; the list page has them all. */
const MAX_CARDS = 3

/** `told` is false where none is of this subject; undefined where there is no example at all. */
export function sayExamples(subject: Entry, context: AnswerContext): { reply: Reply; told: boolean } | undefined {
  const { knowledge, lang } = context
  const own = examplesOf(subject, knowledge, context, lang).slice(0, MAX_CARDS)
  const shown = own.length > 0 ? own : openExamples(knowledge, context, lang).slice(0, MAX_CARDS)
  if (shown.length === 0) return undefined
  const told = own.length > 0
  const lead = message(knowledge.messages, lang, told ? 'subject.examples' : 'subject.examples.none', { title: subject.title })
  const list = shown.map(({ id, title, example }) => `- [${title}](${pathOf(id)}): ${example.when}`).join('\n')
  const step = nextEntries(subject, context).find(({ kind }) => kind !== 'articles')
  return {
    told,
    reply: {
      ...say(lang, told ? lead : `${lead}\n\n${list}`),
      cards: told ? own.map((entry) => exampleCard(entry, context)) : [],
      citations: shown.map((entry) => cite(entry, context)),
      suggestions: [
        // A large button between the sentence and its cards would come between them.
        ...(step ? [{ ...suggest(step, context), ...(!told && { kind: 'next' as const }) }] : []),
        button('label.person', message(knowledge.messages, lang, 'label.person')),
      ],
    },
  }
}
