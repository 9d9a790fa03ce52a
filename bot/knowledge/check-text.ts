/** What in an entry's Markdown visitors would not see as its editor means it: a second head, empty sections, links that lead nowhere. */
import MarkdownIt from 'markdown-it'
import { markupIssues } from './check-markup.ts'
import type { Issue } from './issue.ts'
import { FOLDERS } from './other-names.ts'
import { pathOf } from './references.ts'
import type { Entry, Link } from './schema.ts'
import { TEMPLATE_TEXTS } from './template.ts'

const markdown = new MarkdownIt({ html: false, linkify: false })

export interface EntryBody {
  file: string
  body: string
  /** The file's line on which the body begins, counted from 1. */
  bodyLine: number
}

/** Whether the text behind a second head is the one before it. */
function isCopy(lines: readonly string[], head: number): boolean {
  const text = (part: readonly string[]) => part.join('\n').trim()
  return text(lines.slice(0, head)) === text(lines.slice(lines.indexOf('---', head + 1) + 1))
}

/** The text of one file of an entry. */
export function textIssues({ file, body, bodyLine }: EntryBody, isDraft: boolean): Issue[] {
  const issues: Issue[] = []
  const tell = (line: number, severity: Issue['severity'], code: string, message: string, hint: string) =>
    issues.push({ file, line: bodyLine + line, column: 1, severity, code, message, hint })
  const lines = body.split('\n')
  const head = lines.findIndex(
    (line, i) => line === '---' && /^[a-zA-Z]+:( |$)/.test(lines[i + 1] ?? '') && lines.indexOf('---', i + 1) > 0,
  )
  if (head >= 0)
    tell(
      head,
      'error',
      'second-head',
      'Hier beginnt ein zweiter Kopf; eine Datei ist ein Eintrag.',
      isCopy(lines, head)
        ? `Das ist derselbe Text noch einmal: Löschen Sie alles ab Zeile ${bodyLine + head}.`
        : 'Legen Sie den zweiten Eintrag in eine eigene Datei.',
    )
  // What is said of the text behind it follows from it.
  if (head >= 0) return issues
  const tokens = markdown.parse(body, {})
  if (!isDraft) markupIssues(tokens, lines, (line, issue) => issues.push({ file, line: bodyLine + line, ...issue }))
  const seen = new Map<string, number>()
  for (const [i, token] of tokens.entries()) {
    const line = token.map?.[0] ?? 0
    if (token.type === 'heading_open') {
      const heading = tokens[i + 1]!.content
      const next = tokens[i + 3]
      const level = Number(token.tag.slice(1))
      if (!next || (next.type === 'heading_open' && Number(next.tag.slice(1)) <= level))
        tell(
          line,
          'warning',
          'empty-section',
          `Unter „${heading}“ steht nichts.`,
          'Schreiben Sie den Abschnitt, oder löschen Sie die Überschrift.',
        )
      if (level === 1)
        tell(
          line,
          'warning',
          'title-in-text',
          `„${heading}“ steht als Titel im Text; den Titel zeigt der Bot schon.`,
          `Schreiben Sie ## ${heading}, oder löschen Sie die Zeile.`,
        )
      if (seen.has(heading))
        tell(
          line,
          'warning',
          'same-heading',
          `Die Überschrift „${heading}“ steht zweimal im Text.`,
          'Fassen Sie die Abschnitte zusammen, oder benennen Sie einen um.',
        )
      seen.set(heading, line)
    }
    if (token.type === 'inline' && token.children?.some(({ type }) => type === 'image'))
      tell(line, 'warning', 'image', 'Bilder zeigt der Bot nicht.', 'Sagen Sie in einem Satz, was auf dem Bild zu sehen ist.')
    if (token.type === 'inline' && !isDraft && TEMPLATE_TEXTS.includes(token.content))
      tell(
        line,
        'error',
        'template-text',
        `Hier steht noch der Satz der Vorlage: „${token.content}“`,
        'Schreiben Sie Ihren Text, oder setzen Sie status: draft.',
      )
  }
  return issues
}

