/**
 * What Cal.com tells of a booking, as far as it concerns us: that one from a link of ours was made, moved or called off. Everything else in it,
 * names and addresses above all, is not even read.
 *
 * Sources: cal.com/docs, "Webhooks" (payloads, `X-Cal-Signature-256`), read 2026-11-27.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { BOOKING_MARK } from '../../bot/guides/outcomes/targets.ts'
import { DAY_MS } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { EntryId } from '../../bot/knowledge/schema.ts'

/** Older ones are nobody's retries. */
const MAX_AGE_DAYS = 7

const uid = z.string().min(1).max(200)
const delivery = z.object({
  triggerEvent: z.string(),
  createdAt: z.coerce.date(),
  payload: z
    .object({
      uid: uid.optional(),
      rescheduleUid: uid.nullish(),
      status: z.string().nullish(),
      metadata: z.record(z.string(), z.unknown()).nullish(),
    })
    .optional(),
})

export type BookingNews =
  | { what: 'booked'; id: string; target: EntryId }
  | { what: 'cancelled'; id: string }
  | { what: 'moved'; id: string; before: string }
  /** `elsewhere`: booked without a link of ours. `stale`: too old to be a retry. */
  | { what: 'ignored' | 'elsewhere' | 'stale' }

/** True for the hex digest of HMAC-SHA256 over the body as it came. Takes the same time whatever is wrong. */
export function isSignedByCalcom(body: Buffer, signature: string, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest()
  const given = /^[0-9a-f]{64}$/i.test(signature) ? Buffer.from(signature, 'hex') : Buffer.alloc(expected.length)
  return timingSafeEqual(expected, given)
}

/** Undefined for what is no delivery of Cal.com's. `body`: parsed. */
export function readCalcom(body: unknown, knowledge: Knowledge, now: Date): BookingNews | undefined {
  const { data } = delivery.safeParse(body)
  if (!data) return undefined
  const { triggerEvent, createdAt, payload = {} } = data
  if (now.getTime() - createdAt.getTime() > MAX_AGE_DAYS * DAY_MS) return { what: 'stale' }
  if (payload.uid === undefined) return { what: 'ignored' }
  const id = hashOf(payload.uid)
  switch (triggerEvent) {
    // Of a page that costs something the second comes once it is paid.
    case 'BOOKING_CREATED':
    case 'BOOKING_PAID': {
      if (payload.status && payload.status.toUpperCase() !== 'ACCEPTED') return { what: 'ignored' }
      const target = bookedEntry(payload.metadata?.[BOOKING_MARK], knowledge)
      return target ? { what: 'booked', id, target } : { what: 'elsewhere' }
    }
    case 'BOOKING_CANCELLED':
    case 'BOOKING_REJECTED':
      return { what: 'cancelled', id }
    case 'BOOKING_RESCHEDULED':
      return payload.rescheduleUid ? { what: 'moved', id, before: hashOf(payload.rescheduleUid) } : { what: 'ignored' }
    default:
      return { what: 'ignored' }
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The entry whose link led there; anybody can write the mark, so only entries count that are booked at Cal.com. */
function bookedEntry(mark: unknown, { entries }: Knowledge): EntryId | undefined {
  const entry = typeof mark === 'string' ? entries.get(mark as EntryId) : undefined
  if (entry?.kind !== 'contacts' && entry?.kind !== 'events') return undefined
  return entry.booking?.provider === 'calcom' ? entry.id : undefined
}
