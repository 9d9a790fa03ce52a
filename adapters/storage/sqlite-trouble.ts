/** SQLite's result codes, as far as they mean "not now" and not "a mistake of ours". */
import { StorageAway, type StorageTrouble } from './storage.ts'

/** By primary result code: BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB. */
const TROUBLES = new Map<number, StorageTrouble>([
  [5, 'busy'],
  [6, 'busy'],
  [8, 'readonly'],
  [10, 'disk'],
  [11, 'damaged'],
  [13, 'full'],
  [14, 'unreachable'],
  [26, 'damaged'],
])
/** IOERR_SHORT_READ: the file ends before its contents do. */
const SHORT_READ = 522

/** The error as `StorageAway` when it is one of those, else as it is. */
export function asStorageAway(error: unknown): unknown {
  const code = (error as { errcode?: number }).errcode
  const trouble = code === SHORT_READ ? 'damaged' : TROUBLES.get((code ?? 0) & 0xff)
  return trouble === undefined ? error : new StorageAway('SQLite cannot be used just now', { cause: error, trouble })
}
