/**
 * A visitor's request to a person, from "open" through "claimed" to "closed". What staff and visitors can do with it is one function from
 * the old value to the new one and to what others must be told; who stores it, and with which version, is not its business.
 */
import { z } from 'zod'

export const STATES = ['open', 'claimed', 'closed', 'withdrawn'] as const
export type RequestState = (typeof STATES)[number]
export const OUTCOMES = ['geholfen', 'termin', 'nicht-erreicht', 'nicht-zustaendig'] as const
export type Outcome = (typeof OUTCOMES)[number]

const person = z.object({ id: z.string(), name: z.string() })
/** Somebody of the staff, as the door they come through names them. */
export type Person = z.output<typeof person>

const instant = z.iso.datetime()

/** What the visitor agreed to, word for word, and when. */
const consent = z.object({ text: z.string(), at: instant, lang: z.enum(['de', 'en']) })
export type Consent = z.output<typeof consent>

/** Longest free text that is kept of one note or answer. */
export const MAX_NOTE_LENGTH = 4_000

/** Day and wall clock where the office is, `2026-12-03T10:00`. */
export const proposedDate = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/)
/** More to choose from is none. */
export const MAX_DATES = 3

const line = z.object({
  at: instant,
  what: z.enum([
    'created',
    'claim',
    'release',
    'pass',
    'note',
    'answer',
    'add',
    'close',
    'reopen',
    'remind',
    'escalate',
    'withdraw',
    'deliver',
    'seen',
    'chase',
    'return',
  ]),
  by: z.string().optional(),
  text: z.string().optional(),
  /** Proposed with an answer. */
  dates: z.array(proposedDate).optional(),
  /** The visitor's turn that caused it. */
  turn: z.string().optional(),
  /** The link or the mail that caused it. */
  cause: z.string().optional(),
})
/** One line of its history. `by` is a staff name; missing for the visitor and for the bot itself. */
export type HistoryLine = z.output<typeof line>

const details = z.object({
  version: z.literal(1),
  lang: z.enum(['de', 'en']),
  consent,
  name: z.string(),
  /** A phone number or a mail address, as the visitor wrote it. */
  reach: z.string(),
  question: z.string(),
  /** What they had answered in a guide, in words. */
  answers: z.array(z.object({ label: z.string(), value: z.string() })),
  topics: z.array(z.string()),
  regions: z.array(z.string()),
  /** Channels it may go to, best first. */
  route: z.array(z.string()),
  claimedBy: person.optional(),
  outcome: z.enum(OUTCOMES).optional(),
  /** 0: nobody reminded yet; 1: reminded; 2: the last resort was told. */
  reminded: z.number().int(),
  /** How often whoever has it was reminded since they last did something. */
  chased: z.number().int().optional(),
  history: z.array(line),
})
/** All of it that only people read; kept as one JSON value. */
export type Details = z.output<typeof details>

/** What a visitor gives for a request; the rest begins by itself. */
export type NewRequest = Omit<Details, 'version' | 'claimedBy' | 'outcome' | 'reminded' | 'chased' | 'history'>

export interface Request {
  number: number
  state: RequestState
  /** Where it is handled, by routing.md's name. */
  channel: string
  details: Details
}

/** Undefined for anything that is not ours or of another version. */
export function readDetails(stored: unknown): Details | undefined {
  const parsed = details.safeParse(stored)
  return parsed.success ? parsed.data : undefined
}

export function newDetails(visitor: NewRequest, now: Date): Details {
  return { version: 1, ...visitor, reminded: 0, history: [{ at: now.toISOString(), what: 'created' }] }
}

/** By somebody of the staff. `cause`: the link or the mail by which they do it, which does it once. `lead`: may do it for whoever has it. */
type StaffAction = { by: Person; cause?: string; lead?: true } & (
  | { do: 'claim' | 'release' | 'reopen' }
  | { do: 'pass'; to: string }
  | { do: 'note'; text: string }
  /** `dates`: proposed with it, `2026-12-03T10:00`. */
  | { do: 'answer'; text: string; dates?: string[] }
  | { do: 'close'; outcome: Outcome }
)

