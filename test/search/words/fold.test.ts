import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../bot/search/words/fold.ts'
import { tokens } from '../../../bot/search/words/tokens.ts'

describe('fold', () => {
  it('gives one spelling for umlauts however they are typed', () => {
    for (const spelling of ['Förderung', 'Foerderung', 'forderung', 'FÖRDERUNG', 'Fo\u0308rderung'])
      expect(fold(spelling)).toBe('forderung')
    expect(fold('Straße')).toBe(fold('STRASSE'))
  })

  it('keeps ae, oe, ue that are no umlaut', () => {
    expect(fold('Steuer')).toBe('steuer')
    expect(fold('neue Quelle')).toBe('neue quelle')
  })

  it('changes nothing the second time', () => {
    const letters = fc.stringMatching(/^[aouöäüßeiykqstrnéèAOUÄÖÜẞ ]{0,24}$/)
    fc.assert(fc.property(fc.oneof(letters, fc.string({ unit: 'grapheme' })), (text) => fold(fold(text)) === fold(text)))
  })
})

describe('tokens', () => {
  it('reads hyphenated words as one word with parts, and numbers as numbers', () => {
    expect(tokens('E-Rechnung ab 1.200,50 € (2025-2027), 2FA')).toEqual([
      { word: 'erechnung', parts: ['e', 'rechnung'] },
      { word: 'ab' },
      { word: '1200,50' },
      { word: '2025' },
      { word: '2027' },
      { word: '2fa' },
    ])
  })
})
