import { describe, expect, it } from 'vitest'
import { passageToShow } from '../../../bot/search/ask/passage.ts'
import { askedFor } from '../../../bot/search/words/asked-for.ts'
import { knownFrom } from '../../real-bot.ts'

describe('what a question asks for', () => {
  it.each([
    ['Ab wann muss ich E-Rechnungen schreiben?', 'time'],
    ['wie lange rechnungen aufheben', 'time'],
    ['Wer muss keine E-Rechnung schreiben?', 'person'],
    ['Was kostet ein ERP?', 'amount'],
    ['Wie viel zahlt das Land?', 'amount'],
    ['Für wen ist das gedacht?', 'person'],
    ['Wo melde ich das?', 'place'],
    ['Warum überhaupt?', 'reason'],
    ['how long do I keep them', 'time'],
  ])('%s: %s', (text, expected) => expect(askedFor(text)).toBe(expected))
  it.each(['E-Rechnung Pflicht', 'Wie schreibe ich eine Rechnung?', 'Was ist XRechnung?', 'Muss ich das melden?', 'Wohnung'])(
    '%s: nothing certain',
    (text) => expect(askedFor(text)).toBeUndefined(),
  )
})

describe('the passage shown', () => {
  const entry = knownFrom().knowledge.entries.get('articles/e-rechnung')!
  const passage = (heading: string) => entry.passages.find((candidate) => candidate.heading.startsWith(heading))!

  it('is the one that asks for the same, where the best one asks for something else', () => {
    expect(passageToShow(entry, passage('Wer muss keine'), 'Ab wann muss ich E-Rechnungen schreiben?')).toBe(passage('Ab wann'))
  })
  it('is the lead, where none asks for the same', () => {
    expect(passageToShow(entry, passage('Wer muss keine'), 'Warum muss ich E-Rechnungen schreiben?')).toBeUndefined()
  })
  it('stays the best one otherwise', () => {
    expect(passageToShow(entry, passage('Wer muss keine'), 'Wer muss keine schreiben?')).toBe(passage('Wer muss keine'))
    expect(passageToShow(entry, passage('Wie lese'), 'E-Rechnung öffnen')).toBe(passage('Wie lese'))
  })
})
