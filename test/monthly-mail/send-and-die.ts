/** A process that sends the monthly mail, until it is killed or has nothing left to send. */
import pino from 'pino'
import { loadKnowledge } from '../../adapters/load-knowledge.ts'
import { createMonthlyMail } from '../../adapters/monthly-mail/monthly-mail.ts'
import { openStore } from '../../adapters/storage/open.ts'

const [dataDir = '', databaseUrl = '', url = '', at = '', folder = ''] = process.argv.slice(2)
const now = () => new Date(at)
const log = pino({ level: 'silent' })
const { knowledge } = loadKnowledge([folder])
const store = await openStore({ dataDir, databaseUrl: databaseUrl === '' ? undefined : databaseUrl, clock: now, log })
const monthlyMail = createMonthlyMail({
  account: { url, from: { name: 'Wegweiser', address: 'wegweiser@example.org' } },
  store,
  knowledge: () => knowledge,
  secret: new TextEncoder().encode('a secret of the tests, 32 bytes and more'),
  publicUrl: 'https://wegweiser.example.org',
  legal: {},
  busy: () => 0,
  log,
  now,
})
await monthlyMail.flush()
await monthlyMail.close()
await store.close()
