/** What every storage must do, whichever database it stands on. `storage.test.ts` runs this on each of them. */
import { randomUUID } from 'node:crypto'
import { ConversationState, type StoreItems, TestAdapter } from 'botbuilder'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NewActivity, StateConflict, type Store } from '../../adapters/storage/storage.ts'

export interface Subject {
  store: Store
  close(): Promise<void>
}

const NOON = new Date('2026-11-22T12:00:00.000Z')
const later = (ms: number) => new Date(NOON.getTime() + ms)
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

/** Lines of a log, each with an id of its own. */
const lines = (...bodies: string[]): NewActivity[] => bodies.map((body) => ({ id: randomUUID(), body }))

export function storageContract(name: string, open: () => Promise<Subject>): void {
  describe(`storage on ${name}`, () => {
    let subject: Subject
    let store: Store
    beforeAll(async () => {
      subject = await open()
      store = subject.store
    })
    afterAll(() => subject.close())

    const conversation = async (): Promise<string> => {
      const id = randomUUID()
      await store.conversations.start({ id, user: `dl_${id}`, locale: 'de-DE' }, NOON)
      return id
    }
    const request = (over: { state?: string; channel?: string; conversation?: string; due?: Date } = {}) =>
      store.requests.create({ id: randomUUID(), state: 'open', channel: 'digital', body: { question: 'Wer hilft?' }, ...over }, NOON)

    describe('state of the bot', () => {
      it('gives back what was written, with an eTag, and nothing for what was not', async () => {
        await store.state.write({ 'a/b': { name: 'Größe', list: [1, { deep: true }], none: null } })
        const found = await store.state.read(['a/b', 'missing'])
        expect(found['a/b']).toEqual({ name: 'Größe', list: [1, { deep: true }], none: null, eTag: expect.any(String) })
        expect(Object.keys(found)).toEqual(['a/b'])
        expect(await store.state.read([])).toEqual({})
      })

      it('gives each reader a copy, and reads what was written last by anybody', async () => {
        const item = { list: [1] }
        const writing = store.state.write({ copied: item })
        item.list.push(2)
        await writing
        const first = (await store.state.read(['copied'])).copied
        first.list.push(3)
        expect((await store.state.read(['copied'])).copied.list).toEqual([1])
        await store.state.write({ copied: { list: [4] } })
        await store.state.write({ copied: { list: [5] } })
        expect((await store.state.read(['copied', 'missing'])).copied.list).toEqual([5])
        await store.state
          .write({ copied: { list: [6] } })
          .then(() => store.state.write({ copied: { list: [7], eTag: '1' } }).catch(() => {}))
        expect((await store.state.read(['copied'])).copied.list).toEqual([6])
      })

      it('takes any key', async () => {
        const odd = ["it's; drop table state --", '🙂/ß?*%_', 'x'.repeat(500)]
        await store.state.write(Object.fromEntries(odd.map((key) => [key, { key }])))
        const found = await store.state.read(odd)
        for (const key of odd) expect(found[key]).toMatchObject({ key })
      })

      it('changes the eTag with every write and refuses an old one', async () => {
        await store.state.write({ tagged: { value: 1 } })
        const first = (await store.state.read(['tagged'])).tagged
        await store.state.write({ tagged: { ...first, value: 2 } })
        await expect(store.state.write({ tagged: { ...first, value: 3 } })).rejects.toThrow(StateConflict)
        await expect(store.state.write({ tagged: { ...first, value: 3 } })).rejects.toThrow('eTag conflict')
        const last = (await store.state.read(['tagged'])).tagged
        expect(last.value).toBe(2)
        expect(last.eTag).not.toBe(first.eTag)
      })

      it('overwrites with "*" or no eTag, and has no version of what does not exist', async () => {
        await store.state.write({ loose: { value: 1 } })
        await store.state.write({ loose: { value: 2 } })
        await store.state.write({ loose: { value: 3, eTag: '*' } })
        expect((await store.state.read(['loose'])).loose.value).toBe(3)
        await expect(store.state.write({ nowhere: { eTag: '1' } })).rejects.toThrow(StateConflict)
        await expect(store.state.write({ loose: { eTag: 'made up' } })).rejects.toThrow(StateConflict)
      })

      it('writes all or nothing', async () => {
        await store.state.write({ all1: { value: 1 }, all2: { value: 1 } })
        const stale: StoreItems = { all1: { value: 9 }, all2: { value: 9, eTag: '99' }, all3: { value: 9 } }
        await expect(store.state.write(stale)).rejects.toThrow(StateConflict)
        expect(await store.state.read(['all1', 'all2', 'all3'])).toMatchObject({ all1: { value: 1 }, all2: { value: 1 } })
        expect(await store.state.read(['all3'])).toEqual({})
      })

      it('loses no update when twenty writers check their eTags', async () => {
        await store.state.write({ counter: { count: 0 } })
        const countUp = async (): Promise<void> => {
          const { counter } = await store.state.read(['counter'])
          try {
            await store.state.write({ counter: { ...counter, count: counter.count + 1 } })
          } catch (error) {
            if (!(error instanceof StateConflict)) throw error
            await countUp()
          }
        }
        await Promise.all(times(20, countUp))
        expect((await store.state.read(['counter'])).counter.count).toBe(20)
      })

      it('deletes, also what is not there', async () => {
        await store.state.write({ gone: { value: 1 } })
        await store.state.delete(['gone', 'never'])
        expect(await store.state.read(['gone'])).toEqual({})
      })

      it('carries a real ConversationState', async () => {
        const state = new ConversationState(store.state)
        const heard = state.createProperty<{ count: number }>('heard')
        const adapter = new TestAdapter(async (context) => {
          const found = await heard.get(context, { count: 0 })
          found.count += 1
          await state.saveChanges(context)
          await context.sendActivity(String(found.count))
        })
        await adapter.send('eins').assertReply('1').send('zwei').assertReply('2').startTest()
      })
    })

    describe('conversations and their logs', () => {
      it('starts one once and remembers it', async () => {
        const id = randomUUID()
        expect(await store.conversations.start({ id, user: 'dl_a', locale: 'en-GB' }, NOON)).toBe(true)
        expect(await store.conversations.start({ id, user: 'dl_b' }, later(1))).toBe(false)
        expect(await store.conversations.find(id)).toEqual({
          id,
          user: 'dl_a',
          locale: 'en-GB',
          created: NOON,
          lastSeen: NOON,
          last: 0,
          owed: false,
          greeted: false,
        })
        expect(await store.conversations.find(randomUUID())).toBeUndefined()
      })

      it('numbers activities from 1 without gaps, however many write at once', async () => {
        const id = await conversation()
        const numbers = await Promise.all(
          times(
            40,
            async (i) => (await store.conversations.append(id, lines(...times(1 + (i % 3), (j) => `{"i":${i},"j":${j}}`)), NOON))!.last,
          ),
        )
        const log = await store.conversations.after(id, 0, 1000)
        expect(log.map((line) => line.number)).toEqual(times(log.length, (i) => i + 1))
        expect(Math.max(...numbers)).toBe(log.length)
        // Those written together stand together, in their order.
        for (const [at, line] of log.entries()) {
          const { i, j } = JSON.parse(line.body) as { i: number; j: number }
          if (j > 0) expect(JSON.parse(log[at - 1]!.body)).toEqual({ i, j: j - 1 })
        }
      })

      it('lets time rise strictly, even when the clock stands still or goes back', async () => {
        const id = await conversation()
        await store.conversations.append(id, lines('{"n":1}', '{"n":2}'), NOON)
        await store.conversations.append(id, lines('{"n":3}'), NOON)
        const back = await store.conversations.append(id, lines('{"n":4}'), later(-60_000))
        const ahead = await store.conversations.append(id, lines('{"n":5}'), later(1000))
        const at = (await store.conversations.after(id, 0, 10)).map((line) => line.at)
        expect(at.every((time, i) => i === 0 || time > at[i - 1]!)).toBe(true)
        expect(at.slice(-2)).toEqual([back!.at, ahead!.at])
        expect(ahead).toEqual({ last: 5, at: later(1000).getTime(), added: 1 })
      })

      it('reads after a number, in pages', async () => {
        const id = await conversation()
        await store.conversations.append(id, lines(...times(5, (i) => `{"n":${i + 1}}`)), NOON)
        expect((await store.conversations.after(id, 2, 2)).map((line) => [line.number, line.body])).toEqual([
          [3, '{"n":3}'],
          [4, '{"n":4}'],
        ])
        expect(await store.conversations.after(id, 5, 10)).toEqual([])
      })

      it('knows no log of a conversation that was never started', async () => {
        const id = randomUUID()
        expect(await store.conversations.append(id, lines('{}'), NOON)).toBeUndefined()
        expect(await store.conversations.after(id, 0, 10)).toEqual([])
      })

      it('keeps each conversation to itself', async () => {
        const [one, two] = [await conversation(), await conversation()]
        await store.conversations.append(one, lines('{"of":1}'), NOON)
        await store.conversations.append(two, lines('{"of":2}'), NOON)
        expect((await store.conversations.after(two, 0, 10)).map((line) => line.body)).toEqual(['{"of":2}'])
      })

      it('lists the newest first', async () => {
        const [old, fresh] = [await conversation(), await conversation()]
        await store.conversations.append(fresh, lines('{}'), later(86_400_000))
        const ids = (await store.conversations.list(1000)).map((row) => row.id)
        expect(ids.indexOf(fresh)).toBeLessThan(ids.indexOf(old))
      })
    })

    describe('requests for staff', () => {
      it('numbers them without gaps, however many come at once', async () => {
        const before = (await request()).number
        const made = await Promise.all(times(10, () => request()))
        expect(made.map((one) => one.number).sort((a, b) => a - b)).toEqual(times(10, (i) => before + 1 + i))
      })

      it('gives back what was stored, by id and by number', async () => {
        const made = await request({ conversation: 'c1', due: later(60_000) })
        expect(made).toMatchObject({ version: 1, state: 'open', channel: 'digital', conversation: 'c1', due: later(60_000), created: NOON })
        expect(made.body).toEqual({ question: 'Wer hilft?' })
        expect(await store.requests.find(made.id)).toEqual(made)
        expect(await store.requests.findNumber(made.number)).toEqual(made)
        expect(await store.requests.find('nobody')).toBeUndefined()
      })

      it('lets one of two claims win and tells the other who has it, twenty times', async () => {
        for (const _ of times(20, (i) => i)) {
          const made = await request()
          const claims = await Promise.all(
            ['Anna', 'Bert'].map((who) => store.requests.update(made.id, made.version, { state: 'claimed', body: { who } }, later(1))),
          )
          const [won, lost] = claims.sort((a, b) => Number(b.ok) - Number(a.ok))
          expect(won).toMatchObject({ ok: true, request: { version: 2, state: 'claimed' } })
          expect(lost).toMatchObject({ ok: false, problem: 'conflict', request: (won as { request: unknown }).request })
        }
      })

      it('changes only what is named, and takes a date away', async () => {
        const made = await request({ due: later(1) })
        const passed = await store.requests.update(made.id, 1, { channel: 'recht' }, later(2))
        expect(passed).toMatchObject({
          ok: true,
          request: { channel: 'recht', state: 'open', due: later(1), body: made.body, updated: later(2) },
        })
        const calm = await store.requests.update(made.id, 2, { due: undefined }, later(3))
        expect(calm).toMatchObject({ ok: true, request: { due: undefined, channel: 'recht' } })
        expect(await store.requests.update('nobody', 1, { state: 'x' }, NOON)).toEqual({ ok: false, problem: 'unknown' })
      })

      it('finds them by state, channel, conversation and date, oldest first', async () => {
        const channel = randomUUID()
        const [one, two, three] = [
          await request({ channel, due: later(10) }),
          await request({ channel, state: 'closed' }),
          await request({ channel }),
        ]
        const numbers = async (filter: Parameters<Store['requests']['list']>[0]) =>
          (await store.requests.list(filter)).map((found) => found.number)
        expect(await numbers({ channel })).toEqual([one.number, two.number, three.number])
        expect(await numbers({ channel, states: ['open', 'claimed'] })).toEqual([one.number, three.number])
        expect(await numbers({ channel, dueBefore: later(11) })).toEqual([one.number])
      })
    })

    describe('messages that go out exactly once', () => {
      const post = (over: { due?: Date; request?: string } = {}) => ({
        id: randomUUID(),
        kind: 'card',
        body: { text: 'Neu' },
        due: NOON,
        ...over,
      })

      it('keeps them together with the request, or not at all', async () => {
        const card = post()
        const made = await store.requests.create({ id: randomUUID(), state: 'open', channel: 'digital', body: {} }, NOON, [card])
        const unwanted = post()
        await store.requests.update(made.id, 99, { state: 'claimed' }, NOON, [unwanted])
        const ids = (await store.outbox.take(NOON, 1, 1000)).map((taken) => taken.id)
        expect(ids).toContain(card.id)
        expect(ids).not.toContain(unwanted.id)
      })

      it('gives each to one of many takers', async () => {
        const posts = times(30, () => post({ due: later(-5000) }))
        for (const one of posts) await store.outbox.add(one, NOON)
        const taken = (await Promise.all(times(10, () => store.outbox.take(NOON, 600_000, 5)))).flat().map((one) => one.id)
        expect(new Set(taken).size).toBe(taken.length)
        const rest = (await store.outbox.take(NOON, 600_000, 1000)).map((one) => one.id)
        expect([...taken, ...rest]).toEqual(expect.arrayContaining(posts.map((one) => one.id)))
      })

      it('gives it again when the taker died, not when it was done', async () => {
        const [dead, done] = [post(), post()]
        await store.outbox.add(dead, NOON)
        await store.outbox.add(done, NOON)
        await store.outbox.take(NOON, 30_000, 1000)
        await store.outbox.done(done.id)
        const soon = (await store.outbox.take(later(29_000), 30_000, 1000)).map((one) => one.id)
        expect(soon).not.toContain(dead.id)
        const again = await store.outbox.take(later(31_000), 30_000, 1000)
        expect(again.find((one) => one.id === dead.id)).toMatchObject({ attempts: 2, body: { text: 'Neu' } })
        expect(again.map((one) => one.id)).not.toContain(done.id)
      })

      it('waits until it is due, and says what went wrong last time', async () => {
        const failing = post({ due: later(100_000) })
        await store.outbox.add(failing, NOON)
        const find = async (at: Date) => (await store.outbox.take(at, 1, 1000)).find((one) => one.id === failing.id)
        expect(await find(later(99_999))).toBeUndefined()
        expect(await find(later(100_000))).toMatchObject({ problem: undefined })
        await store.outbox.later(failing.id, later(200_000), 'Teams antwortet nicht')
        expect(await find(later(150_000))).toBeUndefined()
        expect(await find(later(200_000))).toMatchObject({ problem: 'Teams antwortet nicht', attempts: 2 })
      })

      it('adds the same message once', async () => {
        const twice = post({ due: later(-9000) })
        await store.outbox.add(twice, NOON)
        await store.outbox.add(twice, NOON)
        expect((await store.outbox.take(NOON, 1, 1000)).filter((one) => one.id === twice.id)).toHaveLength(1)
      })
    })

    describe('what is counted', () => {
      it('gives events of a time span in order, all or some kinds', async () => {
        const year = (n: number) => new Date(`${n}-06-01T00:00:00Z`)
        await store.usage.append([
          { at: year(2002), kind: 'answer', body: { entry: 'articles/e-rechnung' } },
          { at: year(2001), kind: 'none', conversation: 'c9', body: {} },
          { at: year(2003), kind: 'answer', body: {} },
        ])
        await store.usage.append([{ at: year(2004), kind: 'answer', body: {} }])
        await store.usage.append([])
        const kinds = (events: { kind: string; at: Date }[]) => events.map((event) => [event.at.getUTCFullYear(), event.kind])
        expect(kinds(await store.usage.between(year(2001), year(2004)))).toEqual([
          [2001, 'none'],
          [2002, 'answer'],
          [2003, 'answer'],
        ])
        expect(await store.usage.between(year(2001), year(2003), ['answer'])).toEqual([
          { at: year(2002), kind: 'answer', body: { entry: 'articles/e-rechnung' } },
        ])
      })

      it('refuses what no database can keep, and goes on', async () => {
        const body = { broken: () => 'a function' }
        const at = new Date('1990-01-01T00:00:00Z')
        const asked = { id: randomUUID(), state: 'open', channel: 'digital', body: 1n }
        await Promise.allSettled([store.usage.append([{ at, kind: 'odd', body }]), store.requests.create(asked, NOON)])
        await store.usage.append([{ at, kind: 'even', body: {} }])
        expect((await store.usage.between(at, later(0), ['even'])).length).toBe(1)
        expect(await store.requests.find(asked.id)).toBeUndefined()
      })

      it('counts clicks by target and day', async () => {
        await Promise.all(times(12, () => store.clicks.count('sprechtag-halle', '2026-11-21')))
        await store.clicks.count('sprechtag-halle', '2026-11-22')
        await store.clicks.count('anruf', '2026-11-23')
        expect(await store.clicks.between('2026-11-21', '2026-11-22')).toEqual([
          { target: 'sprechtag-halle', day: '2026-11-21', count: 12 },
          { target: 'sprechtag-halle', day: '2026-11-22', count: 1 },
        ])
      })
    })

    it('counts a booking once, moved or not, and no more when it is called off in time', async () => {
      const { bookings } = store
      const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()]
      const book = (id: string, day = '2031-05-03') => bookings.book({ id, target: 'contacts/x', day })
      expect((await Promise.all([book(one), book(one), book(one)])).filter(Boolean)).toHaveLength(1)
      expect(await book(two, '2031-05-04')).toBe(true)
      expect(await bookings.move(one, three, '2031-05-05')).toBe(true)
      expect(await bookings.move(one, three, '2031-05-05')).toBe(false)
      expect(await bookings.move(randomUUID(), randomUUID(), '2031-05-05')).toBe(false)
      expect(await book(one)).toBe(false)
      expect(await bookings.cancel(two, { since: '2031-06-01', day: '2031-06-02' })).toBe(false)
      expect(await bookings.between('2031-05-01', '2031-05-31')).toEqual([
        { target: 'contacts/x', day: '2031-05-03', count: 1 },
        { target: 'contacts/x', day: '2031-05-04', count: 1 },
      ])
      expect(await bookings.cancel(two, { since: '2031-05-01', day: '2031-05-06' })).toBe(true)
      expect(await book(two)).toBe(false)
      expect(await bookings.between('2031-05-04', '2031-05-31')).toEqual([])
      await bookings.expire('2031-05-04')
      expect(await bookings.between('2031-05-01', '2031-05-31')).toEqual([])
    })

    it('counts bookings alike in whatever order it is told of them', async () => {
      const { bookings } = store
      const day = '2032-05-03'
      const orders = <T>(all: readonly T[]): T[][] =>
        all.length < 2 ? [[...all]] : all.flatMap((one, i) => orders(all.toSpliced(i, 1)).map((rest) => [one, ...rest]))
      // Made, moved twice, and in the second story called off in the end.
      const stories: [name: string, isCalledOff: boolean, made: number][] = [
        ['stays', false, 1],
        ['called off', true, 0],
      ]
      for (const [name, isCalledOff, made] of stories)
        for (const order of orders(['made', 'moved', 'moved again', ...(isCalledOff ? ['called off'] : [])])) {
          const target = `contacts/${randomUUID()}`
          const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()]
          for (const step of [...order, ...order]) {
            if (step === 'made') await bookings.book({ id: a, target, day })
            if (step === 'moved') await bookings.move(a, b, '2032-05-04')
            if (step === 'moved again') await bookings.move(b, c, '2032-05-05')
            if (step === 'called off') await bookings.cancel(c, { since: '2032-05-01', day: '2032-05-06' })
          }
          const counted = (await bookings.between('2032-05-01', '2032-05-31')).filter((row) => row.target === target)
          expect(counted, `${name}: ${order.join(', ')}`).toEqual(made === 0 ? [] : [{ target, day, count: 1 }])
        }
      // And at once.
      const target = `contacts/${randomUUID()}`
      for (let i = 0; i < 20; i++) {
        const id = randomUUID()
        await Promise.all([bookings.book({ id, target, day }), bookings.cancel(id, { since: '2032-05-01', day: '2032-05-06' })])
      }
      expect((await bookings.between('2032-05-01', '2032-05-31')).filter((row) => row.target === target)).toEqual([])
      await bookings.expire('2032-06-01')
    })

    describe('forgetting', () => {
      it('leaves nothing of one conversation and everything of the others', async () => {
        const [mine, other] = [await conversation(), await conversation()]
        const marker = randomUUID()
        for (const id of [mine, other]) {
          await store.conversations.append(id, lines(`{"text":"${marker}"}`), NOON)
          await store.state.write({
            [`directline/conversations/${id}/`]: { marker },
            [`directline/conversations/${id}`]: { marker },
            [`directline/users/dl_${id}/`]: { marker },
            [`msteams/conversations/${id}/`]: { marker },
          })
          await store.usage.append([{ at: later(31_536_000_000), kind: 'answer', conversation: id, body: { marker } }])
        }
        const asked = await request({ conversation: mine })
        const kept = await request({ conversation: other })
        await store.outbox.add({ id: randomUUID(), kind: 'card', request: asked.id, body: { marker }, due: later(-99_000) }, NOON)

        expect(await store.forget(mine)).toEqual({ requests: [asked.id] })

        expect(await store.conversations.after(mine, 0, 10)).toEqual([])
        expect(
          await store.state.read([
            `directline/conversations/${mine}/`,
            `directline/conversations/${mine}`,
            `directline/users/dl_${mine}/`,
            `msteams/conversations/${mine}/`,
          ]),
        ).toEqual({})
        expect(await store.requests.find(asked.id)).toBeUndefined()
        expect((await store.outbox.take(NOON, 1, 1000)).filter((one) => one.request === asked.id)).toEqual([])
        const events = await store.usage.between(later(31_536_000_000), later(31_536_000_001))
        expect(events.map((event) => event.conversation)).toEqual([other])
        expect(await store.conversations.after(other, 0, 10)).toHaveLength(1)
        expect(Object.keys(await store.state.read([`directline/conversations/${other}/`]))).toHaveLength(1)
        expect(await store.requests.find(kept.id)).toEqual(kept)
        // The visitor is still there and reads that it is done.
        expect(await store.conversations.append(mine, lines('{"text":"Gelöscht."}'), NOON)).toMatchObject({ last: 2 })
      })

      it('lets go of what is older than its time, each by its own', async () => {
        const long = new Date('2020-01-01T00:00:00Z')
        const limit = new Date('2020-01-02T00:00:00Z')
        const [old, fresh] = [randomUUID(), randomUUID()]
        await store.conversations.start({ id: old, user: 'dl_old' }, long)
        await store.conversations.start({ id: fresh, user: 'dl_fresh' }, limit)
        await store.state.write({ [`directline/conversations/${old}`]: {}, [`directline/conversations/${fresh}`]: {} })
        const asked = await store.requests.create({ id: randomUUID(), state: 'closed', channel: 'digital', body: {} }, long)
        await store.usage.append([{ at: long, kind: 'answer', body: {} }])

        expect(await store.expire({})).toEqual({ conversations: 0, requests: 0, usage: 0 })
        expect(await store.expire({ conversations: limit })).toMatchObject({ conversations: 1, requests: 0 })
        expect(await store.conversations.find(old)).toBeUndefined()
        expect(await store.state.read([`directline/conversations/${old}`])).toEqual({})
        expect(await store.conversations.find(fresh)).toBeDefined()
        expect(await store.requests.find(asked.id)).toBeDefined()
        await store.expire({ requests: limit, usage: limit })
        expect(await store.requests.find(asked.id)).toBeUndefined()
        expect(await store.usage.between(long, limit)).toEqual([])
      })
    })

    it('holds a lock until it is given back', async () => {
      const release = await store.lock('one')
      const other = await store.lock('another')
      other()
      release()
      const again = await store.lock('one')
      again()
      await store.ping()
    })
  })
}
