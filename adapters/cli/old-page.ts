/**
 * A page of an old site → title and plain Markdown. Read are HTML and the Markdown of the usual generators (Hugo, Jekyll, Astro, Docusaurus,
 * docsify). What a chat cannot show is left out and told with its line, so that somebody can look whether it is missed.
 */
import TurndownService from 'turndown'
import { isDay } from '../../bot/knowledge/day.ts'
import { readFrontMatter } from '../../bot/knowledge/front-matter.ts'
import type { Issue } from '../../bot/knowledge/issue.ts'
import { ownValue } from '../../bot/knowledge/own-value.ts'

export interface OldPage {
  title: string
  /** Without its title; headings from `##` on. */
  markdown: string
  /** The day of the text, where the page says one. */
  day?: string
}

/** Where a link of the page leads here; undefined for pages that do not come along. */
export type LinkTo = (href: string) => string | undefined

export interface OldSource {
  path: string
  text: string
  linkTo: LinkTo
}

/** Undefined, with an issue, for a page without text or with a head that cannot be read. */
export function readOldPage(source: OldSource, issues: Issue[]): OldPage | undefined {
  const page = isHtml(source) ? fromHtml(source) : fromMarkdown(source, issues)
  if (!page) return undefined
  const lines = plainLines(page, source, issues)
  const own = titleIn(lines)
  const title = page.title || own || source.path.replace(/^.*\//, '').replace(/\.[^.]*$/, '')
  if (own !== undefined && own === title)
    lines.splice(
      lines.findIndex((line) => HEADING.test(line)),
      1,
    )
  const text = shifted(lines)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  const hasOwnLead = !HEADING.test(text.split('\n', 1)[0]!)
  if (page.summary && hasOwnLead)
    issues.push(
      at(
        source,
        1,
        'warning',
        'left',
        `Kurzfassung im Kopf nicht übernommen, der Text beginnt selbst mit einer: ${shortened(page.summary)}`,
      ),
    )
  const markdown = page.summary && !hasOwnLead ? `${page.summary}\n\n${text}` : text
  if (markdown.replaceAll(/^#+ .*$/gm, '').trim() === '') {
    if (/<script\b/i.test(source.text) && isHtml(source)) {
      issues.push(at(source, 1, 'warning', 'left', 'Seite nicht übernommen: Sie hat keinen Text, den zeigt erst ein Programm im Browser.'))
      return undefined
    }
    issues.push(at(source, 1, 'error', 'no-text', 'Auf dieser Seite steht kein Text.', 'Ist sie nur ein Verzeichnis, lassen Sie sie weg.'))
    return undefined
  }
  return { title, markdown, ...(page.day && { day: page.day }) }
}

const isHtml = ({ path }: OldSource): boolean => /\.html?$/i.test(path)

interface Raw {
  title: string
  /** What the page's head says that it is about. */
  summary?: string
  body: string
  /** The line of the file on which `body` begins. */
  line: number
  day?: string
}

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/

function fromMarkdown(source: OldSource, issues: Issue[]): Raw | undefined {
  const head = headOf(source, issues)
  if (!head) return undefined
  const { data, body, line } = head
  const summary = SUMMARIES.map((key) => ownValue(data, key)).find((value) => typeof value === 'string')
  const taken = ['title', ...DAYS, ...(summary === undefined ? [] : SUMMARIES)]
  const left = Object.keys(data).filter((key) => !taken.includes(key))
  if (left.length > 0) issues.push(at(source, 1, 'warning', 'left', `Aus dem Kopf nicht übernommen: ${left.join(', ')}.`))
  const day = DAYS.map((key) => String(ownValue(data, key) ?? '').slice(0, 10)).find(isDay)
  return {
    title: typeof data.title === 'string' ? data.title.trim() : '',
    ...(typeof summary === 'string' && { summary: summary.trim() }),
    body: withPlainTargets(body),
    line,
    ...(day && { day }),
  }
}
/** Fields of heads that say when the text is from, the best first, and what it is about. */
const DAYS = ['lastmod', 'updated', 'last_modified_at', 'date']
const SUMMARIES = ['description', 'summary', 'excerpt']

/** Links whose target a generator looks up: `[a]({{< relref "b.md" >}})`, `[a]({% link b.md %})`. */
function withPlainTargets(body: string): string {
  return body.replaceAll(
    /\]\(\s*(?:\{\{[<%]\s*(?:rel)?ref\s+"?([^"\s]+)"?\s*[>%]\}\}|\{%\s*link\s+(\S+)\s*%\})\s*\)/g,
    (_, hugo, jekyll) => `](${hugo ?? jekyll})`,
  )
}

interface Head {
  data: Record<string, unknown>
  body: string
  line: number
}

/** YAML, TOML or JSON; of TOML the plain lines, which hold all that is used. */
function headOf(source: OldSource, issues: Issue[]): Head | undefined {
  const { path, text } = source
  const after = (head: string, data: Record<string, unknown>): Head => ({
    data,
    body: text.slice(head.length),
    line: head.split('\n').length,
  })
  const [toml, inner] = /^\+\+\+\n([\s\S]*?)\n\+\+\+[ \t]*(?:\n|$)/.exec(text) ?? []
  if (toml !== undefined && inner !== undefined) {
    const pairs = [...inner.matchAll(/^(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S.*))$/gm)]
    return after(
      toml,
      Object.fromEntries(pairs.map(([, key, double, single, plain]) => [key!, double?.replaceAll(/\\(.)/g, '$1') ?? single ?? plain])),
    )
  }
  const [json, fenced] = /^---json[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(text) ?? /^\{\n[\s\S]*?\n\}[ \t]*(?:\n|$)/.exec(text) ?? []
  if (json !== undefined) {
    try {
      return after(json, JSON.parse(fenced ?? json) as Record<string, unknown>)
    } catch {
      issues.push(
        at(
          source,
          1,
          'error',
          'head',
          'Der Kopf ist kein gültiges JSON.',
          'Löschen Sie den Kopf; der Titel steht dann in der ersten Überschrift.',
        ),
      )
      return undefined
    }
  }
  if (!text.startsWith('---\n')) return { data: {}, body: text, line: 1 }
  const yaml = readFrontMatter({ path, text })
  // Numbers that our own fields would misread are of no matter here.
  const broken = yaml.issues.filter(({ code }) => /^yaml-|^unclosed|^executable|^not-fields/.test(code))
  issues.push(...broken)
  return broken.length > 0 ? undefined : { data: yaml.data, body: yaml.body, line: yaml.bodyLine }
}

function fromHtml({ text }: OldSource): Raw {
  const turndown = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced', emDelimiter: '*' })
  turndown.remove(['script', 'style', 'noscript', 'nav', 'header', 'footer', 'form', 'iframe', 'aside', 'button'] as never)
  // Questions of folded answers and of definition lists.
  turndown.addRule('question', { filter: ['summary', 'dt'] as never, replacement: (content) => `\n\n#### ${content.trim()}\n\n` })
  const main = [/<main\b[\s\S]*<\/main\s*>/i, /<article\b[\s\S]*<\/article\s*>/i, /<body\b[\s\S]*(?:<\/body\s*>|$)/i].flatMap(
    (part) => part.exec(text) ?? [],
  )[0]
  const [, title = ''] = /<title[^>]*>([\s\S]*?)<\/title\s*>/i.exec(text) ?? []
  const [, day = ''] = /<time[^>]*\bdatetime="(\d{4}-\d\d-\d\d)/i.exec(text) ?? []
  const [, heading = ''] = /<h1\b[^>]*>([\s\S]*?)<\/h1\s*>/i.exec(text) ?? []
  const words = (html: string) =>
    turndown
      .turndown(`<p>${html}</p>`)
      .replaceAll(/\\([[\]().*_#+-])/g, '$1')
      .replaceAll(/\s+/g, ' ')
      .trim()
  return {
    // The site's own name stands behind the page's.
    title:
      words(heading) ||
      words(title)
        .split(/ [|–] /)[0]!
        .trim(),
    body: turndown.turndown(main ?? text),
    line: 1,
    ...(isDay(day) && { day }),
  }
}

/** What generators put between the words, and what leads to nowhere here. Each with what it is called. */
const LEFT: readonly (readonly [RegExp, string])[] = [
  [/\{\{[<%].*?[>%]\}\}/g, 'Baustein'],
  [/\{%.*?%\}/g, 'Baustein'],
  [/\{\{.*?\}\}/g, 'Platzhalter'],
  [/^:::.*$/g, 'Kasten'],
  [/^(?:import .* from .*|export (?:const|default) .*)$/g, 'Programmzeile'],
  [/\[[^\]]*\]\([^)]*:include[^)]*\)/g, 'eingebundene Datei'],
  [/<\/?[a-zA-Z][\w.-]*(?:\s[^<>]*)?\/?>/g, 'HTML'],
]

/** What says only how a line looks or what it is called by: ids and classes of kramdown, Docusaurus and docsify, marks of boxes. */
function withoutLooks(line: string): string {
  return (
    line
      .replace(/^\s*[*-] TOC\s*$/, '')
      .replaceAll(/\{:[^}]*\}|\{docsify-[a-z-]+\}/g, '')
      .replace(/^(#{1,6}\s.*?)\s*(?:\{#[\w-]+\}|(?:\s:[a-z]+(?:=[^\s]+)?)+)\s*$/, '$1')
      .replace(/^\s*[!?]>\s+/, '')
      .replace(/^(\s*>\s*)\[![A-Z]+\]\s*/, '$1')
      // The title of a component's box is words like any other.
      .replaceAll(/<[A-Z][\w.]*\s[^<>]*?\btitle="([^"<>]+)"[^<>]*>/g, (tag, title: string) => {
        const [, href] = /\bhref="([^"]+)"/.exec(tag) ?? []
        return href === undefined ? `**${title}** ` : `[${title}](${href})`
      })
  )
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

