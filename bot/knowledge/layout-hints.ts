/** A head whose lines stand in the wrong place: which line it is, and where it was surely meant to begin. */
import { FIELD_NAMES } from './field-names.ts'

export interface HeadHint {
  /** Where to look, which may be before the place at which reading failed. */
  offset: number
  code: string
  message: string
  hint: string
}

type Hint = Omit<HeadHint, 'code'>

interface Line {
  /** In the file, counted from 1. */
  number: number
  text: string
  /** Blanks before it. */
  indent: number
  offset: number
}

/** What is wrong with the layout around an offset of the head; undefined where it is something else. */
export function layoutHint(block: string, problem: string, at: number): Hint | undefined {
  const lines = linesOf(block)
  const first = lines[0]
  if (first && first.indent > 0 && fieldIn(first) && lines.some(({ indent }) => indent === 0)) return begins(first, 0)
  const index = lines.findLastIndex(({ offset }) => offset <= at)
  const line = lines[index]
  if (!line) return undefined
  const before = lines[index - 1]
  const next = lines[index + 1]
  const open =
    problem === 'BAD_INDENT' || problem === 'MISSING_CHAR'
      ? (openBracket(lines.slice(0, index + 1)) ?? openBracket(lines.slice(0, index)))
      : undefined
  if (open) return open
  if (problem === 'BLOCK_AS_IMPLICIT_KEY' && next && next.indent > line.indent && hasValue(line))
    return before && before.indent === next.indent ? begins(line, next.indent) : begins(next, line.indent)
  const word = fieldIn(line)
  if (problem === 'BAD_INDENT' && word && line.indent > 0 && isTopField(word)) return begins(line, 0)
  if (problem === 'BAD_INDENT' && before && before.indent !== line.indent) return begins(line, before.indent)
  return word || /^[-"'[{]/.test(line.text) ? undefined : noField(line)
}

/** Where the head should have been closed: the line that looks like the border, or the first one that is no field. */
export function unclosedHead(text: string): { line: number; message: string; hint: string } {
  const lines = text.split('\n')
  const border = lines.findIndex((line, i) => i > 0 && /^(\s+---|-{2}|-{4,}|[–—]+|\*{3,}|_{3,}|={3,}|\.{3})\s*$/.test(line))
  if (border > 0)
    return {
      line: border + 1,
      message: `Diese Zeile soll den Kopf wohl schließen: „${lines[border]!.trim()}“.`,
      hint: 'Schreiben Sie genau drei Striche ganz links: ---',
    }
  const end = lines.findIndex((line, i) => i > 0 && line.trim() !== '' && !/^(\s|-\s|[a-zA-Z]+:(\s|$)|[\]}])/.test(line))
  const message = 'Der Kopf der Datei wird nicht geschlossen.'
  if (end < 0) return { line: 1, message, hint: 'Setzen Sie nach dem letzten Feld eine eigene Zeile ---.' }
  return { line: end + 1, message, hint: 'Setzen Sie vor diese Zeile eine eigene Zeile ---.' }
}

function linesOf(block: string): Line[] {
  let offset = 0
  return block.split('\n').flatMap((text, i): Line[] => {
    const start = offset
    offset += text.length + 1
    const indent = text.search(/[^ ]/)
    return text.trim() === '' || text.trimStart().startsWith('#') ? [] : [{ number: i + 1, text: text.trim(), indent, offset: start }]
  })
}

const fieldIn = ({ text }: Line): string | undefined => /^(?:- )?([a-zA-Z]+):(?:\s|$)/.exec(text)?.[1]
const hasValue = ({ text }: Line): boolean => /^- \S|^[a-zA-Z]+: +[^\s|>&]/.test(text)
const isTopField = (word: string): boolean => FIELD_NAMES.top.has(word) && !FIELD_NAMES.below.has(word)

function begins(line: Line, indent: number): Hint {
  return {
    offset: line.offset + line.indent,
    message:
      line.indent > indent
        ? 'Die Zeile ist weiter eingerückt als die, zu denen sie gehört.'
        : 'Die Zeile ist nicht so weit eingerückt wie die, zu denen sie gehört.',
    hint: indent === 0 ? `Beginnen Sie sie ganz links: ${line.text}` : `Beginnen Sie sie mit ${indent} Leerzeichen: ${line.text}`,
  }
}

function openBracket(lines: readonly Line[]): Hint | undefined {
  const line = lines.at(-1)
  const count = (sign: string) => line!.text.split(sign).length - 1
  for (const [open, close] of [
    ['[', ']'],
    ['{', '}'],
  ] as const) {
    if (!line || count(open) <= count(close)) continue
    return {
      offset: line.offset + line.indent + line.text.indexOf(open),
      message: `Die Klammer ${open} wird nicht geschlossen.`,
      hint: `Schreiben Sie ${line.text}${close}`,
    }
  }
  return undefined
}

/** A line without a colon: one of our fields, or words of a sentence that goes on. */
function noField(line: Line): Hint {
  const [, word = '', rest = ''] = /^([a-zA-Z]+)\s*[;.]?(?:\s+(.*))?$/.exec(line.text) ?? []
  const field = [...FIELD_NAMES.top, ...FIELD_NAMES.below].find((name) => name.toLowerCase() === word.toLowerCase())
  return {
    offset: line.offset + line.indent,
    ...(field
      ? { message: `Nach „${word}“ fehlt ein Doppelpunkt.`, hint: `Schreiben Sie ${`${field}: ${rest}`.trim()}` }
      : {
          message: 'Diese Zeile ist kein Feld.',
          hint: 'Gehört sie zur Zeile davor, hängen Sie sie dort an; gehört sie in den Text, setzen Sie sie unter den Kopf.',
        }),
  }
}
