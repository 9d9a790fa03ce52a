/** What every storage must do for "exactly one turn for one message". `storage.test.ts` runs this on each of them. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { currentTurn, inTurn, openTurn, toCommit } from '../../adapters/storage/open-turn.ts'
import type { NewActivity, Store, TurnCommit } from '../../adapters/storage/storage.ts'
import type { Subject } from './storage.ts'

const NOON = new Date('2026-11-22T12:00:00.000Z')
const later = (ms: number) => new Date(NOON.getTime() + ms)
const line = (id: string, owed = false): NewActivity => ({ id, body: JSON.stringify({ id }), owed })

export function turnContract(name: string, open: () => Promise<Subject>): void {
  describe(`turns on ${name}`, () => {
    let subject: Subject
    let store: Store
    beforeAll(async () => {
      subject = await open()
      store = subject.store
    })
    afterAll(() => subject.close())

    const conversation = async (...said: NewActivity[]): Promise<string> => {
      const id = randomUUID()
      await store.conversations.start({ id, user: `dl_${id}` }, NOON)
      if (said.length > 0) await store.conversations.append(id, said, NOON)
      return id
    }
    const ids = async (id: string) =>
      (await store.conversations.after(id, 0, 100)).map(({ body }) => (JSON.parse(body) as { id: string }).id)
    const numbers = async (id: string) => (await store.conversations.after(id, 0, 100)).map(({ number }) => number)
    const commit = (id: string, answers: string, more: Partial<TurnCommit> = {}) =>
      store.conversations.commitTurn(
        { conversation: id, answers, lines: [line(`${answers}-1`)], state: {}, events: [], ...more },
        later(1000),
      )

    it('writes an id once, however often and by how many it is written', async () => {
      const id = await conversation()
      const all = await Promise.all(Array.from({ length: 12 }, () => store.conversations.append(id, [line('m', true)], NOON)))
      expect(all.reduce((sum, written) => sum + written!.added, 0)).toBe(1)
      expect(await store.conversations.append(id, [line('m'), line('n')], NOON)).toMatchObject({ last: 2, added: 1 })
      expect(await ids(id)).toEqual(['m', 'n'])
      expect(await numbers(id)).toEqual([1, 2])
      const other = await conversation(line('m'))
      expect(await ids(other)).toEqual(['m'])
    })

    it('knows what is owed, the oldest first, until its turn is committed', async () => {
      const id = await conversation(line('a', true), line('x'), line('b', true))
      const owed = async () => (await store.conversations.owed(later(1))).some((row) => row.id === id)
      expect(await owed()).toBe(true)
      expect((await store.conversations.owed(later(-10))).some((row) => row.id === id)).toBe(false)
      expect(await store.conversations.nextOwed(id)).toMatchObject({ id: 'a', number: 1, body: '{"id":"a"}', greeted: false })
      expect(await store.conversations.find(id)).toMatchObject({ owed: true })
      expect(await commit(id, 'a')).toMatchObject({ last: 4, added: 1 })
      // What is said later does not wipe the debt out.
      expect(await store.conversations.nextOwed(id)).toMatchObject({ id: 'b', greeted: true })
      await store.conversations.append(id, [line('c', true)], NOON)
      await commit(id, 'b')
      expect(await store.conversations.nextOwed(id)).toMatchObject({ id: 'c' })
      await commit(id, 'c', { lines: [] })
      expect(await store.conversations.nextOwed(id)).toBeUndefined()
      expect(await owed()).toBe(false)
      expect(await store.conversations.find(id)).toMatchObject({ owed: false })
      expect(await ids(id)).toEqual(['a', 'x', 'b', 'a-1', 'c', 'b-1'])
    })

    it('keeps answers, state and events of a turn together', async () => {
      const id = await conversation(line('a', true))
      const key = `directline/conversations/${id}/`
      await store.state.write({ [key]: { n: 1 } })
      const at = new Date(NOON.getTime() - 1e11)
      const events = [{ at, kind: 'turn', conversation: id, body: { n: 1 } }]
      await commit(id, 'a', { lines: [line('a-1'), line('a-2')], state: { [key]: { n: 2 }, [`${key}x`]: { n: 3, eTag: '*' } }, events })
      expect(await ids(id)).toEqual(['a', 'a-1', 'a-2'])
      const state = await store.state.read([key, `${key}x`])
      expect(state).toMatchObject({ [key]: { n: 2 }, [`${key}x`]: { n: 3 } })
      // The version is the item's own, so that who checks it goes on from here.
      await store.state.write({ [key]: { ...state[key], n: 4 } })
      expect((await store.state.read([key]))[key]).toMatchObject({ n: 4 })
      await store.conversations.append(id, [line('b', true)], NOON)
      await commit(id, 'b', { state: { [key]: { n: 5 }, [`${key}x`]: undefined } })
      expect(await store.state.read([key, `${key}x`])).toEqual({ [key]: { n: 5, eTag: expect.any(String) } })
      expect((await store.usage.between(at, new Date(at.getTime() + 1))).filter((event) => event.conversation === id)).toEqual(events)
    })

    it('replaces the words of a message in the step that says their turn is done', async () => {
      const id = await conversation(line('a', true), line('b', true))
      await commit(id, 'a', { cleaned: '{"id":"A"}' })
      await commit(id, 'b', { cleaned: '{"id":"B"}', greets: true })
      expect(await ids(id)).toEqual(['A', 'B', 'a-1'])
      expect(await commit(id, 'a', { cleaned: '{"id":"late"}' })).toBeUndefined()
      expect(await ids(id)).toEqual(['A', 'B', 'a-1'])
    })

    it('keeps nothing of a turn that is done, or that nobody asked for', async () => {
      const id = await conversation(line('a', true), line('x'))
      const key = `directline/conversations/${id}/`
      await commit(id, 'a')
      const late = { lines: [line('late')], state: { [key]: { late: true } }, events: [{ at: NOON, kind: 'late', body: {} }] }
      for (const answers of ['a', 'x', 'nobody']) expect(await commit(id, answers, late)).toBeUndefined()
      expect(await commit(id, 'a', { ...late, forget: true })).toBeUndefined()
      expect(await commit(randomUUID(), 'a', late)).toBeUndefined()
      expect(await ids(id)).toEqual(['a', 'x', 'a-1'])
      expect(await store.state.read([key])).toEqual({})
      expect((await store.usage.between(NOON, later(1), ['late'])).length).toBe(0)
    })

    it('hears exactly one of many that ran the same turn', async () => {
      const id = await conversation(line('a', true))
      const key = `directline/conversations/${id}/`
      const runs = Array.from({ length: 10 }, (_, run) =>
        commit(id, 'a', { lines: [{ id: 'a-1', body: `{"id":"${run}"}` }], state: { [key]: { run } } }),
      )
      const kept = (await Promise.all(runs)).map((result) => result !== undefined)
      expect(kept.filter(Boolean)).toHaveLength(1)
      const run = kept.indexOf(true)
      expect(await ids(id)).toEqual(['a', String(run)])
      expect((await store.state.read([key]))[key]).toMatchObject({ run })
      expect(await numbers(id)).toEqual([1, 2])
    })

    it('lets exactly one of many greet, and nobody after a word of the visitor', async () => {
      const greet = (id: string, run: number) =>
        store.conversations.commitTurn({ conversation: id, greets: true, lines: [line(`greeting-${run}`)], state: {}, events: [] }, NOON)
      const id = await conversation(line('join', true))
      const kept = await Promise.all(Array.from({ length: 10 }, (_, run) => greet(id, run)))
      expect(kept.filter((result) => result !== undefined)).toHaveLength(1)
      expect(await commit(id, 'join', { greets: true })).toBeUndefined()
      expect(await store.conversations.nextOwed(id)).toBeUndefined()
      expect(await ids(id)).toHaveLength(2)
      const other = await conversation(line('a', true))
      await commit(other, 'a')
      expect(await greet(other, 1)).toBeUndefined()
      const joined = await conversation(line('join', true))
      expect(await commit(joined, 'join', { greets: true })).toMatchObject({ added: 1 })
      expect(await store.conversations.find(joined)).toMatchObject({ greeted: true })
    })

    it('forgets and confirms it in one, and knows the asking when it comes again', async () => {
      const id = await conversation(line('a', true))
      const [key, own] = [`directline/conversations/${id}`, `wegweiser/card/${id}`]
      await store.state.write({ [key]: { n: 1 }, [own]: { n: 1 } })
      const request = await store.requests.create({ id: randomUUID(), state: 'open', channel: 'x', conversation: id, body: {} }, NOON)
      await commit(id, 'a', { forget: true, state: { [own]: undefined } })
      expect(await ids(id)).toEqual(['a-1'])
      expect(await store.state.read([key, own])).toEqual({})
      expect(await store.requests.find(request.id)).toBeUndefined()
      expect(await store.conversations.append(id, [line('a', true)], NOON)).toMatchObject({ added: 0 })
      expect(await store.conversations.append(id, [line('b', true)], NOON)).toMatchObject({ added: 1 })
      await commit(id, 'b')
      expect(await numbers(id)).toEqual([2, 3, 4])
    })

    it('forgets nothing that was said behind the word to forget and waits for its answer', async () => {
      const id = await conversation(line('old'), line('waiting', true), line('a', true), line('news'), line('b', true))
      await commit(id, 'a', { forget: true })
      expect(await ids(id)).toEqual(['b', 'a-1'])
      expect(await store.conversations.nextOwed(id)).toMatchObject({ id: 'b' })
      await commit(id, 'b')
      expect(await ids(id)).toEqual(['b', 'a-1', 'b-1'])
      await store.forget(id)
      expect(await ids(id)).toEqual([])
    })

    it('makes a request once, and none for a turn that is done', async () => {
      const id = await conversation(line('a', true))
      const only = { conversation: id, answers: 'a' }
      const make = (request: string) =>
        store.requests.create({ id: request, state: 'open', channel: 'x', conversation: id, body: {} }, NOON, [], only)
      const inOpenTurn = <T>(work: () => Promise<T>) => inTurn(openTurn({ ...only, greets: false, base: 'a' }), work)
      const name = randomUUID()
      const first = await inOpenTurn(() => make(name))
      expect(await inOpenTurn(() => make(name))).toEqual(first)
      await commit(id, 'a')
      await expect(inOpenTurn(() => make(randomUUID()))).rejects.toThrow('done already')
      await expect(inOpenTurn(() => store.requests.update(name, 1, { state: 'withdrawn' }, NOON))).rejects.toThrow('done already')
      expect(await store.requests.find(name)).toEqual(first)
      expect(await store.requests.update(name, 1, { state: 'claimed' }, NOON)).toMatchObject({ ok: true })
    })

    it('gathers what is written in an open turn, and shows it to that turn alone', async () => {
      const id = await conversation(line('a', true))
      const [key, gone] = [`directline/conversations/${id}/`, `wegweiser/x/${id}`]
      await store.state.write({ [gone]: { n: 0 }, [key]: { n: 0 } })
      const turn = openTurn({ conversation: id, answers: 'a', greets: false, base: 'a' })
      await inTurn(turn, async () => {
        await store.state.write({ [key]: { n: 1 } })
        await store.state.delete([gone])
        await store.usage.append([{ at: NOON, kind: 'gathered', conversation: id, body: {} }])
        expect(await store.state.read([key, gone])).toEqual({ [key]: { n: 1 } })
        expect(currentTurn()).toBe(turn)
      })
      expect(await store.state.read([key, gone])).toMatchObject({ [key]: { n: 0 }, [gone]: { n: 0 } })
      expect(await store.conversations.commitTurn(toCommit(turn), NOON)).toMatchObject({ added: 0 })
      expect(await store.state.read([key, gone])).toEqual({ [key]: { n: 1, eTag: expect.any(String) } })
      expect((await store.usage.between(NOON, later(1), ['gathered'])).map((event) => event.conversation)).toContain(id)
    })
  })
}
