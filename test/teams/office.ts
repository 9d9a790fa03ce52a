/**
 * The whole house with both doors, on a real port: visitors come through Direct Line over HTTP, staff through `/api/messages`, Teams itself
 * is `fake-teams.ts`. Knowledge is what ships; the clock stands until it is set.
 */
import type { Activity } from 'botbuilder'
import pino from 'pino'
import { BotAdapter, type ChannelSettings } from '../../adapters/bot-adapter.ts'
import type { MailAccount } from '../../adapters/mail/account.ts'
import { createMailDoor } from '../../adapters/mail/door.ts'
import { createMonthlyMail, type MonthlyMail } from '../../adapters/monthly-mail/monthly-mail.ts'
import type { Desk } from '../../adapters/office/desk.ts'
import { createOffice, type Office as OfficeOfDoors } from '../../adapters/office/office.ts'
import { onTurnError } from '../../adapters/on-turn-error.ts'
import { createServer } from '../../adapters/server.ts'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import { StorageAway, type Store } from '../../adapters/storage/storage.ts'
import { type AppRegistration, channelSettings } from '../../adapters/teams/access.ts'
import { createTeamsDoor } from '../../adapters/teams/door.ts'
import { renderTeams } from '../../adapters/teams/render.ts'
import { createTurnQueue } from '../../adapters/turn-queue.ts'
import { createDirectLine } from '../../adapters/webchat/direct-line.ts'
import { renderWebChat } from '../../adapters/webchat/render.ts'
import { Bot } from '../../bot/bot.ts'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import type { BotPorts, Known, UsageEvent } from '../../bot/ports.ts'
import { createState } from '../../bot/state.ts'
import { knownFrom } from '../real-bot.ts'
import { type FakeTeams, fakeTeams } from './fake-teams.ts'

export const PUBLIC_URL = 'https://wegweiser.example.org'
export const ERIKA = { id: '29:erika', aadObjectId: 'aad-erika', name: 'Erika Amsel' }
export const JONAS = { id: '29:jonas', aadObjectId: 'aad-jonas', name: 'Jonas Buche' }
/** Teams gives each activity an id of its own, whichever process it goes to. */
let posted = 0
const BOT = { id: '28:bot', name: 'Wegweiser' }
export const TENANT = '99999999-8888-7777-6666-555555555555'

export interface Visitor {
  conversation: string
  say(text: string): Promise<string[]>
  /** All that the bot said since the last look. */
  read(): Promise<string[]>
  /** Opens the chat's socket and gives the next thing the bot says there that holds this text. */
  hear(text: string): Promise<string>
  /** Opens the chat's socket and keeps all that comes, what passes, too. */
  watch(): Promise<{ came: Partial<Activity>[]; close(): void }>
}

export interface Office {
  url: string
  store: Store
  desk: Desk
  forget(conversation: string): Promise<void>
  insights: OfficeOfDoors['insights']
  teams: FakeTeams
  /** Where mail is set up. */
  monthlyMail: MonthlyMail | undefined
  events: UsageEvent[]
  /** Where `started` was off: everything begins to go out by itself. */
  start(): Promise<void>
  /** Does everything that is due. */
  settle(): Promise<void>
  /** Sets the clock and does everything that is due. */
  at(now: string): Promise<void>
  visitor(): Promise<Visitor>
  /** Raw: what Teams would send. */
  post(activity: Partial<Activity>, headers?: Record<string, string>): Promise<{ status: number; body: unknown }>
  /** Staff in a channel, with the bot mentioned. */
  inChannel(teamsChannel: string, text: string, from?: typeof ERIKA): Promise<void>
  /** Staff in the personal chat; gives what the bot answered. */
  personally(text: string, from?: typeof ERIKA, value?: unknown): Promise<Partial<Activity>[]>
  /** Presses a button on a card; gives the card that comes back. */
  press(
    message: { id: string; conversation: string },
    verb: string,
    data: Record<string, unknown>,
    from?: typeof ERIKA,
  ): Promise<Partial<Activity>>
  invoke(name: string, value: unknown, more?: Partial<Activity>): Promise<{ status: number; body: unknown }>
  /** Like a killed process: the doors are gone, and nothing is finished. */
  kill(): void
  close(): Promise<void>
}

export interface OfficeOptions {
  now: string
  store?: Store
  app?: AppRegistration
  /** Overrides for the SDK's cloud addresses, so that signatures can be checked offline. */
  cloud?: ChannelSettings
  known?: Known
  /** What it was read from. */
  files?: () => readonly KnowledgeFile[]
  teams?: FakeTeams
  /** Port of the Playground, if that is not the fake Teams. */
  playground?: number
  keysUrl?: string
  /** Teams is not set up, not even as a shut door. */
  withoutTeams?: boolean
  /** Who else tells staff and visitors. */
  register?: (office: OfficeOfDoors, store: Store) => void
  /** Mail is set up. */
  mail?: MailAccount
  /** Off: nothing goes out by itself. */
  started?: boolean
}

