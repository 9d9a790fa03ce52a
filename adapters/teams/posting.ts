/** What the bot writes into channels of Teams on its own initiative: a new thread, a reply in one, a message replaced in place. */

import type { BotAdapter } from '../bot-adapter.ts'
import type { Activity, ConversationParameters, ConversationReference, TurnContext } from '../sdk.ts'
import { type ChannelLink, referenceTo } from './channels.ts'

/** Where a message of ours stands. */
export interface Posted {
  conversation: string
  activity: string
}

export interface Posting {
  /** A new thread. */
  open(link: ChannelLink, activity: Partial<Activity>): Promise<Posted>
  reply(link: ChannelLink, conversation: string, activity: Partial<Activity>): Promise<void>
  /** The same message with other content, for everybody who sees it. */
  replace(link: ChannelLink, posted: Posted, activity: Partial<Activity>): Promise<void>
}

/** As far as the SDK's connector client is used here. */
interface Connector {
  conversations: { createConversation(parameters: ConversationParameters): Promise<{ id: string; activityId?: string }> }
}

/** Every function rejects when Teams refuses or cannot be reached; the outbox tries again. */
export function createPosting(adapter: BotAdapter): Posting {
  /** `continueAt` catches what its logic throws (`onTurnError`); whoever posts must hear of it. */
  const speak = async <T>(reference: Partial<ConversationReference>, say: (context: TurnContext) => Promise<T>): Promise<T> => {
    let outcome: { value: T } | undefined
    let problem: unknown = new Error('the turn ended before anything was said')
    await adapter.continueAt(reference, async (context) => {
      try {
        outcome = { value: await say(context) }
      } catch (error) {
        problem = error
      }
    })
    if (!outcome) throw problem
    return outcome.value
  }

  return {
    open: (link, activity) =>
      speak(referenceTo(link), async (context) => {
        const connector = context.turnState.get<Connector>(context.adapter.ConnectorClientKey)
        const { id, activityId } = await connector.conversations.createConversation({
          isGroup: true,
          bot: link.bot,
          channelData: { channel: { id: link.teamsChannel } },
          activity: activity as Activity,
          ...(link.tenant !== undefined && { tenantId: link.tenant }),
        } as ConversationParameters)
        return { conversation: id, activity: activityId ?? /;messageid=(\d+)/.exec(id)?.[1] ?? id }
      }),
    reply: (link, conversation, activity) =>
      speak(referenceTo(link, conversation), async (context) => void (await context.sendActivity(activity))),
    replace: (link, { conversation, activity: id }, activity) =>
      speak(referenceTo(link, conversation), async (context) => {
        await context.updateActivity({ ...activity, id })
      }),
  }
}
