/**
 * Whatever an editor's program makes of a file, questions about everything else are answered as before. Saves are made up at random and
 * heard by knowledge that is in use, a few in a row, and after each one ten questions are asked. `ANY_EDIT_RUNS` sets how many.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { allIssues, probe } from '../../adapters/load-knowledge.ts'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { nextOccurrence, occurrences } from '../../bot/knowledge/occurrences.ts'
import { type Parsed, parseKnowledge } from '../../bot/knowledge/parse.ts'
import { storedText } from '../../bot/knowledge/stored-text.ts'
import { statusOn } from '../../bot/knowledge/validity.ts'
import { momentOn } from '../../bot/moment.ts'
import { buildSearcher } from '../../bot/search/search.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { entryText } from '../fixtures/knowledge-folder.ts'
import { OUTSIDE_WORDS } from '../outside-words.ts'
import { ROOT } from '../program.ts'

const RUNS = Number(process.env.ANY_EDIT_RUNS || 60)
const MINUTE = 60_000
const TODAY = '2026-11-26'
const NOW = new Date(`${TODAY}T12:00:00Z`)

/** Each a word that stands in no other file. */
const THINGS = ['Leiter', 'Kran', 'Ofen', 'Bagger', 'Webstuhl', 'Drehbank', 'Hobel', 'Zange', 'Presse', 'Waage']
const questionOf = (thing: string) => `Wie pflege ich einen ${thing}?`
const idOf = (thing: string) => `articles/${thing.toLowerCase()}` as const
const STEADY = THINGS.map((thing) => ({
  name: `${idOf(thing)}.md`,
  text: entryText(`${thing} pflegen`, [questionOf(thing), `${thing} pflege`, `${thing} reinigen`], { body: `So hält ein ${thing} lange.` }),
}))
const three = (word: string) => [`Was ist ${word}?`, `${word} hilfe`, `${word} sachsen`]
const EDITED = new Map([
  [
    'articles/bohrer.md',
    entryText('Bohrer', three('Bohrer'), {
      fields: 'topics: [geld]\nnext: [articles/kran]\nvalid: { from: 2026-01-01, until: 2027-12-31 }\nreviewEvery: 90\n',
      body: 'Kurz und gut.\n\n## Mehr dazu\n\nSiehe [Amt](https://amt.example/x) und `nichts`.\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    }),
  ],
  [
    'events/sprechtag.md',
    entryText('Sprechtag', three('Sprechtag'), {
      fields:
        'start: 2026-12-03T14:00\nend: 2026-12-03T16:00\nmode: vor Ort\norganiser: Netzwerk\nrecurrence:\n  rule: FREQ=MONTHLY;BYDAY=1TH\n  until: 2027-12-31\n  except: [2027-02-04]\n  holidays: entfällt\n',
    }),
  ],
  [
    'funding/zuschuss.md',
    entryText('Zuschuss', three('Zuschuss'), {
      fields:
        'provider: Bund\ntype: Zuschuss\narea: [Beratung]\nterritory: Bund\nfunds: [Beratung]\napplyBeforeStart: true\nstate: offen\nrate: 50 Prozent\namount: { min: 100, max: 5000 }\neligible: { who: alle, employees: { min: 1, max: 50 } }\ncalls: [{ from: 2026-12-01, until: 2027-01-31 }]\n',
    }),
  ],
  [
    'contacts/stelle.md',
    entryText('Stelle', three('Stelle'), { fields: 'organisation: Stelle\nrole: Hilfe\nphone: 0361 34840\nmail: stelle@amt.example\n' }),
  ],
  [
    'guides/dialog.md',
    entryText('Dialog', three('Dialog'), {
      fields:
        'steps:\n  - id: a\n    short: Was\n    question: Was?\n    retry: Bitte.\n    choices:\n      - { id: j, label: Gern }\n      - { id: n, label: Lieber nicht }\noutcomes:\n  - { id: o, title: O, text: T, groups: [{ title: G, targets: [articles/kran] }] }\n',
    }),
  ],
  ['vocabulary.md', '## Themen\n\n| Kennung | Name | Wörter |\n|---|---|---|\n| geld | Geld | euro |\n\n## Wörter\n\n- a b = c\n'],
  ['routing.md', '# Kanäle\n\n| id | Name | Themen | Regionen |\n|---|---|---|---|\n| halle | Halle |  |  |\n'],
  ['questions.md', '# Messung\n\n## articles/kran\n\n- Was ist ein Kran?\n'],
  ['messages.de.md', readFileSync(join(ROOT, 'knowledge/messages.de.md'), 'utf8')],
])

let stamps = 0
function file(name: string, bytes: Buffer | string, layer = 0): KnowledgeFile {
  stamps += 1
  return { name, path: layer === 0 ? name : `region/${name}`, layer, stamp: String(stamps), read: () => storedText(Buffer.from(bytes)) }
}

const pick = <T>(...values: T[]) => fc.constantFrom(...values)
const number = fc.oneof(fc.integer({ min: -40, max: 400 }), pick('1.5', '1e9', '0x10', '9007199254740993', '-0', '007', 'NaN', '٣'))
const date = fc.oneof(
  fc
    .tuple(pick(0, 1, 1900, 2026, 2027, 2028, 9999, 20270), fc.nat(13), fc.nat(32))
    .map(([year, month, day]) => [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')])
    .map((parts) => parts.join('-')),
  pick('31.12.2026', '2026-12-03T25:61', '2027-03-28T02:30', '2026-12', 'morgen', '+275760-09-13', '2026-12-03 14:00', 'heute'),
)
const rulePart = fc.oneof(
  pick('FREQ=DAILY', 'FREQ=WEEKLY', 'FREQ=MONTHLY', 'FREQ=YEARLY', 'FREQ=HOURLY', 'FREQ=SECONDLY', 'FREQ=', 'freq=weekly', 'BYTAG=MO'),
  fc
    .tuple(pick('INTERVAL', 'COUNT', 'BYMONTH', 'BYMONTHDAY', 'BYSETPOS', 'BYWEEKNO', 'BYYEARDAY', 'BYHOUR', 'WKST'), number)
    .map((p) => p.join('=')),
  fc.tuple(pick('', '1', '-1', '5', '6', '-5', '53'), pick('MO', 'TH', 'SU', 'DO', '', 'MO,TU')).map(([n, day]) => `BYDAY=${n}${day}`),
  date.map((day) => `UNTIL=${day.replaceAll('-', '')}`),
)
const rule = fc.array(rulePart, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(';'))
const hostile = pick(
  '',
  '~',
  '""',
  '[]',
  '{}',
  '[[[',
  '- - -',
  '{ a: { b: c } }',
  '&x [*x]',
  '*x',
  '!!binary x',
  '|',
  '>-',
  '@',
  '%',
  '---',
  '...',
  ': :',
  'ja',
  'nein',
  'true',
  'draft',
  'veröffentlicht',
  'FREQ=WEEKLY',
  'articles/nichts',
  'articles/kran',
  '../../etc/passwd',
  'javascript:alert(1)',
  '<script>',
  '{tag}',
  '{{ x }}',
  '\u0000',
  '\u202e',
  '\ud800',
  '﻿',
  'a'.repeat(20_000),
  '('.repeat(3_000),
  '[a]('.repeat(500),
  '> '.repeat(500),
)
const value = fc.oneof(hostile, date, rule, number.map(String), fc.string({ unit: 'grapheme', maxLength: 40 }), pick(...OUTSIDE_WORDS))

type Edit = (text: string) => string
const lines =
  (change: (all: string[], at: number) => void) =>
  (at: number): Edit =>
  (text) => {
    const all = text.split('\n')
    change(all, at % all.length)
    return all.join('\n')
  }
const at = fc.nat(400)
/** One thing that a hand, an editor's program, Git or a copy does to a text. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(at, value).map(([n, said]) =>
      lines((all, i) => {
        all[i] = all[i]!.replace(/(?<=^\s*(- )?\w+:).*/, ` ${said}`)
      })(n),
    ),
  },
  {
    weight: 3,
    arbitrary: rule.map(
      (said): Edit =>
        (text) =>
          text.replace(/(?<=rule: ).*/, said),
    ),
  },
  {
    weight: 3,
    arbitrary: date.map(
      (day): Edit =>
        (text) =>
          text.replace(/\d{4}-\d\d-\d\d/, day),
    ),
  },
  fc.tuple(at, value).map(([n, said]) => lines((all, i) => all.splice(i, 0, said))(n)),
  at.map(lines((all, i) => all.splice(i, 1))),
  at.map(lines((all, i) => all.splice(i, 0, all[i]!))),
  at.map(
    lines((all, i) => {
      all[i] = `  ${all[i]}`
    }),
  ),
  at.map(
    lines((all, i) => {
      all[i] = `\t${all[i]}`
    }),
  ),
  at.map(lines((all, i) => all.splice(i, 1, '<<<<<<< HEAD', all[i]!, '=======', 'anders', '>>>>>>> zweig'))),
  fc.tuple(at, value).map(
    ([n, said]): Edit =>
      (text) =>
        text.slice(0, n) + said + text.slice(n),
  ),
  at.map(
    (n): Edit =>
      (text) =>
        text.slice(0, n),
  ),
  at.map(
    (n): Edit =>
      (text) =>
        text.slice(n),
  ),
  pick<Edit>(
    () => '',
    (text) => text + text,
    (text) => text.replaceAll('\n', '\r\n'),
    (text) => text.normalize('NFD'),
    (text) => text.replace(/^---$/m, '+++'),
    (text) => text.toUpperCase(),
    (text) => text.replaceAll(':', ''),
  ),
)
const save = fc.record({
  name: fc.constantFrom(...EDITED.keys()),
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
  encoding: pick<BufferEncoding>('utf8', 'utf8', 'utf8', 'utf8', 'latin1', 'utf16le'),
  layer: pick(0, 0, 0, 1),
  denied: pick(false, false, false, false, false, false, true),
})

