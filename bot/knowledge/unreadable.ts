/** Files that are there and cannot be read: an issue each, and none of them costs more than itself. */
import { signIssues } from './check-signs.ts'
import { conflictIn } from './conflict.ts'
import type { Issue } from './issue.ts'
import type { KnowledgeFile } from './knowledge-file.ts'
import { UnreadableText } from './stored-text.ts'

/** The `code` of such an issue. */
export const UNREADABLE = 'unreadable'

/** The issue of a file or folder that cannot be read; `reason`: the system's word for why. */
export function unreadable(file: string, reason: string): Issue {
  return {
    file,
    line: 1,
    column: 1,
    severity: 'error',
    code: UNREADABLE,
    message: `Das kann der Dienst nicht lesen (${reason}); was er zuletzt gelesen hat, gilt weiter.`,
    hint: 'Geben Sie dem Benutzer des Dienstes Leserechte, oder laden Sie die Datei neu hoch.',
  }
}

/** The issue of a folder that settings name and that is not there, or whose link leads nowhere. */
export function folderAway(file: string): Issue {
  return {
    ...unreadable(file, ''),
    message:
      'Diesen Ordner gibt es gerade nicht, oder seine Verknüpfung führt ins Leere; was der Dienst zuletzt daraus gelesen hat, gilt weiter.',
    hint: 'Legen Sie ihn wieder an, oder berichtigen Sie die Verknüpfung; danach geht es von selbst weiter.',
  }
}

/** The file's text; undefined, with issues, when it cannot be read, holds two versions, or signs that would be shown spoiled. */
export function textOf(file: KnowledgeFile, issues: Issue[]): string | undefined {
  try {
    const text = file.read()
    const conflict = conflictIn(file.path, text)
    const found = conflict ? [conflict] : signIssues(file.path, text)
    if (found.length === 0) return text
    issues.push(...found)
  } catch (error) {
    issues.push(error instanceof UnreadableText ? unreadableText(file.path, error) : unreadable(file.path, causeOf(error)))
  }
  return undefined
}

function unreadableText(file: string, { code, message, hint }: UnreadableText): Issue {
  return { file, line: 1, column: 1, severity: 'error', code, message, hint }
}

/** The file for whoever only looks up the place of something in it: its issue is told already, and its text is empty. */
export function readableOrEmpty(file: KnowledgeFile): KnowledgeFile {
  return { ...file, read: () => textOf(file, []) ?? '' }
}

/** In one word, if the system has one for it. */
export function causeOf(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return String(code ?? message ?? error)
}
