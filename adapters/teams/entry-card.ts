/**
 * An entry as a card for chats between people: its state today, the next date, the day it was checked. The card asks us for its
 * content again whenever it is shown, so a message of last month tells today's truth.
 */

import { cardOf } from '../../bot/answers/answer.ts'
import { type AnswerContext, provenance, shorten, statusText } from '../../bot/answers/common.ts'
import { writeAsOf, writeDay } from '../../bot/knowledge/day.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import type { Entry } from '../../bot/knowledge/schema.ts'
import { message } from '../../bot/messages.ts'
import { adaptiveCard } from '../cards/adaptive-card.ts'
import { type Attachment, CardFactory } from '../sdk.ts'
import { staffText } from '../words/staff-text.ts'

/** Asks for the entry's card as it is now. */
export const ENTRY_VERB = 'entry'
const MAX_LEAD_LENGTH = 400

/** `publicUrl`: our own address without a slash at the end. */
export function entryCard(entry: Entry, context: AnswerContext, publicUrl: string): Attachment {
  const absolute = (href: string) => (href.startsWith('/') ? publicUrl + href : href)
  const { knowledge, lang } = context
  const own = cardOf(entry, context) ?? {
    id: entry.id,
    kind: entry.kind,
    title: entry.title,
    facts: [],
    targets: [{ kind: 'page' as const, title: message(knowledge.messages, lang, 'target.page'), href: pathOf(entry.id) }],
  }
  const text = [statusText(entry, context), shorten(entry.lead, MAX_LEAD_LENGTH).text, provenance(entry, context, context.lang)]
    .filter(Boolean)
    .join('\n\n')
  const { content } = adaptiveCard({ ...own, text: linked(text, absolute) }, absolute)
  return CardFactory.adaptiveCard({
    ...content,
    refresh: {
      action: { type: 'Action.Execute', title: staffText(knowledge)('entry.refresh'), verb: ENTRY_VERB, data: { entry: entry.id } },
    },
  })
}

/** For the list of hits: the title and what a glance needs. */
export function preview(entry: Entry, context: AnswerContext): Attachment {
  const status = wordsAlone(statusText(entry, context))
  const text = staffText(context.knowledge)
  const checked = entry.checked
    ? text('entry.checked', { day: writeDay(entry.checked) })
    : entry.asOf
      ? text('entry.as-of', { day: writeAsOf(entry.asOf) })
      : text('entry.never-checked')
  const next = cardOf(entry, context)?.facts[0]
  const line =
    entry.kind === 'articles' || entry.kind === 'guides'
      ? shorten(entry.passages[0]?.plain ?? entry.title, 120).text.slice(0, 120)
      : next && `${next.label}: ${next.value}`
  return CardFactory.thumbnailCard(entry.title, [status || wordsAlone(line ?? ''), checked].filter(Boolean).join(' · '), [])
}

/** A preview is drawn as it is: no marks, and of a link its words. */
function wordsAlone(markdown: string): string {
  return markdown.replaceAll('**', '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
}

/** Links to our own pages become addresses; bold marks are drawn by cards, too. */
function linked(text: string, absolute: (href: string) => string): string {
  return text.replace(/\]\((\/[^)]*)\)/g, (_, href: string) => `](${absolute(href)})`)
}
