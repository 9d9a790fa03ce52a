import { describe, expect, it } from 'vitest'
import { checkGuides, pathIssues } from '../../../bot/guides/proof/check-guides.ts'
import { graph } from '../../../bot/guides/proof/graph.ts'
import { walkGuides } from '../../../bot/guides/proof/walk.ts'
import { groundOf } from '../../../bot/guides/state/ground.ts'
import { momentOn } from '../../../bot/moment.ts'
import { guideOf, loaded, PROBE, probeWorld, shipped, TODAY } from '../shipped.ts'

describe('the guides that ship', () => {
  const walk = walkGuides(shipped, TODAY)
  it('always arrive', () => expect(walk.problems).toEqual([]))
  it('are walked around every border of validity', () => {
    expect(walk.days).toEqual(expect.arrayContaining(['2026-12-30', '2026-12-31', '2027-01-01', '2027-12-31', '2028-01-01']))
    expect(walk.situations.length).toBeGreaterThanOrEqual(4)
  })
  it('are seven in German and six in English, walked on many thousand paths', () => {
    expect(walk.guides.map(({ guide }) => guide)).toEqual(
      [
        'ansprechperson-finden',
        ...['ansprechperson-finden', 'foerder-check', 'notfall', 'selbstcheck', 'sprechtag-buchen', 'start'].map((slug) => `en-${slug}`),
        ...['foerder-check', 'notfall', 'selbstcheck', 'sprechtag-buchen', 'start', 'veranstaltung-finden'],
      ].map((slug) => `guides/${slug}`),
    )
    for (const { guide, paths, stands, longest } of walk.guides) {
      expect(paths).toBeGreaterThan(50)
      expect(stands).toBeGreaterThanOrEqual(paths)
      expect(longest).toBeLessThanOrEqual(guideOf(shipped, guide).limit)
    }
  })
  it('have no mistakes in what their fields say of each other', () => expect(checkGuides(loaded.knowledge, loaded.files)).toEqual([]))
  it('still arrive years from now', () => expect(walkGuides(shipped, '2029-06-01').problems).toEqual([]))
})

/** What the walk says of the probe guide after an edit: kind, line and message. */
function problemsOf(edit: (text: string) => string, today = TODAY) {
  const text = edit(PROBE)
  const { knowledge, files, problems } = probeWorld(text)
  expect(problems).toEqual([])
  const line = (needle: string) => text.split('\n').findIndex((row) => row.includes(needle)) + 1
  return { issues: pathIssues(walkGuides(knowledge, today).problems, knowledge, files), line }
}

describe('a guide with a fault', () => {
  it('is clean before', () => expect(problemsOf((text) => text).issues).toEqual([]))
  it('that ends nowhere is told with the path and the line', () => {
    const { issues, line } = problemsOf((text) => text.replace('[contacts/stelle] }', '[contacts/alt] }'))
    expect(issues[0]).toMatchObject({ file: 'guides/probe.md', line: line('- id: rot'), code: 'dead-end', severity: 'error' })
    expect(issues[0]!.message).toContain('farbe=rot')
    expect(issues[0]!.message).toContain('am 2026-11-22')
    // Once, however many ways lead there.
    expect(issues.filter(({ code }) => code === 'dead-end')).toHaveLength(1)
    expect(issues[0]!.message).toMatch(/, und \d+ weitere\.$/)
  })
  it('that ends nowhere only later is told with the day', () => {
    const { knowledge, files } = probeWorld()
    const contact = files.find(({ name }) => name === 'contacts/stelle.md')!
    const ending = contact.read().replace('source:', 'valid: { until: 2027-03-31 }\nsource:')
    const world = probeWorld()
    const entries = new Map(world.knowledge.entries)
    entries.set('contacts/stelle', { ...knowledge.entries.get('contacts/stelle')!, valid: { until: '2027-03-31' } })
    expect(ending).toContain('2027-03-31')
    expect(walkGuides({ ...world.knowledge, entries }, TODAY).problems).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'dead-end', day: '2027-04-01' })]),
    )
  })
  it('that asks too much', () => {
    const { issues, line } = problemsOf((text) => text.replace('limit: 8', 'limit: 5'))
    expect(issues[0]).toMatchObject({ line: line('limit: 5'), code: 'too-long' })
  })
  it('with a question nobody is asked', () => {
    const { issues, line } = problemsOf((text) => text.replace('when: { farbe: rot }\noutcomes', 'when: { farbe: lila }\noutcomes'))
    expect(issues).toEqual([expect.objectContaining({ line: line('id: sicher'), code: 'unreachable-step' })])
  })
  it('with an outcome nobody reaches', () => {
    const { issues, line } = problemsOf((text) => text.replace('    when: { farbe: rot }\n    groups', '    groups'))
    expect(issues).toEqual([expect.objectContaining({ line: line('id: sonst'), code: 'unreachable-outcome' })])
  })
})

