/** What the log keeps of a visitor's words: everything while a turn is owed, cleaned words as soon as it is done. */
import { describe, expect, it } from 'vitest'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import { StorageAway, type Store } from '../../adapters/storage/storage.ts'
import { cleanedBody, readIncoming, visitorBody } from '../../adapters/webchat/incoming.ts'
import { openOffice } from '../teams/office.ts'

const kept = (body: Record<string, unknown>) => {
  const read = readIncoming({ type: 'message', ...body })
  if (!read.ok) throw new Error(read.message)
  return JSON.parse(visitorBody(read.activity, 'c|1', 'dl_me')) as Record<string, unknown>
}

describe('an activity as it is taken over', () => {
  it('holds what a turn needs and nothing that a client adds', () => {
    expect(
      kept({
        text: 'hallo',
        textFormat: 'plain',
        locale: 'de-DE',
        channelData: { clientActivityID: 'c1', attachmentSizes: [], phone: '0391 5678901' },
        entities: [{ type: 'ClientCapabilities', phone: '0391 5678901' }],
        localTimezone: 'Europe/Berlin',
        value: { say: 'ja', phone: '0391 5678901' },
      }),
    ).toEqual({
      type: 'message',
      text: 'hallo',
      textFormat: 'plain',
      locale: 'de-DE',
      channelData: { clientActivityID: 'c1' },
      value: { say: 'ja' },
      id: 'c|1',
      from: { id: 'dl_me', name: '', role: 'user' },
    })
  })

  it.each([
    [{ value: 'ja' }, { value: 'ja' }],
    [{ value: { other: 1 } }, {}],
    [{ value: 12 }, {}],
    [{ channelData: { clientActivityID: { $ne: 1 } } }, { channelData: {} }],
    [{ channelData: { clientActivityID: 'x'.repeat(200) } }, { channelData: {} }],
  ])('reads %o as %o', (said, expected) => expect(kept(said)).toMatchObject(expected))
})

describe('cleanedBody', () => {
  const body = (more: Record<string, unknown>, role = 'user') =>
    JSON.stringify({ type: 'message', id: 'c|1', from: { id: 'u', role }, ...more })

  it('cleans text, name and value of a visitor, in their language', () => {
    expect(JSON.parse(cleanedBody(body({ text: 'Tel. 5678901', name: 'max@firma.de', value: { say: '0391 5678901' } })))).toMatchObject({
      text: 'Tel. [Telefonnummer]',
      name: '[E-Mail-Adresse]',
      value: { say: '[Telefonnummer]' },
    })
    expect(JSON.parse(cleanedBody(body({ value: 'max@firma.de', locale: 'en-GB' })))).toMatchObject({ value: '[e-mail address]' })
  })

  it('leaves alone what has nothing personal, what the bot said, and what is no activity', () => {
    for (const same of [body({ text: 'Wann ist Sprechtag?' }), body({ text: 'Tel. 0345 2998-221' }, 'bot'), 'nonsense'])
      expect(cleanedBody(same)).toBe(same)
  })
})

it('a phone number is known to its turn and to the request, and soon no longer to the log', async () => {
  const office = await openOffice({ now: '2026-11-26T10:00:00+01:00' })
  await office.inChannel('19:halle', 'Verbinden hwk-halle')
  const visitor = await office.visitor()
  await visitor.say('Wann ist Sprechtag? Mein Telefon: 0391 5678901, Mail max (at) firma.de')
  for (const text of ['Anfrage übergeben', 'Halle', 'Tischlerei', 'Ja', 'Ich brauche Hilfe', 'Anna Muster']) await visitor.say(text)
  const summary = await visitor.say('0391 – 567 8902')
  expect(summary.join('\n')).toContain('0391 – 567 8902')
  await visitor.say('Absenden')
  const [request] = await office.store.requests.list({ conversation: visitor.conversation })
  expect(request?.body).toMatchObject({ reach: '0391 – 567 8902' })
  const log = await office.store.conversations.after(visitor.conversation, 0, 100)
  const said = log.map(({ body }) => JSON.parse(body)).filter(({ from }) => from.role === 'user')
  const texts = said.map(({ text }) => text)
  expect(texts[0]).toBe('Wann ist Sprechtag? Mein Telefon: [Telefonnummer], Mail [E-Mail-Adresse]')
  expect(texts).toContain('[Telefonnummer]')
  expect(JSON.stringify(said)).not.toMatch(/567/)
  // What the visitor's last question was is remembered without them, too.
  const state = await office.store.state.read([`directline/conversations/${visitor.conversation}/`])
  expect(JSON.stringify(state)).not.toMatch(/5678901|firma/)
  await office.close()
})

