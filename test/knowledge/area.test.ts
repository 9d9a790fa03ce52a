/** `area.md`: what it says counts, overlays replace its fields, mistakes are told and change nothing. */

import { describe, expect, it } from 'vitest'
import { listFiles } from '../../adapters/files.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { checkArea } from '../../bot/knowledge/check-area.ts'
import { occurrences } from '../../bot/knowledge/occurrences.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import type { Event } from '../../bot/knowledge/schema.ts'
import { momentOn } from '../../bot/moment.ts'
import { nextReading } from '../../bot/requests/office-hours.ts'
import { knowledgeFolder } from '../fixtures/knowledge-folder.ts'

const EVENT = `---
title: Sprechstunde
questions: [Eins?, Zwei?, Drei?]
checked: 2026-06-01
checkedBy: Redaktion
source: { name: Q }
mode: online
organiser: Netzwerk
start: 2026-09-02
recurrence: { rule: FREQ=DAILY, holidays: entfällt }
---

Text.
`
const ROUTING =
  '## Kanäle\n\n| Kennung | Name | Themen | Regionen |\n|---|---|---|---|\n| a | A | | |\n\n## Bürozeiten\n\n| Tage | Von | Bis |\n|---|---|---|\n| Mo-So | 09:00 | 15:00 |\n'
const parse = (...areas: string[]) =>
  parseKnowledge([
    { name: 'events/x.md', path: 'x.md', layer: 0, stamp: '1', read: () => EVENT },
    { name: 'routing.md', path: 'routing.md', layer: 0, stamp: '1', read: () => ROUTING },
    ...areas.map((head, layer) => ({ name: 'area.md', path: `${layer}/area.md`, layer, stamp: head, read: () => `---\n${head}\n---\n` })),
  ])
const lineOf = (text: string, word: string) => text.split('\n').findIndex((line) => line.includes(word)) + 1
const takesPlace = ({ knowledge }: ReturnType<typeof parse>, ...days: string[]) =>
  days.map((day) => occurrences(knowledge.entries.get('events/x') as Event, day, day).length > 0)

describe('the holidays', () => {
  // Epiphany, World Children's Day, Reformation Day, All Saints.
  const DAYS = ['2027-01-06', '2026-09-20', '2026-10-31', '2026-11-01']
  it.each([
    ['ST', [false, true, false, true]],
    ['TH', [true, false, false, true]],
    ['BY', [false, true, true, false]],
  ])('are those of %s', (land, expected) => expect(takesPlace(parse(`land: ${land}`), ...DAYS)).toEqual(expected))

  it('are only those of all lands, where no land is named', () => {
    expect(takesPlace(parse(), ...DAYS)).toEqual([true, true, true, true])
    expect(takesPlace(parse(), '2026-10-03', '2026-12-25')).toEqual([false, false])
  })

  it('close the office as they cancel events', () => {
    const { knowledge } = parse('land: TH')
    expect(nextReading(momentOn('2026-09-20', '10:00'), knowledge.routing)).toEqual({ day: '2026-09-21', clock: '09:00' })
    expect(nextReading(momentOn('2027-01-06', '10:00'), knowledge.routing)).toBe('now')
  })

  it('change with the land, though the event has not', () => {
    const before = parse('land: ST')
    expect(takesPlace(before, '2027-01-06')).toEqual([false])
    const files = (land: string) => [
      { name: 'events/x.md', path: 'x.md', layer: 0, stamp: '1', read: () => EVENT },
      { name: 'area.md', path: 'area.md', layer: 0, stamp: land, read: () => `---\nland: ${land}\n---\n` },
    ]
    expect(takesPlace(parseKnowledge(files('TH'), before), '2027-01-06')).toEqual([true])
  })
})

describe('area.md', () => {
  it('of a later folder replaces fields and leaves the others', () => {
    const { knowledge } = parse('region: sachsen-anhalt\nland: ST', 'land: TH')
    expect(knowledge.area).toMatchObject({ region: 'sachsen-anhalt', land: 'TH', borders: [] })
  })

  it('with a mistake is told with line and fix, and what was said before stays', () => {
    const { knowledge, issues } = parse('land: ST', 'land: Thueringen\nlandd: TH')
    expect(issues.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['1/area.md', 2, 'unknown-value'],
      ['1/area.md', 3, 'unknown-field'],
    ])
    expect(issues[1]!.hint).toContain('land')
    expect(knowledge.area.land).toBe('ST')
  })

  it('that names a region nobody knows is told where, with the nearest one', () => {
    const { read } = listFiles(SHIPPED_KNOWLEDGE).find(({ name }) => name === 'area.md')!
    const text = read().replace('sides: [sued, nord]', 'sides: [sued, nordd]')
    const files = listFiles(SHIPPED_KNOWLEDGE).map((file) => (file.name === 'area.md' ? { ...file, stamp: 'x', read: () => text } : file))
    const told = checkArea(parseKnowledge(files).knowledge, files)
    expect(told).toMatchObject([
      { line: lineOf(text, 'nordd'), code: 'unknown-list-word', message: '„nordd“ steht nicht in der Liste Regionen.' },
    ])
    expect(told[0]!.hint).toContain('nord')
  })
})

