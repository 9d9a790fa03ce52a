/** What somebody filled in on the page behind a link, and what it means for the request. */
import { z } from 'zod'
import type { Moment } from '../../bot/moment.ts'
import { DATE_FIELDS, readDates, type WrongDate } from '../../bot/requests/proposed-dates.ts'
import { type Action, MAX_NOTE_LENGTH, OUTCOMES, type Person } from '../../bot/requests/request.ts'
import type { StaffTextId } from '../words/staff-text.ts'
import type { LinkClaims } from './links.ts'

const fields = z.object({
  name: z.string().max(200).default(''),
  answer: z
    .string()
    .max(MAX_NOTE_LENGTH * 2)
    .default(''),
  to: z.string().optional(),
  outcome: z.enum(OUTCOMES).optional(),
})

export interface RequestForm extends z.output<typeof fields> {
  /** Filled fields of `DATE_FIELDS`. */
  dates: ReadonlyMap<string, string>
}

/** Undefined for what no page of ours sends. */
export function readForm(body: string): RequestForm | undefined {
  const sent = new Map(new URLSearchParams(body))
  const read = fields.safeParse(Object.fromEntries(sent))
  const names = DATE_FIELDS.flatMap(({ day, clock }) => [day, clock])
  return read.success
    ? { ...read.data, dates: new Map([...sent].filter(([name, value]) => names.includes(name) && value !== '')) }
    : undefined
}

/** The action, or why it cannot be done: the id of a sentence, or a date that is wrong. */
export function actionOf(
  { does, key }: Pick<LinkClaims, 'does' | 'key'>,
  form: RequestForm | undefined,
  by: Person,
  { reached, moment }: { reached: readonly string[]; moment: Pick<Moment, 'today' | 'clock'> },
): Action | WrongDate | Extract<StaffTextId, 'card.pass.missing' | 'problem.empty'> {
  const with_ = { by, cause: key }
  switch (does) {
    case 'claim':
    case 'release':
    case 'reopen':
      return { do: does, ...with_ }
    case 'answer': {
      const dates = readDates(form?.dates ?? new Map(), moment)
      if (!Array.isArray(dates)) return dates
      return { do: 'answer', text: form?.answer ?? '', ...(dates.length > 0 && { dates }), ...with_ }
    }
    case 'pass':
      return form?.to === undefined || !reached.includes(form.to) ? 'card.pass.missing' : { do: 'pass', to: form.to, ...with_ }
    default:
      return form?.outcome === undefined ? 'problem.empty' : { do: 'close', outcome: form.outcome, ...with_ }
  }
}
