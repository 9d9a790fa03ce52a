import { describe, expect, it } from 'vitest'
import { readQuestion } from '../../../bot/search/ask/question.ts'
import { entryText } from '../../fixtures/knowledge-folder.ts'
import { searcherFrom } from '../content.ts'

const searcher = searcherFrom({
  'articles/e-rechnung.md': entryText('E-Rechnung', ['Muss ich E-Rechnungen schreiben?', 'Was ist ZUGFeRD?', 'Rechnung als PDF?'], {
    body: 'Eine E-Rechnung ist ein Datensatz.',
  }),
  'articles/foerderung.md': entryText('Förderprogramme', ['Welches Förderprogramm passt?', 'Wer fördert?', 'Gibt es ein Programm?'], {
    body: 'Ein Förderprogramm zahlt.',
  }),
  'articles/sprechtag.md': entryText(
    'Digitalisierungssprechtag',
    ['Wann ist der Sprechtag?', 'Digitalisierung besprechen', 'Wo melde ich mich an?'],
    { body: 'Die Anmeldung ist offen. Man kann sich anmelden.' },
  ),
  'articles/shop.md': entryText('Onlineshop', ['Onlineshop eröffnen', 'Website bauen', 'Laden im Netz'], {
    body: 'Ein Laden mit Website.',
  }),
  'vocabulary.md': '## Wörter\n\n- homepage, internetseite = website\n- zug ferd = zugferd\n',
})

/** What a question means, whatever the order of its words. */
const meaning = (utterance: string) =>
  readQuestion(searcher, utterance)
    .slots.map(({ terms }) => terms.map(({ term, weight }) => `${searcher.index.lexicon.terms[term]}:${weight}`).sort())
    .filter((terms) => terms.length > 0)

describe('every spelling of one word means the same', () => {
  it.each([
    [['E-Rechnung', 'e rechnung', 'erechnung', 'E Rechnung', 'E‑Rechnung', 'ERECHNUNG', 'eRechnung']],
    [['Förderprogramm', 'Foerderprogramm', 'Förder-Programm', 'Förder Programm', 'foerder programm', 'FÖRDERPROGRAMM']],
    [['Digitalisierungssprechtag', 'Digitalisierungs-Sprechtag', 'digitalisierungssprechtag']],
    [['Onlineshop', 'Online-Shop', 'online shop', 'ONLINESHOP']],
  ])('%j', (spellings) => {
    for (const spelling of spellings) expect(meaning(spelling), spelling).toEqual(meaning(spellings[0]!))
  })
})

describe('a word of a question', () => {
  const terms = (utterance: string) =>
    Object.fromEntries(
      readQuestion(searcher, utterance).slots.flatMap(({ terms }) =>
        terms.map(({ term, via }) => [searcher.index.lexicon.terms[term]!, via]),
      ),
    )
  it('finds the parts of a compound and is found as one', () => {
    expect(terms('Digitalisierungssprechtag')).toMatchObject({ sprechtag: 'part' })
    expect(searcher.index.wordsOfTerm.start.length).toBeGreaterThan(0)
  })
  it('is mended when it is mistyped', () => expect(terms('Förderprogram')).toMatchObject({ forderprogramm: 'typo' }))
  it('is mended when two letters are swapped', () => expect(terms('Sprehctag')).toMatchObject({ sprechtag: 'typo' }))
  it('is translated by vocabulary.md', () => expect(terms('Meine Internetseite')).toMatchObject({ websi: 'vocabulary' }))
  it('of everyday German is no typing error', () => expect(Object.values(terms('Leiden'))).not.toContain('sense'))
  it('gets its particle back from the end of the sentence', () => expect(terms('Wo melde ich mich an')).toMatchObject({ anmeld: 'part' }))
  it('that looks like nothing we know has no terms', () => expect(terms('Xylophon')).toEqual({}))
})

it('reads no more than a question of a pasted text', () => {
  const question = readQuestion(searcher, 'Rechnung und Website '.repeat(2_000))
  expect(question.words.length).toBeLessThanOrEqual(64)
})
