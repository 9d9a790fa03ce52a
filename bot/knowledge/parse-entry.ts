/** The layers of one entry (shared core first, regional overlay last) → a checked entry, or issues and none. */
import { easyIssues } from './check-easy.ts'
import { linkIssues, textIssues } from './check-text.ts'
import { contradictionsIn } from './check-together.ts'
import { digestOf } from './digest.ts'
import { fieldIssues } from './field-issues.ts'
import { readFrontMatter, type SourceFile } from './front-matter.ts'
import type { Issue } from './issue.ts'
import { locateIn, mergeFields } from './layers.ts'
import { isOtherFile } from './parse-others.ts'
import { layBodyOver, readBody } from './passages.ts'
import { ruleProblem } from './recurrence-rule.ts'
import { readRetired } from './retired-fields.ts'
import { ruleMeant } from './rule-hints.ts'
import { type Entry, type EntryId, KINDS, type Kind, type Locate, schemas } from './schema.ts'

/** Fewer example questions than this and an entry is hard to find. */
export const MIN_QUESTIONS = 3

export interface ParsedEntry {
  id: EntryId
  entry?: Entry
  /** What the layers without an error say, where others have one. */
  fallback?: Entry
  issues: Issue[]
}

/**
 * `layers`: the same entry in every folder that has it; later fields replace earlier ones. A later text replaces the text, or only
 * sections of it when it begins with a heading. A layer with an error is told and left out: the others give `fallback`.
 */
export function parseEntry(kind: Kind, slug: string, layers: readonly SourceFile[]): ParsedEntry {
  const whole = parseLayers(kind, slug, layers)
  if (whole.entry || layers.length === 1) return whole
  const wrong = new Set(whole.issues.filter(({ severity }) => severity === 'error').map(({ file }) => file))
  const candidates = [layers.filter(({ path }) => !wrong.has(path)), ...layers.map((_, i) => layers.slice(0, layers.length - 1 - i))]
  for (const rest of candidates) {
    const fallback = rest.length > 0 && rest.length < layers.length ? parseLayers(kind, slug, rest).entry : undefined
    if (fallback) return { ...whole, fallback }
  }
  return whole
}

function parseLayers(kind: Kind, slug: string, layers: readonly SourceFile[]): ParsedEntry {
  const id: EntryId = `${kind}/${slug}`
  const heads = layers.map((layer) => readFrontMatter(layer))
  const issues = heads.flatMap((head) => head.issues)
  const path = layers.at(-1)!.path
  const list = listAmongEntries(kind, slug, path, issues)
  if (list?.severity === 'error') return { id, issues: [list] }
  if (list) issues.push(list)
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
  if (hasError(issues)) return { id, issues }

  const locate = locateIn(heads)
  const { data, issues: retired } = readRetired(kind, mergeFields(heads.map((head) => head.data)), locate)
  issues.push(...retired)
  const fields = schemas[kind].safeParse(data)
  if (!fields.success) return { id, issues: [...issues, ...fieldIssues(schemas[kind], fields.error.issues, data, locate)] }

  const texts = heads.flatMap(({ body, bodyLine }, i) => (body.trim() === '' ? [] : [readBody(id, body, bodyLine, layers[i]!.path)]))
  const body = texts.reduce(layBodyOver, readBody(id, '', heads.at(-1)!.bodyLine, path))
  const digest = digestOf(layers.map(({ text }) => text).join('\u0000'))
  const entry = { ...fields.data, kind, id, slug, lead: body.lead, passages: body.passages, links: body.links, file: path, digest } as Entry
  const rule = entry.kind === 'events' ? ruleProblem(entry.recurrence?.rule ?? 'FREQ=DAILY') : undefined
  const meant = rule && entry.kind === 'events' ? ruleMeant(entry.recurrence?.rule ?? '') : undefined
  if (rule)
    issues.push({
      ...locate(['recurrence', 'rule']),
      severity: 'error',
      code: 'bad-rule',
      ...rule,
      ...(meant && { hint: `Schreiben Sie ${meant}.` }),
    })
  else issues.push(...contradictionsIn(entry).map(({ keys, ...issue }) => ({ ...locate(keys), ...issue })))
  const isDraft = entry.status === 'draft'
  for (const [i, { body, bodyLine }] of heads.entries()) issues.push(...textIssues({ file: layers[i]!.path, body, bodyLine }, isDraft))
  issues.push(...easyIssues(entry).map((issue) => ({ ...locate(['easy']), ...issue })))
  issues.push(...linkIssues(entry))
  issues.push(...fewFacts(entry, locate))
  if (body.lead === '' && kind !== 'guides')
    issues.push({
      file: path,
      line: heads.at(-1)!.bodyLine,
      column: 1,
      severity: 'error',
      code: 'no-text',
      message: 'Unter dem Kopf steht kein Text.',
      hint: 'Der erste Absatz ist die kurze Antwort, die im Chat erscheint.',
    })
  for (const { file, line } of body.html)
    issues.push({
      file,
      line,
      column: 1,
      severity: 'warning',
      code: 'html',
      message: 'Hier steht HTML; es wird als Text gezeigt, nicht ausgeführt.',
      hint: 'Nehmen Sie Markdown: **fett**, [Text](Adresse), - Liste.',
    })
  return hasError(issues) ? { id, issues } : { id, entry, issues }
}

