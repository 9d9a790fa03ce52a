/**
 * A problem in a knowledge file, told to an editor in German: where it is, what is wrong, how to mend it. Errors keep a file
 * (or a reference) out; warnings do not.
 */
import type { Position } from './schema.ts'

export interface Issue extends Position {
  severity: 'error' | 'warning'
  /** Stable word for programs, kebab-case. */
  code: string
  message: string
  /** What to do, in one sentence. */
  hint?: string
  /** The id of an entry that is named here and is not there. */
  about?: string
  /** What an editor wrote for the id of a list's word or of an entry, and is none. */
  named?: string
}

/** One line for a terminal: `articles/x.md:4:1  Fehler: … → …`. */
export function printIssue(issue: Issue): string {
  const kind = issue.severity === 'error' ? 'Fehler' : 'Hinweis'
  return `${issue.file}:${issue.line}:${issue.column}  ${kind}: ${issue.message}${issue.hint ? ` → ${issue.hint}` : ''}`
}

/** Errors before warnings, then by place. */
export function sortIssues(issues: readonly Issue[]): Issue[] {
  return [...issues].sort(
    (a, b) => a.severity.localeCompare(b.severity) || a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
  )
}
