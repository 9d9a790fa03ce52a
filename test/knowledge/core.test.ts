/** The core alone is whole: nothing in it refers to the region, and another chamber's folder lies over it as ours does. */
import { describe, expect, it } from 'vitest'
import { listFiles } from '../../adapters/files.ts'
import { allIssues, CORE_KNOWLEDGE, loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { entryIdOf } from '../../bot/knowledge/knowledge-file.ts'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'

const DAY = '2026-11-26'
const errors = (folders: readonly string[]) => allIssues(loadKnowledge(folders), DAY).filter(({ severity }) => severity === 'error')

describe('the core', () => {
  it('has no error without a region, and holds what is true everywhere', () => {
    expect(errors([CORE_KNOWLEDGE])).toEqual([])
    const { entries, vocabulary, area } = loadKnowledge([CORE_KNOWLEDGE]).knowledge
    for (const id of [
      'articles/e-rechnung',
      'articles/datenschutz',
      'articles/nis2',
      'articles/backup',
      'funding/forschungszulage',
    ] as const)
      expect(entries.has(id), id).toBe(true)
    expect([vocabulary.regions, area.region, area.land]).toEqual([[], undefined, 'BUND'])
  })

  it('loses no entry when our region lies over it, and none of its files is left alone', () => {
    const ids = new Set(listFiles([CORE_KNOWLEDGE]).map(entryIdOf))
    const all = loadKnowledge(SHIPPED_KNOWLEDGE).knowledge.entries
    for (const id of ids) expect(id === undefined || all.has(id), id).toBe(true)
    expect(errors(SHIPPED_KNOWLEDGE)).toEqual([])
  })

  it('carries another chamber', () => {
    const chamber = knowledgeFolder({
      'area.md': '---\nregion: beispielland\nland: TH\n---\n',
      'vocabulary.md':
        '## Regionen\n\n| Kennung | Name | gehört zu | Wörter | PLZ |\n|---|---|---|---|---|\n| beispielland | Beispielland | | beispielland | 99001 |\n',
      'contacts/kammer.md': entryText('Kammer Beispielland', ['Wer hilft?', 'kammer telefon', 'Wo sitzt die Kammer?'], {
        fields: 'organisation: Kammer Beispielland\nrole: Erste Auskunft\ndistricts: [beispielland]\n',
      }),
      'articles/datenschutz.md':
        '---\nnext: [contacts/kammer]\nregion: [beispielland]\n---\n\n## Hier hilft\n\n[Die Kammer](/anlaufstellen/kammer).\n',
    })
    expect(errors([CORE_KNOWLEDGE, chamber])).toEqual([])
    const { entries } = loadKnowledge([CORE_KNOWLEDGE, chamber]).knowledge
    expect(entries.get('articles/datenschutz')).toMatchObject({ next: ['contacts/kammer'], region: ['beispielland'] })
    expect(entries.get('articles/datenschutz')?.passages.at(-1)?.plain).toBe('Die Kammer.')
  })
})
