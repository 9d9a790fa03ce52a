/** The month as somebody with certain wishes would get it, for editors: written as the real one, with links that lead nowhere. */
import { randomBytes } from 'node:crypto'
import { type Day, dayIn } from '../../bot/knowledge/day.ts'
import type { Store, Subscriber, SubscriberSummary } from '../storage/storage.ts'
import { issueAt, issueOf, nextIssue } from './issue.ts'
import { monthLetter, type SubscriberLetterSources, type WrittenLetter } from './letters.ts'
import { createSubscriberLinks } from './links.ts'
import { type MailWishes, readWishes } from './wishes.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'

/** `month`: `YYYY-MM`. Undefined when nothing in it fits, so that no mail would go out. */
export function previewMonth(
  month: string,
  wishes: MailWishes,
  now: Date,
  sources: Omit<SubscriberLetterSources, 'links'>,
): WrittenLetter | undefined {
  const reader: Subscriber = { id: NOBODY, list: 'month', address: '', state: 'active', wishes, consent: {}, asked: now, confirmed: now }
  return monthLetter(month, reader, now, { ...sources, links: createSubscriberLinks(randomBytes(32)) })
}

export interface PreviewOptions extends Omit<SubscriberLetterSources, 'links'> {
  now(): Date
  /** Missing where no mail is set up. */
  subscribers?: Pick<Store['subscribers'], 'summary'> | undefined
}

/** What the editors' page asks: the next month, a mail by somebody's wishes, and how many get it. */
export function mailPreview({ subscribers, now, ...sources }: PreviewOptions) {
  const plan = () => sources.knowledge().area.monthlyMail
  return {
    next: (): { month: string; day: Day } => {
      const issue = issueAt(now(), plan()) ?? nextIssue(now(), plan())
      return { month: issue.month, day: dayIn(issue.opens) }
    },
    write: (month: string, topics: readonly string[], place: string): WrittenLetter | 'empty' | 'unknown-place' => {
      const read = readWishes(topics, place, 'de', sources.knowledge())
      return read.ok ? (previewMonth(month, read.wishes, now(), sources) ?? 'empty') : read.problem
    },
    ...(subscribers && {
      figures: (month: string): Promise<SubscriberSummary> => subscribers.summary(issueOf(month, plan()).kind, 'month'),
    }),
  }
}
