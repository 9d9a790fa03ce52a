/**
 * What the report tells and a sliding span must not: what people say weeks later, and confirmed bookings. Spans that end every day would give
 * single answers away by their differences, so the last two whole months stand here as the report publishes them.
 */
import { impactReport, monthsBetween, type ReportMonth, type ReportSection } from '../../bot/impact/impact-report.ts'
import { SURVEY_BEGUN, SURVEY_HELPED, SURVEY_KIND, SURVEY_RECOMMENDS } from '../../bot/impact/survey.ts'
import { addDays, type Day } from '../../bot/knowledge/day.ts'
import { momentOn } from '../../bot/moment.ts'
import type { Store } from '../storage/storage.ts'

export type ToldSection = Extract<ReportSection, 'survey-helped' | 'survey-begun' | 'survey-recommends' | 'bookings'>

/** One count in the two months; missing where it is not told. `rest`: all that is not told by itself, together. */
export interface ToldRow {
  section: ToldSection
  id: string
  /** Of the entry that was booked. */
  title?: string
  now?: number
  before?: number
}

export interface MonthsTold {
  month: ReportMonth
  before: ReportMonth
  rows: ToldRow[]
}

const REST = 'rest'
/** Rows in the order in which they were asked; bookings as they come, the most frequent first. */
const ORDERS: Record<ToldSection, readonly string[]> = {
  'survey-helped': SURVEY_HELPED,
  'survey-begun': SURVEY_BEGUN,
  'survey-recommends': [...SURVEY_RECOMMENDS, 'unsaid'],
  bookings: [],
}

export async function monthsTold(
  { usage, bookings }: Pick<Store, 'usage' | 'bookings'>,
  today: Day,
  titleOf: (id: string) => string,
): Promise<MonthsTold> {
  const [before, month] = lastTwoMonths(today)
  const [first, next] = [`${before}-01`, `${today.slice(0, 7)}-01`]
  const events = await usage.between(momentOn(first).now, momentOn(next).now, [SURVEY_KIND])
  const booked = await bookings.between(first, addDays(next, -1))
  const { months } = impactReport([before, month], { events, clicks: [], bookings: booked, requests: [] })
  const [past, last] = months.map(({ sections }) => sections)
  const rows = (Object.keys(ORDERS) as ToldSection[]).flatMap((section) => {
    const [now, then] = [last![section], past![section]]
    const ids = new Set([...ORDERS[section], ...now.shown.keys(), ...then.shown.keys()])
    const counted = [...ids].map((id) =>
      row({ section, id, ...(section === 'bookings' && { title: titleOf(id) }) }, now.shown.get(id), then.shown.get(id)),
    )
    return [...counted, row({ section, id: REST }, now.rest || undefined, then.rest || undefined)]
  })
  return { month, before, rows: rows.filter((one) => one.now !== undefined || one.before !== undefined) }
}

function row(of: Omit<ToldRow, 'now' | 'before'>, now: number | undefined, before: number | undefined): ToldRow {
  return { ...of, ...(now !== undefined && { now }), ...(before !== undefined && { before }) }
}

function lastTwoMonths(today: Day): [before: ReportMonth, month: ReportMonth] {
  const last = addDays(`${today.slice(0, 7)}-01`, -1)
  const [before, month] = monthsBetween(addDays(`${last.slice(0, 7)}-01`, -1), last, today)
  return [before!, month!]
}