it('a turn that a crash cut off still gets the number as it was said', async () => {
  const now = '2026-11-26T10:00:00+01:00'
  const store = await sqliteStore({ path: ':memory:', clock: () => new Date(now) })
  const before = await openOffice({ now, store })
  await before.inChannel('19:halle', 'Verbinden hwk-halle')
  const { conversation, say } = await before.visitor()
  for (const text of ['Anfrage übergeben', 'Halle', 'Tischlerei', 'Ja', 'Ich brauche Hilfe', 'Anna Muster']) await say(text)
  await before.close()
  const user = (await store.conversations.find(conversation))!.user
  const read = readIncoming({ type: 'message', text: '0391 – 567 8902' })
  if (!read.ok) throw new Error(read.message)
  const line = { id: 'x|1', body: visitorBody(read.activity, 'x|1', user), owed: true }
  const { last } = (await store.conversations.append(conversation, [line], new Date(now)))!

  const after = await openOffice({ now, store })
  await expect.poll(async () => (await store.conversations.find(conversation))!.owed).toBe(false)
  const [said, ...answers] = (await store.conversations.after(conversation, last - 1, 100)).map(({ body }) => JSON.parse(body))
  expect(said.text).toBe('[Telefonnummer]')
  expect(answers.map(({ text }) => text).join()).toContain('0391 – 567 8902')
  await after.close()
  await store.close()
})

/** The whole house on a store that has its troubles, with the lines of a talk as they are kept. */
async function troubled(change: (store: Store) => Partial<Store>) {
  const clock = () => new Date('2026-11-23T10:00:00+01:00')
  const store = await sqliteStore({ path: ':memory:', clock })
  const office = await openOffice({ now: clock().toISOString(), store: { ...store, ...change(store) } })
  const lines = async (conversation: string) =>
    (await store.conversations.after(conversation, 0, 100)).map(
      ({ body }) => JSON.parse(body) as { id: string; text: string; replyToId?: string },
    )
  return { ...office, store, lines, close: () => office.close().then(() => store.close()) }
}

describe('while the database cannot be read', () => {
  it('what was acknowledged is answered, and its turn runs again, so that the talk remembers it', async () => {
    let broken = true
    const house = await troubled(({ state }) => ({
      state: { ...state, read: (keys) => (broken ? Promise.reject(new StorageAway('away')) : state.read(keys)) },
    }))
    try {
      const visitor = await house.visitor()
      const [shown] = await visitor.say('Ich bin Tischlerin in Halle. Ab wann muss ich E-Rechnungen schreiben?')
      expect(shown).toContain('E-Rechnung')
      broken = false
      await visitor.say('Warum diese Antwort?')
      await expect.poll(async () => (await house.lines(visitor.conversation)).length, { timeout: 10_000 }).toBe(4)
      const [asked, why, answer, reason] = await house.lines(visitor.conversation)
      expect(answer).toMatchObject({ id: `${asked!.id}-1`, replyToId: asked!.id, text: shown })
      expect(reason).toMatchObject({ id: `${why!.id}-1`, replyToId: why!.id })
      expect(reason!.text).toMatch(/^Wegen .*E-Rechnung/)
      const state = JSON.stringify(await house.store.state.read([`directline/conversations/${visitor.conversation}/`]))
      expect(state).toContain('handwerk')
    } finally {
      await house.close()
    }
  })

  it('what another server said under an id is what stays on the screen', async () => {
    const OTHER = 'Das hat der andere gesagt.'
    let hear: Parameters<Store['onAppended']>[0] = () => {}
    let cut = false
    const house = await troubled(({ conversations, onAppended }) => ({
      onAppended: (listener) => {
        hear = listener
        onAppended(listener)
      },
      conversations: {
        ...conversations,
        commitTurn: async (turn, now) => {
          if (cut || turn.lines.length === 0) return conversations.commitTurn(turn, now)
          cut = true
          const lines = turn.lines.map(({ id, body }) => ({ id, body: JSON.stringify({ ...JSON.parse(body), text: OTHER }) }))
          const done = await conversations.commitTurn({ ...turn, lines }, now)
          hear(turn.conversation, done!.last)
          await new Promise((resolve) => setTimeout(resolve, 50))
          throw new StorageAway('the connection is lost')
        },
      },
    }))
    try {
      const visitor = await house.visitor()
      const { came, close } = await visitor.watch()
      await visitor.say('Was ist KI?')
      const answers = () => came.filter(({ type, from }) => type === 'message' && from?.role === 'bot').map(({ text }) => text)
      // It was heard, then ours was shown, and then it was heard once more.
      await expect.poll(answers, { timeout: 10_000 }).toEqual([OTHER, expect.not.stringContaining(OTHER), OTHER])
      close()
    } finally {
      await house.close()
    }
  })
})
