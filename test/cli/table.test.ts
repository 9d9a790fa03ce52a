/** Entries as a table and back: nothing is lost, a spreadsheet's habits are understood, mistakes are told at their cell. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { cellsOf, columnsOf, fieldsFrom, guarded, plainCell } from '../../adapters/cli/cells.ts'
import { readCsv, writeCsv } from '../../adapters/cli/csv.ts'
import { importTable } from '../../adapters/cli/import-table.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { printIssue } from '../../bot/knowledge/issue.ts'
import { schemas } from '../../bot/knowledge/schema.ts'
import { entryText, knowledgeFolder, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { run } from '../program.ts'

const contact = (title: string, fields = '') =>
  entryText(title, [`Wer ist ${title}?`, `${title} telefon`, `Wo ist ${title}`], {
    fields: `organisation: ${title}\nrole: Hilft\n${fields}`,
  })
/** What entries say, without where it stands. */
const saidIn = (folder: string) =>
  new Map(
    [...loadKnowledge([folder]).memory].flatMap(([id, { parsed }]) => {
      const { entry } = parsed
      if (!entry) return []
      const { file, digest, links, passages, ...fields } = entry
      const texts = passages.map(({ heading, markdown }) => [heading, markdown])
      return [[id, { ...fields, texts, links: links.map(({ href }) => href) }] as const]
    }),
  )
const take = (text: string, folder: string, more: Partial<Parameters<typeof importTable>[0]> = {}) => {
  const { taken, issues } = importTable({ path: 't.csv', text, folders: [folder], isUpdate: false, isTrial: false, ...more })
  return { taken: taken.map(({ id, outcome }) => `${id} ${outcome}`), told: issues.map(printIssue), taken_: taken }
}
const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))

