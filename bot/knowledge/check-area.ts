/** What `area.md` says against the lists of `vocabulary.md`, told to editors with the place. */
import { readFrontMatter } from './front-matter.ts'
import type { Issue } from './issue.ts'
import type { Knowledge } from './knowledge.ts'
import type { KnowledgeFile } from './knowledge-file.ts'
import { didYouMean } from './spelling.ts'

type Told = Pick<Issue, 'code' | 'message' | 'hint'>

/** Makes an issue at a field of the last `area.md` that has it; none where no file has. */
export function issueInArea(files: readonly KnowledgeFile[]): (keys: PropertyKey[], issue: Told) => Issue[] {
  const heads = files.filter(({ name }) => name === 'area.md').map((file) => readFrontMatter({ path: file.path, text: file.read() }))
  return (keys, issue) => {
    const head = heads.findLast(({ data }) => Object.hasOwn(data, keys[0]!))
    return head ? [{ ...head.locate(keys), severity: 'error', ...issue }] : []
  }
}

/** Regions and guides that `area.md` names and nobody has, at their place in the last file that has the field. */
export function checkArea({ area, vocabulary, entries }: Knowledge, files: readonly KnowledgeFile[]): Issue[] {
  const ids = vocabulary.regions.map(({ id }) => id)
  const named: [keys: PropertyKey[], id: string][] = [
    ...(area.region ? [[['region'], area.region] as [PropertyKey[], string]] : []),
    ...area.borders.flatMap(({ region: district, sides }, i): [PropertyKey[], string][] => [
      [['borders', i, 'region'], district],
      ...sides.map((side, s): [PropertyKey[], string] => [['borders', i, 'sides', s], side]),
    ]),
  ]
  const at = issueInArea(files)
  const regions = named
    .filter(([, id]) => !ids.includes(id))
    .flatMap(([keys, id]) => {
      const hint = didYouMean(id, ids) ?? 'Ergänzen Sie die Liste Regionen in vocabulary.md, oder nehmen Sie eine Kennung daraus.'
      return at(keys, { code: 'unknown-list-word', message: `„${id}“ steht nicht in der Liste Regionen.`, hint })
    })
  const guideIds = [...entries.keys()].filter((id) => id.startsWith('guides/'))
  const guides = Object.entries(area.guides).flatMap(([name, id]) => {
    if (id === undefined || entries.has(id)) return []
    const hint = didYouMean(id, guideIds) ?? 'Nennen Sie einen veröffentlichten Dialog, oder löschen Sie die Zeile.'
    return at(['guides', name], { code: 'unknown-entry', message: `Den Dialog „${id}“ gibt es nicht.`, hint })
  })
  const { funding } = area
  const lost =
    funding === undefined || entries.has(funding)
      ? []
      : at(['funding'], {
          code: 'unknown-entry',
          message: `Den Eintrag „${funding}“ gibt es nicht.`,
          hint: didYouMean(funding, [...entries.keys()]) ?? 'Nennen Sie einen veröffentlichten Eintrag, oder löschen Sie die Zeile.',
        })
  return [...regions, ...guides, ...lost]
}
