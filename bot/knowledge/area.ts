/**
 * `area.md`: what is true of the area this network serves, so that no program has to know it. Only front matter counts; the text
 * below is for editors. A later folder's fields replace those of an earlier one,
 * a group of them field by field.
 */
import { z } from 'zod'
import { accessibilityFields } from './accessibility.ts'
import { BLACK, contrast, MIN_GRAPHIC_CONTRAST, MIN_TEXT_CONTRAST, readableOn, WHITE } from './colours.ts'
import { fieldIssues } from './field-issues.ts'
import { readFrontMatter } from './front-matter.ts'
import { LANDS } from './holidays.ts'
import type { Issue } from './issue.ts'
import { mergeFields } from './layers.ts'
import type { EntryId } from './schema.ts'

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

const guide = z
  .string()
  .regex(/^guides\/[a-z0-9-]+$/, { error: 'kein Dialog' })
  .transform((id) => id as EntryId)

const entry = z
  .string()
  .regex(/^(?:articles|guides)\/[a-z0-9-]+$/, { error: 'kein Eintrag' })
  .transform((id) => id as EntryId)

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, { error: 'keine Farbe', abort: true })
  .transform((hex) => hex.toLowerCase())

/** White letters on the first colour, the second as a mark on the first. The fix is a colour of the same hue that will do. */
const colours = z
  .strictObject({
    brand: colour.describe('Die Hauptfarbe, hinter weißer Schrift, in Anführungszeichen'),
    sign: colour.describe('Die Zweitfarbe, für Zeichen auf der Hauptfarbe und für Linien'),
  })
  .superRefine(({ brand, sign }, { addIssue }) => {
    const tooFaint = (field: string, on: string, is: number, ratio: number, better: string) =>
      addIssue({
        code: 'custom',
        path: [field],
        message: `zu schwach: ${on} hat sie den Kontrast ${sayRatio(is)}, nötig ist ${sayRatio(ratio)}`,
        params: { hint: `Lesbar ist zum Beispiel "${better}".` },
      })
    const white = contrast(brand, WHITE)
    if (white < MIN_TEXT_CONTRAST)
      tooFaint('brand', 'mit weißer Schrift', white, MIN_TEXT_CONTRAST, readableOn(brand, WHITE, MIN_TEXT_CONTRAST, BLACK))
    const mark = contrast(sign, brand)
    if (white >= MIN_TEXT_CONTRAST && mark < MIN_GRAPHIC_CONTRAST)
      tooFaint('sign', 'auf der Hauptfarbe', mark, MIN_GRAPHIC_CONTRAST, readableOn(sign, brand, MIN_GRAPHIC_CONTRAST, WHITE))
  })

/** Rounded down, so that what is just too little does not read as enough. */
function sayRatio(ratio: number): string {
  return (Math.floor(ratio * 10) / 10).toLocaleString('de-DE')
}

export const areaFields = z.strictObject({
  name: sentence.default({ de: 'Wegweiser', en: 'Wegweiser' }).describe('Name des Dienstes'),
  subtitle: sentence.default({ de: 'Wo fange ich an?', en: 'Where do I start?' }).describe('Was neben dem Namen steht'),
  subject: sentence
    .default({ de: 'Betrieb und Vorhaben', en: 'business and projects' })
    .describe('Worüber der Dienst Auskunft gibt, so wie es nach „Fragen zu“ steht'),
  territory: sentence.default({ de: 'unserem Gebiet', en: 'our area' }).describe('Name des Gebiets, so wie er nach „in“ steht'),
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
  outside: sentence
    .default({
      de: 'Wenden Sie sich bitte an die Kammer oder die Wirtschaftsförderung an Ihrem Standort.',
      en: 'Please turn to the chamber or the business development agency where you are.',
    })
    .describe('Was zu einem Ort gesagt wird, der nicht im Gebiet liegt'),
  guides: z
    .strictObject({
      start: guide.optional().describe('Der Dialog zu „Wo fange ich an?“; er steht vorn und macht den Fahrplan'),
      person: guide.optional().describe('Der Dialog, der einen Menschen findet'),
    })
    .default({})
    .describe('Dialoge mit einer festen Aufgabe'),
  funding: entry
    .optional()
    .describe('Der Text zur Förderung, wenn jemand nach Geld für etwas fragt und der Eintrag dazu kein Programm nennt'),
  examples: z
    .strictObject({
      de: z.array(text).min(1).describe('Deutsche Beispielfragen'),
      en: z.array(text).min(1).describe('Englische Beispielfragen'),
    })
    .default({ de: ['Wo fange ich an?', 'Wer hilft mir persönlich?'], en: ['Where do I start?', 'Who can help me in person?'] })
    .describe('Beispielfragen, die als Knöpfe unter der Begrüßung stehen'),
  theme: z
    .enum(['wegweiser', 'kern'])
    .default('wegweiser')
    .describe('Aussehen von Chat und Seiten: wegweiser oder kern, nach dem Design-System der Verwaltung'),
  colours: colours.optional().describe('Die beiden Farben von Chat und Seiten'),
  logo: z
    .string()
    .regex(/^[a-z0-9-]+\.(svg|png)$/, { error: 'kein Bild' })
    .optional()
    .describe('Datei mit dem Zeichen des Dienstes, im selben Ordner: SVG oder PNG, quadratisch'),
  accessibility: accessibilityFields.prefault({}).describe('Was in der Erklärung zur Barrierefreiheit steht'),
  monthlyMail: z
    .strictObject({
      day: z.int().min(1).max(28).default(25).describe('An welchem Tag des Monats die Mail mit den Terminen des nächsten geht, 1 bis 28'),
      clock: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'keine Uhrzeit' })
        .default('09:00')
        .describe('Ab welcher Uhrzeit, in Anführungszeichen'),
    })
    .prefault({})
    .describe('Wann die Monatsmail geht, wo E-Mail eingerichtet ist'),
  licence: z
    .strictObject({
      name: text.describe('Name der Lizenz'),
      url: z.url({ protocol: /^https?$/, error: 'keine Internetadresse' }).describe('Wo sie steht'),
    })
    .optional()
    .describe('Lizenz, unter der andere die Förderdaten weitergeben dürfen'),
  borders: z.array(border).default([]).describe('Gebiete, in denen niemand sicher sagen kann, welche Stelle zuständig ist'),
})

export type Area = z.output<typeof areaFields>
/** Part of a district where it is not settled which of two areas it belongs to. */
export type Border = Area['borders'][number]

/** On which day of a month, and from which clock on, the next month's dates go out by mail. */
export type MonthlyPlan = Area['monthlyMail']

/** What holds without `area.md`: neutral names, no region is ours, nationwide holidays, no unclear border. */
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
  const issues = fieldIssues(areaFields, fields.error.issues, said, head.locate).map((issue) => withQuotes(issue, source))
  return { ...before, issues: [...head.issues, ...issues] }
}

/** A colour without quotation marks is a comment to YAML, and the field looks empty. */
function withQuotes(issue: Issue, source: string): Issue {
  const bare = /^\s*(\w+):\s*(#[0-9a-f]{6})\s*$/i.exec(source.split('\n')[issue.line - 1] ?? '')
  return bare && (issue.code === 'missing-field' || issue.code === 'empty-field')
    ? { ...issue, hint: `Setzen Sie die Farbe in Anführungszeichen: ${bare[1]}: "${bare[2]}".` }
    : issue
}
