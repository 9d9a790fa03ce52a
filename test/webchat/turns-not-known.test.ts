/** A database that goes away just while it is asked what waits: not knowing is not the same as nothing waiting. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, expect, it } from 'vitest'
import { BotAdapter } from '../../adapters/bot-adapter.ts'
import { openStore } from '../../adapters/storage/open.ts'
import { StorageAway, type Store } from '../../adapters/storage/storage.ts'
import { createTurnQueue } from '../../adapters/turn-queue.ts'
import { createActivityLog } from '../../adapters/webchat/activity-log.ts'
import { createChats } from '../../adapters/webchat/chats.ts'
import { createTurns } from '../../adapters/webchat/turns.ts'

const now = () => new Date('2026-11-27T12:00:00.000Z')
const log = pino({ level: 'silent' })
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

it('answers what waited before what came next', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wegweiser-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const opened = await openStore({ dataDir: folder, clock: now, log })
  closing.push(() => opened.close())
  let away = false
  const nextOwed: Store['conversations']['nextOwed'] = async (id) => {
    if (away) throw new StorageAway('away')
    return opened.conversations.nextOwed(id)
  }
  const store: Store = { ...opened, conversations: { ...opened.conversations, nextOwed } }

  await store.conversations.start({ id: 'c', user: 'dl_u', locale: 'de-DE' }, now())
  const said = (id: string, text: string) => ({ type: 'message', id, text, from: { id: 'dl_u', role: 'user' } })
  const write = ({ id, ...body }: ReturnType<typeof said>) =>
    store.conversations.append('c', [{ id, body: JSON.stringify({ id, ...body }), owed: true }], now())
  await write(said('c|1', 'erstens'))

  const chats = createChats(now)
  const activities = createActivityLog(store, chats, log, now)
  closing.push(() => activities.close())
  const adapter = new BotAdapter({}, log)
  const answered: string[] = []
  const turns = createTurns({
    adapter,
    logic: async ({ activity }) => void answered.push(activity.text),
    queue: createTurnQueue(store.lock, log),
    activities,
    chats,
    store,
    bot: { id: 'bot', name: 'bot' },
    log,
    now,
  })
  adapter.deliverTo(turns)
  const chat = chats.open({ id: 'c', user: 'dl_u', locale: 'de-DE', greeted: true, started: true })

  away = true
  await turns.resume(chat)
  expect(answered).toEqual([])
  away = false
  const second = said('c|2', 'zweitens')
  await write(second)
  await turns.run(chat, second, true)
  expect(answered).toEqual(['erstens', 'zweitens'])
})
