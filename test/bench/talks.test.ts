import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { coverageOf, readCoverage } from '../../bench/coverage.ts'
import { shareOf, writeMeasured } from '../../bench/measures.ts'
import { judge } from '../../bench/talk-judge.ts'
import { type HeldCase, holdCases, scoresOf } from '../../bench/talk-scores.ts'
import { type Expectation, readTalkSet } from '../../bench/talk-set.ts'
import type { Decision } from '../../bot/decision.ts'
import type { EntryId } from '../../bot/knowledge/schema.ts'
import type { UsageEvent } from '../../bot/ports.ts'
import { say } from '../../bot/reply.ts'
import { newTalk } from '../../bot/talk.ts'
import { save, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { knownFrom } from '../real-bot.ts'

function decided(event: Partial<UsageEvent>, text = 'Am 10. Dezember.', offers: string[] = []): Decision {
  const talk = { ...newTalk(), offers: offers.map((id) => ({ label: id, entry: id as EntryId })) }
  return { reply: say('de', text), talk, event: { kind: 'question', ...event } }
}
const answered = decided({ decision: 'answer', entry: 'articles/a' })
const askedBack = decided({ decision: 'clarify', entry: 'articles/a' }, 'Meinten Sie?', ['articles/a', 'articles/b'])
const refused = decided({ decision: 'none', entry: 'articles/a' }, 'Dazu habe ich nichts.')
const thanked = decided({ kind: 'interruption', detail: 'thanks' }, 'Gern geschehen!')

describe('judging a turn', () => {
  it.each([
    ['the right entry', { entry: ['articles/b', 'articles/a'] }, answered, true],
    ['another entry', { entry: ['articles/b'] }, answered, false],
    ['the right words, whatever the case', { entry: ['articles/a'], text: ['DEZEMBER', '10'] }, answered, true],
    ['a word that is missing', { entry: ['articles/a'], text: ['Dezember', 'Halle'] }, answered, false],
    ['a word that must not be there', { entry: ['articles/a'], not: ['Dezember'] }, answered, false],
    ['asking back where an answer was wanted', { entry: ['articles/a'] }, askedBack, false],
    ['asking back where it may', { entry: ['articles/b'], decision: ['answer', 'clarify'], text: ['Halle'] }, askedBack, true],
    ['asking back without the right choice', { entry: ['articles/c'], decision: ['answer', 'clarify'] }, askedBack, false],
    ['a refusal where one is due', { decision: ['none'] }, refused, true],
    ['an answer where a refusal is due', { decision: ['none'] }, answered, false],
    ['a refusal where an answer was wanted', { entry: ['articles/a'] }, refused, false],
    ['the page of what is not ours', { decision: ['none'] }, decided({ decision: 'answer', entry: 'articles/nicht-unser-thema' }), true],
    ['the right act', { act: 'bye|thanks' }, thanked, true],
    ['another act', { act: 'person' }, thanked, false],
    ['an act with the wrong words', { act: 'thanks', text: ['Halle'] }, thanked, false],
    ['no act, where a topic was meant', { act: 'none' }, answered, true],
    ['an act, where a topic was meant', { act: 'none' }, thanked, false],
    ['the entry instead of the act', { act: 'emergency', entry: ['articles/a'] }, answered, true],
    ['neither', { act: 'emergency', entry: ['articles/b'] }, answered, false],
    ['a violent crisis as a crisis', { act: 'crisis' }, decided({ kind: 'interruption', act: 'crisis-violence' }), true],
  ] satisfies [string, Expectation | { decision: string[] }, Decision, boolean][])('%s', (_, expected, decision, right) => {
    expect(judge(expected as Expectation, decision).right).toBe(right)
  })
})

describe('scores', () => {
  const held = (...turns: [kind: string, right: boolean][]): HeldCase => ({
    from: { part: 'talk', talk: { id: 'x', turns: ['x'] }, expected: [] },
    turns: turns.map(([kind, right]) => ({ said: 'x', expected: { kind }, judged: { right, act: null, decision: 'answer', entry: null } })),
  })
  const arrived = (talk: HeldCase) => scoresOf([talk]).find(({ name }) => name === 'talks that arrive')!.right

  it.each([
    ['all right', held(['question', true], ['act', true]), 1],
    ['one wrong on the way', held(['question', false], ['followup', true]), 1],
    ['the last one wrong', held(['question', true], ['followup', false]), 0],
    ['two wrong in a row', held(['question', false], ['followup', false], ['act', true]), 0],
    ['a cry for help not heard', held(['crisis', false], ['act', true]), 0],
  ])('a talk with %s', (_, talk, count) => expect(arrived(talk)).toBe(count))

  it('have intervals that are sensible at the ends', () => {
    expect(writeMeasured(shareOf(10, 10))).toBe('100.0 [72.2–100.0]')
    expect(writeMeasured(shareOf(0, 10))).toBe('0.0 [0.0–27.8]')
    expect(writeMeasured(shareOf(90, 100))).toBe('90.0 [82.6–94.5]')
  })
})

describe('a measuring set', () => {
  const folder = temporaryFolder()
  const set = (text: string) => {
    save(folder, 'set.jsonl', text)
    return readTalkSet(join(folder, 'set.jsonl'))
  }

  it('is read line by line, each by its shape', async () => {
    const cases = await set(
      [
        '{"id":"t","now":"2026-12-01","lang":"en","who":"x","turns":[{"say":"hi","expect":{"act":"greeting"}}]}',
        '{"act":"thanks","say":"Danke"}',
        '{"first":"a","then":"b","expect":{"entry":["articles/x"]}}',
        '{"say":"a","now":"2026-12-01","expect":{"entry":["articles/x"]}}',
        '{"say":"a","plain":"b","expect":{"entry":["articles/x"]}}',
        '{"say":"a","expect":{"decision":["none"]}}',
      ].join('\n'),
    )
    expect(cases.map(({ part }) => part)).toEqual(['talk', 'act', 'followup', 'time', 'profile', 'foreign'])
    expect(cases[2]!.talk.turns).toEqual(['a', 'b'])
    expect(cases[2]!.expected[0]).toBeUndefined()
  })

  it('names the line that is none', () =>
    expect(set('{"act":"thanks","say":"Danke"}\n{"say":"a"}')).rejects.toThrow(`${join(folder, 'set.jsonl')}:2: no case`))
})

describe('the coverage list', () => {
  it('is read by section, with its ids', () => {
    const list = '# X\n\n## Kasse\n\n1. Was → wie? → `articles/a`, `contacts/b`\n2. Kammerbeitrag? → **keiner**\n'
    expect(readCoverage(list)).toEqual([
      { section: 'Kasse', question: 'Was → wie?', expected: ['articles/a', 'contacts/b'] },
      { section: 'Kasse', question: 'Kammerbeitrag?', expected: [] },
    ])
  })

  it('tells an entry that is not written from one that is not found', () => {
    const list = '## X\n\n1. Wann ist der nächste Sprechtag in Halle? → `events/sprechtag-halle`\n2. Wo ist Paris? → `articles/paris`\n'
    const rows = coverageOf(readCoverage(list), knownFrom()).map(({ written, right }) => [written, right])
    expect(rows).toEqual([
      [true, true],
      [false, false],
    ])
  })
})

describe('the shipped set', () => {
  it('holds what its README says, and the bot does not fall behind what it once could', async () => {
    const held = holdCases(await readTalkSet('test/talks'), knownFrom())
    const scores = new Map(scoresOf(held).map(({ name, right, of }) => [name, { right, of }]))
    expect(scores.get('turns of talks right')!.of).toBe(437)
    for (const [name, least] of Object.entries(FLOOR)) expect(scores.get(name)!.right, name).toBeGreaterThanOrEqual(least)
  })
})

/** Cases that came right when this was written, less a few for what other changes may move. Raise them with what improves. */
const FLOOR = {
  'turns of talks right': 155,
  'talks that arrive': 6,
  'topic questions left to the search': 52,
  'follow-ups': 12,
  time: 50,
  profile: 14,
}
