/** An event or a piece of news of the ledger → the Markdown file of an entry, as an editor would write it. */
import { stringify } from 'yaml'
import { allowedHosts, targetProblem } from '../../bot/guides/outcomes/targets.ts'
import { addDays, type Day, sayDay, writeDay } from '../../bot/knowledge/day.ts'
import type { Knowledge, PartnerFeed } from '../../bot/knowledge/knowledge.ts'
import type { Target } from '../../bot/knowledge/schema.ts'
import type { SentenceValues } from '../../bot/sentences.ts'
import type { SITE_TEXTS } from '../words/site-book.ts'
import { type SiteTextId, siteText } from '../words/site-words.ts'
import { described } from './described.ts'
import type { FoundEvent } from './found.ts'
import { goneSince, type LedgerEvent, type LedgerNews, type LedgerStep, leading } from './ledger.ts'

export interface EntryFrom {
  knowledge: Knowledge
  feeds: readonly PartnerFeed[]
}

/** The file of an event. `status`: a draft is for editors, and says what is to be looked at. */
export function eventText(event: LedgerEvent, status: 'draft' | 'published', { knowledge, feeds }: EntryFrom): string {
  const { event: found, feed: address } = leading(event, feeds)
  const feed = feeds.find((row) => row.address === address)!
  const words = siteWords(knowledge)
  const gone = goneSince(event)
  const last = event.trace.filter(({ what }) => what !== 'same').at(-1)!.day
  const head = {
    title: plainTitle(found.title),
    ...(status === 'draft' && { status }),
    ...described(found, feed, knowledge),
    start: found.start,
    end: found.end,
    recurrence: found.recurrence && {
      ...found.recurrence,
      except: found.recurrence.except.length > 0 ? found.recurrence.except : undefined,
    },
    place: found.place,
    mode: found.mode ?? 'vor Ort',
    organiser: feed.organiser,
    cost: found.cost,
    booking: offered(found.link, words, knowledge),
    tentative: found.tentative && !found.cancelled ? words('partner.tentative') : undefined,
    cancelled: found.cancelled || undefined,
    // What nobody names any more is not offered, and says why.
    valid: gone && { until: addDays(gone, -1) },
    basis: 'veröffentlicht',
    asOf: last,
    confirm: status === 'draft' ? toConfirm(event, found, knowledge) : undefined,
    source: sourcesOf(event, feeds, words),
  }
  return `---\n${stringify(withoutEmpty(head), { lineWidth: 0 })}---\n\n${bodyOf(event, found, feed, gone, words)}\n`
}

/** The way to the organiser, where its host is one that editors have named; any other stays among the sources. */
function offered(link: string | undefined, words: Words, knowledge: Knowledge): Target | undefined {
  const target = link === undefined ? undefined : { title: words('partner.booking'), provider: 'link' as const, url: link }
  return target && targetProblem(target, allowedHosts(knowledge)) === undefined ? target : undefined
}

/** The draft of a piece of news: an article that an editor may keep. */
export function newsText({ title, text, link, day, found, feed: address }: LedgerNews, { feeds, knowledge }: EntryFrom): string {
  const organiser = feeds.find((row) => row.address === address)?.organiser ?? ''
  const head = {
    title: plainTitle(title),
    status: 'draft',
    basis: 'veröffentlicht',
    asOf: day ?? found,
    source: [withoutEmpty({ name: siteWords(knowledge)('partner.source', { organiser }), url: link, date: day ?? found })],
  }
  return `---\n${stringify(head, { lineWidth: 0 })}---\n\n${text === '' ? `${asMarkdown(title)}.` : asMarkdown(text)}\n`
}