export type Action =
  | StaffAction
  /** By the visitor. `turn`, `cause`: which turn of theirs or which mail; said again after a crash, it is there once. */
  | { do: 'add'; text: string; turn?: string; cause?: string }
  | { do: 'withdraw' }
  /** By the clock. `to`: the channel that is told besides its own. */
  | { do: 'remind' }
  | { do: 'escalate'; to?: string }
  /** Whoever has it has done nothing for long: is reminded; has it no more. */
  | { do: 'chase' | 'return' }
  /** By whoever brings answers. `cause`: the post that was brought. */
  | { do: 'deliver'; how: Brought; cause: string }
  /** The visitor has come back to a window that was closed. */
  | { do: 'seen' }

/**
 * How an answer came to its visitor: on the screen; kept in the chat for the next time its window is opened; by another way they left; not at
 * all.
 */
export const BROUGHT = ['open', 'closed', 'sent', 'none'] as const
export type Brought = (typeof BROUGHT)[number]

/** What the visitor should hear of a change while the chat is open. */
export type News =
  | { kind: 'claimed' | 'reopened' | 'passed' | 'returned' | 'expired' }
  | { kind: 'answer'; text: string; dates?: string[] | undefined }
  | { kind: 'closed'; outcome: Outcome }

export type Change =
  | { ok: true; request: Request; news?: News }
  /** `taken`: somebody else was quicker; `used`: this link or mail has done its work; `not-yours`: somebody else has it; the others: in this state it cannot be done. */
  | {
      ok: false
      problem: 'taken' | 'not-claimed' | 'closed' | 'not-closed' | 'withdrawn' | 'same-channel' | 'empty' | 'used' | 'not-yours'
    }

/** Reopens by writing; has no name in the history. */
const VISITOR: Person = { id: 'visitor', name: '' }

const refuse = (problem: Extract<Change, { ok: false }>['problem']): Change => ({ ok: false, problem })

