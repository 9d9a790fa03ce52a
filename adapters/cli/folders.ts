/** The knowledge folders a command works on: those it was given, else `KNOWLEDGE_DIR` (also from `.env`, as the server reads it), else ours. */
import { existsSync, statSync } from 'node:fs'
import { delimiter } from 'node:path'
import { loadEnvFile } from '../environment.ts'
import { SHIPPED_KNOWLEDGE } from '../load-knowledge.ts'
import { feedFolders } from '../partners/memory.ts'
import { DEFAULT_DATA_DIR } from '../settings.ts'
import { refuse } from './arguments.ts'

/** Lowest layer first. Exits 2 when one of them is no folder. */
export function knowledgeFolders(given: readonly string[] = []): string[] {
  loadEnvFile()
  const split = (paths: string) => paths.split(delimiter).filter((path) => path.trim() !== '')
  const named = given.length > 0 ? given.flatMap(split) : split(process.env.KNOWLEDGE_DIR ?? '')
  for (const folder of named) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) refuse(`Den Ordner ${folder} gibt es nicht.`)
  }
  return named.length > 0 ? named : [...SHIPPED_KNOWLEDGE]
}

/** As the server here serves them: what came from partners' calendars lies below. With folders named, only these. */
export function servedFolders(given: readonly string[] = []): string[] {
  const folders = knowledgeFolders(given)
  const { live } = feedFolders(process.env.DATA_DIR || DEFAULT_DATA_DIR)
  return given.length === 0 && existsSync(live) ? [live, ...folders] : folders
}