describe('export and import', () => {
  const [core, region] = SHIPPED_KNOWLEDGE as [string, string]
  it.each([
    ['contact', region],
    ['event', region],
    // Of the region's programmes some lie over those of the core, and are whole only there.
    ['funding', core],
  ])('of the %s entries that ship give the same entries, and change nothing the second time', async (kind, from) => {
    const [folder, out] = [temporaryFolder(), join(temporaryFolder(), 'tabelle.csv')]
    expect(await run('export', [kind, from, '--out', out])).toMatchObject({ code: 0, err: '' })
    expect(await run('import', [out, '--into', folder])).toMatchObject({ code: 0, err: '' })
    const [before, after] = [saidIn(from), saidIn(folder)]
    const ids = [...before.keys()].filter((id) => id.startsWith(kind))
    expect(ids.length).toBeGreaterThan(3)
    expect([...after.keys()].sort()).toEqual(ids.sort())
    // The land stands in area.md, which is no part of the table.
    for (const id of ids) expect({ ...after.get(id), land: '' }).toEqual({ ...before.get(id), land: '' })
    const again = await run('import', [out, '--into', folder])
    expect(again.out).toContain(`0 angelegt, 0 geändert, ${ids.length} unverändert`)
    // Never over another table.
    expect(await run('export', [kind, from, '--out', out])).toMatchObject({
      code: 2,
      err: `${out} gibt es schon. Nehmen Sie einen anderen Namen.\n`,
    })
  })

  it('take an edit made in a spreadsheet: told first, written when asked for, and the rest of the file stays as it was', async () => {
    const text = contact('Stelle', '# Seit dem Umzug\nphone: "+49 391 1234"\naddress: { street: Weg 1, postcode: "06110", city: Halle }\n')
    const folder = knowledgeFolder({ 'contacts/stelle.md': text })
    const table = (await run('export', ['contact', folder])).out
    expect(table).toContain("'+49 391 1234")
    // Excel takes the zero of a postcode.
    const edited = table.replace("'+49 391 1234", "'+49 391 9999").replace('06110', '6110')
    const seen = take(edited, folder)
    expect(seen).toMatchObject({ taken: ['contacts/stelle differs'], told: [] })
    expect(seen.taken_[0]!.differences).toEqual([{ column: 'phone', before: '+49 391 1234', after: '+49 391 9999' }])
    expect(readFileSync(join(folder, 'contacts/stelle.md'), 'utf8')).toBe(text)

    expect(take(edited, folder, { isUpdate: true, isTrial: true }).taken).toEqual(['contacts/stelle changed'])
    expect(readFileSync(join(folder, 'contacts/stelle.md'), 'utf8')).toBe(text)
    expect(take(edited, folder, { isUpdate: true }).taken).toEqual(['contacts/stelle changed'])
    expect(readFileSync(join(folder, 'contacts/stelle.md'), 'utf8')).toBe(text.replace('+49 391 1234', '+49 391 9999'))
    expect(take(edited, folder).taken).toEqual(['contacts/stelle same'])
  })

  it('leave a file alone when the edit would break it, and tell the cell', async () => {
    const folder = knowledgeFolder({ 'contacts/stelle.md': contact('Stelle', 'mail: a@b.example\n') })
    const table = (await run('export', ['contact', folder])).out.replace('a@b.example', 'keine Adresse')
    const place = readCsv('t.csv', table.replaceAll('\r\n', '\n').replace('\ufeff', '')).rows[1]!.find(
      ({ text }) => text === 'keine Adresse',
    )!
    const { taken, told } = take(table.replaceAll('\r\n', '\n').replace('\ufeff', ''), folder, { isUpdate: true })
    expect(taken).toEqual([])
    expect(told).toEqual([
      `t.csv:${place.line}:${place.column}  Fehler: „keine Adresse“ ist für „mail“ keine E-Mail-Adresse. → Zum Beispiel info@beispiel.de.`,
    ])
    expect(readFileSync(join(folder, 'contacts/stelle.md'), 'utf8')).toContain('a@b.example')
  })

  it('make new rows drafts, with the names of columns that other tables have', () => {
    const folder = temporaryFolder()
    const text =
      'Name;Stelle;Zuständigkeit;Telefon;PLZ;Ort;Fax;text\nKammer Muster;Kammer;Auskunft;0391 1234;6110;Halle;0391 99;Die Kammer hilft.\n'
    const { taken, told } = take(text, folder, { kind: 'contacts' })
    expect(taken).toEqual(['contacts/kammer-muster new'])
    expect(told).toEqual([
      expect.stringMatching(/^t\.csv:1:\d+ {2}Hinweis: Die Spalte „Fax“ gibt es bei contacts nicht; sie bleibt liegen\./),
    ])
    expect(saidIn(folder).get('contacts/kammer-muster')).toMatchObject({
      status: 'draft',
      title: 'Kammer Muster',
      phone: '0391 1234',
      address: { postcode: '06110', city: 'Halle' },
    })
  })

  it('read an old list of questions and answers, and dates, yes and no as a spreadsheet writes them', () => {
    const folder = temporaryFolder()
    expect(take('Frage,Antwort\n"Was kostet das, und wann?","Nichts.\n\nSofort."\n', folder).taken).toEqual([
      'articles/was-kostet-das-und-wann new',
    ])
    expect(saidIn(folder).get('articles/was-kostet-das-und-wann')).toMatchObject({ title: 'Was kostet das, und wann?', lead: 'Nichts.' })
    const table = 'id;title;start;end;mode;organiser;cancelled;recurrence.rule;recurrence.except;text\n'
    const row =
      'events/treff;Treff;3.12.2026 14:00;03.12.2026 16:00:00;online;Netzwerk;FALSCH;FREQ=MONTHLY;07.01.2027 | 04.02.2027;Wir treffen uns.\n'
    // Without its quotation marks the rule would be another one.
    expect(take(`${table}${row}`, folder).told).toEqual([expect.stringContaining('nichts statt'), expect.stringContaining('nichts statt')])
    expect(take(`${table}${row}`.replace('FREQ=MONTHLY;', '"FREQ=MONTHLY;BYDAY=1TH";'), folder).taken).toEqual(['events/treff new'])
    expect(saidIn(folder).get('events/treff')).toMatchObject({
      start: '2026-12-03T14:00',
      end: '2026-12-03T16:00',
      cancelled: false,
      recurrence: { except: ['2027-01-07', '2027-02-04'] },
    })
  })

  it('overwrite nothing that lies in a folder below', () => {
    const [core, over] = [knowledgeFolder({ 'contacts/a.md': contact('A') }), temporaryFolder()]
    const { taken } = take('id;title;organisation;role;text\ncontacts/a;A;A;Hilft;Text.\n', over, { folders: [core, over] })
    expect([taken, filesIn(over)]).toEqual([['contacts/a elsewhere'], []])
  })
})

