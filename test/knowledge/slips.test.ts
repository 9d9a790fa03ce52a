/** Slips of a tired hand on sound files: what cannot be meant, days that no calendar has, names that mislead. Each is told with a cure that works. */
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { article, contact, event, funding, holds, issuesWith, QUESTIONS, ROUTING, VOCABULARY } from '../fixtures/mistakes.ts'

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

/** An event, in whose head one line is another. */
const lines = (line: string, right: string) => (part: string) =>
  event('start: 2026-12-10\nrecurrence:\n  rule: FREQ=MONTHLY;BYDAY=2TH\n  until: 2027-12-31\n  holidays: entfällt\ncost: frei\n').replace(
    right,
    part === right ? right : line,
  )
const layout = (what: string, line: string, right: string, place: string, code: string, hint: string) =>
  holds('events/x.md', lines(line, right), [[what, line, right, place, code, hint]])

describe('lines in the wrong place', () => {
  layout(
    'one blank too many',
    '   until: 2027-12-31',
    '  until: 2027-12-31',
    '15:4',
    'yaml-block-as-implicit-key',
    'mit 2 Leerzeichen: until',
  )
  layout('one too few', ' until: 2027-12-31', '  until: 2027-12-31', '15:2', 'yaml-bad-indent', 'mit 2 Leerzeichen: until')
  layout('none', '\nuntil: 2027-12-31', '\n  until: 2027-12-31', '15:1', 'yaml-block-as-implicit-key', 'mit 2 Leerzeichen: until')
  layout('a field with a blank before it', ' tentative: Noch offen', 'cost: frei', '17:2', 'yaml-bad-indent', 'ganz links: tentative')
  layout(
    'a question without its indent',
    '\n- Treffen anleitung',
    '\n  - Treffen anleitung',
    '5:1',
    'yaml-block-as-implicit-key',
    'mit 2 Leerzeichen: - Treffen',
  )
  layout(
    'a question with too much of it',
    '    - Treffen anleitung',
    '  - Treffen anleitung',
    '5:5',
    'joined-line',
    'mit 2 Leerzeichen: - Treffen',
  )
  layout('the first field', ' title: Treffen', 'title: Treffen', '2:2', 'yaml-unexpected-token', 'ganz links: title')
  layout('a field without its colon', 'cost frei', 'cost: frei', '17:1', 'yaml-missing-char', 'Schreiben Sie cost: frei')
  layout('a semicolon', 'cost; frei', 'cost: frei', '17:1', 'yaml-missing-char', 'Schreiben Sie cost: frei')
  layout('text in the head', 'cost: frei\nAuch für Gäste', 'cost: frei', '18:1', 'yaml-missing-char', 'unter den Kopf')
  layout('words behind a hash', 'cost: frei #1 der Region', 'cost: frei', '17:12', 'lost-behind-hash', 'cost: "frei #1 der Region"')
  layout('quotation marks of a word processor', 'cost: „frei“', 'cost: frei', '17:7', 'typographic-quotes', 'Schreiben Sie cost: frei')
  layout('an apostrophe within', "cost: 'wie's kommt'", 'cost: frei', '17:12', 'yaml-unexpected-token', `cost: "wie's kommt"`)
  layout('a list left open', 'topics: [eins', 'cost: frei', '17:9', 'yaml-bad-indent', 'Schreiben Sie topics: [eins]')
  layout(
    'braces without a comma',
    'place: { name: Haus city: Ort }',
    'cost: frei',
    '17:1',
    'yaml-block-in-flow',
    'place: { name: Haus, city: Ort }',
  )
})

