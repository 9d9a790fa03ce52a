/**
 * What a visitor's client sends, read once at the border. Only what a visitor may say is taken over; who speaks, where and when is
 * ours to fill in.
 */
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { langOf } from '../../bot/knowledge/day.ts'
import { withoutPersonalData } from '../../bot/privacy.ts'
import { rating } from '../../bot/rating.ts'
import { EMBEDDED_SERVICE } from '../bot-adapter.ts'
import { type Activity, ActivityTypes } from '../sdk.ts'

/** What Bot Framework calls this door. */
export const WEBCHAT_CHANNEL = 'directline'

/** Which question a button answers. */
const QUESTION = z.string().max(20).optional().catch(undefined)

/** A button's value, or what is said of an answer, as far as a turn reads it. */
const value = z.union([z.string(), z.object({ say: z.string(), of: QUESTION }), rating])

/** Unknown fields fall away; `deliveryMode` for one would make the answers vanish. So does what no turn needs and nobody should keep. */
const Incoming = z.object({
  /** What the client calls it; the same again means: posted again. */
  id: z.string().optional().catch(undefined),
  type: z.enum(['message', 'event', 'typing', 'conversationUpdate']),
  text: z.string().optional(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).optional(),
  name: z.string().max(100).optional(),
  value: value.optional().catch(undefined),
  locale: z
    .string()
    .max(35)
    .regex(/^[A-Za-z0-9-]+$/)
    .optional()
    .catch(undefined),
  /** Web Chat knows by it that its message has arrived. */
  channelData: z.object({ clientActivityID: z.string().max(100).optional().catch(undefined), of: QUESTION }).optional(),
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
export function activityId(conversationId: string, name: string = randomUUID().slice(0, 13)): string {
  return `${conversationId}|${name}`
}

/** The id of a visitor's activity. It follows from what their client calls it, so that one which is posted again is known. */
export function visitorId(conversationId: string, { id, channelData }: Incoming): string {
  const named = id || channelData?.clientActivityID
  if (typeof named !== 'string' || named === '') return activityId(conversationId)
  return activityId(conversationId, createHash('sha256').update(named).digest('hex').slice(0, 16))
}

/** The visitor's own words as the log keeps them while their turn is owed. */
export function visitorBody(activity: Incoming, id: string, user: string): string {
  return JSON.stringify({ ...activity, id, from: { id: user, name: '', role: 'user' } })
}

/**
 * An activity as the log keeps it once its turn is done: a visitor's words without addresses and numbers, with marks in their language.
 * What the bot said stays, and so does a body that cannot be read. The very same text when nothing is personal.
 */
export function cleanedBody(body: string): string {
  const said = activityIn(body)
  if (said?.from?.role !== 'user') return body
  const lang = langOf(said.locale)
  const clean = (words: unknown): unknown => {
    if (typeof words === 'string') return withoutPersonalData(words, lang)
    if (typeof words !== 'object' || words === null) return words
    return Object.fromEntries(Object.entries(words).map(([field, word]) => [field, clean(word)]))
  }
  const cleaned: Record<string, unknown> = { ...said }
  for (const field of ['text', 'name', 'value'] as const) if (field in said) cleaned[field] = clean(said[field])
  const text = JSON.stringify(cleaned)
  return text === JSON.stringify(said) ? body : text
}

/** The same without the words: of what somebody says in despair nothing stays. */
export function blankedBody(body: string): string {
  const said = activityIn(body)
  if (said?.from?.role !== 'user') return body
  const { value: _value, ...rest } = said
  return JSON.stringify({ ...rest, text: langOf(said.locale) === 'de' ? '[nicht aufbewahrt]' : '[not kept]' })
}

function activityIn(body: string): (Record<string, unknown> & { from?: { role?: string }; locale?: string }) | undefined {
  try {
    return JSON.parse(body)
  } catch {
    // Not written by us.
    return undefined
  }
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
    channelId: WEBCHAT_CHANNEL,
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
