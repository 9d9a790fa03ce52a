/** Who asks must not change what is answered: rated questions with who and where said before, behind and in the middle. */
import { expect, it } from 'vitest'
import { isSame, otherCases, profileCases, profileResults } from '../../bench/profile.ts'
import { knownFrom } from '../real-bot.ts'

const known = knownFrom()
const { questions, vocabulary } = known.knowledge
/** Every sixth question keeps the test short; `npm run bench -- profile` asks all. */
const SAMPLE = questions.filter((_, at) => at % 6 === 0).map(({ question }) => question)
/** Of all it is 98 of 100; a sample may lie a little below. */
const LEAST_SAME = 0.97

it('says who and where in turns, before, behind and in the middle', () => {
  const [before, behind, middle] = profileCases(['Was kostet eine Website?'], vocabulary)
  expect(before!.said).toMatch(/^Ich bin \S+ in \S+\. Was kostet eine Website\?$/)
  expect(behind!.said).toMatch(/^Was kostet eine Website\? Ich bin \S+ in \S+\.$/)
  expect(middle!.said).toMatch(/^Was kostet, ich bin \S+ in \S+, eine Website\?$/)
})

it('gets the same entry as without', () => {
  const results = profileResults([...profileCases(SAMPLE, vocabulary), ...otherCases(SAMPLE)], known)
  const same = results.filter(isSame)
  expect(results.length).toBeGreaterThan(900)
  expect(same.length / results.length).toBeGreaterThanOrEqual(LEAST_SAME)
}, 120_000)
