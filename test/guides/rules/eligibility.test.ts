import { describe, expect, it } from 'vitest'
import type { Applicant } from '../../../bot/guides/rules/applicant.ts'
import { sayVerdict, verdictOn } from '../../../bot/guides/rules/eligibility.ts'
import type { EntryId, Funding } from '../../../bot/knowledge/schema.ts'
import { momentOn } from '../../../bot/moment.ts'
import { placeOf } from '../../../bot/regions/place.ts'
import { knowledgeOf, shipped, TODAY } from '../shipped.ts'

/** A programme with the fields that matter; the rest as every programme has it. */
function programme(fields: string): Funding {
  const { knowledge, problems } = knowledgeOf({
    'funding/p.md': `---
title: Programm
questions: [P eins, P zwei, P drei]
checked: 2026-11-22
source: { name: Test }
provider: Land
type: Zuschuss
area: [Digitalisierung]
territory: Land
funds: [Software]
${fields}
---
Ein Programm.
`,
  })
  expect(problems).toEqual([])
  return knowledge.entries.get('funding/p' as EntryId) as Funding
}
const OPEN = 'applyBeforeStart: true\nstate: offen\neligible:\n  who: Betriebe\n'
const CRAFT: Applicant = {
  audience: new Set(['handwerk']),
  kind: 'Handwerk',
  place: placeOf('06110', shipped)!,
  employees: { min: 8, max: 8 },
  topics: new Set(['software']),
  started: false,
}
/** Undefined: not known of the applicant. */
type Change = { [Key in keyof Applicant]?: Applicant[Key] | undefined }
const say = (fields: string, change: Change = {}, today = TODAY) =>
  sayVerdict(verdictOn(programme(fields), { ...CRAFT, ...change } as Applicant, { knowledge: shipped, ...momentOn(today) }), {
    knowledge: shipped,
    ...momentOn(today),
  })

describe('the verdict on a programme', () => {
  it('says why it fits', () => {
    expect(say(`${OPEN}  sectors: [handwerk]\n  regions: [sachsen-anhalt]\n  employees: { max: 249 }\n  purposes: [software]`)).toBe(
      'Passt nach Ihren Angaben, weil Ihr Sitz in Sachsen-Anhalt liegt, es für „Handwerk“ offensteht, es für Betriebe bis 249 Beschäftigte gilt, es für „Software und Anbieter“ gedacht ist und noch nichts begonnen ist.',
    )
  })
  it.each([
    ['the place', '  regions: [bayern]', {}, 'Passt nicht, weil Ihr Sitz nicht in Bayern liegt.'],
    ['the kind of firm', '  sectors: [verein]', {}, 'Passt nicht, weil es für „Handwerk“ nicht gedacht ist.'],
    ['an exclusion', '  excluded: [handwerk]', {}, 'Passt nicht, weil es für „Handwerk“ nicht gedacht ist.'],
    ['too many', '  employees: { max: 5 }', {}, 'Passt nicht, weil es nur für Betriebe bis 5 Beschäftigte gilt.'],
    ['too few', '  employees: { min: 10, max: 249 }', {}, 'Passt nicht, weil es nur für Betriebe von 10 bis 249 Beschäftigte gilt.'],
    ['another purpose', '  purposes: [ki]', {}, 'Passt nicht, weil es für andere Vorhaben gedacht ist (Künstliche Intelligenz).'],
    ['the start', '', { started: true }, 'Passt nicht, weil der Antrag vor dem Beginn gestellt sein muss.'],
    [
      'the legal form',
      '  legalForms: [juristische Personen]',
      { legalForm: { id: 'einzeln', label: 'Einzelunternehmen', words: [], audience: [], topics: [], also: [] } },
      'Passt nicht, weil es nur für andere Rechtsformen ist (juristische Personen).',
    ],
  ] as const)('says what rules it out: %s', (_, fields, change, expected) => expect(say(OPEN + fields, change as Change)).toBe(expected))
  it.each([
    ['no place', '  regions: [sachsen-anhalt]', { place: undefined }, 'ob Ihr Sitz in Sachsen-Anhalt liegt'],
    ['no size', '  employees: { max: 249 }', { employees: undefined }, 'wie viele Beschäftigte Sie haben (möglich: bis 249 Beschäftigte)'],
    ['a size across the limit', '  employees: { max: 5 }', { employees: { min: 1, max: 9 } }, 'ob Ihre Zahl der Beschäftigten passt'],
    ['no topic', '  purposes: [ki]', { topics: undefined }, 'ob Ihr Vorhaben dazu passt'],
    ['no start', '', { started: undefined }, 'ob Sie schon begonnen oder etwas unterschrieben haben'],
    ['no legal form', '  legalForms: [juristische Personen]', {}, 'ob Ihre Rechtsform passt (juristische Personen)'],
    [
      'a large firm',
      '  turnover: { max: 500000000 }',
      { employees: { min: 300, max: 300 } },
      'ob Ihr Jahresumsatz höchstens 500.000.000 Euro beträgt',
    ],
  ] as const)('asks to clear up: %s', (_, fields, change, expected) => {
    const said = say(OPEN + fields, change as Change)
    expect(said).toMatch(/^Fehlt noch: /)
    expect(said).toContain(expected)
  })
  it('fits a legal form by its other names', () => {
    expect(
      say(`${OPEN}  legalForms: [juristische Personen des privaten Rechts]`, {
        legalForm: { id: 'gmbh', label: 'GmbH', words: ['juristische Personen'], audience: [], topics: [], also: [] },
      }),
    ).toContain('die Rechtsform passt (GmbH)')
  })
  it('counts one open reason less than one against', () => {
    expect(say(`${OPEN}  sectors: [verein]`, { started: undefined })).toMatch(/^Passt nicht/)
  })
})

