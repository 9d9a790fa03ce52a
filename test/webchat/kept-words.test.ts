/** What the log keeps of a visitor's words: everything while a turn is owed, cleaned words as soon as it is done. */
import { describe, expect, it } from 'vitest'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
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
