/**
 * The composition root: settings → storage → knowledge → bot → doors → server. Read this first; every part is made here once and handed
 * to those that need it.
 */
import type { Logger } from 'pino'
import { Bot } from '../bot/bot.ts'
import { printIssue } from '../bot/knowledge/issue.ts'
import type { BotPorts } from '../bot/ports.ts'
import { createState } from '../bot/state.ts'
import { BotAdapter, type Logic } from './bot-adapter.ts'
import { chatSecret } from './chat-secret.ts'
import { settingsOrExit } from './environment.ts'
import { type LiveKnowledge, liveKnowledge } from './live-knowledge.ts'
import { createLog } from './log.ts'
import { onTurnError } from './on-turn-error.ts'
import { createOperations } from './operations.ts'
import { startRetention } from './retention.ts'
import { createServer, type Route } from './server.ts'
import type { Settings } from './settings.ts'
import { siteRoutes } from './site/routes.ts'
import { openStore } from './storage/open.ts'
import { StorageAway } from './storage/storage.ts'
import { type AppRegistration, channelSettings } from './teams/access.ts'
import { createTeamsDoor } from './teams/door.ts'
import { renderTeams } from './teams/render.ts'
import { createTurnQueue } from './turn-queue.ts'
import { createDirectLine } from './webchat/direct-line.ts'
import { renderWebChat } from './webchat/render.ts'
import { pageRoutes } from './webchat/static.ts'

/** How long running requests may take when the server is asked to stop. */
const GRACE_MS = 5_000
const TEAMS_CHANNEL = 'msteams'

export interface App {
  port: number
  knowledge: LiveKnowledge
  routes: readonly Route[]
  /** For what no part caught: counts it and says so. */
  strayed(error: unknown): void
  /** Stops taking requests, finishes what runs, writes what is pending. */
  close(): Promise<void>
}

export async function startApp(settings: Settings, log: Logger, now: () => Date): Promise<App> {
  const store = await openStore({ dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL, clock: now, log })
  const knowledge = liveKnowledge(settings.KNOWLEDGE_DIR, log, now)
  const operations = createOperations({
    ping: () => store.ping(),
    counts: () => ({
      ...directLine.counts(),
      entries: knowledge.known().knowledge.entries.size,
      issues: knowledge.issues().length,
      stale: knowledge.loaded().stale.length,
    }),
  })

  const app = registrationOf(settings)
  const { publicUrl } = settings
  const ports: BotPorts = {
    known: knowledge.known,
    now,
    render: (reply, { activity }) =>
      activity.channelId === TEAMS_CHANNEL
        ? renderTeams(reply, publicUrl, activity.conversation.conversationType === 'personal')
        : renderWebChat(reply, publicUrl),
    record: ({ kind, ...body }, { conversation, ...place }) => {
      operations.turn(kind, body.decision ?? body.detail ?? '')
      store.usage
        .append([{ at: now(), kind, conversation, body: { ...body, ...place } }])
        .catch((error: unknown) => log.warn({ err: error }, 'Ereignis nicht gespeichert'))
    },
    forget: (conversation) => teams.forget(conversation),
    isStorageAway: (error) => error instanceof StorageAway,
  }
  const bot = new Bot(createState(store.state), ports)
  const logic: Logic = (context) => bot.run(context)
  const adapter = new BotAdapter(channelSettings(app), log)
  adapter.onTurnError = onTurnError(ports, log)
  const queue = createTurnQueue(store.lock, log)

  const server = createServer({ log, publicUrl })
  const teams = createTeamsDoor({
    adapter,
    logic,
    store,
    ports,
    app,
    publicUrl,
    retentionDays: settings.REQUEST_RETENTION_DAYS,
    secretExpires: settings.MICROSOFT_APP_PASSWORD_EXPIRES,
    queue,
    log,
    now,
  })
  ports.handOff = teams.handOff
  const directLine = createDirectLine({
    store,
    adapter,
    logic,
    secret: chatSecret(settings.WEBCHAT_SECRET, settings.DATA_DIR),
    publicUrl,
    corsOrigins: settings.EMBED_ORIGINS,
    trustProxy: settings.TRUST_PROXY,
    queue,
    log,
    now,
  })
  directLine.routes(server.router)
  pageRoutes(server.router, { embedOrigins: settings.EMBED_ORIGINS, log })
  siteRoutes(server.router, {
    known: knowledge.known,
    now,
    publicUrl: settings.publicUrl,
    legal: { imprint: settings.IMPRINT_URL, privacy: settings.PRIVACY_URL },
    clicks: store.clicks,
    log,
  })
  teams.routes(server.router)
  operations.routes(server.router)
  const retention = startRetention({
    store,
    days: { conversations: settings.RETENTION_DAYS, usage: settings.USAGE_RETENTION_DAYS },
    log,
    now,
  })
  await teams.start()
  const port = await server.listen(settings.PORT, settings.HOST)

  return {
    port,
    knowledge,
    routes: server.routes(),
    strayed: (error) => {
      operations.strayed()
      log.error({ event: 'unhandled', err: error }, 'Fehler, den niemand abgefangen hat; der Dienst läuft weiter')
    },
    close: async () => {
      knowledge.close()
      retention.stop()
      await directLine.close()
      await server.close(GRACE_MS)
      await teams.close()
      await store.close()
    },
  }
}

/** The settings are checked: the three belong together. */
function registrationOf(settings: Settings): AppRegistration | undefined {
  const { MICROSOFT_APP_ID: id, MICROSOFT_APP_PASSWORD: password, MICROSOFT_APP_TENANT_ID: tenant } = settings
  return id && password && tenant ? { id, password, tenant } : undefined
}

/** What the person who started it wants to see: the address, how much will be answered, and which files are left out and why. */
function announce({ port, knowledge }: App, settings: Settings): void {
  const { entries } = knowledge.known().knowledge
  const broken = knowledge.loaded().issues.filter((issue) => issue.severity === 'error')
  const others = knowledge.issues().length - broken.length
  console.log(`Wegweiser läuft: http://localhost:${port}${settings.PUBLIC_URL ? ` (öffentlich ${settings.publicUrl})` : ''}`)
  console.log(`${entries.size} Einträge geladen, ${new Set(broken.map((issue) => issue.file)).size} ausgelassen.`)
  for (const issue of broken) console.log(`  ${printIssue(issue)}`)
  if (others > 0) console.log(`${others} weitere Hinweise zum Wissen: npm run -s check`)
}

/**
 * The last line of defence. A visitor's answer that somebody forgot to wait for must not cost all the others theirs; what is kept is kept
 * in transactions, so there is nothing half done that a restart would mend. And nobody who reads the log may end us by going away.
 */
function keepServing({ strayed }: App): void {
  process.on('unhandledRejection', strayed)
  process.on('uncaughtException', strayed)
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}

if (import.meta.main) {
  const settings = settingsOrExit()
  const log = createLog(settings.LOG_LEVEL, process.stderr)
  const app = await startApp(settings, log, () => new Date()).catch((error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${settings.PORT} ist belegt. Setzen Sie PORT auf einen anderen.`
        : `Der Start ist gescheitert: ${error.message}`,
    )
    if (error.code !== 'EADDRINUSE') log.fatal({ err: error }, 'Start gescheitert')
    process.exit(1)
  })
  keepServing(app)
  announce(app, settings)
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      app.close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ err: error }, 'Anhalten gescheitert')
          process.exit(1)
        },
      )
    })
  }
}
