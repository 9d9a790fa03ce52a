/**
 * What each kind of post means: which sender says what. Every post looks at the request as it is now, so that one which is repeated, or comes
 * late, does no harm.
 */
import { DIGEST_DAYS, nextDigest } from '../../bot/impact/next-digest.ts'
import { DAY_MS } from '../../bot/knowledge/day.ts'
import type { Digest, Knowledge } from '../../bot/knowledge/knowledge.ts'
import { newsReply } from '../../bot/requests/replies.ts'
import type { Brought } from '../../bot/requests/request.ts'
import type { Post, Store } from '../storage/storage.ts'
import type { TurnQueue } from '../turn-queue.ts'
import type { Desk } from './desk.ts'
import { type Filed, requestTurn } from './filed.ts'
import { type Insights, insightsOf } from './insights.ts'
import { POST_BODIES, type PostKind, unheardPosts } from './posts.ts'
import type { Senders, StaffSender } from './senders.ts'

export interface TellingOptions {
  store: Pick<Store, 'outbox'>
  desk: Pick<Desk, 'find' | 'act'>
  senders: Senders
  knowledge(): Knowledge
  /** The figures of the days that a digest looks back on. */
  insights(): Promise<Insights>
  queue: TurnQueue
  now(): Date
}

/** `again`: the post stays, for that instant. */
export type Sent = { again: Date } | undefined

/** By kind of post: carries it out. Rejects when it must be tried again. */
export type Telling = Record<PostKind, (post: Post) => Promise<Sent>>

/** The instant that the present digest is of: the same however often, and however late, it is tried. */
function digestOf(now: Date, plan: Digest): Date {
  return nextDigest(new Date(now.getTime() - DIGEST_DAYS * DAY_MS), plan)
}

/** The work of the outbox. */
export function createTelling({ store, desk, senders, knowledge, insights, queue, now }: TellingOptions): Telling {
  /** The request a post is about; undefined when it was deleted meanwhile. */
  const about = (post: Post): Promise<Filed | undefined> => desk.find(post.request ?? '')

  const named = (name: string | undefined): StaffSender => {
    const found = name === undefined ? senders.staff()[0] : senders.staff().find((sender) => sender.name === name)
    if (!found) throw new Error(`there is no sender ${name ?? 'to staff'}`)
    return found
  }

  /** What one sender cannot say another may; where nobody can, it waits until somebody does. */
  const someoneMust = (done: boolean, channel: string): void => {
    if (!done && !senders.reached().has(channel)) throw new Error(`nobody reaches the channel ${channel}`)
  }

  const show = async (post: Post, sender: StaffSender): Promise<void> => {
    const filed = await about(post)
    if (filed) someoneMust(await sender.show(filed, post.id), filed.request.channel)
  }

  return {
    card: async (post) => {
      const sender = named(POST_BODIES.card.parse(post.body).sender)
      await queue.run(requestTurn(post.request ?? ''), () => show(post, sender))
      return undefined
    },

    thread: async (post) => {
      const { sender, what } = POST_BODIES.thread.parse(post.body)
      const filed = await about(post)
      const state = filed?.request.state
      const isOver =
        ((what === 'remind' || what === 'escalate' || what === 'return') && state !== 'open') || (what === 'chase' && state !== 'claimed')
      if (filed && !isOver) someoneMust(await named(sender).note(filed, what, post.id), filed.request.channel)
      return undefined
    },

    /**
     * By the first way that reaches the visitor now; one that keeps it for later leaves it to the next one, too. An answer that reached nobody is
     * the people's again.
     */
    news: async (post) => {
      const { news } = POST_BODIES.news.parse(post.body)
      const filed = await about(post)
      if (!filed) return undefined
      const reply = newsReply(filed.request, news, knowledge())
      let how: Brought = 'none'
      for (const sender of senders.visitors()) {
        const told = await sender.tell(filed, reply, post.id)
        if (told) how = told
        if (told && told !== 'closed') break
      }
      if (news.kind !== 'answer') return undefined
      if (how === 'none' || how === 'closed') {
        const names = senders.staff().map(({ name }) => name)
        const note = how === 'none' ? 'unheard' : 'unseen'
        for (const unheard of unheardPosts(filed, note, post.id, { senders: names, due: now() })) await store.outbox.add(unheard, now())
      }
      await desk.act(filed.id, undefined, { do: 'deliver', how, cause: post.id })
      return undefined
    },

    /** Where nobody reacts, the last resort hears of it. */
    escalation: async (post) => {
      const { sender: name, to } = POST_BODIES.escalation.parse(post.body)
      const sender = named(name)
      const filed = await about(post)
      if (filed?.request.state === 'open' && sender.channels().includes(to)) await sender.tell(to, { kind: 'escalation', filed }, post.id)
      return undefined
    },

    /** To the people who get the requests: something unusual goes on, and nothing is held back from them. */
    alarm: async (post) => {
      const { sender: name, channel, most } = POST_BODIES.alarm.parse(post.body)
      const sender = named(name)
      if (sender.channels().includes(channel)) await sender.tell(channel, { kind: 'alarm', requests: most }, post.id)
      return undefined
    },

    gone: async (post) => {
      const { sender, id, number, because, at } = POST_BODIES.gone.parse(post.body)
      await queue.run(requestTurn(id), () => named(sender).erase(at, { number, because }, post.id))
      return undefined
    },

    /** Puts itself off by a week each time it was sent; goes when routing.md wants it no more. */
    digest: async (post) => {
      const { sender: name, channel } = POST_BODIES.digest.parse(post.body)
      const { digests, lastResort } = knowledge().routing
      const plan = digests.find((digest) => digest.channel === channel)
      if (!plan) return undefined
      const sender = named(name)
      if (sender.channels().includes(plan.channel)) {
        const all = await insights()
        // Beside others, a place reads of its own requests; the last resort of all.
        const own = digests.length > 1 && plan.channel !== lastResort ? insightsOf(plan.channel, all) : all
        await sender.tell(plan.channel, { kind: 'digest', insights: own }, `${post.id}/${digestOf(now(), plan).toISOString()}`)
      }
      return { again: nextDigest(now(), plan) }
    },
  }
}