/** Links of an entry that lead nowhere, whatever else there is in the folders. */
export function linkIssues({ links, passages, id }: Pick<Entry, 'links' | 'passages' | 'id'>): Issue[] {
  return links.flatMap(({ href, file, line }: Link): Issue[] => {
    const problem = href.startsWith('#')
      ? anchorProblem(href, passages, id)
      : href.startsWith('/')
        ? ownProblem(href)
        : outsideProblem(href)
    return problem ? [{ file, line, column: 1, severity: 'error', ...problem }] : []
  })
}

type Problem = Pick<Issue, 'code' | 'message'> & { hint: string }

function anchorProblem(href: string, passages: Entry['passages'], id: Entry['id']): Problem | undefined {
  if (passages.some((passage) => passage.id === id + href)) return undefined
  return {
    code: 'broken-link',
    message: `Eine Überschrift zu „${href}“ gibt es in diesem Eintrag nicht.`,
    hint: 'Löschen Sie den Teil ab #, oder nehmen Sie die Adresse aus der Seite.',
  }
}

/** Our own addresses are lower case and have no ending; which of them exist is checked across the folders. */
function ownProblem(href: string): Problem | undefined {
  if (!/^\/(articles|funding|events|contacts|guides|wissen|foerderung|veranstaltungen|anlaufstellen)\//i.test(href)) return undefined
  const right = pageLike(href.slice(1))
  return href.replace(/[#?].*/, '') === right ? undefined : relative(href, right)
}

function outsideProblem(href: string): Problem | undefined {
  if (/^(mailto:[^@\s]+@[^@\s]+\.[^@\s]+|tel:[+\d][\d-]+)$/i.test(href)) return undefined
  if (/^(mailto|tel):/i.test(href))
    return {
      code: 'broken-link',
      message: `Die Adresse „${href}“ ist nicht vollständig.`,
      hint: 'Schreiben Sie mailto:name@beispiel.de oder tel:+49391123456.',
    }
  if (/^www\./i.test(href))
    return { code: 'broken-link', message: `Die Adresse „${href}“ hat keinen Anfang.`, hint: `Schreiben Sie https://${href}.` }
  const quoted = /^(?:%E2%80%9[CDE]|%22|["„“”])(.+?)(?:%E2%80%9[CDE]|%22|["„“”])?$/i.exec(href)?.[1]
  if (quoted)
    return {
      code: 'broken-link',
      message: 'Um die Adresse dieses Links stehen Anführungszeichen.',
      hint: `Schreiben Sie ${quoted}, ohne Anführungszeichen.`,
    }
  if (!/^[a-z]+:/i.test(href)) return relative(href, pageLike(href))
  const url = URL.canParse(href) ? new URL(href) : undefined
  if (/^https?:\/\/[^/]/i.test(href) && url?.hostname.includes('.')) return undefined
  return {
    code: 'broken-link',
    message: `Die Adresse „${href}“ gibt es nicht.`,
    hint: 'Schreiben Sie die ganze Adresse, zum Beispiel https://www.beispiel.de/seite.',
  }
}

function relative(href: string, right: string): Problem {
  return {
    code: 'relative-link',
    message: `Der Link „${href}“ führt auf der Seite ins Leere: Unsere Seiten haben eigene Adressen.`,
    hint: `Schreiben Sie ${right}.`,
  }
}

/** `../funding/kfw.md` → `/foerderung/kfw`: the address of the page that is meant. */
function pageLike(href: string): string {
  const parts = href
    .replace(/[#?].*/, '')
    .toLowerCase()
    .replace(/\.(md|html?)$/, '')
    .split('/')
    .filter((part) => !/^\.*$/.test(part))
  const slug = parts.at(-1) ?? ''
  return pathOf(`${FOLDERS.get(parts.at(-2) ?? '') ?? 'articles'}/${slug}`)
}