const steady = STEADY.map(({ name, text }) => file(name, text))
const goodFiles = new Map([...EDITED].map(([name, text]) => [`0/${name}`, file(name, text)]))
const good = parseKnowledge([...steady, ...goodFiles.values()])
const goodSearcher = buildSearcher(good.knowledge)
const CITED = THINGS.map((thing) => [idOf(thing)])

/** What is answered with, to each of the ten questions. */
function answered(parsed: Parsed, searcher = buildSearcher(parsed.knowledge, goodSearcher)): string[][] {
  const known = { knowledge: parsed.knowledge, searcher }
  return THINGS.map((thing) => decideTurn(questionOf(thing), newTalk(), known, NOW).reply.citations.map(({ id }) => id))
}

describe('any edit', () => {
  const counts = { saves: 0, refused: 0, taken: 0 }
  afterAll(() => console.log(`any edit: ${counts.saves} saves, ${counts.refused} told as errors, ${counts.taken} taken`))

  it('starts from good files', () => {
    expect(good.issues.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(answered(good)).toEqual(CITED)
  })

  it('breaks no answer to anything else, hides no good version and throws nowhere', { timeout: Math.max(2, RUNS / 200) * MINUTE }, () => {
    fc.assert(
      fc.property(fc.array(save, { minLength: 1, maxLength: 3 }), (saves) => {
        const files = new Map(goodFiles)
        let before = good
        for (const { name, edits, encoding, layer, denied } of saves) {
          const text = edits.reduce((old, change) => change(old), EDITED.get(name)!)
          const saved = file(name, Buffer.from(text, encoding), layer)
          const read = () => {
            throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
          }
          files.set(`${layer}/${name}`, denied ? { ...saved, read } : saved)
          const all = [...steady, ...files.values()]
          const parsed = parseKnowledge(all, before, { probe })
          const issues = allIssues({ ...parsed, files: all }, TODAY)
          counts.saves += 1
          const isRefused = parsed.issues.some(({ file, severity }) => file === saved.path && severity === 'error')
          counts[isRefused ? 'refused' : 'taken'] += 1
          expect(answered(parsed)).toEqual(CITED)
          for (const { line, column, message, file } of issues) {
            expect(line >= 1 && column >= 1 && message !== '' && file !== '', `${file}:${line}:${column} ${message}`).toBe(true)
          }
          for (const id of parsed.stale) expect(parsed.knowledge.entries.get(id)).toEqual(before.knowledge.entries.get(id))
          const moment = momentOn(TODAY)
          for (const entry of parsed.knowledge.entries.values()) {
            statusOn(entry, moment)
            if (entry.kind === 'events')
              expect(() => [occurrences(entry, TODAY, '2028-12-31'), nextOccurrence(entry, moment)]).not.toThrow()
          }
          before = parsed
        }
      }),
      { numRuns: RUNS },
    )
  })
})