describe('a table with mistakes', () => {
  it.each([
    ['', '1:1', 'Die Tabelle ist leer.'],
    ['a;b\n1;2\n', '1:1', 'Welche Art von Einträgen das ist, steht nicht in der Tabelle.'],
    ['id;title\ncontacts/a;"offen\n', '2:12', 'Hier stimmen die Anführungszeichen nicht'],
    ['id;title;title\ncontacts/a;A;B\n', '1:10', 'Die Spalte „title“ gibt es zweimal'],
    ['id;title\ncontacts/Ä b;A\n', '2:1', '„contacts/Ä b“ ist keine Kennung von contacts.'],
    ['id;title\ncontacts/a;A;zu viel\n', '2:14', 'Diese Zeile hat mehr Zellen'],
    ['id;title;organisation;role;text\n\ncontacts/a;A;A;R;T\ncontacts/a;A;A;R;T\n', '4:1', 'contacts/a steht schon in Zeile 3.'],
    ['id;title;organisation;text\ncontacts/a;A;A;T\n', '2:1', 'Das Feld „role“ fehlt.'],
    ['id;title;organisation;role;hours\ncontacts/a;"A\nB";A;R;"8\n9"\n', '2:1', 'Unter dem Kopf steht kein Text.'],
    ['id;title;start;end;mode;organiser;text\nevents/a;A;2026-12-03;2026-12-01;online;N;T\n', '2:23', 'liegt vor „start“'],
    [
      'id;title;start;mode;organiser;recurrence.rule;text\nevents/a;A;2026-12-03;online;N;FREQ=HOURLY;T\n',
      '2:32',
      'Die Wiederholungsregel „FREQ=HOURLY“ geht nicht',
    ],
    ['id;title;amount.max\nfunding/a;A;70.000\n', '2:13', '„amount.max“ soll eine Zahl sein.'],
    ['title;title.__proto__\nA;B\n', '1:1', 'Welche Art'],
  ])('%j is told at %s', (text, place, message) => {
    const folder = temporaryFolder()
    const { told } = take(text, folder)
    expect(
      told.filter((line) => line.startsWith(`t.csv:${place}  Fehler: `) && line.includes(message)),
      told.join('\n'),
    ).toHaveLength(1)
  })

  it('costs the row alone', () => {
    const folder = temporaryFolder()
    const { taken } = take('id;title;organisation;role;text\ncontacts/a;A;A;;T\ncontacts/b;B;B;Hilft;T\n', folder)
    expect([taken, filesIn(folder)]).toEqual([['contacts/b new'], ['contacts/b.md']])
  })

  it('and commands with some end with one sentence and 2', async () => {
    const folder = temporaryFolder()
    const latin = join(folder, 'alt.csv')
    writeFileSync(latin, Buffer.from('Frage;Antwort\nFür wen?;Alle\n', 'latin1'))
    const sentences = [
      [['import'], /^npm run import -- /],
      [['import', '/gibt/es/nicht.csv'], /^\/gibt\/es\/nicht\.csv gibt es nicht\.\n$/],
      [['import', latin, '--into', folder], /alt\.csv:1:1 {2}Fehler: Die Datei ist nicht in UTF-8 gespeichert.*CSV UTF-8/],
      [['import', latin, '--kind', 'toString'], /^--kind toString gibt es nicht/],
      [['import', folder, '--update'], /nur bei Tabellen/],
      [['export', 'guide'], /^npm run -s export -- /],
    ] as const
    for (const [[script, ...args], sentence] of sentences) {
      const { code, out, err } = await run(script!, args)
      expect([code, out]).toEqual([2, ''])
      expect(err).toMatch(sentence)
    }
    expect(filesIn(folder)).toEqual([])
  })
})

