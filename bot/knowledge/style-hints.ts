/** Hints on language and neutrality for the German texts of entries, as issues that hold nothing back. */
import MarkdownIt from 'markdown-it'
import type { Issue } from './issue.ts'
import type { Knowledge } from './knowledge.ts'
import { entryIdOf, type KnowledgeFile } from './knowledge-file.ts'
import { styleFindings } from './style-rules.ts'

const markdown = new MarkdownIt({ html: false, linkify: false })

/** In the order of the files and lines; files must be readable. What the house switched off is not looked for. */
export function styleHints({ vocabulary }: Pick<Knowledge, 'vocabulary'>, files: readonly KnowledgeFile[]): Issue[] {
  return files.filter((file) => entryIdOf(file) !== undefined).flatMap((file) => hintsIn(file, vocabulary))
}

function hintsIn(file: KnowledgeFile, vocabulary: Knowledge['vocabulary']): Issue[] {
  const source = file.read()
  const [head = '', front = ''] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(source) ?? []
  if (/^lang:\s*["']?en\b/m.test(front)) return []
  const bodyLine = head.split('\n').length
  const pieces = piecesOf(source.slice(head.length))
  const whole = pieces.map(({ text }) => text).join('\n')
  const lines = source.split(/\r?\n/)
  const title = /^title:\s*(.+)$/m.exec(front)?.[1] ?? ''
  // An entry may be about a product.
  const style = { ...vocabulary.style, vendors: vocabulary.style.vendors.filter((vendor) => !title.includes(vendor)) }
  return pieces.flatMap(({ text, line, lastLine }) =>
    styleFindings({ text, whole }, style, vocabulary).map(({ rule, found, message, hint }): Issue => {
      const at = placeOf(found, lines, bodyLine + line - 1, bodyLine + lastLine - 1)
      return { file: file.path, ...at, severity: 'warning', code: `style-${rule}`, message, hint }
    }),
  )
}

interface Piece {
  text: string
  /** Lines of the body from 0, the last one excluded. */
  line: number
  lastLine: number
}

/** The words that are read, without code, quotations and addresses. */
function piecesOf(body: string): Piece[] {
  const pieces: Piece[] = []
  let quoted = 0
  for (const token of markdown.parse(body, {})) {
    if (token.type === 'blockquote_open') quoted++
    if (token.type === 'blockquote_close') quoted--
    if (token.type !== 'inline' || quoted > 0) continue
    const words = (token.children ?? []).map(({ type, content }) => (type === 'text' ? content : type === 'softbreak' ? ' ' : ''))
    // What somebody else said is theirs.
    const text = words.join('').replace(/„[^“]*“/g, '„…“')
    const [line, lastLine] = token.map ?? [0, 1]
    if (text.trim() !== '') pieces.push({ text, line, lastLine })
  }
  return pieces
}

/** Where the words begin; the piece's first line where Markdown stands between them. */
function placeOf(found: string, lines: readonly string[], from: number, to: number): { line: number; column: number } {
  for (let at = from; at < to; at++) {
    const column = lines[at]?.indexOf(found) ?? -1
    if (column >= 0) return { line: at + 1, column: column + 1 }
  }
  return { line: from + 1, column: 1 }
}
