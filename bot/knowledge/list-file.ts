/** Small readers for the Markdown files that are not entries: headings, list items and table rows, each with its line. */
import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt({ html: false })

export interface Section {
  readonly level: number
  readonly heading: string
  readonly line: number
  /** Texts of the list items directly under this heading. */
  items: { text: string; line: number }[]
  /** Names of the table's columns, in order. */
  columns: string[]
  /** Table rows without the head, cell texts trimmed; `written`: how many cells stand there, before the head's number is filled up. */
  rows: { cells: string[]; line: number; written: number }[]
  /** Everything between this heading and the next, as written. */
  text: string
}

/** What the last texts were read as: an edit changes one of some two hundred lists, and each is read more than once. */
const lastRead = new Map<string, readonly Section[]>()
const MAX_READ = 1_000

/** Sections in file order, to be read only. Text before the first heading is left out. */
export function readSections(text: string): readonly Section[] {
  const sections = lastRead.get(text) ?? sectionsIn(text)
  // The longest unasked goes first.
  lastRead.delete(text)
  lastRead.set(text, sections)
  for (const oldest of lastRead.keys()) {
    if (lastRead.size <= MAX_READ) break
    lastRead.delete(oldest)
  }
  return sections
}

function sectionsIn(text: string): Section[] {
  const tokens = markdown.parse(text.replaceAll('\r\n', '\n'), {})
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const sections: Section[] = []
  const starts: { section: Section; from: number }[] = []
  let cells: string[] = []
  let rowLine = 0
  let head = false
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    const section = sections.at(-1)
    if (token.type === 'heading_open') {
      const next: Section = {
        level: Number(token.tag.slice(1)),
        heading: tokens[i + 1]!.content.trim(),
        line: token.map![0] + 1,
        items: [],
        columns: [],
        rows: [],
        text: '',
      }
      sections.push(next)
      starts.push({ section: next, from: token.map![1] })
      const before = starts.at(-2)
      if (before) before.section.text = lines.slice(before.from, token.map![0]).join('\n').trim()
    } else if (token.type === 'list_item_open') {
      let at = i
      while (tokens[at]!.type !== 'inline' && tokens[at]!.type !== 'list_item_close') at++
      // A dash alone has no words; those behind it are another's.
      section?.items.push({ text: tokens[at]!.content.replace(/\s*\n\s*/g, ' ').trim(), line: token.map![0] + 1 })
    } else if (token.type === 'thead_open' || token.type === 'thead_close') head = token.type === 'thead_open'
    else if (token.type === 'tr_open') {
      cells = []
      rowLine = (token.map?.[0] ?? 0) + 1
    } else if (token.type === 'th_open') section?.columns.push(tokens[i + 1]!.type === 'inline' ? tokens[i + 1]!.content.trim() : '')
    else if (token.type === 'td_open') cells.push(tokens[i + 1]!.type === 'inline' ? tokens[i + 1]!.content.trim() : '')
    else if (token.type === 'tr_close' && !head && cells.length > 0)
      section?.rows.push({ cells, line: rowLine, written: cellsIn(lines[rowLine - 1] ?? '') })
  }
  const last = starts.at(-1)
  if (last) last.section.text = lines.slice(last.from).join('\n').trim()
  return sections
}

/** Cells of a row as it is written; a bar behind a backslash is part of a cell. */
function cellsIn(line: string): number {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/).length
}

/** `a, b , c` → `['a', 'b', 'c']`. */
export function commaList(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
