import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { entryText, knowledgeFolder, save, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { run } from '../program.ts'

const folder = knowledgeFolder({
  'articles/backup.md': entryText(
    'Datensicherung',
    ['Wie sichere ich meine Daten?', 'backup firma', 'Die Festplatte ist kaputt, was nun?'],
    {
      fields: 'next: [articles/website]\n',
      body: 'Drei Kopien, zwei Medien, eine außer Haus.',
    },
  ),
  'articles/en-backup.md': entryText('Data backup', ['How do I back up my data?', 'backup company', 'My hard disk died, what now?'], {
    fields: 'lang: en\ntranslationOf: articles/backup\n',
    body: 'Three copies, two media, one off site.',
  }),
  'articles/website.md': entryText(
    'Eigene Website',
    ['Brauche ich eine Homepage?', 'website erstellen lassen', 'Wir sind im Netz nicht zu finden'],
    {
      body: 'Beginnen Sie mit einer Seite.\n\n## Was kostet eine Homepage im Jahr?\n\nRechnen Sie mit Miete und Pflege.',
    },
  ),
  'events/messe.md': entryText('Messe in Köthen', ['Wann ist die Messe?', 'messe köthen termin', 'Nächste Hausmesse'], {
    fields: 'start: 2026-12-03\nrecurrence: { rule: FREQ=MONTHLY;BYDAY=1TH }\nmode: vor Ort\norganiser: Beispielverein\n',
    body: 'Die Messe zeigt Beispiele.',
  }),
})
const ask = (...args: string[]) => run('ask', ['--knowledge', folder, '--now', '2026-11-22', ...args])

describe('npm run ask', () => {
  it('answers with the text, the day of the check, the source and next steps, and explains itself in German when asked', async () => {
    const { code, out, err } = await ask('Wie sichere ich meine Daten?', '--explain')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('Drei Kopien, zwei Medien, eine außer Haus.')
    expect(out).toContain('01.11.2026')
    expect(out).toContain('Quelle: Datensicherung (/wissen/backup)')
    expect(out).toContain('[Eigene Website]')
    expect(out).toContain('Entscheidung: Antwort gegeben.')
    expect(out).toMatch(/Bester Eintrag: „Datensicherung“ \(articles\/backup\), mit \d+ % Wahrscheinlichkeit richtig\./)
    expect(out).toContain('Ähnlichste Beispielfrage: „Wie sichere ich meine Daten?“')
  })

  it('takes several words without quotation marks as one question, and answers as of any day', async () => {
    const { out } = await run('ask', ['--knowledge', folder, '--now', '2027-01-01', 'Wann', 'ist', 'die', 'Messe?'])
    expect(out).toContain('Donnerstag, 7. Januar 2027')
    expect(out).not.toContain('Dezember')
    expect(out).not.toContain('Entscheidung:')
  })

  it('answers in English', async () => {
    const { out } = await ask('How do I back up my data?', '--lang', 'en')
    expect(out).toContain('Three copies, two media, one off site.')
    expect(out).toContain('01/11/2026')
  })

  it('gives one question’s ranking as JSON', async () => {
    const { decision, results, ...more } = JSON.parse((await ask('--json', 'Wie sichere ich meine Daten?')).out)
    expect([decision, results[0].id, more]).toEqual(['answer', 'articles/backup', {}])
  })

  it('lays several folders over each other', async () => {
    const overlay = knowledgeFolder({ 'articles/backup.md': '---\ntitle: Sichern in Köthen\n---\nIn Köthen geht das so.\n' })
    const { out } = await ask('--knowledge', overlay, 'Wie sichere ich meine Daten?')
    expect(out).toContain('In Köthen geht das so.')
    expect(out).toContain('Quelle: Sichern in Köthen')
  })

  it('says the sentences a folder has, and the shipped ones for all others', async () => {
    const own = knowledgeFolder({
      'messages.de.md': '## thanks\n\nKeine Ursache!\n',
      'articles/eins.md': entryText('Eins', ['Was ist eins?', 'eins erklären', 'Eins oder zwei?']),
    })
    const talks = join(knowledgeFolder({ 'talks.jsonl': '{"id":"a","turns":["Danke","Hilfe"]}\n' }), 'talks.jsonl')
    const { out } = await run('ask', ['--knowledge', own, '--json', '--talks', talks])
    const said = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).text)
    expect(said).toEqual([expect.stringContaining('Keine Ursache!'), expect.stringContaining('So kann ich helfen')])
    expect((await run('check', [own])).out).toContain('Keine Fehler, 0 Hinweise.')
  })

  it('knows what ships when no folder is named', async () => {
    const { out } = await run('ask', ['--now', '2026-11-22', 'Wann ist der nächste Sprechtag in Halle?'])
    expect(out).toContain('Donnerstag, 3. Dezember 2026')
  })

  it.each([
    [[], /^npm run -s ask -- "Frage"/],
    [['--explian', 'Frage'], /^npm run -s ask -- "Frage"/],
    [['--lang', 'fr', 'Frage'], /^--lang fr gibt es nicht: de oder en\.\n$/],
    [['--knowledge', 'gibt/es/nicht', 'Frage'], /^Den Ordner gibt\/es\/nicht gibt es nicht\.\n$/],
    [['--json', '--questions', 'fehlt.jsonl'], /^Die Datei fehlt\.jsonl gibt es nicht\.\n$/],
    [['--json', '--talks', 'fehlt.jsonl'], /^Die Datei fehlt\.jsonl gibt es nicht\.\n$/],
    [['--json', '--talks', 'a.jsonl', '--questions', 'b.jsonl'], /^npm run -s ask -- "Frage"/],
    [['--now', 'morgen', 'Frage'], /^--now morgen ist kein Tag\./],
  ])('answers %j with what to type and 2', async (args, sentence) => {
    const { code, out, err } = await run('ask', args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(sentence)
  })
})

