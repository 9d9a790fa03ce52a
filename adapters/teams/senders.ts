/**
 * What each kind of post in the outbox means: the card of a request, a line under it, news to the visitor, a word to the last resort. Every
 * sender looks at the request as it is now, so that one which is repeated, or comes late, does no harm.
 */
import type { Activity, Attachment, ConversationReference } from 'botbuilder'
import { z } from 'zod'
import { message } from '../../bot/messages.ts'
import type { BotPorts } from '../../bot/ports.ts'
import { type Reply, say } from '../../bot/reply.ts'
import { type News, OUTCOMES } from '../../bot/requests/request.ts'
import { type BotAdapter, EMBEDDED_SERVICE } from '../bot-adapter.ts'
import type { Desk, Filed } from '../office/desk.ts'
import type { Sent } from '../office/outbox.ts'
import { sayingOnce } from '../storage/open-turn.ts'
import type { Post, Store } from '../storage/storage.ts'
import type { TurnQueue } from '../turn-queue.ts'
import { type StaffText, staffText } from '../words/staff-text.ts'
import { cardPlace, linkTo, placedCards } from './cards-posted.ts'
import type { Channels } from './channels.ts'
import type { Posting } from './posting.ts'
import { type CardWords, closedCard, requestCard } from './request-card.ts'
import { writeMoment } from './staff-words.ts'

const news: z.ZodType<News> = z.union([
  z.object({ kind: z.enum(['claimed', 'reopened']) }),
  z.object({ kind: z.literal('answer'), text: z.string() }),
  z.object({ kind: z.literal('closed'), outcome: z.enum(OUTCOMES) }),
])
const newsBody = z.object({ news })
const threadBody = z.object({ what: z.enum(['add', 'remind', 'escalate']) })
const escalationBody = z.object({ to: z.string() })
const alarmBody = z.object({ channel: z.string(), most: z.number() })
const goneOf = z.object({ id: z.string(), number: z.number(), at: cardPlace })
/** `text`: as posts were stored before the sentences moved to the knowledge. */
const goneBody = z.union([goneOf.extend({ why: z.enum(['wish', 'time']) }), goneOf.extend({ text: z.string() })])

export interface SenderOptions {
  store: Store
  desk: Desk
  channels: Channels
  posting: Posting
  adapter: BotAdapter
  ports: Pick<BotPorts, 'known' | 'render'>
  queue: TurnQueue
  /** Who speaks in the web chat. */
  bot: { id: string; name: string }
}

export type Senders = Record<'card' | 'thread' | 'news' | 'escalation' | 'gone' | 'alarm', (post: Post) => Promise<Sent>>

