/** `area.md`: what it says counts, overlays replace its fields, mistakes are told and change nothing. */

import { describe, expect, it } from 'vitest'
import { listFiles } from '../../adapters/files.ts'
import { SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { checkArea } from '../../bot/knowledge/check-area.ts'
import { occurrences } from '../../bot/knowledge/occurrences.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import type { Event } from '../../bot/knowledge/schema.ts'
import { momentOn } from '../../bot/moment.ts'
import { nextReading } from '../../bot/requests/office-hours.ts'

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
    expect(told).toMatchObject([{ line: 8, code: 'unknown-list-word', message: '„nordd“ steht nicht in der Liste Regionen.' }])
    expect(told[0]!.hint).toContain('nord')
  })
})
