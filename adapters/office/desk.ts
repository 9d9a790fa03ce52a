/**
 * Requests in the store. Each change reads the newest version, asks the core what comes of it, and writes the new value together with
 * the messages it causes: either all of it is kept or nothing. Whoever was slower than somebody else is told, not overwritten.
 */
import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import type { Routing } from '../../bot/knowledge/knowledge.ts'
import { arrivedAt, dueOf } from '../../bot/requests/deadlines.ts'
import { type Action, type Change, change, type News, newDetails, type Request, readDetails } from '../../bot/requests/request.ts'
import type { HandOffPort, HandOffQuestion, Origin, Standing } from '../../bot/requests/standing.ts'
import { createLimiter } from '../limiter.ts'
import { REQUESTS_PER_ADDRESS } from '../limits.ts'
import { type NewPost, type StaffRequest, StorageAway, type Store } from '../storage/storage.ts'
import type { Channels } from '../teams/channels.ts'
import type { CardData } from '../teams/request-card.ts'

/** Open requests one conversation may have; more is an accident or a nuisance. */
const MAX_OPEN_REQUESTS = 3
/** New requests of all visitors together within the time below, from which staff are told that something unusual goes on. */
const ALARM_NEW = 40
/** The last resort: nobody could read so many. */
const MAX_NEW_REQUESTS = 2000
const NEW_WITHIN_MS = 10 * 60_000
/** Two people rarely write at once, three hardly ever. */
const MAX_TRIES = 5

/** A stored request, as the core and the card see it. */
export interface Filed extends CardData {
  conversation: string | undefined
  created: Date
}

export type Acted =
  | { ok: true; filed: Filed }
  /** Nothing was changed; `filed` is how it is now. */
  | { ok: false; problem: Extract<Change, { ok: false }>['problem'] | 'unknown' | 'changed'; filed?: Filed }

export interface Desk extends HandOffPort {
  find(id: string): Promise<Filed | undefined>
  list(states: readonly Request['state'][]): Promise<Filed[]>
  /** Open requests that the clock should look at by now. */
  overdue(now: Date): Promise<Filed[]>
  /**
   * Does something to a request. `version`: of the card that was used; where somebody was quicker and what they did gets in the way, the
   * answer says so. Notes and answers are kept whatever happened meanwhile.
   */
  act(id: string, version: number | undefined, action: Action): Promise<Acted>
}

export interface DeskOptions {
  store: Store
  routing(): Routing
  channels: Channels
  retentionDays: number
  log: Logger
  now(): Date
  /** Something is in the outbox. */
  posted(): void
  /** Whose address a conversation speaks from, as far as it is known. */
  clientOf(conversation: string): string | undefined
  /** One was refused or something unusual was seen, by this name. */
  refused(limit: string): void
}

