/** The fields of a contact's opening hours, and the rows in which editors write them. */
import { z } from 'zod'
import { isAsOf } from './day.ts'
import { LANDS } from './holidays.ts'
import { readClosed, readWeekRow } from './week-hours.ts'

const text = z.string().trim().min(1)
/** A language as two or three letters (BCP 47). */
export const LANGUAGE = z.string().regex(/^[a-z]{2,3}$/, { error: 'kein Kürzel einer Sprache' })

const weekRow = text.refine((row) => readWeekRow(row) !== undefined, { error: 'keine Zeile mit Tagen und Zeiten' })
const closedSpan = text.refine((span) => readClosed(span) !== undefined, { error: 'kein Tag und kein Zeitraum' })

export const hoursFields = z.strictObject({
  of: text.optional().describe('Wovon, wenn nicht vom ganzen Haus: Hotline, Servicecenter'),
  week: z
    .array(weekRow)
    .default([])
    .describe('Tage und Zeiten, eine Zeile je Gruppe von Tagen; eine Pause steht als Komma zwischen den Zeiten'),
  holidays: z.enum(['geschlossen', 'geöffnet']).default('geschlossen').describe('Was an gesetzlichen Feiertagen gilt'),
  land: z.enum(LANDS).optional().describe('Land, dessen Feiertage dort gelten, wenn nicht das aus area.md'),
  closed: z.array(closedSpan).default([]).describe('Tage oder Zeiträume, an denen außerdem geschlossen ist'),
  note: text.optional().describe('Was dazu gesagt werden muss, zum Beispiel „nur nach Vereinbarung“'),
  asOf: z
    .string()
    .refine(isAsOf, { error: 'kein Stand' })
    .optional()
    .describe('Stand der Zeiten, wenn er ein anderer ist als der des Eintrags'),
})
