/**
 * How Teams tells staff what the office has for them: a request as a card in its channel, words as replies under the card, words to a channel
 * as threads of their own.
 */

import type { Logger } from 'pino'
import { type Day, dayIn, daysBetween } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Person } from '../../bot/requests/request.ts'
import { channelLabel } from '../../bot/requests/route.ts'
import type { Filed } from '../office/filed.ts'
import type { ChannelWord, Note, StaffSender } from '../office/senders.ts'
import type { Activity, Attachment } from '../sdk.ts'
import type { Store } from '../storage/storage.ts'
import { writeMoment } from '../words/request-words.ts'
import { type StaffText, staffText } from '../words/staff-text.ts'
import { cardWords } from './card-words.ts'
import { type CardPlace, cardPlace, linkTo, placedCards } from './cards-posted.ts'
import type { Channels } from './channels.ts'
import { digestText, SECRET_WARNING_DAYS } from './digest.ts'
import { digestCard } from './digest-card.ts'
import { openCards } from './open-cards.ts'
import type { Posting } from './posting.ts'
import { closedCard, requestCard, ringingCard } from './request-card.ts'

/** Teams rings people by the id that Entra or Teams gives them, or by the address they sign in with. */
const RUNG_BY = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|29:\S+|[^\s@:]+@[^\s@]+)$/i

/** More people rung at once is a nuisance. */
const MAX_RUNG = 5

export interface StaffSenderOptions {
  store: Store
  channels: Channels
  posting: Posting
  knowledge(): Knowledge
  /** Channels that somebody reaches, to which a request can be passed on. */
  reached(): readonly string[]
  /** Last day of the client secret. */
  secretExpires: Day | undefined
  log: Logger
  now(): Date
}