describe('npm run ask with a file of questions', () => {
  const file = join(temporaryFolder(), 'fragen.jsonl')
  const batch = async (text: string) => {
    save(join(file, '..'), 'fragen.jsonl', text)
    const { code, out, err } = await ask('--json', '--questions', file)
    return {
      code,
      err,
      lines: out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    }
  }

  it('answers a line each, in order, with decision and calibrated scores, best first; also of a file from a Windows machine', async () => {
    // With its line ends and its byte order mark.
    const { code, err, lines } = await batch(
      '\uFEFF{"id":"a","question":"Wie sichere ich meine Daten?"}\r\n{"id":7,"question":"Wann ist die Messe in Köthen?"}\r\n\r\n{"id":"c","question":"xqzw"}\r\n',
    )
    expect([code, err]).toEqual([0, ''])
    expect(lines.map(({ id, decision, results }) => [id, decision, ...(decision === 'answer' ? [results[0].id] : [])])).toEqual([
      ['a', 'answer', 'articles/backup'],
      [7, 'answer', 'events/messe'],
      ['c', 'none'],
    ])
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['id', 'decision', 'results'])
      const scores: number[] = line.results.map(({ score }: { score: number }) => score)
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
      for (const score of scores) expect(score >= 0 && score <= 1).toBe(true)
    }
  })

  it('names a broken line with its number, answers the others, and ends with 1', async () => {
    const { code, err, lines } = await batch(
      '{"id":"a","question":"Wann ist die Messe?"}\n{"id":"b","frage":"?"}\n\nkein JSON\n{"id":"d","question":"backup firma"}',
    )
    expect(code).toBe(1)
    expect(lines.map(({ id }) => id)).toEqual(['a', 'd'])
    expect(err).toBe([2, 4].map((line) => `${file}:${line}: erwartet wird eine Zeile wie {"id":"1","question":"…"}.\n`).join(''))
  })
})

