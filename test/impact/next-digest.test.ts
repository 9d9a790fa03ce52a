import { describe, expect, it } from 'vitest'
import { nextDigest } from '../../bot/impact/next-digest.ts'

describe('the next digest', () => {
  const digest = { weekday: 1, clock: '09:00', channel: 'allgemein' }
  it.each([
    ['on a Sunday', '2026-11-22T12:00:00+01:00', '2026-11-23T08:00:00.000Z'],
    ['on the day, before the hour', '2026-11-23T08:59:00+01:00', '2026-11-23T08:00:00.000Z'],
    ['at the hour itself: the next week', '2026-11-23T09:00:00+01:00', '2026-11-30T08:00:00.000Z'],
    ['over the change of time', '2027-03-22T10:00:00+01:00', '2027-03-29T07:00:00.000Z'],
  ])('is due %s', (_, now, due) => expect(nextDigest(new Date(now), digest).toISOString()).toBe(due))
})
