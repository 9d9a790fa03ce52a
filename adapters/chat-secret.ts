/** The secret that signs chat tokens: given by a setting, or made once and kept beside the database, so that a restart ends no talk. */
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'webchat.secret'
const BYTES = 32

export function chatSecret(given: string | undefined, dataDir: string): Uint8Array {
  if (given !== undefined) return new TextEncoder().encode(given)
  const path = join(dataDir, FILE)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    // `wx` fails if the file is there, so of two processes that start together exactly one makes it.
    const made = randomBytes(BYTES).toString('base64url')
    writeFileSync(path, made, { flag: 'wx', mode: 0o600 })
    return new TextEncoder().encode(made)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    chmodSync(path, 0o600)
    return new TextEncoder().encode(readFileSync(path, 'utf8').trim())
  }
}
