/** What an entry says of its own age: a check, the day of its facts, a doubt at a date; and the old field for doubts. */
import { describe, expect, it } from 'vitest'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { answer } from '../../bot/answers/answer.ts'
import { nextEntries, statusText } from '../../bot/answers/common.ts'
import { addDays, isAsOf, lastDayOf, writeAsOf } from '../../bot/knowledge/day.ts'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import { type Entry, type EntryId, MAX_SHORT } from '../../bot/knowledge/schema.ts'
import { isOld, isOpen, isOverdue, statusOn } from '../../bot/knowledge/validity.ts'
import { momentOn } from '../../bot/moment.ts'
import { knowledgeFolder } from '../fixtures/knowledge-folder.ts'

const fileOf = (name: string, text: string): KnowledgeFile => ({ name, path: name, layer: 0, stamp: text, read: () => text })
const today = momentOn('2026-11-26', '12:00')

const textOf = (head: string) =>
  `---\ntitle: Probe\nquestions: [Eins?, Zwei?, Drei?]\nsource: { name: Blatt }\n${head}---\n\nKurze Antwort.\n`
function parsed(head: string, kind = 'articles') {
  return parseKnowledge([fileOf(`${kind}/probe.md`, textOf(head))])
}
const entryOf = (head: string): Entry => parsed(head).knowledge.entries.get('articles/probe')!
const said = (head: string): string => {
  const { knowledge } = loadKnowledge([knowledgeFolder({ 'articles/probe.md': textOf(head) })])
  return answer(knowledge.entries.get('articles/probe')!, { knowledge, lang: 'de', ...today }).texts.join('\n')
}

describe('the day of a source', () => {
  it.each([
    ['2026-11-22', '2026-11-22', '22.11.2026'],
    ['2026-02', '2026-02-28', 'Februar 2026'],
    ['2024', '2024-12-31', '2024'],
  ])('%s lasts to %s and is written %s', (asOf, last, written) => {
    expect([isAsOf(asOf), lastDayOf(asOf), writeAsOf(asOf)]).toEqual([true, last, written])
  })

  it.each(['2026-13', '2026-02-30', '26', 'o. J.', '2026-1'])('%s is none', (asOf) => expect(isAsOf(asOf)).toBe(false))
})

describe('an answer', () => {
  it('names the check once there was one', () => expect(said('asOf: 2020-12\nchecked: 2026-11-20\n')).toContain('Geprüft am 20.11.2026.'))
  it('names the day of its facts until then', () => {
    expect(said('asOf: 2026-11\nbasis: amtlich\nconfirm: Die Höhe ist offen.\n')).toMatch(/Stand: November 2026\.$/)
  })
  it('asks to make sure of old facts, not of advice', () => {
    expect(said('asOf: "2022"\nbasis: veröffentlicht\n')).toContain('Stand: 2022. Fragen Sie nach, ob das noch gilt.')
    expect(said('asOf: "2022"\nbasis: Redaktionswissen\n')).toMatch(/Stand: 2022\.$/)
  })
  it('keeps what the house should confirm to the editors', () => {
    const { knowledge } = parsed('asOf: 2026-11\nconfirm: Die Höhe ist offen.\n')
    const reply = answer(knowledge.entries.get('articles/probe')!, { knowledge, lang: 'de', ...today })
    expect(JSON.stringify(reply)).not.toContain('Höhe')
  })
})

