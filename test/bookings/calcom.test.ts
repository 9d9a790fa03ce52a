/** Bookings told by Cal.com: signatures checked, each counted once whatever is repeated, nothing of a person kept. */
import { createHmac } from 'node:crypto'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { calcomRoute } from '../../adapters/bookings/calcom-route.ts'
import { createServer } from '../../adapters/server.ts'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import type { Store } from '../../adapters/storage/storage.ts'
import { addressOf } from '../../bot/guides/outcomes/targets.ts'
import { impactReport } from '../../bot/impact/impact-report.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { knownFrom } from '../real-bot.ts'

const SECRET = 'what Cal.com signs with'
const NOW = new Date('2026-11-20T10:00:00+01:00')
const ENTRY = 'contacts/beratung'
const GUEST = 'petra.mustermann@example.org'

let knowledge: Knowledge
let store: Store
let server: ReturnType<typeof createServer>
let url: string
let now = NOW
let counter = 0
const uid = () => `uid-${++counter}`

beforeAll(async () => {
  const booking = (provider: string, address: string) => `booking: { title: Termin, provider: ${provider}, url: "${address}" }`
  const contact = (more: string) =>
    `---\ntitle: Beratung\nquestions: [Wer berät uns?]\norganisation: Beratung\nrole: Berät\nweb: https://www.example.org\n${more}\n---\nWir beraten.\n`
  const folder = knowledgeFolder({
    'contacts/beratung.md': contact(booking('calcom', 'https://cal.com/beratung/termin')),
    'contacts/andere.md': contact(booking('link', 'https://www.example.org/termin')),
  })
  knowledge = knownFrom(folder).knowledge
  store = await sqliteStore({ path: ':memory:', clock: () => now })
  const log = pino({ level: 'silent' })
  server = createServer({ log, publicUrl: 'https://wegweiser.example.org' })
  calcomRoute(server.router, { store, knowledge: () => knowledge, secret: SECRET, busy: () => 0, log, now: () => now })
  url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/buchungen/calcom`
})
afterAll(async () => {
  await server.close(0)
  await store.close()
})
beforeEach(() => {
  now = NOW
})

/** As Cal.com sends it, with a person in it. */
const delivery = (triggerEvent: string, payload: object, createdAt = now) =>
  JSON.stringify({
    triggerEvent,
    createdAt: createdAt.toISOString(),
    payload: {
      type: 'termin',
      title: 'Termin: Beratung & Petra Mustermann',
      startTime: '2026-12-01T09:00:00Z',
      organizer: { name: 'Beratung', email: 'beratung@example.org', username: 'beratung', timeZone: 'Europe/Berlin' },
      attendees: [{ name: 'Petra Mustermann', email: GUEST, timeZone: 'Europe/Berlin', language: { locale: 'de' } }],
      responses: { name: { value: 'Petra Mustermann' }, email: { value: GUEST } },
      status: 'ACCEPTED',
      ...payload,
    },
  })
const created = (id: string, more: object = {}) =>
  delivery('BOOKING_CREATED', { uid: id, metadata: { wegweiser: ENTRY, videoCallUrl: '' }, ...more })
const sign = (body: string) => createHmac('sha256', SECRET).update(body).digest('hex')
const tell = async (body: string, signature = sign(body)) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Cal-Signature-256': signature },
    body,
  })
  return { status: response.status, done: ((await response.json()) as { done?: string }).done }
}
const count = async () => (await store.bookings.between('2026-01-01', '2027-12-31')).reduce((sum, row) => sum + row.count, 0)

describe('a booking told by Cal.com', () => {
  it('counts once for the entry whose link led there, however often it is told', async () => {
    const before = await count()
    const body = created(uid())
    for (let i = 0; i < 3; i++) expect(await tell(body)).toEqual({ status: 200, done: 'booked' })
    await Promise.all([tell(body), tell(body)])
    expect(await count()).toBe(before + 1)
    expect((await store.bookings.between('2026-11-20', '2026-11-20'))[0]).toMatchObject({ target: ENTRY, day: '2026-11-20' })
  })

  it('is believed with the right signature of this very body alone', async () => {
    const before = await count()
    const body = created(uid())
    const others = ['', 'x', sign(`${body} `), sign(body).slice(0, -1), `${sign(body)}00`, '0'.repeat(64), `sha256=${sign(body)}`]
    for (const other of others) expect((await tell(body, other)).status, other).toBe(401)
    expect((await fetch(url, { method: 'POST', body })).status).toBe(401)
    expect((await tell(created(uid()), sign(body))).status).toBe(401)
    expect(await count()).toBe(before)
    expect((await tell(body)).status).toBe(200)
    expect(await count()).toBe(before + 1)
  })

  it('is not ours without our mark, or with one that names no entry booked there', async () => {
    const before = await count()
    for (const metadata of [undefined, null, {}, { wegweiser: 'contacts/andere' }, { wegweiser: 'contacts/nirgends' }, { wegweiser: 7 }])
      expect((await tell(created(uid(), { metadata }))).done).toBe('elsewhere')
    expect((await tell(created(uid(), { status: 'PENDING' }))).done).toBe('ignored')
    expect((await tell(JSON.stringify({ triggerEvent: 'PING', createdAt: now.toISOString(), payload: {} }))).done).toBe('ignored')
    expect((await tell('{}')).status).toBe(400)
    expect((await tell('no json')).status).toBe(400)
    expect(await count()).toBe(before)
  })

  it('counts no more when it is called off in its month, and what was called off does not come back', async () => {
    const before = await count()
    const id = uid()
    const made = created(id)
    await tell(made)
    expect((await tell(delivery('BOOKING_CANCELLED', { uid: id, status: 'CANCELLED' }))).done).toBe('cancelled')
    expect(await count()).toBe(before)
    await tell(made)
    expect(await count()).toBe(before)
    // Deliveries overtake each other.
    const other = uid()
    expect((await tell(delivery('BOOKING_CANCELLED', { uid: other, status: 'CANCELLED' }))).done).toBe('cancelled')
    expect((await tell(created(other))).done).toBe('booked')
    expect(await count()).toBe(before)
    // A month that is over stays as it was told.
    const late = uid()
    await tell(created(late))
    now = new Date('2026-12-02T10:00:00+01:00')
    await tell(delivery('BOOKING_CANCELLED', { uid: late, status: 'CANCELLED' }))
    expect(await count()).toBe(before + 1)
  })

  it('counts once when it is moved, on its old day', async () => {
    const before = await count()
    const [first, second] = [uid(), uid()]
    await tell(created(first))
    now = new Date('2026-12-02T10:00:00+01:00')
    const moved = delivery('BOOKING_RESCHEDULED', { uid: second, rescheduleUid: first })
    expect((await tell(moved)).done).toBe('moved')
    await tell(moved)
    expect(await count()).toBe(before + 1)
    expect(await store.bookings.between('2026-12-01', '2026-12-31')).toEqual([])
    await tell(delivery('BOOKING_RESCHEDULED', { uid: uid(), rescheduleUid: 'not ours' }))
    expect(await count()).toBe(before + 1)
  })

  it('is too old to be a retry after a week, so that nobody plays it again once it is forgotten', async () => {
    const before = await count()
    const body = created(uid())
    now = new Date('2026-11-27T10:00:01+01:00')
    expect((await tell(body)).done).toBe('stale')
    expect(await count()).toBe(before)
    await store.bookings.expire('2027-12-01')
    expect(await count()).toBe(0)
  })

  it('leaves nothing of the person in the database', async () => {
    await tell(created('the-number-of-the-booking'))
    const rows = JSON.stringify(await store.bookings.between('2026-01-01', '2027-12-31'))
    for (const personal of ['Petra', GUEST, 'the-number-of-the-booking']) expect(rows).not.toContain(personal)
  })

  it('is told in the report when there are five', () => {
    const bookings = [
      { target: ENTRY, day: '2026-11-03', count: 6 },
      { target: ENTRY, day: '2026-11-04', count: 1 },
      { target: ENTRY, day: '2026-10-04', count: 3 },
    ]
    const { months, total } = impactReport(['2026-10', '2026-11'], { events: [], clicks: [], bookings, requests: [] })
    expect(total.bookings.shown).toEqual(new Map([[ENTRY, 7]]))
    expect(months[0]!.sections.bookings.shown.size).toBe(0)
  })
})

it('marks the links to Cal.com, and no others', () => {
  const hosts = new Set(['example.org'])
  const target = (provider: 'calcom' | 'link', address: string) => ({ title: 'Termin', provider, url: address })
  const { href } = addressOf(target('calcom', 'https://cal.com/beratung/termin'), new Map(), hosts, ENTRY)!
  expect(new URL(href).searchParams.get('metadata[wegweiser]')).toBe(ENTRY)
  expect(addressOf(target('link', 'https://www.example.org/termin'), new Map(), hosts, ENTRY)!.href).toBe('https://www.example.org/termin')
})
