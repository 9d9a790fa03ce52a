/**
 * The composition root: settings → storage → knowledge → office → bot → doors → server. Read this first; every part is made here once and handed
 * to those that need it.
 */
import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { Bot } from '../bot/bot.ts'
import { FAILED_KINDS } from '../bot/impact/failed-questions.ts'
import { DAY_MS, dayIn } from '../bot/knowledge/day.ts'
import { printIssue } from '../bot/knowledge/issue.ts'
import type { BotPorts } from '../bot/ports.ts'
import { meaningOf } from '../bot/search/search.ts'
import { createState } from '../bot/state.ts'
import { apiRoutes } from './api/routes.ts'
import { calcomRoute } from './bookings/calcom-route.ts'
import { BotAdapter, type Logic } from './bot-adapter.ts'
import { chatSecret } from './chat-secret.ts'
import { createClientOf } from './client-address.ts'
import { closable, closedDoors } from './closed.ts'
import { entryChanges } from './entry-changes.ts'
import { settingsOrExit } from './environment.ts'
import { figuresIn } from './kept-figures.ts'
import { createAddressLimits } from './limits.ts'
import { deadLinks, readLinkMemory } from './links/link-memory.ts'
import { scheduleLinkCheck } from './links/schedule.ts'
import { type LiveKnowledge, liveKnowledge } from './live-knowledge.ts'
import { createLog } from './log.ts'
import { mailIn } from './mail/account.ts'
import { createMailDoor } from './mail/door.ts'
import { mcpRoutes } from './mcp/routes.ts'
import { createMonthlyMail } from './monthly-mail/monthly-mail.ts'
import { mailPreview } from './monthly-mail/preview.ts'
import { createOffice } from './office/office.ts'
import { STANDING_POST } from './office/posts.ts'
import { onTurnError } from './on-turn-error.ts'
import { createOperations } from './operations.ts'
import { liveFolder, partnerDrafts } from './partners/memory.ts'
import { scheduleFeeds } from './partners/schedule.ts'
import { mayAskBeyond } from './polite-request.ts'
import { createReadiness, olderVersions, type Readiness } from './readiness.ts'
import { repeat } from './repeating.ts'
import { startRetention } from './retention.ts'
import { createServer, type RegisteredRoute } from './server.ts'
import type { Settings } from './settings.ts'
import { cmsRoutes } from './site/cms/routes.ts'
import { editorAccess } from './site/editors/access.ts'
import { editorRoutes } from './site/editors/routes.ts'
import { siteRoutes } from './site/routes.ts'
import { openStore } from './storage/open.ts'
import { StorageAway, type Store } from './storage/storage.ts'
import { watchStore } from './storage/watched.ts'
import { appIn, channelSettings } from './teams/access.ts'
import { createTeamsDoor } from './teams/door.ts'
import { renderTeams } from './teams/render.ts'
import { type Telemetry, UNTOLD } from './telemetry.ts'
import { createTurnQueue } from './turn-queue.ts'
import { originTest } from './webchat/cors.ts'
import { createDirectLine } from './webchat/direct-line.ts'
import { WEBCHAT_CHANNEL } from './webchat/incoming.ts'
import { renderWebChat } from './webchat/render.ts'
import { frameAncestors, pageRoutes } from './webchat/static.ts'

/** How long running requests may take when the server is asked to stop. */
const GRACE_MS = 5_000
/** Days over which the editors' pages say how guides were used. */
const GUIDE_DAYS = 90
/** How soon a change of the content is news. */
const CHANGES_EVERY_MS = 60_000
const TEAMS_CHANNEL = 'msteams'

export interface App {
  port: number
  knowledge: LiveKnowledge
  ready(): Promise<Readiness>
  routes: readonly RegisteredRoute[]
  /** For what no part caught: counts it and says so. */
  strayed(error: unknown): void
  /** Resolves when every letter to subscribers that is due has been tried; at once where no mail is set up. */
  lettersGo(): Promise<void>
  /** Stops taking requests, finishes what runs, writes what is pending. */
  close(): Promise<void>
}

