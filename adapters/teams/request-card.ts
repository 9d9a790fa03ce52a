/**
 * A request as the card in its channel: what the visitor said, how it stands, and a button for everything that can be done now. What
 * visitors and staff typed is drawn as plain runs of text, never as Markdown: nobody can put a link onto a card.
 */

import type { Channel, Knowledge } from '../../bot/knowledge/knowledge.ts'
import { MAX_DATES, OUTCOMES, type Person, type Request } from '../../bot/requests/request.ts'
import type { Filed } from '../office/filed.ts'
import { type Attachment, CardFactory } from '../sdk.ts'
import { historyText, stateText, writeMoment } from '../words/request-words.ts'
import { type StaffText, staffText } from '../words/staff-text.ts'

const VERSION = '1.5'
/** Older lines of the history are counted, not shown. */
const MAX_LINES = 8

export interface CardWords {
  text: StaffText
  channels: readonly Channel[]
  topics: readonly { id: string; label: string }[]
  regions: readonly { id: string; label: string }[]
  /** Channels a request can be passed on to. */
  connected: readonly string[]
}

type Element = Record<string, unknown>

/** `notice`: said on top, to the one who pressed a button. `ring`: people who are called to it. */
export function requestCard(
  { id, version, request }: Pick<Filed, 'id' | 'version' | 'request'>,
  words: CardWords,
  { notice, ring = [] }: { notice?: string; ring?: readonly Person[] } = {},
): Attachment {
  const { number, details, state } = request
  const { text } = words
  const body: Element[] = []
  if (notice !== undefined) body.push({ type: 'TextBlock', text: notice, wrap: true, color: 'Attention', weight: 'Bolder' })
  body.push(heading(request, words))
  const called = mentions(ring)
  if (ring.length > 0) body.push({ type: 'TextBlock', text: text('card.duty', { who: called.text }), wrap: true })
  if (state === 'withdrawn') {
    body.push(plain(text('card.deleted.text')))
    return card(body, text('card.deleted', { number }))
  }
  body.push(
    { ...plain(details.question), spacing: 'Medium' },
    {
      type: 'Container',
      spacing: 'Medium',
      items: [
        fact(text('card.name'), details.name),
        fact(text('card.reach'), details.reach),
        ...details.answers.map(({ label, value }) => fact(label, value)),
        ...listed(text('card.place'), details.regions, words.regions),
        ...listed(text('card.topics'), details.topics, words.topics),
        ...(details.lang === 'en' ? [fact(text('card.lang'), text('card.lang.en'))] : []),
        fact(text('card.received'), writeMoment(details.history[0]!.at, text)),
        fact(text('card.consent'), text('card.consent.at', { moment: writeMoment(details.consent.at, text) })),
      ],
    },
    ...history(request, words),
    ...buttons(id, version, request, words),
  )
  const { question, name, reach } = details
  return card(body, text('card.in-words', { number, state: stateText(request, text), question, name, reach }), called.entities)
}

/** The lists a request's card takes its words from. `connected`: channels it can be passed on to. */
export function cardWords(knowledge: Knowledge, connected: readonly string[]): CardWords {
  const { routing, vocabulary } = knowledge
  return { text: staffText(knowledge), channels: routing.channels, topics: vocabulary.topics, regions: vocabulary.regions, connected }
}

/** A card of a title and a sentence: what stays where a request was passed on from, or when something is no longer kept at all. */
export function closedCard(title: string, text: string): Attachment {
  return card(
    [{ type: 'TextBlock', text: title, weight: 'Bolder', size: 'Medium', style: 'heading', wrap: true }, plain(text)],
    `${title}: ${text}`,
  )
}

/** A sentence under a card, with people rung. Holds no word of the visitor: what stands in a thread is not taken back. */
export function ringingCard(sentence: string, to: readonly Person[]): Attachment {
  const { text, entities } = mentions(to)
  return card([{ type: 'TextBlock', text: `${text} ${sentence}`, wrap: true }], sentence, entities)
}

/** People as a card names them so that Teams rings them. */
function mentions(people: readonly Person[]): { text: string; entities: Element[] } {
  const named = people.map(({ id, name }) => ({ id, name, text: `<at>${name.replace(/[<>]/g, '')}</at>` }))
  return {
    text: named.map(({ text }) => text).join(', '),
    entities: named.map(({ id, name, text }) => ({ type: 'mention', text, mentioned: { id, name } })),
  }
}

