/** What somebody filled in on the page behind a link, and what it means for the request. */
import { z } from 'zod'
import type { Day } from '../../bot/knowledge/day.ts'
import { DATE_FIELDS, datesIn, liesAhead } from '../../bot/requests/proposed-dates.ts'
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

/** The action, or the id of what must be said because something is missing. */
export function actionOf(
  { does, key }: Pick<LinkClaims, 'does' | 'key'>,
  form: RequestForm | undefined,
  by: Person,
  { reached, today }: { reached: readonly string[]; today: Day },
): Action | Extract<StaffTextId, 'card.pass.missing' | 'card.propose.missing' | 'problem.empty'> {
  const with_ = { by, cause: key }
  switch (does) {
    case 'claim':
    case 'release':
    case 'reopen':
      return { do: does, ...with_ }
    case 'answer': {
      const dates = datesIn(form?.dates ?? new Map())
      const begun = DATE_FIELDS.filter(({ day, clock }) => form?.dates.has(day) || form?.dates.has(clock))
      if (begun.length > 0 && (dates.length < begun.length || !liesAhead(dates, today))) return 'card.propose.missing'
      return { do: 'answer', text: form?.answer ?? '', ...(dates.length > 0 && { dates }), ...with_ }
    }
    case 'pass':
      return form?.to === undefined || !reached.includes(form.to) ? 'card.pass.missing' : { do: 'pass', to: form.to, ...with_ }
    default:
      return form?.outcome === undefined ? 'problem.empty' : { do: 'close', outcome: form.outcome, ...with_ }
  }
}