/** An entry's file with the name of a list: without a head it is that list in the wrong place, and read by nobody. */
function listAmongEntries(kind: Kind, slug: string, path: string, issues: readonly Issue[]): Issue | undefined {
  const name = `${slug}.md`
  if (!isOtherFile(name)) return undefined
  const isList = slug.includes('.') || issues.some(({ code }) => code === 'no-front-matter')
  return {
    file: path,
    line: 1,
    column: 1,
    severity: isList ? 'error' : 'warning',
    code: 'list-among-entries',
    message: isList
      ? `„${name}“ liegt im Ordner ${kind}; dort liest der Bot sie nicht.`
      : `„${name}“ heißt wie eine Datei des Wissensordners, ist im Ordner ${kind} aber ein Eintrag.`,
    hint: isList
      ? `Verschieben Sie die Datei neben die Ordner ${KINDS.slice(0, 3).join(', ')}.`
      : `Geben Sie dem Eintrag einen anderen Namen, zum Beispiel ${slug}-erklaert.md.`,
  }
}

function hasError(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === 'error')
}

/** What every entry should have and can do without. */
function fewFacts(entry: Entry, locate: Locate): Issue[] {
  const issues: Issue[] = []
  const warn = (key: string, code: string, message: string, hint: string) =>
    issues.push({ ...locate([key]), severity: 'warning', code, message, hint })
  if (entry.questions.length < MIN_QUESTIONS)
    warn(
      'questions',
      'few-questions',
      `Der Eintrag nennt ${entry.questions.length} Fragen; er wird schlecht gefunden.`,
      `Schreiben Sie mindestens ${MIN_QUESTIONS} Fragen so auf, wie Menschen sie stellen.`,
    )
  if (entry.checked === undefined && entry.asOf === undefined)
    warn(
      'asOf',
      'undated',
      'Niemand weiß, von wann die Angaben sind.',
      'Ergänzen Sie asOf: JJJJ-MM-TT (Stand der Angaben), nach einer Prüfung checked: JJJJ-MM-TT und checkedBy: Ihre Rolle.',
    )
  if (entry.checkedBy !== undefined && entry.checked === undefined)
    warn('checkedBy', 'checked-never', 'Hier steht, wer nachgesehen hat, aber nicht wann.', 'Ergänzen Sie checked: JJJJ-MM-TT.')
  if (entry.source.length === 0 && entry.basis !== 'Redaktionswissen')
    warn(
      'source',
      'no-source',
      'Es fehlt die Quelle.',
      'Ergänzen Sie source mit name, wenn möglich url und date, oder basis: Redaktionswissen.',
    )
  return issues
}