export async function openOffice(options: OfficeOptions): Promise<Office> {
  let instant = new Date(options.now)
  const now = () => instant
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' })
  const store = options.store ?? (await sqliteStore({ path: ':memory:', clock: now }))
  const teams = options.teams ?? (await fakeTeams())
  const events: UsageEvent[] = []
  const known = options.known ?? knownFrom()
  const queue = createTurnQueue(store.lock, log)
  const house = createOffice({ store, knowledge: () => known.knowledge, queue, retentionDays: 90, log, now })
  const ports: BotPorts = {
    known: () => (options.mail ? { ...known, service: { retentionDays: 30, usageRetentionDays: 400, monthlyMail: true } } : known),
    now,
    render: (reply, { activity }) =>
      activity.channelId === 'msteams'
        ? renderTeams(reply, PUBLIC_URL, activity.conversation.conversationType === 'personal')
        : renderWebChat(reply, PUBLIC_URL),
    record: (event, place) => {
      events.push(event)
      const { kind, ...body } = event
      void store.usage.append([
        { at: now(), kind, conversation: place.conversation, body: { ...body, lang: place.lang, channel: place.channel } },
      ])
    },
    forget: house.forget,
    isStorageAway: (error) => error instanceof StorageAway,
    handOff: house.desk,
    orderMail: async (order) => monthlyMail?.order(order),
  }
  const bot = new Bot(createState(store.state), ports)
  const adapter = new BotAdapter({ ...channelSettings(options.app), ...options.cloud }, log, now)
  adapter.onTurnError = onTurnError(ports, log)
  const logic = (context: Parameters<Bot['run']>[0]) => bot.run(context)
  const http = createServer({ log, publicUrl: PUBLIC_URL })
  const secret = new TextEncoder().encode('a secret of the tests, 32 bytes and more')
  const directLine = createDirectLine({
    store,
    adapter,
    logic,
    secret,
    publicUrl: 'http://127.0.0.1',
    queue,
    news: { office: house, render: ports.render },
    log,
    now,
  })
  directLine.routes(http.router)
  const openTeams = () =>
    createTeamsDoor({
      adapter,
      logic,
      store,
      office: house,
      known: ports.known,
      files: options.files ?? (() => []),
      app: options.app,
      playground: options.playground ?? Number(new URL(teams.serviceUrl).port),
      publicUrl: PUBLIC_URL,
      queue,
      log,
      now,
      ...(options.keysUrl && { keysUrl: options.keysUrl }),
    })
  if (!options.withoutTeams) openTeams().routes(http.router)
  options.register?.(house, store)
  const monthlyMail =
    options.mail &&
    createMonthlyMail({
      account: options.mail,
      store,
      knowledge: () => known.knowledge,
      secret,
      publicUrl: PUBLIC_URL,
      legal: {},
      busy: () => 0,
      log,
      now,
    })
  monthlyMail?.routes(http.router)
  const mail =
    options.mail &&
    createMailDoor({
      account: options.mail,
      store,
      office: house,
      knowledge: () => known.knowledge,
      secret,
      publicUrl: PUBLIC_URL,
      busy: () => 0,
      returned: monthlyMail?.returned,
      log,
      now,
    })
  mail?.routes(http.router)
  if (options.started !== false) await house.start()
  const port = await http.listen(0, '127.0.0.1')
  const url = `http://127.0.0.1:${port}`

  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, init)
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
  }
  const post: Office['post'] = (activity, headers = {}) =>
    call('/api/messages', { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(activity) })
  const from = (person: typeof ERIKA, more: Partial<Activity>): Partial<Activity> => ({
    id: `in-${++posted}`,
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    locale: 'de-DE',
    from: person as Activity['from'],
    recipient: BOT as Activity['recipient'],
    channelData: { tenant: { id: TENANT } },
    ...more,
  })
  const inChannel = (teamsChannel: string): Partial<Activity> => ({
    conversation: { id: `${teamsChannel};messageid=1`, conversationType: 'channel', isGroup: true, tenantId: TENANT, name: '' },
    channelData: { tenant: { id: TENANT }, channel: { id: teamsChannel, name: `Kanal ${teamsChannel}` }, team: { id: 'team' } },
  })
  const personal = (person: typeof ERIKA): Partial<Activity> => ({
    conversation: { id: `a:${person.id}`, conversationType: 'personal', isGroup: false, tenantId: TENANT, name: '' },
  })

  return {
    url,
    store,
    desk: house.desk,
    forget: house.forget,
    insights: house.insights,
    start: house.start,
    settle: house.settle,
    teams,
    monthlyMail,
    events,
    at: async (next) => {
      instant = new Date(next)
      await house.settle()
    },
    post,
    inChannel: async (teamsChannel, text, person = ERIKA) => {
      const mention = '<at>Wegweiser</at>'
      const entities = [{ type: 'mention', text: mention, mentioned: BOT }]
      await post(from(person, { ...inChannel(teamsChannel), type: 'message', text: `${mention} ${text}`, entities }))
    },
    personally: async (text, person = ERIKA, value) => {
      const before = teams.messages.length
      await post(from(person, { ...personal(person), type: 'message', text, ...(value !== undefined && { value }) }))
      return teams.messages.slice(before).map(({ activity }) => activity)
    },
    press: async ({ conversation, id }, verb, data, person = ERIKA) => {
      const { body } = await post(
        from(person, {
          ...inChannel(conversation.split(';')[0]!),
          conversation: { id: conversation, conversationType: 'channel', isGroup: true, tenantId: TENANT, name: '' },
          type: 'invoke',
          name: 'adaptiveCard/action',
          replyToId: id,
          value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
        }),
      )
      await house.settle()
      const { value, type } = body as { value: Record<string, unknown>; type: string }
      return { attachments: [{ contentType: type, content: value }] }
    },
    invoke: (name, value, more = {}) => post(from(ERIKA, { ...personal(ERIKA), type: 'invoke', name, value, ...more })),
    visitor: async () => {
      const started = (await call('/v3/directline/tokens/generate', { method: 'POST' })).body as { token: string }
      const begun = (await call('/v3/directline/conversations', { method: 'POST', headers: { Authorization: `Bearer ${started.token}` } }))
        .body as { conversationId: string; token: string; streamUrl: string }
      const auth = { Authorization: `Bearer ${begun.token}` }
      let watermark = ''
      const read = async () => {
        const { body } = await call(`/v3/directline/conversations/${begun.conversationId}/activities?watermark=${watermark}`, {
          headers: auth,
        })
        const page = body as { activities: Partial<Activity>[]; watermark: string }
        watermark = page.watermark
        return page.activities.filter(({ from: who, type }) => who?.role === 'bot' && type === 'message').map(({ text }) => text ?? '')
      }
      return {
        conversation: begun.conversationId,
        read,
        hear: (text) =>
          new Promise((resolve, reject) => {
            const { pathname, search } = new URL(begun.streamUrl)
            const socket = new WebSocket(`ws://127.0.0.1:${port}${pathname}${search}`)
            socket.addEventListener('error', () => reject(new Error('the socket broke')))
            socket.addEventListener('message', ({ data }: { data: string }) => {
              const { activities = [] } = data === '' ? {} : (JSON.parse(data) as { activities?: Partial<Activity>[] })
              const found = activities.find(({ from: who, text: said }) => who?.role === 'bot' && said?.includes(text))
              if (!found) return
              socket.close()
              resolve(found.text!)
            })
          }),
        watch: () =>
          new Promise((resolve, reject) => {
            const { pathname, search } = new URL(begun.streamUrl)
            const socket = new WebSocket(`ws://127.0.0.1:${port}${pathname}${search}`)
            const came: Partial<Activity>[] = []
            socket.addEventListener('error', () => reject(new Error('the socket broke')))
            socket.addEventListener('open', () => resolve({ came, close: () => socket.close() }))
            socket.addEventListener('message', ({ data }: { data: string }) => {
              if (data !== '') came.push(...((JSON.parse(data) as { activities?: Partial<Activity>[] }).activities ?? []))
            })
          }),
        say: async (text) => {
          await call(`/v3/directline/conversations/${begun.conversationId}/activities`, {
            method: 'POST',
            headers: { ...auth, 'Content-Type': 'application/json' },
            body: JSON.stringify({ type: 'message', text, from: { id: 'dl_me' }, locale: 'de-DE' }),
          })
          // The answer is written down when the turn is done; its log line is what we wait for.
          for (let tries = 0; tries < 200; tries++) {
            const said = await read()
            if (said.length > 0) return said
            await new Promise((resolve) => setTimeout(resolve, 10))
          }
          return []
        },
      }
    },
    kill: () => void http.close(0),
    close: async () => {
      await directLine.close()
      await http.close(1000)
      await house.close()
      await queue.idle()
      await monthlyMail?.close()
      mail?.close()
      if (!options.teams) await teams.close()
      if (!options.store) await store.close()
    },
  }
}
