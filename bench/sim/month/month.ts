/**
 * Days of an office by seed: the real desk, clock, outbox and storage on a clock that is set, with people as they are. After the days nobody
 * comes to work any more, until all deadlines have run out; then the time of keeping ends.
 */
import pino from 'pino'
import type { Filed } from '../../../adapters/office/filed.ts'
import { allFiled } from '../../../adapters/office/filed.ts'
import { createOffice, type Office } from '../../../adapters/office/office.ts'
import type { Store } from '../../../adapters/storage/storage.ts'
import { createTurnQueue } from '../../../adapters/turn-queue.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { Backend } from '../backend.ts'
import { seeded } from '../random.ts'
import { judgeMonth } from './judge.ts'
import { officeTime } from './office-time.ts'
import { createCrowd } from './people.ts'
import { createWays, type Outage, type Window } from './ways.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const TICK_MS = 30 * MINUTE_MS
/** Ten working days until what was left is everybody's again, holidays between, then the deadlines of what is open. */
const CALM_DAYS = 25
const RETENTION_DAYS = 90
/** A Monday. */
const BEGIN = new Date('2026-11-02T00:00:00+01:00')
const LEAD = 'Leitung'

/**
 * Faults that can be switched on, to see that the judge finds them. `no-deadline`: the database forgets when somebody should look again.
 * `loses-posts`: now and then a post is thought to be sent that was not. `everybody-leads`: rights are not asked for. `mute`: visitors hear nothing.
 */
export const MONTH_FLAWS = ['no-deadline', 'loses-posts', 'everybody-leads', 'mute'] as const
export type MonthFlaw = (typeof MONTH_FLAWS)[number]

export interface MonthOutcome {
  problems: string[]
  counts: {
    requests: number
    answered: number
    closed: number
    reminders: number
    escalations: number
    chased: number
    returned: number
    refused: number
    told: number
    restarts: number
  }
}

export interface MonthOptions {
  backend: Backend
  knowledge: Knowledge
  seed: number
  days: number
  flaw?: MonthFlaw | undefined
}

