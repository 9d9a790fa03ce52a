/** A programme's answer: its first paragraph and a card with the fields of the Förderdatenbank. */
import { type Lang, writeDay } from '../knowledge/day.ts'
import { pathOf } from '../knowledge/references.ts'
import type { Funding } from '../knowledge/schema.ts'
import { statusOn } from '../knowledge/validity.ts'
import { message } from '../messages.ts'
import type { Card, Reply, ReplyTarget } from '../reply.ts'
import { type AnswerContext, assemble, markEnded, quoted } from './common.ts'

export function answerFunding(entry: Funding, context: AnswerContext, passageId?: string): Reply {
  const { text, anchor } = quoted(entry, entry.lead, context, passageId)
  return assemble(entry, context, { text: markEnded(text, context), cards: [fundingCard(entry, context)], anchor })
}

export function fundingCard(entry: Funding, context: AnswerContext): Card {
  const { knowledge, lang, today } = context
  const label = (
    id:
      | 'fact.provider'
      | 'fact.type'
      | 'fact.territory'
      | 'fact.rate'
      | 'fact.amount'
      | 'fact.loan'
      | 'fact.before'
      | 'fact.state'
      | 'fact.until'
      | 'fact.for',
  ) => message(knowledge.messages, lang, id)
  const facts: Card['facts'] = [
    {
      label: label('fact.state'),
      value: entry.valid.until && entry.valid.until < today ? `${entry.state} (${writeDay(entry.valid.until, lang)})` : entry.state,
    },
    { label: label('fact.type'), value: entry.type.join(', ') },
    { label: label('fact.provider'), value: entry.provider },
    { label: label('fact.territory'), value: entry.territory },
    { label: label('fact.for'), value: entry.eligible.who },
  ]
  if (entry.rate) facts.push({ label: label('fact.rate'), value: entry.rate })
  const amount = amountText(entry, lang, knowledge.messages)
  if (amount) facts.push({ label: label('fact.amount'), value: amount })
  const term = loanText(entry, lang, knowledge.messages)
  if (term) facts.push({ label: label('fact.loan'), value: term })
  if (entry.applyBeforeStart) facts.push({ label: label('fact.before'), value: message(knowledge.messages, lang, 'value.before') })
  if (entry.valid.until && entry.valid.until >= today) facts.push({ label: label('fact.until'), value: writeDay(entry.valid.until, lang) })
  const targets: ReplyTarget[] = [{ kind: 'page', title: message(knowledge.messages, lang, 'target.page'), href: pathOf(entry.id) }]
  if (entry.link && statusOn(entry, context) !== 'over')
    targets.unshift({ kind: 'web', title: message(knowledge.messages, lang, 'target.official'), href: entry.link })
  return { id: entry.id, kind: 'funding', title: entry.title, subtitle: entry.area.join(', '), facts, targets }
}

/** "3.000 bis 70.000 €", with the editor's note. */
export function amountText(entry: Funding, lang: Lang, texts: AnswerContext['knowledge']['messages']): string {
  const money = (euros: number) => euros.toLocaleString(lang === 'de' ? 'de-DE' : 'en-GB')
  const { min, max, note } = entry.amount
  const span =
    min !== undefined && max !== undefined
      ? message(texts, lang, 'value.from-to', { min: money(min), max: money(max) })
      : max !== undefined
        ? message(texts, lang, 'value.to', { max: money(max) })
        : min !== undefined
          ? message(texts, lang, 'value.from', { min: money(min) })
          : ''
  return [span, note].filter(Boolean).join('; ')
}

/** "bis 15 Jahre, davon bis zu 2 ohne Tilgung", with the editor's note; empty for what is no loan. */
export function loanText({ loan }: Funding, lang: Lang, texts: AnswerContext['knowledge']['messages']): string {
  const { years, free, note } = loan ?? {}
  const term = years === undefined ? '' : message(texts, lang, 'value.loan.years', { years })
  const without = free === undefined ? '' : message(texts, lang, 'value.loan.free', { years: free })
  return [term, without, note].filter(Boolean).join(', ')
}
