/** The process's environment as every program of ours reads it: `.env` in the working folder first, then checked settings or the end. */
import { existsSync } from 'node:fs'
import { readSettings, type Settings } from './settings.ts'

/** Variables that are set already win over `.env`. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env')
}

/** Prints all problems at once and exits 2 if there are any. */
export function settingsOrExit(): Settings {
  loadEnvFile()
  const read = readSettings(process.env)
  if (read.ok) return read.settings
  console.error('Die Einstellungen stimmen nicht:')
  for (const problem of read.problems) console.error(`  ${problem}`)
  process.exit(2)
}
