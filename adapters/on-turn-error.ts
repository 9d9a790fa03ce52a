/** What happens when a turn breaks, at every door alike: logged with its cause, an apology with a way on, answers kept. */

import type { Logger } from 'pino'
import { langOf } from '../bot/knowledge/day.ts'
import { message } from '../bot/messages.ts'
import type { BotPorts } from '../bot/ports.ts'
import { say } from '../bot/reply.ts'
import type { TurnContext } from './sdk.ts'
import { discardTurn } from './storage/open-turn.ts'
import { turnId } from './telemetry.ts'

/** The stored talk is left as it was before the turn: what the visitor had answered is not lost, and what the turn had said is not said. */
export function onTurnError(ports: Pick<BotPorts, 'known' | 'render'>, log: Logger): (context: TurnContext, error: Error) => Promise<void> {
  return async (context, error) => {
    const { id, type, channelId: channel } = context.activity
    log.error({ event: 'turn_failed', err: error, turn: turnId(id), channel, type }, 'turn failed')
    discardTurn()
    if (context.activity.type !== 'message') return
    const lang = langOf(context.activity.locale)
    const texts = ports.known().knowledge.messages
    const label = message(texts, lang, 'label.person')
    const reply = { ...say(lang, message(texts, lang, 'error')), suggestions: [{ label, say: label }] }
    await context.sendActivities([...ports.render(reply, context)])
  }
}