describe('the borders of the head', () => {
  const closed = (border: string) => article().replace('\n---\n', `\n${border}\n`)
  holds('articles/x.md', closed, [
    ['two dashes', '--', '---', '10:1', 'unclosed-front-matter', 'genau drei Striche'],
    ['four dashes', '----', '---', '10:1', 'unclosed-front-matter', 'genau drei Striche'],
    ['stars', '***', '---', '10:1', 'unclosed-front-matter', 'genau drei Striche'],
    ['a blank before it', ' ---', '---', '10:1', 'unclosed-front-matter', 'genau drei Striche'],
    ['nothing', '', '---', '12:1', 'unclosed-front-matter', 'vor diese Zeile'],
  ])
  it.each([
    ['the first line is gone', article().slice(4), 'Über dem ersten Feld'],
    ['all between marks of code', `\`\`\`\n${article()}\`\`\`\n`, 'zwischen Zeilen mit ```'],
    ['words before it', `Hallo\n\n${article()}`, 'Vor dem Kopf steht Text'],
  ])('%s', (_, text, message) => {
    expect(issuesWith('articles/x.md', text)).toMatchObject([{ line: 1, message: expect.stringContaining(message) }])
  })
  it('the same text twice is told once, with the line from which it may go', () => {
    expect(issuesWith('articles/x.md', `${article()}\n${article()}`)).toMatchObject([
      { code: 'second-head', line: 14, hint: 'Das ist derselbe Text noch einmal: Löschen Sie alles ab Zeile 14.' },
    ])
  })
})

