/** One server of ours in a simulation: everything between its doors and its store is the real thing, put together as `main.ts` does it. */
import type { Logger } from 'pino'
import { BotAdapter } from '../../adapters/bot-adapter.ts'
import { createOffice, type Office } from '../../adapters/office/office.ts'
import { onTurnError } from '../../adapters/on-turn-error.ts'
import { StorageAway } from '../../adapters/storage/storage.ts'
import { createTurnQueue } from '../../adapters/turn-queue.ts'
import { createDirectLine, type DirectLine } from '../../adapters/webchat/direct-line.ts'
import { renderWebChat } from '../../adapters/webchat/render.ts'
import type { Tokens } from '../../adapters/webchat/token.ts'
import { Bot } from '../../bot/bot.ts'
import type { BotPorts, Known } from '../../bot/ports.ts'
import { createState } from '../../bot/state.ts'
import type { Database } from './database.ts'
import type { Staff } from './staff.ts'
import { createHost, type Host } from './wire.ts'
import { current, type World } from './world.ts'

/** A server's clock against the world's, in milliseconds. */
export interface Skew {
  ms: number
}

export interface Instance extends Host {
  skew: Skew
  office: Office
  directLine: DirectLine
}

export interface InstanceOptions {
  world: World
  database: Database
  people: Staff
  name: string
  skew: Skew
  known: () => Known
  log: Logger
}

const PUBLIC_URL = 'https://wegweiser.example.org'

/** Signatures are not what is simulated, and WebCrypto keeps a time of its own. */
const TOKENS: Tokens = {
  issue: async ({ conversation, user }, use) => `${use}~${conversation}~${user}`,
  verify: async (token, wanted) => {
    const [use, conversation = '', user = ''] = token.split('~')
    return use === wanted ? { conversation, user } : undefined
  },
}

/** Starts one; it lives until its process is killed. */
export function startInstance({ world, database, people, name, skew, known, log }: InstanceOptions): Instance {
  const process = world.process(name)
  const host = createHost(process)
  const now = () => new Date(world.now() + skew.ms)
  return current.run(process, () => {
    const store = database.connect(process, now)
    const queue = createTurnQueue(store.lock, log)
    const office = createOffice({ store, knowledge: () => known().knowledge, queue, retentionDays: 90, log, now })
    const ports: BotPorts = {
      known,
      now,
      render: (reply) => renderWebChat(reply, PUBLIC_URL),
      record: ({ kind, ...body }, { conversation, ...place }) => {
        store.usage
          .append([{ at: now(), kind, conversation, body: { ...body, ...place } }])
          .catch(() => world.trace(`${name} loses an event`))
      },
      forget: office.forget,
      isStorageAway: (error) => error instanceof StorageAway,
      handOff: office.desk,
    }
    const bot = new Bot(createState(store.state), ports)
    store.onAppended((conversation) => bot.forgetRecent(conversation))
    const adapter = new BotAdapter({}, log)
    adapter.onTurnError = onTurnError(ports, log)
    const directLine = createDirectLine({
      store,
      adapter,
      logic: (context) => bot.run(context),
      secret: new Uint8Array(32),
      tokens: TOKENS,
      publicUrl: PUBLIC_URL,
      queue,
      news: { office, render: ports.render },
      log,
      now,
    })
    office.registerStaff(people.sender(store, process))
    directLine.routes(host.router)
    office.start().catch(() => world.trace(`${name} starts its office without its database`))
    world.trace(`${name} starts`)
    return Object.assign(host, { skew, office, directLine })
  })
}
