/**
 * The staff's door: Microsoft Teams. Puts the parts together; `teams-turn.ts` is what happens on an activity, `desk.ts` the requests,
 * `outbox.ts` and `senders.ts` what goes out, `clock.ts` what happens by itself.
 */

import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import { type Day, dayIn } from '../../bot/knowledge/day.ts'
import type { BotPorts } from '../../bot/ports.ts'
import type { HandOffPort } from '../../bot/requests/standing.ts'
import { BOT_ACCOUNT, type BotAdapter, type Logic } from '../bot-adapter.ts'
import { createClock } from '../office/clock.ts'
import { createDesk, type Desk } from '../office/desk.ts'
import { createForget } from '../office/forget.ts'
import { gatherInsights } from '../office/insights.ts'
import { createOutbox, type Sent } from '../office/outbox.ts'
import { sendProblem } from '../server.ts'
import type { Post, Store } from '../storage/storage.ts'
import { createTurnQueue, type TurnQueue } from '../turn-queue.ts'
import { staffText } from '../words/staff-text.ts'
import { type AppRegistration, admits, isFromHere, isPlayground } from './access.ts'
import { createChannels } from './channels.ts'
import { DIGEST_DAYS, digestText, nextDigest } from './digest.ts'
import { createPosting } from './posting.ts'
import { createSenders } from './senders.ts'
import { tabRoutes } from './tab-routes.ts'
import { takeOnce } from './taken.ts'
import { teamsTurn } from './teams-turn.ts'

export interface TeamsDoorOptions {
  /** Made with `channelSettings(app)` of `access.ts`. */
  adapter: BotAdapter
  /** The bot: `(context) => bot.run(context)`. */
  logic: Logic
  store: Store
  /** The same ports the bot has; `render` must know both doors. */
  ports: Pick<BotPorts, 'known' | 'render'>
  /** Undefined without a registration; then the door is shut, unless for the Playground. */
  app: AppRegistration | undefined
  /** Port of the Agents Playground on this machine: opens the door to it, without any proof. */
  playground?: number | undefined
  /** Our address as visitors see it, without a slash at the end. */
  publicUrl: string
  /** Requests untouched for so many days are deleted. */
  retentionDays: number
  /** Last day of the client secret. */
  secretExpires?: Day | undefined
  /** Where Microsoft publishes the keys of the tab's tokens; for tests. */
  keysUrl?: string
  /** Who speaks in the web chat when staff answer. */
  bot?: { id: string; name: string }
  /** Shared with the other door, if there is one. */
  queue?: TurnQueue
  /** Whose address a conversation of the web chat speaks from, as far as it is known. */
  clientOf?: (conversation: string) => string | undefined
  /** One was refused or something unusual was seen, by the limit of this name. */
  onRefused?: (limit: string) => void
  log: Logger
  now(): Date
}

/**
 * In `main.ts`:
 *
 *     const app = appIn(settings)
 *     // ports: render: (reply, { activity }) => activity.channelId === 'msteams' ? renderTeams(reply, publicUrl, activity.conversation.conversationType === 'personal') : renderWebChat(reply, publicUrl)
 *     // ports: forget: (id) => teams.forget(id), handOff: { at: (id) => teams.handOff.at(id), ask: (what, who) => teams.handOff.ask(what, who) }
 *     const adapter = new BotAdapter(channelSettings(app), log)
 *     const teams = createTeamsDoor({ adapter, logic, store, ports, app, publicUrl, retentionDays: settings.REQUEST_RETENTION_DAYS, secretExpires: settings.MICROSOFT_APP_PASSWORD_EXPIRES, log, now })
 *     teams.routes(server.router)   // POST /api/messages, the tab, and what the tab asks for
 *     await teams.start()           // before the server listens
 *     await teams.close()           // after the server stopped taking requests, before the store closes
 */
