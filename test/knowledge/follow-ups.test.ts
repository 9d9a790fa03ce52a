/** Files of `follow-ups/`: whose questions they are, and what is said of a heading that leads nowhere. */
import { describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'
import { readFollowUps } from '../../bot/knowledge/follow-ups-file.ts'
import type { FollowUps } from '../../bot/knowledge/knowledge.ts'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'

const LIST = '# articles/sicherung\n\n## Wie oft sichern wir?\n\n- und wie oft\n-\n- reicht einmal im monat\n'

describe('a file of follow-up questions', () => {
  it('holds them by the part that answers', () => {
    const found = new Map<string, FollowUps>()
    expect(readFollowUps('follow-ups/a.md', LIST, found)).toEqual([])
    expect(found.get('articles/sicherung#wie-oft-sichern-wir')).toMatchObject({
      entry: 'articles/sicherung',
      heading: 'Wie oft sichern wir?',
      questions: ['und wie oft', 'reicht einmal im monat'],
      line: 3,
    })
  })

  it('says where a heading names no entry', () => {
    const [issue] = readFollowUps('follow-ups/a.md', '# Sicherung\n\n## Wie oft?\n\n- wie oft\n', new Map())
    expect(issue).toMatchObject({ line: 1, severity: 'error', code: 'follow-up-heading' })
    expect(issue?.hint).toContain('# articles/e-rechnung')
  })

  it('says where no entry is named at all, and where a heading has no questions', () => {
    const told = (text: string) => readFollowUps('follow-ups/a.md', text, new Map()).map(({ line, message }) => [line, message])
    expect(told('## Wie oft?\n\n- wie oft\n\n## Womit?\n\n- womit\n')).toEqual([[1, expect.stringContaining('zu welchem Eintrag')]])
    expect(told('# articles/sicherung\n\n## Wie oft?\n\nwie oft\n')).toEqual([[3, expect.stringContaining('keine Nachfrage')]])
  })

  it('is told where its part or its entry is gone, with what may be meant', () => {
    const folder = knowledgeFolder({
      'articles/sicherung.md': entryText('Sicherung', ['Sichern?'], { body: 'Sichern Sie oft.\n\n## Wie oft sichern wir?\n\nTäglich.' }),
      'follow-ups/a.md': `${LIST}\n## Wie oft sichern wr?\n\n- wie oft noch mal\n\n# articles/sicherug\n\n## Wie oft?\n\n- wie oft\n`,
    })
    const told = allIssues(loadKnowledge([folder]), '2026-11-27').filter(({ code }) => code === 'follow-up-nowhere')
    expect(told.map(({ line, hint }) => [line, hint])).toEqual([
      [9, expect.stringContaining('Wie oft sichern wir?')],
      [15, expect.stringContaining('articles/sicherung')],
    ])
  })
})
