/** Whether the visitor of a request is there, and that somebody writes to them: what passes and is kept nowhere. */
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { message } from '../../bot/messages.ts'
import { channelLabel } from '../../bot/requests/route.ts'
import type { Filed } from './filed.ts'
import type { Senders } from './senders.ts'

export interface Presence {
  /** Whether the talk of a request is on its visitor's screen, as far as this process knows. */
  isThere(filed: Filed): boolean
  /** Somebody of the staff is writing an answer: whoever has the talk on the screen sees it for some seconds. */
  writing(filed: Filed): Promise<void>
}

export function createPresence({ senders, knowledge }: { senders: Pick<Senders, 'visitors'>; knowledge(): Knowledge }): Presence {
  return {
    isThere: ({ conversation }) => conversation !== undefined && senders.visitors().some((sender) => sender.isThere?.(conversation)),
    writing: async ({ conversation, request }) => {
      if (conversation === undefined) return
      const { messages, routing } = knowledge()
      const text = message(messages, request.details.lang, 'hand-off.writing', { place: channelLabel(request.channel, routing) })
      for (const sender of senders.visitors()) if (sender.isThere?.(conversation)) await sender.pass?.(conversation, text)
    },
  }
}
