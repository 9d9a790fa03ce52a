import { expect, it } from 'vitest'
import { issuesAs } from '../../adapters/cli/issue-formats.ts'
import type { Issue } from '../../bot/knowledge/issue.ts'

const issue: Issue = { file: 'a,b:c%.md', line: 3, column: 4, severity: 'warning', code: 'x', message: '50 %\n::error::Nein', hint: 'Ja.' }

it('no word of a file ends an annotation or begins another', () => {
  expect(issuesAs('github', [issue])).toBe('::warning file=a%2Cb%3Ac%25.md,line=3,col=4,title=Hinweis::50 %25%0A::error::Nein → Ja.')
})

it('a fingerprint stays when lines above come and go, and two of the same differ', () => {
  const prints = (...lines: number[]) =>
    (
      JSON.parse(
        issuesAs(
          'gitlab',
          lines.map((line) => ({ ...issue, line })),
        ),
      ) as { fingerprint: string }[]
    ).map(({ fingerprint }) => fingerprint)
  expect(prints(3, 9)).toEqual(prints(4, 12))
  expect(new Set(prints(3, 9)).size).toBe(2)
})
