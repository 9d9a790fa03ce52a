/** "Did that help?": under which answers it is asked, and what is kept of what is said to it. */
import { describe, expect, it } from 'vitest'
import { cleanedBody } from '../../adapters/webchat/incoming.ts'
import { ratingsOf } from '../../bot/impact/ratings.ts'
import { RATING_EVENT } from '../../bot/rating.ts'
import { realBot } from '../real-bot.ts'

const QUESTION = 'Ab wann muss ich E-Rechnungen schreiben?'

async function talk() {
  const bot = await realBot({ now: '2026-11-25T09:00:00Z' })
  const event = (value: unknown) => bot.say('', { type: 'event', name: RATING_EVENT, value })
  const said = () => bot.events.filter((one) => one.helped !== undefined || one.words !== undefined)
  return { ...bot, event, said }
}

describe('it is asked', () => {
  it('under an answer, with its number, and not under anything else', async () => {
    const { say } = await talk()
    expect((await say('Hallo'))[0]!.rate).toBeUndefined()
    expect((await say(QUESTION))[0]!.rate).toBe(1)
    expect((await say('Was gibt es zum Frühstück?'))[0]!.rate).toBeUndefined()
    expect((await say('Was kostet eine Website?'))[0]!.rate).toBe(2)
    expect((await say('Mein Fahrplan'))[0]!.rate).toBeUndefined()
    // In the midst of a guide the guide goes on.
    expect((await say(QUESTION))[0]!.rate).toBeUndefined()
  })

  it('never twice in a row', async () => {
    const { say, event } = await talk()
    await say(QUESTION)
    await event({ answer: 1, helped: true })
    expect((await say('Was kostet eine Website?'))[0]!.rate).toBeUndefined()
    expect((await say(QUESTION))[0]!.rate).toBe(3)
  })
})

describe('what is said', () => {
  it('is noted once, with entry and cleaned question, and answered with no word', async () => {
    const { say, event, said } = await talk()
    await say(QUESTION)
    expect(await event({ answer: 1, helped: false })).toEqual([])
    await event({ answer: 1, helped: true })
    await event({ answer: 7, helped: true })
    await event({ answer: 1, words: 'Die Beträge, bitte an anna@example.org' })
    await event({ answer: 1, words: 'noch einmal' })
    await event({ answer: 'constructor' })
    expect(said()).toEqual([
      { kind: 'rating', entry: 'articles/e-rechnung', text: QUESTION, detail: 'no', helped: false },
      {
        kind: 'rating',
        entry: 'articles/e-rechnung',
        text: QUESTION,
        detail: 'words',
        words: 'Die Beträge, bitte an [E-Mail-Adresse]',
      },
    ])
  })

  it('takes no words without a no', async () => {
    const { say, event, said } = await talk()
    await say(QUESTION)
    await event({ answer: 1, words: 'schlecht' })
    await event({ answer: 1, helped: true })
    await event({ answer: 1, words: 'gut' })
    expect(said().map(({ detail }) => detail)).toEqual(['yes'])
  })

  it('counts where thumbs and their words are typed, too, once', async () => {
    for (const [typed, helped] of [
      ['👍', true],
      ['👎', false],
      ['Das hilft mir nicht', false],
    ] as const) {
      const { say, said } = await talk()
      await say(QUESTION)
      await say(typed)
      await say(typed)
      expect(
        said().map((one) => [one.entry, one.text, one.helped]),
        typed,
      ).toEqual([['articles/e-rechnung', QUESTION, helped]])
    }
  })

  it('is helped and not noted where it is a cry for help', async () => {
    const { say, event, said } = await talk()
    await say(QUESTION)
    await event({ answer: 1, helped: false })
    const [help] = await event({ answer: 1, words: 'Ich will nicht mehr leben' })
    expect(help?.texts.join()).toContain('0800 1110111')
    expect(said()).toHaveLength(1)
  })

  it('stands cleaned in the log of the talk', () => {
    const body = JSON.stringify({ type: 'event', from: { role: 'user' }, value: { answer: 1, words: 'an anna@example.org' } })
    expect(cleanedBody(body)).not.toContain('example.org')
  })
})

it('staff see what did not help, most often first, with the questions and words', () => {
  const of = (body: object, kind = 'rating') => ({ at: new Date(0), kind, body })
  const { yes, no, entries } = ratingsOf([
    of({ entry: 'a', text: 'A?', helped: true }),
    of({ entry: 'b', text: 'B?', helped: false }),
    of({ entry: 'b', text: 'B?', words: 'Beträge' }),
    of({ entry: 'b', text: 'B anders?', helped: false }, 'interruption'),
    of({ entry: 'a', text: 'A?', helped: false }),
    of({ entry: 'c', text: 'C?', helped: true }),
    of({ entry: 'c', text: 'C?', helped: false, channel: 'msteams' }),
    of({ detail: 'help' }, 'interruption'),
    of({ helped: 'no' }),
  ])
  expect([yes, no]).toEqual([2, 3])
  expect(entries).toEqual([
    { entry: 'b', yes: 0, no: 2, questions: ['B anders?', 'B?'], words: ['Beträge'] },
    { entry: 'a', yes: 1, no: 1, questions: ['A?'], words: [] },
  ])
})
