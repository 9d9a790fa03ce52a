/** A process that keeps a request and lives on without sending anything, until it is killed. */
import pino from 'pino'
import { createDesk } from '../../adapters/office/desk.ts'
import { openStore } from '../../adapters/storage/open.ts'
import { createChannels } from '../../adapters/teams/channels.ts'
import { emptyRouting } from '../../bot/knowledge/routing.ts'
import { requestOf } from './request-fixture.ts'

const [dataDir = '', databaseUrl = '', serviceUrl = ''] = process.argv.slice(2)
const now = () => new Date('2026-11-23T09:00:00Z')
const log = pino({ level: 'silent' })
const store = await openStore({ dataDir, databaseUrl: databaseUrl === '' ? undefined : databaseUrl, clock: now, log })
const channels = createChannels(store, () => ['hwk-halle'])
await channels.connect('hwk-halle', { teamsChannel: '19:hwk@thread.tacv2', serviceUrl, bot: { id: '28:bot', name: 'Wegweiser' } })
const desk = createDesk({
  store,
  routing: emptyRouting,
  channels,
  retentionDays: 90,
  log,
  now,
  clientOf: () => undefined,
  refused: () => {},
  posted: () => {},
})
const [standing] = await desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
console.log(`stored ${standing?.number}`)
setInterval(() => {}, 1000)
