/** What Git leaves in a file when two people changed the same lines: never shown to a visitor. */
import type { Issue } from './issue.ts'

/** The issue of a text that still holds both versions, or a mark of them that was overlooked; none for every other text. */
export function conflictIn(file: string, text: string): Issue | undefined {
  const begins = text.search(/^<{7}( |$)/m)
  const ends = text.search(/^>{7}( |$)/m)
  if (begins < 0 && ends < 0) return undefined
  const isWhole = begins >= 0 && ends >= 0
  const line = text.slice(0, begins >= 0 ? begins : ends).split('\n').length
  return {
    file,
    line,
    column: 1,
    severity: 'error',
    code: 'conflict',
    message: isWhole
      ? 'Hier stehen zwei Fassungen, die nie zusammengeführt wurden (<<<<<<< … >>>>>>>).'
      : 'Hier steht noch ein Zeichen zweier Fassungen, die zusammengeführt wurden.',
    hint: !isWhole
      ? 'Löschen Sie diese Zeile, und eine Zeile ======= darüber oder darunter.'
      : 'Behalten Sie eine Fassung, und löschen Sie die Zeilen mit <<<<<<<, ======= und >>>>>>>.',
  }
}
