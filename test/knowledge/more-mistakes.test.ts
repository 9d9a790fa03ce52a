/** More mistakes of the kinds of `mistakes.test.ts`, each told at its line and column with a fix, and the fix, followed to the letter, mends it. */
import { describe, expect, it } from 'vitest'
import {
  article,
  contact,
  event,
  funding,
  holds,
  issuesWith,
  QUESTIONS,
  REGIONS,
  ROUTING,
  series,
  VOCABULARY,
  WORDS,
} from '../fixtures/mistakes.ts'

describe('the head', () => {
  holds('articles/x.md', (title) => article().replace('title: Eins', title), [
    ['a colon without its blank', 'title:Eins', 'title: Eins', '2:1', 'yaml-multiline-implicit-key', 'Schreiben Sie title: Eins'],
    ['a wide colon', 'title： Eins', 'title: Eins', '2:1', 'yaml-multiline-implicit-key', 'Schreiben Sie title: Eins'],
    ['an equals sign', 'title = Eins', 'title: Eins', '2:1', 'yaml-multiline-implicit-key', 'Schreiben Sie title: Eins'],
    ['a quotation mark left open', 'title: "Eins', 'title: "Eins"', '2:8', 'yaml-missing-char', 'Schreiben Sie title: "Eins"'],
    ['@ at the beginning', 'title: @Eins', 'title: "@Eins"', '2:8', 'yaml-bad-scalar-start', 'title: "@Eins"'],
    ['% at the beginning', 'title: %Eins', 'title: "%Eins"', '2:8', 'yaml-bad-scalar-start', 'title: "%Eins"'],
    ['! at the beginning, which takes a word off', 'title: !Eins zwei', 'title: "!Eins zwei"', '2:8', 'yaml-bad-alias', '"!Eins zwei"'],
    ['& at the beginning, which takes a word off', 'title: &Eins zwei', 'title: "&Eins zwei"', '2:8', 'yaml-bad-alias', '"&Eins zwei"'],
    ['a type of YAML', 'title: !!str Eins', 'title: "!!str Eins"', '2:8', 'yaml-bad-alias', '"!!str Eins"'],
    ['brackets at the beginning', 'title: [Neu] Eins', 'title: "[Neu] Eins"', '2:14', 'yaml-unexpected-token', 'title: "[Neu] Eins"'],
    ['a dash at the beginning', 'title: - Eins', 'title: "- Eins"', '2:8', 'yaml-unexpected-token', 'title: "- Eins"'],
    ['one title in brackets', 'title: [Eins]', 'title: Eins', '2:1', 'wrong-type', 'ohne Klammern: Eins.'],
  ])
  holds('articles/x.md', (line) => article().replace('  - Eins anleitung', line), [
    ['a dash without its blank', '  -Eins anleitung', '  - Eins anleitung', '5:3', 'yaml-bad-indent', 'Schreiben Sie - Eins'],
    ['a dash alone', '  -', '  - Eins anleitung', '5:4', 'empty-field', 'hinter den Strich'],
    ['a question twice', '  - Wie geht das mit Eins?', '  - Eins anleitung', '5:5', 'named-twice', 'Löschen Sie eine'],
    ['a question that is a list', '  - - Eins anleitung', '  - Eins anleitung', '5:5', 'wrong-type', 'ohne Klammern: Eins anleitung.'],
  ])
  holds('articles/x.md', (field) => article(`${field}\n`), [
    ['words without brackets', 'topics: eins', 'topics: [eins]', '10:9', 'wrong-type', '[eins]'],
    ['a field in German', 'themen: [eins]', 'topics: [eins]', '10:1', 'unknown-field', 'Meinten Sie „topics“?'],
    ['an id by its file', 'next: [articles/gut.md]', 'next: [articles/gut]', '10:8', 'wrong-value', 'Schreiben Sie articles/gut.'],
    ['an id by its address', 'next: [/wissen/gut]', 'next: [articles/gut]', '10:8', 'wrong-value', 'Schreiben Sie articles/gut.'],
    ['an id in German', 'next: [Artikel/Gut]', 'next: [articles/gut]', '10:8', 'wrong-value', 'Schreiben Sie articles/gut.'],
    ['a topic twice', 'topics: [eins, eins]', 'topics: [eins]', '10:16', 'named-twice', 'Löschen Sie eine'],
    ['a day in place of a span', 'valid: 2027-01-31', 'valid: { until: 2027-01-31 }', '10:8', 'wrong-type', 'valid: { until: 2027-01-31 }'],
    ['another word for a field', 'valid: { to: 2027-01-31 }', 'valid: { until: 2027-01-31 }', '10:10', 'unknown-field', '„until“'],
    ['a question asked and shut out', 'not: [Eins anleitung]', 'not: [Zwei anleitung]', '10:7', 'asked-and-shut-out', 'Löschen Sie eine'],
    ['a day with strokes', 'asOf: 2026/11/01', 'asOf: 2026-11-01', '10:7', 'wrong-value', 'Schreiben Sie 2026-11-01.'],
  ])
  holds('articles/x.md', (source) => article().replace('{ name: Quelle }', source), [
    ['a source as a word', 'Quelle', '{ name: Quelle }', '9:9', 'wrong-type', 'source: { name: Quelle }'],
    [
      'an address without its beginning',
      '{ name: Q, url: www.x.de }',
      '{ name: Q, url: https://www.x.de }',
      '9:25',
      'wrong-value',
      'https://www.x.de.',
    ],
    [
      'an address with a blank',
      '{ name: Q, url: "https://x.de/a b" }',
      '{ name: Q, url: "https://x.de/a%20b" }',
      '9:25',
      'wrong-value',
      'https://x.de/a%20b.',
    ],
    [
      'an address with a password',
      '{ name: Q, url: "https://a:b@x.de/" }',
      '{ name: Q, url: "https://x.de/" }',
      '9:25',
      'wrong-value',
      'https://x.de/.',
    ],
  ])
  it.each([
    ['blank lines before it', `\n\n${article()}`, 'Vor dem Kopf stehen'],
    ['dashes of another kind', article().replaceAll(/^---/gm, '–––'), 'Gedankenstrichen'],
    ['a PDF', '%PDF-1.7\n', 'Das ist ein PDF'],
    ['a page', '<!DOCTYPE html><p>x', 'Das ist eine Seite in HTML'],
    ['a text of a word processor', String.raw`{\rtf1 x}`, 'im Format RTF'],
  ])('%s', (_, text, message) => {
    expect(issuesWith('articles/x.md', text)[0]).toMatchObject({ line: 1, column: 1, message: expect.stringContaining(message) })
  })
})

