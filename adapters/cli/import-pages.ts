/** A folder with the pages of an old site → drafts. Nothing there is overwritten, and a page with a mistake costs itself alone. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { stringify } from 'yaml'
import { type Issue, sortIssues } from '../../bot/knowledge/issue.ts'
import { entryIdOf, type KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { parseEntry } from '../../bot/knowledge/parse-entry.ts'
import { anchor } from '../../bot/knowledge/passages.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import type { EntryId } from '../../bot/knowledge/schema.ts'
import { storedText, UnreadableText } from '../../bot/knowledge/stored-text.ts'
import { listFiles, shownPath } from '../files.ts'
import type { Arrival, Imported } from './import-table.ts'
import { questionsIn } from './old-faq.ts'
import { type OldPage, type OldSource, readOldPage } from './old-page.ts'

export interface PagesImport {
  from: string
  /** Lowest layer first; the last is written to. */
  folders: readonly string[]
  isTrial: boolean
}

const PAGE = /\.(md|markdown|mdx|html?)$/i
const MAX_SLUG = 60

/**
 * Navigation, layouts and passages that other pages include: docsify's `_sidebar.md`, Docusaurus's `_teil.mdx`, Jekyll's `_includes`. Hugo's
 * `_index.md` is a page, and other folders of Jekyll with an underscore hold pages.
 */
function isPart(name: string): boolean {
  const folders = name.split('/')
  const file = folders.pop()!
  return (file.startsWith('_') && !/^_index\./.test(file)) || folders.some((folder) => PARTS.has(folder))
}
const PARTS: ReadonlySet<string> = new Set(['_includes', '_layouts', '_partials', '_site', '_data', '_sass'])

