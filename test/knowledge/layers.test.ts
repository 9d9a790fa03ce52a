/** A folder over another: what it says is merged field by field, and what is wrong in it changes nothing. */
import { describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'
import { printIssue } from '../../bot/knowledge/issue.ts'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import type { EntryId } from '../../bot/knowledge/schema.ts'
import { entryText, knowledgeFolder, save } from '../fixtures/knowledge-folder.ts'

const QUESTIONS = ['Was fördert das Programm?', 'programm geld', 'Wie viel Geld gibt es?']
const FUNDING = entryText('Programm', QUESTIONS, {
  fields: `provider: Land
type: Zuschuss
area: [Digitalisierung]
territory: Land
eligible:
  who: Kleine Betriebe
  sectors: [handwerk]
  regions: [nord]
  employees: { min: 1, max: 49 }
funds: [Software]
amount: { min: 3000, max: 70000, note: Mit Eigenanteil }
applyBeforeStart: true
state: offen
calls: [{ from: 2026-01-01, until: 2026-12-31 }, { from: 2027-01-01 }]
valid: { from: 2026-01-01, until: 2027-12-31 }
`,
  body: 'Die Antwort.\n\n## Was?\n\nSoftware.\n\n## Wer hilft?\n\nDas [Land](/anlaufstellen/nirgends).',
})
const EVENT = entryText('Treffen', ['Wann ist das Treffen?', 'treffen termin', 'Wo trifft man sich?'], {
  fields:
    'start: 2026-12-03T14:00\nmode: vor Ort\norganiser: Verein\nrecurrence: { rule: FREQ=MONTHLY;BYDAY=1TH, holidays: findet statt }\nplace: { name: Haus, street: Weg 1, postcode: "06110", city: Halle }\n',
})
const GUIDE = entryText('Dialog', ['Frag mich', 'dialog starten', 'Führ mich'], {
  fields: `steps:
  - { id: was, question: Was?, short: Was, retry: Bitte noch einmal., help: Überall, choices: [{ id: a, label: A }, { id: b, label: B }] }
  - { id: wer, question: Wer?, short: Wer, retry: Bitte noch einmal., input: yesno, when: { was: a } }
outcomes:
  - { id: eins, title: Eins, text: Erstens., when: { was: a } }
  - { id: rest, title: Rest, text: Sonst. }
groups:
  - { title: Lesen, targets: [articles/eins] }
`,
})
const ARTICLE = entryText('Eins', ['Eins?', 'eins zwei', 'Und eins?'], { body: 'Die Antwort.\n\n## Mehr\n\nText.' })
const CORE = { 'funding/programm.md': FUNDING, 'events/treffen.md': EVENT, 'guides/dialog.md': GUIDE, 'articles/eins.md': ARTICLE }

/** Layers as maps of files, the lowest first. */
function parsed(layers: readonly Record<string, string>[], before?: ReturnType<typeof parseKnowledge>) {
  const files = layers.flatMap((folder, layer) =>
    Object.entries(folder).map(([name, text]): KnowledgeFile => ({ name, path: `${layer}/${name}`, layer, stamp: text, read: () => text })),
  )
  return parseKnowledge(files, before)
}
const over = (id: EntryId, head: string, body = '') => parsed([CORE, { [`${id}.md`]: `---\n${head}\n---\n${body}` }])
const entryOver = (id: EntryId, head: string, body = '') => over(id, head, body).knowledge.entries.get(id)

describe('an overlay of an entry', () => {
  it.each<[what: string, id: EntryId, head: string, expected: object]>([
    [
      'a group keeps the fields it does not name',
      'funding/programm',
      'eligible: { who: Alle Betriebe }',
      { eligible: { who: 'Alle Betriebe', sectors: ['handwerk'], regions: ['nord'], employees: { min: 1, max: 49 } } },
    ],
    [
      'a group in a group too',
      'funding/programm',
      'eligible: { employees: { max: 249 } }',
      { eligible: { who: 'Kleine Betriebe', employees: { min: 1, max: 249 } } },
    ],
    ['amount', 'funding/programm', 'amount: { max: 50000 }', { amount: { min: 3000, max: 50000, note: 'Mit Eigenanteil' } }],
    ['valid', 'funding/programm', 'valid: { until: 2026-12-31 }', { valid: { from: '2026-01-01', until: '2026-12-31' } }],
    [
      'recurrence',
      'events/treffen',
      'recurrence: { except: [2027-01-07] }',
      { recurrence: { rule: 'FREQ=MONTHLY;BYDAY=1TH', except: ['2027-01-07'], holidays: 'findet statt' } },
    ],
    ['place', 'events/treffen', 'place: { name: Saal }', { place: { name: 'Saal', street: 'Weg 1', postcode: '06110', city: 'Halle' } }],
    ['a list is replaced', 'funding/programm', 'calls: [{ from: 2028-01-01 }]', { calls: [{ from: '2028-01-01' }] }],
    ['an empty list is a list', 'funding/programm', 'eligible: { regions: [] }', { eligible: { sectors: ['handwerk'], regions: [] } }],
    [
      'a source is replaced whole',
      'funding/programm',
      'source: { url: https://example.de, name: Neu }',
      { source: [{ url: 'https://example.de', name: 'Neu' }] },
    ],
    [
      'questions are added, and none twice',
      'funding/programm',
      'questions: [Und in Halle?, programm geld]',
      { questions: [...QUESTIONS, 'Und in Halle?'] },
    ],
    [
      'steps, choices and outcomes are merged by their id, conditions replaced',
      'guides/dialog',
      'steps: [{ id: wer, when: { was: b } }, { id: was, help: Hier, choices: [{ id: b, label: Bee }, { id: c, label: C }] }]\noutcomes: [{ id: rest, text: Hier sonst. }]\ngroups: [{ title: Rufen, targets: [articles/eins] }]',
      {
        steps: [
          { id: 'was', question: 'Was?', help: 'Hier', choices: [{ label: 'A' }, { id: 'b', label: 'Bee' }, { id: 'c', label: 'C' }] },
          { id: 'wer', input: 'yesno', when: { was: ['b'] } },
        ],
        outcomes: [{ id: 'eins' }, { id: 'rest', title: 'Rest', text: 'Hier sonst.' }],
        groups: [{ title: 'Rufen' }],
      },
    ],
  ])('%s', (_, id, head, expected) => {
    expect(over(id, head).issues.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(entryOver(id, head)).toMatchObject(expected)
  })

  it('with a text that begins with a heading replaces those sections and adds the others', () => {
    const entry = entryOver(
      'funding/programm',
      'title: Programm',
      '\n## Wer hilft?\n\nDie [Bank](/anlaufstellen/bank).\n\n## Dazu\n\nNeu.\n',
    )
    expect(entry?.lead).toBe('Die Antwort.')
    expect(entry?.passages.map(({ id, plain }) => [id, plain])).toEqual([
      ['funding/programm', 'Die Antwort.'],
      ['funding/programm#was', 'Software.'],
      ['funding/programm#wer-hilft', 'Die Bank.'],
      ['funding/programm#dazu', 'Neu.'],
    ])
    expect(entry?.links).toEqual([{ href: '/anlaufstellen/bank', file: '1/funding/programm.md', line: 7 }])
  })

  it('with any other text replaces the whole text', () => {
    const entry = entryOver('funding/programm', 'title: Programm', 'Hier gilt anderes.\n')
    expect(entry?.passages.map(({ plain }) => plain)).toEqual(['Hier gilt anderes.'])
    expect(entry?.links).toEqual([])
  })

  it('is taken from three folders in their order', () => {
    const layers = [CORE, { 'articles/eins.md': '---\ntitle: Zwei\nlang: en\n---\n' }, { 'articles/eins.md': '---\ntitle: Drei\n---\n' }]
    expect(parsed(layers).knowledge.entries.get('articles/eins')).toMatchObject({ title: 'Drei', lang: 'en', lead: 'Die Antwort.' })
  })
})

describe('a mistake in an overlay', () => {
  it.each<[what: string, id: EntryId, head: string, body?: string]>([
    ['an unreadable head', 'funding/programm', 'title: Programm: neu'],
    ['an unknown field', 'funding/programm', 'titel: Neu'],
    ['a wrong value in a group', 'funding/programm', 'eligible: { employees: { max: viele } }'],
    ['a value nobody knows', 'funding/programm', 'state: geöffnet'],
    ['a wrong target', 'events/treffen', 'booking: { title: Hin, provider: phone, url: hier }'],
    ['no step left', 'guides/dialog', 'steps: []'],
    ['code in the head', 'articles/eins', 'title: [Eins'],
  ])('(%s) is told at its file, and the folder below answers', (_, id, head) => {
    const { knowledge, issues, stale } = over(id, head)
    const errors = issues.filter(({ severity }) => severity === 'error')
    expect(errors.length).toBeGreaterThan(0)
    expect(errors.filter(({ file }) => file !== `1/${id}.md`)).toEqual([])
    expect(knowledge.entries.get(id)).toEqual(parsed([CORE]).knowledge.entries.get(id))
    expect(stale).toEqual([])
  })

  it('leaves out that folder only', () => {
    const layers = [CORE, { 'articles/eins.md': '---\nlang: fr\n---\n' }, { 'articles/eins.md': '---\ntitle: Drei\n---\n' }]
    expect(parsed(layers).knowledge.entries.get('articles/eins')).toMatchObject({ title: 'Drei', lang: 'de' })
  })

  it('is answered by the last good version, as long as there is one of all its files', () => {
    const layers = (lead: string, head: string) => [
      { 'articles/eins.md': ARTICLE.replace('Die Antwort.', lead) },
      { 'articles/eins.md': `---\n${head}\n---\n` },
    ]
    const good = parsed(layers('Antwort eins.', 'title: Hier'))
    const broken = parsed(layers('Antwort eins.', 'titel: Hier'), good)
    expect([broken.knowledge.entries.get('articles/eins')?.title, broken.stale]).toEqual(['Hier', ['articles/eins']])
    const unsaid = parsed(layers('Antwort zwei.', 'titel: Hier'), parsed([{ 'articles/eins.md': ARTICLE }]))
    expect([unsaid.knowledge.entries.get('articles/eins')?.lead, unsaid.stale]).toEqual(['Antwort zwei.', []])
  })

  it('of a folder below is told there, and a whole entry above answers', () => {
    const { knowledge, issues } = parsed([{ 'articles/eins.md': '---\ntitel: x\n---\n' }, CORE])
    expect(issues.map(({ file, code }) => [file, code])).toEqual([['0/articles/eins.md', 'unknown-field']])
    expect(knowledge.entries.get('articles/eins')?.lead).toBe('Die Antwort.')
  })

  it('the whole entry above answers on when the one below becomes unreadable', () => {
    const whole = ARTICLE.replace('Die Antwort.', 'Die Antwort der Kammer.')
    const above = { 'articles/eins.md': whole }
    const broken = parsed(
      [{ 'articles/eins.md': ARTICLE.replace('questions:', 'questions: Eins?') }],
      parsed([{ 'articles/eins.md': ARTICLE }]),
    )
    const both = parsed([{ 'articles/eins.md': ARTICLE.replace('questions:', 'questions: Eins?') }, above], broken)
    expect(both.knowledge.entries.get('articles/eins')?.lead).toBe('Die Antwort der Kammer.')
    const worse = parsed([{ 'articles/eins.md': '<<<<<<< HEAD\n' }, above], both)
    expect(worse.knowledge.entries.get('articles/eins')?.lead).toBe('Die Antwort der Kammer.')
  })

  it('an overlay of an entry that was renamed below is told as that', () => {
    const { issues } = parsed([CORE, { 'articles/einz.md': '---\nnext: [articles/eins]\n---\n' }])
    expect(issues.map(printIssue)).toEqual([
      '1/articles/einz.md:1:1  Fehler: In den Ordnern darunter gibt es articles/einz nicht, und allein ist diese Datei nicht vollständig. → Meinten Sie „articles/eins“? Benennen Sie die Datei dann um.',
    ])
  })
})

describe('the place of an issue', () => {
  it.each<[what: string, name: string, head: string, place: string]>([
    ['a group', 'funding/programm', 'title: Neu\neligible:\n  employees:\n    max: viele', '1/funding/programm.md:5:10'],
    ['a step', 'guides/dialog', 'steps:\n  - id: wer\n    input: falsch', '1/guides/dialog.md:4:12'],
    ['a choice', 'guides/dialog', 'steps:\n  - id: was\n    choices:\n      - id: b\n        points: 9', '1/guides/dialog.md:6:17'],
    ['a question', 'articles/eins', 'questions:\n  - Und hier?\n  - 5', '1/articles/eins.md:4:5'],
  ])('is where the overlay says it: %s', (_, id, head, place) => {
    const { issues } = over(id as EntryId, head)
    expect(issues.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([place])
  })

  it('is in the file that says it, for what other entries and the day make of it', () => {
    const core = knowledgeFolder({ 'articles/eins.md': ARTICLE.replace('---\n\n', 'next: [articles/nichts]\n---\n\n') })
    const region = knowledgeFolder({ 'articles/eins.md': '---\ntitle: Hier\n---\n' })
    const places = () =>
      allIssues(loadKnowledge([core, region]), '2026-11-26')
        .filter(({ code }) => code === 'unknown-id' || code === 'broken-link')
        .map(({ file, line }) => `${file}:${line}`)
    expect(places()).toEqual([`${core}/articles/eins.md:10`])
    save(region, 'articles/eins.md', '---\nnext: [articles/nirgends]\n---\n\n## Mehr\n\n[Dort](/wissen/nirgends)\n')
    expect(places()).toEqual([`${region}/articles/eins.md:2`, `${region}/articles/eins.md:7`])
  })
})

describe('the other files of two folders', () => {
  it('area.md: a group is merged, a mistake changes nothing', () => {
    const core = { 'area.md': '---\nland: TH\noperator: { name: die Kammer, phone: 0361 0000 }\n---\n' }
    const merged = parsed([core, { 'area.md': '---\noperator: { mail: buero@example.de }\n---\n' }])
    expect(merged.issues).toEqual([])
    expect(merged.knowledge.area).toMatchObject({
      land: 'TH',
      operator: { name: 'die Kammer', phone: '0361 0000', mail: 'buero@example.de' },
    })
    const broken = parsed([core, { 'area.md': '---\nland: XX\noperator: { name: die andere }\n---\n' }])
    expect(broken.issues.map(({ file, line }) => `${file}:${line}`)).toEqual(['1/area.md:2'])
    expect(broken.knowledge.area).toEqual(parsed([core]).knowledge.area)
  })

  it('routing.md: channels by id, hours replaced, a line that is wrong leaves what was', () => {
    const core = {
      'routing.md':
        '## Kanäle\n\n| Kennung | Name | Themen | Regionen |\n|---|---|---|---|\n| a | A | | |\n| b | B | | |\n\n## Bürozeiten\n\n| Tage | Von | Bis |\n|---|---|---|\n| Mo | 09:00 | 15:00 |\n',
    }
    const region = {
      'routing.md':
        '## Kanäle\n\n| Kennung | Name | Themen | Regionen |\n|---|---|---|---|\n| b | Be | | |\n| C | | | |\n\n## Bürozeiten\n\n| Tage | Von | Bis |\n|---|---|---|\n| Mo | 15:00 | 09:00 |\n',
    }
    const { knowledge, issues } = parsed([core, region])
    expect(knowledge.routing.channels.map(({ id, label, file }) => [id, label, file])).toEqual([
      ['a', 'A', '0/routing.md'],
      ['b', 'Be', '1/routing.md'],
    ])
    expect(knowledge.routing.hours).toEqual([{ weekday: 1, from: '09:00', to: '15:00' }])
    expect(issues.map(({ file, line }) => `${file}:${line}`)).toEqual(['1/routing.md:6', '1/routing.md:12'])
  })

  it('vocabulary.md: rows by id, words added, a row that is wrong leaves what was', () => {
    const table = (...rows: string[]) =>
      `## Themen\n\n| Kennung | Name | Wörter |\n|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join('')}`
    const { knowledge, issues } = parsed([
      { 'vocabulary.md': `${table('ki | KI | ki', 'geld | Geld | geld')}\n## Wörter\n\n- moneten = geld\n` },
      { 'vocabulary.md': `${table('ki | Künstliche Intelligenz | ki, chatbot', 'GELD | | ')}\n## Wörter\n\n- moneten = förderung\n` },
    ])
    expect(knowledge.vocabulary.topics.map(({ id, label }) => [id, label])).toEqual([
      ['ki', 'Künstliche Intelligenz'],
      ['geld', 'Geld'],
    ])
    expect(knowledge.vocabulary.words.get('moneten')).toEqual(['geld', 'förderung'])
    expect(issues.map(({ file, line }) => `${file}:${line}`)).toEqual(['1/vocabulary.md:6'])
  })

  it('questions.md: all count, each at the place where it stands', () => {
    const core = knowledgeFolder({ 'articles/eins.md': ARTICLE, 'questions.md': '# Messung\n\n## articles/eins\n- Wozu eins?\n' })
    const region = knowledgeFolder({ 'questions.md': '# Messung\n\n## articles/eins\n- Wer eins?\n\n## articles/acht\n- Wozu acht?\n' })
    const loaded = loadKnowledge([core, region])
    expect(loaded.knowledge.questions.map(({ question }) => question)).toEqual(['Wozu acht?', 'Wozu eins?', 'Wer eins?'])
    expect(allIssues(loaded, '2026-11-26').map(({ file, line }) => `${file}:${line}`)).toContain(`${region}/questions.md:7`)
  })
})
