/** CSV as spreadsheets write it → rows whose cells know their place, and back. Papa Parse reads and writes; places are looked up beside it. */
import Papa from 'papaparse'
import type { Issue } from '../../bot/knowledge/issue.ts'

export interface Cell {
  text: string
  /** Of its first sign, both from 1. */
  line: number
  column: number
}

/** Excel in German parts cells with `;` and reads UTF-8 only with its mark. */
const DELIMITER = ';'
const MARK = '\ufeff'

/** Rows without empty ones. What is no CSV is an issue, and then there are no rows: half a table would be another one. */
export function readCsv(path: string, text: string): { rows: Cell[][]; issues: Issue[] } {
  const delimiter = delimiterOf(text)
  const { data, errors } = Papa.parse<string[]>(text, { delimiter })
  const places = placesOfCells(text, delimiter)
  if (errors.length > 0)
    return {
      rows: [],
      issues: errors.map(({ code, index }) => ({
        file: path,
        // One that never closes takes all the rest of the text, so that its cell is the last.
        ...(code === 'MissingQuotes' ? places.at(-1)!.at(-1)! : placeIn(text, index ?? 0)),
        severity: 'error',
        code: 'csv-quotes',
        message: 'Hier stimmen die Anführungszeichen nicht; wo eine Zelle endet, ist nicht zu erkennen.',
        hint: 'Öffnen Sie die Datei in Excel oder LibreOffice, und speichern Sie sie neu als „CSV UTF-8“.',
      })),
    }
  const rows = data.map((row, r) => row.map((cell, c) => ({ text: cell, ...(places[r]?.[c] ?? { line: r + 1, column: 1 }) })))
  return { rows: rows.filter((row) => row.some((cell) => cell.text.trim() !== '')), issues: [] }
}

/** What parts the names of the columns, in which it never stands itself. */
function delimiterOf(text: string): string {
  const [names = ''] = text.split('\n')
  const count = (sign: string) => names.split(sign).length
  return [DELIMITER, ',', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `${MARK}${Papa.unparse(rows as string[][], { delimiter: DELIMITER, newline: '\r\n' })}\r\n`
}

type Place = Omit<Cell, 'text'>

function placeIn(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

/** Where each cell begins. Only asked for text in which all quotation marks are closed. */
function placesOfCells(text: string, delimiter: string): Place[][] {
  const rows: Place[][] = [[]]
  let line = 1
  let lineStart = 0
  let isQuoted = false
  let isStart = true
  for (let i = 0; i <= text.length; i++) {
    if (isStart) {
      rows.at(-1)!.push({ line, column: i - lineStart + 1 })
      isQuoted = text[i] === '"'
      isStart = false
      if (isQuoted) continue
    }
    const sign = text[i]
    // A doubled one closes and opens again.
    if (sign === '"') isQuoted = !isQuoted && text[i - 1] === '"'
    if (sign === '\n') {
      line++
      lineStart = i + 1
    }
    if (isQuoted || sign === undefined || (sign !== delimiter && sign !== '\n')) continue
    if (sign === '\n') rows.push([])
    isStart = true
  }
  return rows
}