describe('values as people write them', () => {
  holds('events/x.md', (line) => treffen(`organiser: Netzwerk\n${line}\n`), [
    [
      'a field by its German name',
      'mode: online\ndatum: 2026-12-10',
      'mode: online\nstart: 2026-12-10',
      '12:1',
      'unknown-field',
      '„start“',
    ],
    [
      'a field that only lacks beside it',
      'xyz: online\nstart: 2026-12-10',
      'mode: online\nstart: 2026-12-10',
      '11:1',
      'unknown-field',
      '„mode“',
    ],
    [
      'a weekday before it',
      'mode: online\nstart: Do, 10.12.2026',
      'mode: online\nstart: 2026-12-10',
      '12:8',
      'wrong-value',
      'Schreiben Sie 2026-12-10.',
    ],
    [
      'a span of hours',
      'mode: online\nstart: 10.12.2026, 14-16 Uhr',
      'mode: online\nstart: 2026-12-10T14:00\nend: 2026-12-10T16:00',
      '12:8',
      'wrong-value',
      '2026-12-10T14:00, und in eine Zeile darunter end: 2026-12-10T16:00.',
    ],
    ['no year', 'mode: online\nstart: 10.12.', 'mode: online\nstart: 2026-12-10', '12:8', 'wrong-value', 'JJJJ-12-10'],
    [
      'two ways at once',
      'mode: [online, vor Ort]\nstart: 2026-12-10\nplace: { name: Haus }',
      'mode: hybrid\nstart: 2026-12-10\nplace: { name: Haus }',
      '11:1',
      'unknown-value',
      '„hybrid“',
    ],
  ])
  holds('events/x.md', (rule) => event(`start: 2026-12-10\nrecurrence:\n  rule: ${rule}\n`), [
    ['a German weekday', 'FREQ=MONTHLY;BYDAY=2DO', 'FREQ=MONTHLY;BYDAY=2TH', '14:9', 'bad-rule', 'Schreiben Sie FREQ=MONTHLY;BYDAY=2TH.'],
    ['a German word', 'FREQ=MONATLICH;BYDAY=2TH', 'FREQ=MONTHLY;BYDAY=2TH', '14:9', 'bad-rule', 'Schreiben Sie FREQ=MONTHLY;BYDAY=2TH.'],
    [
      'commas and colons',
      'FREQ:MONTHLY,BYDAY:2TH',
      'FREQ=MONTHLY;BYDAY=2TH',
      '14:9',
      'wrong-value',
      'Schreiben Sie FREQ=MONTHLY;BYDAY=2TH.',
    ],
    ['words', 'jeden Donnerstag', 'FREQ=WEEKLY;BYDAY=TH', '14:9', 'wrong-value', 'Schreiben Sie FREQ=WEEKLY;BYDAY=TH.'],
    ['words that mean two things', 'jeden zweiten Donnerstag', 'FREQ=MONTHLY;BYDAY=2TH', '14:9', 'wrong-value', 'Zum Beispiel'],
    ['every two weeks', 'FREQ=BIWEEKLY', 'FREQ=WEEKLY;INTERVAL=2', '14:9', 'bad-rule', 'Schreiben Sie FREQ=WEEKLY;INTERVAL=2.'],
  ])
  holds('contacts/x.md', (field) => contact(`${field}\n`), [
    [
      'an address in one line',
      'address: Weg 1, 06110 Halle',
      'address: { street: Weg 1, postcode: "06110", city: Halle }',
      '12:10',
      'wrong-type',
      'address: { street: Weg 1, postcode: "06110", city: Halle }',
    ],
    [
      'a postcode with its town',
      'address: { postcode: 06110 Halle, city: Halle }',
      'address: { postcode: "06110", city: Halle }',
      '12:22',
      'wrong-value',
      'Schreiben Sie "06110".',
    ],
    ['a mailbox with a name', 'mail: Kammer <a@b.de>', 'mail: a@b.de', '12:7', 'wrong-value', 'Schreiben Sie a@b.de.'],
    ['two mailboxes', 'mail: a@b.de, c@d.de', 'mail: a@b.de', '12:7', 'wrong-value', 'nur eine Adresse: a@b.de.'],
    ['a word before a number', 'phone: Tel. 0391 5693', 'phone: "0391 5693"', '12:8', 'wrong-value', 'Schreiben Sie "0391 5693".'],
    ['a letter for a zero', 'phone: O391 5693', 'phone: "0391 5693"', '12:8', 'wrong-value', 'Schreiben Sie "0391 5693".'],
    ['two numbers', 'phone: 0391 5693 oder 0391 5694', 'phone: "0391 5693"', '12:8', 'wrong-value', 'nur eine Nummer: "0391 5693".'],
    ['a page as a link', 'web: "[K](https://x.de/a)"', 'web: https://x.de/a', '12:6', 'wrong-value', 'Schreiben Sie https://x.de/a.'],
    ['a page with a slip', 'web: htps://x.de', 'web: https://x.de', '12:6', 'wrong-value', 'Schreiben Sie https://x.de.'],
    ['a page with a comma', 'web: https://www,x.de', 'web: https://www.x.de', '12:6', 'wrong-value', 'Schreiben Sie https://www.x.de.'],
    ['a way in one word', 'access: telefonisch', 'access: [Telefon]', '12:9', 'wrong-type', 'access: [Telefon].'],
    ['a language in full', 'languages: [Deutsch]', 'languages: [de]', '12:13', 'wrong-value', 'Schreiben Sie de.'],
    ['a topic by its name', 'topics: [Eins]', 'topics: [eins]', '12:10', 'wrong-value', 'Meinten Sie „eins“?'],
    ['an entry by its title', 'next: [Gut]', 'next: [articles/gut]', '12:8', 'wrong-value', 'Meinten Sie „articles/gut“?'],
  ])
  holds('funding/x.md', (field) => funding(`${field}\n`), [
    [
      'a span of money',
      'amount: 3.000 bis 70.000 Euro',
      'amount: { min: 3000, max: 70000 }',
      '18:9',
      'wrong-type',
      'amount: { min: 3000, max: 70000 }',
    ],
    ['a sum with cents', 'amount: { max: 70.000,00 }', 'amount: { max: 70000 }', '18:16', 'number-with-dot', '70000'],
    [
      'a number with a bound',
      'loan: { years: höchstens 10 }',
      'loan: { years: 10 }',
      '18:16',
      'wrong-type',
      'Schreiben Sie nur Ziffern: 10.',
    ],
    ['a share as a number', 'rate: 50', 'rate: 50 Prozent', '18:7', 'wrong-type', 'rate: 50 Prozent.'],
    [
      'a window in words',
      'calls: 01.01.2027 bis 31.03.2027',
      'calls: [{ from: 2027-01-01, until: 2027-03-31 }]',
      '18:8',
      'wrong-type',
      'calls: [{ from: 2027-01-01, until: 2027-03-31 }]',
    ],
    [
      'one window without brackets',
      'calls: { from: 2027-01-01 }',
      'calls: [{ from: 2027-01-01 }]',
      '18:1',
      'wrong-type',
      'calls: [{ from: 2027-01-01 }]',
    ],
    ['a number with a comma', 'amount: { max: 1,5 Mio. }', 'amount: { max: 1500000 }', '18:18', 'unknown-field', 'ohne Komma und Punkt'],
  ])
  holds('articles/x.md', (body) => article('', body), [
    ['bullets of a word processor', 'Text:\n\n• Eins\n• Zwei', 'Text:\n\n- Eins\n- Zwei', '14:1', 'bullet', 'Schreiben Sie - Eins'],
    [
      'a cell that nobody sees',
      'T.\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |',
      'T.\n\n| a | b |\n|---|---|\n| 1 | 2, 3 |',
      '16:1',
      'table-cells',
      'Überschrift',
    ],
    [
      'a row that lacks a cell',
      'T.\n\n| a | b |\n|---|---|\n| 1 |\n| 2 | 3 |',
      'T.\n\n| a | b |\n|---|---|\n| 1 | |\n| 2 | 3 |',
      '16:1',
      'table-cells-missing',
      'mit zwei Strichen',
    ],
    [
      'a paragraph glued to a table',
      'T.\n\n| a | b |\n|---|---|\n| 1 | 2 |\nDanach geht es weiter.',
      'T.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nDanach geht es weiter.',
      '17:1',
      'table-cells-missing',
      'leere Zeile',
    ],
    [
      'quotation marks round an address',
      'Siehe [a](„https://x.de“).',
      'Siehe [a](https://x.de).',
      '12:1',
      'broken-link',
      'https://x.de, ohne',
    ],
  ])
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
  it.each(['vocabulary.md', 'routing.md', 'questions.md', 'messages.de.md'])(
    '%s without a heading says nothing, and that is told',
    (name) => {
      expect(issuesWith(name, 'kaputt\n').filter(({ file }) => file === name)).toMatchObject([
        {
          code: 'empty-file',
          line: 1,
          column: 1,
          message: `In „${name}“ steht keine Überschrift, also keine Liste; was zuletzt darin stand, gilt weiter.`,
        },
      ])
    },
  )
  it('a list without a heading takes no place away', () => {
    const folder = knowledgeFolder({ 'articles/gut.md': article(), 'vocabulary.md': VOCABULARY })
    const before = loadKnowledge([folder])
    writeFileSync(join(folder, 'vocabulary.md'), 'kaputt')
    const { knowledge, staleFiles } = loadKnowledge([folder], before)
    expect(knowledge.vocabulary.regions).toEqual(before.knowledge.vocabulary.regions)
    expect(staleFiles).toHaveLength(1)
  })
  it('a name in quotation marks of a word processor is told, and arrives', () => {
    const folder = knowledgeFolder({ 'articles/gut.md': article(), 'area.md': '---\nname: { de: Wegweiser, en: Guide }\n---\n' })
    const before = loadKnowledge([folder])
    writeFileSync(join(folder, 'area.md'), '---\nname: { de: „Kompass“, en: Guide }\n---\n')
    const { knowledge, issues } = loadKnowledge([folder], before)
    expect(knowledge.area.name.de).toBe('„Kompass“')
    expect(issues).toMatchObject([{ code: 'typographic-quotes', line: 2, column: 13, hint: 'Schreiben Sie Kompass' }])
  })
  it('the mark of a file within a file is left out', () => {
    expect(issuesWith('articles/x.md', article('short: \ufeffNeu\n', '\ufeffDie Antwort.'))).toEqual([])
  })
})

