/**
 * `area.md`: what is true of the area this network serves, so that no program has to know it. Only front matter counts; the text
 * below is for editors. A later folder's fields replace those of an earlier one,
 * a group of them field by field.
 */
import { z } from 'zod'
import { fieldIssues } from './field-issues.ts'
import { readFrontMatter } from './front-matter.ts'
import { LANDS } from './holidays.ts'
import type { Issue } from './issue.ts'
import { mergeFields } from './layers.ts'

const text = z.string().trim().min(1)
const region = z.string().regex(/^[a-z0-9-]+$/, { error: 'kein Listenwort' })
const sentence = z.strictObject({
  de: text.describe('Der Satz auf Deutsch'),
  en: text.describe('Der Satz auf Englisch'),
})

const border = z.strictObject({
  id: region.describe('Kennung dieses Gebiets; in Dialogen kann „when“ sie nennen'),
  label: text.describe('Name, wie Menschen ihn lesen'),
  region: region.describe('Landkreis, in dem es liegt, aus vocabulary.md'),
  sides: z.array(region).min(2).describe('Die Gebiete, deren Stellen zuständig sein können; das wahrscheinlichere zuerst'),
  words: z.array(text).default([]).describe('Orte, so wie Menschen sie schreiben'),
  postcodes: z
    .array(z.string().regex(/^\d{5}$/, { error: 'keine Postleitzahl' }))
    .default([])
    .describe('Postleitzahlen, in Anführungszeichen'),
  doubt: sentence.describe('Was dazu gesagt wird, wenn der Ort in diesem Gebiet liegt'),
  nearby: sentence.describe('Was dazu gesagt wird, wenn nur der ganze Landkreis genannt ist'),
})

export const areaFields = z.strictObject({
  region: region.optional().describe('Kennung des ganzen Gebiets aus vocabulary.md; was nicht darin liegt, ist „außerhalb“'),
  land: z.enum(LANDS).default('BUND').describe('Bundesland, dessen gesetzliche Feiertage gelten, als Kürzel; BUND: nur die bundesweiten'),
  operator: z
    .strictObject({
      name: text.describe('Wer diesen Dienst betreibt, so wie es im Satz stehen soll'),
      phone: text.optional().describe('Telefon des Büros, das den Dienst betreibt'),
      mail: z.email({ error: 'keine E-Mail-Adresse' }).optional().describe('E-Mail-Adresse dieses Büros'),
    })
    .optional()
    .describe('Wer den Wegweiser betreibt; der Bot nennt es auf Nachfrage und bei Beschwerden'),
  borders: z.array(border).default([]).describe('Gebiete, in denen niemand sicher sagen kann, welche Stelle zuständig ist'),
})

export type Area = z.output<typeof areaFields>
/** Part of a district where it is not settled which of two areas it belongs to. */
export type Border = Area['borders'][number]

/** What holds without `area.md`: no region is ours, nationwide holidays, no unclear border. */
export function emptyArea(): Area {
  return areaFields.parse({})
}

/** The area, and what the folders so far said of it. */
export interface ReadArea {
  area: Area
  said: Record<string, unknown>
}

/** One folder's file over what earlier folders said; with a mistake in it, those stay as they are. */
export function readArea(path: string, source: string, before: ReadArea): ReadArea & { issues: Issue[] } {
  const head = readFrontMatter({ path, text: source })
  if (head.issues.some(({ severity }) => severity === 'error')) return { ...before, issues: head.issues }
  const said = mergeFields([before.said, head.data])
  const fields = areaFields.safeParse(said)
  if (fields.success) return { area: fields.data, said, issues: head.issues }
  return { ...before, issues: [...head.issues, ...fieldIssues(areaFields, fields.error.issues, said, head.locate)] }
}
