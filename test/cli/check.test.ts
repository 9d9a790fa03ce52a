import { describe, expect, it, vi } from 'vitest'
import { knowledgeFolders } from '../../adapters/cli/folders.ts'
import { SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { run } from '../program.ts'

const good = knowledgeFolder({
  'articles/backup.md': entryText('Datensicherung', ['Wie sichere ich Daten?', 'backup', 'Die Festplatte ist kaputt'], {
    fields: 'reviewEvery: 30\nnext: [funding/zuschuss]\n',
  }),
  'funding/zuschuss.md': entryText('Ein Zuschuss', ['Gibt es Geld?', 'zuschuss', 'Was wird gefördert?'], {
    fields:
      'provider: Land\ntype: Zuschuss\narea: [IT]\nterritory: Land\neligible: { who: Alle }\nfunds: [IT]\napplyBeforeStart: true\nstate: offen\nvalid: { until: 2026-12-31 }\n',
  }),
})
const series = (title: string, fields: string) =>
  entryText(title, [`Wann ist ${title}?`, `${title} termin`, `Wo ist ${title}`], {
    fields: `mode: vor Ort\norganiser: Netzwerk\n${fields}`,
  })
const BROKEN = 'test/fixtures/broken'

describe('npm run check', () => {
  it('lists what nobody of the house has checked, the urgent first, and counts official sources', async () => {
    const head = 'basis: amtlich\nasOf: 2026-11\n'
    const folder = knowledgeFolder({
      'vocabulary.md': '## Amtliche Adressen\n\n- amt.example\n',
      'articles/eins.md': `---\ntitle: Eins\nquestions: [Eins?, eins hilfe, Was ist eins]\n${head}source: { name: Amt, url: "https://www.amt.example/x" }\n---\n\nKurz.\n`,
      'contacts/amt.md': `---\ntitle: Amt\nquestions: [Wer?, amt telefon, Wo ist das Amt]\nbasis: veröffentlicht\nasOf: "2022"\nconfirm: Gilt die Nummer noch?\nsource: { name: Blatt }\norganisation: Amt\nrole: Auskunft\n---\n\nKurz.\n`,
    })
    const { code, out } = await run('check', [folder, '--now', '2026-11-26', '--confirm'])
    expect(out.split('\n').slice(1)).toEqual([
      'Quellen: 1 amtliche, 1 andere.',
      expect.stringMatching(/contacts\/amt\.md: „Amt“, Stand 2022, veröffentlicht, älter als zwei Jahre$/),
      '  - Gilt die Nummer noch?',
      expect.stringMatching(/articles\/eins\.md: „Eins“, Stand November 2026, amtlich$/),
      '2 Einträge hat noch niemand aus Ihrem Haus geprüft. Nachgesehen? Tragen Sie checked und checkedBy ein.',
      'Keine Fehler, 0 Hinweise.',
      '',
    ])
    expect(code).toBe(0)
    const { out: json } = await run('check', [folder, '--now', '2026-11-26', '--confirm', '--json'])
    expect(JSON.parse(json)).toMatchObject({
      sources: { official: 1, other: 1 },
      toConfirm: [{ id: 'contacts/amt', old: true }, { id: 'articles/eins' }],
    })
  })

  it('calls nothing official without an official address, and says neither what is to confirm nor dates unless it is asked to', async () => {
    const folder = knowledgeFolder({
      'events/monat.md': series('Runde', 'start: 2025-01-02\nrecurrence: { rule: FREQ=MONTHLY;BYDAY=1TH }\n'),
      'articles/eins.md':
        '---\ntitle: Eins\nquestions: [Eins?, eins hilfe, Was ist eins]\nbasis: amtlich\nasOf: 2026-11\nsource: { name: Blatt }\n---\n\nKurz.\n',
    })
    const { out } = await run('check', [folder, '--now', '2026-11-26'])
    expect(out).toMatch(/eins\.md:4:8 {2}Hinweis: Der Eintrag nennt sich amtlich/)
    expect(out).toContain('1 Einträge hat noch niemand aus Ihrem Haus geprüft. Welche, sagt npm run -s check -- --confirm.\n')
    expect(out).not.toContain('„Eins“, Stand')
    expect(out).not.toContain('Do 03.12.2026')
  })

  it('shows the next three dates of every series under --dates, drafts included', async () => {
    const folder = knowledgeFolder({
      'events/einmal.md': series('Messe', 'start: 2026-12-04\n'),
      'events/monat.md': series('Runde', 'start: 2025-01-02\nrecurrence: { rule: FREQ=MONTHLY;BYDAY=1TH, except: [2027-02-04] }\n'),
      'events/schluss.md': series('Ende', 'start: 2025-01-02\nrecurrence: { rule: FREQ=MONTHLY;BYDAY=1TH, until: 2025-12-31 }\n'),
      'events/selten.md': series('Schalttag', 'status: draft\nstart: 2028-02-29T10:00\nrecurrence: { rule: FREQ=YEARLY }\n'),
    })
    const { out } = await run('check', [folder, '--now', '2026-11-26', '--dates'])
    expect(out.split('\n').filter((line) => line.includes('„') && line.includes('FREQ=') && !line.includes('Hinweis'))).toEqual([
      `${folder}/events/monat.md: „Runde“, FREQ=MONTHLY;BYDAY=1TH: Do 03.12.2026, Do 07.01.2027, Do 04.03.2027`,
      `${folder}/events/schluss.md: „Ende“, FREQ=MONTHLY;BYDAY=1TH: kein Termin mehr`,
      `${folder}/events/selten.md: „Schalttag“ (Entwurf), FREQ=YEARLY: Di 29.02.2028, So 29.02.2032, Fr 29.02.2036`,
    ])
    const json = async (...more: string[]) => JSON.parse((await run('check', [folder, '--now', '2026-11-26', '--json', ...more])).out)
    const [bare, withDates] = [await json(), await json('--dates')]
    const { dates, ...rest } = withDates
    expect(rest).toEqual(bare)
    expect(dates).toContainEqual({
      file: `${folder}/events/monat.md`,
      title: 'Runde',
      draft: false,
      rule: 'FREQ=MONTHLY;BYDAY=1TH',
      days: ['2026-12-03', '2027-01-07', '2027-03-04'],
    })
  })

  it('says that all is well, how much there is and for which day', async () => {
    const { code, out, err } = await run('check', [good, '--now', '2026-11-22'])
    expect(out).toBe('1 articles, 1 funding, 0 events, 0 contacts, 0 guides; 0 Prüffragen; Stand 2026-11-22.\nKeine Fehler, 0 Hinweise.\n')
    expect([code, err]).toEqual([0, ''])
  })

  it('tells every mistake with file, line, column and fix, errors first, and ends with 1', async () => {
    const { code, out } = await run('check', [BROKEN, '--now', '2026-11-22'])
    const lines = out.trimEnd().split('\n')
    const issues = lines.slice(0, -2)
    for (const line of issues) expect(line).toMatch(/^test\/fixtures\/broken\/\S+\.md:\d+:\d+ {2}(Fehler|Hinweis): .+ → .+$/)
    const kinds = issues.map((line) => /(Fehler|Hinweis):/.exec(line)?.[1])
    const errors = kinds.filter((kind) => kind === 'Fehler').length
    expect(kinds).toEqual([...kinds].sort())
    expect(errors).toBeGreaterThan(15)
    expect(lines.at(-1)).toBe(`${errors} Fehler, ${issues.length - errors} Hinweise.`)
    expect(code).toBe(1)
  })

  it('gives programs the same as JSON', async () => {
    const { code, out } = await run('check', [BROKEN, '--json', '--now', '2026-11-22'])
    const report = JSON.parse(out)
    expect(Object.keys(report)).toEqual(['day', 'entries', 'paths', 'errors', 'warnings', 'issues'])
    expect(report).toMatchObject({ day: '2026-11-22', entries: 2 })
    expect(report.issues).toHaveLength(report.errors + report.warnings)
    expect(report.issues).toContainEqual({
      file: 'test/fixtures/broken/funding/tausenderpunkt.md',
      line: 16,
      column: 8,
      severity: 'error',
      code: 'number-with-dot',
      message: 'Die Zahl 70.000 würde als 70 gelesen.',
      hint: 'Schreiben Sie sie ohne Punkt: 70000.',
    })
    expect(code).toBe(1)
  })

  it('knows on any day what is due for a check and what is still recommended though it has ended; that is no error', async () => {
    const { code, out } = await run('check', [good, '--now', '2027-01-01'])
    expect(out).toMatch(/backup\.md:7:10 {2}Hinweis: Die Prüfung ist seit dem 01\.12\.2026 fällig\./)
    expect(out).toMatch(/backup\.md:11:8 {2}Hinweis: Empfohlen wird „Ein Zuschuss“, das am 01\.01\.2027 nicht mehr läuft/)
    expect(out).toMatch(/Stand 2027-01-01\.\nKeine Fehler, 2 Hinweise\.\n$/)
    expect(code).toBe(0)
  })

  it('walks every path of every dialog, and tells what leads nowhere and what names nothing', async () => {
    const dialog = entryText('Ein Dialog', ['Wohin damit?', 'dialog', 'Was soll ich tun?'], {
      fields: `steps:
  - id: wunsch
    short: Wunsch
    question: Was möchten Sie?
    retry: Bitte wählen Sie.
    choices: [{ id: eins, label: Das Erste }, { id: zwei, label: Das Zweite }]
outcomes:
  - id: eins
    title: Das Erste
    text: So geht das.
    when: { wunsch: ains }
  - id: sonst
    title: Sonst
    text: Hier geht es nicht weiter.
`,
    })
    const { code, out } = await run('check', [knowledgeFolder({ 'guides/dialog.md': dialog }), '--now', '2026-11-22'])
    expect(out).toMatch(/dialog\.md:20:21 {2}Fehler: „ains“ ist keine Antwort auf „wunsch“\. → Meinten Sie „eins“\?/)
    expect(out).toMatch(/dialog\.md:21:\d+ {2}Fehler: .+ → Nennen Sie in den Gruppen eine Anlaufstelle/)
    expect(code).toBe(1)
  })

  it('lays several folders over each other, as the server does', async () => {
    const overlay = knowledgeFolder({ 'articles/backup.md': '---\nstatus: draft\n---\n' })
    const { out } = await run('check', [good, overlay, '--now', '2026-11-22'])
    expect(out).toContain('0 articles, 1 funding')
  })

  it('checks the folder of KNOWLEDGE_DIR when none is named, else what ships', async () => {
    expect((await run('check', ['--now', '2026-11-22'], { KNOWLEDGE_DIR: good })).out).toContain('1 articles, 1 funding')
    // To check all of what ships takes ten seconds: only asked here whether it would be.
    vi.stubEnv('KNOWLEDGE_DIR', '')
    try {
      expect(knowledgeFolders()).toEqual(SHIPPED_KNOWLEDGE)
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it('writes annotations for GitHub, a line each', async () => {
    const { code, out, err } = await run('check', [BROKEN, '--format', 'github', '--now', '2026-11-22'])
    const lines = out.trimEnd().split('\n')
    for (const line of lines)
      expect(line).toMatch(/^::(error|warning) file=test\/fixtures\/broken\/[^:,]+,line=\d+,col=\d+,title=(Fehler|Hinweis)::\S/)
    expect(lines).toContain(
      '::error file=test/fixtures/broken/funding/tausenderpunkt.md,line=16,col=8,title=Fehler::' +
        'Die Zahl 70.000 würde als 70 gelesen. → Schreiben Sie sie ohne Punkt: 70000.',
    )
    expect(err).toMatch(/^\d+ Fehler, \d+ Hinweise\.\n$/)
    expect(code).toBe(1)
  })

  it('writes a Code Quality report for GitLab, each issue with a fingerprint of its own', async () => {
    const { code, out } = await run('check', [BROKEN, '--format', 'gitlab', '--now', '2026-11-22'])
    const report = JSON.parse(out) as { fingerprint: string }[]
    expect(report).toContainEqual({
      description: 'Die Zahl 70.000 würde als 70 gelesen. → Schreiben Sie sie ohne Punkt: 70000.',
      check_name: 'number-with-dot',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: 'major',
      location: { path: 'test/fixtures/broken/funding/tausenderpunkt.md', lines: { begin: 16 } },
    })
    expect(new Set(report.map(({ fingerprint }) => fingerprint)).size).toBe(report.length)
    expect(code).toBe(1)
    expect((await run('check', [good, '--format', 'gitlab', '--now', '2026-11-22'])).out).toBe('[]\n')
  })

  it.each([
    [['--now', '2026-02-30'], '--now 2026-02-30 ist kein Tag. Schreiben Sie zum Beispiel --now 2027-01-01.\n'],
    [
      ['--nwo', '2027-01-01'],
      'npm run -s check -- [ORDNER] [--json] [--format github|gitlab] [--now 2027-01-01] [--links] [--confirm] [--dates] [--style] [--diff FASSUNG|ORDNER] [--report DATEI.md]\n',
    ],
    [['--format', 'toString'], '--format toString gibt es nicht: github oder gitlab.\n'],
    [['gibt/es/nicht'], 'Den Ordner gibt/es/nicht gibt es nicht.\n'],
    [['package.json'], 'Den Ordner package.json gibt es nicht.\n'],
  ])('answers %j with one sentence and 2', async (args, sentence) => {
    expect(await run('check', args)).toEqual({ code: 2, out: '', err: sentence })
  })
})
