/** What Cal.com tells of those who book behind a link of ours: signed, now and then twice, and in whatever order it arrives. */
import { createHmac } from 'node:crypto'
import type { Random } from '../sim/random.ts'
import type { Surroundings } from './surroundings.ts'
import { count } from './tally.ts'

export const CAL_SECRET = 'what Cal.com and we sign with'
const MARK = 'metadata[wegweiser]'

interface Told {
  triggerEvent: string
  payload: { uid: string; rescheduleUid?: string; metadata?: object; status: string }
}

/** `address`: where the link of ours led. Of those who click, most book, some then move it, some call it off. */
export async function bookAt(address: string, place: Surroundings, random: Random): Promise<void> {
  const target = new URL(address).searchParams.get(MARK)
  if (target === null) throw new Error(`${address} does not say where it comes from`)
  if (random.chance(0.3)) return
  const [first, second] = [random.uuid(), random.uuid()]
  const isMoved = random.chance(0.25)
  const last = isMoved ? second : first
  const isCalledOff = random.chance(0.25)
  const told: Told[] = [
    { triggerEvent: 'BOOKING_CREATED', payload: { uid: first, metadata: { wegweiser: target }, status: 'ACCEPTED' } },
    ...(isMoved ? [{ triggerEvent: 'BOOKING_RESCHEDULED', payload: { uid: second, rescheduleUid: first, status: 'ACCEPTED' } }] : []),
    ...(isCalledOff ? [{ triggerEvent: 'BOOKING_CANCELLED', payload: { uid: last, status: 'CANCELLED' } }] : []),
  ]
  for (const one of shuffled(
    told.flatMap((one) => (random.chance(0.2) ? [one, one] : [one])),
    random,
  ))
    await tell(one, place)
  if (isCalledOff) return
  count(place.tally, place.month, 'bookings', target)
  // What is called off after its month was reported stays counted.
  if (random.chance(0.1))
    place.later(40, (then) => tell({ triggerEvent: 'BOOKING_CANCELLED', payload: { uid: last, status: 'CANCELLED' } }, then))
}

async function tell(told: Told, { url, now }: Surroundings): Promise<void> {
  const body = JSON.stringify({ ...told, createdAt: now.toISOString() })
  const signature = createHmac('sha256', CAL_SECRET).update(body).digest('hex')
  const headers = { 'Content-Type': 'application/json', 'X-Cal-Signature-256': signature }
  const answer = await fetch(`${url}/buchungen/calcom`, { method: 'POST', headers, body })
  if (answer.status !== 200) throw new Error(`${told.triggerEvent} is answered with ${answer.status}: ${await answer.text()}`)
}

function shuffled<T>(from: readonly T[], random: Random): T[] {
  const left = [...from]
  return from.map(() => left.splice(random.integer(left.length), 1)[0]!)
}