describe('found by editing what ships once more', () => {
  holds('events/x.md', (rule) => event(`start: 2026-12-03\nrecurrence: { rule: ${rule}, until: 2027-12-31 }\n`), [
    [
      'two ends of a series',
      'FREQ=MONTHLY;BYDAY=1TH;UNTIL=20261231',
      'FREQ=MONTHLY;BYDAY=1TH;UNTIL=20271231',
      '13:67',
      'two-ends',
      'Löschen Sie UNTIL aus der Regel',
    ],
  ])
  holds('contacts/x.md', (field) => contact(`${field}\n`), [
    ['a word behind a number', 'phone: 0800 4 5555 20 (kostenlos)', 'phone: "0800 4 5555 20"', '12:8', 'wrong-value', '"0800 4 5555 20"'],
    [
      'a stop behind an address',
      'web: https://www.amt.de/seite.',
      'web: https://www.amt.de/seite',
      '12:6',
      'wrong-value',
      'Schreiben Sie https://www.amt.de/seite.',
    ],
    [
      'a letter that only looks like ours',
      'next: [\u0430rticles/gut]',
      'next: [articles/gut]',
      '12:8',
      'wrong-value',
      'articles/gut mit unseren Buchstaben: Das „\u0430“',
    ],
  ])
  holds('articles/x.md', (body) => article('', `Anfang.\n\n${body}`), [
    ['a number to be filled in', 'Rufen Sie an: 0391 XXXXX.', 'Rufen Sie an: 0391 12345.', '14:20', 'unwritten', 'XXXXX'],
    ['a mark of a conflict that was overlooked', '>>>>>>> main', 'Ende.', '14:1', 'conflict', 'Löschen Sie diese Zeile'],
  ])
  holds('routing.md', (part) => ROUTING.concat('\n', part, '\n'), [
    [
      'office hours that end before they begin',
      '## Bürozeiten\n\n| Tage | Von | Bis |\n|---|---|---|\n| Fr | 12:00 | 09:00 |',
      '## Bürozeiten\n\n| Tage | Von | Bis |\n|---|---|---|\n| Fr | 09:00 | 12:00 |',
      '17:1',
      'office-hours',
      '| Fr | 09:00 | 12:00 |',
    ],
    [
      'a reminder after everything is passed on',
      '## Fristen\n\n- Erinnern nach: 12 Bürostunden\n- Weitergeben nach: 8 Bürostunden',
      '## Fristen\n\n- Erinnern nach: 4 Bürostunden\n- Weitergeben nach: 8 Bürostunden',
      '15:1',
      'deadlines-reversed',
      'kleinere Zahl',
    ],
  ])
  holds('questions.md', (item) => QUESTIONS.replace('- Frage drei', `- Frage drei\n${item}`), [
    ['a dash without a blank', '-Frage vier', '- Frage vier', '10:1', 'list-mark', 'Schreiben Sie - Frage vier'],
    ['the dot of a word processor', '• Frage vier', '- Frage vier', '10:1', 'list-mark', 'Schreiben Sie - Frage vier'],
  ])
  it('sentences in a third language are no misspelled German ones', () => {
    const [issue] = issuesWith('messages.fr.md', '## none\n\nBonjour.\n').filter(({ file }) => file === 'messages.fr.md')
    expect(issue).toMatchObject({ code: 'file-name', hint: 'Sätze gibt es auf Deutsch und Englisch: messages.de.md und messages.en.md.' })
  })
  it('a file in the place of a folder', () => {
    const folder = knowledgeFolder({ 'articles/gut.md': article(), contacts: 'Kontakte' })
    const told = loadKnowledge([folder]).issues.map(({ file, code }) => [file.replace(`${folder}/`, ''), code])
    expect(told).toEqual([['contacts', 'file-instead-of-folder']])
  })
})
