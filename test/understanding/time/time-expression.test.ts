import { describe, expect, it } from 'vitest'
import { readTime } from '../../../bot/understanding/time/time-expression.ts'
import { EXPRESSIONS, TIMELESS, TODAY } from './expressions.ts'

const moment = { today: TODAY }

describe('a time expression', () => {
  it.each(EXPRESSIONS)('$say', ({ say, from, to, weekdays, clock }) => {
    const read = readTime(say, moment)
    expect(
      read && { from: read.from, to: read.to, weekdays: read.weekdays, clock: read.clock && [read.clock.from, read.clock.to] },
    ).toEqual({ from, to, weekdays, clock })
  })

  it.each(TIMELESS)('%s says nothing about time', (text) => {
    expect(readTime(text, moment)).toBeUndefined()
  })
})
