/**
 * One file's text → its front matter values with exact places, and its body. gray-matter finds the borders, `yaml` reads
 * the values (days and times stay text, positions are exact). Never throws: what is wrong comes back as issues.
 */
import matter from 'gray-matter'
import { type Document, isAlias, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { readerHint, withoutHead } from './head-hints.ts'
import { checkTexts } from './head-texts.ts'
import type { Issue } from './issue.ts'
import { unclosedHead } from './layout-hints.ts'
import type { Locate } from './schema.ts'

export interface SourceFile {
  /** Path below the knowledge folder, with forward slashes: `articles/e-rechnung.md`. */
  path: string
  text: string
}

export interface FrontMatter {
  data: Record<string, unknown>
  body: string
  /** The file's line on which `body` begins, counted from 1. */
  bodyLine: number
  locate: Locate
  issues: Issue[]
}

/**
 * Reads the block between the two `---` lines. Only YAML is read: gray-matter would run `---js`, so every other language
 * is refused. gray-matter gets options on every call, because without them it answers a broken file with a cached empty one.
 */
export function readFrontMatter(file: SourceFile): FrontMatter {
  const lines = new LineCounter()
  const issues: Issue[] = []
  const found: { yaml?: Document } = {}
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file: file.path, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const fail = (offset: number, code: string, message: string, hint: string, severity: Issue['severity'] = 'error') =>
    issues.push({ ...at(offset), severity, code, message, hint })
  const empty = (): FrontMatter => ({ data: {}, body: '', bodyLine: 1, locate: () => ({ file: file.path, line: 1, column: 1 }), issues })
  const refuse = (language: string): object => {
    issues.push({
      file: file.path,
      line: 1,
      column: 4,
      severity: 'error',
      code: 'executable-front-matter',
      message: /^-+$/.test(language)
        ? 'Die erste Zeile hat zu viele Striche.'
        : `Der Kopf ist als „${language}“ gekennzeichnet; gelesen wird nur einfacher Text (YAML), nie Programmcode.`,
      hint: 'Die erste Zeile muss genau --- heißen.',
    })
    return {}
  }

  const text = file.text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  if (!text.startsWith('---')) {
    fail(0, 'no-front-matter', ...withoutHead(text))
    return empty()
  }
  const language = matter.language(text).name
  if (language !== '' && language !== 'yaml') {
    refuse(language)
    return empty()
  }
  if (!/\n---[ \t]*(\n|$)/.test(text.slice(3))) {
    const { line, message, hint } = unclosedHead(text)
    issues.push({ file: file.path, line, column: 1, severity: 'error', code: 'unclosed-front-matter', message, hint })
    return empty()
  }

  const parsed = matter(text, {
    language: 'yaml',
    engines: {
      yaml: (block: string) => {
        const yaml = parseDocument(block, { lineCounter: lines, prettyErrors: false })
        found.yaml = yaml
        // What follows the first mistake may be nothing but its consequence; a field that is there twice has none.
        const first = yaml.errors.findIndex(({ code }) => code !== 'DUPLICATE_KEY')
        for (const error of yaml.errors.slice(0, first < 0 ? undefined : first + 1)) {
          const { offset, code, message, hint } = readerHint(block, error.code, error.pos[0])
          fail(offset, code, message, hint)
        }
        if (yaml.errors.length > 0) return {}
        checkMarks(yaml, block, fail)
        if (issues.length > 0) return {}
        checkNumbers(yaml, fail)
        checkTexts(yaml, block, fail)
        return toRecord(yaml, fail)
      },
      javascript: () => refuse('javascript'),
      json: () => refuse('json'),
    },
  })
  const head = text.length - parsed.content.length
  return {
    data: parsed.data,
    body: parsed.content,
    bodyLine: text.slice(0, head).split('\n').length,
    locate: (path, part) => at((part === 'key' && found.yaml && keyOffset(found.yaml, path)) || offsetOf(found.yaml, path)),
    issues,
  }
}

/** `!word` and `&word` at the start of a value would be taken off it without a word; `*word` stands for what nobody has named. */
function checkMarks(yaml: Document, block: string, fail: (offset: number, code: string, message: string, hint: string) => void): void {
  const tell = (offset: number) => {
    const { offset: at, code, message, hint } = readerHint(block, 'BAD_ALIAS', offset)
    fail(at, code, message, hint)
  }
  const merge = /^[ \t]*<<\s*:/m.exec(block)
  if (merge) {
    tell(merge.index)
    return
  }
  visit(yaml, {
    Node(_, node) {
      if (isAlias(node)) return tell(node.range?.[0] ?? 0)
      // Anchors and tags stand before what the parser calls the node.
      const mark = 'anchor' in node && node.anchor ? `&${node.anchor}` : node.tag ? '!' : undefined
      let offset = mark === undefined ? -1 : block.lastIndexOf(mark, node.range?.[0] ?? 0)
      if (offset < 0) return
      while (block[offset - 1] === '!') offset--
      tell(offset)
    },
  })
}

/** Plain values of a document; a document that is no list of fields is an issue. */
function toRecord(yaml: Document, fail: (offset: number, code: string, message: string, hint: string) => void): Record<string, unknown> {
  const value: unknown = yaml.toJS()
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  if (value === null) return {}
  fail(1, 'not-fields', 'Der Kopf besteht nicht aus Feldern.', 'Schreiben Sie je Zeile „name: Wert“, zum Beispiel title: E-Rechnung.')
  return {}
}

/** Numbers that YAML would read as something else than the editor meant: `70.000` is 70, and `06110` is 6110. */
function checkNumbers(yaml: Document, fail: (offset: number, code: string, message: string, hint: string) => void): void {
  visit(yaml, {
    Scalar(key, { value, source = '', range }) {
      if (typeof value !== 'number' || key === 'key') return
      const offset = range?.[0] ?? 0
      if (/^\d{1,3}(\.\d{3})+$/.test(source))
        fail(
          offset,
          'number-with-dot',
          `Die Zahl ${source} würde als ${value} gelesen.`,
          `Schreiben Sie sie ohne Punkt: ${source.replaceAll('.', '')}.`,
        )
      else if (/^-?\d+\.0+$/.test(source))
        fail(
          offset,
          'number-with-dot',
          `Die Zahl ${source} würde als ${value} gelesen.`,
          `Schreiben Sie nur Ziffern, ohne Punkt: ${value}.`,
        )
      else if (/[a-z]/i.test(source))
        fail(
          offset,
          'number-as-code',
          `${source} würde als ${value} gelesen.`,
          Number.isFinite(value)
            ? `Schreiben Sie nur Ziffern: ${value}.`
            : 'Schreiben Sie eine Zahl in Ziffern, oder löschen Sie das Feld.',
        )
      if (/^0\d+$/.test(source))
        fail(
          offset,
          'leading-zero',
          `${source} würde als ${value} gelesen, die führende Null ginge verloren.`,
          `Setzen Sie den Wert in Anführungszeichen: "${source}".`,
        )
    },
  })
}

/** Offset of the value under `path`; of the key itself where the path ends in an unknown-key marker; else of the nearest parent. */
function offsetOf(yaml: Document | undefined, path: readonly PropertyKey[]): number {
  if (!yaml) return 0
  for (let length = path.length; length > 0; length--) {
    const keys = path.slice(0, length)
    const node: unknown = yaml.getIn(keys, true)
    const key = keyOffset(yaml, keys)
    if (isScalar(node) && node.range) return node.value === null && key !== undefined ? key : node.range[0]
    if (key !== undefined) return key
    if (isNode(node) && node.range) return node.range[0]
  }
  return 1
}

function keyOffset(yaml: Document, path: readonly PropertyKey[]): number | undefined {
  const parent: unknown = path.length === 1 ? yaml.contents : yaml.getIn(path.slice(0, -1), true)
  if (typeof parent !== 'object' || parent === null || !('items' in parent)) return undefined
  for (const pair of (parent as { items: unknown[] }).items) {
    const key = (pair as { key?: unknown }).key
    if (isScalar(key) && String(key.value) === path.at(-1)) return key.range?.[0]
  }
  return undefined
}