describe('days and rules', () => {
  holds('events/x.md', (start) => event(`start: ${start}\n`), [
    ['a blank in place of T', '2026-12-03 14:00', '2026-12-03T14:00', '12:8', 'wrong-value', 'Schreiben Sie 2026-12-03T14:00.'],
    ['seconds', '2026-12-03T14:00:00', '2026-12-03T14:00', '12:8', 'wrong-value', 'Schreiben Sie 2026-12-03T14:00.'],
    ['an hour of one figure', '2026-12-03T9:00', '2026-12-03T09:00', '12:8', 'wrong-value', 'Schreiben Sie 2026-12-03T09:00.'],
    ['Uhr', '2026-12-03 14 Uhr', '2026-12-03T14:00', '12:8', 'wrong-value', 'Schreiben Sie 2026-12-03T14:00.'],
    ['a month in words', '3. Dezember 2026', '2026-12-03', '12:8', 'wrong-value', 'Schreiben Sie 2026-12-03.'],
    ['a year of two figures', '3.12.26', '2026-12-03', '12:8', 'wrong-value', 'Schreiben Sie 2026-12-03.'],
    ['a time zone', '2026-12-03T14:00Z', '2026-12-03T14:00', '12:8', 'wrong-value', '2026-12-03T14:00'],
    ['the year 0', '0000-12-03', '2026-12-03', '12:8', 'wrong-value', 'Jahr'],
    ['a year mistyped', '2206-12-03', '2026-12-03', '12:8', 'wrong-value', 'Jahr'],
  ])
  holds('events/x.md', (rest) => event(`start: 2026-12-03T14:00\n${rest}\n`), [
    ['an end at the beginning', 'end: 2026-12-03T14:00', 'end: 2026-12-03T16:00', '13:6', 'no-length', 'löschen Sie die Zeile'],
    ['an end a year later', 'end: 2027-12-03T16:00', 'end: 2026-12-03T16:00', '13:6', 'very-long', 'Jahr'],
    ['a contact that is none', 'contact: articles/gut', 'cost: frei', '13:10', 'wrong-value', 'contacts/'],
    ['no in German', 'cancelled: nein', 'cancelled: false', '13:12', 'wrong-type', 'Schreiben Sie false.'],
    [
      'an address with its protocol',
      'booking: { title: A, provider: mail, url: "mailto:a@b.de" }',
      'booking: { title: A, provider: mail, url: "a@b.de" }',
      '13:43',
      'wrong-value',
      'a@b.de.',
    ],
    [
      'a rule alone',
      'recurrence: FREQ=WEEKLY;BYDAY=TH',
      'recurrence: { rule: FREQ=WEEKLY;BYDAY=TH }',
      '13:13',
      'wrong-type',
      'recurrence: { rule: FREQ=WEEKLY;BYDAY=TH }',
    ],
    [
      'a rule in small letters',
      'recurrence: { rule: freq=weekly;byday=th }',
      'recurrence: { rule: FREQ=WEEKLY;BYDAY=TH }',
      '13:21',
      'wrong-value',
      'FREQ=WEEKLY;BYDAY=TH.',
    ],
    [
      'a rule with its name',
      'recurrence: { rule: "RRULE:FREQ=WEEKLY;BYDAY=TH" }',
      'recurrence: { rule: "FREQ=WEEKLY;BYDAY=TH" }',
      '13:21',
      'wrong-value',
      'FREQ=WEEKLY;BYDAY=TH.',
    ],
    [
      'all dates excepted',
      'recurrence: { rule: FREQ=WEEKLY;COUNT=1, except: [2026-12-03] }',
      'recurrence: { rule: FREQ=WEEKLY;COUNT=2, except: [2026-12-03] }',
      '13:21',
      'no-date-left',
      'except',
    ],
    [
      'a day excepted twice',
      'recurrence: { rule: FREQ=WEEKLY, except: [2026-12-10, 2026-12-10] }',
      'recurrence: { rule: FREQ=WEEKLY, except: [2026-12-10] }',
      '13:55',
      'named-twice',
      'Löschen Sie eine',
    ],
  ])
  it('a series that meets holidays alone has no date left', () => {
    const found = issuesWith('events/x.md', series('2027-01-01', 'rule: FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1'))
    expect(found).toMatchObject([{ code: 'no-date-left', line: 13, column: 21 }])
  })
})

