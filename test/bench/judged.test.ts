/** The judged year of questions: read, asked and written back, and what ships is judged. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { askJudged, readJudged, writeJudged } from '../../adapters/cli/judged.ts'
import { knownFrom } from '../real-bot.ts'

const FILE = `# Ein Jahr

## Kasse

| Frage | Antwort | Urteil |
|---|---|---|
| Was ist eine TSE? | \`answer articles/kasse#was-ist-eine-tse-und-wer-braucht-sie\` | nützlich |
| Wie tief ist der Marianengraben? | \`answer articles/kasse\` | falsch |
| danke |  |  |
`
const known = knownFrom()
const now = new Date('2026-11-26T10:00:00+01:00')

it('a judgement holds for the answer it was given for, and for no other', () => {
  const asked = askJudged(readJudged(FILE), known, now)
  expect(asked.map(({ section, holds }) => [section, holds])).toEqual([
    ['Kasse', 'nützlich'],
    ['Kasse', undefined],
    ['Kasse', undefined],
  ])
  expect(asked[2]!.now).toBe('answer thanks')
  const written = writeJudged(FILE, asked)
  expect(written).toContain('| Was ist eine TSE? | `answer articles/kasse#was-ist-eine-tse-und-wer-braucht-sie` | nützlich |')
  expect(written).toContain('| danke | `answer thanks` |  |')
  expect(written).not.toContain('falsch')
  expect(written.startsWith('# Ein Jahr\n\n## Kasse\n')).toBe(true)
})

it('what ships is 250 questions at least, each once and each judged', () => {
  const shipped = readJudged(readFileSync('region/coverage.md', 'utf8'))
  expect(shipped.length).toBeGreaterThanOrEqual(250)
  expect(new Set(shipped.map(({ question }) => question)).size).toBe(shipped.length)
  expect(shipped.filter(({ judgement, answer }) => judgement === undefined || answer === '')).toEqual([])
})
