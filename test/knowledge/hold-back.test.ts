/** Many entries gone at once: held, and what confirms the loss. */
import { describe, expect, it } from 'vitest'
import { heldBack, withHeld } from '../../adapters/hold-back.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import { entryText } from '../fixtures/knowledge-folder.ts'

const folder = (from: number, to: number) => {
  const files = Array.from({ length: to - from }, (_, i) => {
    const text = entryText(`Eintrag ${from + i}`, [`Was ist ${from + i}?`, `eintrag ${from + i}`, `Zeig ${from + i}`])
    return { name: `articles/e-${from + i}.md`, path: `e-${from + i}.md`, layer: 0, stamp: '1', read: () => text }
  })
  return parseKnowledge(files).knowledge.entries
}
const at = (seconds: number) => new Date(1_795_000_000_000 + seconds * 1000)
const all = folder(0, 30)

describe('entries that go', () => {
  it.each([
    ['few of many', folder(0, 24)],
    ['as many as come', folder(10, 40)],
    ['none', all],
  ])('%s are let go', (_, after) => {
    expect(heldBack(all, after, at(0))).toBeUndefined()
  })

  it('by hand, out of a small folder, are let go', () => {
    expect(heldBack(folder(0, 5), folder(0, 1), at(0))).toBeUndefined()
  })

  it('more than a fifth at once, answer on until the same is found a minute later', () => {
    const held = heldBack(all, folder(0, 23), at(0))!
    expect([held.entries.length, held.of]).toEqual([7, 30])
    const shown = withHeld(folder(0, 23), held)
    expect([...shown.keys()].sort()).toEqual([...all.keys()].sort())
    expect(heldBack(shown, folder(0, 23), at(59), held)).toBe(held)
    expect(heldBack(shown, folder(0, 23), at(60), held)).toBeUndefined()
  })

  it('while a copy still runs, have to be found anew', () => {
    const held = heldBack(all, folder(0, 10), at(0))!
    const later = heldBack(all, folder(0, 20), at(90), held)!
    expect([later.entries.length, later.since]).toEqual([10, at(90).getTime()])
    expect(heldBack(all, all, at(91), later)).toBeUndefined()
  })
})
