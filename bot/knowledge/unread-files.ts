/** Files that lie in a knowledge folder and that nobody reads: an editor who saved one must hear why nothing happens. */
import type { Issue } from './issue.ts'
import { entryIdOf, type KnowledgeFile } from './knowledge-file.ts'
import { FOLDERS } from './other-names.ts'
import { isOtherFile, OTHER_FILES } from './parse-others.ts'
import { KINDS } from './schema.ts'
import { nearest } from './spelling.ts'

type Place = Pick<KnowledgeFile, 'name' | 'path'>

/** Endings that programs give a text that was meant to be Markdown. */
const NEARLY_MARKDOWN = /\.(md|markdown|mdown|mdx|mkd)(\.(txt|bak|docx?))?$|\.md~$/i

/** `files`: those that were read. `others`: what else lies in the folders, files of all endings. */
export function unreadFiles(files: readonly Place[], others: readonly Place[]): Issue[] {
  return [...files.flatMap(notTaken), ...others.flatMap(nearlyTaken)]
}

/** The issue of a link that leads out of the knowledge folders. */
export function leadsAstray(path: string): Issue {
  return issueAt(
    path,
    'error',
    'link-astray',
    'Die Verknüpfung führt aus den Wissensordnern hinaus und wird nicht gelesen.',
    'Legen Sie die Datei selbst hierher.',
  )
}

/** The issue of a folder that is called like a file: lists and entries are files. */
export function folderNamedAsFile({ name, path }: Place): Issue {
  const folder = name.split('/').at(-1)!
  return issueAt(
    path,
    'error',
    'folder-named-as-file',
    `„${folder}“ ist ein Ordner, keine Datei.`,
    isOtherFile(name) || entryIdOf({ name })
      ? 'Legen Sie die Datei selbst an seine Stelle.'
      : `Nennen Sie den Ordner ${folder.replace(/\.md$/, '')}.`,
  )
}

/** The issue of folders without a single entry: the bot would have nothing to say. */
export function nothingIn(folders: readonly string[]): Issue {
  return issueAt(
    folders.at(-1) ?? '',
    'error',
    'no-entries',
    'Hier gibt es keinen einzigen Eintrag; der Bot hätte nichts zu sagen.',
    `Legen Sie Einträge in die Ordner ${KINDS.join(', ')}; Beispiele stehen im Handbuch (knowledge/README.md).`,
  )
}

const issueAt = (path: string, severity: Issue['severity'], code: string, message: string, hint: string): Issue => ({
  file: path,
  line: 1,
  column: 1,
  severity,
  code,
  message,
  hint,
})

const isHidden = (name: string) => name.split('/').some((part) => /^[._]/.test(part))
/** Papers for people, and what only measurements read. */
const isReadme = (name: string) => /(^|\/)(README|LICEN[CS]E|CHANGELOG|CONTRIBUTING)[^/]*$/i.test(name) || name === 'coverage.md'

function notTaken(file: Place): Issue[] {
  const { name, path } = file
  if (isHidden(name) || isReadme(name) || entryIdOf(file) || isOtherFile(name)) return []
  const [folder = '', ...below] = name.split('/')
  // The folder's name is told.
  if (below.length > 0 && folder.endsWith('.md')) return []
  if (below.length === 0) {
    const meant = nearest(name.toLowerCase(), OTHER_FILES)
    return [
      meant
        ? issueAt(path, 'error', 'file-name', `„${name}“ liest niemand.`, renameTo(name, meant))
        : issueAt(path, 'warning', 'unread-file', `„${name}“ liest niemand.`, `Einträge liegen in den Ordnern ${KINDS.join(', ')}.`),
    ]
  }
  const meant = FOLDERS.get(folder.toLowerCase())
  return [
    issueAt(
      path,
      meant ? 'error' : 'warning',
      'unknown-folder',
      `Einen Ordner „${folder}“ kennt der Bot nicht; „${name}“ liest niemand.`,
      meant ? `Meinten Sie „${meant}“? Legen Sie die Datei dorthin.` : `Die Ordner heißen ${KINDS.join(', ')}.`,
    ),
  ]
}

/** A sentence file of another language is no misspelled one: under the name of ours it would replace it. */
function renameTo(name: string, meant: string): string {
  const [book, lang] = name.toLowerCase().split('.')
  const isOtherLanguage = /^[a-z]{2}$/.test(lang ?? '') && meant.startsWith(`${book}.`) && lang !== 'de' && lang !== 'en'
  return isOtherLanguage
    ? `Sätze gibt es auf Deutsch und Englisch: ${book}.de.md und ${book}.en.md.`
    : `Meinten Sie „${meant}“? Benennen Sie die Datei um.`
}

const FOLDERS_OF_LISTS: ReadonlySet<string> = new Set(['words', 'sentences', 'follow-ups'])

function nearlyTaken({ name, path }: Place): Issue[] {
  if (FOLDERS.get(name) === name || FOLDERS_OF_LISTS.has(name))
    return [
      issueAt(
        path,
        'error',
        'file-instead-of-folder',
        `„${name}“ ist eine Datei; so heißt der Ordner, in dem die Dateien liegen.`,
        'Benennen Sie die Datei um oder löschen Sie sie, und holen Sie den Ordner zurück.',
      ),
    ]
  const [folder = '', ...below] = name.split('/')
  if (isHidden(name) || isReadme(name) || !NEARLY_MARKDOWN.test(name) || (below.length > 0 && !FOLDERS.get(folder.toLowerCase()))) return []
  const base = name.split('/').at(-1)!
  const right = `${base.replace(NEARLY_MARKDOWN, '')}.md`
  return [
    issueAt(
      path,
      'error',
      'file-ending',
      `„${base}“ liest niemand: Die Endung muss .md heißen, klein geschrieben.`,
      `Nennen Sie die Datei ${right}.`,
    ),
  ]
}
