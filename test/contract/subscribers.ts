/** What every storage must do about those who get the monthly mail, and about the letters to them. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Store, Subscribers } from '../../adapters/storage/storage.ts'
import type { Subject } from './storage.ts'

const NOON = new Date('2026-11-22T12:00:00.000Z')
const later = (ms: number) => new Date(NOON.getTime() + ms)
const DAY = 86_400_000
const LEASE = 60_000
/** Before these days nothing goes. */
const KEPT = { asked: new Date(0), bounced: new Date(0), surveys: new Date(0), letters: new Date(0) }
const BACK = { most: 3, withinMs: 45 * DAY }

export function subscriberContract(name: string, open: () => Promise<Subject>): void {
  describe(`subscribers on ${name}`, () => {
    let subject: Subject
    let store: Store
    let subscribers: Subscribers
    beforeAll(async () => {
      subject = await open()
      store = subject.store
      subscribers = store.subscribers
    })
    afterAll(() => subject.close())
    // Each test begins without letters of another.
    beforeEach(async () => {
      for (const letter of await subscribers.take(later(99 * DAY), 0, 1000)) await subscribers.remove(letter.subscriber.id)
    })

    const letters = (once = '1') => ({ confirm: 'confirm', known: 'known', once })
    const ask = (address = `${randomUUID()}@example.org`, once = '1', wishes: unknown = { topics: ['ki'] }) =>
      subscribers.ask({ id: randomUUID(), list: 'month', address, wishes, consent: { text: 'Ja', at: 'now' } }, letters(once), NOON)
    const plan = (kind: string, now: Date) => subscribers.plan(kind, now, { list: 'month', confirmedUntil: now })
    const active = async (address?: string) => (await subscribers.confirm((await ask(address)).id, NOON))!
    const kinds = async (now = NOON) => (await subscribers.take(now, LEASE, 100)).map(({ kind }) => kind)

    it('keeps somebody once, whatever the capitals, and their newest wishes', async () => {
      const box = randomUUID()
      const first = await ask(`${box}@example.org`)
      expect(first).toMatchObject({ state: 'asked', wishes: { topics: ['ki'] }, consent: { text: 'Ja' }, asked: NOON })
      expect(first.confirmed).toBeUndefined()
      const again = await ask(`${box.toUpperCase()}@Example.ORG`, '2', { topics: [] })
      expect(again).toMatchObject({ id: first.id, address: `${box}@example.org`, wishes: { topics: [] } })
      expect(await subscribers.find(first.id)).toEqual(again)
      expect(await subscribers.find('nobody')).toBeUndefined()
      expect(await subscribers.ids(`${box}@EXAMPLE.org`)).toEqual([first.id])
      expect(await subscribers.ids('nobody@example.org')).toEqual([])
      expect(await subscribers.ids()).toContain(first.id)
      // Two times of asking, one letter each; the same time twice is one.
      await ask(`${box}@example.org`, '2')
      expect(await kinds()).toEqual(['confirm', 'confirm'])
    })

    it('of many who ask for one address at once keeps one', async () => {
      const address = `${randomUUID()}@example.org`
      const ids = (await Promise.all(Array.from({ length: 8 }, () => ask(address)))).map(({ id }) => id)
      expect(new Set(ids).size).toBe(1)
      expect(await kinds()).toEqual(['confirm'])
    })

    it('confirms once, changes nothing when asked again, and tells whoever gets it already', async () => {
      const { id, address } = await ask()
      const confirmed = await subscribers.confirm(id, later(1000))
      expect(confirmed).toMatchObject({ state: 'active', confirmed: later(1000) })
      expect(await subscribers.confirm(id, later(2000))).toEqual(confirmed)
      expect(await subscribers.confirm('nobody', NOON)).toBeUndefined()
      expect(await ask(address, '2', { topics: ['x'] })).toEqual(confirmed)
      expect((await kinds()).sort()).toEqual(['confirm', 'known'])
      expect(await subscribers.change(id, { topics: ['dms'] })).toMatchObject({ wishes: { topics: ['dms'] }, state: 'active' })
      expect(await subscribers.change('nobody', {})).toBeUndefined()
    })

    it('plans a letter once for everybody who said yes, however often and from wherever it is planned', async () => {
      const [one, two] = [await active(), await active()]
      await ask()
      await subscribers.take(NOON, LEASE, 100)
      const planned = await Promise.all(Array.from({ length: 4 }, () => plan('month-2026-12', later(1))))
      expect(planned.reduce((sum, count) => sum + count, 0)).toBe(2)
      const three = await active()
      expect(await plan('month-2026-12', later(2))).toBe(1)
      const taken = await subscribers.take(later(3), LEASE, 100)
      const months = taken.filter(({ kind }) => kind === 'month-2026-12')
      expect(months.map(({ subscriber }) => subscriber.id).sort()).toEqual([one.id, two.id, three.id].sort())
      expect(months.map(({ id }) => id).sort()).toEqual([one, two, three].map(({ id }) => `month-2026-12/${id}`).sort())
      expect(await subscribers.summary('month-2026-12', 'month')).toMatchObject({ letters: { waiting: 3, sent: 0 } })
    })

    it('gives a letter to one taker, and hands it over for one attempt alone', async () => {
      await Promise.all(Array.from({ length: 6 }, () => ask()))
      const [here, there] = await Promise.all([subscribers.take(NOON, LEASE, 4), subscribers.take(NOON, LEASE, 4)])
      expect(new Set([...here, ...there].map(({ id }) => id)).size).toBe(6)
      expect(here.length + there.length).toBe(6)
      const [letter] = here
      expect(letter).toMatchObject({ attempts: 1, created: NOON, subscriber: { state: 'asked' } })
      // The first taker slept through its lease.
      const again = (await subscribers.take(later(LEASE), LEASE, 100)).find(({ id }) => id === letter!.id)!
      expect(again.attempts).toBe(2)
      expect(await subscribers.handing(letter!.id, 1, later(2 * LEASE))).toBe(false)
      expect(await subscribers.handing(letter!.id, 2, later(2 * LEASE))).toBe(true)
      expect(await subscribers.handing(letter!.id, 2, later(2 * LEASE))).toBe(false)
      expect((await subscribers.take(later(9 * LEASE), LEASE, 100)).map(({ id }) => id)).not.toContain(letter!.id)
    })

    it('never lets a letter wait again whose handing over was cut off', async () => {
      await active()
      await subscribers.take(NOON, LEASE, 100)
      await plan('month-2027-01', NOON)
      const [letter] = await subscribers.take(NOON, LEASE, 100)
      await subscribers.handing(letter!.id, 1, later(LEASE))
      expect(await subscribers.cutOff(later(LEASE - 1))).toBe(0)
      expect(await subscribers.cutOff(later(LEASE))).toBe(1)
      expect(await kinds(later(9 * LEASE))).not.toContain('month-2027-01')
      expect((await subscribers.summary('month-2027-01', 'month')).letters).toEqual({
        waiting: 0,
        handing: 0,
        sent: 0,
        refused: 0,
        uncertain: 1,
        empty: 0,
      })
      expect(await plan('month-2027-01', later(9 * LEASE))).toBe(0)
    })

    it('puts off what was surely not taken, and settles the rest', async () => {
      await ask()
      const [letter] = await subscribers.take(NOON, LEASE, 100)
      await subscribers.handing(letter!.id, 1, later(LEASE))
      await subscribers.later(letter!.id, later(5000), '451 not now')
      expect(await kinds(later(4999))).toEqual([])
      expect((await subscribers.take(later(5000), LEASE, 100))[0]).toMatchObject({ id: letter!.id, attempts: 2 })
      await subscribers.settle(letter!.id, 'sent')
      expect(await kinds(later(9 * LEASE))).toEqual([])
    })

    it('stops where mails come back for good, or again and again', async () => {
      const { id, address } = await active()
      await subscribers.take(NOON, LEASE, 100)
      expect(await subscribers.bounced(id, { ...BACK, forGood: false }, NOON)).toBe('active')
      expect(await subscribers.bounced(id, { ...BACK, forGood: false }, later(50 * DAY))).toBe('active')
      expect(await subscribers.bounced(id, { ...BACK, forGood: false }, later(80 * DAY))).toBe('active')
      await plan('month-2027-02', later(81 * DAY))
      expect(await subscribers.bounced(id, { ...BACK, forGood: false }, later(110 * DAY))).toBe('bounced')
      expect(await kinds(later(110 * DAY))).toEqual([])
      expect(await plan('month-2027-03', later(110 * DAY))).toBe(0)
      expect(await subscribers.confirm(id, NOON)).toBeUndefined()
      // Whoever asks anew is asked to say yes anew.
      expect(await ask(address, '9')).toMatchObject({ id, state: 'asked' })
      expect(await subscribers.bounced(id, { ...BACK, forGood: true }, NOON)).toBe('bounced')
      expect(await subscribers.bounced('nobody', { ...BACK, forGood: true }, NOON)).toBeUndefined()
    })

    it('forgets somebody with their letters', async () => {
      const { id, address } = await active()
      await plan('month-2027-04', NOON)
      const [letter] = await subscribers.take(NOON, LEASE, 100)
      expect(await subscribers.remove(id)).toBe(true)
      expect(await subscribers.remove(id)).toBe(false)
      expect(await subscribers.find(id)).toBeUndefined()
      // One that was just being written is not handed over any more.
      expect(await subscribers.handing(letter!.id, 1, later(LEASE))).toBe(false)
      expect((await subscribers.summary('month-2027-04', 'month')).letters.waiting).toBe(0)
      expect((await ask(address)).id).not.toBe(id)
    })

    it('lets go of who never said yes, who cannot be reached, and what is done with', async () => {
      const [never, gone, stays] = [await ask(), await active(), await active()]
      await subscribers.bounced(gone.id, { ...BACK, forGood: true }, NOON)
      await plan('month-2027-05', NOON)
      for (const letter of await subscribers.take(NOON, LEASE, 100)) await subscribers.settle(letter.id, 'sent')
      await subscribers.expire({ ...KEPT, asked: NOON, bounced: NOON, letters: NOON })
      expect(await subscribers.find(never.id)).toBeDefined()
      expect(await subscribers.expire({ ...KEPT, asked: later(1), bounced: later(1), letters: NOON })).toBeGreaterThanOrEqual(2)
      expect(await subscribers.find(never.id)).toBeUndefined()
      expect(await subscribers.find(gone.id)).toBeUndefined()
      expect(await subscribers.find(stays.id)).toBeDefined()
      expect((await subscribers.summary('month-2027-05', 'month')).letters.sent).toBe(1)
      await subscribers.expire({ ...KEPT, asked: NOON, bounced: NOON, letters: later(1) })
      expect((await subscribers.summary('month-2027-05', 'month')).letters.sent).toBe(0)
    })

    describe('on the list of the survey', () => {
      const wantSurvey = (address: string) =>
        subscribers.ask(
          { id: randomUUID(), list: 'survey', address, wishes: { about: 'guides/x' }, consent: { text: 'Ja' } },
          { confirm: 'survey-confirm', known: 'survey-known', once: '1' },
          NOON,
        )
      const survey = (now: Date, confirmedUntil: Date) => subscribers.plan('survey', now, { list: 'survey', confirmedUntil })

      it('an address stands beside its monthly mail, and gets its letter when its time has come, once', async () => {
        const address = `${randomUUID()}@example.org`
        const monthly = await active(address)
        const { id, list } = await wantSurvey(address)
        expect(list).toBe('survey')
        expect(id).not.toBe(monthly.id)
        expect((await subscribers.ids(address)).sort()).toEqual([id, monthly.id].sort())
        await subscribers.take(NOON, LEASE, 100)
        await survey(later(50 * DAY), later(10 * DAY))
        expect(await kinds(later(50 * DAY))).not.toContain('survey')
        await subscribers.confirm(id, later(DAY))
        await survey(later(40 * DAY), later(DAY - 1))
        expect(await kinds(later(40 * DAY))).not.toContain('survey')
        expect(await survey(later(43 * DAY), later(DAY))).toBe(1)
        expect(await survey(later(43 * DAY), later(DAY))).toBe(0)
        const taken = await subscribers.take(later(43 * DAY), LEASE, 100)
        expect(taken.filter(({ kind }) => kind === 'survey').map(({ subscriber }) => subscriber.id)).toEqual([id])
        await plan('month-2027-06', later(44 * DAY))
        const months = (await subscribers.take(later(44 * DAY), LEASE, 100)).filter(({ kind }) => kind === 'month-2027-06')
        expect(months.map(({ subscriber }) => subscriber.list)).not.toContain('survey')
        expect(months.length).toBeGreaterThan(0)
        expect((await subscribers.summary('survey', 'survey')).subscribers.active).toBe(1)
      })

      it('counts an answer with the deletion, once, and ties it to nobody', async () => {
        const { id } = await wantSurvey(`${randomUUID()}@example.org`)
        await subscribers.confirm(id, NOON)
        const event = { at: later(45 * DAY), kind: 'survey', body: { helped: 'yes' } }
        const answered = await Promise.all([subscribers.answer(id, event), subscribers.answer(id, event)])
        expect(answered.sort()).toEqual([false, true])
        expect(await subscribers.find(id)).toBeUndefined()
        expect(await store.usage.between(later(45 * DAY), later(46 * DAY), ['survey'])).toEqual([event])
      })

      it('lets go of who does not answer', async () => {
        const [silent, waiting] = [await wantSurvey(`${randomUUID()}@example.org`), await wantSurvey(`${randomUUID()}@example.org`)]
        await subscribers.confirm(silent.id, NOON)
        await subscribers.confirm(waiting.id, later(DAY))
        await subscribers.expire({ ...KEPT, surveys: later(1) })
        expect(await subscribers.find(silent.id)).toBeUndefined()
        expect(await subscribers.find(waiting.id)).toBeDefined()
      })
    })
  })
}