describe('numbers, places and people', () => {
  holds('funding/x.md', (field) => funding(`${field}\n`), [
    [
      'a sum in words',
      'amount: { max: 70.000 Euro }',
      'amount: { max: 70000 }',
      '18:16',
      'wrong-type',
      'Schreiben Sie nur Ziffern: 70000.',
    ],
    [
      'a sum in quotation marks',
      'amount: { max: "70000" }',
      'amount: { max: 70000 }',
      '18:16',
      'wrong-type',
      'Schreiben Sie nur Ziffern: 70000.',
    ],
    ['a sum alone', 'amount: 70000', 'amount: { max: 70000 }', '18:9', 'wrong-type', 'amount: { max: 70000 }'],
    ['no number at all', 'amount: { max: .nan }', 'amount: { max: 70000 }', '18:16', 'number-as-code', 'löschen Sie das Feld'],
    ['a term shorter than a part of it', 'loan: { years: 2, free: 5 }', 'loan: { years: 5, free: 2 }', '18:25', 'out-of-range', 'Tauschen'],
    ['a mailbox in place of a page', 'link: info@x.de', 'link: https://x.de', '18:7', 'wrong-value', 'https://'],
  ])
  holds('contacts/x.md', (field) => contact(`${field}\n`), [
    ['a mailbox with (at)', 'mail: info (at) b.de', 'mail: info@b.de', '12:7', 'wrong-value', 'Schreiben Sie info@b.de.'],
    ['a mailbox with its protocol', 'mail: mailto:a@b.de', 'mail: a@b.de', '12:7', 'wrong-value', 'Schreiben Sie a@b.de.'],
    ['a page without its beginning', 'web: www.x.de', 'web: https://www.x.de', '12:6', 'wrong-value', 'Schreiben Sie https://www.x.de.'],
    ['a channel that is none', 'handOff: zwei', 'handOff: eins', '12:10', 'unknown-channel-word', 'eins'],
  ])
  it('who is meant and shut out at once is told', () => {
    const found = issuesWith('funding/x.md', funding('', 'who: alle, sectors: [handel], excluded: [handel]'))
    expect(found).toMatchObject([{ code: 'both-ways', line: 17, column: 54 }])
  })
})

