/**
 * Requests in the store. Each change reads the newest version, asks the core what comes of it, and writes the new value together with
 * the messages it causes: either all of it is kept or nothing. Whoever was slower than somebody else is told, not overwritten.
 */
import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import type { Routing } from '../../bot/knowledge/knowledge.ts'
import { dueOf } from '../../bot/requests/deadlines.ts'
import { isLead } from '../../bot/requests/lead.ts'
import { answersIn, lastWord } from '../../bot/requests/live.ts'
import { type Action, type Change, change, isUnseen, newDetails, type Request } from '../../bot/requests/request.ts'
import { channelLabel, nextPlace } from '../../bot/requests/route.ts'
import type { HandOffPort, HandOffQuestion, Origin, Standing } from '../../bot/requests/standing.ts'
import { createLimiter } from '../limiter.ts'
import { REQUESTS_PER_ADDRESS } from '../limits.ts'
import { StorageAway, type Store } from '../storage/storage.ts'
import { allFiled, type Filed, filedOf } from './filed.ts'
import { alarmPosts, firstPosts, postsOf } from './posts.ts'
import type { Senders } from './senders.ts'

/** Open requests one conversation may have; more is an accident or a nuisance. */
const MAX_OPEN_REQUESTS = 3
/** New requests of all visitors together within the time below, from which staff are told that something unusual goes on. */
const ALARM_NEW = 40
/** The last resort: nobody could read so many. */
const MAX_NEW_REQUESTS = 2000
const NEW_WITHIN_MS = 10 * 60_000
/** Two people rarely write at once, three hardly ever. */
const MAX_TRIES = 5

export type Acted =
  | { ok: true; filed: Filed }
  /** Nothing was changed; `filed` is how it is now. */
  | { ok: false; problem: Extract<Change, { ok: false }>['problem'] | 'unknown' | 'changed'; filed?: Filed }

export interface Desk extends HandOffPort {
  find(id: string): Promise<Filed | undefined>
  /** Channels of routing.md whose people somebody reaches, in its order; requests can go to these. */
  channels(): string[]
  /** Requests that the clock should look at by now. */
  overdue(now: Date): Promise<Filed[]>
  /**
   * Does something to a request. `version`: of the card that was used; where somebody was quicker and what they did gets in the way, the
   * answer says so. Notes and answers are kept whatever happened meanwhile.
   */
  act(id: string, version: number | undefined, action: Action): Promise<Acted>
  /** The visitor of a conversation has come back to its window. */
  returned(conversation: string): Promise<void>
}

export interface DeskOptions {
  store: Store
  routing(): Routing
  senders: Senders
  retentionDays: number
  log: Logger
  now(): Date
  /** Something is in the outbox. */
  posted(): void
  /** One was refused or something unusual was seen, by this name. */
  refused(limit: string): void
}

