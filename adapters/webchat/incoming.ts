/**
 * What a visitor's client sends, read once at the border. Only what a visitor may say is taken over; who speaks, where and when is
 * ours to fill in.
 */
import { randomUUID } from 'node:crypto'
import { type Activity, ActivityTypes } from 'botbuilder'
import { z } from 'zod'
import { EMBEDDED_SERVICE } from '../bot-adapter.ts'

const json = z.record(z.string(), z.unknown())

/** Unknown fields fall away; `deliveryMode` for one would make the answers vanish. */
const Incoming = z.object({
  type: z.enum(['message', 'event', 'typing', 'conversationUpdate']),
  text: z.string().optional(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).optional(),
  name: z.string().max(100).optional(),
  value: z.unknown().optional(),
  valueType: z.string().max(200).optional(),
  locale: z
    .string()
    .max(35)
    .regex(/^[A-Za-z0-9-]+$/)
    .optional()
    .catch(undefined),
  localTimestamp: z.string().max(40).optional(),
  localTimezone: z.string().max(60).optional(),
  channelData: json.optional(),
  entities: z.array(json).max(20).optional(),
})
export type Incoming = z.infer<typeof Incoming>

/** The visitor's activity, or the reason why it is none. */
export function readIncoming(body: Record<string, unknown>): { ok: true; activity: Incoming } | { ok: false; message: string } {
  const read = Incoming.safeParse(body)
  if (read.success) return { ok: true, activity: read.data }
  const [issue] = read.error.issues
  return { ok: false, message: `Not an activity we take: ${issue?.path.join('.') || 'body'}.` }
}

/** Opaque to clients; begins with the conversation as Direct Line's ids do. */
export function activityId(conversationId: string): string {
  return `${conversationId}|${randomUUID().slice(0, 13)}`
}

/** The visitor's own words as the log keeps them. `channelData.clientActivityID` in it tells Web Chat that its message arrived. */
export function visitorBody(activity: Incoming, id: string, user: string): string {
  return JSON.stringify({ ...activity, id, from: { id: user, name: '', role: 'user' } })
}

export interface Party {
  conversation: string
  user: string
  bot: { id: string; name: string }
}

/** The activity that the bot gets. `said` is the visitor's, from the client or from the log. */
export function turnActivity(
  said: Record<string, unknown>,
  { conversation, user, bot }: Party,
  locale: string | undefined,
  now: Date,
): Activity {
  const language = (said.locale as string | undefined) ?? locale
  return {
    ...said,
    ...(language === undefined ? {} : { locale: language }),
    ...(said.type === ActivityTypes.ConversationUpdate ? { membersAdded: [bot, { id: user, name: '' }] } : {}),
    channelId: 'directline',
    serviceUrl: EMBEDDED_SERVICE,
    timestamp: now,
    from: { id: user, name: '', role: 'user' },
    recipient: { ...bot, role: 'bot' },
    conversation: { id: conversation, name: '', isGroup: false, conversationType: 'personal' },
  } as unknown as Activity
}

/** The events on which a bot greets, of which one conversation has exactly one that counts. */
export function wantsGreeting({ type, name }: Pick<Incoming, 'type' | 'name'>): boolean {
  return type === 'conversationUpdate' || (type === 'event' && name === 'webchat/join')
}
