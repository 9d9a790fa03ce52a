/**
 * The front matter fields that only guides have: steps, choices, outcomes. The common fields are in `schema.ts`; what the
 * fields must say of each other (a `when` that names a step, a rule that exists) is checked by `bot/guides/proof/check-guides.ts`.
 */
import { z } from 'zod'

/** The value of "weiß nicht" at every step. */
export const UNKNOWN = 'weiss-nicht'

const text = z.string().trim().min(1)
const word = z.string().regex(/^[a-z0-9-]+$/, { error: 'kein Listenwort' })
const entry = z.string().regex(/^(articles|funding|events|contacts|guides)\/[a-z0-9-]+$/, { error: 'keine Kennung' })

/** `{ step: value }` or `{ step: [value, value] }`: every step named must have one of its values. Deliberately no more than that. */
const when = z
  .record(word, z.union([text.transform((value) => [value]), z.array(text).min(1)]))
  .describe('Nur wenn: Frage → Antwort oder Liste von Antworten; alle genannten Fragen müssen passen')

/** What "weiß nicht" is called where an editor does not say. */
export const UNKNOWN_LABEL = 'Weiß ich nicht'

export const INPUTS = ['choice', 'multi', 'number', 'postcode', 'day', 'yesno'] as const

const choice = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]+$/, { error: 'kein Listenwort' })
    .describe('Kennung der Antwort; bei number eine Zahl oder ein Bereich wie 1-9 oder 500-'),
  label: text.describe('Was auf dem Knopf steht'),
  words: z.array(text).default([]).describe('Andere Wörter, mit denen Menschen diese Antwort meinen'),
  audience: z.array(word).default([]).describe('Zielgruppen aus vocabulary.md, für die diese Antwort steht; deren Wörter gelten mit'),
  topics: z.array(word).default([]).describe('Themen aus vocabulary.md, für die diese Antwort steht; deren Wörter gelten mit'),
  also: z.array(word).default([]).describe('Weitere Themen, die mitgemeint sind, ohne dass ihre Wörter diese Antwort auslösen'),
  points: z.int().min(0).max(3).optional().describe('Stufe im Profilbild, 0 bis 3'),
})

const step = z.strictObject({
  id: word.describe('Kennung der Frage; wo andere Dialoge dieselbe Kennung haben, gilt die Antwort mit'),
  question: text.describe('Die Frage'),
  short: text.describe('Kurzname für Zusammenfassungen, zum Beispiel „Betrieb“'),
  help: text.optional().describe('Ein Satz zur Hilfe unter der Frage'),
  why: text.optional().describe('Antwort auf „Warum fragen Sie das?“'),
  retry: text.describe('Was gesagt wird, wenn die Antwort nicht zu verstehen war'),
  input: z.enum(INPUTS).default('choice').describe('Art der Antwort: eine, mehrere, Zahl, Ort, Tag, ja oder nein'),
  choices: z.array(choice).default([]).describe('Antworten zur Auswahl'),
  computed: word.optional().describe('Name einer Regel, die die Antworten zur Auswahl berechnet'),
  from: z.array(entry).default([]).describe('Einträge, aus denen eine Regel schöpft: Termine bei computed, Hilfen bei area'),
  unknown: text.default(UNKNOWN_LABEL).describe('Wie „weiß nicht“ bei dieser Frage heißt'),
  min: z.int().optional().describe('Kleinste mögliche Zahl'),
  max: z.int().optional().describe('Größte mögliche Zahl'),
  unit: text.optional().describe('Was gezählt wird, zum Beispiel Beschäftigte'),
  district: z.boolean().default(true).describe('Bei einem Ort: ob nachgefragt wird, wenn er in mehreren Kreisen liegen kann'),
  area: text.optional().describe('Bereich im Profilbild des Selbstchecks'),
  first: text.optional().describe('Erster Schritt in einem Satz, wenn dieser Bereich zuerst dran ist'),
  when: when.optional(),
})

const group = z.strictObject({
  title: text.describe('Überschrift der Gruppe, zum Beispiel „Termin“'),
  targets: z.array(entry).min(1).describe('Kennungen; was am Tag nicht offen ist, wird weggelassen'),
  when: when.optional(),
})

const outcome = z.strictObject({
  id: word.describe('Kennung des Ergebnisses'),
  title: text.describe('Überschrift des Ergebnisses'),
  text: text.describe('Das Ergebnis in zwei bis vier Sätzen'),
  when: when.optional(),
  rule: word.optional().describe('Name einer Regel, die weitere Ziele berechnet'),
  from: z.array(entry).default([]).describe('Einträge, aus denen die Regel wählt'),
  first: z.array(text).max(3).default([]).describe('Erste Schritte in je einem Satz, höchstens drei'),
  groups: z.array(group).default([]).describe('Nächste Schritte, in Gruppen'),
})

export const guideFields = {
  limit: z.int().min(1).max(12).default(6).describe('Höchstzahl der Fragen auf jedem Weg'),
  askLater: z.boolean().default(true).describe('Ob am Ende angeboten wird, später einmal nachzufragen; „false“ etwa im Notfall'),
  adaptive: z
    .boolean()
    .default(false)
    .describe('true: Fragen, die keine Tabelle nennt, kommen zuletzt, die entscheidendste zuerst; was nichts mehr entscheidet, entfällt'),
  steps: z.array(step).min(1).describe('Fragen des Dialogs in ihrer Reihenfolge'),
  from: z.array(entry).default([]).describe('Einträge, aus denen die Regeln wählen, wenn ein Ergebnis kein eigenes „from“ hat'),
  groups: z.array(group).default([]).describe('Nächste Schritte, die nach jedem Ergebnis stehen'),
  outcomes: z.array(outcome).min(1).describe('Ergebnisse; das erste, dessen „when“ passt, gilt; das letzte hat kein „when“'),
}

export type When = z.output<typeof when>
export type Choice = z.output<typeof choice>
export type Outcome = z.output<typeof outcome>

/**
 * What only questions of our own ask for, and no file can: free text, a name, a way to be reached, a mail address, and an explicit yes or no. Answers of
 * a guide may stand in an address; what is personal must never be asked there.
 */
export const PERSONAL_INPUTS = ['text', 'name', 'reach', 'mail', 'consent'] as const
export type Input = (typeof INPUTS)[number] | (typeof PERSONAL_INPUTS)[number]

/** True for inputs of our own dialogs whose answers are personal; no guide of an editor may ask for them. */
export function isPersonalInput(input: Input): boolean {
  return PERSONAL_INPUTS.some((personal) => personal === input)
}

/** A question: of a guide's file, or of one of our own dialogs. */
export type Step = Omit<z.output<typeof step>, 'input'> & {
  input: Input
  /** "I do not know" is no answer to it. */
  required?: boolean
  /** What must be read before the question, and need not be said again with it. */
  intro?: string
  /** Other names of the question, by which a visitor may want to change its answer. */
  names?: string[]
  /** Words of questions that `why` answers. */
  reasons?: string[]
}
