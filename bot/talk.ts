/** What is remembered of one conversation between two turns: small, versioned, and of no use without the knowledge. */
import { z } from 'zod'
import { type GuideState, readGuideState } from './guides/state/guide-state.ts'
import type { EntryId } from './knowledge/schema.ts'

const VERSION = 1

const offer = z.object({ label: z.string(), entry: z.string().transform((id) => id as EntryId) })

const talk = z.object({
  version: z.literal(VERSION),
  lang: z.enum(['de', 'en']),
  greeted: z.boolean(),
  /** The question answered last and the entry that answered it: for "why?" and for "und in Musterstadt?". */
  last: z
    .object({
      utterance: z.string(),
      entry: z
        .string()
        .transform((id) => id as EntryId)
        .optional(),
    })
    .optional(),
  /** What the talk is about: the entry last answered, chosen or reached by a guide, and the question that led there. */
  subject: z
    .object({
      entry: z.string().transform((id) => id as EntryId),
      asked: z.string(),
      /** The part of its text that was shown last. */
      passage: z.string().optional(),
      /** The subject before it, which a contact or a side question does not end: asked where the newer one says nothing. */
      before: z
        .string()
        .transform((id) => id as EntryId)
        .optional(),
    })
    .optional(),
  /** The last answer named people: a place that is said next asks for those who are there. */
  people: z.boolean().optional(),
  /** Dates that were asked for: the kind of event and the time. They hold for as long as `asked` is the question answered last. */
  dates: z
    .object({
      asked: z.string(),
      kinds: z.array(z.string()),
      /** The place that was asked about. */
      place: z.string().optional(),
      time: z
        .object({
          from: z.string(),
          to: z.string(),
          words: z.string(),
          weekdays: z.array(z.number()).readonly().optional(),
          clock: z.object({ from: z.string(), to: z.string() }).optional(),
        })
        .optional(),
    })
    .optional(),
  /** What the last reply offered; saying a label or its number takes the offer. `clarifying`: one of them must be meant. */
  offers: z.array(offer),
  clarifying: z.boolean(),
  /** Questions in a row without an answer. */
  misses: z.number(),
  /** The last answer whose help was asked after: its number in the talk, and what was said to it (`skipped`: not asked). */
  rated: z
    .object({
      answer: z.number(),
      entry: z.string(),
      asked: z.string(),
      said: z.enum(['yes', 'no', 'words', 'skipped']).optional(),
    })
    .optional(),
  /** Where and who the visitor said to be, as ids of the vocabulary, and in their own words where they said it of themselves. */
  about: z.object({
    /** The place as it was said, as `placeOf` reads it. */
    place: z.string().optional(),
    regions: z.array(z.string()),
    audiences: z.array(z.string()),
    /** "Musterstadt", "Friseurin": said of themselves, so that a place or trade that a question only names does not replace them. */
    town: z.string().optional(),
    trade: z.string().optional(),
    /** Number of people, as guides keep it: "8", "10-20". */
    size: z.string().optional(),
  }),
  /** Open dialogs, the current one last: guides, and a request that is being given. Each checks its own state, whose version it knows. */
  dialogs: z.array(z.unknown()),
  /** The dialog that ended last: "zurück" and "ich meinte doch" still reach it. */
  finished: z.unknown().optional(),
  /** It was offered to ask later whether this helped: id of a guide, or `request`. */
  survey: z.string().optional(),
  /** What was read here lately, as digests of paragraphs. */
  read: z.array(z.string()).optional(),
  /** Notices that were told here. */
  notices: z.array(z.string()).optional(),
  /** A request was made here: a person may answer. */
  handedOver: z.boolean().optional(),
  /** The visitor turned away from this request's people after so many of their answers. */
  apart: z.object({ number: z.number(), answers: z.number() }).optional(),
  /** What the last reply asked a yes or no to: deleting all that is stored, or the request of this number. Holds for one turn. */
  confirming: z.union([z.literal('forget'), z.strictObject({ withdraw: z.number() })]).optional(),
})

export type Talk = z.output<typeof talk>
export type Offer = z.output<typeof offer>

export function newTalk(lang: 'de' | 'en' = 'de'): Talk {
  return {
    version: VERSION,
    lang,
    greeted: false,
    offers: [],
    clarifying: false,
    misses: 0,
    dialogs: [],
    about: { regions: [], audiences: [] },
  }
}

/** A stored talk, or a new one where it is missing, broken or of another version: an old state must never stop a turn. */
export function readTalk(stored: unknown, lang: 'de' | 'en' = 'de'): Talk {
  const parsed = talk.safeParse(renewed(stored))
  return parsed.success ? parsed.data : newTalk(lang)
}

/** Until 2026-11-26 guides lay in `guides`, a request in `handOff` beside them, and a question to be confirmed in either of two fields. */
function renewed(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('guides' in stored)) return stored
  const before = older.safeParse(stored)
  if (!before.success) return stored
  const { guides, handOff, forgetting, ...rest } = before.data
  const withdraw = z.strictObject({ withdraw: z.number() }).safeParse(handOff)
  const confirming = forgetting ? 'forget' : withdraw.data
  const request = handOff === undefined || withdraw.success ? [] : [handOff]
  return { ...rest, dialogs: [...guides, ...request], ...(confirming && { confirming }) }
}

const older = z.looseObject({ guides: z.array(z.unknown()), handOff: z.unknown().optional(), forgetting: z.boolean() })

/** The guide the visitor is in, whatever lies on top of it, else the one that ended last; undefined where there was none. */
export function lastGuide({ dialogs, finished }: Talk): GuideState | undefined {
  return [finished, ...dialogs].map(readGuideState).findLast((state) => state !== undefined)
}
