import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance } from '../../../bot/knowledge/edit-distance.ts'
import { headAndModifier, partsFrom, splitCompound } from '../../../bot/search/words/compounds.ts'
import { fold } from '../../../bot/search/words/fold.ts'
import { stem } from '../../../bot/search/words/stem.ts'
import { rootOf } from '../../../bot/search/words/verbs.ts'

describe('stem', () => {
  it.each([
    ['plural and case', ['Rechnung', 'Rechnungen']],
    ['umlaut in the plural', ['Antrag', 'Anträge', 'Anträgen']],
    ['a verb through its vowels', ['schließen', 'schloss', 'geschlossen', 'schließt']],
    ['a verb with a prefix', ['gewinnen', 'gewann', 'gewonnen']],
    ['a separable verb', ['anmelden', 'angemeldet', 'anzumelden', 'anmeldet']],
    ['a strong separable verb', ['aufnehmen', 'aufgenommen', 'aufnahm']],
  ])('is one for %s', (_, forms) => expect(new Set(forms.map((form) => stem(fold(form)))).size).toBe(1))

  it.each([
    ['Angebot', 'anbot'],
    ['Vorstand', 'vorstehen'],
    ['Verband', 'verbinden'],
  ])('does not take the noun %s for a form of %s', (noun, verb) => expect(stem(fold(noun))).not.toBe(stem(fold(verb))))

  it('leaves words with figures alone', () => expect(stem('co2')).toBe('co2'))
})

describe('the root of a derived word', () => {
  it('is what a noun was made from', () => {
    expect(rootOf('anmeldung')).toBe('anmeld')
    expect(rootOf('beraterin')).toBe('berat')
    expect(rootOf('laden')).toBe('')
  })
})

describe('a compound', () => {
  const parts = partsFrom([
    ['digitalisierung', 9],
    ['sprechtag', 4],
    ['forder', 3],
    ['programm', 5],
    ['laden', 2],
    ['arbeit', 6],
    ['zeit', 8],
  ])
  it('is split into words the content uses, linking letters left out', () => {
    expect(splitCompound(parts, 'digitalisierungssprechtag')).toEqual(['digitalisierung', 'sprechtag'])
    expect(splitCompound(parts, 'forderprogramm')).toEqual(['forder', 'programm'])
    expect(splitCompound(parts, 'arbeitszeit')).toEqual(['arbeit', 'zeit'])
  })
  it('stays whole when a part is unknown, and then has at least a head', () => {
    expect(splitCompound(parts, 'spielzeugladen')).toEqual([])
    expect(headAndModifier(parts, 'spielzeugladen').head).toBe('laden')
  })
})

describe('edit distance', () => {
  /** The textbook recursion, without memory and without bound. */
  const naive = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length
    const [restA, restB] = [a.slice(1), b.slice(1)]
    const best = Math.min(naive(restA, b) + 1, naive(a, restB) + 1, naive(restA, restB) + (a[0] === b[0] ? 0 : 1))
    return a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0] ? Math.min(best, naive(a.slice(2), b.slice(2)) + 1) : best
  }
  const word = fc.stringMatching(/^[abc]{0,5}$/)
  it('is what the textbook says, up to its bound', () => {
    fc.assert(
      fc.property(
        word,
        word,
        fc.integer({ min: 0, max: 3 }),
        (a, b, bound) => editDistance(a, b, bound) === Math.min(naive(a, b), bound + 1),
      ),
    )
  })
})
