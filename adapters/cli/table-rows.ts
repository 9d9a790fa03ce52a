/** What the columns of a table are called here, and its rows as fields of entries. */
import type { Issue } from '../../bot/knowledge/issue.ts'
import { anchor } from '../../bot/knowledge/passages.ts'
import { type EntryId, type Kind, type Position, schemas } from '../../bot/knowledge/schema.ts'
import { didYouMean } from '../../bot/knowledge/spelling.ts'
import { BODY, type Cells, fieldAt, ID, plainCell } from './cells.ts'
import type { Cell } from './csv.ts'
import { tableKind } from './kinds.ts'

/** How other tables call our columns. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    titel: 'title',
    überschrift: 'title',
    name: 'title',
    frage: 'title',
    fragen: 'questions',
    antwort: BODY,
    inhalt: BODY,
    beschreibung: BODY,
    thema: 'topics',
    themen: 'topics',
    stelle: 'organisation',
    organisation: 'organisation',
    aufgabe: 'role',
    zuständigkeit: 'role',
    telefon: 'phone',
    'e-mail': 'mail',
    email: 'mail',
    website: 'web',
    internet: 'web',
    öffnungszeiten: 'hours.note',
    hours: 'hours.note',
    straße: 'address.street',
    plz: 'address.postcode',
    postleitzahl: 'address.postcode',
    ort: 'address.city',
    beginn: 'start',
    datum: 'start',
    ende: 'end',
    veranstalter: 'organiser',
    kosten: 'cost',
    stand: 'asOf',
    quelle: 'source.1.name',
  }),
)

/** From the ids, or from what an old list of questions and answers is made of. */
export function kindOfTable(header: readonly Cell[], rows: readonly Cell[][]): Kind | undefined {
  const names = header.map(({ text }) => text.trim().toLowerCase())
  const id = names.indexOf(ID)
  const first = id < 0 ? undefined : rows.map((row) => row[id]?.text.trim() ?? '').find((text) => text.includes('/'))
  if (first !== undefined) return tableKind(first.split('/')[0]!)
  return names.includes('frage') && names.includes('antwort') ? 'articles' : undefined
}

export interface Column {
  name: string
  /** As it is called in the table. */
  written: string
}

/** A column nobody knows is left, and told; what it holds stays in the table. */
export function columnsIn(header: readonly Cell[], kind: Kind, path: string, issues: Issue[]): (Column | undefined)[] {
  const seen = new Set<string>()
  return header.map((cell) => {
    const written = cell.text.trim()
    const known = written === ID || written === BODY || (fieldAt(kind, written) && written !== 'hours')
    const name = known ? written : OTHER_NAMES.get(written.toLowerCase())
    if (name === undefined || (name !== ID && name !== BODY && !fieldAt(kind, name))) {
      if (written !== '')
        issues.push({
          file: path,
          line: cell.line,
          column: cell.column,
          severity: 'warning',
          code: 'csv-column',
          message: `Die Spalte „${written}“ gibt es bei ${kind} nicht; sie bleibt liegen.`,
          hint:
            didYouMean(written, [...Object.keys(schemas[kind].shape), ...OTHER_NAMES.keys()]) ??
            'Alle Felder stehen im Handbuch (knowledge/README.md).',
        })
      return undefined
    }
    if (seen.has(name))
      issues.push(
        atCell(
          path,
          cell,
          'csv-column-twice',
          `Die Spalte „${written}“ gibt es zweimal (${name}).`,
          'Löschen oder benennen Sie eine davon um.',
        ),
      )
    seen.add(name)
    return { name, written }
  })
}

export interface TableRow {
  id: EntryId
  slug: string
  kind: Kind
  /** The cells of the table's columns, put right; an empty one says that the field is empty. */
  cells: Cells
  /** The place of a field in the table. */
  locate(path: readonly PropertyKey[]): Position
}

/** A row with its id; undefined, with an issue, where it has none. */
export function readRow(
  row: readonly Cell[],
  columns: readonly (Column | undefined)[],
  kind: Kind,
  path: string,
  issues: Issue[],
): TableRow | undefined {
  const more = row[columns.length]
  if (more) {
    issues.push(
      atCell(
        path,
        more,
        'csv-cells',
        'Diese Zeile hat mehr Zellen als die erste Spalten.',
        'Setzen Sie Text mit ; in Anführungszeichen, oder ergänzen Sie die Spalte.',
      ),
    )
    return undefined
  }
  const cells: Cells = new Map()
  const places = new Map<string, Cell>()
  columns.forEach((column, c) => {
    const cell = row[c]
    if (!column || !cell) return
    cells.set(column.name, column.name === ID ? cell.text.trim() : plainCell(kind, column.name, cell.text))
    places.set(column.name, cell)
  })
  const first = row[0]!
  const given = cells.get(ID) ?? ''
  const title = cells.get('title') ?? ''
  const slug = given === '' ? anchor(title) : given.replace(`${kind}/`, '')
  if (slug === '' || !/^[a-z0-9-]+$/.test(slug)) {
    issues.push(
      given === ''
        ? atCell(
            path,
            places.get('title') ?? first,
            'csv-title',
            'Dieser Zeile fehlt der Titel.',
            'Füllen Sie die Spalte title (oder Titel, Frage).',
          )
        : atCell(
            path,
            places.get(ID)!,
            'csv-id',
            `„${given}“ ist keine Kennung von ${kind}.`,
            `Schreiben Sie ${kind}/${anchor(given.split('/').at(-1)!) || 'kurzer-name'}.`,
          ),
    )
    return undefined
  }
  const locate = (keys: readonly PropertyKey[]): Position => {
    const names = keys.map((key) => (typeof key === 'number' ? key + 1 : String(key)))
    for (let length = names.length; length > 0; length--) {
      const name = names.slice(0, length).join('.')
      const cell = places.get(name) ?? [...places].find(([column]) => column.startsWith(`${name}.`))?.[1]
      if (cell) return { file: path, line: cell.line, column: cell.column }
    }
    return { file: path, line: first.line, column: first.column }
  }
  return { id: `${kind}/${slug}`, slug, kind, cells, locate }
}

/** An issue at a cell. */
export function atCell(file: string, { line, column }: Pick<Cell, 'line' | 'column'>, code: string, message: string, hint: string): Issue {
  return { file, line, column, severity: 'error', code, message, hint }
}
