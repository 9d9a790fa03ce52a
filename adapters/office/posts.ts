/**
 * What waits in the outbox: its kinds and bodies, and which of them a change of a request causes. Each sender to staff gets a post of its
 * own, so that one that fails holds up no other.
 */
import { z } from 'zod'
import type { Action, Change, News } from '../../bot/requests/request.ts'
import { OUTCOMES } from '../../bot/requests/request.ts'
import type { NewPost } from '../storage/storage.ts'
import type { Filed } from './filed.ts'
import { ERASED_BECAUSE, type ErasedBecause, NOTES, type Note, type Trace } from './senders.ts'

const news: z.ZodType<News> = z.union([
  z.object({ kind: z.enum(['claimed', 'reopened', 'passed', 'returned', 'expired']) }),
  z.object({ kind: z.literal('answer'), text: z.string(), dates: z.array(z.string()).optional() }),
  z.object({ kind: z.literal('closed'), outcome: z.enum(OUTCOMES) }),
])
/** Posts of earlier versions name no sender; there was one. */
const sender = z.string().optional()

/** The body of each kind of post, checked when it is read. */
export const POST_BODIES = {
  card: z.object({ sender }),
  thread: z.object({ sender, what: z.enum(NOTES) }),
  escalation: z.object({ sender, to: z.string() }),
  alarm: z.object({ sender, channel: z.string(), most: z.number() }),
  gone: z.object({ sender, id: z.string(), number: z.number(), because: z.enum(ERASED_BECAUSE).catch('wish'), at: z.unknown() }),
  /** Those of earlier versions name no channel, and go. */
  digest: z.object({ sender, channel: z.string().optional() }),
  news: z.object({ news }),
}
export type PostKind = keyof typeof POST_BODIES

/** A post that stands in the outbox all the time: its kind. */
export const STANDING_POST: PostKind = 'digest'

/** The first posts of a new request. */
export function firstPosts(id: string, senders: readonly string[], due: Date): NewPost[] {
  return senders.map((name) => ({ id: `${id}/card/1/${name}`, kind: 'card', request: id, body: { sender: name }, due }))
}

/** The request as it stands, to where its people are reached now; named by the instant, because a place may come back. */
export function shownAgainPosts(id: string, where: string, { senders, due }: { senders: readonly string[]; due: Date }): NewPost[] {
  return senders.map((name) => ({
    id: `${id}/card/${where} ${due.toISOString()}/${name}`,
    kind: 'card',
    request: id,
    body: { sender: name },
    due,
  }))
}

/** What others must be told of a change. Ids name the version that causes it, so that a repeated write cannot say it twice. */
export function postsOf(before: Filed, changed: Extract<Change, { ok: true }>, action: Action, senders: readonly string[]): NewPost[] {
  const { id, version } = before
  const due = new Date(changed.request.details.history.at(-1)!.at)
  const base = (kind: PostKind) => ({ id: `${id}/${kind}/${version + 1}`, kind, request: id, due })
  const staff = (kind: PostKind, body: object = {}) =>
    senders.map((name) => ({ ...base(kind), id: `${base(kind).id}/${name}`, body: { ...body, sender: name } }))
  const note = (what: Note) => staff('thread', { what })
  const posts: NewPost[] = staff('card')
  if (changed.news) posts.push({ ...base('news'), body: { news: changed.news } })
  if (action.do === 'add' || action.do === 'remind' || action.do === 'chase' || action.do === 'return') posts.push(...note(action.do))
  if (action.do === 'escalate') {
    const { to } = action
    posts.push(...note(to === undefined ? 'remind' : 'escalate'))
    if (to !== undefined) posts.push(...staff('escalation', { to }))
  }
  return posts
}

/** To those who see a request whose visitor did not get an answer. `cause`: the post that could not be delivered. */
export function unheardPosts(
  { id }: Filed,
  note: Extract<Note, 'unheard' | 'unseen'>,
  cause: string,
  { senders, due }: { senders: readonly string[]; due: Date },
): NewPost[] {
  return senders.map((name) => ({
    id: `${cause}/${note}/${name}`,
    kind: 'thread',
    request: id,
    body: { what: note, sender: name },
    due,
  }))
}

/** Told once in each such stretch of time: the id is the stretch. */
export function alarmPosts(channel: string, most: number, senders: readonly string[], { now, withinMs }: { now: Date; withinMs: number }) {
  const stretch = Math.floor(now.getTime() / withinMs)
  return senders.map(
    (name): NewPost => ({ id: `alarm/${stretch}/${name}`, kind: 'alarm', body: { sender: name, channel, most }, due: now }),
  )
}

/** Leaves nothing of a request where it stands; without the request's id, so that deleting the request does not take it away. */
export function gonePost(
  { id, number }: { id: string; number: number },
  because: ErasedBecause,
  { sender: name, trace, due }: { sender: string; trace: Trace; due: Date },
): NewPost {
  return { id: `${id}/gone/${name}/${trace.id}`, kind: 'gone', body: { sender: name, id, number, because, at: trace.at }, due }
}

/** There once for each sender and channel, whoever adds it. */
export function digestPost(name: string, channel: string, due: Date): NewPost {
  return { id: `digest/${name}/${channel}`, kind: STANDING_POST, body: { sender: name, channel }, due }
}
