/**
 * A request as the card in its channel: what the visitor said, how it stands, and a button for everything that can be done now. What
 * visitors and staff typed is drawn as plain runs of text, never as Markdown: nobody can put a link onto a card.
 */

import type { Person, Request } from '../../bot/requests/request.ts'
import type { Filed } from '../office/filed.ts'
import { type Attachment, CardFactory } from '../sdk.ts'
import { historyText, stateText, writeMoment } from '../words/request-words.ts'
import { type CardElement, fact, run } from './card-elements.ts'
import type { CardWords } from './card-words.ts'
import { mayDecide, requestButtons } from './request-buttons.ts'

const VERSION = '1.5'
/** What Teams asks with for a card as it is now. */
export const REFRESH = 'refresh'
/** Older lines of the history are counted, not shown. */
const MAX_LINES = 8

/**
 * `notice`: said on top, to the one who pressed a button. `ring`: people who are called to it. `viewer`: the one it is drawn for, without the
 * buttons that are not theirs; without one it is for all. `filled`: what they had typed, by field.
 */
export function requestCard(
  { id, version, request }: Pick<Filed, 'id' | 'version' | 'request'>,
  words: CardWords,
  {
    notice,
    ring = [],
    viewer,
    filled,
  }: { notice?: string; ring?: readonly Person[]; viewer?: Person; filled?: ReadonlyMap<string, string> } = {},
): Attachment {
  const { number, details, state } = request
  const { text } = words
  const body: CardElement[] = []
  if (notice !== undefined) body.push({ type: 'TextBlock', text: notice, wrap: true, color: 'Attention', weight: 'Bolder' })
  body.push(heading(request, words))
  const called = mentions(ring)
  if (ring.length > 0) body.push({ type: 'TextBlock', text: text('card.duty', { who: called.text }), wrap: true })
  if (state === 'withdrawn') {
    body.push(run(text('card.deleted.text')))
    return card(body, text('card.deleted', { number }))
  }
  body.push(
    { ...run(details.question), spacing: 'Medium' },
    {
      type: 'Container',
      spacing: 'Medium',
      items: [...words.facts(details).map(({ label, value }) => fact(label, value))],
    },
    ...history(request, words),
    ...requestButtons({ id, version, request }, words, { all: viewer === undefined || mayDecide(viewer, request, words), filled }),
  )
  const { question, name, reach } = details
  return card(
    body,
    text('card.in-words', { number, state: stateText(request, text), question, name, reach }),
    called.entities,
    refreshOf({ id, version, request }, words),
  )
}

/** A card of a title and a sentence: what stays where a request was passed on from, or when something is no longer kept at all. */
export function closedCard(title: string, text: string): Attachment {
  return card(
    [{ type: 'TextBlock', text: title, weight: 'Bolder', size: 'Medium', style: 'heading', wrap: true }, run(text)],
    `${title}: ${text}`,
  )
}

/** A sentence under a card, with people rung. Holds no word of the visitor: what stands in a thread is not taken back. */
export function ringingCard(sentence: string, to: readonly Person[]): Attachment {
  const { text, entities } = mentions(to)
  return card([{ type: 'TextBlock', text: `${text} ${sentence}`, wrap: true }], sentence, entities)
}

/** People as a card names them so that Teams rings them. */
function mentions(people: readonly Person[]): { text: string; entities: CardElement[] } {
  const named = people.map(({ id, name }) => ({ id, name, text: `<at>${name.replace(/[<>]/g, '')}</at>` }))
  return {
    text: named.map(({ text }) => text).join(', '),
    entities: named.map(({ id, name, text }) => ({ type: 'mention', text, mentioned: { id, name } })),
  }
}

/**
 * Teams asks anew for everybody who sees a card that somebody has taken, and gets it with their own buttons. In channels of more than sixty
 * people, and where it does not ask, the card is the one for all. No other card differs from person to person.
 */
function refreshOf({ id, version, request }: Pick<Filed, 'id' | 'version' | 'request'>, { text }: CardWords): CardElement | undefined {
  if (request.state !== 'claimed') return undefined
  return { action: { type: 'Action.Execute', title: text('card.refresh'), verb: REFRESH, data: { request: id, version } } }
}

function card(body: CardElement[], fallbackText: string, entities: CardElement[] = [], refresh?: CardElement): Attachment {
  return CardFactory.adaptiveCard({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: VERSION,
    msteams: { width: 'Full', ...(entities.length > 0 && { entities }) },
    ...(refresh && { refresh }),
    body,
    fallbackText,
  })
}

function heading(request: Request, { channels, text }: CardWords): CardElement {
  const colour = { open: 'Attention', claimed: 'Accent', closed: 'Good', withdrawn: 'Default' }[request.state]
  const label = channels.find(({ id }) => id === request.channel)?.label ?? request.channel
  return {
    type: 'ColumnSet',
    columns: [
      {
        type: 'Column',
        width: 'stretch',
        items: [
          {
            type: 'TextBlock',
            text: text('card.title', { number: request.number, place: label }),
            weight: 'Bolder',
            size: 'Medium',
            style: 'heading',
            wrap: true,
          },
        ],
      },
      { type: 'Column', width: 'auto', items: [run(stateText(request, text), { weight: 'Bolder', color: colour })] },
    ],
  }
}

function history({ details }: Request, { channels, text: say }: CardWords): CardElement[] {
  const nameOf = (id: string) => channels.find((channel) => channel.id === id)?.label ?? id
  const lines = details.history.flatMap((line) => {
    const text = historyText(line, say, nameOf)
    return text === undefined ? [] : [`${writeMoment(line.at, say)}: ${text}`]
  })
  if (lines.length === 0) return []
  const hidden = lines.length - MAX_LINES
  return [
    {
      type: 'Container',
      spacing: 'Medium',
      separator: true,
      items: [
        ...(hidden > 0
          ? [run(hidden === 1 ? say('card.earlier.one') : say('card.earlier', { count: hidden }), { isSubtle: true, size: 'Small' })]
          : []),
        ...lines.slice(-MAX_LINES).map((line) => run(line, { isSubtle: true, size: 'Small' })),
      ],
    },
  ]
}