/** The lines of the body as a chat can show them. Code stays as it is. */
function plainLines({ body, line }: Raw, source: OldSource, issues: Issue[]): string[] {
  const text = body.replaceAll(/<!--[\s\S]*?-->/g, (comment) => comment.replaceAll(/[^\n]/g, ''))
  let isCode = false
  const lines = text.split('\n').map((written, i) => {
    if (/^\s*(```|~~~)/.test(written)) {
      isCode = !isCode
      return written
    }
    if (isCode) return written
    const tell = (what: string, found: string) =>
      issues.push(at(source, isHtml(source) ? 1 : line + i, 'warning', 'left', `${what} nicht übernommen: ${shortened(found)}`))
    let plain = withoutLooks(written)
    for (const [pattern, what] of LEFT)
      plain = plain.replaceAll(pattern, (found) => {
        if (found !== ':::') tell(what, found)
        return ''
      })
    plain = plain.replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, (found, words: string) => {
      tell('Bild', found)
      return words
    })
    plain = plain.replaceAll(/\[([^\]]+)\]\(([^)\s]*)(?:\s+"[^"]*")?\)/g, (found, words: string, href: string) => {
      if (/^(https?:|mailto:|tel:)/i.test(href)) return found
      const here = source.linkTo(href)
      if (here === undefined) tell('Link', found)
      return here === undefined ? words : `[${words}](${here})`
    })
    return plain.trim() === '' ? '' : plain
  })
  return underlined(lines)
}

/** Headings with a line of `=` or `-` under them as those with `#`, and a question alone in bold as a heading. */
function underlined(lines: readonly string[]): string[] {
  const done: string[] = []
  for (const line of lines) {
    const above = done.at(-1) ?? ''
    const level = /^=+\s*$/.test(line) ? '#' : /^-{2,}\s*$/.test(line) ? '##' : undefined
    if (level && /^\w/u.test(above)) done[done.length - 1] = `${level} ${above}`
    else done.push(line.replace(/^\*\*(.+\?)\*\*\s*$/, '#### $1'))
  }
  return done
}

const titleIn = (lines: readonly string[]): string | undefined =>
  lines.map((line) => HEADING.exec(line)?.[2]).find((heading) => heading !== undefined)

/** The highest heading becomes `##`. */
function shifted(lines: readonly string[]): string[] {
  const levels = lines.flatMap((line) => HEADING.exec(line)?.[1]?.length ?? [])
  const by = 2 - Math.min(...levels)
  return lines.map((line) => {
    const [, marks, words] = HEADING.exec(line) ?? []
    return marks === undefined ? line : `${'#'.repeat(Math.min(6, marks.length + by))} ${words}`
  })
}

function at({ path }: OldSource, line: number, severity: Issue['severity'], code: string, message: string, hint?: string): Issue {
  return { file: path, line, column: 1, severity, code, message, ...(hint && { hint }) }
}
