/** `npm run -s export -- contacts [DIR] [--out FILE]`: the entries of one kind as a table for a spreadsheet; `npm run import` takes it back. */
import { writeFileSync } from 'node:fs'
import { readFrontMatter } from '../../bot/knowledge/front-matter.ts'
import { printIssue } from '../../bot/knowledge/issue.ts'
import { entryIdOf } from '../../bot/knowledge/knowledge-file.ts'
import { textOf } from '../../bot/knowledge/unreadable.ts'
import { listFiles } from '../files.ts'
import { readArguments, refuse } from './arguments.ts'
import { type Cells, cellsOf, columnsOf, guarded, ID } from './cells.ts'
import { writeCsv } from './csv.ts'
import { knowledgeFolders } from './folders.ts'
import { tableKind } from './kinds.ts'

const USAGE = 'npm run -s export -- contact|event|funding|article [ORDNER] [--out DATEI.csv]'
const { values, positionals } = readArguments({ allowPositionals: true, options: { out: { type: 'string' } } }, USAGE)
const [word = '', ...places] = positionals
const kind = tableKind(word)
if (!kind) refuse(USAGE)
// One folder: a table of several layers could not say which of them a cell is of.
const folder = knowledgeFolders(places).at(-1)!
const rows: Cells[] = []
let wrong = 0
for (const file of listFiles([folder])) {
  const id = entryIdOf(file)
  if (!id?.startsWith(`${kind}/`)) continue
  const issues: Parameters<typeof textOf>[1] = []
  const text = textOf(file, issues)
  const head = text === undefined ? undefined : readFrontMatter({ path: file.path, text })
  issues.push(...(head?.issues ?? []))
  for (const issue of issues) console.error(printIssue(issue))
  if (!head || issues.some(({ severity }) => severity === 'error')) wrong += 1
  // Said aloud: what a table brings without it is a draft.
  else rows.push(new Map([[ID, id], ['status', 'published'], ...cellsOf(head.data, head.body)]))
}
rows.sort((a, b) => (a.get(ID)! < b.get(ID)! ? -1 : 1))
const columns = columnsOf(kind, ['title', ...rows.flatMap((row) => [...row.keys()])])
const csv = writeCsv([columns, ...rows.map((row) => columns.map((column) => guarded(row.get(column) ?? '')))])
if (values.out === undefined) process.stdout.write(csv)
else
  try {
    writeFileSync(values.out, csv, { flag: 'wx' })
    console.log(`${rows.length} Einträge stehen in ${values.out}.`)
  } catch (error) {
    refuse(
      (error as NodeJS.ErrnoException).code === 'EEXIST'
        ? `${values.out} gibt es schon. Nehmen Sie einen anderen Namen.`
        : `${values.out} lässt sich nicht schreiben (${(error as NodeJS.ErrnoException).code}).`,
    )
  }
if (wrong > 0) {
  console.error(`${wrong} Dateien mit einem Fehler fehlen in der Tabelle.`)
  process.exitCode = 1
}
