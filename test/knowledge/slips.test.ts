/** Slips of a tired hand on sound files: what cannot be meant, days that no calendar has, names that mislead. Each is told with a cure that works. */
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { article, event, funding, holds, issuesWith, VOCABULARY } from '../fixtures/mistakes.ts'

const TODAY = '2026-11-27'
const treffen = (fields: string) =>
  entryText('Treffen', ['Wie geht das mit Treffen?', 'Treffen anleitung', 'Was ist das Treffen?'], { fields })

describe('where and how much', () => {
  holds('events/x.md', (fields) => treffen(`start: 2026-12-03\norganiser: Netzwerk\n${fields}\n`), [
    [
      'on site without a place',
      'mode: vor Ort',
      'mode: vor Ort\nplace: { name: Haus, city: Ort }',
      '12:7',
      'no-place',
      'place: { name: Haus oder Raum',
    ],
    ['both without a place', 'mode: hybrid', 'mode: online', '12:7', 'no-place', 'mode: online'],
    [
      'online with a place',
      'mode: online\nplace: { name: Haus }',
      'mode: hybrid\nplace: { name: Haus }',
      '12:7',
      'online-with-place',
      'mode: hybrid',
    ],
  ])
  it('an event that says itself what is open needs no place yet', () => {
    expect(
      issuesWith('events/x.md', treffen('start: 2026-12-03\norganiser: Netzwerk\nmode: vor Ort\ntentative: Der Ort ist offen.\n')),
    ).toEqual([])
  })
  holds('funding/x.md', (field) => funding(`${field}\n`), [
    [
      'windows that overlap',
      'calls: [{ from: 2027-01-01, until: 2027-03-01 }, { from: 2027-02-01, until: 2027-04-01 }]',
      'calls: [{ from: 2027-01-01, until: 2027-03-01 }, { from: 2027-03-02, until: 2027-04-01 }]',
      '18:50',
      'calls-overlap',
      'Schreiben Sie from: 2027-03-02',
    ],
    [
      'a window without an end before another',
      'calls: [{ from: 2027-01-01 }, { from: 2027-02-01, until: 2027-04-01 }]',
      'calls: [{ from: 2027-01-01 }]',
      '18:31',
      'calls-overlap',
      '{ from: 2027-01-01 }',
    ],
    ['no money at all', 'amount: { max: 0 }', 'amount: {}', '18:16', 'out-of-range', 'löschen Sie max'],
    ['more money than there is', 'amount: { max: 1000000000000 }', 'amount: { max: 100000 }', '18:16', 'out-of-range', 'aus der Quelle'],
    ['a share of nothing', 'rate: 0 %', 'rate: 50 %', '18:7', 'out-of-range', 'löschen Sie rate'],
    ['a share of nobody knows what', 'rate: "50"', 'rate: 50 Prozent', '18:7', 'rate-without-unit', 'Schreiben Sie rate: 50 Prozent.'],
  ])
  it('two rounds that say what each is for may be open at once', () => {
    const calls = 'calls: [{ from: 2027-01-01, note: Handwerk }, { from: 2027-01-01, note: Vereine }]\n'
    expect(issuesWith('funding/x.md', funding(calls))).toEqual([])
  })
})

describe('days that no calendar has', () => {
  holds('events/x.md', (start) => event(`start: ${start}\n`), [
    ['the 31st of a short month', '2027-04-31T14:00', '2027-04-30T14:00', '12:8', 'wrong-value', '2027-04-30T14:00 oder 2027-05-01T14:00'],
    [
      'the same in German',
      '31.04.2027',
      '2027-05-01',
      '12:8',
      'wrong-value',
      'Der April 2027 hat nur 30 Tage. Schreiben Sie 2027-04-30 oder 2027-05-01.',
    ],
    ['29 February', '29.02.2027', '2027-02-28', '12:8', 'wrong-value', '2027-02-28 oder 2027-03-01'],
    ['day before month', '2026-24-12', '2026-12-24', '12:8', 'wrong-value', 'Schreiben Sie 2026-12-24;'],
    ['no strokes', '20261210', '2026-12-10', '12:8', 'wrong-value', 'Schreiben Sie 2026-12-10.'],
    ['midnight', '2026-12-10T24:00', '2026-12-11T00:00', '12:8', 'wrong-value', 'Schreiben Sie 2026-12-11T00:00.'],
  ])
  holds('articles/x.md', (day) => article(`asOf: ${day}\n`), [
    ['a month in words', 'Juni 2026', '2026-06', '10:7', 'wrong-value', 'Schreiben Sie 2026-06.'],
    ['a month with a stroke', '06/2026', '2026-06', '10:7', 'wrong-value', 'Schreiben Sie 2026-06.'],
    ['a day that is none', '2026-06-31', '2026-06-30', '10:7', 'wrong-value', '2026-06-30 oder 2026-07-01'],
  ])
})

