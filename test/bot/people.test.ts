/** Who is there for a visitor: whom the panel and the pages name, in which order, and what goes along in a mail. */
import { describe, expect, it } from 'vitest'
import { peopleFor } from '../../bot/answers/people.ts'
import { momentAt } from '../../bot/moment.ts'
import { newTalk, type Talk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom } from '../real-bot.ts'

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