/** Reads all pages, then writes an article for each, or for each question of a list of them. */
export function importPages({ from, folders, isTrial }: PagesImport): Imported {
  const issues: Issue[] = []
  const found = pagesBelow(from)
  const names = found.filter((name) => !isPart(name))
  for (const name of found.filter(isPart))
    issues.push({
      ...told(shownPath(join(from, name)), 'left', 'Nicht übernommen: ein Baustein anderer Seiten, keine eigene Seite.', ''),
      severity: 'warning',
    })
  if (names.length === 0)
    issues.push(
      told(shownPath(from), 'no-pages', 'In diesem Ordner liegt keine Seite.', 'Gelesen werden .md, .markdown, .mdx, .html und .htm.'),
    )
  const sources = names.flatMap((name) =>
    textOfPage(join(from, name), issues).map((text) => ({ name, path: shownPath(join(from, name)), text })),
  )
  // Once for the titles, from which the addresses follow, and once more with the links.
  const titles = new Map(sources.map((source) => [source.name, read({ ...source, linkTo: () => undefined }, [])]))
  const slugs = new SlugList()
  const slugOf = new Map([...titles].map(([name, parts]) => [name, parts.map((part) => slugs.next(part.title, name))]))
  const existing = new Map(
    listFiles(folders).flatMap((file) => {
      const id = entryIdOf(file)
      return id ? [[id, file] as const] : []
    }),
  )
  const taken: Arrival[] = []
  const root = commonFolder(names)
  for (const source of sources) {
    const linkTo = (href: string): string | undefined => {
      const [target = ''] = href.split(/[#?]/)
      const [slug] = targetsOf(source.name, target, root).flatMap((name) => slugOf.get(name) ?? [])
      return slug === undefined ? undefined : pathOf(`articles/${slug}`)
    }
    for (const [i, part] of read({ ...source, linkTo }, issues).entries()) {
      const id: EntryId = `articles/${slugOf.get(source.name)![i]!}`
      const file = existing.get(id)
      const done = file ? there(id, file, folders.length - 1) : write(id, part, source, folders.at(-1)!, isTrial, issues)
      if (done) taken.push(done)
    }
  }
  return { taken, issues: sortIssues(issues) }
}

/** A link may leave the ending out, or name the folder. */
const PAGE_ENDINGS = ['', '.md', '.mdx', '.html', '/index.md', '/index.html', '/_index.md']

/**
 * The files that a link of a page may mean, the likeliest first: beside it, from the folder of all pages, or, as generators write the
 * addresses of pages, from a folder called like the page itself. `root`: below it lie all pages, as those of Astro in `src/content/docs`.
 */
function targetsOf(page: string, target: string, root: string): string[] {
  const plain = target.replace(/(?<=.)\/$/, '')
  const places = plain.startsWith('/')
    ? [plain.slice(1), posix.join(root, plain)]
    : [posix.dirname(page), page.replace(PAGE, '')].map((folder) => posix.normalize(posix.join(folder, plain)))
  return places.flatMap((place) => PAGE_ENDINGS.map((ending) => place + ending))
}

/** The deepest folder that holds all of them. */
function commonFolder(names: readonly string[]): string {
  const [first = [], ...others] = names.map((name) => name.split('/').slice(0, -1))
  const differs = first.findIndex((part, i) => others.some((other) => other[i] !== part))
  return first.slice(0, differs < 0 ? undefined : differs).join('/')
}

function read(source: OldSource, issues: Issue[]): OldPage[] {
  const page = readOldPage(source, issues)
  return page ? questionsIn(page) : []
}

function there(id: EntryId, { layer, path }: KnowledgeFile, top: number): Arrival {
  return { id, outcome: layer === top ? 'there' : 'elsewhere', path, differences: [] }
}

function write(
  id: EntryId,
  part: OldPage,
  source: Pick<OldSource, 'path'> & { name: string },
  folder: string,
  isTrial: boolean,
  issues: Issue[],
): Arrival | undefined {
  const full = join(folder, `${id}.md`)
  const head = {
    title: part.title,
    status: 'draft',
    questions: [part.title],
    ...(part.day && { asOf: part.day }),
    source: [{ name: `Bisherige Seite ${source.name}` }],
  }
  const text = `---\n${stringify(head, { lineWidth: 0 })}---\n\n${part.markdown}\n`
  const wrong = parseEntry('articles', id.replace('articles/', ''), [{ path: source.path, text }]).issues.filter(
    ({ severity }) => severity === 'error',
  )
  if (wrong.length > 0) {
    // The line of the draft is none of the page.
    issues.push(...wrong.map((issue) => ({ ...issue, line: 1, column: 1, message: `„${part.title}“: ${issue.message}` })))
    return undefined
  }
  if (!isTrial) {
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, text, { flag: 'wx' })
  }
  return { id, outcome: 'new', path: shownPath(full), differences: [] }
}

/** Names of files, each once. */
class SlugList {
  readonly #used = new Set<string>()

  next(title: string, name: string): string {
    const base = short(anchor(title)) || short(anchor(name.replace(PAGE, ''))) || 'seite'
    for (let i = 1; ; i++) {
      const slug = i === 1 ? base : `${base}-${i}`
      if (this.#used.has(slug)) continue
      this.#used.add(slug)
      return slug
    }
  }
}

/** Cut between words. */
function short(slug: string): string {
  return slug.length <= MAX_SLUG ? slug : slug.slice(0, MAX_SLUG + 1).replace(/-[^-]*$/, '')
}

/** Pages below a folder by their names, hidden ones and links left out, in the order of their names. */
function pagesBelow(folder: string, below = folder): string[] {
  return readdirSync(below, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((item) => {
      const full = join(below, item.name)
      if (item.isDirectory()) return pagesBelow(folder, full)
      return item.isFile() && PAGE.test(item.name) ? [relative(folder, full).split(sep).join('/')] : []
    })
}

/** None, with an issue, for what is no text. An HTML page says itself when it is not UTF-8. */
function textOfPage(full: string, issues: Issue[]): string[] {
  try {
    const bytes = readFileSync(full)
    const [, charset] = /<meta[^>]+charset=["']?(iso-8859-1|windows-1252|latin1)/i.exec(bytes.subarray(0, 2048).toString('latin1')) ?? []
    return [storedText(charset === undefined ? bytes : Buffer.from(new TextDecoder('windows-1252').decode(bytes)))]
  } catch (error) {
    const { message, hint } =
      error instanceof UnreadableText
        ? error
        : { message: `Die Datei ist nicht zu lesen (${String((error as NodeJS.ErrnoException).code)}).`, hint: 'Prüfen Sie die Rechte.' }
    issues.push(told(shownPath(full), 'unreadable', message, hint))
    return []
  }
}

function told(file: string, code: string, message: string, hint: string): Issue {
  return { file, line: 1, column: 1, severity: 'error', code, message, hint }
}
