/**
 * Looks whether a database file is whole, before anybody relies on it. SQLite itself notices damage only when it comes across it, and a
 * write-ahead log with a broken head it takes for an empty one: what was accepted last would be gone without a word.
 */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { asStorageAway } from './sqlite-trouble.ts'
import { StorageAway } from './storage.ts'

/** The whole check reads every page: about a second for this much on a slow disk. A larger file is only looked at on the outside. */
export const MAX_CHECKED_BYTES = 256 * 1024 * 1024
const HEADER = 'SQLite format 3\0'
/** Written in front of a write-ahead log, by machines of either byte order. */
const WAL_MAGIC = new Set([0x377f0682, 0x377f0683])
const WAL_HEADER_BYTES = 32

/** Throws `StorageAway` of trouble `damaged` with what is wrong. A file that does not exist yet is whole. */
export function checkFile(path: string, maxCheckedBytes = MAX_CHECKED_BYTES): void {
  const log = `${path}-wal`
  if (existsSync(log) && statSync(log).size >= WAL_HEADER_BYTES && !WAL_MAGIC.has(head(log, 4).readUInt32BE()))
    throw damaged('the head of the write-ahead log (-wal) is not readable')
  if (!existsSync(path)) return
  const { size } = statSync(path)
  if (size === 0) return
  if (head(path, HEADER.length).toString('latin1') !== HEADER) throw damaged('the file does not begin as a database does')
  if (size <= maxCheckedBytes) checkPages(path)
}

function checkPages(path: string): void {
  const db = new DatabaseSync(path, { timeout: 1000 })
  try {
    const found = db
      .prepare('pragma quick_check(3)')
      .all()
      .map((row) => String(Object.values(row)[0]))
    if (found[0] !== 'ok') throw damaged(found.join('; '))
  } catch (error) {
    throw asStorageAway(error)
  } finally {
    db.close()
  }
}

function head(path: string, bytes: number): Buffer {
  const file = openSync(path, 'r')
  try {
    const read = Buffer.alloc(bytes)
    readSync(file, read, 0, bytes, 0)
    return read
  } finally {
    closeSync(file)
  }
}

function damaged(what: string): StorageAway {
  return new StorageAway(`the database is damaged: ${what}`, { trouble: 'damaged' })
}
