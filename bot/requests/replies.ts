/** What the visitor reads once the world has answered a question about requests: one pure function from data to a reply. */
import type { Day, Lang } from '../knowledge/day.ts'
import { sayDay } from '../knowledge/day.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { message } from '../messages.ts'
import { type Reply, type SpokenWith, type Suggestion, say } from '../reply.ts'
import { nextReading } from './office-hours.ts'
import type { News, Request } from './request.ts'
import { channelLabel } from './route.ts'
import type { HandOffQuestion, Standing } from './standing.ts'

/** What is asked of the world, and what is said about the requests that come back. */
export type HandOffEffect =
  | { ask: Extract<HandOffQuestion, { do: 'create' }>; tell: 'created' }
  /** `number` is missing when the visitor did not say which one. */
  | { ask: Extract<HandOffQuestion, { do: 'list' }>; tell: 'standing'; number?: number }
  | { ask: Extract<HandOffQuestion, { do: 'list' }>; tell: 'which' }
  | { ask: Extract<HandOffQuestion, { do: 'add' }>; tell: 'added' }
  /** A sentence to the person with whom the visitor speaks. */
  | { ask: Extract<HandOffQuestion, { do: 'add' }>; tell: 'live.sent' }
  | { ask: Extract<HandOffQuestion, { do: 'withdraw' }>; tell: 'withdrawn' }

export interface ReplyContext {
  knowledge: Knowledge
  lang: Lang
  today: Day
  /** Wall clock `HH:MM`. */
  clock: string
}

/** `requests` are those the question was about; none when there is none. */
export function replyTo(effect: HandOffEffect, requests: readonly Standing[], context: ReplyContext): Reply {
  const texts = context.knowledge.messages
  const { lang } = context
  if (effect.tell === 'created') return createdReply(requests[0], context)
  if (effect.tell === 'standing') {
    const { number } = effect
    return standingReply(number === undefined ? requests : requests.filter((request) => request.number === number), context)
  }
  if (requests.length === 0) return standingReply([], context)
  if (effect.tell === 'which') return say(lang, message(texts, lang, 'hand-off.withdraw.which'))
  if (effect.tell === 'live.sent') return say(lang, message(texts, lang, 'hand-off.live.sent', { place: requests[0]!.place }))
  return say(lang, message(texts, lang, `hand-off.${effect.tell}`, { number: effect.ask.number }))
}

/** The answer of the world in words, and after it what the decision says besides: the open question of a dialog that goes on. */
export function replyAfter(decided: Reply, effect: HandOffEffect, requests: readonly Standing[], context: ReplyContext): Reply {
  const answer = replyTo(effect, requests, context)
  return { ...decided, texts: [...answer.texts, ...decided.texts] }
}

/** The number, where it went, when somebody reads it. `made` is missing when too many are open already. */
function createdReply(made: Standing | undefined, context: ReplyContext): Reply {
  const { lang } = context
  const texts = context.knowledge.messages
  if (!made) return say(lang, message(texts, lang, 'hand-off.too-many'))
  const { number, place } = made
  return say(
    lang,
    [message(texts, lang, 'hand-off.done', { number, place }), readingText(context), message(texts, lang, 'hand-off.after', { number })]
      .filter(Boolean)
      .join('\n\n'),
  )
}

/** Empty when no office hours are known: then nothing is promised. */
export function readingText({ today, clock, knowledge, lang }: ReplyContext): string {
  const reading = nextReading({ today, clock }, knowledge.routing)
  if (reading === undefined) return ''
  if (reading === 'now') return message(knowledge.messages, lang, 'hand-off.read.now')
  return message(knowledge.messages, lang, 'hand-off.read.from', { day: sayDay(reading.day, lang), clock: reading.clock })
}

/** One line each; of several, those that still move come first. */
function standingReply(requests: readonly Standing[], context: ReplyContext): Reply {
  const { lang } = context
  if (requests.length === 0) return say(lang, message(context.knowledge.messages, lang, 'hand-off.unknown'))
  const lines = [...requests]
    .sort((a, b) => Number(isDone(a)) - Number(isDone(b)) || b.number - a.number)
    .map((request) => standingText(request, context))
  const waiting = requests.some(({ state }) => state === 'open') ? readingText(context) : ''
  return say(lang, [...lines, waiting].filter(Boolean).join('\n\n'))
}

