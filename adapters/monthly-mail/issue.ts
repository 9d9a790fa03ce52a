/** Which month's mail is due when: from a day of the month before until some days into the month itself. */
import type { MonthlyPlan } from '../../bot/knowledge/area.ts'
import { addDays, type Day, dayIn } from '../../bot/knowledge/day.ts'
import { momentOn } from '../../bot/moment.ts'

/** Whoever says yes until then still gets the month's mail; later it would be stale. */
const LAST_DAY = 10
const KIND = /^month-(\d{4}-\d{2})$/

export interface MailIssue {
  /** `YYYY-MM`. */
  month: string
  /** The kind of its letters. */
  kind: string
  opens: Date
  /** Exclusive. */
  closes: Date
}

/** The issue that goes out now. */
export function issueAt(now: Date, plan: MonthlyPlan): MailIssue | undefined {
  const month = dayIn(now).slice(0, 7)
  return [after(month), month].map((of) => issueOf(of, plan)).find(({ opens, closes }) => opens <= now && now < closes)
}

/** The one that goes out next, after the one that goes out now. */
export function nextIssue(now: Date, plan: MonthlyPlan): MailIssue {
  for (let month = dayIn(now).slice(0, 7); ; month = after(month)) {
    const issue = issueOf(month, plan)
    if (issue.opens > now) return issue
  }
}

/** By the kind of its letters; undefined for letters of another kind. */
export function issueOfKind(kind: string, plan: MonthlyPlan): MailIssue | undefined {
  const month = KIND.exec(kind)?.[1]
  return month === undefined ? undefined : issueOf(month, plan)
}

/** The issue of a month `YYYY-MM`. */
export function issueOf(month: string, { day, clock }: MonthlyPlan): MailIssue {
  const before = addDays(`${month}-01`, -1).slice(0, 7)
  const opens: Day = `${before}-${String(day).padStart(2, '0')}`
  return {
    month,
    kind: `month-${month}`,
    opens: momentOn(opens, clock).now,
    closes: momentOn(`${month}-${LAST_DAY + 1}`).now,
  }
}

function after(month: string): string {
  return addDays(`${month}-01`, 31).slice(0, 7)
}
