/** One mistake may be told in a hundred places: every reference to an entry that is out. The cause is told, and what follows is named under it. */
import { type Issue, printIssue } from './issue.ts'
import { entryIdOf, type KnowledgeFile } from './knowledge-file.ts'

export interface FoldedIssue {
  issue: Issue
  /** What goes away with it. */
  follows: Issue[]
}

/** Places that are named before the rest is a number. */
const MAX_PLACES = 3

/** Those that others follow from first; all else in the order it came. Without a mistake in the entry's own files the first place stands for all. */
export function foldIssues(issues: readonly Issue[], files: readonly KnowledgeFile[]): FoldedIssue[] {
  const byId = new Map<string, Issue[]>()
  for (const issue of issues) if (issue.about !== undefined) byId.set(issue.about, [...(byId.get(issue.about) ?? []), issue])
  const follows = new Map<Issue, Issue[]>()
  for (const [id, told] of byId) {
    const paths = new Set(files.filter((file) => entryIdOf(file) === id).map(({ path }) => path))
    const cause = issues.find(({ file, severity, about }) => severity === 'error' && about === undefined && paths.has(file)) ?? told[0]!
    follows.set(
      cause,
      told.filter((issue) => issue !== cause),
    )
  }
  const folded = new Set([...follows.values()].flat())
  const rest = issues.filter((issue) => !folded.has(issue)).map((issue) => ({ issue, follows: follows.get(issue) ?? [] }))
  return [...rest.filter(({ follows }) => follows.length > 0), ...rest.filter(({ follows }) => follows.length === 0)]
}

/** As `printIssue`, with a second line for what follows. */
export function printFolded({ issue, follows }: FoldedIssue): string {
  if (follows.length === 0) return printIssue(issue)
  const places = follows.slice(0, MAX_PLACES).map(({ file, line, column }) => `${file}:${line}:${column}`)
  const more = follows.length > MAX_PLACES ? `, ${follows.length - MAX_PLACES} weitere` : ''
  const what = issue.about === undefined ? 'Daraus folgt, dass hier ein Verweis fehlt' : 'Dasselbe steht auch hier'
  return `${printIssue(issue)}\n  ${what}: ${places.join(', ')}${more}.`
}
