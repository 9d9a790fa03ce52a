/** What `area.md` says against the lists of `vocabulary.md`, told to editors with the place. */
import { readFrontMatter } from './front-matter.ts'
import type { Issue } from './issue.ts'
import type { Knowledge } from './knowledge.ts'
import type { KnowledgeFile } from './knowledge-file.ts'
import { didYouMean } from './spelling.ts'

/** Regions that `area.md` names and `vocabulary.md` does not know, at their place in the last file that has the field. */
export function checkArea({ area, vocabulary }: Knowledge, files: readonly KnowledgeFile[]): Issue[] {
  const ids = vocabulary.regions.map(({ id }) => id)
  const named: [keys: PropertyKey[], id: string][] = [
    ...(area.region ? [[['region'], area.region] as [PropertyKey[], string]] : []),
    ...area.borders.flatMap(({ region: district, sides }, i): [PropertyKey[], string][] => [
      [['borders', i, 'region'], district],
      ...sides.map((side, s): [PropertyKey[], string] => [['borders', i, 'sides', s], side]),
    ]),
  ]
  const heads = files.filter(({ name }) => name === 'area.md').map((file) => readFrontMatter({ path: file.path, text: file.read() }))
  return named
    .filter(([, id]) => !ids.includes(id))
    .flatMap(([keys, id]) => {
      const head = heads.findLast(({ data }) => Object.hasOwn(data, keys[0]!))
      const hint = didYouMean(id, ids)
      const issue = { severity: 'error' as const, code: 'unknown-list-word', message: `„${id}“ steht nicht in der Liste Regionen.` }
      return head ? [{ ...head.locate(keys), ...issue, ...(hint && { hint }) }] : []
    })
}
