import { describe, expect, it } from 'vitest'
import { momentOn } from '../../../bot/moment.ts'
import { search } from '../../../bot/search/search.ts'
import { fold } from '../../../bot/search/words/fold.ts'
import { soundOf } from '../../../bot/search/words/phonetics.ts'
import { entryText } from '../../fixtures/knowledge-folder.ts'
import { searcherFrom } from '../content.ts'

const sound = (word: string) => soundOf(fold(word))

describe('how a word sounds', () => {
  // The examples that the method is usually shown with.
  it.each([
    ['Müller-Lüdenscheidt', '65752682'],
    ['Wikipedia', '3412'],
    ['Breschnew', '17863'],
  ])('%s is %s', (word, key) => expect(sound(word.replace('-', ''))).toBe(key))

  it.each([
    ['Wegger', 'Wecker'],
    ['Schdern', 'Stern'],
    ['Book', 'Buch'],
    ['Schbiel', 'Spiel'],
    ['griecht', 'kriegt'],
    ['Fysik', 'Physik'],
  ])('%s sounds like %s', (spoken, written) => expect(sound(spoken)).toBe(sound(written)))

  it.each([
    ['Wecker', 'Wetter'],
    ['Kasse', 'Tasse'],
    ['Rechnung', 'Zeichnung'],
  ])('%s does not sound like %s', (one, other) => expect(sound(one)).not.toBe(sound(other)))
})

describe('a question spelled by ear', () => {
  const searcher = searcherFrom({
    'articles/wecker.md': entryText('Wecker stellen', ['Stell den Wecker auf sieben'], { body: 'Der Wecker klingelt.' }),
    'articles/wetter.md': entryText('Wetter', ['Wie wird das Wetter?'], { body: 'Das Wetter von morgen.' }),
  })
  it('finds the word that sounds so, and says why', () => {
    const found = search(searcher, { utterance: 'mach ma dn Wegger', moment: momentOn('2026-11-22') })
    expect(found.hits[0]?.id).toBe('articles/wecker')
    expect(
      found
        .explain()
        .words.find(({ word }) => word === 'Wegger')
        ?.met.map(({ via }) => via),
    ).toContain('sound')
  })
})
