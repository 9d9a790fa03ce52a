/**
 * Every fixed sentence the bot says, by id. The sentences themselves are in `knowledge/messages.<lang>.md`, where editors
 * may change them any day; here is which ids there are and what may be put into each.
 */

import type { Lang } from './knowledge/day.ts'
import type { Issue } from './knowledge/issue.ts'
import type { MessageTexts } from './knowledge/knowledge.ts'
import { readSections } from './knowledge/list-file.ts'
import { ownValue } from './knowledge/own-value.ts'
import type { KnowledgeFile } from './knowledge/parse.ts'
import { didYouMean } from './knowledge/spelling.ts'

/** Id → the placeholders its sentence may use. Ids that start with `words.` are comma lists of what visitors say. */
export const MESSAGES = {
  greeting: [],
  'greeting.suggestions': [],
  help: [],
  thanks: [],
  hello: [],
  'how-are-you': [],
  'who-are-you': [],
  goodbye: [],
  praise: [],
  complaint: [],
  none: [],
  'none.again': [],
  clarify: [],
  'clarify.none': [],
  'nothing-to-cancel': [],
  'nothing-to-go-back': [],
  restarted: [],
  person: [],
  why: ['explanation'],
  'why.nothing': [],
  checked: ['day'],
  'checked.overdue': ['day'],
  'checked.never': [],
  unverified: ['note'],
  more: ['title', 'link'],
  'status.over': ['title'],
  'status.over.since': ['title', 'day'],
  'status.paused': ['title'],
  'status.soon': ['title'],
  'status.soon.from': ['title', 'day'],
  successor: ['titles'],
  'event.next': ['title', 'day'],
  'event.next.time': ['title', 'day', 'start'],
  'event.then': ['days'],
  'event.none': ['title'],
  'event.cancelled': ['title'],
  forgotten: [],
  'forget.confirm': [],
  'too-long': [],
  error: [],
  'storage-away': [],
  'language-switched': [],
  /** Id of the guide to go on with for who has said who they are, where and what for. */
  'guide.offered': [],
  'guide.progress': ['number', 'most'],
  'guide.hint': [],
  'guide.first-steps': [],
  'guide.ruled-out': [],
  'guide.summary': [],
  'guide.plan': ['link'],
  'guide.cancelled': ['title'],
  'guide.continued': [],
  'guide.understood': ['list'],
  'guide.changed': ['list'],
  'guide.kept': ['list'],
  'guide.dropped': ['list'],
  'guide.edited': [],
  'guide.which': ['list'],
  'guide.noted': ['label'],
  'guide.old-button': ['list', 'label'],
  'guide.change-what': [],
  'guide.first': [],
  'guide.before': ['list'],
  'guide.resume': ['title'],
  'guide.why.none': [],
  'label.person': [],
  'label.why': [],
  'label.help': [],
  'label.restart': [],
  'label.none-of-these': [],
  'label.back': [],
  'label.cancel': [],
  'label.unknown': [],
  'label.yes': [],
  'label.no': [],
  'fact.provider': [],
  'fact.type': [],
  'fact.territory': [],
  'fact.rate': [],
  'fact.amount': [],
  'fact.before': [],
  'fact.state': [],
  'fact.until': [],
  'fact.place': [],
  'fact.mode': [],
  'fact.cost': [],
  'fact.organiser': [],
  'fact.next': [],
  'fact.address': [],
  'fact.phone': [],
  'fact.mail': [],
  'fact.web': [],
  'fact.hours': [],
  'fact.for': [],
  'value.before': [],
  'value.from': ['min'],
  'value.to': ['max'],
  'value.from-to': ['min', 'max'],
  'target.official': [],
  'target.calendar': [],
  'target.page': [],
  'target.web': ['name'],
  'words.cancel': [],
  'words.back': [],
  'words.help': [],
  'words.person': [],
  'words.why': [],
  'words.restart': [],
  'words.thanks': [],
  'words.hello': [],
  'words.goodbye': [],
  'words.how-are-you': [],
  'words.who-are-you': [],
  'words.praise': [],
  'words.complaint': [],
  'words.forget': [],
  'words.yes': [],
  'words.no': [],
  'words.german': [],
  'words.english': [],
  'label.hand-off': [],
  'label.consent': [],
  'label.send': [],
  'hand-off.offer': [],
  'hand-off.place': [],
  'hand-off.place.retry': [],
  'hand-off.trade': [],
  'hand-off.trade.retry': [],
  'hand-off.consent': ['place', 'days'],
  'hand-off.consent.retry': [],
  'hand-off.declined': [],
  'hand-off.question': [],
  'hand-off.name': [],
  'hand-off.name.retry': [],
  'hand-off.reach': [],
  'hand-off.reach.retry': [],
  'hand-off.check': ['place', 'name', 'reach', 'question', 'answers'],
  'hand-off.check.retry': [],
  'hand-off.cancelled': [],
  'hand-off.why': [],
  'hand-off.done': ['number', 'place'],
  'hand-off.read.now': [],
  'hand-off.read.from': ['day', 'clock'],
  'hand-off.after': ['number'],
  'hand-off.too-many': [],
  'hand-off.unknown': [],
  'hand-off.state.open': ['number', 'place'],
  'hand-off.state.claimed': ['number', 'place'],
  'hand-off.state.closed': ['number', 'place', 'outcome'],
  'hand-off.state.withdrawn': ['number'],
  'hand-off.news.claimed': ['number', 'place'],
  'hand-off.news.answer': ['number', 'place', 'text'],
  'hand-off.news.closed': ['number', 'place', 'outcome'],
  'hand-off.news.reopened': ['number', 'place'],
  'hand-off.added': ['number'],
  'hand-off.withdraw.confirm': ['number'],
  'hand-off.withdraw.which': [],
  'hand-off.withdrawn': ['number'],
  'outcome.geholfen': [],
  'outcome.termin': [],
  'outcome.nicht-erreicht': [],
  'outcome.nicht-zustaendig': [],
  'words.hand-off': [],
  'words.hand-off.noun': [],
  'words.hand-off.state': [],
  'words.hand-off.withdraw': [],
} as const satisfies Record<string, readonly string[]>

