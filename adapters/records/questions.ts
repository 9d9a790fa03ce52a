/** What programs may ask, as zod schemas of the parameters in an address; whatever else stands there is told, not guessed. */
import { z } from 'zod'
import { isDay } from '../../bot/knowledge/day.ts'
import { EVENT_MODES, KINDS } from '../../bot/knowledge/schema.ts'
import { RECORD_STATES } from './schemas.ts'

/** Longer questions are not asked by people; what they would cost is not spent. */
export const MAX_QUESTION_CHARS = 500
const MAX_WORD_CHARS = 80
/** Entries of one page. */
const MAX_ENTRIES = 100
const MAX_DATES = 200

const lang = z.enum(['de', 'en']).default('de').describe('Language of the fixed sentences, and of the question')
const day = z.string().refine(isDay, { error: 'no day such as 2026-12-03' }).meta({ format: 'date' })
const word = z.string().trim().min(1).max(MAX_WORD_CHARS)
const count = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual)
/** Addresses hold words, JSON holds numbers and yes or no. */
const yesOrNo = z.preprocess((given) => (given === 'true' ? true : given === 'false' ? false : given), z.boolean())
const range = z.preprocess(
  (given) => (typeof given === 'number' ? String(given) : given),
  z.string().regex(/^\d{1,6}(-\d{1,6})?$/, { error: 'no number such as 8 or 10-20' }),
)
const topic = word.describe('Id of a topic')
const audience = word.describe('Id of an audience')
const place = word.describe('A postcode or the name of a place or district')

export const searchQuestion = z.strictObject({
  q: z.string().trim().min(1).max(MAX_QUESTION_CHARS).describe('The question in the words of whoever asks it'),
  lang,
  limit: count(10, 5).describe('Entries in "results"'),
})

export const entryQuestion = z.strictObject({
  kind: z.enum(KINDS),
  slug: z.string().regex(/^[a-z0-9-]{1,120}$/, { error: 'no name of an entry' }),
})

export const entriesQuestion = z.strictObject({
  kind: z.enum(KINDS).optional(),
  topic: topic.optional(),
  audience: audience.optional(),
  state: z.enum(RECORD_STATES).optional(),
  lang: z.enum(['de', 'en']).optional().describe('Language of the entries'),
  limit: count(MAX_ENTRIES, 50),
  after: word.optional().describe('"next" of the page before'),
})

export const datesQuestion = z.strictObject({
  from: day.optional().describe('First day, today by default'),
  until: day.optional().describe('Last day, half a year later by default; at most 400 days'),
  place: place.optional(),
  topic: topic.optional(),
  mode: z.enum(EVENT_MODES).optional(),
  lang,
  limit: count(MAX_DATES, 50),
})

export const contactsQuestion = z.strictObject({ place: place.optional(), audience: audience.optional(), topic: topic.optional(), lang })

export const programmesQuestion = z.strictObject({
  place: place.optional().describe('Where the firm has its seat: a postcode or the name of a place or district'),
  audience: audience.optional().describe('Id of what the firm is, an audience'),
  employees: range.optional().describe('Number of employees, or a range'),
  purpose: topic.optional().describe('Id of what the money is for, a topic'),
  started: yesOrNo.optional().describe('Whether the project has begun or anything is ordered'),
  years: z.coerce.number().int().min(0).max(500).optional().describe('Whole years since the firm was founded'),
  legalForm: word.optional().describe('Legal form in words'),
  lang,
})

export const nothingAsked = z.strictObject({})
