/**
 * `npm run backup -- FILE`: a copy of the SQLite database, taken while the program runs and checked before it gets its name. `npm run restore --
 * FILE` puts one back; what was there is kept beside it. Exits 1 when nothing was done.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { settingsOrExit } from '../environment.ts'
import { DATABASE_FILE } from '../storage/open.ts'
import { checkFile } from '../storage/sqlite-check.ts'
import { StorageAway } from '../storage/storage.ts'
import { readArguments, refuse } from './arguments.ts'

/** How long a running program may keep us waiting. */
const BUSY_MS = 10_000

const USAGE = 'So geht es: npm run backup -- DATEI, und zurück: npm run restore -- DATEI'
const { values, positionals } = readArguments({ options: { restore: { type: 'boolean', default: false } }, allowPositionals: true }, USAGE)
const [given] = positionals
if (given === undefined || positionals.length > 1) refuse(USAGE)
const settings = settingsOrExit()
if (settings.DATABASE_URL !== undefined) refuse('DATABASE_URL ist gesetzt: PostgreSQL sichern Sie mit pg_dump (docs/backup.md).')
const file = resolve(given)
const database = resolve(join(settings.DATA_DIR, DATABASE_FILE))

const problem = values.restore ? restore() : await save()
if (problem !== undefined) {
  console.error(problem)
  process.exitCode = 1
}

async function save(): Promise<string | undefined> {
  if (!existsSync(database)) return `${database} gibt es nicht. Ist DATA_DIR richtig gesetzt?`
  if (existsSync(file)) return `${file} gibt es schon und wird nicht überschrieben. Nennen Sie einen anderen Namen.`
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const part = `${file}.teil`
  rmSync(part, { force: true })
  try {
    const source = new DatabaseSync(database, { readOnly: true, timeout: BUSY_MS })
    try {
      await backup(source, part)
    } finally {
      source.close()
    }
    // What visitors said is for nobody else on this machine.
    chmodSync(part, 0o600)
    const unfit = unfitness(part)
    if (unfit !== undefined) return `Die Sicherung taugt nicht (${unfit}); die Datenbank selbst ist wohl beschädigt.`
    renameSync(part, file)
  } catch (error) {
    return `Die Sicherung ist gescheitert: ${(error as Error).message}`
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(part + end, { force: true })
  }
  console.log(`Gesichert und geprüft: ${file}`)
  return undefined
}

function restore(): string | undefined {
  if (!existsSync(file)) return `${file} gibt es nicht.`
  const part = `${database}.teil`
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 })
  try {
    copyFileSync(file, part)
    chmodSync(part, 0o600)
    const unfit = unfitness(part)
    if (unfit !== undefined) return `${file} ist keine Sicherung des Wegweisers (${unfit}). Es wurde nichts geändert.`
    if (isInUse()) return 'Der Wegweiser läuft noch mit dieser Datenbank. Halten Sie ihn an und versuchen Sie es noch einmal.'
    const aside = `${database}.vor-${new Date().toISOString().replaceAll(':', '-')}`
    for (const end of ['', '-wal', '-shm']) if (existsSync(database + end)) renameSync(database + end, aside + end)
    renameSync(part, database)
    console.log(`Zurückgespielt: ${file}`)
    if (existsSync(aside))
      console.log(`Die bisherige Datenbank liegt daneben: ${aside} (enthält Gespräche; löschen Sie sie, wenn Sie sie nicht mehr brauchen)`)
    console.log('Starten Sie den Wegweiser wieder: npm start')
    return undefined
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(part + end, { force: true })
  }
}

/** Only who has it alone may take it out of WAL mode. A damaged one cannot be asked. */
function isInUse(): boolean {
  if (!existsSync(database)) return false
  try {
    checkFile(database)
    const db = new DatabaseSync(database, { timeout: 0 })
    try {
      return Object.values(db.prepare('pragma journal_mode = delete').get() ?? {})[0] !== 'delete'
    } finally {
      db.close()
    }
  } catch (error) {
    if (error instanceof StorageAway) return error.trouble === 'busy'
    return (error as { errcode?: number }).errcode === 5
  }
}

/** Why a file is no database of ours; undefined when it is one. */
function unfitness(path: string): string | undefined {
  try {
    checkFile(path, Number.POSITIVE_INFINITY)
    const db = new DatabaseSync(path, { readOnly: true })
    try {
      db.prepare('select name from migration limit 1').get()
    } finally {
      db.close()
    }
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
