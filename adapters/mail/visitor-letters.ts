/** How mail brings news of a request to its visitor: to the address they left for it, where they left one. */
import type { Knowledge, Mailbox } from '../../bot/knowledge/knowledge.ts'
import { readMailbox } from '../../bot/knowledge/mailbox.ts'
import { message } from '../../bot/messages.ts'
import { mailsIn } from '../../bot/personal-data/mail.ts'
import { channelLabel } from '../../bot/requests/route.ts'
import type { VisitorSender } from '../office/senders.ts'
import { stripMarkdown } from '../plain-text.ts'
import { isUnknownAddress, type MailPost } from './post.ts'
import type { ReplyAddresses } from './reply-address.ts'

export interface VisitorLetterOptions {
  post: MailPost
  replies: ReplyAddresses | undefined
  knowledge(): Knowledge
  /** Our own address without a slash at the end. */
  publicUrl: string
}

/** The mail address in what the visitor left to be reached. */
export function mailboxIn(reach: string): Mailbox | undefined {
  for (const { from, to } of mailsIn(reach)) {
    const box = readMailbox(reach.slice(from, to))
    if (box) return box
  }
  return undefined
}

export function createVisitorLetters({ post, replies, knowledge, publicUrl }: VisitorLetterOptions): VisitorSender {
  return {
    name: 'mail',
    tell: async ({ request }, reply, once) => {
      const { number, channel, details } = request
      const { lang } = details
      const to = mailboxIn(details.reach)
      if (!to) return false
      const { messages: texts, routing } = knowledge()
      const replyTo = replies?.write({ number, who: 'visitor' })
      const letter = {
        subject: message(texts, lang, 'hand-off.mail.subject', { number, place: channelLabel(channel, routing) }),
        blocks: [
          // What follows the news is about the chat.
          ...reply.texts
            .slice(0, 1)
            .map((text) => ({ kind: 'text' as const, text: stripMarkdown(text.replaceAll('](/', `](${publicUrl}/`)) })),
          { kind: 'small' as const, text: message(texts, lang, replyTo === undefined ? 'hand-off.mail.no-reply' : 'hand-off.mail.reply') },
        ],
      }
      try {
        await post.send(letter, { to: { ...to, name: details.name }, lang, once, replyTo })
        return 'sent'
      } catch (error) {
        if (isUnknownAddress(error)) return false
        throw error
      }
    },
  }
}
