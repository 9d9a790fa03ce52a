/** Values of a head that can be read and lose words on the way: what stands behind #, lines that are hung on, quotation marks of a word processor. */
import { type Document, visit } from 'yaml'
import type { Issue } from './issue.ts'

type Fail = (offset: number, code: string, message: string, hint: string, severity?: Issue['severity']) => void

/** Tells each; needs the text of the head, since a document has only what was read. */
export function checkTexts(yaml: Document, block: string, fail: Fail): void {
  visit(yaml, {
    Scalar(key, { value, type, range }) {
      if (typeof value !== 'string' || key === 'key' || type !== 'PLAIN' || !range) return
      const [start, end] = range
      const joined = /\n([ ]*)([-–•*] .*)/.exec(block.slice(start, end))
      if (joined) return joinedLine(block, start + joined.index + 1, joined[2]!, fail)
      const lost = /^[ \t]+(#[^\s#].*)/.exec(block.slice(end))?.[1]
      if (lost)
        fail(
          end + block.slice(end).indexOf('#'),
          'lost-behind-hash',
          `„${lost.trim()}“ liest der Bot nicht: Mit # beginnt eine Bemerkung.`,
          `Setzen Sie den ganzen Text in Anführungszeichen: ${lineStart(block, start)}${JSON.stringify(`${value} ${lost.trim()}`)}`,
        )
      const [, inside] = /^[„“”«»‚‘](.+)[“”«»‘’]$/.exec(value) ?? []
      if (inside && !/[„“”«»]/.test(inside))
        fail(
          start,
          'typographic-quotes',
          `Besucher sähen die Anführungszeichen um ${value}.`,
          `Schreiben Sie ${lineStart(block, start)}${inside}`,
          'warning',
        )
    },
  })
}

function joinedLine(block: string, offset: number, line: string, fail: Fail): void {
  const lineBefore = block
    .slice(0, offset - 1)
    .split('\n')
    .at(-1)!
  const indent = lineBefore.search(/\S/)
  fail(
    offset + block.slice(offset).search(/\S/),
    'joined-line',
    'Die Zeile ist weiter eingerückt als die davor und würde an sie angehängt.',
    `Beginnen Sie sie mit ${indent} Leerzeichen: ${line}`,
  )
}

/** What stands before a value on its line: `title: `, `- `. */
function lineStart(block: string, offset: number): string {
  const before = block.slice(block.lastIndexOf('\n', offset - 1) + 1, offset).trimStart()
  return /^(- )?([a-zA-Z]+: *)?$/.test(before) ? before : ''
}
