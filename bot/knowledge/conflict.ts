/** What Git leaves in a file when two people changed the same lines: never shown to a visitor. */
import type { Issue } from './issue.ts'

/** The issue of a text that still holds both versions; none for every other text. */
export function conflictIn(file: string, text: string): Issue | undefined {
  if (!/^<{7}( |$)/m.test(text) || !/^>{7}( |$)/m.test(text)) return undefined
  const line = text.slice(0, text.search(/^<{7}( |$)/m)).split('\n').length
  return {
    file,
    line,
    column: 1,
    severity: 'error',
    code: 'conflict',
    message: 'Hier stehen zwei Fassungen, die nie zusammengeführt wurden (<<<<<<< … >>>>>>>).',
    hint: 'Behalten Sie eine Fassung, und löschen Sie die Zeilen mit <<<<<<<, ======= und >>>>>>>.',
  }
}
