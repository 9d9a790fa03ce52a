/** What an editor, a file system or a copy may do to knowledge files: each becomes an issue with its place, and what was good answers on. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFolders, stampOf, watchFolders } from '../../adapters/files.ts'
import { allIssues } from '../../adapters/load-knowledge.ts'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { occurrences } from '../../bot/knowledge/occurrences.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import type { Event } from '../../bot/knowledge/schema.ts'
import { statusOn } from '../../bot/knowledge/validity.ts'
import { momentOn } from '../../bot/moment.ts'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'

const TODAY = '2026-11-26'
const file = (name: string, text: string, more: Partial<KnowledgeFile> = {}): KnowledgeFile => ({
  name,
  path: name,
  layer: 0,
  stamp: text,
  read: () => text,
  ...more,
})
const event = (rule: string, title = 'Sprechtag', start = '2026-12-03') =>
  file(
    'events/sprechtag.md',
    entryText(title, ['Wann ist Sprechtag?', 'sprechtag termin', 'Beratung vor Ort'], {
      fields: `start: ${start}\nmode: online\norganiser: Netzwerk\nrecurrence:\n  rule: ${rule}\n`,
    }),
  )
const article = (fields: string) => file('articles/eins.md', entryText('Eins', ['Eins?', 'Was ist eins', 'eins hilfe'], { fields }))
const denied = (): string => {
  throw Object.assign(new Error("EACCES: permission denied, open 'x'"), { code: 'EACCES' })
}

const BAD = [
  'FREQ=WEEKLY;BYMONTHDAY=15',
  'FREQ=MONTHLY;BYDAY=6TH',
  'FREQ=HOURLY',
  'FREQ=MINUTELY',
  'FREQ=SECONDLY',
  'FREQ=MONTHLY;BYDAY=1DO',
  '"FREQ=MONTHLY; BYDAY=1TH"',
  'FREQ=WEEKLY;BYTAG=MO',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
  'FREQ=MONTHLY;BYMONTHDAY=-1;BYMONTH=2,1',
  'FREQ=MONTHLY;INTERVAL=2;BYMONTH=3',
  'FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=31',
  'FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=-1',
  'FREQ=YEARLY;BYMONTH=1,2',
  'FREQ=DAILY;COUNT=0',
  'FREQ=WEEKLY;INTERVAL=1.5',
  'FREQ=WEEKLY;INTERVAL=0',
  'FREQ=WEEKLY;BYDAY=MO;BYDAY=TU',
  'FREQ=YEARLY;BYWEEKNO=10',
  'FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=1',
  'FREQ=WEEKLY;UNTIL=31.12.2027',
  'FREQ=WEEKLY;UNTIL=20270231',
  'FREQ=weekly',
  'FREQ=WEEKLY;',
  'FREQ=WEEKLY;BYDAY=',
  'FREQ=WEEKLY;BYDAY=1MO',
  'FREQ=DAILY;BYHOUR=3',
  'FREQ=YEARLY;BYYEARDAY=400',
  'FREQ=MONTHLY;BYMONTHDAY=32',
  'FREQ=constructor',
  'FREQ=WEEKLY;__proto__=1',
]
/** Each with its first day from December 2026 on. */
const GOOD = [
  ['FREQ=DAILY', '2026-12-03'],
  ['FREQ=DAILY;INTERVAL=3;COUNT=4', '2026-12-03'],
  ['FREQ=WEEKLY;BYDAY=MO,WE', '2026-12-07'],
  ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20271231', '2026-12-03'],
  ['FREQ=MONTHLY;BYDAY=1TH', '2026-12-03'],
  ['FREQ=MONTHLY;BYDAY=-1FR', '2026-12-25'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-12-31'],
  ['FREQ=MONTHLY;BYMONTHDAY=15,-1', '2026-12-15'],
  ['FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=1', '2027-03-01'],
  ['FREQ=YEARLY;BYMONTH=5;BYDAY=2SU', '2027-05-09'],
] as const

describe('a recurrence rule', () => {
  it.each(BAD)('%s is refused where it stands, with what works, and the last good version answers', (rule) => {
    const good = parseKnowledge([event('FREQ=MONTHLY;BYDAY=1TH')])
    const files = [event(rule, 'Neuer Titel')]
    const parsed = parseKnowledge(files, good)
    expect(parsed.issues.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ file: 'events/sprechtag.md', line: 14, column: 9, code: 'bad-rule', hint: expect.stringMatching(/\S/) }),
    ])
    expect(parsed.knowledge.entries.get('events/sprechtag')?.title).toBe('Sprechtag')
    expect(parsed.stale).toEqual(['events/sprechtag'])
    expect(() => allIssues({ ...parsed, files }, TODAY)).not.toThrow()
  })

  it.each(GOOD)('%s is taken and gives days', (rule, start) => {
    const { knowledge, issues } = parseKnowledge([event(rule, 'Sprechtag', start)])
    expect(issues).toEqual([])
    const entry = knowledge.entries.get('events/sprechtag') as Event
    expect(occurrences(entry, TODAY, '2028-12-31').length).toBeGreaterThan(0)
  })

  it.each(BAD)('%s in an entry from elsewhere does not throw when its days are worked out', (rule) => {
    const entry = parseKnowledge([event('FREQ=DAILY')]).knowledge.entries.get('events/sprechtag') as Event
    const hostile: Event = { ...entry, recurrence: { ...entry.recurrence!, rule: rule.replaceAll('"', '') } }
    expect(() => [statusOn(hostile, momentOn(TODAY)), occurrences(hostile, TODAY, '2028-12-31')]).not.toThrow()
  })
})

