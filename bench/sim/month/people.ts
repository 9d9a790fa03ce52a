/**
 * The people of a simulated office. Visitors hand over requests, add words, come back, take back, or never show up again. Staff are keen, busy
 * or careless, are away for days, want the same request at once, and now and then lay hands on what a colleague has.
 */
import type { Filed } from '../../../adapters/office/filed.ts'
import type { Office } from '../../../adapters/office/office.ts'
import { type Action, type NewRequest, OUTCOMES, type Person } from '../../../bot/requests/request.ts'
import type { Random } from '../random.ts'
import type { OfficeTime } from './office-time.ts'
import type { ToldLine, Window } from './ways.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

type Temper = 'keen' | 'busy' | 'careless'
interface Colleague extends Person {
  channel: string
  temper: Temper
  /** Away from the office. */
  away: { from: Date; to: Date }
}

export interface CrowdOptions {
  office(): Pick<Office, 'desk' | 'forget' | 'returned'>
  channels: readonly string[]
  lead: string
  random: Random
  hours: OfficeTime
  begin: Date
  days: number
  now(): Date
  /** Something will be done. */
  plan(at: Date, act: () => Promise<void>): void
  /** The one request of a conversation. */
  requestIn(conversation: string): Promise<Filed | undefined>
  windows: Map<string, Window>
}

export interface Crowd {
  read(told: ToldLine, filed?: Filed): void
  /** Requests that were made, and as they were before their visitor had all of it deleted. */
  made: Map<string, Filed | undefined>
  deleted: Map<string, { at: Date; last: Filed | undefined }>
  /** How often something was tried on what a colleague has, and was refused. */
  refused: { count: number }
}

