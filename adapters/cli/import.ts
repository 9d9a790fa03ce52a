/** `npm run import -- TABELLE.csv|TABELLE.xlsx|ORDNER [--into DIR] [--kind contact] [--update] [--trial]`: what a house has already, as entries. Nothing is overwritten. */
import { statSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { printIssue } from '../../bot/knowledge/issue.ts'
import { UnreadableText } from '../../bot/knowledge/stored-text.ts'
import { causeOf } from '../../bot/knowledge/unreadable.ts'
import { shownPath } from '../files.ts'
import { readArguments, refuse } from './arguments.ts'
import { knowledgeFolders } from './folders.ts'
import { importPages } from './import-pages.ts'
import { type Arrival, importTable, readTable } from './import-table.ts'
import { tableKind } from './kinds.ts'
import { readXlsx, type Workbook } from './xlsx.ts'

const USAGE =
  'npm run import -- TABELLE.csv|TABELLE.xlsx|ORDNER [--into ORDNER] [--kind article|event|funding|contact] [--update] [--trial]'
const { values, positionals } = readArguments(
  {
    allowPositionals: true,
    options: { into: { type: 'string' }, kind: { type: 'string' }, update: { type: 'boolean' }, trial: { type: 'boolean' } },
  },
  USAGE,
)
const [source, ...more] = positionals
if (source === undefined || more.length > 0) refuse(USAGE)
const stat = statSync(source, { throwIfNoEntry: false }) ?? refuse(`${source} gibt es nicht.`)
const kind =
  values.kind === undefined
    ? undefined
    : (tableKind(values.kind) ?? refuse(`--kind ${values.kind} gibt es nicht: article, event, funding oder contact.`))
const folders = foldersUpTo(values.into)
if (!stat.isDirectory() && /^\.(xls|xlsb|ods|numbers)$/i.test(extname(source)))
  refuse(
    `${source} ist eine Tabelle in einem eigenen Format. Speichern Sie sie als .xlsx oder als „CSV UTF-8 (durch Trennzeichen getrennt)“.`,
  )

if (stat.isDirectory() && (kind ?? values.update) !== undefined)
  refuse('--kind und --update gibt es nur bei Tabellen; aus Seiten werden neue Artikel.')
const { taken, issues } = stat.isDirectory()
  ? importPages({ from: source, folders, isTrial: values.trial ?? false })
  : importTable({
      path: shownPath(source),
      text: /\.xlsx$/i.test(source) ? await rowsOfWorkbook(source) : textOfTable(source),
      folders,
      ...(kind && { kind }),
      isUpdate: values.update ?? false,
      isTrial: values.trial ?? false,
    })
for (const issue of issues) console.error(printIssue(issue))
const SAID: Record<Arrival['outcome'], string> = {
  new: 'angelegt',
  changed: 'geändert',
  same: 'unverändert',
  differs: 'gibt es schon, anders',
  there: 'gibt es schon',
  elsewhere: 'gibt es schon in einem Ordner darunter',
}
for (const { outcome, path, differences } of taken) {
  if (outcome === 'same') continue
  console.log(`${path}: ${SAID[outcome]}`)
  for (const { column, before, after } of differences) console.log(`  ${column}: „${brief(before)}“ → „${brief(after)}“`)
}
const count = (outcome: Arrival['outcome']) => taken.filter((one) => one.outcome === outcome).length
const errors = issues.filter(({ severity }) => severity === 'error').length
console.log(
  `${values.trial ? 'Nur zur Probe, nichts ist geschrieben: ' : ''}${count('new')} angelegt, ${count('changed')} geändert, ${count('same')} unverändert, ` +
    `${count('differs') + count('there') + count('elsewhere')} gibt es schon und sind nicht angerührt, ${errors} Fehler.`,
)
if (count('differs') > 0) console.log('Die Unterschiede übernimmt --update.')
process.exitCode = errors > 0 ? 1 : 0

function brief(cell: string): string {
  const line = cell.replaceAll(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

function textOfTable(path: string): string {
  try {
    return readTable(path)
  } catch (error) {
    if (error instanceof UnreadableText) refuse(`${path}:1:1  Fehler: ${error.message} → In Excel: Speichern unter, „CSV UTF-8“.`)
    refuse(`${path} lässt sich nicht lesen (${(error as NodeJS.ErrnoException).code}).`)
  }
}

async function rowsOfWorkbook(path: string): Promise<Workbook['rows']> {
  try {
    const { rows, left } = await readXlsx(path)
    if (left.length > 0) console.error(`${path}: Gelesen wird das erste Blatt mit Inhalt; es bleiben liegen: ${left.join(', ')}.`)
    return rows
  } catch (error) {
    refuse(`${path} lässt sich nicht als Excel-Datei lesen (${causeOf(error)}). Speichern Sie sie neu als .xlsx oder als „CSV UTF-8“.`)
  }
}

/** With the folders that lie below it, where the settings name it among them. */
function foldersUpTo(into: string | undefined): string[] {
  const all = knowledgeFolders()
  if (into === undefined) return all
  const at = all.findIndex((folder) => resolve(folder) === resolve(into))
  return at < 0 ? knowledgeFolders([into]) : all.slice(0, at + 1)
}
