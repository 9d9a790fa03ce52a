/** An Excel workbook → rows whose cells know their place. Its library is loaded here alone, and only when there is one to read. */
import { readFileSync } from 'node:fs'
import type { Cell } from './csv.ts'

export interface Workbook {
  /** Of the first sheet that holds anything, without empty rows; `line` and `column` are the row and the column, counted from 1. */
  rows: Cell[][]
  /** Other sheets that hold something, and were left. */
  left: string[]
}

/** Rejects for a file that is no workbook. */
export async function readXlsx(path: string): Promise<Workbook> {
  const { default: readSheets } = await import('read-excel-file/node')
  const sheets = (await readSheets(readFileSync(path))).map(({ sheet, data }) => ({ sheet, rows: data.map(cellsOf).filter(hasWords) }))
  const [first, ...others] = sheets.filter(({ rows }) => rows.length > 0)
  return { rows: first?.rows ?? [], left: others.map(({ sheet }) => sheet) }
}

function cellsOf(row: readonly unknown[], r: number): Cell[] {
  return row.map((value, c) => ({ text: textOf(value), line: r + 1, column: c + 1 }))
}

const hasWords = (row: readonly Cell[]): boolean => row.some(({ text }) => text.trim() !== '')

/** As a person would write the cell into a field: a day without its midnight, a number without a bare fraction. */
function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 16).replace('T00:00', '')
  if (typeof value === 'number') return String(Number(value.toPrecision(15)))
  return value === null || value === undefined ? '' : String(value)
}
