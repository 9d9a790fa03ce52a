/** The measurement of cut sockets finds what it looks for, and the real program loses and doubles nothing. How long it takes is no test. */
import { describe, expect, it } from 'vitest'
import { judgeChat, socketFigures } from '../../bench/sockets.ts'

const log = [
  { id: 'join', type: 'event' },
  { id: 'join-1', type: 'message', text: 'Guten Tag', replyToId: 'join', from: { role: 'bot' } },
  { id: 'a', type: 'message', text: 'Wann?' },
  { id: 'a-1', type: 'message', text: 'Morgen.', replyToId: 'a', from: { role: 'bot' } },
]
const got = log.map(({ id }) => id)
const asked = new Map([['a', 'Wann?']])

describe('a chat', () => {
  it('that got all of its log once is whole', () => {
    expect(judgeChat({ got, asked }, log)).toEqual({ lost: [], doubled: [] })
  })

  it.each([
    ['an answer did not arrive', { got: got.slice(0, 3), asked }, log, { lost: ['a-1'], doubled: [] }],
    ['an acknowledged question is not in the log', { got: got.slice(0, 2), asked }, log.slice(0, 2), { lost: ['a'], doubled: [] }],
    ['a question has no answer', { got: got.slice(0, 3), asked }, log.slice(0, 3), { lost: ['a'], doubled: [] }],
    ['something came twice', { got: [...got, 'a-1'], asked }, log, { lost: [], doubled: ['a-1'] }],
    [
      'the same was answered twice under two names',
      { got: [...got, 'a-2'], asked },
      [...log, { ...log[3]!, id: 'a-2' }],
      { lost: [], doubled: ['a Morgen.'] },
    ],
    [
      'a question is in the log that was asked once more than anybody asked',
      { got: [...got, 'b'], asked },
      [...log, { id: 'b', type: 'message', text: 'Wann?' }],
      { lost: [], doubled: ['b'] },
    ],
  ])('is not, where %s', (_what, record, lines, found) => {
    expect(judgeChat(record, lines)).toEqual(found)
  })
})

it('chats of the real program whose lines are cut come back, and nothing is lost or doubled', { timeout: 120_000 }, async () => {
  const figures = await socketFigures({ chats: 12, seconds: 2, every: 1, share: 0.5, rate: 8, seed: 1 })
  expect(figures).toMatchObject({ chats: 12, cuts: 2, cutLines: 12, questions: 16, lost: 0, doubled: 0 })
  expect(figures.back).toHaveLength(2)
  expect(figures.spoiledFound).toBe(figures.spoiled)
  expect(figures.spoiled).toBeGreaterThan(24)
})