describe('cells', () => {
  const text = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      fc.constantFrom('=1+1', "'=x", '+49 1', '- a', 'a | b', '["x"]', '[x', '06110', '"', ';', 'a\nb', '@x', '\tx'),
    )
    .map((value) => value.replaceAll('\r', '').trim())
    .filter((value) => value !== '')
  const list = fc.array(text, { maxLength: 4 })
  const source = fc.array(fc.record({ name: text, date: text }), { minLength: 1, maxLength: 3 })

  it('and CSV give back whatever fields they were made of', () => {
    fc.assert(
      fc.property(
        fc.record({
          title: text,
          questions: list,
          topics: list,
          source,
          reviewEvery: fc.nat(),
          elsewhere: fc.boolean(),
          hours: fc.record({ note: text }),
          body: text,
        }),
        ({ body, ...data }) => {
          const cells = cellsOf(data, body)
          const columns = columnsOf('contacts', cells.keys())
          const { rows, issues } = readCsv(
            't.csv',
            writeCsv([columns, columns.map((column) => guarded(cells.get(column) ?? ''))])
              .replace('\ufeff', '')
              .replaceAll('\r\n', '\n'),
          )
          expect(issues).toEqual([])
          const back = new Map(columns.map((column, c) => [column, plainCell('contacts', column, rows[1]![c]!.text)]))
          expect(fieldsFrom('contacts', back)).toEqual(data)
          expect(back.get('text')).toBe(body)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('know their place, line breaks in other cells or not', () => {
    const { rows } = readCsv('t.csv', 'a;"b\n""c""";d\n;e\n\n"";f')
    expect(rows.map((row) => row.map(({ text: cell, line, column }) => `${cell} ${line}:${column}`))).toEqual([
      ['a 1:1', 'b\n"c" 1:3', 'd 2:8'],
      [' 3:1', 'e 3:2'],
      [' 5:1', 'f 5:4'],
    ])
  })

  it('have a column for every field of a table’s kinds', () => {
    for (const kind of ['articles', 'funding', 'events', 'contacts'] as const)
      for (const name of Object.keys(schemas[kind].shape)) expect(columnsOf(kind, [name])).toEqual(['id', name, 'text'])
  })
})

describe('a workbook of Excel', () => {
  /** As Excel lays it out: shared words, a style for days, rows with gaps, a second sheet. */
  const workbook = (rows: string, second = '') => {
    const strings = [
      'id',
      'Titel',
      'Beginn',
      'mode',
      'organiser',
      'text',
      'events/sprechtag',
      'Sprechtag',
      'online',
      'Netzwerk',
      'Kommen Sie.',
      'Telefon',
    ]
    const sheet = (data: string) =>
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${data}</sheetData></worksheet>`
    const relation = (id: string, type: string, target: string) =>
      `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`
    const relations = (all: string) =>
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all}</Relationships>`
    const files = {
      '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      '_rels/.rels': relations(relation('r', 'officeDocument', 'xl/workbook.xml')),
      'xl/workbook.xml':
        '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/><sheets><sheet name="Termine" sheetId="1" r:id="a"/><sheet name="Alt" sheetId="2" r:id="b"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': relations(
        relation('a', 'worksheet', 'worksheets/sheet1.xml') +
          relation('b', 'worksheet', 'worksheets/sheet2.xml') +
          relation('s', 'sharedStrings', 'sharedStrings.xml') +
          relation('t', 'styles', 'styles.xml'),
      ),
      'xl/sharedStrings.xml': `<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
      'xl/styles.xml':
        '<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="22" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
      'xl/worksheets/sheet1.xml': sheet(rows),
      'xl/worksheets/sheet2.xml': sheet(second),
    }
    const path = join(temporaryFolder(), 'termine.xlsx')
    writeFileSync(path, zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))))
    return path
  }
  const word = (at: string, index: number) => `<c r="${at}" t="s"><v>${index}</v></c>`
  const HEAD = `<row r="1">${['A1', 'B1', 'C1', 'D1', 'E1', 'F1'].map(word).join('')}</row>`
  const row = (start: string) =>
    `<row r="3">${word('A3', 6)}${word('B3', 7)}<c r="C3" s="1"><v>${start}</v></c>${word('D3', 8)}${word('E3', 9)}${word('F3', 10)}</row>`

  it('becomes drafts: days are days, an empty row is none, another sheet is named', async () => {
    const folder = temporaryFolder()
    // 2026-12-03 14:00, in days since 1900.
    const made = await run('import', [workbook(HEAD + row('46359.583333333336'), HEAD), '--into', folder])
    expect(made.out).toContain('1 angelegt')
    expect(made.err).toContain('Alt')
    expect(readFileSync(join(folder, 'events/sprechtag.md'), 'utf8')).toContain('start: 2026-12-03T14:00\n')
  })

  it('tells a mistake by row and column, and a file that is none as that', async () => {
    const path = workbook(HEAD + row('46359').replace(word('D3', 8), word('D3', 11)))
    const wrong = await run('import', [path, '--into', temporaryFolder()])
    expect(wrong.err).toMatch(/termine\.xlsx:3:4 {2}Fehler: „Telefon“ ist für „mode“ nicht vorgesehen/)
    const none = join(temporaryFolder(), 'keine.xlsx')
    writeFileSync(none, 'kein Buch')
    expect(await run('import', [none, '--into', temporaryFolder()])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nicht als Excel-Datei'),
    })
  })
})