export interface TeamsDoor {
  routes(server: Server): void
  /** Learns which channels are connected, then begins to send and to remind. */
  start(): Promise<void>
  /** For the bot's ports. */
  handOff: HandOffPort
  /** For the bot's ports, instead of the store's own: what stands on cards in Teams goes, too. */
  forget(conversation: string): Promise<void>
  /** For tests and tools. */
  desk: Desk
  /** Everything due is done once: sent, reminded, cleaned. */
  settle(): Promise<void>
  close(): Promise<void>
}

export function createTeamsDoor(options: TeamsDoorOptions): TeamsDoor {
  const { adapter, logic, store, ports, app, publicUrl, retentionDays, secretExpires, log, now } = options
  const { bot = BOT_ACCOUNT } = options
  const queue = options.queue ?? createTurnQueue(store.lock, log)
  const knowledge = () => ports.known().knowledge
  const routing = () => knowledge().routing
  const playground = app ? undefined : options.playground
  const isOpen = app !== undefined || playground !== undefined
  // Behind a shut door nobody reads requests, whatever was connected once.
  const channels = createChannels(store, () => (isOpen ? routing().channels.map(({ id }) => id) : []))
  const posting = createPosting(adapter)
  const posted = () => outbox.nudge()
  const { clientOf = () => undefined, onRefused: refused = () => {} } = options
  const desk = createDesk({ store, routing, channels, retentionDays, log, now, posted, clientOf, refused })
  const forget = createForget({ store, desk, queue, retentionDays, now, posted })
  const sources = { store, desk, knowledge, now }

  const digest = async (_post: Post): Promise<Sent> => {
    const plan = routing().digest
    const link = plan && channels.get(plan.channel)
    if (link) {
      const words = staffText(knowledge())
      const text = digestText(await gatherInsights(sources, DIGEST_DAYS), words, dayIn(now()), secretExpires)
      await posting.open(link, { type: 'message', text, summary: words('digest.summary') })
    }
    return { again: nextDigest(now(), plan) }
  }

  const senders = createSenders({ store, desk, channels, posting, adapter, ports, queue, bot })
  const outbox = createOutbox({ store, senders: { ...senders, digest }, log, now })
  /** The digest is one standing post: it is there once, whoever adds it, and puts itself off by a week each time it was sent. */
  const tidy = async (): Promise<void> => {
    await store.outbox.add({ id: 'digest', kind: 'digest', body: {}, due: nextDigest(now(), routing().digest) }, now())
    await forget.expired()
  }
  const clock = createClock({ desk, channels, routing, tidy, secretExpires, log, now })
  const turn = teamsTurn({ ...sources, ports, desk, channels, publicUrl, logic, log })
  const oneAtATime: Logic = (context) => {
    const { activity } = context
    const once = () => takeOnce(store, activity, () => turn(context))
    return queue.holds(activity) ? once() : queue.run(activity.conversation.id, once, { activity })
  }

  adapter.admitOnly((activity) => (app ? admits(activity, app.tenant) : playground !== undefined && isPlayground(activity, playground)))

  return {
    handOff: desk,
    forget: forget.conversation,
    desk,
    routes: (server) => {
      if (!isOpen) return
      if (playground !== undefined)
        log.warn(
          { event: 'teams_playground_open', port: playground },
          'the staff door is open: with TEAMS_PLAYGROUND set, everything from this machine is taken without any proof',
        )
      server.post('/api/messages', async (req: Request, res: Response) => {
        if (!app && !isFromHere(req)) return sendProblem(res, 403, 'Forbidden', 'The Playground is served on this machine only.')
        await adapter.answer(req, res, oneAtATime)
      })
      tabRoutes(server, { ...sources, app, publicUrl, keysUrl: options.keysUrl })
    },
    start: async () => {
      await channels.refresh()
      outbox.start()
      clock.start()
    },
    settle: async () => {
      await clock.tick()
      await outbox.flush()
    },
    close: async () => {
      await clock.close()
      await outbox.close()
      await queue.idle()
    },
  }
}
