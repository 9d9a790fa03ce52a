/** The layers of one entry (shared core first, regional overlay last) → a checked entry, or issues and none. */
import { fieldIssues } from './field-issues.ts'
import { type FrontMatter, readFrontMatter } from './front-matter.ts'
import type { Issue } from './issue.ts'
import { readBody } from './passages.ts'
import { ruleProblem } from './recurrence-rule.ts'
import { type Entry, type EntryId, type Kind, type Locate, schemas } from './schema.ts'

/** Fewer example questions than this and an entry is hard to find. */
export const MIN_QUESTIONS = 3

export interface ParsedEntry {
  id: EntryId
  entry?: Entry
  issues: Issue[]
}

/** `layers`: the same entry in every folder that has it; later fields replace earlier ones, a later text replaces the text. */
export function parseEntry(kind: Kind, slug: string, layers: readonly { path: string; text: string }[], digest: string): ParsedEntry {
  const id: EntryId = `${kind}/${slug}`
  const heads = layers.map((layer) => readFrontMatter(layer))
  const issues = heads.flatMap((head) => head.issues)
  const path = layers.at(-1)!.path
  if (!/^[a-z0-9-]+$/.test(slug)) {
    issues.push({
      file: path,
      line: 1,
      column: 1,
      severity: 'error',
      code: 'file-name',
      message: `Der Dateiname „${slug}.md“ geht nicht.`,
      hint: 'Nur kleine Buchstaben a–z, Ziffern und Bindestriche, zum Beispiel e-rechnung.md.',
    })
  }
  if (issues.some((issue) => issue.severity === 'error')) return { id, issues }

  // Not `Object.assign`, for which a field named `__proto__` would not be a field.
  const data: Record<string, unknown> = Object.fromEntries(heads.flatMap((head) => Object.entries(head.data)))
  const locate = locateIn(heads)
  const fields = schemas[kind].safeParse(data)
  if (!fields.success) return { id, issues: [...issues, ...fieldIssues(schemas[kind], fields.error.issues, data, locate)] }

  const texts = heads.findLast((head) => head.body.trim() !== '') ?? heads.at(-1)!
  const body = readBody(id, texts.body, texts.bodyLine)
  const entry = { ...fields.data, kind, id, slug, lead: body.lead, passages: body.passages, links: body.links, file: path, digest } as Entry
  const rule = entry.kind === 'events' ? ruleProblem(entry.recurrence?.rule ?? 'FREQ=DAILY') : undefined
  if (rule) issues.push({ ...locate(['recurrence', 'rule']), severity: 'error', code: 'bad-rule', ...rule })
  const warn = (keys: readonly PropertyKey[], code: string, message: string, hint: string) =>
    issues.push({ ...locate(keys), severity: 'warning', code, message, hint })
  if (entry.questions.length < MIN_QUESTIONS)
    warn(
      ['questions'],
      'few-questions',
      `Der Eintrag nennt ${entry.questions.length} Fragen; er wird schlecht gefunden.`,
      `Schreiben Sie mindestens ${MIN_QUESTIONS} Fragen so auf, wie Menschen sie stellen.`,
    )
  if (entry.checked === undefined)
    warn(
      ['checked'],
      'unchecked',
      'Es fehlt der Tag der letzten Prüfung; der Bot nennt den Eintrag ungeprüft.',
      'Ergänzen Sie checked: JJJJ-MM-TT und checkedBy: Ihre Rolle.',
    )
  if (entry.source.length === 0)
    warn(['source'], 'no-source', 'Es fehlt die Quelle.', 'Ergänzen Sie source mit name, wenn möglich url und date.')
  if (body.lead === '' && kind !== 'guides')
    issues.push({
      file: path,
      line: texts.bodyLine,
      column: 1,
      severity: 'error',
      code: 'no-text',
      message: 'Unter dem Kopf steht kein Text.',
      hint: 'Der erste Absatz ist die kurze Antwort, die im Chat erscheint.',
    })
  for (const line of body.htmlLines)
    issues.push({
      file: path,
      line,
      column: 1,
      severity: 'warning',
      code: 'html',
      message: 'Hier steht HTML; es wird als Text gezeigt, nicht ausgeführt.',
      hint: 'Nehmen Sie Markdown: **fett**, [Text](Adresse), - Liste.',
    })
  return issues.some((issue) => issue.severity === 'error') ? { id, issues } : { id, entry, issues }
}

/** Looks a field up in the last layer that has it. */
function locateIn(heads: readonly FrontMatter[]): Locate {
  return (path) => {
    const key = path[0]
    const head = heads.findLast((layer) => key !== undefined && Object.hasOwn(layer.data, key)) ?? heads.at(-1)!
    return head.locate(path)
  }
}