export function createCrowd(options: CrowdOptions): Crowd {
  const { office, channels, lead, random, hours, begin, days, now, plan, windows } = options
  const made: Crowd['made'] = new Map()
  const deleted: Crowd['deleted'] = new Map()
  const refused = { count: 0 }
  let words = 0
  const end = new Date(begin.getTime() + days * DAY_MS)

  const staff: Colleague[] = channels.flatMap((channel, at) =>
    (['keen', 'busy', 'careless'] as const).slice(0, 2 + (at % 2)).map((temper, n) => {
      const from = new Date(begin.getTime() + random.next() * days * DAY_MS)
      const name = `${temper} ${channel} ${n}`
      return { id: `29:${name}`, name, channel, temper, away: { from, to: new Date(from.getTime() + random.next() * 12 * DAY_MS) } }
    }),
  )

  /** In the hours of the office, if the person is there. When the month is over nobody is. */
  const atWork = (who: Colleague, delayMs: number, act: () => Promise<void>): void => {
    const at = hours.nextOpen(new Date(now().getTime() + delayMs))
    if (at >= end || (at >= who.away.from && at < who.away.to)) return
    plan(at, act)
  }
  const act = async (id: string, action: Action): Promise<boolean> => {
    const acted = await office().desk.act(id, undefined, action)
    if (!acted.ok && acted.problem === 'not-yours') refused.count += 1
    return acted.ok
  }

  /** What somebody does with a request that is theirs. */
  const work = (id: string, by: Colleague): void => {
    if (by.temper === 'careless' && random.chance(0.7)) return
    const slow = by.temper === 'keen' ? 1 : 8
    atWork(by, random.next() * 5 * slow * HOUR_MS, async () => {
      const dice = random.next()
      if (dice < 0.08) return void (await act(id, { do: 'release', by }))
      if (dice < 0.16) return void (await act(id, { do: 'pass', by, to: random.pick(channels.filter((one) => one !== by.channel)) }))
      if (dice < 0.24) await act(id, { do: 'note', by, text: 'Rückruf versucht' })
      if (!(await act(id, { do: 'answer', by, text: 'Gern, rufen Sie an.' }))) return
      if (random.chance(0.75))
        atWork(by, random.next() * 3 * DAY_MS, async () => void (await act(id, { do: 'close', by, outcome: random.pick(OUTCOMES) })))
    })
  }
  const claim = (id: string, by: Colleague, others: readonly Colleague[]): void => {
    const wait = { keen: 2 * HOUR_MS, busy: 2 * DAY_MS, careless: DAY_MS }[by.temper]
    if (random.chance({ keen: 0.2, busy: 0.5, careless: 0.5 }[by.temper])) return
    atWork(by, random.next() * wait, async () => {
      const rivals = random.chance(0.2) ? [by, ...others] : [by]
      const won = await Promise.all(rivals.map((one) => act(id, { do: 'claim', by: one })))
      rivals.forEach((one, at) => {
        if (won[at]) work(id, one)
      })
    })
  }

  const read = (told: ToldLine, filed?: Filed): void => {
    if (told.what === 'news') hear(told)
    if (!filed) return
    const { id, request } = filed
    const here = staff.filter(({ channel }) => channel === told.to)
    const owner = staff.find(({ id: who }) => who === request.details.claimedBy?.id)
    if (told.what === 'card' && request.state === 'open')
      for (const one of here)
        claim(
          id,
          one,
          here.filter((other) => other !== one),
        )
    if (told.what === 'escalation') for (const one of here.slice(0, 1)) claim(id, one, [])
    if ((told.what === 'chase' || told.what === 'add') && owner && random.chance(0.5)) work(id, owner)
    // Somebody who does not know better.
    if (told.what === 'card' && request.state === 'claimed' && random.chance(0.1)) {
      const other = here.find((one) => one !== owner)
      if (other) atWork(other, HOUR_MS, async () => void (await act(id, { do: 'close', by: other, outcome: 'geholfen' })))
    }
    // The lead may.
    if (told.what === 'card' && request.state === 'claimed' && random.chance(0.03)) {
      const leading = { ...here[0]!, id: `29:${lead}`, name: lead }
      atWork(leading, DAY_MS, async () => void (await act(id, { do: 'release', by: leading })))
    }
  }

  /** A visitor reads what came. */
  const hear = ({ request, to }: ToldLine): void => {
    const number = made.get(request)?.request.number
    const window = windows.get(to)
    if (number === undefined || !window || deleted.has(request) || !random.chance(0.4)) return
    plan(new Date(now().getTime() + random.next() * 6 * HOUR_MS), async () => {
      if (window.state === 'gone' || now() >= end) return
      window.state = 'open'
      await office().returned(to)
      if (random.chance(0.6))
        await office().desk.ask({ do: 'add', number, text: 'Danke, noch eine Frage.' }, { conversation: to, turn: `word ${++words}` })
      plan(new Date(now().getTime() + 20 * MINUTE_MS), async () => {
        if (window.state === 'open') window.state = 'closed'
      })
    })
  }

  const visit = (n: number): void => {
    const conversation = `talk ${n}`
    const mail = random.chance(0.6)
    plan(new Date(begin.getTime() + random.next() * days * DAY_MS), async () => {
      windows.set(conversation, { state: 'open', mail })
      const window = windows.get(conversation)!
      const request = newRequest(random.pick(channels), mail, now())
      await office().desk.ask({ do: 'create', request }, { conversation, turn: '1' })
      const [standing] = await office().desk.ask({ do: 'list' }, { conversation, turn: '2' })
      const filed = standing && (await options.requestIn(conversation))
      if (!filed) throw new Error(`the request of ${conversation} was not made`)
      made.set(filed.id, filed)
      plan(new Date(now().getTime() + random.next() * HOUR_MS), async () => {
        if (window.state === 'open') window.state = 'closed'
      })
      if (random.chance(0.3))
        plan(new Date(now().getTime() + random.next() * 20 * DAY_MS), async () => {
          window.state = 'gone'
          window.goneSince = now()
        })
      const regret = random.next()
      if (regret < 0.07)
        plan(new Date(now().getTime() + random.next() * 4 * DAY_MS), async () => {
          deleted.set(filed.id, { at: now(), last: await office().desk.find(filed.id) })
          if (regret < 0.03) await office().forget(conversation)
          else await office().desk.ask({ do: 'withdraw', number: filed.request.number }, { conversation, turn: '9' })
        })
    })
  }

  const visitors = Math.round(days * (3 + random.next() * 4))
  for (let n = 1; n <= visitors; n++) visit(n)
  return { read, made, deleted, refused }
}

function newRequest(channel: string, mail: boolean, now: Date): NewRequest {
  return {
    lang: 'de',
    consent: { text: 'Einverstanden?', at: now.toISOString(), lang: 'de' },
    name: 'Xenia Beispiel',
    reach: mail ? 'xenia@example.org' : '0345 123456',
    question: 'Wie fange ich an?',
    answers: [],
    topics: [],
    regions: [],
    route: [channel],
  }
}
