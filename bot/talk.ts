/** What is remembered of one conversation between two turns: small, versioned, and of no use without the knowledge. */
import { z } from 'zod'
import type { EntryId } from './knowledge/schema.ts'

const VERSION = 1

const offer = z.object({ label: z.string(), entry: z.string().transform((id) => id as EntryId) })

const talk = z.object({
  version: z.literal(VERSION),
  lang: z.enum(['de', 'en']),
  greeted: z.boolean(),
  /** The question answered last and the entry that answered it: for "why?" and for "und in Halle?". */
  last: z
    .object({
      utterance: z.string(),
      entry: z
        .string()
        .transform((id) => id as EntryId)
        .optional(),
    })
    .optional(),
  /** What the last reply offered; saying a label or its number takes the offer. `clarifying`: one of them must be meant. */
  offers: z.array(offer),
  clarifying: z.boolean(),
  /** Questions in a row without an answer. */
  misses: z.number(),
  /** Where and who the visitor said to be, as ids of the vocabulary. */
  about: z.object({
    /** The place as it was said, as `placeOf` reads it. */
    place: z.string().optional(),
    regions: z.array(z.string()),
    audiences: z.array(z.string()),
  }),
  /** Open guided dialogs, the current one last. Their states are checked by the guides, which know their versions. */
  guides: z.array(z.unknown()),
  /** The dialog that ended last: "zurück" and "ich meinte doch" still reach it. */
  finished: z.unknown().optional(),
  /** The request that is being given to people, checked by `hand-off/draft.ts`, or the number of one that is to be deleted. */
  handOff: z.unknown().optional(),
  /** "Delete my data" was said and awaits a yes. */
  forgetting: z.boolean(),
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
    guides: [],
    about: { regions: [], audiences: [] },
    forgetting: false,
  }
}

/** A stored talk, or a new one where it is missing, broken or of another version: an old state must never stop a turn. */
export function readTalk(stored: unknown, lang: 'de' | 'en' = 'de'): Talk {
  const parsed = talk.safeParse(stored)
  return parsed.success ? parsed.data : newTalk(lang)
}
