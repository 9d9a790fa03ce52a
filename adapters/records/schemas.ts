/**
 * What programs read of the knowledge, as zod schemas: the API sends it, the assistants' door too, and the OpenAPI document is written from it.
 * Every answer carries its `Citation`, so that whoever passes it on can say where it is from, of what day it is and what is true of it.
 */
import { z } from 'zod'
import { BASES, EVENT_MODES, FUNDING_STATES, FUNDING_TYPES, KINDS } from '../../bot/knowledge/schema.ts'

const day = z.iso.date()
const markdown = z.string().describe('Markdown, word for word as its editors wrote it; addresses are absolute')
const ids = (list: string) => z.array(z.string()).describe(`Ids of the vocabulary, list "${list}"`)

export const RECORD_STATES = ['open', 'soon', 'paused', 'unclear', 'over', 'withdrawn'] as const

export const citationRecord = z
  .object({
    id: z.string().describe('kind/slug; stays as long as the file keeps its name'),
    kind: z.enum(KINDS),
    title: z.string(),
    lang: z.enum(['de', 'en']),
    url: z.url().describe('The page to link to'),
    state: z
      .enum(RECORD_STATES)
      .describe('What is true at the moment of the answer. Only "open" may be offered; "unclear": nobody here knows whether it is'),
    stateText: z.string().optional().describe('The sentence to say about it, where it is not open'),
    sourceDay: z.string().optional().describe('Day of its facts, as exactly as known: 2026-11-22, 2026-11 or 2026'),
    checked: day.optional().describe('Day on which somebody of the house has looked it all up'),
    overdue: z.boolean().describe('True when it should have been looked up again by now'),
    dayText: z.string().describe('The sentence to say about its age'),
    basis: z.enum(BASES).optional().describe('What it rests on: official text, publication, or what the editors know'),
    sources: z.array(z.object({ name: z.string(), url: z.url().optional(), date: z.string().optional() })),
  })
  .meta({ id: 'Citation' })

export const passageRecord = z
  .object({ heading: z.string(), url: z.url(), markdown })
  .meta({ id: 'Passage', description: 'A headed part of an entry' })

const addressRecord = z
  .object({ name: z.string().optional(), street: z.string().optional(), postcode: z.string().optional(), city: z.string().optional() })
  .meta({ id: 'Address' })

const amount = z.object({ min: z.number().optional(), max: z.number().optional(), note: z.string().optional() })
const period = z.object({ from: day.optional(), until: day.optional(), note: z.string().optional() })

export const fundingRecord = z
  .object({
    provider: z.string().describe('Who gives the money'),
    types: z.array(z.enum(FUNDING_TYPES)),
    areas: z.array(z.string()),
    territory: z.string(),
    state: z.enum(FUNDING_STATES).describe('The state as the editors wrote it'),
    valid: period,
    calls: z.array(period).describe('Windows in which applications are taken; empty: always'),
    funds: z.array(z.string()),
    notFunds: z.array(z.string()),
    rate: z.string().optional(),
    amount: amount.describe('Euros'),
    duration: z.string().optional(),
    loan: z
      .object({ years: z.int().optional(), free: z.int().optional(), note: z.string().optional() })
      .optional()
      .describe('Term of a loan in years, and how many of them are free of repayment; the sum is in "amount"'),
    tax: z.string().optional().describe('Tax advantage in words'),
    apply: z
      .object({ link: z.url().optional(), steps: z.array(z.string()) })
      .optional()
      .describe('How to apply; missing when the programme is over'),
    applyBeforeStart: z.boolean(),
    eligible: z.object({
      who: z.string(),
      sectors: ids('audiences'),
      excluded: ids('audiences'),
      regions: ids('regions'),
      employees: amount.omit({ note: true }),
      turnover: z.object({ max: z.number().optional() }).describe('Euros a year'),
      years: amount.omit({ note: true }).describe('Years since founding'),
      codes: z.array(z.string()).describe('Sector codes (WZ)'),
      legalForms: z.array(z.string()),
      purposes: ids('topics'),
      started: z.boolean().describe('True: projects that have begun are funded, too'),
    }),
    link: z.url().optional().describe('The official page; missing when the programme is over'),
    contact: z.string().optional().describe('Id of the contact'),
    successors: z.array(z.string()).describe('Ids of what to take instead'),
  })
  .meta({ id: 'Funding' })

export const dateRecord = z
  .object({
    from: day,
    until: day.describe('The last day; the same as "from" for one day'),
    start: z.string().optional().describe('Wall clock HH:MM in Europe/Berlin'),
    end: z.string().optional(),
  })
  .meta({ id: 'Date' })

export const eventRecord = z
  .object({
    mode: z.enum(EVENT_MODES),
    organiser: z.string(),
    place: addressRecord.optional(),
    cost: z.string().optional(),
    tentative: z.string().optional().describe('What of the date is not confirmed'),
    cancelled: z.boolean(),
    booking: z.object({ title: z.string(), url: z.string() }).optional(),
    contact: z.string().optional().describe('Id of the contact'),
    calendar: z.url().describe('The date as a calendar file'),
    next: z.array(dateRecord).describe('The next dates, calculated; at most three'),
  })
  .meta({ id: 'Event' })

export const contactRecord = z
  .object({
    organisation: z.string(),
    role: z.string(),
    address: addressRecord.optional(),
    phone: z.string().optional(),
    mail: z.string().optional(),
    web: z.url().optional(),
    hours: z.string().optional(),
    districts: ids('regions').describe('Where it is responsible; empty: everywhere'),
  })
  .meta({ id: 'Contact', description: 'An office, never a private person' })

