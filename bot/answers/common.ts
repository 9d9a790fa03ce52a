/** What every answer ends with: where it comes from, when it was checked, of when it is, what to do next. */
import { type Lang, writeAsOf, writeDay } from '../knowledge/day.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { pathOf, SITE_PATHS } from '../knowledge/references.ts'
import type { Entry, EntryId } from '../knowledge/schema.ts'
import { inLanguage, isInOtherLanguage } from '../knowledge/translations.ts'
import { isOld, isOpen, isOverdue, statusOn } from '../knowledge/validity.ts'
import { message, type PlainMessageId } from '../messages.ts'
import type { Moment } from '../moment.ts'
import type { Card, Citation, Reply, Suggestion } from '../reply.ts'

/** The moment, with what is known and the language to answer in. */
export interface AnswerContext extends Moment {
  knowledge: Knowledge
  lang: Lang
  /** Letters of a text that is quoted, where one answer holds several. */
  maxChars?: number
  /** The entry whose state the answer before this one has told: it is not said again with each follow-up. */
  told?: EntryId
  /** Id of a part of the entry that is told as well as its beginning: either may be meant. */
  joined?: string
  /** Ids of parts of the entry that also say something of the question, best first: they are offered. */
  beside?: readonly string[]
}

/** Buttons of one reply; more are noise. */
const MAX_NEXT_STEPS = 3

export function cite(entry: Entry, moment: Moment): Citation {
  return {
    id: entry.id,
    title: entry.title,
    path: pathOf(entry.id),
    ...(entry.checked && { checked: entry.checked }),
    ...(entry.asOf && { asOf: entry.asOf }),
    overdue: isOverdue(entry, moment),
    sources: entry.source,
  }
}

/** "Geprüft am …" once somebody of the house has looked, until then "Stand …": the day of the facts. Law and advice need no more. */
export function provenance(entry: Entry, moment: Moment & { knowledge: Knowledge }, lang: Lang): string {
  const { checked, asOf } = entry
  const texts = moment.knowledge.messages
  if (checked) return message(texts, lang, isOverdue(entry, moment) ? 'checked.overdue' : 'checked', { day: writeDay(checked, lang) })
  if (asOf) return message(texts, lang, isOld(entry, moment) ? 'as-of.old' : 'as-of', { day: writeAsOf(asOf, lang) })
  return message(texts, lang, 'checked.never')
}

/** The true state of an entry that is not open, with what to use instead; empty for an open one. */
export function statusText(entry: Entry, context: AnswerContext): string {
  const { knowledge, lang, today } = context
  const status = statusOn(entry, context)
  if (status === 'open') return ''
  const { title } = entry
  const texts = knowledge.messages
  const until = entry.valid.until
  if (entry.withdrawn) return message(texts, lang, 'status.withdrawn', { title, reason: entry.withdrawn[lang] })
  const lines = [
    status === 'unclear'
      ? message(texts, lang, 'status.unclear', { title, who: whoKnows(entry, context) })
      : status === 'paused'
        ? message(texts, lang, 'status.paused', { title })
        : status === 'soon'
          ? entry.valid.from
            ? message(texts, lang, 'status.soon.from', { title, day: writeDay(entry.valid.from, lang) })
            : message(texts, lang, 'status.soon', { title })
          : until && until < today
            ? message(texts, lang, 'status.over.since', { title, day: writeDay(until, lang) })
            : message(texts, lang, 'status.over', { title }),
  ]
  const successors = successorsOf(entry, context)
  if (successors.length > 0)
    lines.push(message(texts, lang, 'successor', { titles: successors.map((next) => `[${next.title}](${pathOf(next.id)})`).join(', ') }))
  return lines.join(' ')
}

function successorsOf(entry: Entry, context: AnswerContext): Entry[] {
  if (entry.kind !== 'funding') return []
  return entry.successor
    .map((id) => context.knowledge.entries.get(id as Entry['id']))
    .filter((next) => next !== undefined && isOpen(next, context)) as Entry[]
}

/** Whom to ask for a programme's state: its contact with the number, else the funder. */
function whoKnows(entry: Entry, { knowledge }: AnswerContext): string {
  if (entry.kind !== 'funding') return entry.title
  const contact = knowledge.entries.get(entry.contact as EntryId)
  if (contact?.kind !== 'contacts') return entry.provider
  return [`[${contact.title}](${pathOf(contact.id)})`, contact.phone].filter(Boolean).join(', ')
}

const LINK = /\[[^\]]*\]\(\/([a-z]+)\/([a-z0-9-]+)[^)]*\)/g

/**
 * A text with a mark behind each link to what has ended since: an editor's sentence may be older than a programme's end. What had ended when
 * the text was written (`ausgelaufen`) goes without, because the sentence says so itself.
 */
export function markEnded(markdown: string, context: AnswerContext): string {
  const { knowledge, lang, today } = context
  const mark = message(knowledge.messages, lang, 'link.ended')
  return markdown.replace(LINK, (link, folder: string, slug: string) => {
    const until = knowledge.entries.get(`${SITE_PATHS.get(folder)}/${slug}` as EntryId)?.valid.until
    return until !== undefined && until < today ? `${link} ${mark}` : link
  })
}

/** Next steps that are open today, as the entries themselves, in the talk's language where they are written in it. */
export function nextEntries(entry: Entry, context: AnswerContext): Entry[] {
  return openNext(entry, context).slice(0, MAX_NEXT_STEPS)
}

