/**
 * The office: visitors' requests to people, whichever ways lead to these people. It keeps requests and who does what to them, decides what
 * must be told to whom and when, deletes what must go, and counts. It knows no door: those that reach somebody register as senders
 * (`senders.ts`). Without one nobody would read a request, and none is taken.
 */
import type { Logger } from 'pino'
import { DIGEST_DAYS, nextDigest } from '../../bot/impact/next-digest.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Store } from '../storage/storage.ts'
import type { TurnQueue } from '../turn-queue.ts'
import { createClock } from './clock.ts'
import { createDesk, type Desk } from './desk.ts'
import { createForget } from './forget.ts'
import { gatherInsights, type Insights, type OpenRequest, openRequests } from './insights.ts'
import { createOutbox } from './outbox.ts'
import { digestPost, shownAgainPosts } from './posts.ts'
import { createPresence, type Presence } from './presence.ts'
import { createSenders, type Senders, type StaffSender, type VisitorSender } from './senders.ts'
import { createTelling } from './telling.ts'

export interface OfficeOptions {
  store: Store
  knowledge(): Knowledge
  /** What of a question is compared, so that those of one meaning are one gap. */
  meaning?: (text: string) => Set<string>
  /** Shared with the doors. */
  queue: TurnQueue
  /** Requests untouched for so many days are deleted. */
  retentionDays: number
  /** One was refused or something unusual was seen, by the limit of this name. */
  onRefused?: (limit: string) => void
  log: Logger
  now(): Date
}

export interface Office {
  /** The requests; for the bot's ports and for what staff do. */
  desk: Desk
  /** Whether visitors are there, and that somebody writes to them. */
  presence: Presence
  /** Before `start`. */
  registerStaff(sender: StaffSender): void
  registerVisitors(sender: VisitorSender): void
  /** Channels of routing.md whose people somebody reaches, in its order. */
  channels(): string[]
  openRequests(): Promise<OpenRequest[]>
  /** What is open in a channel is shown once more, because its people are reached elsewhere. `where`: names that place. */
  showAgain(channel: string, where: string): Promise<void>
  /** What staff see of so many days. */
  insights(days: number): Promise<Insights>
  /** For the chat: the visitor of a conversation has come back to its window. */
  returned(conversation: string): Promise<void>
  /** For the bot's ports: all that is stored of a conversation, and what was posted of it. */
  forget(conversation: string): Promise<void>
  /** Learns who is reached, then begins to send and to remind. */
  start(): Promise<void>
  /** Everything due is done once: sent, reminded, cleaned. */
  settle(): Promise<void>
  /** After the server stopped taking requests, before the store closes. */
  close(): Promise<void>
}

export function createOffice({ store, knowledge, meaning, queue, retentionDays, onRefused = () => {}, log, now }: OfficeOptions): Office {
  const routing = () => knowledge().routing
  const senders: Senders = createSenders()
  const posted = () => outbox.nudge()
  const desk = createDesk({ store, routing, senders, retentionDays, log, now, posted, refused: onRefused })
  const insights = (days: number) => gatherInsights({ store, knowledge, meaning, now }, days)
  const forget = createForget({ store, desk, senders, knowledge, queue, retentionDays, now, posted })
  const telling = createTelling({ store, desk, senders, knowledge, insights: () => insights(DIGEST_DAYS), queue, now })
  const outbox = createOutbox({ store, telling, log, now })
  const tidy = async (): Promise<void> => {
    for (const { name } of senders.staff())
      for (const digest of routing().digests) await store.outbox.add(digestPost(name, digest.channel, nextDigest(now(), digest)), now())
    await forget.expired()
  }
  const clock = createClock({ desk, senders, routing, tidy, log, now })

  return {
    desk,
    presence: createPresence({ senders, knowledge }),
    registerStaff: senders.registerStaff,
    registerVisitors: senders.registerVisitors,
    channels: desk.channels,
    showAgain: async (channel, where) => {
      const open = (await store.requests.list({ states: ['open', 'claimed'] })).filter((request) => request.channel === channel)
      for (const { id } of open)
        for (const post of shownAgainPosts(id, where, { senders: senders.staff().map(({ name }) => name), due: now() }))
          await store.outbox.add(post, now())
      if (open.length > 0) posted()
    },
    openRequests: () => openRequests(store, knowledge()),
    insights,
    returned: desk.returned,
    forget: forget.conversation,
    start: async () => {
      for (const sender of senders.staff()) await sender.refresh()
      outbox.start()
      clock.start()
    },
    settle: async () => {
      await clock.tick()
      await outbox.flush()
    },
    close: async () => {
      await clock.close()
      await outbox.close()
    },
  }
}
