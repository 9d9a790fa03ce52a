import { describe, expect, it } from 'vitest'
import type { EntryId } from '../../../bot/knowledge/schema.ts'
import { momentAt } from '../../../bot/moment.ts'
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
    return entry.passages.find(({ id }) => id === hit!.passage)?.heading ?? 'lead'
  }

  it.each([
    ['Muss meine Website barrierefrei sein?', /Gilt das BFSG/],
    ['Wie registriere ich mich für NIS2?', /^Wie registriere/],
    ['Ab wann muss ich E-Rechnungen schreiben?', /^Ab wann/],
    ['Wer muss keine E-Rechnung schreiben?', /^Wer muss keine/],
    ['ich will ki nutzen weiß aber nicht wie', /^lead/],
    ['Datensicherung wie mach ich das richtig', /^lead/],
    ['wie oft muss ich backup machen', /^Wie oft/],
    ['festplatte kaputt daten weg?!', /^Platte kaputt/],
    ['Was kostet eine Website?', /^lead/],
    ['altes zeug schreddern wann', /^Altes Papier/],
    ['Chef will GPS tracken erlaubt?', /^GPS/],
    ['zugpferd oder xrechnung', /^Was zählt als E-Rechnung/],
    ['Rechtstexte woher', /^Woher bekomme ich die Rechtstexte/],
    ['Gilt der MID-Gutschein auch in Sachsen-Anhalt?', /^(lead|Was gibt es in Nordrhein)/],
    ['email werbung bestandskunden', /^Darf ich Stammkundschaft/],
    ['homeoffice vereinbarung muster', /^Was gehört in die Vereinbarung/],
    ['Hat Niedersachsen noch einen Digitalbonus?', /^Und in anderen Ländern/],
  ])('%s', (utterance, heading) => expect(shown(utterance)).toMatch(heading))
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
