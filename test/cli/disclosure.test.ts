/** What is stored of one person comes out whole, of nobody else, and nothing is changed by it. */
import pino from 'pino'
import { expect, it } from 'vitest'
import { openStore } from '../../adapters/storage/open.ts'
import { temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { run } from '../program.ts'

const DATA_DIR = temporaryFolder()
const now = new Date('2026-11-20T10:00:00Z')
const store = await openStore({ dataDir: DATA_DIR, clock: () => now, log: pino({ level: 'silent' }) })
for (const [id, name] of [
  ['a', 'Anna'],
  ['b', 'Bert'],
] as const) {
  await store.conversations.start({ id, user: `user-${id}` }, now)
  for (let i = 0; i < 3; i++)
    await store.conversations.append(id, [{ id: `${id}${i}`, body: JSON.stringify({ text: `${name} sagt ${i}` }), owed: false }], now)
  await store.state.write({
    [`directline/conversations/${id}`]: { place: `Ort von ${name}` },
    [`directline/users/user-${id}`]: { of: name },
  })
  await store.usage.append([{ at: now, kind: 'question', conversation: id, body: { text: `Frage von ${name}` } }])
  await store.requests.create({ id, state: 'open', channel: 'x', conversation: id, body: { name, mail: `${name}@Firma.de` } }, now)
}
await store.close()
const ask = (...args: string[]) => run('disclosure', args, { DATA_DIR })

it.each([
  ['the number of a request', ['--request', '1']],
  ['a conversation', ['--conversation', 'a']],
  ['what was given in a request', ['--find', 'anna@firma.de']],
])('by %s: talk, memory, events, request', async (_, args) => {
  const { code, out, err } = await ask(...args)
  expect([code, err]).toEqual([0, ''])
  const { conversations, requests, subscriptions } = JSON.parse(out)
  expect(conversations).toHaveLength(1)
  expect(conversations[0].lines.map((line: { body: { text: string } }) => line.body.text)).toEqual([
    'Anna sagt 0',
    'Anna sagt 1',
    'Anna sagt 2',
  ])
  expect(Object.keys(conversations[0].state).sort()).toEqual(['directline/conversations/a', 'directline/users/user-a'])
  expect(conversations[0].events).toMatchObject([{ body: { text: 'Frage von Anna' } }])
  expect(requests).toMatchObject([{ number: 1, body: { mail: 'Anna@Firma.de' } }])
  expect(subscriptions).toEqual([])
  expect(out).not.toContain('Bert')
  expect((await ask(...args)).out).toBe(out)
})

it('says where nothing is stored, and asks for one way to find it', async () => {
  expect(await ask('--request', '99')).toMatchObject({ code: 1, out: '', err: 'Dazu ist nichts gespeichert.\n' })
  expect(await ask('--find', 'niemand@firma.de')).toMatchObject({ code: 1, out: '' })
  expect((await ask('--request', '1', '--find', 'x')).code).toBe(2)
})