describe('an entry', () => {
  it('ages from its check, else from its facts', () => {
    const old = entryOf('asOf: 2026-01-01\n')
    const seen = entryOf('asOf: 2026-01-01\nchecked: 2026-11-20\n')
    expect([isOverdue(old, today), isOverdue(seen, today)]).toEqual([true, false])
    expect([isOld(entryOf('asOf: "2020"\n'), today), isOld(entryOf('asOf: "2020"\nchecked: 2026-11-20\n'), today)]).toEqual([true, false])
  })

  it('without any day is told, and one who checked without a day', () => {
    expect(parsed('').issues.map(({ code }) => code)).toEqual(['undated'])
    expect(parsed('asOf: 2026-11\ncheckedBy: Redaktion\n').issues.map(({ code, line }) => [code, line])).toEqual([['checked-never', 6]])
  })

  it('may do without a source when the editors know it themselves', () => {
    const text = '---\ntitle: Probe\nquestions: [Eins?, Zwei?, Drei?]\nasOf: 2026-11\nbasis: Redaktionswissen\n---\n\nKurze Antwort.\n'
    expect(parseKnowledge([fileOf('articles/probe.md', text)]).issues).toEqual([])
  })

  it('may still say unverified, and is told the new name', () => {
    const { knowledge, issues } = parsed('asOf: 2026-11\nunverified: Ob es weitergeht.\n')
    expect(knowledge.entries.get('articles/probe')!.confirm).toEqual(['Ob es weitergeht.'])
    expect(issues).toMatchObject([{ code: 'retired-field', severity: 'warning', line: 6, message: expect.stringContaining('confirm') }])
  })

  it('of a date turns unverified into a date under reserve', () => {
    const { knowledge } = parsed('asOf: 2026-11\nunverified: Der Ort.\nstart: 2026-12-01\nmode: online\norganiser: Netzwerk\n', 'events')
    expect(knowledge.entries.get('events/probe')).toMatchObject({ tentative: 'Der Ort.' })
  })
})

describe('what ships', () => {
  const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
  const entries = [...knowledge.entries.values()]

  it('fits on a button of a phone', () => {
    expect(entries.filter(({ title, short }) => (short ?? title).length > MAX_SHORT).map(({ id }) => id)).toEqual([])
  })

  it('claims no check, and says what it rests on and of what day it is', () => {
    expect(entries.filter(({ checked, checkedBy }) => checked ?? checkedBy).map(({ id }) => id)).toEqual([])
    expect(entries.filter(({ basis, asOf }) => !basis || !asOf).map(({ id }) => id)).toEqual([])
  })

  it('asks to make sure on at most one answer in ten to the measuring questions', () => {
    const isDoubted = (entry: Entry) => isOpen(entry, today) && (isOld(entry, today) || (entry.kind === 'events' && !!entry.tentative))
    const answered = knowledge.questions.flatMap(({ expected }) => knowledge.entries.get(expected[0] as EntryId) ?? [])
    expect(answered.length).toBeGreaterThan(1000)
    expect(answered.filter(isDoubted).length / answered.length).toBeLessThanOrEqual(0.1)
  })

  it('cites no collection of its own, no repository and nothing that everybody knows', () => {
    const names = entries.flatMap(({ id, source }) => source.map(({ name }) => `${id}: ${name}`))
    expect(names.filter((name) => /Repositori|Allgemeinwissen|Faktensammlung|Fundstelle|Sekundärquelle/i.test(name))).toEqual([])
  })
})

describe('what is over on some Monday of 2027', () => {
  it('is offered by no entry, and says so itself', () => {
    const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
    const wrong: string[] = []
    let over = 0
    for (let day = '2027-01-04'; day < '2028-01-01'; day = addDays(day, 7)) {
      const moment = momentOn(day, '10:00')
      for (const entry of knowledge.entries.values()) {
        const context = { knowledge, lang: entry.lang, ...moment }
        for (const next of nextEntries(entry, context)) if (statusOn(next, moment) === 'over') wrong.push(`${day} ${entry.id} → ${next.id}`)
        if (statusOn(entry, moment) !== 'over') continue
        over++
        if (statusText(entry, context) === '') wrong.push(`${day} ${entry.id}`)
      }
    }
    expect(over).toBeGreaterThan(52)
    expect(wrong).toEqual([])
  })
})

describe('an article of some day of 2027', () => {
  const canBeDone = (entry: Entry) =>
    entry.kind !== 'articles' && (entry.kind !== 'contacts' || [entry.phone, entry.mail, entry.web, entry.booking].some(Boolean))

  it('leads on to something to do: a date, somebody who can be reached, a programme, a dialog', () => {
    const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
    const articles = [...knowledge.entries.values()].filter(({ kind }) => kind === 'articles')
    expect(articles.length).toBeGreaterThan(100)
    for (const day of ['2026-11-27', '2027-01-04', '2027-07-05', '2027-12-27']) {
      const moment = momentOn(day, '10:00')
      const leadsOn = (entry: Entry) =>
        entry.next.map((id) => knowledge.entries.get(id as EntryId)!).some((next) => canBeDone(next) && isOpen(next, moment))
      expect(articles.filter((entry) => isOpen(entry, moment) && !leadsOn(entry)).map(({ id }) => `${day} ${id}`)).toEqual([])
    }
  })
})