/** The file of an event that no row and no feed names any more has nothing to say. */
function bodyOf({ trace }: LedgerEvent, found: FoundEvent, { organiser }: PartnerFeed, gone: Day | undefined, words: Words): string {
  const lead = gone ? words('partner.gone', { organiser, day: writeDay(gone) }) : undefined
  const paragraphs = [
    lead && asMarkdown(lead),
    found.text === '' ? (lead ? undefined : asMarkdown(words('partner.lead', { organiser }))) : asMarkdown(found.text),
  ]
  const steps = trace.flatMap((step) => stepOf(step, words))
  const history =
    steps.length > 0 ? `## ${words('partner.history')}\n\n${steps.map((step) => `- ${asMarkdown(step)}`).join('\n')}` : undefined
  return [...paragraphs, history].filter((part) => part !== undefined).join('\n\n')
}

/** What a visitor should know of an event's past; that two feeds name it is for editors. */
function stepOf({ day: on, what, detail = '' }: LedgerStep, words: Words): string[] {
  const day = writeDay(on)
  if (what === 'moved') return [words('partner.moved', { day, before: whenWords(detail, words) })]
  if (what === 'cancelled') return [words('partner.cancelled', { day })]
  if (what === 'confirmed') return [words('partner.confirmed', { day })]
  if (what === 'gone') return [words('partner.gone.step', { day })]
  return what === 'back' ? [words('partner.back', { day })] : []
}

/** "Donnerstag, 3. Dezember 2026, 14:00 Uhr". */
const whenWords = (start: string, words: Words): string =>
  [sayDay(start.slice(0, 10)), ...(start.length > 10 ? [words('event.from', { start: start.slice(11) })] : [])].join(', ')

/** What an editor should look at before the draft becomes an entry. */
function toConfirm(event: LedgerEvent, found: FoundEvent, knowledge: Knowledge): string[] {
  return [
    ...(found.mode === undefined ? ['Der Feed nennt weder einen Ort noch, dass es online ist; mode ist nur angenommen.'] : []),
    ...event.trace.flatMap(({ what, detail }) => (what === 'same' && detail ? [`Derselbe Termin steht ${detail}.`] : [])),
    ...contradictions(event, knowledge),
  ]
}

/** Where the feeds that name it do not say the same. */
export function contradictions({ sources }: LedgerEvent, knowledge: Knowledge): string[] {
  const starts = new Set(sources.filter(({ gone, event }) => gone === undefined && !event.recurrence).map(({ event }) => event.start))
  return starts.size > 1
    ? [
        `Die Feeds nennen verschiedene Zeiten: ${[...starts]
          .sort()
          .map((start) => whenWords(start, siteWords(knowledge)))
          .join('; ')}.`,
      ]
    : []
}

function sourcesOf({ sources }: LedgerEvent, feeds: readonly PartnerFeed[], words: Words): object[] {
  return sources.map(({ feed, event }) => {
    const organiser = feeds.find((row) => row.address === feed)?.organiser ?? ''
    return withoutEmpty({ name: words('partner.source', { organiser }), url: event.link ?? feed })
  })
}

/** A sentence of `site.de.md`. */
type Words = <Id extends SiteTextId>(id: Id, ...values: SentenceValues<typeof SITE_TEXTS, Id>) => string
const siteWords =
  (knowledge: Knowledge): Words =>
  (id, ...values) =>
    siteText(knowledge, 'de', id, ...values)

/** Signs that would be read as markup where a title is put into a sentence. */
export function plainTitle(title: string): string {
  return title
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('`', "'")
    .replace(/[*_\\|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Text of strangers as Markdown that shows just this text: no heading, no link, no list. */
export function asMarkdown(text: string): string {
  return text
    .split('\n\n')
    .map((paragraph) =>
      paragraph
        .replace(/[\\`*_[\]<>#|~]/g, (sign) => `\\${sign}`)
        .replace(/^(\s*)([-+=]|\d+[.)])(?=\s|$)/, (_, blank: string, mark: string) => `${blank}${mark.slice(0, -1)}\\${mark.at(-1)}`),
    )
    .join('\n\n')
}

function withoutEmpty(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  )
}
