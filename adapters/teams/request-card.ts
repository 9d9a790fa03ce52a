/**
 * A request as the card in its channel: what the visitor said, how it stands, and a button for everything that can be done now. What
 * visitors and staff typed is drawn as plain runs of text, never as Markdown: nobody can put a link onto a card.
 */
import { type Attachment, CardFactory } from 'botbuilder'
import type { Channel, Knowledge } from '../../bot/knowledge/knowledge.ts'
import { OUTCOMES, type Request } from '../../bot/requests/request.ts'
import type { Filed } from '../office/filed.ts'
import { historyText, OUTCOME_LABELS, stateText, writeMoment } from './staff-words.ts'

const VERSION = '1.5'
/** Older lines of the history are counted, not shown. */
const MAX_LINES = 8

export interface CardWords {
  channels: readonly Channel[]
  topics: readonly { id: string; label: string }[]
  regions: readonly { id: string; label: string }[]
  /** Channels a request can be passed on to. */
  connected: readonly string[]
}

type Element = Record<string, unknown>

/** `notice`: said on top, to the one who pressed a button. */
export function requestCard(
  { id, version, request }: Pick<Filed, 'id' | 'version' | 'request'>,
  words: CardWords,
  notice?: string,
): Attachment {
  const { number, details, state } = request
  const body: Element[] = []
  if (notice !== undefined) body.push({ type: 'TextBlock', text: notice, wrap: true, color: 'Attention', weight: 'Bolder' })
  body.push(heading(request, words))
  if (state === 'withdrawn') {
    body.push(
      plain('Die Besucherin oder der Besucher hat die Anfrage zurückgezogen, oder ihre Frist ist abgelaufen. Alle Angaben sind gelöscht.'),
    )
    return card(body, `Anfrage ${number}: gelöscht`)
  }
  body.push(
    { ...plain(details.question), spacing: 'Medium' },
    {
      type: 'Container',
      spacing: 'Medium',
      items: [
        fact('Name', details.name),
        fact('Erreichbar', details.reach),
        ...details.answers.map(({ label, value }) => fact(label, value)),
        ...listed('Ort', details.regions, words.regions),
        ...listed('Themen', details.topics, words.topics),
        fact('Eingegangen', writeMoment(details.history[0]!.at)),
        fact('Einverstanden', `${writeMoment(details.consent.at)} (Wortlaut gespeichert)`),
      ],
    },
    ...history(request, words),
    ...buttons(id, version, request, words),
  )
  return card(body, `Anfrage ${number} (${stateText(request)}): ${details.question} Erreichbar: ${details.name}, ${details.reach}`)
}

/** The lists a request's card takes its words from. `connected`: channels it can be passed on to. */
export function cardWords({ routing, vocabulary }: Knowledge, connected: readonly string[]): CardWords {
  return { channels: routing.channels, topics: vocabulary.topics, regions: vocabulary.regions, connected }
}

/** A card of a title and a sentence: what stays where a request was passed on from, or when something is no longer kept at all. */
export function closedCard(title: string, text: string): Attachment {
  return card(
    [{ type: 'TextBlock', text: title, weight: 'Bolder', size: 'Medium', style: 'heading', wrap: true }, plain(text)],
    `${title}: ${text}`,
  )
}

function card(body: Element[], fallbackText: string): Attachment {
  return CardFactory.adaptiveCard({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: VERSION,
    msteams: { width: 'Full' },
    body,
    fallbackText,
  })
}

function heading(request: Request, { channels }: CardWords): Element {
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
            text: `Anfrage ${request.number} · ${label}`,
            weight: 'Bolder',
            size: 'Medium',
            style: 'heading',
            wrap: true,
          },
        ],
      },
      { type: 'Column', width: 'auto', items: [run(stateText(request), { weight: 'Bolder', color: colour })] },
    ],
  }
}

function history({ details }: Request, { channels }: CardWords): Element[] {
  const nameOf = (id: string) => channels.find((channel) => channel.id === id)?.label ?? id
  const lines = details.history.flatMap((line) => {
    const text = historyText(line, nameOf)
    return text === undefined ? [] : [`${writeMoment(line.at)}: ${text}`]
  })
  if (lines.length === 0) return []
  const hidden = lines.length - MAX_LINES
  return [
    {
      type: 'Container',
      spacing: 'Medium',
      separator: true,
      items: [
        ...(hidden > 0 ? [run(`${hidden} frühere Schritte`, { isSubtle: true, size: 'Small' })] : []),
        ...lines.slice(-MAX_LINES).map((line) => run(line, { isSubtle: true, size: 'Small' })),
      ],
    },
  ]
}

function buttons(id: string, version: number, request: Request, words: CardWords): Element[] {
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
  const note = show('Notiz', [input('note', 'Notiz, nur für das Team')], execute('Notiz speichern', 'note'))
  if (request.state === 'closed') return [actions([execute('Wieder öffnen', 'reopen'), note])]
  const answer = show(
    'Im Chat antworten',
    [input('answer', 'Antwort; sie erscheint im Chat, solange er offen ist')],
    execute('Antwort senden', 'answer'),
  )
  const others = words.connected.filter((channel) => channel !== request.channel)
  const pass = show(
    'Weitergeben',
    [
      {
        type: 'Input.ChoiceSet',
        id: 'to',
        label: 'An welche Stelle?',
        isRequired: true,
        errorMessage: 'Bitte wählen Sie eine Stelle.',
        choices: others.map((channel) => ({
          title: words.channels.find((known) => known.id === channel)?.label ?? channel,
          value: channel,
        })),
      },
    ],
    execute('Weitergeben', 'pass'),
  )
  const first = request.state === 'open' ? execute('Übernehmen', 'claim', { style: 'positive' }) : execute('Zurückgeben', 'release')
  return [
    actions([first, answer, note, ...(others.length > 0 ? [pass] : [])]),
    { type: 'TextBlock', text: 'Abschließen mit einem Klick', isSubtle: true, size: 'Small', spacing: 'Medium' },
    actions(OUTCOMES.map((outcome) => execute(OUTCOME_LABELS[outcome], 'close', { data: { outcome } }))),
  ]
}

function actions(list: Element[]): Element {
  return { type: 'ActionSet', actions: list }
}

function input(id: string, label: string): Element {
  return {
    type: 'Input.Text',
    id,
    label,
    isMultiline: true,
    isRequired: true,
    errorMessage: 'Bitte geben Sie einen Text ein.',
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
