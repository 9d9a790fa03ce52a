/** The card of a Praxisbeispiel: who did what, when, for how much, with which result. What its source does not say is said to be unknown. */

import type { ExampleArticle } from '../knowledge/examples.ts'
import { pathOf } from '../knowledge/references.ts'
import type { EntryId } from '../knowledge/schema.ts'
import { isOpen } from '../knowledge/validity.ts'
import { message, type PlainMessageId } from '../messages.ts'
import type { Card } from '../reply.ts'
import type { AnswerContext } from './common.ts'

type FactId = Extract<PlainMessageId, `fact.${string}`>

/** In the order in which people ask. `ask` is left to whoever shows it: it is an entry and not a text. */
export function exampleFacts({ example }: ExampleArticle, { knowledge, lang }: Pick<AnswerContext, 'knowledge' | 'lang'>): Card['facts'] {
  const texts = knowledge.messages
  const unknown = message(texts, lang, 'value.not-told')
  const rows: [FactId, string][] = [
    ['fact.who', example.who],
    ['fact.year', example.when],
    ['fact.did', example.did],
    ['fact.cost', example.cost ?? unknown],
    ['fact.result', example.result ?? unknown],
  ]
  return rows.map(([id, value]) => ({ label: message(texts, lang, id), value }))
}

/** Whom to ask about it, as long as they are there. */
export function whomToAsk({ example }: ExampleArticle, context: AnswerContext) {
  const contact = context.knowledge.entries.get(example.ask as EntryId)
  return contact?.kind === 'contacts' && isOpen(contact, context) ? contact : undefined
}

export function exampleCard(entry: ExampleArticle, context: AnswerContext): Card {
  const { knowledge, lang } = context
  const contact = whomToAsk(entry, context)
  const facts = exampleFacts(entry, context)
  if (contact) facts.push({ label: message(knowledge.messages, lang, 'fact.ask'), value: contact.title })
  return {
    id: entry.id,
    kind: 'articles',
    title: entry.title,
    facts,
    targets: [
      ...(contact ? [{ kind: 'page' as const, title: contact.title, href: pathOf(contact.id) }] : []),
      { kind: 'page', title: message(knowledge.messages, lang, 'target.page'), href: pathOf(entry.id) },
    ],
  }
}
