/**
 * A table → entries. New ones are written; of those that are there every difference is told, and written only when asked for. A row with
 * a mistake costs itself alone, and is told at its cell.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Document, parseDocument, stringify } from 'yaml'
import { contradictionsIn } from '../../bot/knowledge/check-together.ts'
import { fieldIssues } from '../../bot/knowledge/field-issues.ts'
import { readFrontMatter, type SourceFile } from '../../bot/knowledge/front-matter.ts'
import { type Issue, sortIssues } from '../../bot/knowledge/issue.ts'
import { entryIdOf, type KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { mergeFields } from '../../bot/knowledge/layers.ts'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import { parseEntry } from '../../bot/knowledge/parse-entry.ts'
import { type EntryId, type Kind, schemas } from '../../bot/knowledge/schema.ts'
import { storedText } from '../../bot/knowledge/stored-text.ts'
import { listFiles, shownPath } from '../files.ts'
import { BODY, type Cells, cellsOf, fieldsFrom, ID } from './cells.ts'
import { type Cell, readCsv } from './csv.ts'
import { atCell, columnsIn, kindOfTable, readRow, type TableRow } from './table-rows.ts'

export interface TableImport {
  /** As people know it, for messages. */
  path: string
  /** CSV, or the rows of a workbook. */
  text: string | readonly Cell[][]
  /** Lowest layer first; the last is written to. */
  folders: readonly string[]
  /** For rows without an id. */
  kind?: Kind
  /** Differences are written, too. */
  isUpdate: boolean
  isTrial: boolean
}

export interface Arrival {
  id: EntryId
  /** `differs`: it is there, says something else, and was left; `there`: it was not even compared; `elsewhere`: it is in a folder below. */
  outcome: 'new' | 'changed' | 'same' | 'differs' | 'there' | 'elsewhere'
  path: string
  differences: { column: string; before: string; after: string }[]
}

export interface Imported {
  taken: Arrival[]
  issues: Issue[]
}

/** Reads a table and writes what is new in it. Nothing is written of a table that cannot be read. */
export function importTable(options: TableImport): Imported {
  const { rows, issues }: ReturnType<typeof readCsv> =
    typeof options.text === 'string' ? readCsv(options.path, options.text) : { rows: [...options.text], issues: [] }
  const [header, ...rest] = rows
  const fail = (at: Pick<Cell, 'line' | 'column'>, code: string, message: string, hint: string): Imported => ({
    taken: [],
    issues: [...issues, { file: options.path, line: at.line, column: at.column, severity: 'error', code, message, hint }],
  })
  if (issues.length > 0) return { taken: [], issues }
  if (!header)
    return fail(
      { line: 1, column: 1 },
      'csv-empty',
      'Die Tabelle ist leer.',
      'Die erste Zeile nennt die Spalten, zum Beispiel id;title;text.',
    )
  const kind = options.kind ?? kindOfTable(header, rest)
  if (!kind)
    return fail(
      header[0]!,
      'csv-kind',
      'Welche Art von Einträgen das ist, steht nicht in der Tabelle.',
      'Ergänzen Sie eine Spalte id mit Werten wie contacts/kammer-musterland, oder --kind contact, event, funding oder article.',
    )
  const columns = columnsIn(header, kind, options.path, issues)
  if (issues.some(({ severity }) => severity === 'error')) return { taken: [], issues }
  const target = targetIn(options.folders)
  const taken: Arrival[] = []
  const seen = new Map<EntryId, Cell>()
  for (const row of rest) {
    const one = readRow(row, columns, kind, options.path, issues)
    if (!one) continue
    const twin = seen.get(one.id)
    if (twin) {
      issues.push(
        atCell(options.path, row[0]!, 'csv-twice', `${one.id} steht schon in Zeile ${twin.line}.`, 'Löschen Sie eine der beiden Zeilen.'),
      )
      continue
    }
    seen.set(one.id, row[0]!)
    const done = takeRow(one, target, options, issues)
    if (done) taken.push(done)
  }
  return { taken, issues: sortIssues(issues) }
}

interface Target {
  folder: string
  own: ReadonlyMap<EntryId, KnowledgeFile>
  /** Files of the same entry in the folders below, lowest first. */
  below: ReadonlyMap<EntryId, readonly KnowledgeFile[]>
}

function targetIn(folders: readonly string[]): Target {
  const own = new Map<EntryId, KnowledgeFile>()
  const below = new Map<EntryId, KnowledgeFile[]>()
  for (const file of listFiles(folders)) {
    const id = entryIdOf(file)
    if (!id) continue
    if (file.layer === folders.length - 1) own.set(id, file)
    else below.set(id, [...(below.get(id) ?? []), file])
  }
  return { folder: folders.at(-1)!, own, below }
}