export async function startApp(settings: Settings, log: Logger, now: () => Date): Promise<App> {
  const opened = await openStore({ dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL, clock: now, log })
  const { store, health } = watchStore(opened, { log, now, onTrouble: (trouble) => operations.storageTrouble(trouble) })
  // What partners' calendars say lies below all that editors write.
  const folders = [liveFolder(settings.DATA_DIR), ...settings.KNOWLEDGE_DIR]
  const knowledge = liveKnowledge({
    folders,
    dataDir: settings.DATA_DIR,
    deadLinks: () => (settings.LINK_CHECK ? deadLinks(readLinkMemory(settings.DATA_DIR)) : new Set()),
    log,
    now,
  })
  const changes = entryChanges(settings.DATA_DIR)
  const knowledgeCounts = () => ({
    entries: knowledge.known().knowledge.entries.size,
    issues: knowledge.issues().length,
    stale: knowledge.stale().length,
  })
  const ready = createReadiness({
    store,
    health,
    knowledge: () => ({ ...knowledgeCounts(), older: knowledge.stale() }),
    secretExpires: settings.MICROSOFT_APP_PASSWORD_EXPIRES,
    now,
  })
  const operations = createOperations({
    ready,
    counts: () => ({ ...directLine.counts(), ...knowledgeCounts() }),
    waiting: () => whatWaits(store, now()),
    storageUp: () => health.down() === undefined,
  })

  const told = await tellBy(settings, operations.registry, log)
  const telemetry: Telemetry = {
    ...told,
    turn: async (about, work) => {
      const begun = performance.now()
      try {
        return await told.turn(about, work)
      } finally {
        operations.turnTook((performance.now() - begun) / 1000)
      }
    },
  }
  const queue = createTurnQueue(store.lock, log, telemetry.turn)
  const office = createOffice({
    store,
    knowledge: () => knowledge.known().knowledge,
    meaning: (text) => meaningOf(knowledge.known().searcher, text),
    queue,
    retentionDays: settings.REQUEST_RETENTION_DAYS,
    onRefused: operations.refused,
    log,
    now,
  })

  const closed = closedDoors(() => knowledge.known().knowledge, now)
  const requests = closable(office.desk, closed)
  const app = appIn(settings)
  const { publicUrl } = settings
  const service = {
    retentionDays: settings.RETENTION_DAYS,
    usageRetentionDays: settings.USAGE_RETENTION_DAYS,
    ...(settings.IMPRINT_URL && { imprint: settings.IMPRINT_URL }),
    ...(settings.PRIVACY_URL && { privacy: settings.PRIVACY_URL }),
    monthlyMail: mailIn(settings) !== undefined,
  }
  const ports: BotPorts = {
    known: () => ({ ...knowledge.known(), service }),
    now,
    render: (reply, { activity }) =>
      activity.channelId === TEAMS_CHANNEL
        ? renderTeams(reply, publicUrl, activity.conversation.conversationType === 'personal')
        : renderWebChat(reply, publicUrl),
    record: ({ kind, ...body }, { conversation, ...place }) => {
      const decision = body.decision ?? body.detail ?? ''
      operations.turn(kind, decision)
      telemetry.decided(kind, decision)
      store.usage
        .append([{ at: now(), kind, conversation, body: { ...body, ...place } }])
        .catch((error: unknown) => log.warn({ event: 'usage_event_lost', err: error }, 'usage event not stored'))
    },
    forget: office.forget,
    isStorageAway: (error) => error instanceof StorageAway,
    closed: (channelId) => closed(channelId === TEAMS_CHANNEL ? 'teams' : 'chat'),
    handOff: requests,
    orderMail: async (order) => monthlyMail?.order(order),
  }
  const bot = new Bot(createState(store.state), ports)
  store.onAppended((conversation) => bot.forgetRecent(conversation))
  const logic: Logic = (context) => bot.run(context)
  const adapter = new BotAdapter(channelSettings(app), log, now)
  const apologise = onTurnError(ports, log)
  adapter.onTurnError = (context, error) => {
    operations.turnFailed()
    telemetry.broke(error)
    return apologise(context, error)
  }

  const clientOf = createClientOf(settings.TRUST_PROXY)
  const addressLimits = createAddressLimits({ factor: settings.ADDRESS_LIMIT_FACTOR, now, onRefused: operations.refused })
  const server = createServer({ log, publicUrl, telemetry })
  const teams = createTeamsDoor({
    adapter,
    logic,
    store,
    office,
    known: ports.known,
    files: () => knowledge.loaded().files,
    app,
    playground: settings.TEAMS_PLAYGROUND,
    publicUrl,
    secretExpires: settings.MICROSOFT_APP_PASSWORD_EXPIRES,
    queue,
    log,
    now,
  })
  const secret = chatSecret(settings.WEBCHAT_SECRET, settings.DATA_DIR)
  const directLine = createDirectLine({
    store,
    adapter,
    logic,
    secret,
    publicUrl,
    corsOrigins: settings.EMBED_ORIGINS,
    clientOf,
    addressLimits,
    onRefused: operations.refused,
    queue,
    news: { office, render: ports.render },
    people: (conversation, lang) => bot.people(WEBCHAT_CHANNEL, conversation, lang),
    telemetry,
    log,
    now,
  })
  const account = mailIn(settings)
  const legal = { imprint: settings.IMPRINT_URL, privacy: settings.PRIVACY_URL }
  const monthlyMail =
    account &&
    createMonthlyMail({
      account,
      store,
      knowledge: () => knowledge.known().knowledge,
      secret,
      publicUrl,
      legal,
      busy: (what, req) => addressLimits.take(what, clientOf(req)),
      log,
      now,
    })
  // After the chat, which is the nearer way to a visitor.
  const mail =
    account &&
    createMailDoor({
      account,
      store,
      office,
      knowledge: () => knowledge.known().knowledge,
      secret,
      publicUrl,
      busy: (req) => addressLimits.take('pages', clientOf(req)),
      returned: monthlyMail?.returned,
      log,
      now,
    })
  directLine.routes(server.router)
  pageRoutes(server.router, { embedOrigins: settings.EMBED_ORIGINS, knowledge: () => knowledge.known().knowledge, log })
  siteRoutes(server.router, {
    known: ports.known,
    now,
    publicUrl: settings.publicUrl,
    legal,
    clicks: store.clicks,
    busy: (req) => addressLimits.take('pages', clientOf(req)),
    busySuggesting: (req) => addressLimits.take('suggestions', clientOf(req)),
    handOff: () => requests.at(WEBCHAT_CHANNEL),
    frameAncestors: frameAncestors(settings.EMBED_ORIGINS, log),
    changeOf: changes.of,
    figures: figuresIn(settings.DATA_DIR),
    monthlyMail: monthlyMail !== undefined,
    log,
  })
  const programs = {
    known: knowledge.known,
    now,
    publicUrl,
    busy: (req: IncomingMessage) => addressLimits.take('programs', clientOf(req)),
    log,
  }
  apiRoutes(server.router, programs)
  mcpRoutes(server.router, { ...programs, allowed: originTest([new URL(publicUrl).origin, ...settings.EMBED_ORIGINS]) })
  const editors = editorAccess(settings, secret, now)
  if (editors)
    editorRoutes(server.router, {
      access: editors,
      writes: settings.EDITOR_WRITES,
      byLink: /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(settings.HOST ?? ''),
      live: knowledge,
      mail: mailPreview({
        knowledge: () => knowledge.known().knowledge,
        publicUrl,
        legal,
        now,
        subscribers: monthlyMail && store.subscribers,
      }),
      partnerDrafts: () => partnerDrafts(settings.DATA_DIR),
      guideUses: async () => (await office.insights(GUIDE_DAYS)).guides,
      events: (days) => store.usage.between(new Date(now().getTime() - days * DAY_MS), new Date(now().getTime() + 1), FAILED_KINDS),
      now,
      publicUrl: settings.publicUrl,
      clientOf,
      busy: (req) => addressLimits.take('pages', clientOf(req)),
      onRefused: operations.refused,
      log,
    })
  if (editors && settings.EDITOR_WRITES)
    cmsRoutes(server.router, {
      sessions: editors.sessions,
      live: knowledge,
      folder: folders.at(-1)!,
      ...(settings.CMS_BACKEND && { repository: { backend: settings.CMS_BACKEND, folder: settings.CMS_FOLDER ?? '' } }),
      now,
      publicUrl: settings.publicUrl,
      busy: (req) => addressLimits.take('pages', clientOf(req)),
      log,
    })
  if (settings.CALCOM_WEBHOOK_SECRET)
    calcomRoute(server.router, {
      store,
      knowledge: () => knowledge.known().knowledge,
      secret: settings.CALCOM_WEBHOOK_SECRET,
      busy: (req) => addressLimits.take('programs', clientOf(req)),
      log,
      now,
    })
  teams.routes(server.router)
  mail?.routes(server.router)
  monthlyMail?.routes(server.router)
  operations.routes(server.router)
  const retention = startRetention({
    store,
    days: { conversations: settings.RETENTION_DAYS, usage: settings.USAGE_RETENTION_DAYS },
    log,
    now,
  })
  const looking = repeat({ job: 'changes', everyMs: CHANGES_EVERY_MS, log, atOnce: true }, () =>
    changes.observe(knowledge.known().knowledge, dayIn(now())),
  )
  const mayAsk = mayAskBeyond(settings.OWN_HOSTS)
  const feeds = scheduleFeeds({
    dataDir: settings.DATA_DIR,
    knowledge: () => knowledge.known().knowledge,
    publicUrl: settings.publicUrl,
    mayAsk,
    log,
    now,
  })
  const linkCheck =
    settings.LINK_CHECK &&
    scheduleLinkCheck({
      dataDir: settings.DATA_DIR,
      entries: knowledge.originals,
      changed: knowledge.refresh,
      publicUrl: settings.publicUrl,
      mayAsk,
      log,
      now,
    })
  await office.start()
  monthlyMail?.start()
  const port = await server.listen(settings.PORT, settings.HOST)

  return {
    port,
    knowledge,
    ready,
    routes: server.routes(),
    strayed: (error) => {
      operations.strayed()
      log.error({ event: 'unhandled', err: error }, 'an error that nobody caught; the service goes on')
    },
    lettersGo: async () => monthlyMail?.flush(),
    close: async () => {
      await knowledge.close()
      retention.stop()
      feeds.stop()
      looking.stop()
      if (linkCheck) linkCheck.stop()
      await directLine.close()
      await server.close(GRACE_MS)
      await office.close()
      await monthlyMail?.close()
      mail?.close()
      await queue.idle()
      await store.close()
      await telemetry.close()
    },
  }
}

