/**
 * What programs can ask for: one row an operation, with what it takes, what it gives and how it is worked out. The API's addresses, its OpenAPI
 * document, the assistants' tools and the developers' page are all made from this table.
 */
import type { z } from 'zod'
import { datesAsked, entriesAsked, entryAsked, vocabularyAsked } from './lists.ts'
import {
  contactsQuestion,
  datesQuestion,
  entriesQuestion,
  entryQuestion,
  nothingAsked,
  programmesQuestion,
  searchQuestion,
} from './questions.ts'
import type { RecordContext } from './records.ts'
import { contactsAsked, programmesAsked } from './referrals.ts'
import { contactsRecord, datesRecord, entriesRecord, entryRecord, programmesRecord, searchRecord, vocabularyRecord } from './schemas.ts'
import { searchAsked } from './search.ts'

/** The first part of every address of the API. */
export const API_PATH = '/api/v1'
/** Where assistants ask by the Model Context Protocol. */
export const MCP_PATH = '/mcp'

export interface FoundRecords {
  /** Undefined: there is no such thing. */
  answer: object | undefined
  /** Nothing of it may stand in a cache. */
  unkept?: boolean
}

export type OperationId = 'search' | 'entries' | 'entry' | 'programmes' | 'dates' | 'contacts' | 'vocabulary'

export interface Operation {
  id: OperationId
  /** Below `/api/v1`; `{name}` is a parameter of `takes`. */
  path: string
  summary: string
  takes: z.ZodObject
  gives: z.ZodType
  /** Also by POST with the parameters as JSON, for words that should not stand in an address. */
  posted?: boolean
  /** `asked`: as `takes` has read it. Throws `BadQuestion` for what only the knowledge tells to be wrong. */
  find(asked: never, context: RecordContext): FoundRecords
}

const operation = <Takes extends z.ZodObject>(
  row: Omit<Operation, 'takes' | 'find'> & { takes: Takes; find(asked: z.output<Takes>, context: RecordContext): FoundRecords },
): Operation => row

export const OPERATIONS: readonly Operation[] = [
  operation({
    id: 'search',
    path: '/search',
    summary: 'Answers a question as the chat does: the same decision, the same words, with source, day, state and address',
    takes: searchQuestion,
    gives: searchRecord,
    posted: true,
    find: searchAsked,
  }),
  operation({
    id: 'entries',
    path: '/entries',
    summary: 'Lists entries (articles, programmes, events, contacts, guides) with their first paragraph',
    takes: entriesQuestion,
    gives: entriesRecord,
    find: (asked, context) => ({ answer: entriesAsked(asked, context) }),
  }),
  operation({
    id: 'entry',
    path: '/entries/{kind}/{slug}',
    summary: 'One entry, whole and word for word',
    takes: entryQuestion,
    gives: entryRecord,
    find: (asked, context) => ({ answer: entryAsked(asked, context) }),
  }),
  operation({
    id: 'programmes',
    path: '/programmes',
    summary: 'Funding programmes for a profile: what fits and why, what is still missing, what is ruled out and why',
    takes: programmesQuestion,
    gives: programmesRecord,
    find: (asked, context) => ({ answer: programmesAsked(asked, context) }),
  }),
  operation({
    id: 'dates',
    path: '/dates',
    summary: 'Dates of events to come, calculated from their rules',
    takes: datesQuestion,
    gives: datesRecord,
    find: (asked, context) => ({ answer: datesAsked(asked, context) }),
  }),
  operation({
    id: 'contacts',
    path: '/contacts',
    summary: 'Who is responsible for a place, an audience and a topic, with the doubt where there is one',
    takes: contactsQuestion,
    gives: contactsRecord,
    find: (asked, context) => ({ answer: contactsAsked(asked, context) }),
  }),
  operation({
    id: 'vocabulary',
    path: '/vocabulary',
    summary: 'The ids of topics, audiences and regions',
    takes: nothingAsked,
    gives: vocabularyRecord,
    find: (_asked, context) => ({ answer: vocabularyAsked(context) }),
  }),
]