function takeRow(row: TableRow, { folder, own, below }: Target, { isUpdate, isTrial }: TableImport, issues: Issue[]): Arrival | undefined {
  const { id, kind, slug } = row
  const file = own.get(id)
  const under = (below.get(id) ?? []).map((layer): SourceFile => ({ path: layer.path, text: layer.read() }))
  if (!file && under.length > 0) return { id, outcome: 'elsewhere', path: under.at(-1)!.path, differences: [] }
  const path = file?.path ?? shownPath(join(folder, kind, `${slug}.md`))
  const full = file ? join(folder, file.name) : join(folder, kind, `${slug}.md`)
  const old = file && readFrontMatter({ path, text: file.read() })
  if (old?.issues.some(({ severity }) => severity === 'error')) {
    issues.push(...old.issues)
    return undefined
  }
  const before = old ? cellsOf(old.data, old.body) : new Map<string, string>()
  const differences = old ? differencesOf(before, row.cells) : []
  if (old && differences.length === 0) return { id, outcome: 'same', path, differences }
  const cells = new Map([...before, ...row.cells].filter(([, cell]) => cell !== ''))
  if (!old && !cells.has('status')) cells.set('status', 'draft')
  if (!old && cells.get('status') === 'published') cells.delete('status')
  if (!old && !cells.has('questions') && cells.has('title')) cells.set('questions', cells.get('title')!)
  const data = fieldsFrom(kind, cells)
  const text = old
    ? edited(
        file.read(),
        old.body,
        data,
        differences.map(({ column }) => column),
        cells,
      )
    : `---\n${stringify(data, { lineWidth: 0 })}---\n\n${cells.get(BODY) ?? ''}\n`
  const wrong = mistakes(row, data, { path, text }, under)
  if (wrong.length > 0) {
    issues.push(...wrong)
    return undefined
  }
  const isWritten = !old || isUpdate
  if (isWritten && !isTrial) {
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, text, old ? {} : { flag: 'wx' })
  }
  return { id, outcome: !old ? 'new' : isUpdate ? 'changed' : 'differs', path, differences }
}

/** Only columns that the table has are compared. What the file does not say is the same as what holds without being said. */
function differencesOf(before: Cells, after: Cells): Arrival['differences'] {
  return [...after].flatMap(([column, cell]) => {
    const old = before.get(column) ?? ''
    if (column === ID || old === cell || (column === 'status' && (old || 'published') === (cell || 'published'))) return []
    return [{ column, before: old, after: cell }]
  })
}

/** The file with the changed fields alone replaced: order and remarks of the others stay as their editor wrote them. */
function edited(text: string, body: string, data: Record<string, unknown>, changed: readonly string[], cells: Cells): string {
  const head = text.slice(0, text.length - body.length)
  const yaml: Document = parseDocument(head.replace(/^---[^\n]*\n/, '').replace(/\n---[ \t]*\n*$/, '\n'))
  for (const name of new Set(changed.filter((column) => column !== BODY).map((column) => column.split('.')[0]!))) {
    const value = ownValue(data, name)
    if (value === undefined) yaml.delete(name)
    else yaml.set(name, value)
  }
  const whole = changed.includes(BODY) ? `\n${cells.get(BODY) ?? ''}\n` : body
  return `---\n${yaml.toString({ lineWidth: 0 })}---\n${whole}`
}

/** What is wrong with the entry as it would be, at the cells of the table. */
function mistakes(row: TableRow, data: Record<string, unknown>, file: SourceFile, under: readonly SourceFile[]): Issue[] {
  const { kind, slug, locate } = row
  const heads = under.map((layer) => readFrontMatter(layer).data)
  const merged = mergeFields([...heads, data])
  const fields = schemas[kind].safeParse(merged)
  if (!fields.success) return fieldIssues(schemas[kind], fields.error.issues, merged, locate)
  const { entry, issues } = parseEntry(kind, slug, [...under, file])
  const together = entry ? [] : contradictions(kind, slug, [...under, file], locate)
  const told = new Set(together.map(({ code }) => code))
  const rest = issues.filter(({ code, severity }) => severity === 'error' && !told.has(code))
  return [...together, ...rest.map((issue) => ({ ...issue, ...locate(issue.code === 'bad-rule' ? ['recurrence', 'rule'] : [BODY]) }))]
}

/** Fields against each other, at their cells. */
function contradictions(kind: Kind, slug: string, layers: readonly SourceFile[], locate: TableRow['locate']): Issue[] {
  const heads = layers.map((layer) => readFrontMatter(layer).data)
  const fields = schemas[kind].safeParse(mergeFields(heads))
  if (!fields.success) return []
  const entry = { ...fields.data, kind, id: `${kind}/${slug}`, slug } as Parameters<typeof contradictionsIn>[0]
  return contradictionsIn(entry)
    .filter(({ severity }) => severity === 'error')
    .map(({ keys, ...issue }) => ({ ...locate(keys), ...issue }))
}

/** The text of a table; throws `UnreadableText` for bytes that are none. */
export const readTable = (full: string): string => storedText(readFileSync(full))
