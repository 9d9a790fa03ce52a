/** The figures that were published last, in `DATA_DIR/figures.json`: written by a command, read by the page. */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PublishedFigures, publishedFigures } from '../bot/impact/service-figures.ts'

const FILE = 'figures.json'

/** Whole or not at all. Throws when the disk does. */
export function keepFigures(dataDir: string, figures: PublishedFigures): void {
  mkdirSync(dataDir, { recursive: true })
  const place = join(dataDir, FILE)
  writeFileSync(`${place}.${process.pid}`, `${JSON.stringify(figures, null, 1)}\n`)
  renameSync(`${place}.${process.pid}`, place)
}

/** What was published last, read anew when the file is another one; undefined before anything was, and where it cannot be read. */
export function figuresIn(dataDir: string): () => PublishedFigures | undefined {
  const place = join(dataDir, FILE)
  let read: { stamp: string; figures: PublishedFigures | undefined } | undefined
  return () => {
    if (!existsSync(place)) return undefined
    const { mtimeMs, size, ino } = statSync(place)
    const stamp = `${mtimeMs} ${size} ${ino}`
    if (read?.stamp !== stamp) read = { stamp, figures: readFigures(place) }
    return read.figures
  }
}

function readFigures(place: string): PublishedFigures | undefined {
  try {
    return publishedFigures.safeParse(JSON.parse(readFileSync(place, 'utf8'))).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
