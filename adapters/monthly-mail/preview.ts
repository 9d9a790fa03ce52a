/** The month as somebody with certain wishes would get it, for editors: written as the real one, with links that lead nowhere. */
import { randomBytes } from 'node:crypto'
import type { Subscriber } from '../storage/storage.ts'
import { monthLetter, type SubscriberLetterSources, type WrittenLetter } from './letters.ts'
import { createSubscriberLinks } from './links.ts'
import type { MailWishes } from './wishes.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'

/** `month`: `YYYY-MM`. Undefined when nothing in it fits, so that no mail would go out. */
export function previewMonth(
  month: string,
  wishes: MailWishes,
  now: Date,
  sources: Omit<SubscriberLetterSources, 'links'>,
): WrittenLetter | undefined {
  const reader: Subscriber = { id: NOBODY, address: '', state: 'active', wishes, consent: {}, asked: now, confirmed: now }
  return monthLetter(month, reader, now, { ...sources, links: createSubscriberLinks(randomBytes(32)) })
}
