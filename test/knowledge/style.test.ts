/** Hints on language: each rule finds what it is for, lets plain German be, and can be switched off by content. */
import { describe, expect, it } from 'vitest'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { styleHints } from '../../bot/knowledge/style-hints.ts'
import { emptyVocabulary, readVocabulary } from '../../bot/knowledge/vocabulary.ts'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { run } from '../program.ts'

const file = (body: string, head = ''): KnowledgeFile => {
  const text = `---\ntitle: Ein Titel\n${head}---\n\n${body}\n`
  return { name: 'articles/a.md', path: 'a.md', layer: 0, stamp: '', read: () => text }
}
const vocabularyOf = (lists: string) => {
  const vocabulary = emptyVocabulary()
  expect(readVocabulary('vocabulary.md', lists, vocabulary)).toEqual([])
  return vocabulary
}
const usual = vocabularyOf('## Kurze Wörter\n\n- KI\n\n## Herstellernamen\n\n- Beispielsoft, Musterphone\n')
const hints = (body: string, vocabulary = usual, head = '') =>
  styleHints({ vocabulary }, [file(body, head)]).map(({ code, line, column }) => `${code} ${line}:${column}`)
const LONG = `Wer im Betrieb ${'sehr viele Dinge zugleich bedenken muss und '.repeat(4)}trotzdem Zeit findet, liest weiter.`

describe('a hint on language', () => {
  it.each([
    ['Das ist eine perfekte Lösung.', 'style-superlativ 5:14'],
    ['Kaufen Sie die beste Software.', 'style-superlativ 5:12'],
    ['Sichern Sie sich einen Termin.', 'style-werbung 5:1'],
    ['Wir bieten\nmaßgeschneiderte Beratung.', 'style-werbung 6:1'],
    ['Nehmen Sie Beispielsoft.', 'style-hersteller 5:12'],
    [LONG, 'style-langer-satz 5:1'],
    ['Das regelt die DSGVO.', 'style-abkürzung 5:16'],
    ['Das macht man so.', 'style-man 5:11'],
    ['Du brauchst dein Passwort. Nimm dein Handy.', 'style-anrede 5:13'],
    ['Für Gründer:innen gibt es Geld.', 'style-geschlecht 5:5'],
    ['Für MitarbeiterInnen gibt es Geld.', 'style-geschlecht 5:5'],
    ['Der Antrag wird geprüft. Dann wird er bewilligt. Das Geld wird überwiesen.', 'style-passiv 5:50'],
  ])('%s', (body, first) => {
    expect(hints(body)[0]).toBe(first)
  })

  it.each([
    'Am besten fragen Sie Ihre Kammer. Das ist die größte Stadt im Land.',
    'Nehmen Sie Beispielsoft oder Musterphone.',
    'Die Datenschutz-Grundverordnung (DSGVO) gilt. Die DSGVO gilt für alle, auch mit KI.',
    'Jemand und niemand, Mandanten und Manager.',
    'Die Gründerin, der Gründer: innen wie außen.',
    'Sie sagte: „Du brauchst das perfekte Programm, das macht man so.“',
    'Der Antrag wird geprüft. Sie bekommen Post.',
    'Siehe `DSGVO` und [die Seite](https://www.example.de/perfekt).',
    '> Das war perfekt, sagt man.',
  ])('is not given for: %s', (body) => {
    expect(hints(body)).toEqual([])
  })

  it('leaves English entries alone, and entries about a product', () => {
    expect(hints('This is a perfekte man.', usual, 'lang: en\n')).toEqual([])
    expect(hints('Nehmen Sie Beispielsoft.', usual, 'x: 1\n').length).toBe(1)
    const about = file('Nehmen Sie Beispielsoft.')
    const text = about.read().replace('Ein Titel', 'Beispielsoft einrichten')
    expect(styleHints({ vocabulary: usual }, [{ ...about, read: () => text }])).toEqual([])
  })

  it('is switched off by content, and follows the house on gender', () => {
    const own = vocabularyOf('## Sprachhinweise\n\n- aus: man, anrede\n- geschlecht: :\n')
    expect(hints('Das macht man so, und du auch. Gründer:innen, Gründer*innen.', own)).toEqual(['style-geschlecht 5:47'])
    const wrong = emptyVocabulary()
    const [issue] = readVocabulary('vocabulary.md', '## Sprachhinweise\n\n- aus: mann\n', wrong)
    expect(issue).toMatchObject({ line: 3, code: 'style-line', hint: 'Meinten Sie „man“?' })
  })

  it('says what to write instead', () => {
    const own = vocabularyOf('## Sprachhinweise\n\n- geschlecht: :\n')
    expect(styleHints({ vocabulary: own }, [file('Für MitarbeiterInnen.')])[0]!.hint).toContain('Mitarbeiter:innen')
    expect(styleHints({ vocabulary: usual }, [file('Für MitarbeiterInnen.')])[0]!.hint).toContain('„Beschäftigte“')
  })
})

it('check prints them only when asked, and no hint is an error', async () => {
  const folder = knowledgeFolder({
    'articles/a.md': entryText('Eins', ['Eins?', 'eins hilfe', 'Was ist eins'], { body: 'Das macht man so.' }),
  })
  const { code, out } = await run('check', [folder, '--now', '2026-11-27', '--style'])
  expect([code, out]).toEqual([0, expect.stringContaining(`${folder}/articles/a.md:12:11  Hinweis: „man“ sagt nicht, wer gemeint ist. → `)])
  expect(out).toContain('Sprache: 1 Hinweis.')
})