describe('npm run ask with a file of talks', () => {
  const file = join(temporaryFolder(), 'talks.jsonl')
  /** Held in one run: `npm run ask` costs a start. */
  const TALKS = [
    { id: 'all', turns: ['Hallo', 'Wie sichere ich meine Daten?', 'Danke'] },
    { id: 7, turns: ['xqzw'] },
    { id: 'passage', turns: ['Was kostet eine Homepage im Jahr?'] },
    { id: 'card', turns: ['Wann ist die Messe?'] },
    { id: 'why', turns: ['Wie sichere ich meine Daten?', 'Warum?'] },
    { id: 'nothing yet', turns: ['Warum?'] },
    { id: 'a day', now: '2027-01-01', turns: ['Hallo', 'Wann ist die Messe?'] },
    { id: 'an instant', now: '2026-12-03T23:30:00Z', turns: ['Hallo', 'Wann ist die Messe?'] },
    { id: 'an instant with the hours of the place', now: '2026-12-03T08:00:00+01:00', turns: ['Hallo', 'Wann ist die Messe?'] },
    { id: 'English', lang: 'en', turns: ['How do I back up my data?'] },
    { id: 'German', turns: ['Hallo'] },
  ]
  const BROKEN = [
    'kein JSON',
    '{"id":"c","turns":[]}',
    '{"id":"d","turns":["x"],"now":"morgen"}',
    '{"id":"e","turns":["x"],"now":"2026-02-30"}',
    '{"id":"f","turns":["x"],"lang":"fr"}',
  ]
  const FIELDS = ['id', 'turn', 'act', 'decision', 'entry', 'passage', 'text', 'suggestions']

  const hold = async (talks: readonly string[]) => {
    save(join(file, '..'), 'talks.jsonl', `${talks.join('\n')}\n`)
    const { code, out, err } = await ask('--json', '--talks', file)
    const lines = out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
    return { code, err, lines }
  }
  let held: Awaited<ReturnType<typeof hold>>
  beforeAll(async () => {
    held = await hold(TALKS.map((talk) => JSON.stringify(talk)))
  })
  const of = (id: unknown) => held.lines.filter((line) => line.id === id)

  it('prints every turn with all its fields, counted from 1', () => {
    expect([held.code, held.err]).toEqual([0, ''])
    for (const line of held.lines) expect(Object.keys(line)).toEqual(FIELDS)
    expect(held.lines.map(({ id, turn }) => [id, turn])).toEqual(TALKS.flatMap(({ id, turns }) => turns.map((_, i) => [id, i + 1])))
    expect([...of('all'), ...of(7)].map(({ id, turn, act, decision, entry }) => [id, turn, act, decision, entry])).toEqual([
      ['all', 1, 'greeting', 'answer', null],
      ['all', 2, null, 'answer', 'articles/backup'],
      ['all', 3, 'thanks', 'answer', null],
      [7, 1, null, 'none', null],
    ])
    const [, answer] = of('all')
    expect(answer.passage).toBeNull()
    expect(answer.text).toContain('Drei Kopien, zwei Medien, eine außer Haus.')
    expect(answer.suggestions).toContain('Eigene Website')
  })

  it('names the passage that was shown', () => {
    const [line] = of('passage')
    expect(line).toMatchObject({ entry: 'articles/website', passage: 'articles/website#was-kostet-eine-homepage-im-jahr' })
    expect(line.text).toContain('Rechnen Sie mit Miete und Pflege.')
  })

  it('says the facts of cards', () => {
    const [line] = of('card')
    expect(line).toMatchObject({ decision: 'answer', entry: 'events/messe', passage: null })
    expect(line.text).toContain('Veranstalter: Beispielverein')
  })

  it('remembers from one turn to the next, and nothing from one talk to the next', () => {
    expect(of('why')[1].text).toContain('„Datensicherung“')
    expect(of('nothing yet')[0].text).toContain('noch keine Antwort')
  })

  it.each([
    ['a day', 'Donnerstag, 7. Januar 2027'],
    ['an instant', 'Donnerstag, 7. Januar 2027'],
    ['an instant with the hours of the place', 'Donnerstag, 3. Dezember 2026'],
  ])('stands at %s for the whole talk', (id, day) => {
    expect(of(id)[1].text).toContain(day)
  })

  it('holds each talk in its own language', () => {
    expect(of('English')[0]).toMatchObject({ entry: 'articles/en-backup', decision: 'answer' })
    expect(of('German')[0].text).toContain('Guten Tag')
  })

  it('names a broken line with its number, holds the other talks, and ends with 1', async () => {
    const { code, err, lines } = await hold(['{"id":"a","turns":["Hallo"]}', ...BROKEN, '{"id":"g","turns":["Hallo"]}'])
    expect(code).toBe(1)
    expect(lines.map(({ id }) => id)).toEqual(['a', 'g'])
    const told = 'erwartet wird eine Zeile wie {"id":"1","now":"2027-01-01","lang":"de","turns":["…"]}.'
    expect(err).toBe([2, 3, 4, 5, 6].map((line) => `${file}:${line}: ${told}\n`).join(''))
  })
})
