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
  /** Places of raw HTML, which would be shown as text. */
  html: Omit<Link, 'href'>[]
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

/** `bodyLine`: the line of the file at `path` on which `body` starts. Two equal headings get numbered anchors. */
export function readBody(id: string, body: string, bodyLine: number, path: string): Body {
  const tokens = markdown.parse(body, {})
  const lines = body.split('\n')
  const links: Link[] = []
  const html: Body['html'] = []
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
      links.push(...linksIn(token).map((href) => ({ href, file: path, line: bodyLine + (token.map?.[0] ?? 0) })))
      if (/<\/?[a-z][\w-]*[\s>/]/i.test(token.content)) html.push({ file: path, line: bodyLine + (token.map?.[0] ?? 0) })
    } else if (token.type === 'fence' || token.type === 'code_block') words.push(token.content)
  }
  close(lines.length)
  return { lead: leadOf(passages[0]), passages, links, html }
}

/**
 * A text over another: one that begins with a heading replaces the sections of the same heading and adds its others at the end; any
 * other text replaces the whole.
 */
export function layBodyOver(below: Body, over: Body): Body {
  if (below.passages.length === 0 || over.passages[0]?.heading === '') return over
  const replaced = (line: number) => {
    const passage = below.passages.findLast((candidate) => candidate.line <= line)
    return over.passages.some(({ id }) => id === passage?.id)
  }
  return {
    lead: below.lead,
    passages: [
      ...below.passages.map((passage) => over.passages.find(({ id }) => id === passage.id) ?? passage),
      ...over.passages.filter(({ id }) => !below.passages.some((passage) => passage.id === id)),
    ],
    links: [...below.links.filter(({ line }) => !replaced(line)), ...over.links],
    html: [...below.html.filter(({ line }) => !replaced(line)), ...over.html],
  }
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

function linksIn(inline: Token): string[] {
  const children = inline.children ?? []
  // A footnote's mark is none of our links, whatever Markdown makes of it; it is told as a footnote.
  const isNote = (i: number) => children[i + 1]?.content.startsWith('^') === true
  const hrefs = children.map((child, i) => (child.type === 'link_open' && !isNote(i) ? child.attrGet('href') : ''))
  return hrefs.filter((href) => typeof href === 'string').filter((href) => href !== '')
}
