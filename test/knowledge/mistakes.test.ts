/** Mistakes that used to pass without a word: each is told at its place, with a fix, and the fix, followed to the letter, mends it. */
import { renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { watchFolders } from '../../adapters/files.ts'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'
import type { EntryId } from '../../bot/knowledge/schema.ts'
import { entryText, knowledgeFolder, temporaryFolder } from '../fixtures/knowledge-folder.ts'

const TODAY = '2026-11-26'
const ask = (about: string) => [`Wie geht das mit ${about}?`, `${about} anleitung`, `Was mache ich zuerst bei ${about}?`]
const article = (fields = '', body = 'Die Antwort.', title = 'Eins') => entryText(title, ask(title), { fields, body })
const event = (fields: string) =>
  entryText('Treffen', ask('treffen'), { fields: `mode: vor Ort\norganiser: Netzwerk\n${fields}place: { name: Haus }\n` })
const funding = (fields: string) =>
  entryText('Programm', ask('programm'), {
    fields: `provider: Bund\ntype: Zuschuss\narea: [Beratung]\nterritory: Bund\nfunds: [Beratung]\napplyBeforeStart: true\nstate: offen\neligible: { who: alle }\n${fields}`,
  })
const contact = (fields: string) => entryText('Stelle', ask('stelle'), { fields: `organisation: Stelle\nrole: Hilfe\n${fields}` })
const guide = (first: string, second: string) =>
  entryText('Dialog', ask('dialog'), {
    fields:
      `steps:\n  - id: a\n    short: Was\n    question: Was?\n    retry: Bitte.\n    choices:\n      - { id: j, label: ${first} }\n      - { id: n, label: ${second} }\n` +
      'outcomes:\n  - { id: o, title: O, text: T, groups: [{ title: G, targets: [articles/gut] }] }\n',
  })
const VOCABULARY =
  '# W\n\n## Wörter\n\n- a b = c\n\n## Themen\n\n| Kennung | Name | Wörter |\n|---|---|---|\n| eins | Eins | eins |\n\n' +
  '## Regionen\n\n| Kennung | Name | gehört zu | Wörter | PLZ |\n|---|---|---|---|---|\n| land | Land | | land | 99001 |\n'

type Files = Record<string, string>
/** `mended`: what the hint says to write in place of what. */
type Case = [what: string, files: Files, place: string, code: string, mended?: [wrong: string, right: string]]

const FILES: Case[] = [
  ['capital ending', { 'articles/x.MD': article() }, 'articles/x.MD:1:1', 'file-ending'],
  ['long ending', { 'articles/x.markdown': article() }, 'articles/x.markdown:1:1', 'file-ending'],
  ['ending of a component', { 'articles/x.mdx': article() }, 'articles/x.mdx:1:1', 'file-ending'],
  ['ending of Windows', { 'articles/x.md.txt': article() }, 'articles/x.md.txt:1:1', 'file-ending'],
  ['ending in the folder itself', { 'vocabulary.MD': VOCABULARY }, 'vocabulary.MD:1:1', 'file-ending'],
  ['Markdown in the folder itself', { 'notiz.md': article() }, 'notiz.md:1:1', 'unread-file'],
  ['German folder', { 'artikel/x.md': article() }, 'artikel/x.md:1:1', 'unknown-folder'],
  ['capital folder', { 'Articles/x.md': article() }, 'Articles/x.md:1:1', 'unknown-folder'],
  ['folder of nobody', { 'alt/x.md': article() }, 'alt/x.md:1:1', 'unknown-folder'],
  ['an entry called readme', { 'articles/readme-alt.md': 'Text' }, 'articles/readme-alt.md:1:1', 'no-front-matter'],
  ['capital file of sentences', { 'Messages.de.md': '## checked\n\nX\n' }, 'Messages.de.md:1:1', 'file-name'],
  ['mistyped file of sentences', { 'mesages.de.md': '## checked\n\nX\n' }, 'mesages.de.md:1:1', 'file-name'],
]
const LISTS: Case[] = [
  [
    'unknown list',
    { 'vocabulary.md': VOCABULARY.replace('## Themen', '## Temen') },
    'vocabulary.md:7:1',
    'unknown-list',
    ['Temen', 'Themen'],
  ],
  [
    'table without its line',
    { 'vocabulary.md': VOCABULARY.replace('|---|---|---|---|---|\n', '') },
    'vocabulary.md:13:1',
    'table-without-line',
  ],
  ['empty list', { 'vocabulary.md': VOCABULARY.replace('| eins | Eins | eins |\n', '') }, 'vocabulary.md:7:1', 'empty-list'],
  [
    'row twice',
    { 'vocabulary.md': VOCABULARY.replace('| eins | Eins | eins |\n', '| eins | Eins | eins |\n| eins | Zwei | zwei |\n') },
    'vocabulary.md:12:1',
    'duplicate-row',
    ['| eins | Zwei', '| zwei | Zwei'],
  ],
  ['postcode', { 'vocabulary.md': VOCABULARY.replace('99001', '9901') }, 'vocabulary.md:17:1', 'postcode', ['9901', '99001']],
  ['unknown sentence', { 'messages.de.md': '## gibt-es-nicht\n\nX\n' }, 'messages.de.md:1:1', 'unknown-message'],
  [
    'placeholder',
    { 'messages.de.md': '## checked\n\nGeprüft am {tag}.\n' },
    'messages.de.md:3:12',
    'unknown-placeholder',
    ['{tag}', '{day}'],
  ],
  [
    'conflict in sentences',
    { 'messages.de.md': '## checked\n\n<<<<<<< HEAD\nA {day}\n=======\nB {day}\n>>>>>>> x\n' },
    'messages.de.md:3:1',
    'conflict',
    ['<<<<<<< HEAD\nA {day}\n=======\nB {day}\n>>>>>>> x\n', 'B {day}\n'],
  ],
]
const TEXTS: Case[] = [
  ['conflict', { 'articles/x.md': article('', '<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> x') }, 'articles/x.md:12:1', 'conflict'],
  ['second head', { 'articles/x.md': article('', 'Text.\n\n---\ntitle: Zwei\n---\n\nMehr.') }, 'articles/x.md:14:1', 'second-head'],
  [
    'empty section',
    { 'articles/x.md': article('', 'Text.\n\n## Leer\n\n## Voll\n\nText.') },
    'articles/x.md:14:1',
    'empty-section',
    ['## Leer\n', ''],
  ],
  ['heading twice', { 'articles/x.md': article('', 'Text.\n\n## A\n\nx\n\n## A\n\ny') }, 'articles/x.md:18:1', 'same-heading'],
  ['title in the text', { 'articles/x.md': article('', '# Titel\n\nText.') }, 'articles/x.md:12:1', 'title-in-text'],
  ['image', { 'articles/x.md': article('', '![Bild](bild.png)') }, 'articles/x.md:12:1', 'image'],
  [
    'words of the template',
    { 'articles/x.md': article('', 'Ein Abschnitt, der für sich allein verständlich ist.') },
    'articles/x.md:12:1',
    'template-text',
  ],
  ...[
    ['../articles/gut.md', '/wissen/gut'],
    ['gut.md', '/wissen/gut'],
    ['./gut', '/wissen/gut'],
    ['gut.html#a', '/wissen/gut'],
    ['/articles/gut', '/wissen/gut'],
    ['/wissen/Gut', '/wissen/gut'],
    ['/wissen/gut.md', '/wissen/gut'],
    ['/wissen/gut/', '/wissen/gut'],
  ].map(
    ([wrong, right]): Case => [
      `link ${wrong}`,
      { 'articles/x.md': article('', `Siehe [a](${wrong}).`) },
      'articles/x.md:12:1',
      'relative-link',
      [wrong!, right!],
    ],
  ),
  ...['https://', 'http:/x.de', 'mailto:', 'tel:', '#nein', '/wissen/nein', '/wissen/gut#nein', 'https://beispiel'].map(
    (wrong): Case => [`link ${wrong}`, { 'articles/x.md': article('', `Siehe [a](${wrong}).`) }, 'articles/x.md:12:1', 'broken-link'],
  ),
  [
    'link without a beginning',
    { 'articles/x.md': article('', 'Siehe [a](www.beispiel.de).') },
    'articles/x.md:12:1',
    'broken-link',
    ['www.beispiel.de', 'https://www.beispiel.de'],
  ],
  ['link by reference', { 'articles/x.md': article('', 'Siehe [f][g].\n\n[g]: gut.md') }, 'articles/x.md:12:1', 'relative-link'],
  ['answer twice', { 'guides/x.md': guide('Ja', 'Ja') }, 'guides/x.md:17:25', 'same-label', ['n, label: Ja', 'n, label: Nein']],
  ['answer that is a command', { 'guides/x.md': guide('Mensch', 'Nein') }, 'guides/x.md:16:25', 'label-is-command', ['Mensch', 'Jemand']],
  ['another command', { 'guides/x.md': guide('Ja', 'Zurück') }, 'guides/x.md:17:25', 'label-is-command', ['Zurück', 'Nein']],
  ['TOML head', { 'articles/x.md': '+++\ntitle = "X"\n+++\n\nText' }, 'articles/x.md:1:1', 'no-front-matter'],
  ['JSON head', { 'articles/x.md': '{ "title": "X" }\n\nText' }, 'articles/x.md:1:1', 'no-front-matter'],
]
const series = (start: string, recurrence: string) => ({ 'events/x.md': event(`start: ${start}\nrecurrence: { ${recurrence} }\n`) })
const FIELDS: Case[] = [
  [
    'end before start',
    { 'events/x.md': event('start: 2026-12-03T14:00\nend: 2026-12-03T12:00\n') },
    'events/x.md:13:6',
    'end-before-start',
    ['start: 2026-12-03T14:00\nend: 2026-12-03T12:00', 'start: 2026-12-03T12:00\nend: 2026-12-03T14:00'],
  ],
  ['series that ends before', series('2026-12-03', 'rule: FREQ=WEEKLY, until: 2026-11-01'), 'events/x.md:13:41', 'end-before-start'],
  [
    'window reversed',
    { 'articles/x.md': article('valid: { from: 2027-02-01, until: 2027-01-01 }\n') },
    'articles/x.md:10:35',
    'end-before-start',
  ],
  [
    'call reversed',
    { 'funding/x.md': funding('calls: [{ from: 2027-02-01, until: 2027-01-01 }]\n') },
    'funding/x.md:18:36',
    'end-before-start',
  ],
  [
    'least above most',
    { 'funding/x.md': funding('').replace('who: alle', 'who: alle, employees: { min: 50, max: 10 }') },
    'funding/x.md:17:42',
    'min-above-max',
    ['min: 50, max: 10', 'min: 10, max: 50'],
  ],
  [
    'amounts',
    { 'funding/x.md': funding('amount: { min: 5000, max: 100 }\n') },
    'funding/x.md:18:16',
    'min-above-max',
    ['min: 5000, max: 100', 'min: 100, max: 5000'],
  ],
  ['cents', { 'funding/x.md': funding('amount: { max: 15.00 }\n') }, 'funding/x.md:18:16', 'number-with-dot', ['15.00', '15']],
  ['number of a program', { 'funding/x.md': funding('amount: { max: 0x10 }\n') }, 'funding/x.md:18:16', 'number-as-code', ['0x10', '16']],
  ['power of ten', { 'funding/x.md': funding('amount: { max: 1e5 }\n') }, 'funding/x.md:18:16', 'number-as-code', ['1e5', '100000']],
  ['more than all', { 'funding/x.md': funding('rate: 500 Prozent\n') }, 'funding/x.md:18:7', 'out-of-range', ['500', '50']],
  [
    'checked tomorrow',
    { 'articles/x.md': article().replace('2026-11-01', '2062-11-26') },
    'articles/x.md:7:10',
    'checked-in-future',
    ['2062-11-26', TODAY],
  ],
  [
    'exception that hits nothing',
    series('2026-12-03', 'rule: FREQ=MONTHLY;BYDAY=1TH, until: 2027-12-31, except: [2027-01-08]'),
    'events/x.md:13:73',
    'except-hits-nothing',
    ['2027-01-08', '2027-01-07'],
  ],
  ['no such time', { 'events/x.md': event('start: 2027-03-28T02:30\n') }, 'events/x.md:12:8', 'no-such-time', ['T02:30', 'T03:30']],
  [
    'start outside its series',
    series('2026-12-04', 'rule: FREQ=MONTHLY;BYDAY=1TH, until: 2027-12-31'),
    'events/x.md:12:8',
    'start-not-in-series',
    ['2026-12-04', '2027-01-07'],
  ],
  [
    'series without a day',
    series('2026-12-04', 'rule: FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1, until: 2026-12-31'),
    'events/x.md:13:21',
    'empty-series',
  ],
  ['leap day', series('2028-02-29', 'rule: FREQ=YEARLY, until: 2040-12-31'), 'events/x.md:12:8', 'leap-day'],
  [
    'day that some months have not',
    series('2026-12-31', 'rule: FREQ=MONTHLY;BYMONTHDAY=31, until: 2027-12-31'),
    'events/x.md:13:21',
    'not-every-month',
    ['BYMONTHDAY=31', 'BYMONTHDAY=-1'],
  ],
  [
    'weekday that some months have not',
    series('2026-12-31', 'rule: FREQ=MONTHLY;BYDAY=5TH, until: 2027-12-31'),
    'events/x.md:13:21',
    'not-every-month',
    ['BYDAY=5TH', 'BYDAY=-1TH'],
  ],
  [
    'translation of its own language',
    { 'articles/x.md': article('translationOf: articles/gut\n') },
    'articles/x.md:10:16',
    'no-translation',
    ['translationOf: articles/gut\n', ''],
  ],
  [
    'next step twice',
    { 'articles/x.md': article('next: [articles/gut, articles/gut]\n') },
    'articles/x.md:10:22',
    'named-twice',
    [', articles/gut]', ']'],
  ],
  [
    'state in English',
    { 'funding/x.md': funding('').replace('offen', 'open') },
    'funding/x.md:16:8',
    'unknown-value',
    ['state: open', 'state: offen'],
  ],
  ['yes in German', { 'events/x.md': event('start: 2026-12-03\ncancelled: ja\n') }, 'events/x.md:13:12', 'wrong-type', ['ja\n', 'true\n']],
  ['German date', { 'events/x.md': event('start: 3.12.2026\n') }, 'events/x.md:12:8', 'wrong-value', ['3.12.2026', '2026-12-03']],
  [
    'German date and time',
    { 'events/x.md': event('start: 03.12.2026, 14.00 Uhr\n') },
    'events/x.md:12:8',
    'wrong-value',
    ['03.12.2026, 14.00 Uhr', '2026-12-03T14:00'],
  ],
  ['field left empty', { 'events/x.md': event('start: 2026-12-03\nend:\n') }, 'events/x.md:13:1', 'empty-field', ['end:\n', '']],
  ['needed field left empty', { 'events/x.md': event('start:\n') }, 'events/x.md:12:1', 'empty-field', ['start:', 'start: 2026-12-03']],
  [
    'number with brackets',
    { 'contacts/x.md': contact('phone: (0361) 3484 0\n') },
    'contacts/x.md:12:8',
    'wrong-value',
    ['(0361) 3484 0', '"0361 3484 0"'],
  ],
  [
    'number in quotation marks',
    { 'contacts/x.md': contact('phone: "(0361) 3484/0"\n') },
    'contacts/x.md:12:8',
    'wrong-value',
    ['"(0361) 3484/0"', '"0361 3484 0"'],
  ],
  [
    'colon',
    { 'articles/x.md': article().replace('title: Eins', 'title: Sichern: aber richtig') },
    'articles/x.md:2:8',
    'yaml-block-as-implicit-key',
    ['Sichern: aber richtig', '"Sichern: aber richtig"'],
  ],
  [
    'colon behind quotation marks',
    { 'articles/x.md': article().replace('title: Eins', 'title: "Sichern": aber richtig') },
    'articles/x.md:2:8',
    'yaml-block-as-implicit-key',
    ['"Sichern": aber richtig', String.raw`"\"Sichern\": aber richtig"`],
  ],
]

const GOOD: Files = { 'articles/gut.md': article('', 'Gut.', 'Gut') }

describe.each([
  ['files', FILES],
  ['lists and sentences', LISTS],
  ['texts', TEXTS],
  ['fields', FIELDS],
])('mistakes in %s', (_, cases) => {
  it.each(cases)('%s', (_what, files, place, code, mended) => {
    const folder = knowledgeFolder({ ...GOOD, ...files })
    const issues = () =>
      allIssues(loadKnowledge([folder]), TODAY).map((issue) => ({ ...issue, file: issue.file.replace(`${folder}/`, '') }))
    const found = issues()
    const own = found.filter((issue) => `${issue.file}:${issue.line}:${issue.column}` === place && issue.code === code)
    expect(own, JSON.stringify(found)).toHaveLength(1)
    expect(own[0]!.hint).toBeTruthy()
    // What is right elsewhere goes on.
    expect(loadKnowledge([folder]).knowledge.entries.has('articles/gut')).toBe(true)
    if (!mended) return
    const [name, text] = Object.entries(files)[0]!
    expect(text).toContain(mended[0])
    writeFileSync(join(folder, name), text.replace(...mended))
    expect(issues().filter(({ file }) => file === name)).toEqual([])
  })
})

describe('a rule that may mean something else', () => {
  const hintOf = (files: Files, code: string) =>
    allIssues(loadKnowledge([knowledgeFolder(files)]), TODAY).find((issue) => issue.code === code)?.hint
  it.each([
    ['start-not-in-series', '2026-12-04', 'rule: FREQ=MONTHLY;BYDAY=1TH', 'Do 07.01.2027, Do 04.02.2027, Do 04.03.2027'],
    ['except-hits-nothing', '2026-12-03', 'rule: FREQ=MONTHLY;BYDAY=1TH, except: [2027-01-08]', 'Do 07.01.2027, Do 04.02.2027'],
    ['leap-day', '2028-02-29', 'rule: FREQ=YEARLY, until: 2040-12-31', 'Di 29.02.2028, So 29.02.2032, Fr 29.02.2036'],
    ['not-every-month', '2026-12-31', 'rule: FREQ=MONTHLY;BYMONTHDAY=31', 'Do 31.12.2026, So 31.01.2027, Mi 31.03.2027'],
  ])('%s shows the days it comes to', (code, start, rule, days) => {
    expect(hintOf(series(start, rule), code)).toMatch(new RegExp(`Nach der Regel wären es ${days}\\.$`))
  })
})

describe('bytes of other programs', () => {
  const bytes = (name: string, data: Buffer) => {
    const folder = knowledgeFolder(GOOD)
    writeFileSync(join(folder, name), data)
    const loaded = loadKnowledge([folder])
    return { entry: loaded.knowledge.entries.get('articles/x'), issues: allIssues(loaded, TODAY) }
  }
  const text = article('topics: []\n', 'Für die Größe.\n\n## Über uns\n\nMehr.')

  it('are read where it is sure what they mean', () => {
    const utf16 = Buffer.from(text, 'utf16le')
    for (const data of [
      Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(text.normalize('NFD')),
      Buffer.from(text.replaceAll('\n', '\r\n')),
      Buffer.from(text.replace('topics:', 'to\u200bpics:').replace('Größe', 'Grö\u00adße')),
      Buffer.from(text.replace('topics: ', 'topics:\u00a0')),
    ]) {
      const { entry, issues } = bytes('articles/x.md', data)
      expect(issues).toEqual([])
      expect([entry?.lead, entry?.passages[1]?.id]).toEqual(['Für die Größe.', 'articles/x#ueber-uns'])
    }
  })

  it('are named where it is not', () => {
    const windows = bytes('articles/x.md', Buffer.from(text, 'latin1'))
    expect(windows.issues).toMatchObject([{ code: 'encoding', line: 1, hint: expect.stringContaining('UTF-8') }])
    expect(windows.issues[0]!.message).toContain('Windows-1252; gelesen würde „Für“')
    const bare = bytes('articles/x.md', Buffer.from(text, 'utf16le'))
    expect(bare.issues).toMatchObject([{ code: 'encoding' }])
  })
})

describe('links', () => {
  it('of the folder itself may be switched to another folder, as a deployment does', async () => {
    const [before, after] = [knowledgeFolder(GOOD), knowledgeFolder(GOOD)]
    const link = join(temporaryFolder(), 'wissen')
    symlinkSync(before, link)
    let changes = 0
    const stop = watchFolders([link], () => {
      changes += 1
    })
    symlinkSync(after, `${link}.neu`)
    renameSync(`${link}.neu`, link)
    await expect.poll(() => changes, { timeout: 10_000 }).toBeGreaterThan(0)
    stop()
  })

  describe('below the folder', () => {
    /** Counts calls; each save waits for one. */
    const watched = (folder: string) => {
      let changes = 0
      const stop = watchFolders([folder], () => {
        changes += 1
      })
      const heard = async (save: () => void) => {
        const before = changes
        save()
        await expect.poll(() => changes, { timeout: 10_000 }).toBeGreaterThan(before)
      }
      return { heard, stop }
    }
    const leadOf = (folder: string, id: EntryId) => loadKnowledge([folder]).knowledge.entries.get(id)?.lead

    it('are watched as far as they are followed: a linked folder, a folder in it, a linked file, a circle', async () => {
      const folder = knowledgeFolder({
        ...GOOD,
        '.vorrat/artikel/x.md': article('', 'Eins.'),
        '.vorrat/artikel/tief/y.md': article('', 'Eins.', 'Zwei'),
        '.vorrat/einzeln/z.md': article('', 'Eins.', 'Drei'),
      })
      symlinkSync(join(folder, '.vorrat/artikel'), join(folder, 'articles/mehr'))
      symlinkSync(join(folder, '.vorrat/einzeln/z.md'), join(folder, 'articles/z.md'))
      symlinkSync(join(folder, 'articles'), join(folder, '.vorrat/artikel/kreis'))
      const { heard, stop } = watched(folder)
      try {
        for (const [name, id, title] of [
          ['.vorrat/artikel/x.md', 'articles/x', 'Eins'],
          ['.vorrat/artikel/tief/y.md', 'articles/y', 'Zwei'],
          ['.vorrat/einzeln/z.md', 'articles/z', 'Drei'],
        ] as const) {
          expect(leadOf(folder, id)).toBe('Eins.')
          for (const body of ['Zwei.', 'Drei.']) {
            await heard(() => {
              writeFileSync(join(folder, `${name}.neu`), article('', body, title))
              renameSync(join(folder, `${name}.neu`), join(folder, name))
            })
            expect(leadOf(folder, id)).toBe(body)
          }
        }
      } finally {
        stop()
      }
    })

    it('are looked at again when they lead elsewhere, as Kubernetes lays its files', async () => {
      const folder = knowledgeFolder({ '..eins/articles/x.md': article('', 'Eins.'), '..zwei/articles/x.md': article('', 'Zwei.') })
      symlinkSync('..eins', join(folder, '..data'))
      symlinkSync('..data/articles', join(folder, 'articles'))
      const { heard, stop } = watched(folder)
      try {
        expect(leadOf(folder, 'articles/x')).toBe('Eins.')
        await heard(() => {
          symlinkSync('..zwei', join(folder, '..neu'))
          renameSync(join(folder, '..neu'), join(folder, '..data'))
        })
        expect(leadOf(folder, 'articles/x')).toBe('Zwei.')
        // What they lead to now is watched, too.
        await heard(() => writeFileSync(join(folder, '..zwei/articles/x.md'), article('', 'Drei.')))
        expect(leadOf(folder, 'articles/x')).toBe('Drei.')
      } finally {
        stop()
      }
    })

    it('are looked at again when what they pass on the way is switched out of sight', async () => {
      const folder = knowledgeFolder({ '.git-sync/a/x.md': article('', 'Eins.'), '.git-sync/b/x.md': article('', 'Zwei.') })
      symlinkSync('a', join(folder, '.git-sync/jetzt'))
      symlinkSync('.git-sync/jetzt', join(folder, 'articles'))
      const { heard, stop } = watched(folder)
      try {
        await heard(() => {
          symlinkSync('b', join(folder, '.git-sync/neu'))
          renameSync(join(folder, '.git-sync/neu'), join(folder, '.git-sync/jetzt'))
        })
        expect(leadOf(folder, 'articles/x')).toBe('Zwei.')
      } finally {
        stop()
      }
    })
  })

  it('are followed inside the folder, told when they lead out, and cost nobody else when they lead in a circle or nowhere', () => {
    const folder = knowledgeFolder({ ...GOOD, 'vorrat/x.md': article() })
    const outside = knowledgeFolder({ 'geheim.md': article() })
    symlinkSync(join(folder, 'vorrat/x.md'), join(folder, 'articles/x.md'))
    symlinkSync(join(outside, 'geheim.md'), join(folder, 'articles/geheim.md'))
    symlinkSync(join(folder, 'articles/kreis.md'), join(folder, 'articles/kreis.md'))
    symlinkSync(join(folder, 'fehlt.md'), join(folder, 'articles/fehlt.md'))
    symlinkSync(folder, join(folder, 'articles/alles'))
    const { knowledge, issues } = loadKnowledge([folder])
    expect([...knowledge.entries.keys()]).toEqual(['articles/gut', 'articles/x'])
    const told = issues.map(({ file, code }) => `${file.replace(`${folder}/`, '')} ${code}`)
    expect(told).toContain('articles/geheim.md link-astray')
    expect(told).toContain('articles/kreis.md unreadable')
  })
})

it('no entry at all is a mistake', () => {
  const folder = knowledgeFolder({ 'area.md': '---\nland: TH\n---\n' })
  expect(allIssues(loadKnowledge([folder]), TODAY)).toMatchObject([{ code: 'no-entries', severity: 'error', file: folder }])
})
