import { describe, expect, it } from 'vitest'
import { learnNumbers } from '../../../bench/parts.ts'
import type { EntryId } from '../../../bot/knowledge/schema.ts'
import { momentAt } from '../../../bot/moment.ts'
import { partLogit } from '../../../bot/search/ask/part-model.ts'
import { search, searchWithin } from '../../../bot/search/search.ts'
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
  const { knowledge, searcher } = knownFrom()
  const shown = (utterance: string) => {
    const [hit] = search(searcher, { utterance, moment: momentAt(new Date('2026-11-26T12:00:00+01:00')), limit: 1 }).hits
    const entry = knowledge.entries.get(hit!.id)!
    // Where the beginning and a part are both told, either will do.
    const told = [hit!.passage, ...(hit!.joined === undefined ? [] : [hit!.joined, undefined])]
    return told.map((part) => entry.passages.find(({ id }) => id === part)?.heading || 'lead').join(' + ')
  }

  it.each([
    ['Muss meine Website barrierefrei sein?', /Gilt das BFSG/],
    ['Wie registriere ich mich für NIS2?', /^Wie registriere/],
    ['Ab wann muss ich E-Rechnungen schreiben?', /^Ab wann/],
    ['Wer muss keine E-Rechnung schreiben?', /Wer muss keine/],
    ['ich will ki nutzen weiß aber nicht wie', /lead/],
    ['Datensicherung wie mach ich das richtig', /lead/],
    ['wie oft muss ich backup machen', /^Wie oft/],
    ['festplatte kaputt daten weg?!', /^Platte kaputt/],
    ['Was kostet eine Website?', /lead/],
    ['altes zeug schreddern wann', /^Altes Papier/],
    ['Chef will GPS tracken erlaubt?', /^GPS/],
    ['zugpferd oder xrechnung', /^Was zählt als E-Rechnung/],
    ['Rechtstexte woher', /^Woher bekomme ich die Rechtstexte/],
    ['Gilt der MID-Gutschein auch in Sachsen-Anhalt?', /(lead|Was gibt es in Nordrhein)/],
    ['email werbung bestandskunden', /^Darf ich Stammkundschaft/],
    ['homeoffice vereinbarung muster', /Was gehört in die Vereinbarung/],
    ['Hat Niedersachsen noch einen Digitalbonus?', /^Und in anderen Ländern/],
  ])('%s', (utterance, heading) => expect(shown(utterance)).toMatch(heading))
})

describe('the parts offered below a beginning', () => {
  const { knowledge, searcher } = knownFrom()
  const offered = (utterance: string) => {
    const [hit] = search(searcher, { utterance, moment: momentAt(new Date('2026-11-26T12:00:00+01:00')), limit: 1 }).hits
    const { passages } = knowledge.entries.get(hit!.id)!
    return hit!.beside!.slice(0, 2).map((part) => passages.find(({ id }) => id === part)!.heading)
  }

  it('are those that people ask for like that, in whatever words', () => {
    expect(offered('drei d drucker anschaffen ja oder nein')).toContain('Soll ich einen 3D-Drucker kaufen?')
    expect(offered('Leitweg-ID')).toContain('Was muss in die Rechnung an eine Behörde?')
  })
  it('are moved by what others ask of them, and by their words where nobody does', () => {
    const part = { passage: 1, body: 0.1, said: 0.1, asked: 0.1, length: 3, heading: 0 }
    expect(partLogit({ ...part, asked: 0.4 })).toBeGreaterThan(partLogit(part))
    expect(partLogit({ ...part, asked: undefined, said: 0.4 })).toBeGreaterThan(partLogit({ ...part, asked: undefined }))
  })
})

describe('learning which part is asked for', () => {
  it('finds out what tells the right ones apart', () => {
    const row = (passage: number, asked: number, body: number) => ({ passage, asked, body, said: 0.2, length: 3, heading: 0 })
    const { asked, body } = learnNumbers([
      { fold: 0, wanted: 0, parts: [row(1, 0.5, 0.1), row(2, 0.1, 0.3)] },
      { fold: 0, wanted: 1, parts: [row(1, 0.1, 0.3), row(2, 0.4, 0.1)] },
    ])
    expect(asked).toBeGreaterThan(0)
    expect(body).toBeLessThan(0)
  })
})

describe('what an entry says of a question that may be about it', () => {
  const { searcher } = knownFrom()

  it('is the passage that says most of it, and how much', () => {
    const said = searchWithin(searcher, 'wo kann ich die seite testen', 'articles/barrierefreiheit')!
    expect(said.share).toBeGreaterThan(0.6)
    expect(searcher.index.entries.find(({ id }) => id === 'articles/barrierefreiheit')!.passages[said.passage]!.heading).toMatch(
      /prüfe ich/,
    )
  })
  it('is nothing for what it does not speak of, and for an entry that is not there', () => {
    expect(searchWithin(searcher, 'Mobilfunk in der Scheune', 'articles/barrierefreiheit')!.share).toBeLessThan(0.3)
    expect(searchWithin(searcher, 'Mobilfunk', 'articles/gibt-es-nicht' as EntryId)).toBeUndefined()
  })
})