export function createDesk({ store, routing, senders, retentionDays, log, now, posted, refused }: DeskOptions): Desk {
  const perAddress = createLimiter(REQUESTS_PER_ADDRESS, now)
  const names = () => senders.staff().map(({ name }) => name)

  const channels = (): string[] => {
    const reached = senders.reached()
    return routing().channels.flatMap(({ id }) => (reached.has(id) ? [id] : []))
  }

  const clientOf = (conversation: string): string | undefined => {
    for (const sender of senders.visitors()) {
      const client = sender.clientOf?.(conversation)
      if (client !== undefined) return client
    }
    return undefined
  }

  /** "Not ours" is passed on to the next place of its route that is reached and has not had it; where there is none, it ends. */
  const onward = (action: Action, { request }: Filed): Action => {
    if (action.do !== 'close' || action.outcome !== 'nicht-zustaendig' || request.state === 'closed') return action
    const to = nextPlace(request, channels(), routing().lastResort)
    if (to === undefined) return action
    const { by, cause, lead } = action
    return { do: 'pass', by, to, ...(cause !== undefined && { cause }), ...(lead && { lead }) }
  }

  const find = async (id: string) => filedOf(await store.requests.find(id))

  const act = async (id: string, version: number | undefined, meant: Action): Promise<Acted> => {
    const action: Action = 'by' in meant && isLead(meant.by, routing().leads) ? { ...meant, lead: true } : meant
    for (let tries = 1; ; tries++) {
      const filed = await find(id)
      if (!filed) return { ok: false, problem: 'unknown' }
      // A turn that runs again, after a crash or at two servers at once, has added its text already.
      if (action.do === 'add' && wasAddedBy(action.turn, filed)) return { ok: true, filed }
      const wanted = onward(action, filed)
      const outdated = version !== undefined && version !== filed.version && !stillMeant(action, filed.request)
      const changed = change(filed.request, wanted, now())
      if (!changed.ok) return { ok: false, problem: changed.problem, filed }
      // The card showed something else than what is: whatever was pressed there was meant for that.
      if (outdated) return { ok: false, problem: overtaken(filed.request), filed }
      const written = await store.requests.update(
        id,
        filed.version,
        rowOf(changed.request, routing()),
        now(),
        postsOf(filed, changed, wanted, names()),
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
    const connected = channels()
    const channel = question.request.route.find((name) => connected.includes(name)) ?? connected[0]
    if (channel === undefined) throw new StorageAway('nobody is reached who takes requests')
    const details = newDetails(question.request, now())
    const request: Request = { number: 0, state: 'open', channel, details }
    const row = rowOf(request, routing())
    const isMany = recent.length + 1 >= ALARM_NEW
    if (isMany) {
      refused('requests-alarm')
      log.warn({ event: 'requests_many', requests: recent.length + 1 }, 'unusually many new requests, all are taken')
    }
    const made = await store.requests.create(
      { id, state: row.state, channel, conversation: origin.conversation, body: details, ...(row.due && { due: row.due }) },
      now(),
      [
        ...firstPosts(id, names(), now()),
        ...(isMany ? alarmPosts(channel, ALARM_NEW, names(), { now: now(), withinMs: NEW_WITHIN_MS }) : []),
      ],
    )
    posted()
    return filedOf(made)
  }

  const ofConversation = async (conversation: string) => allFiled(await store.requests.list({ conversation }))
  const numbered = async (conversation: string, number: number) =>
    (await ofConversation(conversation)).find(({ request }) => request.number === number)

  const standingOf = ({ request }: Filed): Standing => ({
    number: request.number,
    state: request.state,
    place: channelLabel(request.channel, routing()),
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
    const acted = await act(own.id, undefined, question.do === 'add' ? { do: 'add', text: question.text, turn } : { do: 'withdraw' })
    if (acted.ok) return [acted.filed]
    return acted.problem === 'withdrawn' && question.do === 'withdraw' ? [own] : []
  }

  return {
    at: (channelId) =>
      senders.staff().some(({ staffDoor }) => staffDoor === channelId) ? undefined : { open: channels().length > 0, retentionDays },
    ask: async (question, origin) => (await ask(question, origin)).map(standingOf),
    live: async (conversation) => {
      const claimed = allFiled(await store.requests.list({ conversation, states: ['claimed'] })).flatMap(({ request }) => {
        const at = lastWord(request, now())
        return at ? [{ at, request }] : []
      })
      const latest = claimed.sort((a, b) => b.at.getTime() - a.at.getTime())[0]?.request
      return latest && { number: latest.number, place: channelLabel(latest.channel, routing()), answers: answersIn(latest.details) }
    },
    returned: async (conversation) => {
      for (const { id, request } of await ofConversation(conversation)) if (isUnseen(request)) await act(id, undefined, { do: 'seen' })
    },
    find,
    channels,
    overdue: async (at) => allFiled(await store.requests.list({ states: ['open', 'claimed'], dueBefore: at })),
    act,
  }
}

function rowOf(request: Request, routing: Routing) {
  return { state: request.state, channel: request.channel, due: dueOf(request, routing), body: request.details }
}

/** Done all the same, whatever happened since the card was drawn: what takes nothing from anybody, and what whoever has it does. */
function stillMeant(action: Action, { details }: Request): boolean {
  if ('by' in action && details.claimedBy?.id === action.by.id) return true
  if (action.do === 'answer') return details.claimedBy === undefined || details.claimedBy.id === action.by.id
  return action.do === 'claim' || action.do === 'note' || action.do === 'add'
}

/** How to call it that somebody else was quicker. */
function overtaken({ state }: Request): Extract<Acted, { ok: false }>['problem'] {
  return state === 'claimed' ? 'taken' : state === 'closed' ? 'closed' : 'changed'
}

const wasAddedBy = (turn: string | undefined, { request: { details } }: Filed): boolean =>
  turn !== undefined && details.history.some((line) => line.what === 'add' && line.turn === turn)
