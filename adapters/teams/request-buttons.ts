/** The buttons on a request's card: one for everything that can be done now, or, for a reader, for what is theirs to do. */
import { isLead } from '../../bot/requests/lead.ts'
import { MAX_DATES, OUTCOMES, type Person, type Request } from '../../bot/requests/request.ts'
import type { Filed } from '../office/filed.ts'
import type { StaffText } from '../words/staff-text.ts'
import { type CardElement, run } from './card-elements.ts'
import type { CardWords } from './card-words.ts'

/** Whoever has it, or leads. */
export function mayDecide(viewer: Person, { state, details }: Request, { leads }: CardWords): boolean {
  return state !== 'claimed' || details.claimedBy?.id === viewer.id || isLead(viewer, leads)
}

/**
 * `all`: of somebody who may decide on it; otherwise what is open to everybody, and who decides. `filled`: what stands in the fields already,
 * by their names.
 */
export function requestButtons(
  { id, version, request }: Pick<Filed, 'id' | 'version' | 'request'>,
  words: CardWords,
  { all, filled }: { all: boolean; filled?: ReadonlyMap<string, string> | undefined },
): CardElement[] {
  const { text } = words
  const typed = (field: CardElement & { id: string }): CardElement => {
    const value = filled?.get(field.id)
    return value ? { ...field, value } : field
  }
  const field = (name: string, label: string) => typed(input(name, label, text('problem.empty')))
  const execute = (title: string, verb: string, more: CardElement = {}): CardElement => ({
    type: 'Action.Execute',
    title,
    verb,
    data: { request: id, version, ...(more.data as object | undefined) },
    ...(more.style !== undefined && { style: more.style }),
  })
  const show = (title: string, items: CardElement[], action: CardElement): CardElement => ({
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
      ...Array.from({ length: MAX_DATES }, (_, at) => proposal(at + 1, text, typed)),
      typed({ type: 'Input.Text', id: 'answer', label: text('card.propose.field'), isMultiline: true, maxLength: 4000 }),
    ],
    execute(text('card.propose.send'), 'propose'),
  )
  if (!all) {
    const who = request.details.claimedBy?.name ?? text('somebody')
    return [
      actions([answer, propose, note]),
      { ...run(text('card.theirs', { who }), { isSubtle: true, size: 'Small' }), spacing: 'Medium' },
    ]
  }
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
function proposal(number: number, text: StaffText, typed: (field: CardElement & { id: string }) => CardElement): CardElement {
  const column = (item: CardElement): CardElement => ({ type: 'Column', width: 'stretch', items: [item] })
  return {
    type: 'ColumnSet',
    columns: [
      column(typed({ type: 'Input.Date', id: `day${number}`, label: text('card.propose.day', { number }) })),
      column(typed({ type: 'Input.Time', id: `clock${number}`, label: text('card.propose.clock', { number }) })),
    ],
  }
}

function actions(list: CardElement[]): CardElement {
  return { type: 'ActionSet', actions: list }
}

function input(id: string, label: string, errorMessage: string): CardElement & { id: string } {
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
