/** The service's picture, read from the knowledge folder that names it in `area.md`. */
import { readFileSync } from 'node:fs'
import { issueInArea } from '../bot/knowledge/check-area.ts'
import type { Issue } from '../bot/knowledge/issue.ts'
import type { Knowledge, Logo } from '../bot/knowledge/knowledge.ts'
import type { KnowledgeFile } from '../bot/knowledge/knowledge-file.ts'
import { readableOrEmpty } from '../bot/knowledge/unreadable.ts'
import type { OtherFile } from './files.ts'

/** It stands on every page: larger pictures cost every visitor. */
const MAX_LOGO_BYTES = 100_000

/** The picture, or what an editor must be told; neither where `area.md` names none. */
export function readLogo(
  { area }: Pick<Knowledge, 'area'>,
  files: readonly KnowledgeFile[],
  others: readonly OtherFile[],
): { logo?: Logo; issues: Issue[] } {
  const { logo: name } = area
  if (name === undefined) return { issues: [] }
  const tell = (message: string, hint: string) => ({
    issues: issueInArea(files.map(readableOrEmpty))(['logo'], { code: 'no-logo', message, hint }),
  })
  const file = others.findLast((other) => other.name === name)
  if (!file)
    return tell(`Das Bild „${name}“ gibt es in diesem Ordner nicht.`, 'Legen Sie die Datei neben area.md, oder löschen Sie die Zeile.')
  try {
    const bytes = readFileSync(file.full)
    if (bytes.length > MAX_LOGO_BYTES)
      return tell(
        `Das Bild „${name}“ ist mit ${Math.ceil(bytes.length / 1000)} kB zu groß.`,
        `Nehmen Sie eines bis ${MAX_LOGO_BYTES / 1000} kB.`,
      )
    return { logo: { name, type: name.endsWith('.svg') ? 'image/svg+xml' : 'image/png', bytes }, issues: [] }
  } catch {
    return tell(`Das Bild „${name}“ kann der Dienst nicht lesen.`, 'Geben Sie dem Benutzer des Dienstes Leserechte.')
  }
}