export function createStaffSender({
  store,
  channels,
  posting,
  knowledge,
  reached,
  secretExpires,
  log,
  now,
}: StaffSenderOptions): StaffSender {
  const cards = placedCards(store)
  const words: StaffText = (id, ...values) => staffText(knowledge())(id, ...values)
  const labelOf = (channel: string) => channelLabel(channel, knowledge().routing)
  const warn = createSecretWarning(secretExpires, log)

  /** Who is on duty for a channel: named in routing.md, else whoever connected it. */
  const onDuty = (channel: string): Person[] => {
    const named = knowledge().routing.channels.find(({ id }) => id === channel)?.duty ?? []
    if (named.length > 0) return named.map(({ name, address }) => ({ id: address, name: name || address }))
    return [channels.get(channel)?.by ?? []].flat()
  }
  const rung = (people: readonly Person[]) => people.filter(({ id }) => RUNG_BY.test(id)).slice(0, MAX_RUNG)

  /** `ring`: the card is new where it stands; one that is changed rings nobody. */
  const drawn = (filed: Filed, ring = false): Partial<Activity> =>
    cardActivity(
      requestCard(filed, cardWords(knowledge(), reached()), {
        ring: ring && filed.request.state === 'open' ? rung(onDuty(filed.request.channel)) : [],
      }),
      words('card.for', { number: filed.request.number, place: labelOf(filed.request.channel) }),
    )

  /** Under the card; whoever has the request is rung, as far as they came through Teams, and while nobody has it who is on duty. */
  const noteActivity = ({ number, state, channel, details: { claimedBy } }: Filed['request'], note: Note): Partial<Activity> => {
    const text = words(`thread.${note}`)
    const people = rung(claimedBy ? [claimedBy] : state === 'open' ? onDuty(channel) : [])
    if (people.length === 0) return { type: 'message', text }
    return cardActivity(ringingCard(text, people), words('card.number', { number }))
  }

  /** Where the card was before, nothing of the visitor is left. */
  const leave = async ({ id, request: { number, channel } }: Filed, left: CardPlace): Promise<void> => {
    const isMoved = left.channel === channel
    const card = closedCard(
      words('card.number', { number }),
      isMoved ? words('card.moved.text') : words('card.passed.text', { place: labelOf(channel) }),
    )
    await posting.replace(left.link, left, cardActivity(card, words('card.passed', { number })))
    const placed = await cards.read(id)
    if (placed?.at && placed.at.activity !== left.activity) await cards.write(id, { at: placed.at })
    else await cards.delete(id)
  }

  const wordOf = async (word: ChannelWord): Promise<{ text: string; summary: string; attachments?: Attachment[] }> => {
    switch (word.kind) {
      case 'alarm':
        return { text: words('alarm', { most: word.requests }), summary: words('alarm.summary') }
      case 'digest': {
        const requests = await openCards(store, word.insights.requests, words)
        const text = digestText({ ...word.insights, requests }, words, dayIn(now()), secretExpires)
        return { text, summary: words('digest.summary'), attachments: [digestCard(word.insights, words)] }
      }
      case 'escalation': {
        const { id, request } = word.filed
        const { number, channel, details } = request
        const placed = await cards.read(id)
        const where = placed ? ` [${words('link.card')}](${linkTo(placed.at)})` : ''
        const moment = writeMoment(details.history[0]!.at, words)
        return {
          text: words('escalation', { number, moment, place: labelOf(channel) }) + where,
          summary: words('escalation.summary', { number }),
        }
      }
    }
  }

  return {
    name: 'teams',
    staffDoor: 'msteams',
    channels: channels.connected,
    refresh: async () => {
      warn(dayIn(now()))
      await channels.refresh()
    },

    show: async (filed) => {
      const { id, request } = filed
      const { channel } = request
      const before = await cards.read(id)
      if (before?.left) await leave(filed, before.left)
      const link = channels.get(channel)
      // A name that was connected elsewhere takes its cards along.
      if (before?.at.channel === channel && (!link || link.teamsChannel === before.at.link.teamsChannel)) {
        await posting.replace(before.at.link, before.at, drawn(filed))
        return true
      }
      if (link) {
        const at = { channel, link, ...(await posting.open(link, drawn(filed, true))) }
        await cards.write(id, { at, ...(before && { left: before.at }) })
      }
      if (before) await leave(filed, before.at)
      return link !== undefined
    },

    note: async ({ id, request }, note) => {
      const placed = await cards.read(id)
      if (placed) await posting.reply(placed.at.link, placed.at.conversation, noteActivity(request, note))
      else if (channels.get(request.channel)) throw new Error(`the card of request ${id} does not stand yet`)
      return placed !== undefined
    },

    tell: async (channel, word) => {
      const link = channels.get(channel)
      if (!link) return
      const { text, summary, attachments } = await wordOf(word)
      const people = word.kind === 'escalation' ? rung(onDuty(channel)) : []
      if (people.length === 0) await posting.open(link, { type: 'message', text, summary, ...(attachments && { attachments }) })
      else await posting.open(link, cardActivity(ringingCard(text, people), summary))
    },

    traces: async (request) => {
      const placed = await cards.read(request)
      return [placed?.at, placed?.left].flatMap((at) => (at ? [{ id: at.activity, at }] : []))
    },
    erase: async (at, { number, because }) => {
      const place = cardPlace.parse(at)
      const card = closedCard(words('card.number', { number }), words(`card.deleted.${because}`))
      await posting.replace(place.link, place, cardActivity(card, words('card.deleted', { number })))
    },
    forget: (request) => cards.delete(request),
  }
}

/** Warns once a day, from some weeks before the secret's last day. */
function createSecretWarning(expires: Day | undefined, log: Logger): (today: Day) => void {
  let warned: Day | undefined
  return (today) => {
    if (expires === undefined || warned === today) return
    warned = today
    const days = daysBetween(today, expires)
    if (days < 0) log.error({ event: 'teams_secret_expired', expired: expires }, 'the Teams secret (MICROSOFT_APP_PASSWORD) has expired')
    else if (days <= SECRET_WARNING_DAYS)
      log.warn({ event: 'teams_secret_expiring', expires, days }, 'the Teams secret (MICROSOFT_APP_PASSWORD) expires soon')
  }
}

/** `summary`: what a notification shows; nothing of the visitor. */
function cardActivity(attachment: Attachment, summary: string): Partial<Activity> {
  return { type: 'message', attachments: [attachment], summary }
}