function isDone({ state }: Standing): boolean {
  return state === 'closed' || state === 'withdrawn'
}

function standingText({ number, state, place, outcome }: Standing, { knowledge, lang }: ReplyContext): string {
  const texts = knowledge.messages
  if (state === 'closed' && outcome)
    return message(texts, lang, 'hand-off.state.closed', { number, place, outcome: message(texts, lang, `outcome.${outcome}`) })
  if (state === 'claimed') return message(texts, lang, 'hand-off.state.claimed', { number, place })
  if (state === 'withdrawn') return message(texts, lang, 'hand-off.state.withdrawn', { number })
  return message(texts, lang, 'hand-off.state.open', { number, place })
}

/**
 * What the visitor hears when something happens to their request, in the language in which they made it. The first text is the news; what
 * follows is about going on in the chat.
 */
export function newsReply({ number, channel, details }: Request, news: News, { messages: texts, routing }: Knowledge): Reply {
  const { lang } = details
  const place = channelLabel(channel, routing)
  switch (news.kind) {
    case 'answer':
      return {
        ...say(
          lang,
          [
            message(texts, lang, 'hand-off.news.answer', { number, place, text: news.text }).trim(),
            ...proposals(news.dates, channel, texts, lang),
          ].join('\n\n'),
          message(texts, lang, 'hand-off.live', { place }),
        ),
        suggestions: [
          ...(news.dates ?? []).map((date) => {
            const label = message(texts, lang, 'hand-off.date.fits', { date: sayDate(date, texts, lang) })
            return { label, say: label, kind: 'choice' as const }
          }),
          liveBack(texts, lang),
        ],
        live: spokenWith(texts, lang, place),
      }
    case 'closed': {
      const { outcome } = news
      const stillOpen = message(texts, lang, 'hand-off.news.still-open', { number })
      // Nobody of ours takes it: then who else may help is one press away.
      if (outcome === 'nicht-zustaendig') {
        const label = message(texts, lang, 'label.person')
        const notOurs = message(texts, lang, 'hand-off.news.not-ours', { number, place })
        return { ...say(lang, notOurs, stillOpen), suggestions: [{ label, say: label }] }
      }
      const said = message(texts, lang, `outcome.${outcome}`)
      return say(lang, message(texts, lang, 'hand-off.news.closed', { number, place, outcome: said }), stillOpen)
    }
    default:
      return say(lang, message(texts, lang, `hand-off.news.${news.kind}`, { number, place }))
  }
}

/** Each with a link that puts it into a calendar. */
function proposals(dates: readonly string[] | undefined, channel: string, texts: Knowledge['messages'], lang: Lang): string[] {
  if (!dates?.length) return []
  const calendar = message(texts, lang, 'hand-off.date.calendar')
  const lines = dates.map((date) => `- ${sayDate(date, texts, lang)} ([${calendar}](${DATE_PATH}?am=${date}&bei=${channel}))`)
  return [message(texts, lang, 'hand-off.news.dates'), lines.join('\n')]
}

/** Where a proposed date is given as a file for a calendar. */
export const DATE_PATH = '/termin.ics'

function sayDate(date: string, texts: Knowledge['messages'], lang: Lang): string {
  const [day = '', clock = ''] = date.split('T')
  return message(texts, lang, 'hand-off.date', { day: sayDay(day, lang), clock })
}

/** For doors that show all the time with whom the visitor speaks. */
export function spokenWith(texts: Knowledge['messages'], lang: Lang, place: string): SpokenWith {
  return { text: message(texts, lang, 'hand-off.live.bar', { place }), back: liveBack(texts, lang) }
}

/** The button that ends speaking with a person. */
export function liveBack(texts: Knowledge['messages'], lang: Lang): Suggestion {
  const label = message(texts, lang, 'label.live-back')
  return { label, say: label }
}
