/**
 * A process that is killed while it has something to tell. `stored`: it keeps a request and tells nobody; `told`: its notebook (a file) has
 * the line, and the office never hears that it is written.
 */
import { appendFileSync } from 'node:fs'
import pino from 'pino'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { createOffice } from '../../adapters/office/office.ts'
import { openStore } from '../../adapters/storage/open.ts'
import { createTurnQueue } from '../../adapters/turn-queue.ts'
import { notebook } from './notebook.ts'
import { requestOf } from './request-fixture.ts'

const [dataDir = '', databaseUrl = '', name = '', when = '', file = ''] = process.argv.slice(2)
const now = () => new Date('2026-11-23T09:00:00Z')
const log = pino({ level: 'silent' })
const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
const store = await openStore({ dataDir, databaseUrl: databaseUrl === '' ? undefined : databaseUrl, clock: now, log })
const office = createOffice({
  store,
  knowledge: () => knowledge,
  queue: createTurnQueue(store.lock, log),
  retentionDays: 90,
  log,
  now,
})
const hangs = new Promise<void>(() => {})
office.registerStaff(
  notebook({
    store,
    name,
    channels: ['hwk-halle'],
    onLine: (line) => {
      appendFileSync(file, `${JSON.stringify(line)}\n`)
      console.log('told')
      return hangs
    },
  }),
)
if (when === 'told') await office.start()
const [standing] = await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
if (when === 'stored') console.log(`stored ${standing?.number}`)
setInterval(() => {}, 1000)