describe('lists', () => {
  holds('vocabulary.md', (row) => WORDS + REGIONS.replace('| kreis | Kreis | land | kreis | 99002-99004 |', row), [
    [
      'a parent that is none',
      '| kreis | Kreis | lant | kreis | |',
      '| kreis | Kreis | land | kreis | |',
      '18:1',
      'unknown-region',
      '„land“',
    ],
    ['a region in a circle', '| kreis | Kreis | kreis | kreis | |', '| kreis | Kreis | land | kreis | |', '18:1', 'region-circle', 'leer'],
    [
      'a span backwards',
      '| kreis | Kreis | land | kreis | 99004-99002 |',
      '| kreis | Kreis | land | kreis | 99002-99004 |',
      '18:1',
      'postcode',
      'Schreiben Sie 99002-99004.',
    ],
    [
      'a span of everything',
      '| kreis | Kreis | land | kreis | 00000-99999 |',
      '| kreis | Kreis | land | kreis | 99002 |',
      '18:1',
      'postcode',
      'Prüfen',
    ],
    ['a cell too few', '| kreis | Kreis |', '| kreis | Kreis | | | |', '18:1', 'cells', 'für jede Spalte'],
    [
      'a cell too many',
      '| kreis | Kreis | land | kreis | 99002 | 99003 |',
      '| kreis | Kreis | land | kreis | 99002, 99003 |',
      '18:1',
      'cells',
      'mit Komma',
    ],
  ])
  holds('vocabulary.md', (text) => VOCABULARY.replace('| Kennung | Name | Wörter |\n|---|---|---|\n| eins | Eins | eins |', text), [
    [
      'columns changed about',
      '| Name | Kennung | Wörter |\n|---|---|---|\n| eins | Eins | eins |',
      '| Kennung | Name | Wörter |\n|---|---|---|\n| eins | Eins | eins |',
      '7:1',
      'columns',
      'Kennung, Name',
    ],
    [
      'a list in place of a table',
      '- eins\n- zwei',
      '| Kennung | Name | Wörter |\n|---|---|---|\n| eins | Eins | eins |',
      '7:1',
      'list-shape',
      '| Kennung | Name',
    ],
  ])
  holds('routing.md', (text) => ROUTING.replace('## Letzte Anlaufstelle\n\n- eins\n', text), [
    [
      'a section that is none',
      '## Letzte Anlaufstele\n\n- eins\n',
      '## Letzte Anlaufstelle\n\n- eins\n',
      '9:1',
      'unknown-list',
      '„Letzte Anlaufstelle“',
    ],
    [
      'a section without its line',
      '## Letzte Anlaufstelle\n',
      '## Letzte Anlaufstelle\n\n- eins\n',
      '9:1',
      'empty-list',
      'Schreiben Sie die Liste',
    ],
    [
      'a channel that is none',
      '## Letzte Anlaufstelle\n\n- zwei\n',
      '## Letzte Anlaufstelle\n\n- eins\n',
      '11:1',
      'unknown-channel-word',
      'eins',
    ],
  ])
  holds('routing.md', (row) => ROUTING.replace('| eins | Eins | | | |', row), [
    [
      'a channel twice',
      '| eins | Eins | | | |\n| eins | Zwei | | | |',
      '| eins | Eins | | | |\n| zwei | Zwei | | | |',
      '8:1',
      'duplicate-row',
      'eigene Kennung',
    ],
  ])
  holds('questions.md', (text) => QUESTIONS.replace('# Messung\n\n## articles/gut\n- Frage drei\n', text), [
    [
      'a part mistyped',
      '# Mesung\n\n## articles/gut\n- Frage drei\n',
      '# Messung\n\n## articles/gut\n- Frage drei\n',
      '6:1',
      'question-heading',
      '„Messung“',
    ],
    [
      'a question without its dash',
      '# Messung\n\n## articles/gut\n\nFrage drei\n',
      '# Messung\n\n## articles/gut\n\n- Frage drei\n',
      '8:1',
      'question-list',
      'je Zeile -',
    ],
    [
      'a dash without its question',
      '# Messung\n\n## articles/gut\n- Frage drei\n-\n',
      '# Messung\n\n## articles/gut\n- Frage drei\n',
      '10:1',
      'question-list',
      'löschen Sie die Zeile',
    ],
    [
      'a question twice',
      '# Messung\n\n## articles/gut\n- Frage drei\n- Frage drei\n',
      '# Messung\n\n## articles/gut\n- Frage drei\n',
      '10:1',
      'question-twice',
      'Löschen Sie eine',
    ],
  ])
  it.each(['vocabulary.md', 'routing.md', 'questions.md', 'messages.de.md', 'area.md'])('%s without a word is told', (name) => {
    const found = issuesWith(name, '\n')
    expect(found.filter((issue) => issue.file === name)).toMatchObject([{ code: 'empty-file', line: 1, column: 1 }])
  })
  it('a list that nobody has written is told once, where an entry names a word of it', () => {
    const found = issuesWith('articles/x.md', article('audience: [alle]\n'))
    expect(found).toMatchObject([{ code: 'no-list', line: 10, column: 12 }])
  })
})

