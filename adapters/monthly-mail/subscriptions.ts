/** Who gets which mail: asking for it, saying yes, other wishes, the end. What was agreed to is kept word for word, with when and where. */
import { randomUUID } from 'node:crypto'
import type { Lang } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { MailingList, Store, Subscriber } from '../storage/storage.ts'
import { siteText } from '../words/site-words.ts'

export interface SubscriptionOptions {
  list: MailingList
  /** Kinds of the letter that asks for a yes, and of the one that says that it was given already. */
  kinds: { confirm: string; known: string }
  store: Pick<Store, 'subscribers'>
  now(): Date
  /** A letter waits. */
  queued(): void
}

/** What somebody agreed to, word for word, and where. */
export interface MailConsent {
  text: string
  where: 'page' | 'chat'
}

export interface Subscriptions<Wishes extends { lang: Lang }> {
  /** Queues the letter that asks for a yes. Whether the address is known already is told to it alone. */
  ask(address: string, wishes: Wishes, consent: MailConsent): Promise<void>
  /** Undefined also for somebody on another list. */
  find(id: string): Promise<Subscriber | undefined>
  confirm(id: string): Promise<Subscriber | undefined>
  change(id: string, wishes: Wishes): Promise<Subscriber | undefined>
  /** False for somebody who is gone already. */
  end(id: string): Promise<boolean>
}

/** All that is agreed to, as it stands beside the box or the button. */
export function mailConsentText(knowledge: Knowledge, lang: Lang): string {
  return siteText(knowledge, lang, 'monthly.consent')
}

export function createSubscriptions<Wishes extends { lang: Lang }>({
  list,
  kinds,
  store: { subscribers },
  now,
  queued,
}: SubscriptionOptions): Subscriptions<Wishes> {
  return {
    ask: async (address, wishes, consent) => {
      const at = now().toISOString()
      await subscribers.ask(
        {
          id: randomUUID(),
          list,
          address,
          wishes,
          consent: { ...consent, at, lang: wishes.lang },
        },
        // One letter an hour: nobody's mailbox is filled by somebody else, and a message that is sent twice asks once.
        { ...kinds, once: at.slice(0, 13) },
        now(),
      )
      queued()
    },
    find: async (id) => {
      const found = await subscribers.find(id)
      return found?.list === list ? found : undefined
    },
    confirm: async (id) => {
      const subscriber = await subscribers.confirm(id, now())
      if (subscriber) queued()
      return subscriber
    },
    change: (id, wishes) => subscribers.change(id, wishes),
    end: (id) => subscribers.remove(id),
  }
}