export type MessageId = keyof typeof MESSAGES
type Values<Id extends MessageId> = (typeof MESSAGES)[Id][number] extends never
  ? []
  : [values: Record<(typeof MESSAGES)[Id][number], string | number>]

/** The sentence with its placeholders filled. A missing sentence falls back to German, then to nothing said. */
export function message<Id extends MessageId>(texts: Record<Lang, MessageTexts>, lang: Lang, id: Id, ...[values]: Values<Id>): string {
  const text = texts[lang][id] ?? texts.de[id] ?? ''
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(ownValue(values as Record<string, string | number> | undefined, name) ?? whole),
  )
}

/** A `words.` list, lower case, of both languages: an English word is understood in a German chat too. */
export function wordsOf(texts: Record<Lang, MessageTexts>, id: MessageId): string[] {
  return [texts.de[id], texts.en[id]]
    .flatMap((list) => (list ?? '').toLowerCase().split(/[,\n]/))
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** Missing and unknown ids, and placeholders that nobody fills. */
export function checkMessages(texts: Record<Lang, MessageTexts>, files: readonly KnowledgeFile[]): Issue[] {
  const issues: Issue[] = []
  for (const lang of ['de', 'en'] as const) {
    const file = files.findLast((candidate) => candidate.name === `messages.${lang}.md`)
    if (!file) continue
    const at = (line: number) => ({ file: file.path, line, column: 1, severity: 'error' as const })
    for (const id of Object.keys(MESSAGES)) {
      if (!ownValue(texts[lang], id))
        issues.push({
          ...at(1),
          code: 'missing-message',
          message: `Der Satz „${id}“ fehlt.`,
          hint: `Ergänzen Sie ## ${id} und darunter den Satz.`,
        })
    }
    for (const section of readSections(file.read())) {
      if (section.level !== 2) continue
      const known: readonly string[] | undefined = ownValue<readonly string[]>(MESSAGES, section.heading)
      if (!known)
        issues.push({
          ...at(section.line),
          code: 'unknown-message',
          message: `Den Satz „${section.heading}“ kennt der Bot nicht.`,
          hint: didYouMean(section.heading, Object.keys(MESSAGES)) ?? 'Löschen Sie den Abschnitt.',
        })
      for (const [, name] of section.text.matchAll(/\{(\w+)\}/g)) {
        if (known && !known.includes(name!))
          issues.push({
            ...at(section.line),
            code: 'unknown-placeholder',
            message: `{${name}} wird in „${section.heading}“ nicht gefüllt.`,
            hint: known.length > 0 ? `Möglich: ${known.map((word) => `{${word}}`).join(', ')}.` : 'Dieser Satz hat keine Platzhalter.',
          })
      }
    }
  }
  return issues
}