function card(body: Element[], fallbackText: string, entities: Element[] = []): Attachment {
  return CardFactory.adaptiveCard({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: VERSION,
    msteams: { width: 'Full', ...(entities.length > 0 && { entities }) },
    body,
    fallbackText,
  })
}

function heading(request: Request, { channels, text }: CardWords): Element {
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

function history({ details }: Request, { channels, text: say }: CardWords): Element[] {
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
        ...(hidden > 0 ? [run(say('card.earlier', { count: hidden }), { isSubtle: true, size: 'Small' })] : []),
        ...lines.slice(-MAX_LINES).map((line) => run(line, { isSubtle: true, size: 'Small' })),
      ],
    },
  ]
}

function buttons(id: string, version: number, request: Request, words: CardWords): Element[] {
  const { text } = words
  const field = (name: string, label: string) => input(name, label, text('problem.empty'))
  const execute = (title: string, verb: string, more: Element = {}): Element => ({
    type: 'Action.Execute',
    title,
    verb,
    data: { request: id, version, ...(more.data as object | undefined) },
    ...(more.style !== undefined && { style: more.style }),
  })
  const show = (title: string, items: Element[], action: Element): Element => ({
    type: 'Action.ShowCard',
    title,
    card: { type: 'AdaptiveCard', body: items, actions: [action] },
  })
  const note = show(text('card.note'), [field('note', text('card.note.field'))], execute(text('card.note.save'), 'note'))
  if (request.state === 'closed') return [actions([execute(text('card.reopen'), 'reopen'), note])]
  const answer = show(text('card.answer'), [field('answer', text('card.answer.field'))], execute(text('card.answer.send'), 'answer'))
  const propose = show(
    text('card.propose'),
    [
      ...Array.from({ length: MAX_DATES }, (_, at) => proposal(at + 1, text)),
      { type: 'Input.Text', id: 'answer', label: text('card.propose.field'), isMultiline: true, maxLength: 4000 },
    ],
    execute(text('card.propose.send'), 'propose'),
  )
  const others = words.connected.filter((channel) => channel !== request.channel)
  const pass = show(
    text('card.pass'),
    [
      {
        type: 'Input.ChoiceSet',
        id: 'to',
        label: text('card.pass.field'),
        isRequired: true,
        errorMessage: text('card.pass.missing'),
        choices: others.map((channel) => ({
          title: words.channels.find((known) => known.id === channel)?.label ?? channel,
          value: channel,
        })),
      },
    ],
    execute(text('card.pass'), 'pass'),
  )
  const first =
    request.state === 'open' ? execute(text('card.claim'), 'claim', { style: 'positive' }) : execute(text('card.release'), 'release')
  return [
    actions([first, answer, propose, note, ...(others.length > 0 ? [pass] : [])]),
    { type: 'TextBlock', text: text('card.close'), isSubtle: true, size: 'Small', spacing: 'Medium' },
    actions(OUTCOMES.map((outcome) => execute(text(`outcome.${outcome}`), 'close', { data: { outcome } }))),
  ]
}

/** A day and a time beside it. */
function proposal(number: number, text: StaffText): Element {
  const column = (item: Element): Element => ({ type: 'Column', width: 'stretch', items: [item] })
  return {
    type: 'ColumnSet',
    columns: [
      column({ type: 'Input.Date', id: `day${number}`, label: text('card.propose.day', { number }) }),
      column({ type: 'Input.Time', id: `clock${number}`, label: text('card.propose.clock', { number }) }),
    ],
  }
}

function actions(list: Element[]): Element {
  return { type: 'ActionSet', actions: list }
}

function input(id: string, label: string, errorMessage: string): Element {
  return {
    type: 'Input.Text',
    id,
    label,
    isMultiline: true,
    isRequired: true,
    errorMessage,
    maxLength: 4000,
  }
}

function listed(label: string, ids: readonly string[], list: readonly { id: string; label: string }[]): Element[] {
  const labels = ids.flatMap((id) => list.find((item) => item.id === id)?.label ?? [])
  return labels.length === 0 ? [] : [fact(label, labels.join(', '))]
}

function fact(label: string, value: string): Element {
  return {
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [
      { type: 'TextRun', text: `${label}: `, weight: 'Bolder' },
      { type: 'TextRun', text: value },
    ],
  }
}

function plain(text: string): Element {
  return run(text, {})
}

function run(text: string, look: Element): Element {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...look }] }
}
