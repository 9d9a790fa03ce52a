/** Nobody learns from a guide's figures of one to four people, neither from a count nor from what is left of the others. */
import { expect, it } from 'vitest'
import { leavingsOf } from '../../bot/impact/leavings.ts'

const use = (finished: number, ...left: number[]) => ({
  guide: 'guides/x',
  begun: finished + left.reduce((sum, count) => sum + count, 0),
  finished,
  steps: [],
  left: left.map((count, i) => ({ step: `s${i}`, count })),
})

it('tells what is five or more, and puts the rest together', () => {
  expect(leavingsOf(use(30, 12, 6, 2))).toEqual({
    begun: 50,
    finished: 30,
    left: new Map([['s0', 12]]),
    rest: 8,
  })
  expect(leavingsOf(use(30))).toEqual({ begun: 30, finished: 30, left: new Map(), rest: 0 })
})

it('leaves no small count to be worked out of those it tells', () => {
  const small = (count: number) => count > 0 && count < 5
  for (let finished = 0; finished < 9; finished++)
    for (let one = 0; one < 9; one++)
      for (let two = 0; two < 9; two++) {
        const { begun, finished: told, left, rest } = leavingsOf(use(finished, one, two))
        const known = [...(told === undefined ? [] : [told]), ...left.values()]
        for (const count of known) expect(small(count), `${finished} ${one} ${two}`).toBe(false)
        if (rest !== undefined) expect(small(rest), `${finished} ${one} ${two}`).toBe(false)
        if (begun !== undefined && known.length > 0)
          expect(small(begun - known.reduce((sum, count) => sum + count, 0)), `${finished} ${one} ${two}`).toBe(false)
      }
})