describe('a number that no calendar holds', () => {
  it.each(['900000000', '9007199254740991', '100000'])('reviewEvery: %s is an issue with its place', (days) => {
    const good = parseKnowledge([article('')])
    const files = [article(`reviewEvery: ${days}\n`)]
    const parsed = parseKnowledge(files, good)
    expect(parsed.issues).toEqual([
      expect.objectContaining({ line: 10, column: 14, code: 'wrong-size', hint: expect.stringContaining('3650') }),
    ])
    expect(parsed.knowledge.entries.has('articles/eins')).toBe(true)
    expect(() => allIssues({ ...parsed, files }, TODAY)).not.toThrow()
  })
})

describe('a file that cannot be read', () => {
  const two = file('articles/zwei.md', entryText('Zwei', ['Zwei?', 'Was ist zwei', 'zwei hilfe']))

  it('is an issue; the others are read, and its last good version answers until it can be read again', () => {
    const first = parseKnowledge([article(''), two])
    const files = [{ ...article(''), stamp: 'new', read: denied }, two]
    const second = parseKnowledge(files, first)
    expect(second.issues).toEqual([expect.objectContaining({ file: 'articles/eins.md', code: 'unreadable', severity: 'error' })])
    expect([...second.knowledge.entries.keys()].sort()).toEqual(['articles/eins', 'articles/zwei'])
    expect(second.stale).toEqual(['articles/eins'])
    expect(() => allIssues({ ...second, files }, TODAY)).not.toThrow()
    // The same stamp, for a permission given back changes none.
    const third = parseKnowledge([{ ...article('short: Neu.\n'), stamp: 'new' }, two], second)
    expect([third.stale, third.issues]).toEqual([[], []])
    expect(third.knowledge.entries.get('articles/eins')?.short).toBe('Neu.')
  })

  it.each(['vocabulary.md', 'routing.md', 'messages.de.md', 'questions.md'])('%s: what it said before goes on', (name) => {
    const texts = new Map([
      ['vocabulary.md', '# Themen\n\n| id | Name | Wörter |\n|---|---|---|\n| geld | Geld | euro |\n'],
      ['routing.md', '# Kanäle\n\n| id | Name | Themen | Regionen |\n|---|---|---|---|\n| halle | Halle |  |  |\n'],
      ['messages.de.md', '## none\n\nNichts.\n'],
      ['questions.md', '# Messung\n\n## articles/zwei\n\n- Was ist zwei?\n'],
    ])
    const all = [...texts].map(([known, text]) => file(known, text))
    const first = parseKnowledge([two, ...all])
    const files = [two, ...all.map((one) => (one.name === name ? { ...one, stamp: 'new', read: denied } : one))]
    const second = parseKnowledge(files, first)
    expect(second.issues.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ file: name, code: 'unreadable' }),
    ])
    expect(second.knowledge).toEqual(first.knowledge)
    expect(() => allIssues({ ...second, files }, TODAY)).not.toThrow()
  })
})