describe('what the fields of a guide say of each other', () => {
  const check = (edit: (text: string) => string) => {
    const { knowledge, files } = probeWorld(edit(PROBE))
    return checkGuides(knowledge, files).map(({ code, line, hint }) => ({ code, line, hint }))
  }
  const lineOf = (needle: string) => PROBE.split('\n').findIndex((row) => row.includes(needle)) + 1
  it('is sound in the probe', () => expect(check((text) => text)).toEqual([]))
  it.each([
    [
      'an answer that does not exist',
      'unknown-answer',
      (text: string) => text.replace('when: { farbe: rot }\noutcomes', 'when: { farbe: rott }\noutcomes'),
      'Meinten Sie „rot“?',
    ],
    [
      'a step that does not exist',
      'unknown-step',
      (text: string) => text.replace('when: { farbe: rot }\noutcomes', 'when: { frabe: rot }\noutcomes'),
      'Meinten Sie „farbe“?',
    ],
    [
      'an entry that does not exist',
      'unknown-id',
      (text: string) => text.replace('[contacts/stelle]', '[contacts/stele]'),
      'Meinten Sie „contacts/stelle“?',
    ],
    [
      'a rule that does not exist',
      'unknown-rule',
      (text: string) => text.replace('title: Anders', 'title: Anders\n    rule: zustaendich'),
      'Meinten Sie „zustaendig“?',
    ],
    [
      'a rule without its step',
      'rule-needs-step',
      (text: string) => text.replace('title: Anders', 'title: Anders\n    rule: termine'),
      'Ergänzen Sie unter steps eine Frage mit id: termin.',
    ],
    [
      'no outcome for the rest',
      'no-catch-all',
      (text: string) => text.replace('text: Es wurde anders.', 'text: Es wurde anders.\n    when: { farbe: blau }'),
      undefined,
    ],
    ['two steps of one id', 'duplicate-id', (text: string) => text.replace('id: dinge', 'id: farbe'), undefined],
    [
      'a topic of no list',
      'unknown-list-word',
      (text: string) => text.replace('label: Rot,', 'label: Rot, topics: [verkauff],'),
      'Meinten Sie „verkauf“?',
    ],
  ])('%s', (_, code, edit, hint) => expect(check(edit)).toContainEqual(expect.objectContaining({ code, ...(hint && { hint }) })))
  it('is told at its line', () => {
    expect(check((text) => text.replace('when: { farbe: rot }\noutcomes', 'when: { farbe: rott }\noutcomes'))[0]!.line).toBe(
      lineOf('when: { farbe: rot }'),
    )
  })
})

describe('the drawing of a guide', () => {
  const drawn = graph(guideOf(shipped, 'guides/notfall'), groundOf(shipped, momentOn(TODAY)))
  it('has every question, every outcome and the answers between', () => {
    expect(drawn).toMatch(/^flowchart TD\n/)
    expect(drawn).toContain('s_was["Was ist passiert?"]')
    expect(drawn).toContain('s_was -->|"Geld überwiesen oder falsche Rechnung"| o_geld')
    for (const { id } of guideOf(shipped, 'guides/notfall').outcomes) expect(drawn).toContain(`o_${id}([`)
  })
})
