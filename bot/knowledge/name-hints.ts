/** Words of lists and entries that are named by their title: the id to write, which only the whole knowledge knows. */
import type { Issue } from './issue.ts'
import type { Knowledge } from './knowledge.ts'

/** The issues, with the right id in the cure where exactly one is called so. */
export function withIds(issues: readonly Issue[], knowledge: Knowledge): Issue[] {
  return issues.map((issue) => {
    const id = issue.named === undefined || issue.hint?.includes('ein Komma') ? undefined : idOf(issue.named, issue.message, knowledge)
    return id === undefined ? issue : { ...issue, hint: `Meinten Sie „${id}“?` }
  })
}

function idOf(named: string, message: string, { vocabulary, entries }: Knowledge): string | undefined {
  const { topics, audiences, regions } = vocabulary
  const lists = /„(?:region|districts|eligible\.regions)/.test(message)
    ? regions
    : /„(?:audience|eligible\.(?:sectors|excluded))/.test(message)
      ? audiences
      : topics
  const meant = plain(named)
  const rows = message.includes('kein Listenwort') ? lists.map(({ id, label, words }) => ({ id, names: [id, label, ...words] })) : []
  const shown = message.includes('kein Listenwort')
    ? []
    : [...entries.values()].map(({ id, slug, title, short }) => ({ id, names: [id, slug, title, ...(short === undefined ? [] : [short])] }))
  const wanted = message.includes('keine Anlaufstelle') ? shown.filter(({ id }) => id.startsWith('contacts/')) : shown
  const found = [...rows, ...wanted].filter(({ names }) => names.some((name) => plain(name) === meant))
  return found.length === 1 ? found[0]!.id : undefined
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9/]+/g, '-')