describe('an entry that something cannot work out', () => {
  it('is an issue, and the last good version answers', () => {
    const good = parseKnowledge([article('')])
    const probe = () => {
      throw new RangeError('Invalid time value')
    }
    const parsed = parseKnowledge([article('short: Neu.\n')], good, { probe })
    expect(parsed.issues).toEqual([
      expect.objectContaining({ file: 'articles/eins.md', line: 1, code: 'not-answerable', severity: 'error' }),
    ])
    expect(parsed.knowledge.entries.get('articles/eins')?.short).toBeUndefined()
  })
})

describe('a folder below', () => {
  const kept = entryText('Kasse', ['Kasse?', 'Was ist eine Kasse', 'kasse hilfe'])
  const folder = knowledgeFolder({
    'articles/laden/kasse.md': kept,
    'articles/zwei.md': entryText('Zwei', ['Zwei?', 'Was ist zwei', 'zwei hilfe']),
  })
  symlinkSync(join(folder, 'nirgends'), join(folder, 'articles/haengt.md'))
  symlinkSync(join(folder, 'nirgends'), join(folder, 'articles/haengt'))
  mkdirSync(join(folder, 'articles/ordner.md'))
  execFileSync('mkfifo', [join(folder, 'articles/rohr.md')])
  const disk = (path: string) => readdirSync(path, { withFileTypes: true })
  const refusing = (code: string) => (path: string) => {
    if (path.endsWith('laden')) throw Object.assign(new Error(code), { code })
    return disk(path)
  }

  it('with links that lead nowhere, pipes and folders named like files loads without them', () => {
    const { files, closed } = listFolders([folder])
    expect([files.map(({ name }) => name).sort(), closed]).toEqual([['articles/laden/kasse.md', 'articles/zwei.md'], []])
  })

  it('that may not be read is an issue; what was known of it answers on', () => {
    const first = parseKnowledge(listFolders([folder]).files)
    const { files, closed } = listFolders([folder], refusing('EACCES'))
    const second = parseKnowledge(files, first, { closed })
    expect(second.issues).toEqual([
      expect.objectContaining({ file: join(folder, 'articles/laden'), code: 'unreadable', severity: 'error' }),
    ])
    expect([...second.knowledge.entries.keys()].sort()).toEqual(['articles/kasse', 'articles/zwei'])
    expect(second.stale).toEqual(['articles/kasse'])
    const third = parseKnowledge(listFolders([folder]).files, second)
    expect([third.issues, third.stale]).toEqual([[], []])
  })

  it('keeps what an overlay in it says: without that layer the entry would be another one', () => {
    const layers = (fields: string) => {
      const below = file('articles/kasse.md', entryText('Kasse', ['Kasse?', 'kassenbuch', 'Welche Kasse?']), {
        path: 'unten/articles/kasse.md',
      })
      return [below, file('articles/kasse.md', fields, { path: 'oben/articles/kasse.md', layer: 1 })]
    }
    const first = parseKnowledge(layers('---\ntitle: Kasse im Land\n---\n'))
    const [below] = layers('')
    const closed = [{ name: 'articles', path: 'oben/articles', reason: 'EACCES' }]
    const second = parseKnowledge([below!], first, { closed })
    expect([second.knowledge.entries.get('articles/kasse')?.title, second.stale]).toEqual(['Kasse im Land', ['articles/kasse']])
    // And again, as after every save of another file meanwhile.
    expect(parseKnowledge([below!], second, { closed }).knowledge.entries.get('articles/kasse')?.title).toBe('Kasse im Land')
    const back = parseKnowledge(layers('---\ntitle: Kasse neu\n---\n'), second)
    expect([back.knowledge.entries.get('articles/kasse')?.title, back.stale]).toEqual(['Kasse neu', []])
  })

  it('that vanishes while it is listed is gone', () => {
    expect(listFolders([folder], refusing('ENOENT')).closed).toEqual([])
  })

  it('a change of rights alone is a change: nothing else of the file is new', () => {
    const path = join(folder, 'articles/zwei.md')
    const before = stampOf(path)
    chmodSync(path, 0o600)
    expect(stampOf(path)).not.toBe(before)
  })

  it('is watched as far as it can be', () => {
    expect(() => watchFolders([folder, join(folder, 'nirgends')], () => {})()).not.toThrow()
  })
})
