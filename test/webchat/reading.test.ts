/** A log that cannot be read for a moment, for a reason nobody foresaw: the window gets what it missed, and the process lives. */
import { afterEach, expect, it } from 'vitest'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import type { Store } from '../../adapters/storage/storage.ts'
import { startChat } from '../fixtures/chat-server.ts'
import { type Heard, visit } from '../fixtures/visitor.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const clock = () => new Date()
const says = (text: string) => (heard: Heard[]) => heard.some((one) => one.text === text)

it('is read again, and nothing is missing or doubled', async () => {
  const real = await sqliteStore({ path: ':memory:', clock })
  closing.push(() => real.close())
  let failures = 0
  let tell: Parameters<Store['onAppended']>[0] = () => {}
  const store: Store = {
    ...real,
    onAppended: (listener) => {
      tell = listener
    },
    conversations: {
      ...real.conversations,
      after: async (...asked) => {
        if (failures === 0) return real.conversations.after(...asked)
        failures -= 1
        throw new Error('unforeseen')
      },
    },
  }
  const server = await startChat({ store, greetAfterMs: 60_000 })
  closing.push(() => server.close())
  const anna = await visit(server.url)
  closing.push(() => anna.leave())
  await anna.say('hallo')
  await anna.until(says('echo 1: hallo'))

  // Another process writes, and the news of it meets a log that cannot be read, twice.
  failures = 2
  const body = JSON.stringify({ id: 'x', type: 'message', text: 'von nebenan', from: { id: 'wegweiser', role: 'bot' } })
  const { last } = (await real.conversations.append(anna.conversationId, [{ id: 'x', body }], clock()))!
  tell(anna.conversationId, last)
  await anna.say('und weiter')
  await anna.until(says('echo 2: und weiter'))
  expect(failures).toBe(0)
  expect(anna.heard.map(({ text }) => text)).toEqual(['hallo', 'echo 1: hallo', 'von nebenan', 'und weiter', 'echo 2: und weiter'])
})
