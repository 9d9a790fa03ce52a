/** How news of a request come to its visitor: into the chat, at once where it is open, else when it is opened again. */

import type { BotPorts } from '../../bot/ports.ts'
import { type BotAdapter, EMBEDDED_SERVICE } from '../bot-adapter.ts'
import type { VisitorSender } from '../office/senders.ts'
import { ActivityTypes, type ConversationReference } from '../sdk.ts'
import { sayingOnce } from '../storage/open-turn.ts'
import type { Store } from '../storage/storage.ts'
import { WEBCHAT_CHANNEL } from './incoming.ts'

export interface VisitorSenderOptions extends Pick<VisitorSender, 'clientOf' | 'forget'> {
  store: Pick<Store, 'conversations'>
  adapter: BotAdapter
  render: BotPorts['render']
  /** Who speaks in the chat. */
  bot: { id: string; name: string }
  /** Whether the window of a conversation is open. */
  isOpen(conversation: string): boolean
}

/** Posted again after a crash, the news are the same line of the log. */
export function createVisitorSender({ store, adapter, render, bot, isOpen, clientOf, forget }: VisitorSenderOptions): VisitorSender {
  const referenceOf = (conversation: string): Partial<ConversationReference> => ({
    channelId: WEBCHAT_CHANNEL,
    serviceUrl: EMBEDDED_SERVICE,
    bot: { ...bot, role: 'bot' },
    conversation: { id: conversation, isGroup: false, conversationType: 'personal', name: '' },
  })
  return {
    name: 'webchat',
    isThere: isOpen,
    pass: (conversation, writing) =>
      adapter.continueAt(referenceOf(conversation), async (context) => {
        await context.sendActivity({ type: ActivityTypes.Typing, channelData: { writing } })
      }),
    ...(clientOf && { clientOf }),
    ...(forget && { forget }),
    tell: async ({ conversation }, reply, once) => {
      if (conversation === undefined || !(await store.conversations.find(conversation))) return false
      const how = isOpen(conversation) ? 'open' : 'closed'
      let problem: unknown
      await sayingOnce(once, () =>
        adapter.continueAt(referenceOf(conversation), async (context) => {
          await context.sendActivities([...render(reply, context)]).catch((error: unknown) => {
            problem = error
          })
        }),
      )
      if (problem) throw problem
      return how
    },
  }
}
