/** The letters to subscribers: the question whether it was they who asked, the word that they get it already, and the month itself. */
import { dayIn, type Lang, sayDay } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { momentAt } from '../../bot/moment.ts'
import { monthOf } from '../feeds/month.ts'
import { type MailEnd, monthAsHtml, monthAsText } from '../feeds/month-mail.ts'
import { type Letter, letterHtml, letterText } from '../mail/letter.ts'
import { SUBSCRIBER_DAYS } from '../retention.ts'
import type { QueuedLetter, Subscriber } from '../storage/storage.ts'
import { siteText } from '../words/site-words.ts'
import { issueOfKind } from './issue.ts'
import type { SubscriberLinks } from './links.ts'
import { isWished, keptWishes, type MailWishes, wishLabels } from './wishes.ts'

/** The kinds of letters that are no month. */
export const CONFIRM = 'confirm'
export const KNOWN = 'known'

export interface SubscriberLetterSources {
  knowledge(): Knowledge
  links: SubscriberLinks
  publicUrl: string
  legal: { imprint?: string | undefined; privacy?: string | undefined }
}

export interface WrittenLetter {
  subject: string
  text: string
  html: string
  /** Where one click, without a page, ends it. */
  end?: string
  /** The name of its list, as mail programs sort by it. */
  list?: string
}

/** `empty`: there is nothing to tell, or no longer. */
export function writeLetter({ kind, subscriber }: QueuedLetter, now: Date, sources: SubscriberLetterSources): WrittenLetter | 'empty' {
  const { lang } = keptWishes(subscriber.wishes)
  if (kind === CONFIRM) return subscriber.state === 'asked' ? written(confirmLetter(subscriber, lang, sources), lang) : 'empty'
  if (kind === KNOWN) return subscriber.state === 'active' ? written(knownLetter(subscriber, lang, sources), lang) : 'empty'
  const issue = issueOfKind(kind, sources.knowledge().area.monthlyMail)
  if (!issue || now >= issue.closes || subscriber.state !== 'active') return 'empty'
  return monthLetter(issue.month, subscriber, now, sources) ?? 'empty'
}

/** A month as somebody with these wishes gets it; undefined when nothing in it fits. */
export function monthLetter(month: string, subscriber: Subscriber, now: Date, sources: SubscriberLetterSources): WrittenLetter | undefined {
  const { links, publicUrl } = sources
  const knowledge = sources.knowledge()
  const wishes = keptWishes(subscriber.wishes)
  const view = { knowledge, publicUrl, ...momentAt(now) }
  const dates = monthOf(month, view, (event) => isWished(event, wishes, knowledge), wishes.lang)
  if (dates.days.length === 0) return undefined
  const end = monthEnd(subscriber, wishes, sources)
  return {
    subject: siteText(knowledge, wishes.lang, 'month.title', { month: dates.name }),
    text: monthAsText(dates, end),
    html: monthAsHtml(dates, end),
    end: publicUrl + links.path('end', subscriber.id),
    list: 'monatsmail',
  }
}

export function written(letter: Letter, lang: Lang): WrittenLetter {
  return { subject: letter.subject, text: letterText(letter), html: letterHtml(letter, lang) }
}

function confirmLetter({ id }: Subscriber, lang: Lang, { knowledge, links, publicUrl }: SubscriberLetterSources): Letter {
  const say = (key: 'hello' | 'confirm.text' | 'confirm.button' | 'confirm.subject') => siteText(knowledge(), lang, `monthly.mail.${key}`)
  return {
    subject: say('confirm.subject'),
    blocks: [
      { kind: 'text', text: say('hello') },
      { kind: 'text', text: say('confirm.text') },
      { kind: 'links', links: [{ label: say('confirm.button'), href: publicUrl + links.path('confirm', id) }] },
      { kind: 'small', text: siteText(knowledge(), lang, 'monthly.mail.confirm.not-you', { days: SUBSCRIBER_DAYS.asked }) },
    ],
  }
}

function knownLetter({ id }: Subscriber, lang: Lang, { knowledge, links, publicUrl }: SubscriberLetterSources): Letter {
  const say = (key: 'hello' | 'known.text' | 'known.subject' | 'change' | 'end') => siteText(knowledge(), lang, `monthly.mail.${key}`)
  return {
    subject: say('known.subject'),
    blocks: [
      { kind: 'text', text: say('hello') },
      { kind: 'text', text: say('known.text') },
      {
        kind: 'links',
        links: [
          { label: say('change'), href: publicUrl + links.path('manage', id) },
          { label: say('end'), href: publicUrl + links.path('end', id) },
        ],
      },
    ],
  }
}

function monthEnd(
  { id, confirmed }: Subscriber,
  wishes: MailWishes,
  { knowledge, links, publicUrl, legal }: SubscriberLetterSources,
): MailEnd {
  const { lang } = wishes
  const { topics, place } = wishWords(wishes, knowledge())
  const say = (key: 'change' | 'end' | 'imprint' | 'privacy') => siteText(knowledge(), lang, `monthly.mail.${key}`)
  const day = confirmed ? sayDay(dayIn(confirmed), lang) : ''
  return {
    sentences: [
      siteText(knowledge(), lang, 'monthly.mail.why', { day }),
      siteText(knowledge(), lang, 'monthly.mail.wishes', { topics, place }),
    ],
    links: [
      { label: say('change'), href: publicUrl + links.path('manage', id) },
      { label: say('end'), href: publicUrl + links.path('end', id) },
      ...(legal.imprint ? [{ label: say('imprint'), href: legal.imprint }] : []),
      ...(legal.privacy ? [{ label: say('privacy'), href: legal.privacy }] : []),
    ],
  }
}

/** What was chosen, or that it is everything. */
export function wishWords(wishes: MailWishes, knowledge: Knowledge): { topics: string; place: string } {
  const { topics, place } = wishLabels(wishes, knowledge)
  return {
    topics: topics.join(', ') || siteText(knowledge, wishes.lang, 'monthly.wishes.all'),
    place: place ?? siteText(knowledge, wishes.lang, 'monthly.wishes.everywhere'),
  }
}
