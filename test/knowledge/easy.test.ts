/** The easier answers: what makes them easy is counted, they say no other figures, and they are offered where they are. */
import { describe, expect, it } from 'vitest'
import { knownOf } from '../../adapters/known-of.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { easyIssues, easySentences } from '../../bot/knowledge/check-easy.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'

const NOW = new Date('2026-11-27T10:00:00+01:00')
const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
const known = knownOf(knowledge)
const told = (easy: string) => easyIssues({ easy, lang: 'de' }).map(({ severity, message, hint }) => `${severity}: ${message} ${hint}`)

describe('an easier answer', () => {
  it.each([
    ['Das ist ein Satz, der so viele Wörter hat, dass ihn kaum jemand in einem Zug lesen kann.', /18 Wörtern.*höchstens 12.*zwei Sätze/],
    ['Nutzen Sie den Digitalisierungssprechtag.', /langes Wort: „Digitalisierungssprechtag“.*Bindestrich/],
    ['Nehmen Sie z. B. ein Buch.', /Abkürzung.*Wörter aus/],
    ['Das steht in § 14.', /Paragraf.*lange/],
    ['Nehmen Sie eines (das alte).', /Einschub.*zwei Sätze/],
    [Array.from({ length: 11 }, () => 'Das ist so.').join('\n'), /11 Sätze, höchstens 10/],
  ])('that is not easy is told with the fix: %s', (easy, expected) => {
    expect(told(easy).join('\n')).toMatch(expected)
  })

  it('may have days, figures, links and hyphens', () => {
    expect(told('Ab dem 1. Januar 2027 gilt es.\nEs sind 800.000 Euro. Machen Sie den [Förder-Check](/wegweiser/foerder-check).')).toEqual(
      [],
    )
    expect(easySentences('Es gilt ab 2028. Dann ist am 1. Mai Schluss. Gut!')).toEqual([
      'Es gilt ab 2028.',
      'Dann ist am 1. Mai Schluss.',
      'Gut!',
    ])
  })
})

describe('what ships', () => {
  const easy = [...knowledge.entries.values()].filter((entry) => entry.easy !== undefined)

  it('has ten of them at least, all easy', () => {
    expect(easy.length).toBeGreaterThanOrEqual(10)
    for (const entry of easy) expect(easyIssues(entry), entry.id).toEqual([])
  })

  it('says no figure that the entry itself does not say', () => {
    const months = new Map(
      ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'].map(
        (name, at) => [name, at + 1],
      ),
    )
    const inFigures = (text: string) =>
      text.replace(/\b(\d{1,2})\. (\p{Lu}\p{L}+) (\d{4})/gu, (whole, day: string, month: string, year: string) =>
        months.has(month) ? `${day.padStart(2, '0')}.${String(months.get(month)).padStart(2, '0')}.${year}` : whole,
      )
    for (const entry of easy) {
      const said = inFigures(entry.passages.map(({ markdown }) => markdown).join('\n'))
      for (const [figure] of inFigures(entry.easy!).matchAll(/\d[\d.,]*\d|\d/g)) expect(said, `${entry.id}: ${figure}`).toContain(figure)
    }
  })
})

describe('in the chat', () => {
  it('„Einfacher“ is offered with the answer and says the editors’ easier words, with source and day', () => {
    const first = decideTurn('Ab wann muss ich E-Rechnungen schreiben?', newTalk(), known, NOW)
    expect(first.reply.suggestions.map(({ label }) => label)).toContain('Einfacher')
    const { reply, event } = decideTurn('Einfacher', first.talk, known, NOW)
    expect(reply.texts[0]).toContain('Eine E-Rechnung ist eine Rechnung, die ein Computer lesen kann.')
    expect(reply.citations.map(({ id }) => id)).toEqual(['articles/e-rechnung'])
    expect(reply.suggestions.map(({ label }) => label)).not.toContain('Einfacher')
    expect(event.act).toBe('simpler')
  })

  it('where nobody wrote one, the first sentences are said and nothing is offered', () => {
    const first = decideTurn('Was kostet Glasfaser?', newTalk(), known, NOW)
    expect(first.reply.suggestions.map(({ label }) => label)).not.toContain('Einfacher')
    const { reply } = decideTurn('einfacher bitte', first.talk, known, NOW)
    expect(reply.texts[0]).toContain(first.talk.last?.entry ? knowledge.entries.get(first.talk.last.entry)!.lead.slice(0, 30) : '')
  })
})
