/** A table or list of `vocabulary.md` and `routing.md` as such: whether it is one, and whether its cells stand under their columns. */
import type { Section } from './list-file.ts'

export type ReportLine = (line: number, code: string, message: string, hint: string) => void

/** `columns`: those of the table in order; none for a list with dashes. An empty list is told as that. */
export function checkShape(section: Section, columns: readonly string[] | undefined, problem: ReportLine): void {
  const { heading, line, level, items, rows } = section
  const table = columns ? `| ${columns.join(' | ')} |` : ''
  const isTableWithoutLine = section.text.includes('|') && !/\|\s*:?-{3,}/.test(section.text)
  if (columns ? rows.length > 0 : items.length > 0) {
    if (columns) checkColumns(section, columns, problem)
  } else if (items.length + rows.length > 0)
    problem(
      line,
      'list-shape',
      columns
        ? `„${heading}“ ist eine Tabelle; eine Liste mit Strichen liest hier niemand.`
        : `„${heading}“ ist eine Liste mit Strichen; eine Tabelle liest hier niemand.`,
      columns ? `Schreiben Sie ${table}, darunter |---|---|, darunter je Zeile einen Eintrag.` : 'Schreiben Sie je Zeile - und den Text.',
    )
  else if (level > 1)
    problem(
      line,
      isTableWithoutLine ? 'table-without-line' : 'empty-list',
      `Unter „${heading}“ steht keine Zeile, die der Bot lesen kann; damit wäre nichts davon bekannt.`,
      isTableWithoutLine
        ? 'Unter die Überschriften der Tabelle gehört eine Zeile |---|---|, mit einem Feld je Spalte.'
        : 'Schreiben Sie die Liste, oder löschen Sie die Überschrift.',
    )
}

function checkColumns({ line, columns, rows }: Section, right: readonly string[], problem: ReportLine): void {
  const place = (name: string) => right.findIndex((known) => known.toLowerCase() === name.toLowerCase())
  const moved = columns.find((name, i) => place(name) >= 0 && place(name) !== i)
  if (moved !== undefined)
    problem(line, 'columns', `Die Spalte „${moved}“ steht an falscher Stelle.`, `Die Reihenfolge ist ${right.join(', ')}.`)
  for (const { cells, line: row, written } of rows)
    if (columns.length > 0 && written !== columns.length)
      problem(
        row,
        'cells',
        `Die Zeile „${cells[0] ?? ''}“ hat ${written} Felder, die Tabelle ${columns.length} Spalten.`,
        'Setzen Sie für jede Spalte ein Feld zwischen |, auch ein leeres; mehrere Angaben in einem Feld trennen Sie mit Komma.',
      )
}

/** A second row of the same id would replace the first without a word. */
export function checkTwice(rows: Section['rows'], problem: ReportLine): void {
  const seen = new Set<string>()
  for (const { cells, line } of rows) {
    const [id = ''] = cells
    if (seen.has(id))
      problem(
        line,
        'duplicate-row',
        `Die Kennung „${id}“ steht zweimal in dieser Liste.`,
        'Löschen Sie eine der beiden Zeilen, oder geben Sie ihr eine eigene Kennung.',
      )
    seen.add(id)
  }
}