describe('sentences', () => {
  holds('messages.de.md', (text) => text, [
    ['a brace left open', '## checked\n\nGeprüft am {day.\n', '## checked\n\nGeprüft am {day}.\n', '3:12', 'loose-brace', '{day}'],
    ['two braces', '## checked\n\nGeprüft am {{day}}.\n', '## checked\n\nGeprüft am {day}.\n', '3:12', 'loose-brace', '{day}'],
    ['blanks in braces', '## checked\n\nGeprüft am { day }.\n', '## checked\n\nGeprüft am {day}.\n', '3:12', 'loose-brace', '{day}'],
    [
      'a heading of the third degree',
      '### checked\n\nGeprüft am {day}.\n',
      '## checked\n\nGeprüft am {day}.\n',
      '1:1',
      'heading-level',
      'Schreiben Sie ## checked',
    ],
    [
      'a note in place of a sentence',
      '## thanks\n\n<!-- weg -->\n',
      '## thanks\n\nGern.\n',
      '1:1',
      'empty-message',
      'Schreiben Sie den Satz',
    ],
    ['a blank in place of a sentence', '## thanks\n\n&nbsp;\n', '## thanks\n\nGern.\n', '1:1', 'empty-message', 'Schreiben Sie den Satz'],
  ])
})

describe('texts', () => {
  holds('articles/x.md', (body) => article('', body), [
    ['a note', 'Text. <!-- noch prüfen -->', 'Text.', '12:7', 'comment', 'confirm'],
    [
      'a heading without its blank',
      'Text.\n\n##Mehr\n\nMehr.',
      'Text.\n\n## Mehr\n\nMehr.',
      '14:1',
      'heading-without-blank',
      'Schreiben Sie ## Mehr',
    ],
    ['code left open', 'Text.\n\n```\nMehr.', 'Text.\n\n```\nMehr.\n```', '14:1', 'open-fence', '```'],
    ['a link left open', 'Siehe [a](https://x.de', 'Siehe [a](https://x.de)', '12:7', 'link-written-wrong', '[a](https://x.de)'],
    ['a link turned about', 'Siehe (a)[https://x.de].', 'Siehe [a](https://x.de).', '12:7', 'link-written-wrong', '[a](https://x.de)'],
    ['a link with a blank', 'Siehe [a] (https://x.de).', 'Siehe [a](https://x.de).', '12:7', 'link-written-wrong', '[a](https://x.de)'],
    ['bold left open', 'Das ist **fett.', 'Das ist **fett**.', '12:9', 'open-bold', '**'],
    ['a shortcode', '{{< figure src="x" >}}\n\nText.', 'Text.', '12:1', 'shortcode', 'Löschen Sie {{< figure src="x" >}}'],
    ['a tag of a template', '{% include x %} Text.', 'Text.', '12:1', 'shortcode', 'Löschen Sie {% include x %}'],
    ['a box', ':::note\nText\n:::', 'Text', '12:1', 'shortcode', ':::'],
    ['a link of a wiki', 'Siehe [[gut]].', 'Siehe [gut](/wissen/gut).', '12:7', 'wiki-link', '[gut](/wissen/'],
    ['a footnote', 'Text[^1].\n\n[^1]: Fuß.', 'Text (Fuß).', '12:5', 'footnote', '[^1]'],
    ['what is not written', 'TODO: Text folgt.', 'Der Text.', '12:1', 'unwritten', 'status: draft'],
    [
      'a table without its line',
      'T.\n\n| a | b |\n| 1 | 2 |',
      'T.\n\n| a | b |\n|---|---|\n| 1 | 2 |',
      '14:1',
      'table-without-line',
      '|---|---|',
    ],
    ['letters spoiled by saving', 'Für alle: die GrÃ¶ÃŸe.', 'Für alle: die Größe.', '12:17', 'encoding-twice', '„Größe.“'],
    ['a lost letter', 'F\ufffdr alle.', 'Für alle.', '12:2', 'lost-sign', 'UTF-8'],
    ['a bullet of a word processor', '\uf0b7 Eins', '- Eins', '12:1', 'own-sign', '„- “'],
    ['a dash of Windows', 'Eins \u0096 zwei', 'Eins – zwei', '12:6', 'control-sign', '„–“'],
    ['a line of a machine', 'Wort '.repeat(2000), 'Wort.', '12:1', 'long-line', '5.000'],
  ])
  it('signs that nobody sees are left out', () => {
    expect(issuesWith('articles/x.md', article('next: [articles/g\u202eut]\n', 'Die \u001b[1mAntwort\u0007.'))).toEqual([])
  })
})