describe('the words of the area', () => {
  const SENTENCES = '## greeting\n\n{service}, {subtitle}: Fragen zu {subject} in {territory} an {operator}. {examples}\n'
  const said = (...heads: string[]) => {
    const files = [
      { name: 'messages.de.md', path: 'm.md', layer: 0, stamp: '1', read: () => SENTENCES },
      ...heads.map((head, layer) => ({ name: 'area.md', path: 'area.md', layer, stamp: head, read: () => `---\n${head}\n---\n` })),
    ]
    return parseKnowledge(files).knowledge.messages.de.greeting
  }

  it('are neutral where nothing is said', () => {
    expect(said()).toBe(
      'Wegweiser, Wo fange ich an?: Fragen zu Betrieb und Vorhaben in unserem Gebiet an die Redaktion. „Wo fange ich an?“, „Wer hilft mir persönlich?“',
    )
  })

  it('stand in every sentence', () => {
    expect(
      said(
        'name: { de: Lotse, en: Pilot }\nsubject: { de: Export, en: exporting }\nterritory: { de: dem Bezirk, en: the district }\noperator: { name: die Kammer }',
        'subtitle: { de: Export im Bezirk, en: Exporting }\nexamples: { de: [Was ist Zoll?], en: [What is customs?] }',
      ),
    ).toBe('Lotse, Export im Bezirk: Fragen zu Export in dem Bezirk an die Kammer. „Was ist Zoll?“')
  })
})

describe('colours', () => {
  const told = (brand: string, sign: string) => parse(`land: ST\ncolours:\n  brand: ${brand}\n  sign: ${sign}`)

  it('that can be read are taken', () => {
    expect(told('"#0B5563"', '"#ffcf3f"').knowledge.area.colours).toEqual({ brand: '#0b5563', sign: '#ffcf3f' })
    expect(told('"#0B5563"', '"#ffcf3f"').issues).toEqual([])
  })

  it.each([
    ['"#7fa8b0"', '"#ffffff"', 4, /weißer Schrift hat sie den Kontrast 2,5, nötig ist 4,5/],
    ['"#0b5563"', '"#0b6a7a"', 5, /auf der Hauptfarbe hat sie den Kontrast 1,3, nötig ist 3/],
    ['"#777777"', '"#ffffff"', 4, /den Kontrast 4,4, nötig ist 4,5/],
  ])('%s and %s are too faint: told at the line with one that will do', (brand, sign, line, message) => {
    const { issues, knowledge } = told(brand, sign)
    expect(issues).toMatchObject([{ line, code: 'wrong-value', message: expect.stringMatching(message) }])
    const better = /"(#[0-9a-f]{6})"/.exec(issues[0]!.hint!)![1]!
    expect(told(line === 4 ? `"${better}"` : brand, line === 5 ? `"${better}"` : sign).issues).toEqual([])
    expect(knowledge.area).toMatchObject({ land: 'BUND' })
  })

  it.each([
    ['#0b5563', '"#ffcf3f"', 4, 'Setzen Sie die Farbe in Anführungszeichen: brand: "#0b5563".'],
    ['petrol', '"#ffcf3f"', 4, 'Sechs Zeichen nach dem #, in Anführungszeichen, zum Beispiel "#0b5563".'],
    ['"#0b5563"', '112233', 5, 'Setzen Sie den Wert in Anführungszeichen'],
  ])('written %s, %s are told with the fix', (brand, sign, line, hint) => {
    expect(told(brand, sign).issues).toMatchObject([{ line, hint: expect.stringContaining(hint) }])
  })
})

describe('a mistake in area.md', () => {
  const files = (head: string) => [{ name: 'area.md', path: 'area.md', layer: 0, stamp: head, read: () => `---\n${head}\n---\n` }]

  it('leaves the last good version in force', () => {
    const before = parseKnowledge(files('land: ST\nname: { de: Lotse, en: Pilot }'))
    const after = parseKnowledge(files('land: ST\nnmae: { de: Lotse, en: Pilot }'), before)
    expect(after.issues).toHaveLength(1)
    expect(after.knowledge.area).toEqual(before.knowledge.area)
  })

  it('is told, when it names a guide that does not exist', () => {
    const shipped = listFiles(SHIPPED_KNOWLEDGE).map((file) =>
      file.name === 'area.md'
        ? { ...file, stamp: 'x', read: () => file.read().replace('start: guides/start', 'start: guides/strat') }
        : file,
    )
    const text = shipped.find(({ name }) => name === 'area.md')!.read()
    expect(checkArea(parseKnowledge(shipped).knowledge, shipped)).toMatchObject([
      {
        line: lineOf(text, 'guides/strat'),
        message: 'Den Dialog „guides/strat“ gibt es nicht.',
        hint: expect.stringContaining('guides/start'),
      },
    ])
  })
})

describe('the picture', () => {
  const told = (files: Record<string, string>) => {
    const loaded = loadKnowledge([knowledgeFolder({ 'area.md': '---\nland: TH\nlogo: zeichen.svg\n---\n', ...files })])
    return { logo: loaded.knowledge.logo, issues: loaded.issues.filter(({ code }) => code === 'no-logo') }
  }
  it('is read beside area.md', () => {
    const { logo, issues } = told({ 'zeichen.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' })
    expect(issues).toEqual([])
    expect(logo).toMatchObject({ name: 'zeichen.svg', type: 'image/svg+xml' })
  })
  it('that is not there, or too large, is told at its field', () => {
    expect(told({}).issues).toMatchObject([{ line: 3, column: 7, hint: expect.stringContaining('neben area.md') }])
    const large = told({ 'zeichen.svg': 'x'.repeat(200_000) })
    expect(large.logo).toBeUndefined()
    expect(large.issues).toMatchObject([{ line: 3, hint: expect.stringContaining('bis 100 kB') }])
  })
})
