/** A chart above a table of figures: bars that say what the table's second column says, to be seen at a glance. */
import type { Token } from 'markdown-it'
import { type Html, html } from './html.ts'

export interface ChartRow {
  label: string
  value: number
  /** As the table writes it. */
  said: string
}

/** Fewer are no comparison, more are no glance. */
const [MIN_ROWS, MAX_ROWS] = [2, 12]
const WIDTH = 320
const ROW = { height: 44, text: 15, bar: 22, thick: 14 }
const MAX_LABEL = 34
/** "52.256", "2,9", "1.000", "65"; with a unit it would stand in the column's heading. */
const NUMBER = /^(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$/

/** The rows of the table that begins at this token, and the heading of its figures; undefined for a table that compares no figures. */
export function chartOf(tokens: readonly Token[], at: number): { title: string; rows: ChartRow[]; most: number } | undefined {
  const lines: string[][] = []
  for (const token of tokens.slice(at)) {
    if (token.type === 'table_close') break
    if (token.type === 'tr_open') lines.push([])
    if (token.type === 'inline') lines.at(-1)?.push(wordsOf(token))
  }
  const [head, ...body] = lines
  const rows = body.map(([label = '', said = '']) => ({ label, said, value: NUMBER.test(said) ? numberOf(said) : Number.NaN }))
  const isFigures = rows.length >= MIN_ROWS && rows.length <= MAX_ROWS && rows.every(({ value }) => Number.isFinite(value))
  if (!head || !isFigures || rows.every(({ value }) => value === 0)) return undefined
  const title = head[1] ?? ''
  const most = Math.max(...rows.map(({ value }) => value))
  // Shares are shares of the whole.
  return { title, rows, most: title.includes('%') ? Math.max(most, 100) : most }
}

/** `most`: what fills a bar; `label`: what it shows, for those who do not see it. */
export function chartSvg(rows: readonly ChartRow[], most: number, label: string): Html {
  const height = rows.length * ROW.height
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">${rows.map(
    ({ label: name, said, value }, i) => {
      const y = i * ROW.height
      const short = name.length > MAX_LABEL ? `${name.slice(0, MAX_LABEL - 1)}…` : name
      return html`<text x="0" y="${y + ROW.text}">${short}</text><text x="${WIDTH}" y="${y + ROW.text}" text-anchor="end">${said}</text><rect class="rail" x="0" y="${y + ROW.bar}" width="${WIDTH}" height="${ROW.thick}"/><rect class="bar" x="0" y="${y + ROW.bar}" width="${Math.round((WIDTH * value) / most)}" height="${ROW.thick}"/>`
    },
  )}</svg>`
}

function numberOf(said: string): number {
  return Number(said.replaceAll('.', '').replace(',', '.'))
}

/** The words of a cell, without its marks. */
function wordsOf({ children }: Token): string {
  return (children ?? [])
    .map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : ''))
    .join('')
    .trim()
}