describe('the head', () => {
  holds('articles/x.md', (field) => article(`${field}\n`), [
    ['fields of another block', '<<: *basis', 'topics: [eins]', '10:1', 'yaml-bad-alias', 'Löschen Sie die Zeile'],
    ['the same without a star', '<<: basis', 'topics: [eins]', '10:1', 'yaml-bad-alias', 'Löschen Sie die Zeile'],
    ['a star in front', 'short: *Neu', 'short: "*Neu"', '10:8', 'yaml-bad-alias', 'short: "*Neu"'],
    ['a field twice', 'title: Zwei', 'short: Zwei', '10:1', 'yaml-duplicate-key', 'Löschen Sie eine der beiden Zeilen.'],
  ])
  it('of a field that is there twice the first line is named', () => {
    expect(issuesWith('articles/x.md', article('title: Zwei\n'))[0]?.message).toBe('Das Feld „title“ steht zweimal da, zuerst in Zeile 2.')
  })
})

describe('names and sizes', () => {
  it('an entry with the name of a list is told, and a list among entries read by nobody', () => {
    expect(issuesWith('articles/area.md', article())).toMatchObject([
      { code: 'list-among-entries', severity: 'warning', line: 1, column: 1 },
    ])
    for (const [name, text] of [
      ['vocabulary.md', VOCABULARY],
      ['site.de.md', '## a\n\nb\n'],
    ] as const)
      expect(issuesWith(`articles/${name}`, text)).toMatchObject([
        { code: 'list-among-entries', severity: 'error', hint: 'Verschieben Sie die Datei neben die Ordner articles, funding, events.' },
      ])
  })
  it('a folder that is called like a file is told, empty or not', () => {
    const folder = knowledgeFolder({ 'articles/gut.md': article(), 'vocabulary.md/x.md': article() })
    mkdirSync(join(folder, 'routing.md'))
    mkdirSync(join(folder, 'articles', 'alt.md'))
    const told = allIssues(loadKnowledge([folder]), TODAY).map((issue) => [issue.file.replace(`${folder}/`, ''), issue.code])
    for (const name of ['vocabulary.md', 'routing.md', 'articles/alt.md']) expect(told).toContainEqual([name, 'folder-named-as-file'])
    expect(told.filter(([name]) => name === 'vocabulary.md/x.md')).toEqual([])
  })
  it('a file that nobody has typed is refused unread, an entry that is a book with its size', () => {
    const folder = knowledgeFolder({
      'articles/gut.md': article(),
      'articles/buch.md': article('', 'Wort. '.repeat(600).concat('\n\n').repeat(60)),
    })
    writeFileSync(join(folder, 'articles', 'riesig.md'), '')
    truncateSync(join(folder, 'articles', 'riesig.md'), 10_000_000)
    const loaded = loadKnowledge([folder])
    expect([...loaded.knowledge.entries.keys()]).toEqual(['articles/gut'])
    const told = loaded.issues.map(({ file, code, message }) => [file.replace(`${folder}/`, ''), code, message])
    expect(told).toContainEqual(['articles/riesig.md', 'too-large', 'Die Datei hat 10 MB; gelesen werden höchstens 2 MB.'])
    expect(told.find(([file]) => file === 'articles/buch.md')?.[1]).toBe('long-entry')
  })
  it('the mark of a file within a file is left out', () => {
    expect(issuesWith('articles/x.md', article('short: \ufeffNeu\n', '\ufeffDie Antwort.'))).toEqual([])
  })
})