export const exampleRecord = z
  .object({
    who: z.string(),
    when: z.string().describe('As its source says it'),
    did: z.string(),
    cost: z.string().optional(),
    result: z.string().optional(),
    ask: z.string().optional().describe('Id of the contact that knows more'),
  })
  .meta({ id: 'Example', description: 'Somebody who has done it. What is missing is not stated by its source' })

export const summaryRecord = z
  .object({ citation: citationRecord, lead: markdown, topics: ids('topics'), audience: ids('audiences'), regions: ids('regions') })
  .meta({ id: 'Summary', description: 'An entry with its first paragraph' })

export const entryRecord = summaryRecord
  .extend({
    passages: z.array(passageRecord).describe('The whole text; the part before the first heading has an empty one'),
    next: z.array(z.string()).describe('Ids of what to read or do next'),
    translationOf: z.string().optional(),
    example: exampleRecord.optional(),
    funding: fundingRecord.optional(),
    event: eventRecord.optional(),
    contact: contactRecord.optional(),
  })
  .meta({ id: 'Entry' })

export const entriesRecord = z
  .object({ entries: z.array(summaryRecord), next: z.string().optional().describe('Give it as "after" for those that follow') })
  .meta({ id: 'Entries' })

export const searchRecord = z
  .object({
    decision: z.enum(['answer', 'clarify', 'none']).describe('The same that the chat gives to this question, said first in a talk'),
    act: z.string().nullable().describe('What the sentence does, where it does not ask for knowledge: greeting, person, thanks …'),
    text: z.string().describe('What the chat says, word for word, Markdown with absolute addresses'),
    answeredFrom: citationRecord
      .optional()
      .describe('The entry that the answer is taken from; missing where the chat asks back or says no'),
    passage: passageRecord.optional().describe('The part of it that was shown, where it is not the first'),
    citations: z.array(citationRecord).describe('All that the text rests on, for fixed sentences none'),
    suggestions: z.array(z.object({ label: z.string(), say: z.string() })).describe('What a person could say next, as the chat offers it'),
    results: z
      .array(
        z.object({
          score: z.number().min(0).max(1).describe('Calibrated probability of being the right entry'),
          citation: citationRecord,
          lead: markdown,
        }),
      )
      .describe('Entries that were found, best first; of little worth where the decision is "none"'),
  })
  .meta({ id: 'SearchAnswer' })

export const datesRecord = z
  .object({
    from: day,
    until: day,
    dates: z.array(z.object({ date: dateRecord, citation: citationRecord, event: eventRecord.omit({ next: true }) })),
  })
  .meta({ id: 'Dates' })

export const contactsRecord = z
  .object({
    place: z.string().optional().describe('The place as it was understood'),
    doubt: z.string().optional().describe('Say this with it: why several are responsible, or that the place lies elsewhere'),
    contacts: z.array(
      z.object({
        reason: z
          .enum(['responsible', 'nearby', 'general', 'perhaps'])
          .describe('Why it is named: responsible for the place, near it, there for every place, or perhaps, because no place is known'),
        certain: z.boolean().describe('False where the place does not settle it'),
        citation: citationRecord,
        contact: contactRecord,
      }),
    ),
  })
  .meta({ id: 'Contacts' })

const verdictRecord = z
  .object({
    result: z.enum(['fits', 'open', 'no']).describe('fits; open: something is missing; no: ruled out'),
    text: z.string().describe('The sentence to say: it fits because, still open, or does not fit because'),
    reasons: z.array(z.object({ kind: z.enum(['for', 'against', 'open']), text: z.string() })),
    citation: citationRecord,
    funding: fundingRecord,
  })
  .meta({ id: 'Verdict', description: 'Whether a programme fits a profile, read from its fields; the funder decides' })

export const programmesRecord = z
  .object({
    notice: z.string().describe('Say this with it'),
    ask: z
      .array(z.object({ parameter: z.string(), programmes: z.int() }))
      .describe('What to ask next: the parameter that would settle most programmes that are still open comes first'),
    programmes: z.array(verdictRecord).describe('What fits first, then what is open, then what is ruled out'),
  })
  .meta({ id: 'Programmes' })

const listed = z.object({ id: z.string(), label: z.string(), english: z.string().optional() })
export const vocabularyRecord = z
  .object({
    topics: z.array(listed),
    audiences: z.array(listed),
    regions: z.array(listed.extend({ within: z.string().optional().describe('Id of the region it lies in') })),
  })
  .meta({ id: 'Vocabulary', description: 'The ids that entries and questions use' })

export const problemRecord = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(z.object({ name: z.string(), reason: z.string() }))
      .optional()
      .describe('What is wrong with which parameter'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' })

export type CitationRecord = z.input<typeof citationRecord>
export type EntryRecord = z.input<typeof entryRecord>
export type SummaryRecord = z.input<typeof summaryRecord>
export type FundingRecord = z.input<typeof fundingRecord>
export type EventRecord = z.input<typeof eventRecord>
export type DateRecord = z.input<typeof dateRecord>
export type ContactRecord = z.input<typeof contactRecord>
export type PassageRecord = z.input<typeof passageRecord>
export type SearchRecord = z.input<typeof searchRecord>
export type ProblemRecord = z.input<typeof problemRecord>