export function createSenders({ store, desk, channels, posting, adapter, ports, queue, bot }: SenderOptions): Senders {
  const cards = placedCards(store)
  const knowledge = () => ports.known().knowledge
  const words: StaffText = (id, ...values) => staffText(knowledge())(id, ...values)
  const labelOf = (channel: string) => knowledge().routing.channels.find(({ id }) => id === channel)?.label ?? channel

  /** The request a post is about; undefined when it was deleted meanwhile. */
  const about = (post: Post): Promise<Filed | undefined> => desk.find(post.request ?? '')

  const drawn = (filed: Filed): Partial<Activity> =>
    cardActivity(
      requestCard(filed, cardWords(knowledge(), channels)),
      words('card.for', { number: filed.request.number, place: labelOf(filed.request.channel) }),
    )

  /** The card stands in the channel of its request and shows it as it is; where it was before, nothing of the visitor is left. */
  const card = (post: Post): Promise<Sent> =>
    queue.run(cardTurn(post.request ?? ''), async () => {
      const filed = await about(post)
      if (!filed) return undefined
      const { id } = filed
      const { channel, number } = filed.request
      const before = await cards.read(id)
      if (before?.at.channel === channel) await posting.replace(before.at.link, before.at, drawn(filed))
      else {
        const link = channels.get(channel)
        if (!link) throw new Error(`channel ${channel} is not connected`)
        const at = { channel, link, ...(await posting.open(link, drawn(filed))) }
        await cards.write(id, { at, ...(before && { left: before.at }) })
      }
      const placed = await cards.read(id)
      if (placed?.left) {
        const text = words('card.passed.text', { place: labelOf(channel) })
        await posting.replace(
          placed.left.link,
          placed.left,
          cardActivity(closedCard(words('card.number', { number }), text), words('card.passed', { number })),
        )
        await cards.write(id, { at: placed.at })
      }
      return undefined
    })

  const thread = async (post: Post): Promise<Sent> => {
    const { what } = threadBody.parse(post.body)
    const filed = await about(post)
    if (!filed || (what !== 'add' && filed.request.state !== 'open')) return undefined
    await underCard(filed.id, words(`thread.${what}`))
    return undefined
  }

  const underCard = async (id: string, text: string): Promise<void> => {
    const placed = await cards.read(id)
    if (!placed) throw new Error(`the card of request ${id} does not stand yet`)
    await posting.reply(placed.at.link, placed.at.conversation, { type: 'message', text })
  }

  /** Into the visitor's chat, where it appears at once if it is open and else when it is opened again. */
  const tell = async (post: Post): Promise<Sent> => {
    const body = newsBody.parse(post.body)
    const filed = await about(post)
    if (!filed?.conversation) return undefined
    if (!(await store.conversations.find(filed.conversation))) {
      if (body.news.kind === 'answer') await underCard(filed.id, words('thread.chat-gone'))
      return undefined
    }
    const reference: Partial<ConversationReference> = {
      channelId: 'directline',
      serviceUrl: EMBEDDED_SERVICE,
      bot: { ...bot, role: 'bot' },
      conversation: { id: filed.conversation, isGroup: false, conversationType: 'personal', name: '' },
    }
    let problem: unknown
    // Posted again after a crash, it is the same line of the log.
    await sayingOnce(post.id, () =>
      adapter.continueAt(reference, async (context) => {
        const reply = newsReply(filed, body.news, labelOf(filed.request.channel), knowledge().messages)
        await context.sendActivities([...ports.render(reply, context)]).catch((error: unknown) => {
          problem = error
        })
      }),
    )
    if (problem) throw problem
    return undefined
  }

  /** To the people who get the requests: something unusual goes on, and nothing is held back from them. */
  const alarm = async (post: Post): Promise<Sent> => {
    const { channel, most } = alarmBody.parse(post.body)
    const link = channels.get(channel)
    if (link) await posting.open(link, { type: 'message', text: words('alarm', { most }), summary: words('alarm.summary') })
    return undefined
  }

  /** Where nobody reacts, the last resort hears of it; what the visitor said stays on the card. */
  const escalation = async (post: Post): Promise<Sent> => {
    const { to } = escalationBody.parse(post.body)
    const filed = await about(post)
    const link = channels.get(to)
    if (!link || filed?.request.state !== 'open') return undefined
    const { number, channel, details } = filed.request
    const placed = await cards.read(filed.id)
    const where = placed ? ` [${words('link.card')}](${linkTo(placed.at)})` : ''
    const moment = writeMoment(details.history[0]!.at, words)
    const text = words('escalation', { number, moment, place: labelOf(channel) }) + where
    await posting.open(link, { type: 'message', text, summary: words('escalation.summary', { number }) })
    return undefined
  }

  /** The request is deleted; its card says so and nothing else. */
  const gone = (post: Post): Promise<Sent> => {
    const { id, number, at, ...body } = goneBody.parse(post.body)
    const text = 'text' in body ? body.text : words(`card.deleted.${body.why}`)
    return queue.run(cardTurn(id), async () => {
      await posting.replace(
        at.link,
        at,
        cardActivity(closedCard(words('card.number', { number }), text), words('card.deleted', { number })),
      )
      return undefined
    })
  }

  return { card, thread, news: tell, escalation, gone, alarm }
}

/** Only one at a time draws the card of a request, in all processes. */
export function cardTurn(requestId: string): string {
  return `card ${requestId}`
}

/** The lists a request's card takes its words from. */
export function cardWords(knowledge: ReturnType<BotPorts['known']>['knowledge'], channels: Channels): CardWords {
  const { routing, vocabulary } = knowledge
  return {
    text: staffText(knowledge),
    channels: routing.channels,
    topics: vocabulary.topics,
    regions: vocabulary.regions,
    connected: channels.connected(),
  }
}

/** `summary`: what a notification shows; nothing of the visitor. */
function cardActivity(attachment: Attachment, summary: string): Partial<Activity> {
  return { type: 'message', attachments: [attachment], summary }
}

type Texts = ReturnType<BotPorts['known']>['knowledge']['messages']

function newsReply({ request }: Filed, what: News, place: string, texts: Texts): Reply {
  const { number, details } = request
  const { lang } = details
  switch (what.kind) {
    case 'answer':
      return say(lang, message(texts, lang, 'hand-off.news.answer', { number, place, text: what.text }))
    case 'closed':
      return say(
        lang,
        message(texts, lang, 'hand-off.news.closed', { number, place, outcome: message(texts, lang, `outcome.${what.outcome}`) }),
      )
    default:
      return say(lang, message(texts, lang, `hand-off.news.${what.kind}`, { number, place }))
  }
}
