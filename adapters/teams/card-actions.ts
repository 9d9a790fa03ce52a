/** A button on a request's card: read, done, and answered with the card as it is now, for the one who pressed; the others get it in place. */

import type { Logger } from 'pino'
import { z } from 'zod'
import { momentAt } from '../../bot/moment.ts'
import { readDates } from '../../bot/requests/proposed-dates.ts'
import { type Action, MAX_NOTE_LENGTH, OUTCOMES, type Person } from '../../bot/requests/request.ts'
import type { Desk } from '../office/desk.ts'
import type { Filed } from '../office/filed.ts'
import type { AdaptiveCardInvokeResponse, TurnContext } from '../sdk.ts'
import type { Store } from '../storage/storage.ts'
import { problemText, wrongDateText } from '../words/request-words.ts'
import type { StaffText } from '../words/staff-text.ts'
import type { CardWords } from './card-words.ts'
import { placedCards } from './cards-posted.ts'
import type { Channels } from './channels.ts'
import { closedCard, REFRESH, requestCard } from './request-card.ts'

const text = z.string().max(MAX_NOTE_LENGTH)
const pressed = z.object({
  verb: z.string(),
  data: z.object({
    request: z.string(),
    version: z.number().int(),
    note: text.optional(),
    answer: text.optional(),
    day1: z.string().optional(),
    clock1: z.string().optional(),
    day2: z.string().optional(),
    clock2: z.string().optional(),
    day3: z.string().optional(),
    clock3: z.string().optional(),
    to: z.string().optional(),
    outcome: z.enum(OUTCOMES).optional(),
  }),
})

export interface CardActionOptions {
  desk: Desk
  channels: Channels
  store: Pick<Store, 'state'>
  words(): CardWords
  log: Logger
  now(): Date
}

/** True for what belongs to a request's card. */
export function isRequestAction(action: unknown): boolean {
  return pressed.safeParse(action).success
}

export async function pressOnCard(context: TurnContext, action: unknown, options: CardActionOptions): Promise<AdaptiveCardInvokeResponse> {
  const { desk, words, log } = options
  const { verb, data } = pressed.parse(action)
  const say = words().text
  const filed = await desk.find(data.request)
  if (!filed) return cardResponse(closedCard(say('card.request'), problemText('unknown', say)).content)
  if (!(await standsHere(context, filed, options))) {
    const label = words().channels.find(({ id }) => id === filed.request.channel)?.label ?? filed.request.channel
    return cardResponse(
      closedCard(say('card.number', { number: filed.request.number }), say('problem.elsewhere', { place: label })).content,
    )
  }
  const viewer = personOf(context, say)
  if (verb === REFRESH) return cardResponse(requestCard(filed, words(), { viewer }).content)
  /** What was typed stays on the card. */
  const filled = textsOf(data)
  const refused = (notice: string) => cardResponse(requestCard(filed, words(), { viewer, notice, filled }).content)
  const dates = verb === 'propose' ? readDates(filled, momentAt(options.now())) : []
  if (!Array.isArray(dates)) return refused(wrongDateText(dates, say))
  if (verb === 'propose' && dates.length === 0) return refused(say('card.propose.missing'))
  const meant = actionOf(verb, data, viewer, dates)
  if (!meant || (meant.do === 'pass' && !words().connected.includes(meant.to))) return refused(say('problem.impossible'))
  const acted = await desk.act(data.request, data.version, meant)
  log.info(
    {
      event: 'request_handled',
      request: filed.request.number,
      action: meant.do,
      done: acted.ok,
      ...(!acted.ok && { problem: acted.problem }),
    },
    'request handled',
  )
  if (acted.ok) return cardResponse(requestCard(acted.filed, words(), { viewer }).content)
  if (!acted.filed)
    return cardResponse(closedCard(say('card.number', { number: filed.request.number }), problemText('unknown', say)).content)
  const notice = problemText(acted.problem, say, acted.filed.request)
  return cardResponse(requestCard(acted.filed, words(), { viewer, notice, filled }).content)
}

/** A card may be copied into other chats; buttons count only where it was put, also while its channel is connected no more. */
async function standsHere(
  { activity }: TurnContext,
  { id, request }: Filed,
  { channels, store }: Pick<CardActionOptions, 'channels' | 'store'>,
): Promise<boolean> {
  const at = (await placedCards(store).read(id))?.at
  const link = at?.channel === request.channel ? at.link : channels.get(request.channel)
  return link !== undefined && link.teamsChannel === activity.conversation.id.split(';')[0]
}

function actionOf(verb: string, data: z.output<typeof pressed>['data'], by: Person, dates: readonly string[]): Action | undefined {
  const { note, answer, to, outcome } = data
  switch (verb) {
    case 'claim':
    case 'release':
    case 'reopen':
      return { do: verb, by }
    case 'note':
      return { do: 'note', by, text: note ?? '' }
    case 'answer':
      return { do: 'answer', by, text: answer ?? '' }
    case 'propose':
      return { do: 'answer', by, text: answer ?? '', dates: [...dates] }
    case 'pass':
      return to === undefined ? undefined : { do: 'pass', by, to }
    case 'close':
      return outcome === undefined ? undefined : { do: 'close', by, outcome }
    default:
      return undefined
  }
}

/** The fields of a card that hold words. */
function textsOf(data: object): Map<string, string> {
  return new Map(Object.entries(data).filter((field): field is [string, string] => typeof field[1] === 'string'))
}

/** Who pressed, as Teams names them. */
export function personOf({ activity }: TurnContext, say: StaffText): Person {
  const { aadObjectId, id, name } = activity.from
  return { id: aadObjectId ?? id, name: name || say('somebody') }
}

export function cardResponse(value: unknown): AdaptiveCardInvokeResponse {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: value as Record<string, unknown> }
}