/** Where nobody is to be told, nothing of OpenTelemetry is loaded. */
async function tellBy(settings: Settings, registry: Registry, log: Logger): Promise<Telemetry> {
  const {
    OTEL_EXPORTER_OTLP_ENDPOINT: all,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces,
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: metrics,
  } = settings
  if (settings.OTEL_SDK_DISABLED || (all ?? traces ?? metrics) === undefined) return UNTOLD
  const { createOtlp } = await import('./otlp/otlp.ts')
  return createOtlp({ settings, registry, log })
}

/** Numbers for `/metrics`. The weekly digest stands in the outbox all the time. */
async function whatWaits(store: Store, now: Date): Promise<{ owed: number; oldestPostSeconds: number }> {
  const [owed, oldest] = await Promise.all([store.conversations.owed(now), store.outbox.oldest(STANDING_POST)])
  return { owed: owed.length, oldestPostSeconds: oldest ? Math.max(0, (now.getTime() - oldest.getTime()) / 1000) : 0 }
}

/** What the person who started it wants to see: the address, how much will be answered, and which files are left out and why. */
async function announce({ port, knowledge, ready }: App, settings: Settings): Promise<void> {
  const { entries } = knowledge.known().knowledge
  const broken = knowledge.loaded().issues.filter((issue) => issue.severity === 'error')
  const others = knowledge.issues().length - broken.length
  console.log(`Wegweiser läuft: http://localhost:${port}${settings.PUBLIC_URL ? ` (öffentlich ${settings.publicUrl})` : ''}`)
  if (settings.TEAMS_PLAYGROUND !== undefined)
    console.log(
      'ACHTUNG: TEAMS_PLAYGROUND ist gesetzt. Wer diesen Rechner erreicht, liest und schreibt ohne Anmeldung mit. Nur zum Ausprobieren.',
    )
  console.log(`${entries.size} Einträge geladen, ${new Set(broken.map((issue) => issue.file)).size} ausgelassen.`)
  for (const issue of broken) console.log(`  ${printIssue(issue)}`)
  const older = olderVersions(knowledge.stale())
  if (older) console.log(`ACHTUNG: ${older}`)
  const { storage } = await ready()
  if (storage.what) console.log(`ACHTUNG: ${storage.what} Fragen werden beantwortet, gespeichert wird nichts.`)
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
    if (error.code !== 'EADDRINUSE') log.fatal({ event: 'start_failed', err: error }, 'start failed')
    process.exit(1)
  })
  keepServing(app)
  await announce(app, settings)
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      app.close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ event: 'stop_failed', err: error }, 'stop failed')
          process.exit(1)
        },
      )
    })
  }
}