export function createDesk({ store, routing, channels, retentionDays, log, now, posted, clientOf, refused }: DeskOptions): Desk {
  const perAddress = createLimiter(REQUESTS_PER_ADDRESS, now)

  const find = async (id: string) => filedOf(await store.requests.find(id))

  const act = async (id: string, version: number | undefined, action: Action): Promise<Acted> => {
    for (let tries = 1; ; tries++) {
      const filed = await find(id)
      if (!filed) return { ok: false, problem: 'unknown' }
      const outdated = version !== undefined && version !== filed.version && !stillMeant(action, filed.request)
      const changed = change(filed.request, action, now())
      if (!changed.ok) return { ok: false, problem: changed.problem, filed }
      // The card showed something else than what is: whatever was pressed there was meant for that.
      if (outdated) return { ok: false, problem: overtaken(filed.request), filed }
      const written = await store.requests.update(
        id,
        filed.version,
        rowOf(changed.request, routing()),
        now(),
        postsOf(filed, changed, action),
      )
      if (written.ok) {
        posted()
        return { ok: true, filed: filedOf(written.request)! }
      }
      if (written.problem === 'unknown') return { ok: false, problem: 'unknown' }
      if (tries === MAX_TRIES) throw new Error(`request ${id} changes faster than it can be written`)
    }
  }

  const create = async (question: Extract<HandOffQuestion, { do: 'create' }>, origin: Origin): Promise<Filed | undefined> => {
    // The same turn gives the same id, so a turn that is repeated after a crash finds its request instead of making another.
    const id = createHash('sha256').update(`${origin.conversation}\n${origin.turn}`).digest('hex').slice(0, 24)
    const already = await find(id)
    if (already) return already
    const mine = await store.requests.list({ conversation: origin.conversation, states: ['open', 'claimed'] })
    if (mine.length >= MAX_OPEN_REQUESTS) return undefined
    const client = clientOf(origin.conversation)
    if (client !== undefined && perAddress.take(client) > 0) {
      refused('requests-per-address')
      return undefined
    }
    const recent = (await store.requests.list({ states: ['open', 'claimed'] })).filter(
      ({ created }) => now().getTime() - created.getTime() < NEW_WITHIN_MS,
    )
    if (recent.length >= MAX_NEW_REQUESTS) {
      refused('requests-in-all')
      log.error({ event: 'requests_flood', requests: recent.length }, 'far too many new requests, more are put off for some minutes')
      throw new StorageAway('too many new requests')
    }
    const connected = channels.connected()
    const channel = question.request.route.find((name) => connected.includes(name)) ?? connected[0]
    if (channel === undefined) throw new StorageAway('no channel is connected that takes requests')
    const details = newDetails(question.request, now())
    const request: Request = { number: 0, state: 'open', channel, details }
    const row = rowOf(request, routing())
    const alarm = recent.length + 1 >= ALARM_NEW ? alarmPost(now(), channel) : undefined
    if (alarm) {
      refused('requests-alarm')
      log.warn({ event: 'requests_many', requests: recent.length + 1 }, 'unusually many new requests, all are taken')
    }
    const made = await store.requests.create(
      { id, state: row.state, channel, conversation: origin.conversation, body: details, ...(row.due && { due: row.due }) },
      now(),
      [{ id: `${id}/card/1`, kind: 'card', request: id, body: {}, due: now() }, ...(alarm ? [alarm] : [])],
    )
    posted()
    return filedOf(made)
  }

  const ofConversation = async (conversation: string) => filter(await store.requests.list({ conversation }))
  const numbered = async (conversation: string, number: number) =>
    (await ofConversation(conversation)).find(({ request }) => request.number === number)

  const standingOf = ({ request }: Filed): Standing => ({
    number: request.number,
    state: request.state,
    place: routing().channels.find(({ id }) => id === request.channel)?.label ?? request.channel,
    ...(request.details.outcome && { outcome: request.details.outcome }),
  })

  const ask = async (question: HandOffQuestion, origin: Origin): Promise<Filed[]> => {
    if (question.do === 'list') return ofConversation(origin.conversation)
    if (question.do === 'create') {
      const made = await create(question, origin)
      return made ? [made] : []
    }
    const own = await numbered(origin.conversation, question.number)
    if (!own) return []
    const { turn } = origin
    // A turn that is repeated after a crash has added its text already.
    if (question.do === 'add' && own.request.details.history.some((line) => line.what === 'add' && line.turn === turn)) return [own]
    const acted = await act(own.id, undefined, question.do === 'add' ? { do: 'add', text: question.text, turn } : { do: 'withdraw' })
    if (acted.ok) return [acted.filed]
    return acted.problem === 'withdrawn' && question.do === 'withdraw' ? [own] : []
  }

  return {
    at: (channelId) => (channelId === 'msteams' ? undefined : { open: channels.connected().length > 0, retentionDays }),
    ask: async (question, origin) => (await ask(question, origin)).map(standingOf),
    find,
    list: async (states) => filter(await store.requests.list({ states })),
    overdue: async (at) => filter(await store.requests.list({ states: ['open'], dueBefore: at })),
    act,
  }
}

/** Told once in each such stretch of time: the id is the stretch. */
function alarmPost(now: Date, channel: string): NewPost {
  return { id: `alarm/${Math.floor(now.getTime() / NEW_WITHIN_MS)}`, kind: 'alarm', body: { channel, most: ALARM_NEW }, due: now }
}

/** Undefined for a row written by another version of the program. */
export function filedOf(row: StaffRequest | undefined): Filed | undefined {
  const details = row && readDetails(row.body)
  if (!row || !details) return undefined
  const request = { number: row.number, state: row.state as Request['state'], channel: row.channel, details }
  return { id: row.id, version: row.version, conversation: row.conversation, created: row.created, request }
}

function filter(rows: readonly StaffRequest[]): Filed[] {
  return rows.map(filedOf).filter((filed) => filed !== undefined)
}

function rowOf(request: Request, routing: Routing) {
  return { state: request.state, channel: request.channel, due: dueOf(request, arrivedAt(request), routing), body: request.details }
}

/** Done all the same, whatever happened since the card was drawn: what takes nothing from anybody. */
function stillMeant(action: Action, { details }: Request): boolean {
  if (action.do === 'answer') return details.claimedBy === undefined || details.claimedBy.id === action.by.id
  return action.do === 'claim' || action.do === 'note' || action.do === 'add'
}

/** How to call it that somebody else was quicker. */
function overtaken({ state }: Request): Extract<Acted, { ok: false }>['problem'] {
  return state === 'claimed' ? 'taken' : state === 'closed' ? 'closed' : 'changed'
}

/** What others must be told of a change. Ids name the version that causes it, so that a repeated write cannot say it twice. */
function postsOf(before: Filed, changed: Extract<Change, { ok: true }>, action: Action): NewPost[] {
  const { id, version, conversation } = before
  const due = new Date(changed.request.details.history.at(-1)!.at)
  const post = (kind: string, body: unknown): NewPost => ({ id: `${id}/${kind}/${version + 1}`, kind, request: id, body, due })
  const posts = [post('card', {})]
  if (changed.news && conversation !== undefined) posts.push(post('news', { news: changed.news satisfies News }))
  if (action.do === 'add') posts.push(post('thread', { what: 'add' }))
  if (action.do === 'remind') posts.push(post('thread', { what: 'remind' }))
  if (action.do === 'escalate') {
    posts.push(post('thread', { what: action.to === undefined ? 'remind' : 'escalate' }))
    if (action.to !== undefined) posts.push(post('escalation', { to: action.to }))
  }
  return posts
}
