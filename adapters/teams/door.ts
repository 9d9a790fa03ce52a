/**
 * The staff's door: Microsoft Teams. Puts the parts together; `teams-turn.ts` is what happens on an activity, `staff-sender.ts` how it tells
 * staff what the office has for them.
 */

import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import type { Day } from '../../bot/knowledge/day.ts'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import type { BotPorts } from '../../bot/ports.ts'
import type { BotAdapter, Logic } from '../bot-adapter.ts'
import type { Office } from '../office/office.ts'
import { sendProblem } from '../server.ts'
import type { Store } from '../storage/storage.ts'
import type { TurnQueue } from '../turn-queue.ts'
import { type AppRegistration, admits, isFromHere, isPlayground } from './access.ts'
import { createChannels } from './channels.ts'
import { createPosting } from './posting.ts'
import { createStaffSender } from './staff-sender.ts'
import { tabRoutes } from './tab-routes.ts'
import { takeOnce } from './taken.ts'
import { teamsTurn } from './teams-turn.ts'

export interface TeamsDoorOptions {
  /** Made with `channelSettings(app)` of `access.ts`. */
  adapter: BotAdapter
  /** The bot: `(context) => bot.run(context)`. */
  logic: Logic
  store: Store
  office: Pick<Office, 'desk' | 'channels' | 'insights' | 'openRequests' | 'registerStaff' | 'showAgain'>
  known: BotPorts['known']
  /** What the knowledge was read from. */
  files(): readonly KnowledgeFile[]
  /** Undefined without a registration; then the door is shut, unless for the Playground. */
  app: AppRegistration | undefined
  /** Port of the Agents Playground on this machine: opens the door to it, without any proof. */
  playground?: number | undefined
  /** Our address as visitors see it, without a slash at the end. */
  publicUrl: string
  /** Last day of the client secret. */
  secretExpires?: Day | undefined
  /** Where Microsoft publishes the keys of the tab's tokens; for tests. */
  keysUrl?: string | undefined
  /** Shared with the other doors. */
  queue: TurnQueue
  log: Logger
  now(): Date
}

export interface TeamsDoor {
  /** `POST /api/messages`, the tab, and what the tab asks for. */
  routes(server: Server): void
}

/** Registers itself as a sender of the office; a door that is shut reaches nobody, and takes back what it posted while it was open. */
export function createTeamsDoor(options: TeamsDoorOptions): TeamsDoor {
  const { adapter, logic, store, office, known, app, publicUrl, queue, secretExpires, log, now } = options
  const knowledge = () => known().knowledge
  const playground = app ? undefined : options.playground
  const isOpen = app !== undefined || playground !== undefined
  // Behind a shut door nobody reads requests, whatever was connected once.
  const channels = createChannels(store, () => (isOpen ? knowledge().routing.channels.map(({ id }) => id) : []))
  const posting = createPosting(adapter)
  office.registerStaff(createStaffSender({ store, channels, posting, knowledge, reached: office.channels, secretExpires, log, now }))
  const turn = teamsTurn({ office, store, knowledge, ports: { known }, channels, posting, publicUrl, logic, log, now })
  const oneAtATime: Logic = (context) => {
    const { activity } = context
    const once = () => takeOnce(store, activity, () => turn(context))
    return queue.holds(activity) ? once() : queue.run(activity.conversation.id, once, { activity })
  }

  adapter.admitOnly((activity) => (app ? admits(activity, app.tenant) : playground !== undefined && isPlayground(activity, playground)))

  return {
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
      tabRoutes(server, { office, store, channels, known, files: options.files, knowledge, now, app, publicUrl, keysUrl: options.keysUrl })
    },
  }
}
