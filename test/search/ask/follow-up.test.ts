import { describe, expect, it } from 'vitest'
import { inContext } from '../../../bot/search/ask/follow-up.ts'
import { knownFrom } from '../../real-bot.ts'

const { slotLists } = knownFrom().searcher.index
const SUBJECT = 'Wann ist der nächste Sprechtag in Halle?'

describe('a follow-up', () => {
  it.each([
    ['und in Magdeburg?', 'Wann ist der nächste Sprechtag in in Magdeburg?'],
    ['Magdeburg', 'Wann ist der nächste Sprechtag in Magdeburg'],
    ['und für Vereine?', 'Wann ist der nächste Sprechtag in Halle? für Vereine?'],
    ['and in Stendal?', 'Wann ist der nächste Sprechtag in in Stendal?'],
  ])('"%s" is meant as the last question with what it changes', (utterance, meant) =>
    expect(inContext(utterance, SUBJECT, slotLists)).toBe(meant),
  )

  it.each(['Ab wann muss ich E-Rechnungen schreiben?', 'Onlineshop', 'Und jetzt möchte ich noch etwas ganz anderes von Ihnen wissen', ''])(
    '"%s" is none',
    (utterance) => expect(inContext(utterance, SUBJECT, slotLists)).toBe(utterance),
  )
  it('needs something to follow', () => expect(inContext('und in Magdeburg?', undefined, slotLists)).toBe('und in Magdeburg?'))
})
