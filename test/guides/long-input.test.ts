/**
 * The longest text that a turn takes, of the kinds that cost most, at every question of every guide and as a question: no dearer than a
 * few ordinary sentences. Compared with an ordinary answer in the same run, in processor time, since machines differ.
 */

import { describe, expect, it } from 'vitest'
import { knownOf } from '../../adapters/known-of.ts'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import { newTalk, type Talk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { shipped } from './shipped.ts'

const known = knownOf(shipped)
const now = new Date('2026-11-26T12:00:00Z')
const MAX_LETTERS = 1_990
const ROUNDS = 3
const MAX_RATIO = 8
/** Ten words, as many people write. */
const ORDINARY = 'wir sind ein kleiner Betrieb aus Halle und suchen Geld'
const LONG: [name: string, text: string][] = [
  ['figures with blanks', '1 '],
  ['figures with commas', '1,'],
  ['figures with full stops', '1.'],
  ['figures', '1'],
  ['thousands in words', 'tausend'],
  ['hundreds in words', 'hundert'],
  ['letters', 'x'],
  ['single letters', 'n e r t s i h a d u '],
  ['short words', 'be tr ie ba nd we rk '],
  ['question words', 'warum '],
  ['negations', 'kein '],
  ['postcodes', '06110 '],
  ['no words', ';'],
]

/** The talk at each question of each guide that "weiß nicht" leads to, and one outside of guides. */
const talks: Talk[] = [newTalk('de')]
for (const guide of entriesOf(shipped, 'guides')) {
  // A translation has the same steps.
  if (guide.translationOf) continue
  let { talk } = decideTurn(guide.title, newTalk('de'), known, now)
  for (let step = 0; step < 6; step++) {
    talks.push(talk)
    talk = decideTurn('weiß nicht', talk, known, now).talk
  }
}

let said = 0
/**
 * Processor time (ms) of a turn at each of the talks, the least of several, added up; what else the machine does costs none of it. Each time
 * another number ends the text: what was read lately is not read again.
 */
function timeOf(utterance: string, rounds = ROUNDS): number {
  return Math.min(
    ...Array.from({ length: rounds }, () => {
      const texts = talks.map(() => `${utterance} ${++said}`)
      const { user } = process.threadCpuUsage()
      for (const [at, talk] of talks.entries()) decideTurn(texts[at]!, talk, known, now)
      return (process.threadCpuUsage().user - user) / 1_000
    }),
  )
}

describe('two thousand letters', () => {
  timeOf(ORDINARY)
  const ordinary = timeOf(ORDINARY)

  it.each(LONG)('of %s cost no more than a few ordinary answers', (_name, piece) => {
    const text = piece.repeat(MAX_LETTERS).slice(0, MAX_LETTERS)
    expect(timeOf(text) / ordinary).toBeLessThan(MAX_RATIO)
  })

  it('and ten thousand cost no more than two: only a cry for help is heard in them', () => {
    for (const [, piece] of LONG) expect(timeOf(piece.repeat(10_000).slice(0, 10_000), 1) / ordinary).toBeLessThan(MAX_RATIO)
  })
})