describe('the day', () => {
  const ENDS = 'valid: { until: 2026-12-31 }\n'
  it.each([
    ['2026-12-30', 'es noch bis 31.12.2026 läuft'],
    ['2026-12-31', 'es noch bis 31.12.2026 läuft'],
    ['2027-01-01', 'Passt nicht, weil es seit dem 31.12.2026 beendet ist.'],
  ])('around the end of a term, %s', (today, expected) => expect(say(ENDS + OPEN, {}, today)).toContain(expected))
  const CALL = 'calls: [{ from: 2027-02-01, until: 2027-02-28 }]\n'
  it.each([
    ['2027-01-31', 'Fehlt noch: ob es wie angekündigt ab 01.02.2027 beantragt werden kann.'],
    ['2027-02-01', 'es noch bis 28.02.2027 läuft'],
    ['2027-03-01', 'Passt nicht, weil gerade kein Antragsfenster offen ist.'],
  ])('around an application window, %s', (today, expected) => expect(say(CALL + OPEN, {}, today)).toContain(expected))
  it.each([
    ['angekündigt', 'Fehlt noch: ob es schon wieder beantragt werden kann.'],
    ['unklar', 'Fehlt noch: ob zurzeit Anträge möglich sind.'],
    ['Antragsstopp', 'Passt nicht, weil gerade keine Anträge angenommen werden (Antragsstopp).'],
    ['ausgeschöpft', 'Passt nicht, weil gerade keine Anträge angenommen werden (ausgeschöpft).'],
    ['ausgelaufen', 'Passt nicht, weil es beendet ist.'],
  ])('and the state %s', (state, expected) => expect(say(OPEN.replace('offen', state))).toBe(expected))
})

describe('the programmes that ship', () => {
  const verdict = (slug: string, change: Partial<Applicant> = {}, today = TODAY) =>
    verdictOn(shipped.entries.get(`funding/${slug}`) as Funding, { ...CRAFT, ...change }, { knowledge: shipped, ...momentOn(today) }).result
  it('BAFA fits a craft firm that wants advice, until the end of 2026', () => {
    const wish = { topics: new Set(['beratung']) }
    expect(verdict('bafa-beratung', wish)).toBe('fits')
    expect(verdict('bafa-beratung', wish, '2027-01-01')).toBe('no')
    expect(verdict('bafa-beratung', { ...wish, audience: new Set(['verein']), kind: 'Verein' })).toBe('no')
  })
  it.each(['go-digital', 'digital-jetzt', 'uwm', 'kfw-380', 'mid-digitalfoerderung', 'mid-nrw', 'digitalbonus-bayern'])(
    '%s never fits here',
    (slug) => expect(verdict(slug)).toBe('no'),
  )
  it('INQA needs somebody employed', () => {
    const wish = { topics: new Set(['beratung']) }
    expect(verdict('inqa-coaching', { ...wish, employees: { min: 0, max: 0 } })).toBe('no')
    expect(verdict('inqa-coaching', { ...wish, employees: { min: 1, max: 9 } })).toBe('fits')
  })
})
