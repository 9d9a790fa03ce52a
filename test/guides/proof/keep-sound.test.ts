/** An edit that breaks a dialog waits; what became untrue does not. */
import { describe, expect, it } from 'vitest'
import { keepSound } from '../../../bot/guides/proof/keep-sound.ts'
import { toTheEnd } from '../../../bot/knowledge/steps.ts'
import { knowledgeOf, loaded, PROBE, shipped, TODAY } from '../shipped.ts'

const contact = (title: string, fields = '') =>
  `---\ntitle: ${title}\nquestions: [${title} eins, ${title} zwei, ${title} drei]\norganisation: ${title}\nrole: Hilft\nphone: "0391 12345"\n` +
  `checked: 2026-11-22\nsource: { name: Test }\n${fields}---\nHilft.\n`
const WORLD = {
  'guides/probe.md': PROBE,
  'contacts/stelle.md': contact('Stelle'),
  'contacts/alt.md': contact('Alt'),
  'contacts/dritte.md': contact('Dritte'),
}
/** What stays of an edit of that world, and what is told. `undefined` deletes a file. */
function kept(edit: Record<string, string | undefined>, maxWays?: number) {
  const before = knowledgeOf(WORLD)
  const files = Object.entries({ ...WORLD, ...edit }).flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]))
  const after = knowledgeOf(Object.fromEntries(files))
  expect(after.problems).toEqual([])
  const { entries, issues, unproven } = toTheEnd(keepSound(before.knowledge, after.knowledge, TODAY, maxWays))
  for (const [id, entry] of entries) expect(entry).toBe(before.knowledge.entries.get(id))
  return { ids: [...entries.keys()].sort(), issues: issues(after.files), unproven }
}
const line = (needle: string) => PROBE.split('\n').findIndex((row) => row.includes(needle)) + 1
const onlyAt = (id: string) => PROBE.replace('[contacts/stelle, contacts/alt]', `[${id}]`)

describe('an edit', () => {
  it('that breaks no dialog waits for nothing', () => {
    expect(kept({}).ids).toEqual([])
    expect(kept({ 'contacts/dritte.md': undefined }).ids).toEqual([])
    // Another target is left there.
    expect(kept({ 'contacts/alt.md': undefined })).toMatchObject({ ids: [], issues: [] })
    expect(kept({ 'contacts/stelle.md': contact('Andere Stelle') }).ids).toEqual([])
    expect(kept({ 'guides/probe.md': onlyAt('contacts/dritte') }).ids).toEqual([])
  })

  it('that takes the only target of an outcome away waits, told at the outcome', () => {
    const { ids, issues } = kept({ 'contacts/stelle.md': undefined, 'contacts/alt.md': contact('Neu') })
    expect(ids).toEqual(['contacts/stelle'])
    expect(issues).toEqual([
      expect.objectContaining({ file: 'guides/probe.md', line: line('- id: rot'), code: 'needed-by-guide', severity: 'error' }),
    ])
    expect(issues[0]!.message).toMatch(/^Ohne contacts\/stelle endete der Dialog „Probe“ \(guides\/probe\) ohne Ziel, Weg: farbe=rot/)
  })

  it('that makes the only target a draft waits, and so do two that take both', () => {
    expect(kept({ 'contacts/stelle.md': contact('Stelle', 'status: draft\n') }).ids).toEqual(['contacts/stelle'])
    // The second outcome has two: the first one back is enough for both.
    expect(kept({ 'contacts/stelle.md': undefined, 'contacts/alt.md': undefined }).ids).toEqual(['contacts/stelle'])
  })

  it('of a target that says of itself that it is over is true, and goes live', () => {
    expect(kept({ 'contacts/stelle.md': contact('Stelle', 'valid: { until: 2026-06-30 }\n') }).ids).toEqual([])
  })

  it('of the dialog that leads nowhere waits alone, told where the mistake is', () => {
    const { ids, issues } = kept({
      'guides/probe.md': PROBE.replace('targets: [contacts/stelle] }', 'targets: [contacts/stele] }'),
      'contacts/alt.md': contact('Neu'),
    })
    expect(ids).toEqual(['guides/probe'])
    expect(issues).toContainEqual(
      expect.objectContaining({ file: 'guides/probe.md', line: line('targets: [contacts/stelle] }'), code: 'unknown-id' }),
    )
  })

  it('of the dialog with a mistake that ends somewhere all the same waits, too', () => {
    const { ids, issues } = kept({ 'guides/probe.md': PROBE.replace('when: { farbe: rot }\noutcomes', 'when: { farbe: rott }\noutcomes') })
    expect(ids).toEqual(['guides/probe'])
    expect(issues).toEqual([expect.objectContaining({ code: 'unknown-answer', hint: 'Meinten Sie „rot“?' })])
  })

  it('of both keeps both when neither alone is enough', () => {
    const { ids } = kept({ 'guides/probe.md': onlyAt('contacts/fort'), 'contacts/stelle.md': undefined })
    expect(ids).toEqual(['contacts/stelle', 'guides/probe'])
  })

  it('that brings a broken dialog does not show it', () => {
    const { ids } = kept({
      'guides/zweiter.md': PROBE.replace('title: Probe', 'title: Zweiter').replaceAll(/targets: \[[^\]]*\]/g, 'targets: [contacts/fort]'),
    })
    expect(ids).toEqual(['guides/zweiter'])
  })

  it('of the lists that leaves a dialog without a target keeps the lists alone, told at their file', () => {
    const regions = shipped.vocabulary.regions.map((region) => ({ ...region, within: '' }))
    const sorted = { ...shipped, vocabulary: { ...shipped.vocabulary, regions } }
    const kept = toTheEnd(keepSound(shipped, sorted, TODAY))
    expect([kept.lists, [...kept.entries.keys()], kept.unproven]).toEqual([true, [], []])
    expect(kept.issues(loaded.files)[0]).toMatchObject({
      file: 'region/vocabulary.md',
      line: 1,
      code: 'needed-by-guide',
      severity: 'error',
    })
    expect(kept.issues(loaded.files)[0]!.message).toMatch(
      /^Ohne die Listen von vorher endete der Dialog .*, Weg: .*\. Sie gelten vorerst weiter\.$/,
    )
    // Another word for a place breaks nothing.
    const more = shipped.vocabulary.regions.map((region) => ({ ...region, words: [...region.words, `${region.id}-land`] }))
    expect(toTheEnd(keepSound(shipped, { ...shipped, vocabulary: { ...shipped.vocabulary, regions: more } }, TODAY)).lists).toBe(false)
  })

  it('of words alone has no way walked for it', () => {
    const walked = (edit: string) => {
      const [before, after] = [knowledgeOf(WORLD).knowledge, knowledgeOf({ ...WORLD, 'contacts/stelle.md': edit }).knowledge]
      return [...keepSound(before, after, TODAY)].length
    }
    expect(walked(contact('Stelle').replace('title: Stelle', 'title: Andere Stelle').replace('Hilft.\n', 'Hilft gern.\n'))).toBe(0)
    expect(walked(contact('Stelle', 'audience: [vereine]\n'))).toBeGreaterThan(0)
    const regions = shipped.vocabulary.regions.map((region) => ({ ...region, label: `Land ${region.label}` }))
    expect([...keepSound(shipped, { ...shipped, vocabulary: { ...shipped.vocabulary, regions } }, TODAY)]).toEqual([])
  })

  it('is not held up by more ways than can be walked', () => {
    expect(kept({ 'contacts/stelle.md': undefined }, 3)).toMatchObject({ ids: [], unproven: ['guides/probe'] })
  })
})
