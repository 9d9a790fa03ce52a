/** What of the answers the visitor has read in this talk: nobody is helped by the same words again. */
import { digestOf } from './knowledge/digest.ts'
import type { Passage } from './knowledge/schema.ts'
import type { Reply } from './reply.ts'

/** Digests of paragraphs, the latest last. */
export type ReadSoFar = readonly string[]

/** Some four answers; what was read before them may be said again. */
const MAX_READ = 12
/** Shorter ones are days, links and courtesies, which every answer has. */
const MIN_LETTERS = 50

/** With what the reply says. */
export function withRead(read: ReadSoFar, { texts }: Reply): string[] {
  const added = texts.flatMap(paragraphsOf)
  return [...read.filter((one) => !added.includes(one)), ...added].slice(-MAX_READ)
}

/** Whether the reply has nothing that was not read. */
export function isAllRead(read: ReadSoFar, { texts }: Reply): boolean {
  const said = texts.flatMap(paragraphsOf)
  return said.length > 0 && said.every((one) => read.includes(one))
}

/** Whether most of a part was read, by itself or in an answer that quotes it. */
export function isPartRead(read: ReadSoFar, { markdown }: Pick<Passage, 'markdown'>): boolean {
  const own = paragraphsOf(markdown)
  return own.filter((one) => read.includes(one)).length > own.length / 2
}

function paragraphsOf(markdown: string): string[] {
  return markdown
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph.length >= MIN_LETTERS && !IS_LINK.test(paragraph))
    .map(digestOf)
}
const IS_LINK = /^\[[^\]]*\]\([^)]*\)$/
