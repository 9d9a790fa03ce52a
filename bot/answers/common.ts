/** What every answer ends with: where it comes from, when it was checked, what is not confirmed, what to do next. */
import { type Day, type Lang, writeDay } from '../knowledge/day.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { pathOf, SITE_PATHS } from '../knowledge/references.ts'
import type { Entry, EntryId } from '../knowledge/schema.ts'
import { isOpen, isOverdue, statusOn } from '../knowledge/validity.ts'
import { message } from '../messages.ts'
import type { Citation, Reply, Suggestion } from '../reply.ts'

export interface AnswerContext {
  knowledge: Knowledge
  lang: Lang
  today: Day
  /** Wall clock `HH:MM`: an event that ended this morning is over. */
  clock: string
}

/** Buttons of one reply; more are noise. */
const MOST_NEXT = 3

export function cite(entry: Entry, today: Day): Citation {
  return {
    id: entry.id,
    title: entry.title,
    path: pathOf(entry.id),
    ...(entry.checked && { checked: entry.checked }),
    overdue: isOverdue(entry, today),
    sources: entry.source,
  }
}

/** "Geprüft am …", and what is not confirmed. */
export function provenance(entry: Entry, { knowledge, lang, today }: AnswerContext): string {
  const lines: string[] = []
  if (entry.unverified) lines.push(message(knowledge.messages, lang, 'unverified', { note: entry.unverified }))
  if (!entry.checked) lines.push(message(knowledge.messages, lang, 'checked.never'))
  else
    lines.push(
      message(knowledge.messages, lang, isOverdue(entry, today) ? 'checked.overdue' : 'checked', { day: writeDay(entry.checked, lang) }),
    )
  return lines.join('\n\n')
}

/** The true state of an entry that is not open, with what to use instead; empty for an open one. */
export function statusText(entry: Entry, { knowledge, lang, today }: AnswerContext): string {
  const status = statusOn(entry, today)
  if (status === 'open') return ''
  const { title } = entry
  const texts = knowledge.messages
  const until = entry.valid.until
  const lines = [
    status === 'paused'
      ? message(texts, lang, 'status.paused', { title })
      : status === 'soon'
        ? entry.valid.from
          ? message(texts, lang, 'status.soon.from', { title, day: writeDay(entry.valid.from, lang) })
          : message(texts, lang, 'status.soon', { title })
        : until && until < today
          ? message(texts, lang, 'status.over.since', { title, day: writeDay(until, lang) })
          : message(texts, lang, 'status.over', { title }),
  ]
  const successors = successorsOf(entry, knowledge, today)
  if (successors.length > 0)
    lines.push(message(texts, lang, 'successor', { titles: successors.map((next) => `[${next.title}](${pathOf(next.id)})`).join(', ') }))
  return lines.join(' ')
}

function successorsOf(entry: Entry, knowledge: Knowledge, today: Day): Entry[] {
  if (entry.kind !== 'funding') return []
  return entry.successor
    .map((id) => knowledge.entries.get(id as Entry['id']))
    .filter((next) => next !== undefined && isOpen(next, today)) as Entry[]
}

/**
 * What a text recommends by link and is not open any more, said before the text: an editor's sentence about a programme may be older
 * than the programme's end. `markdown`: the part that is shown.
 */
export function endedLinks(entry: Entry, markdown: string, context: AnswerContext): string {
  const ids = new Set(
    [...markdown.matchAll(/\]\(\/([a-z]+)\/([a-z0-9-]+)/g)].map(([, folder, slug]) => `${SITE_PATHS.get(folder!)}/${slug}` as EntryId),
  )
  return [...ids]
    .map((id) => context.knowledge.entries.get(id))
    .filter((other): other is Entry => other !== undefined && other.id !== entry.id && statusOn(other, context.today) === 'over')
    .map((other) => statusText(other, context))
    .join('\n\n')
}

/** Next steps that are open today, as the entries themselves. */
export function nextEntries(entry: Entry, { knowledge, today }: AnswerContext): Entry[] {
  const ids = [...(entry.kind === 'funding' ? entry.successor : []), ...entry.next]
  const found = [...new Set(ids)]
    .map((id) => knowledge.entries.get(id as Entry['id']))
    .filter((next): next is Entry => next !== undefined && next.id !== entry.id && isOpen(next, today))
  return found.slice(0, MOST_NEXT)
}

/** A button that says an entry's title, as a visitor could. */
export function suggest(entry: Entry): Suggestion {
  return { label: entry.title, say: entry.title }
}

/** Markdown cut at a paragraph, so that a chat bubble stays readable; the page has the rest. */
export function shorten(markdown: string, most = 900): { text: string; cut: boolean } {
  if (markdown.length <= most) return { text: markdown, cut: false }
  const kept: string[] = []
  let length = 0
  for (const paragraph of markdown.split(/\n\s*\n/)) {
    if (length > 0 && length + paragraph.length > most) break
    kept.push(paragraph)
    length += paragraph.length
  }
  return { text: kept.join('\n\n'), cut: true }
}

/** Puts an answer together: status first, then the text, then provenance; buttons for the next steps. */
export function assemble(
  entry: Entry,
  context: AnswerContext,
  parts: { text: string; cards?: Reply['cards']; targets?: Reply['targets'] },
): Reply {
  const { knowledge, lang, today } = context
  const text = [statusText(entry, context), parts.text, provenance(entry, context)].filter((part) => part !== '').join('\n\n')
  const labels = (['label.why', 'label.person'] as const).map((id) => message(knowledge.messages, lang, id))
  return {
    lang,
    texts: [text],
    cards: parts.cards ?? [],
    citations: [cite(entry, today)],
    suggestions: [...nextEntries(entry, context).map(suggest), ...labels.map((label) => ({ label, say: label }))],
    targets: parts.targets ?? [],
  }
}