function openNext(entry: Entry, context: AnswerContext): Entry[] {
  const ids = [...(entry.kind === 'funding' ? entry.successor : []), ...entry.next]
  return [...new Set(ids)]
    .map((id) => context.knowledge.entries.get(id as Entry['id']))
    .filter((next): next is Entry => next !== undefined && next.id !== entry.id && isOpen(next, context))
    .map((next) => inLanguage(next, context.lang, context.knowledge))
    .filter((next, at, all) => next.id !== entry.id && all.indexOf(next) === at)
}

/**
 * The one step to go on with: the first that is more than reading (a date, somebody to ask, a programme, a dialog), else the first. Only where
 * no card offers a way to act already.
 */
function stepOf(open: readonly Entry[], cards: readonly Card[]): Entry | undefined {
  if (cards.some(({ targets }) => targets.some(({ kind }) => kind !== 'page'))) return undefined
  return open.find(({ kind }) => kind !== 'articles') ?? open[0]
}

/** A button that says an entry's title, as a visitor could; on it stands the short one, and the language where it is another. */
export function suggest(entry: Entry, context: Pick<AnswerContext, 'knowledge' | 'lang'>): Suggestion {
  return { label: titleIn(context, entry, entry.short), say: entry.title }
}

/** The title, or what else it is called, with a note where the entry is in another language than the talk. */
export function titleIn({ knowledge, lang }: Pick<AnswerContext, 'knowledge' | 'lang'>, entry: Entry, title = entry.title): string {
  return isInOtherLanguage(entry, lang) ? message(knowledge.messages, lang, 'other-language.title', { title }) : title
}

/** A button that says its own label, the fixed sentence `id`. */
export function button(id: PlainMessageId, label: string): Suggestion {
  const kind = id === 'label.why' ? 'why' : id === 'label.person' ? 'person' : undefined
  return { label, say: label, ...(kind && { kind }) }
}

export interface Quoted {
  text: string
  /** The part of the page that is quoted; undefined for the beginning, alone or with a part. */
  anchor?: string
}

/** The part of an entry that a question is put to, its beginning (`lead`), or, where either may be meant, the beginning and then the part. */
export function quoted({ passages }: Entry, lead: string, { joined, maxChars }: AnswerContext, passageId?: string): Quoted {
  const part = passages.find(({ id, heading }) => id === (joined ?? passageId) && heading !== '')
  const most = maxChars ?? (joined === undefined ? undefined : MAX_OF_TWO)
  const beginning = shorten(lead, most).text
  if (!part) return { text: beginning }
  const text = `**${part.heading}**\n\n${shorten(part.markdown, most).text}`
  return joined === undefined ? { text, ...anchorOf(part.id) } : { text: `${beginning}\n\n${text}` }
}
/** Letters of each, where a part and the beginning are told. */
const MAX_OF_TWO = 600

function anchorOf(passageId: string): Pick<Quoted, 'anchor'> {
  const [, anchor] = passageId.split('#')
  return anchor === undefined ? {} : { anchor }
}

const IS_HEADING = /^\*\*[^*]+\*\*$/

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
  // A heading with nothing below it promises what is not there.
  while (kept.length > 1 && IS_HEADING.test(kept.at(-1)!)) kept.pop()
  return { text: kept.join('\n\n'), cut: true }
}

/** Puts an answer together: status first, then the text, then provenance; buttons for the next steps. `anchor`: the part of the page it quotes. */
export function assemble(
  entry: Entry,
  context: AnswerContext,
  told: { text: string; cards?: Reply['cards']; targets?: Reply['targets']; anchor?: string | undefined },
): Reply {
  const { knowledge, lang } = context
  const status = entry.id === context.told ? '' : statusText(entry, context)
  const note = isInOtherLanguage(entry, lang) ? message(knowledge.messages, lang, 'other-language.text') : ''
  const text = [note, status, told.text, provenance(entry, context, lang)].filter((part) => part !== '').join('\n\n')
  const labels =
    entry.easy === undefined ? (['label.why', 'label.person'] as const) : (['label.simpler', 'label.why', 'label.person'] as const)
  const always = labels.map((id) => button(id, message(knowledge.messages, lang, id)))
  // "Einfacher" takes the place of one, so that it stands in the row.
  const open = openNext(entry, context)
  const step = stepOf(open, told.cards ?? [])
  const row = entry.easy === undefined ? MAX_NEXT_STEPS : MAX_NEXT_STEPS - 1
  const parts = told.anchor === undefined ? partsBeside(entry, context) : []
  const most = Math.max(1, row - parts.length)
  const first = open.slice(0, most)
  // However far back editors have named it, the step is among them.
  const next = step && !first.includes(step) ? [...first.slice(0, most - 1), step] : first
  return {
    lang,
    texts: [text],
    cards: told.cards ?? [],
    citations: [{ ...cite(entry, context), ...(told.anchor && { anchor: told.anchor }) }],
    suggestions: [
      ...parts,
      ...next.map((one) => ({ ...suggest(one, context), ...(one === step && { kind: 'next' as const }) })),
      ...always,
    ],
    targets: told.targets ?? [],
  }
}

/** Below an entry's beginning, buttons that ask for parts of it; long headings make none. */
function partsBeside({ passages }: Entry, { beside = [] }: AnswerContext): Suggestion[] {
  const headings = beside.map((id) => passages.find((one) => one.id === id)?.heading)
  return headings
    .filter((heading) => heading !== undefined && heading.length <= MAX_HEADING)
    .slice(0, MAX_PARTS)
    .map((heading) => ({ label: heading!, say: heading! }))
}
const MAX_HEADING = 60
const MAX_PARTS = 2
