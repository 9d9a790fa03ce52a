/**
 * What stands beside the talk: the people who are there for a visitor, and whether an answer helped. Together, because the acts are learned
 * once for both.
 */
import { describe, expect, it } from 'vitest'
import { cleanedBody } from '../../adapters/webchat/incoming.ts'
import { peopleFor } from '../../bot/answers/people.ts'
import { ratingsOf } from '../../bot/impact/ratings.ts'
import { momentAt } from '../../bot/moment.ts'
import { RATING_EVENT } from '../../bot/rating.ts'
import { newTalk, type Talk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom, realBot } from '../real-bot.ts'

const known = knownFrom()
/** A Wednesday morning. */
const NOW = new Date('2026-11-25T09:00:00Z')

function talkAfter(...said: string[]): Talk {
  return said.reduce((talk, words) => decideTurn(words, talk, known, NOW).talk, newTalk('de'))
}
const people = (talk: Talk, now = NOW, handOff = { open: false, retentionDays: 90 }) => peopleFor(talk, known, momentAt(now), handOff)
/** The text of the mail to the first who has an address. */
function mailIn(talk: Talk): { subject: string; body: string; href: string } {
  const { href } = people(talk)
    .places.flatMap(({ ways }) => ways)
    .find(({ kind }) => kind === 'mail')!
  const { searchParams } = new URL(href)
  return { subject: searchParams.get('subject')!, body: searchParams.get('body')!, href }
}

describe('who is named', () => {
  it('are those responsible for trade and place, with every way to reach them', () => {
    const { places, where } = people(talkAfter('Ich bin Friseurin in Zeitz'))
    const chamber = places.find(({ title }) => title === 'Handwerkskammer Halle (Saale)')!
    expect(places[0]).toBe(chamber)
    expect(chamber.ways.map(({ kind }) => kind)).toEqual(['phone', 'mail', 'map', 'page'])
    expect(chamber.ways[0]!.href).toBe('tel:03452999-0'.replace('-', ''))
    expect(chamber.ways[2]!.href).toContain(encodeURIComponent('Gräfestraße 24'))
    expect(chamber.opening).toBeUndefined()
    expect(places.some(({ title }) => title.includes('Magdeburg'))).toBe(false)
    expect(where).toBeUndefined()
  })

  it('says that a place would help while none is known, and who knows the subject', () => {
    const { places, where, urgent, request, finder } = people(talkAfter('Welche Förderung gibt es?'))
    expect(where).toContain('Ort')
    expect(places.length).toBeGreaterThan(0)
    expect(urgent).toBeUndefined()
    expect(request).toBeUndefined()
    expect(finder?.page).toBe('/wegweiser/ansprechperson-finden')
  })

  it('names the emergency number first, and only in an emergency', () => {
    const { places, urgent } = people(talkAfter('Ich bin Friseurin in Zeitz', 'Wir wurden gehackt'))
    expect(urgent).toContain('110')
    expect(places[0]!.id).toBe('contacts/zac')
    expect(places.filter(({ id }) => id === 'contacts/zac')).toHaveLength(1)
    expect(people(talkAfter('Was kostet eine Website?')).urgent).toBeUndefined()
  })

  it('offers a request where somebody reads it, with when', () => {
    const { request } = people(talkAfter('Hallo'), NOW, { open: true, retentionDays: 90 })
    expect(request?.label).toBe('Anfrage übergeben')
    expect(request?.text).not.toBe('')
  })
})

describe('whether somebody is there', () => {
  const opening = (now: string) => people(talkAfter('BSI'), new Date(now)).places.find(({ id }) => id === 'contacts/bsi')?.opening

  it('is said of a contact whose hours are plain', () => {
    expect(opening('2026-11-25T09:00:00Z')).toBe('Jetzt geöffnet bis 17 Uhr')
    expect(opening('2026-11-27T17:00:00Z')).toBe('Jetzt geschlossen, öffnet am Montag, 30. November 2026 um 8 Uhr')
  })

  it('heeds public holidays', () => {
    expect(opening('2026-12-25T09:00:00Z')).toBe('Jetzt geschlossen, öffnet am Montag, 28. Dezember 2026 um 8 Uhr (heute ist Feiertag)')
  })
})

describe('the mail', () => {
  it('takes along what was asked and who asks, without what is personal', () => {
    const asked = talkAfter('Ich bin Friseurin in Zeitz', 'Ab wann muss ich E-Rechnungen schreiben?')
    const talk = {
      ...asked,
      last: { ...asked.last, utterance: 'Ab wann muss ich E-Rechnungen schreiben? anna@example.org, Tel. 0345 1234567' },
    }
    const { subject, body } = mailIn(talk)
    expect(subject).toContain('E-Rechnung')
    expect(body).toContain('Ab wann muss ich E-Rechnungen schreiben?')
    expect(body).toContain('Friseurin, Zeitz')
    expect(body).not.toMatch(/example\.org|123456/)
  })

  it('takes the answers of a guide along', () => {
    const { body } = mailIn(talkAfter('Mein Fahrplan', 'Handwerk', '06712'))
    expect(body).toMatch(/^- .*: .*Handwerk/m)
  })

  it('is short enough for a mail program, whatever was said', () => {
    const long = mailIn(talkAfter('Ich bin Friseurin in Zeitz', `Ab wann muss ich E-Rechnungen schreiben? ${'ü'.repeat(1500)}`))
    expect(long.href.length).toBeLessThan(2000)
  })

  it('holds nothing of a crisis', () => {
    const talk = talkAfter('Ich bin Friseurin in Zeitz', 'Ich will nicht mehr leben')
    expect(mailIn(talk).body).not.toContain('leben')
  })
})

const QUESTION = 'Ab wann muss ich E-Rechnungen schreiben?'

async function talk() {
  const bot = await realBot({ now: '2026-11-25T09:00:00Z' })
  const event = (value: unknown) => bot.say('', { type: 'event', name: RATING_EVENT, value })
  const said = () => bot.events.filter((one) => one.helped !== undefined || one.words !== undefined)
  return { ...bot, event, said }
}

describe('whether it helped is asked', () => {
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

describe('what is said to it', () => {
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
