/** One mistake, one message: what follows from it is named under it. */
import { describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'
import { foldIssues, printFolded } from '../../bot/knowledge/fold-issues.ts'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'

const naming = Object.fromEntries(
  Array.from({ length: 12 }, (_, i) => [
    `articles/a-${String(i).padStart(2, '0')}.md`,
    entryText(`Thema ${i}`, [`Was ist thema ${i}?`, `thema ${i}`, `zeig ${i}`], { fields: 'next: [contacts/stelle]\n' }),
  ]),
)
const stelle = entryText('Stelle', ['Wer hilft?', 'stelle hilfe', 'wo ist die stelle'], { fields: 'organisation: Stelle\nrole: Hilfe\n' })
const printed = (files: Record<string, string>) => {
  const folder = knowledgeFolder(files)
  const loaded = loadKnowledge([folder])
  return foldIssues(allIssues(loaded, '2026-11-26'), loaded.files).map((folded) => printFolded(folded).replaceAll(`${folder}/`, ''))
}

describe('what follows from a mistake', () => {
  it('is nothing where there is none', () => expect(printed({ ...naming, 'contacts/stelle.md': stelle })).toEqual([]))

  it('is named in one line under it, and it comes first', () => {
    const other = { 'articles/zz.md': 'ohne Kopf' }
    const lines = printed({ ...naming, ...other, 'contacts/stelle.md': stelle.replace('role:', 'rolle:') })
    expect(lines.slice(0, 1)).toEqual([
      expect.stringMatching(
        /^contacts\/stelle\.md:11:1 {2}Fehler: Das Feld „rolle“ gibt es nicht\. .*\n {2}Daraus folgt, dass hier ein Verweis fehlt: articles\/a-00\.md:10:8, articles\/a-01\.md:10:8, articles\/a-02\.md:10:8, 9 weitere\.$/,
      ),
    ])
    expect(lines.filter((line) => line.includes('contacts/stelle“ gibt es nicht'))).toEqual([])
    expect(lines.at(-1)).toContain('articles/zz.md:1:1')
  })

  it('has its first place stand for all when the entry is a draft or nowhere', () => {
    const draft = { ...naming, 'contacts/stelle.md': stelle.replace('title:', 'status: draft\ntitle:') }
    for (const files of [naming, draft])
      expect(printed(files)).toEqual([
        expect.stringMatching(
          /^articles\/a-00\.md:10:8 {2}Fehler: Den Eintrag „contacts\/stelle“ .*\n {2}Dasselbe steht auch hier: .*, 8 weitere\.$/,
        ),
      ])
  })
})
