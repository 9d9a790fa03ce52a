import { describe, expect, it } from 'vitest'
import { readBareTime, readEventQuestion } from '../../bot/understanding/events.ts'
import { knownFrom } from '../real-bot.ts'

const { knowledge } = knownFrom()
const moment = { today: '2026-11-26' }
const read = (text: string) => readEventQuestion(text, knowledge, moment)

describe('a question about dates', () => {
  it.each([
    ['Findet am 10. Dezember ein Sprechtag statt?', '2026-12-10', '2026-12-10'],
    ['Termin Sprechtag Dezember', '2026-12-01', '2026-12-31'],
    ['Was ist nächste Woche los?', '2026-11-30', '2026-12-06'],
    ['Was läuft im Januar in Halle?', '2027-01-01', '2027-01-31'],
    ['Any events in January?', '2027-01-01', '2027-01-31'],
    ['Is there a consultation day on 10 December?', '2026-12-10', '2026-12-10'],
    ['Wann ist im neuen Jahr Sprechstunde?', '2027-01-01', '2027-12-31'],
    ['Digitalsprechtage im Mai', '2027-05-01', '2027-05-31'],
  ])('%s', (text, from, to) => expect(read(text)?.time).toMatchObject({ from, to }))

  it.each(['Wann ist der nächste Sprechtag?', 'nächste Termine', 'When is the next consultation day in Magdeburg?', 'Termine Sprechtag'])(
    '%s means the next ones',
    (text) => {
      expect(read(text)).toBeDefined()
      expect(read(text)?.time).toBeUndefined()
    },
  )

  it.each([
    ['Findet am 10. Dezember ein Sprechtag statt?', true],
    ['Gibt es im Januar Veranstaltungen?', true],
    ['Is there an event in May?', true],
    ['Was ist nächste Woche los?', false],
    ['Sprechtag im Januar', false],
  ])('%s wants a yes or a no: %s', (text, due) => expect(read(text)?.yesOrNo).toBe(due))

  it.each([
    'Muss ich ab Januar E-Rechnungen schreiben?',
    'Was ist der Sprechtag?',
    'Was kostet der Sprechtag im Dezember?',
    'Wie lange dauert der Sprechtag im Januar?',
    'Wer sitzt beim nächsten Sprechtag am Tisch?',
    'Meld mich bitte zum nächsten Sprechtag an',
    'Ich will im Januar zum Sprechtag kommen',
    'Ich möchte meinen Termin morgen absagen',
    'Wann muss ich mich zum Sprechtag anmelden?',
    'Bis zu welchem Liefertermin im Januar gilt das?',
    'Zweiter Donnerstag im Monat Sprechstunde Digitalisierung',
    'Welche Förderung gibt es im nächsten Jahr?',
    'Was ist los mit meiner Kasse?',
  ])('%s is none', (text) => expect(read(text)).toBeUndefined())
})

describe('a time alone', () => {
  it.each([
    'und im Februar?',
    'im Februar',
    'und wie sieht es im Februar aus?',
    'what about February?',
    'Gibt es im Februar auch einen Termin?',
  ])('%s', (text) => expect(readBareTime(text, new Set(), moment)?.time).toMatchObject({ from: '2027-02-01' }))

  it('is also a place alone', () => expect(readBareTime('und in Halle?', new Set(['halle']), moment)).toEqual({}))

  it.each(['und was kostet das im Februar?', 'Muss ich im Februar Steuern zahlen?', 'Danke', 'und was kostet das?'])('%s is more', (text) =>
    expect(readBareTime(text, new Set(), moment)).toBeUndefined(),
  )
})
