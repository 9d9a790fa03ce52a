/**
 * An entry's Markdown body → its lead (first paragraph) and its headed passages, each of which can be found and shown on
 * its own. markdown-it reads it; raw HTML is never passed on.
 */
import MarkdownIt from 'markdown-it'
import type { Link, Passage } from './schema.ts'

const markdown = new MarkdownIt({ html: false, linkify: false })
type Token = ReturnType<typeof markdown.parse>[number]

export interface Body {
  lead: string
  passages: Passage[]
  links: Link[]
  /** Lines with raw HTML, which would be shown as text. */
  htmlLines: number[]
}

/** `Ab wann gilt die Pflicht?` → `ab-wann-gilt-die-pflicht`: the anchor of a heading. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

/** `bodyLine`: the file's line on which `body` starts. Two equal headings get numbered anchors. */
export function readBody(id: string, body: string, bodyLine: number): Body {
  const tokens = markdown.parse(body, {})
  const lines = body.split('\n')
  const links: Link[] = []
  const htmlLines: number[] = []
  const passages: Passage[] = []
  const anchors = new Map<string, number>()
  let heading = ''
  let start = 0
  let words: string[] = []

  const close = (end: number) => {
    const text = lines.slice(start, end).join('\n').trim()
    if (text === '' && heading === '') return
    const base = anchor(heading) || 'abschnitt'
    const count = (anchors.get(base) ?? 0) + 1
    anchors.set(base, count)
    const passageId = heading === '' ? id : `${id}#${count === 1 ? base : `${base}-${count}`}`
    passages.push({
      id: passageId,
      heading,
      markdown: text,
      plain: words.join('\n'),
      line: bodyLine + (heading === '' ? start : start - 1),
    })
  }

  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    if (token.type === 'heading_open') {
      close(token.map![0])
      heading = plain(tokens[i + 1]!)
      start = token.map![1]
      words = []
      i += 2
      continue
    }
    if (token.type === 'inline') {
      words.push(plain(token))
      collectLinks(token, bodyLine, links)
      if (/<\/?[a-z][\w-]*[\s>/]/i.test(token.content)) htmlLines.push(bodyLine + (token.map?.[0] ?? 0))
    } else if (token.type === 'fence' || token.type === 'code_block') words.push(token.content)
  }
  close(lines.length)
  return { lead: leadOf(passages[0]), passages, links, htmlLines }
}

/** The first paragraph of the text before the first heading, line breaks folded. */
function leadOf(first: Passage | undefined): string {
  if (!first) return ''
  return (first.markdown.split(/\n\s*\n/)[0] ?? '').replace(/\s*\n\s*/g, ' ').trim()
}

function plain(inline: Token): string {
  let text = ''
  for (const child of inline.children ?? []) {
    if (child.type === 'text' || child.type === 'code_inline') text += child.content
    else if (child.type === 'softbreak' || child.type === 'hardbreak') text += ' '
  }
  return text.trim()
}

function collectLinks(inline: Token, bodyLine: number, links: Link[]): void {
  for (const child of inline.children ?? []) {
    const href = child.type === 'link_open' ? child.attrGet('href') : undefined
    if (typeof href === 'string' && href !== '') links.push({ href, line: bodyLine + (inline.map?.[0] ?? 0) })
  }
}