export function change(request: Request, action: Action, now: Date): Change {
  const { state } = request
  if (state === 'withdrawn') return refuse('withdrawn')
  const by = 'by' in action ? action.by : undefined
  const cause = 'cause' in action ? action.cause : undefined
  if (cause !== undefined && request.details.history.some((line) => line.cause === cause)) return refuse('used')
  const done = (changes: Partial<Omit<Request, 'details'>>, extra: Partial<Details> = {}, text?: string, news?: News): Change => {
    const history = [
      ...request.details.history,
      {
        at: now.toISOString(),
        what: action.do,
        ...(by?.name && { by: by.name }),
        ...(text !== undefined && { text }),
        ...(action.do === 'answer' && action.dates?.length && { dates: action.dates.slice(0, MAX_DATES) }),
        ...(action.do === 'add' && action.turn !== undefined && { turn: action.turn }),
        ...(cause !== undefined && { cause }),
      },
    ]
    return {
      ok: true,
      request: { ...request, ...changes, details: { ...request.details, ...(by && { chased: 0 }), ...extra, history } },
      ...(news && { news }),
    }
  }
  const isTheirs = state !== 'claimed' || request.details.claimedBy?.id === by?.id || ('lead' in action && action.lead === true)
  switch (action.do) {
    case 'claim':
      if (state === 'closed') return refuse('closed')
      if (state === 'claimed') return refuse('taken')
      return done({ state: 'claimed' }, { claimedBy: action.by }, undefined, { kind: 'claimed' })
    case 'release':
      if (state !== 'claimed') return refuse(state === 'closed' ? 'closed' : 'not-claimed')
      if (!isTheirs) return refuse('not-yours')
      return done({ state: 'open' }, { claimedBy: undefined, reminded: 0 }, undefined, { kind: 'returned' })
    case 'pass':
      if (state === 'closed') return refuse('closed')
      if (action.to === request.channel) return refuse('same-channel')
      if (!isTheirs) return refuse('not-yours')
      return done({ state: 'open', channel: action.to }, { claimedBy: undefined, reminded: 0 }, action.to, { kind: 'passed' })
    case 'note':
      return action.text.trim() === '' ? refuse('empty') : done({}, {}, cut(action.text))
    case 'answer': {
      if (state === 'closed') return refuse('closed')
      const text = cut(action.text)
      const dates = action.dates?.length ? { dates: action.dates.slice(0, MAX_DATES) } : {}
      if (text === '' && !dates.dates) return refuse('empty')
      // Whoever answers has taken it: two people must not answer without knowing of each other.
      const claim = state === 'open' ? { claimedBy: action.by } : {}
      return done({ state: 'claimed' }, claim, text, { kind: 'answer', text, ...dates })
    }
    case 'close':
      if (state === 'closed') return refuse('closed')
      if (!isTheirs) return refuse('not-yours')
      // Whoever closes what nobody has taken had it.
      return done({ state: 'closed' }, { outcome: action.outcome, claimedBy: request.details.claimedBy ?? action.by }, action.outcome, {
        kind: 'closed',
        outcome: action.outcome,
      })
    case 'reopen':
      if (state !== 'closed') return refuse('not-closed')
      return done({ state: 'open' }, { claimedBy: undefined, outcome: undefined, reminded: 0 }, undefined, { kind: 'reopened' })
    case 'add': {
      const text = cut(action.text)
      if (text === '') return refuse('empty')
      // A word of the visitor to a closed request is work again.
      if (state !== 'closed') return done({}, {}, text)
      const again = change(request, { do: 'reopen', by: VISITOR }, now)
      return again.ok ? change(again.request, action, now) : again
    }
    case 'chase':
      return state === 'claimed' ? done({}, { chased: (request.details.chased ?? 0) + 1 }) : refuse('not-claimed')
    case 'return': {
      if (state !== 'claimed') return refuse('not-claimed')
      const { claimedBy, history } = request.details
      // Who has an answer needs no word of how we share the work.
      const isWaiting = !history.some(({ what }) => what === 'answer')
      const pool = { claimedBy: undefined, reminded: 0, chased: 0 }
      return done({ state: 'open' }, pool, claimedBy?.name, isWaiting ? { kind: 'returned' } : undefined)
    }
    case 'deliver':
      return done({}, {}, action.how)
    case 'seen':
      return isUnseen(request) ? done({}) : refuse('used')
    case 'remind':
    case 'escalate':
      if (state !== 'open') return refuse(state === 'closed' ? 'closed' : 'taken')
      return done({}, { reminded: action.do === 'remind' ? 1 : 2 }, action.do === 'escalate' ? action.to : undefined)
    case 'withdraw':
      return { ok: true, request: withoutPerson({ ...request, state: 'withdrawn' }, now) }
  }
}

/** An answer waits in a window that is closed. */
export function isUnseen({ details }: Pick<Request, 'details'>): boolean {
  const last = details.history.findLast(({ what }) => what === 'deliver' || what === 'seen')
  return last?.what === 'deliver' && last.text === 'closed'
}

/** All that says who asked what is gone; that there was a request, and when it moved, stays for the count. */
function withoutPerson(request: Request, now: Date): Request {
  const { details } = request
  const history = details.history.map(({ at, what }) => ({ at, what }))
  return {
    ...request,
    details: {
      ...details,
      consent: { ...details.consent, text: '' },
      name: '',
      reach: '',
      question: '',
      answers: [],
      regions: [],
      claimedBy: undefined,
      history: [...history, { at: now.toISOString(), what: 'withdraw' }],
    },
  }
}

function cut(text: string): string {
  return text.trim().slice(0, MAX_NOTE_LENGTH)
}