/** Plays one seed. The backend is emptied first; nothing else may use it meanwhile. */
export async function simulateMonth({ backend, knowledge, seed, days, flaw }: MonthOptions): Promise<MonthOutcome> {
  await backend.clear()
  const random = seeded(seed)
  let now = BEGIN
  backend.clock.now = () => now.getTime()
  const end = new Date(BEGIN.getTime() + days * DAY_MS)
  const calm = new Date(end.getTime() + CALM_DAYS * DAY_MS)
  const routing = { ...knowledge.routing, leads: [LEAD] }
  const known = { ...knowledge, routing }
  const channels = routing.channels.map(({ id }) => id)
  const hours = officeTime(routing)
  const outages = Array.from({ length: Math.ceil(days / 4) }, (): Outage => {
    const from = new Date(BEGIN.getTime() + random.next() * days * DAY_MS)
    return { from, to: new Date(from.getTime() + random.next() * 2 * 60 * MINUTE_MS) }
  })
  const windows = new Map<string, Window>()
  const planned: { at: Date; order: number; act: () => Promise<void> }[] = []
  let order = 0
  const plan = (at: Date, act: () => Promise<void>) => void planned.push({ at, order: ++order, act })

  const store = bent(backend.plain, flaw, () => random.chance(0.02))
  const log = pino({ level: 'silent' })
  const clock = () => now
  const open = (): Office => {
    const led = flaw === 'everybody-leads' ? { ...routing, leads: everybody } : routing
    const made = createOffice({
      store,
      knowledge: () => ({ ...known, routing: led }),
      queue: createTurnQueue(store.lock, log),
      retentionDays: RETENTION_DAYS,
      log,
      now: clock,
    })
    made.registerStaff(ways.staff(store))
    if (flaw !== 'mute') for (const way of ways.visitors()) made.registerVisitors(way)
    return made
  }
  const everybody = channels.flatMap((channel) => ['keen', 'busy', 'careless'].map((temper, at) => `${temper} ${channel} ${at}`))
  const requestIn = async (conversation: string): Promise<Filed | undefined> =>
    allFiled(await backend.plain.requests.list({ conversation }))[0]
  const ways = createWays({ channels, random, now: clock, outages, windows, read: (told, filed) => people.read(told, filed) })
  const people = createCrowd({
    office: () => office,
    channels,
    lead: LEAD,
    random,
    hours,
    begin: BEGIN,
    days,
    now: clock,
    plan,
    requestIn,
    windows,
  })
  let office = open()
  let restarts = 0

  const until = async (instant: Date, tickMs: number): Promise<void> => {
    for (let tick = new Date(now.getTime() + tickMs); now < instant; ) {
      planned.sort((a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order)
      const next = planned[0]
      if (next && next.at <= tick) {
        planned.shift()
        if (next.at > now) now = next.at
        await next.act()
      } else {
        now = tick
        tick = new Date(now.getTime() + tickMs)
        // A server that is started anew knows nothing but what is kept.
        if (random.chance(0.002)) {
          office = open()
          restarts += 1
        }
      }
      await office.settle()
    }
  }

  await until(calm, TICK_MS)
  const stored = allFiled(await backend.plain.requests.list({}))
  const problems = judgeMonth({
    requests: [...people.made].flatMap(
      ([id, first]) => (people.deleted.has(id) ? people.deleted.get(id)!.last : stored.find((one) => one.id === id)) ?? first ?? [],
    ),
    deleted: new Map([...people.deleted].map(([id, { at }]) => [id, at])),
    until: calm,
    told: ways.told,
    outages,
    windows,
    routing,
    hours,
    lead: LEAD,
  })
  for (const { request } of stored) {
    if (request.state === 'claimed') problems.push(`request ${request.number}: is still somebody's, who left it`)
    if (request.state === 'open' && request.details.reminded < 2)
      problems.push(`request ${request.number}: is open, and the last resort does not know`)
  }
  for (const id of people.made.keys())
    if (!people.deleted.has(id) && !stored.some((one) => one.id === id)) problems.push(`request ${id} is gone, and nobody wanted that`)
  const waiting = await backend.plain.outbox.oldest('digest')
  if (waiting) problems.push(`something waits since ${waiting.toISOString()} to be told`)
  const weeks = Math.floor((days + CALM_DAYS - 1) / 7)
  const digests = ways.told.filter(({ what }) => what === 'digest').length
  if (Math.abs(digests - weeks) > 1) problems.push(`${digests} weekly digests in ${weeks} weeks`)

  // The time of keeping ends.
  await until(new Date(calm.getTime() + (RETENTION_DAYS + 1) * DAY_MS), 6 * 60 * MINUTE_MS)
  const left = await backend.plain.requests.list({})
  if (left.length > 0) problems.push(`${left.length} requests are kept for too long`)
  for (const { id, request, conversation = '' } of stored) {
    const heard = ways.told.some(({ what, request: of, text }) => what === 'news' && of === id && text?.includes('gelöscht'))
    const isReached = request.details.reach.includes('@') || windows.get(conversation)?.state !== 'gone'
    if (request.state === 'open' && isReached && !heard) problems.push(`request ${request.number}: went without a word to who waits`)
    if (request.state !== 'withdrawn' && !ways.told.some(({ what, request: of }) => what === 'erase' && of === id))
      problems.push(`request ${request.number}: is gone, and stands with its people`)
  }
  const lines = stored.flatMap(({ request }) => request.details.history.map(({ what }) => what))
  const count = (what: string) => lines.filter((line) => line === what).length
  return {
    problems,
    counts: {
      requests: people.made.size,
      answered: stored.filter(({ request }) => request.details.history.some(({ what }) => what === 'answer')).length,
      closed: stored.filter(({ request }) => request.state === 'closed').length,
      reminders: count('remind'),
      escalations: count('escalate'),
      chased: count('chase'),
      returned: count('return'),
      refused: people.refused.count,
      told: ways.told.length,
      restarts,
    },
  }
}

function bent(store: Store, flaw: MonthFlaw | undefined, chance: () => boolean): Store {
  if (flaw === 'no-deadline')
    return {
      ...store,
      requests: {
        ...store.requests,
        update: (id, version, change, ...rest) => store.requests.update(id, version, { ...change, due: undefined }, ...rest),
      },
    }
  if (flaw === 'loses-posts')
    return {
      ...store,
      outbox: {
        ...store.outbox,
        take: async (...asked) => {
          const posts = await store.outbox.take(...asked)
          const lost = posts.filter(({ kind }) => kind !== 'digest' && chance())
          for (const { id } of lost) await store.outbox.done(id)
          return posts.filter((post) => !lost.includes(post))
        },
      },
    }
  return store
}
