/**
 * Fixed sentences that editors may change any day: of the bot, of the pages, of what staff read. A book says in code which
 * sentences there are and what may be put into each; `<book>.<lang>.md` holds the sentences. The shipped files lie below every
 * chamber's own, so an own file names only what it wants to say differently.
 */
import { AREA_PLACEHOLDERS } from './knowledge/area-words.ts'
import type { Lang } from './knowledge/day.ts'
import type { Issue } from './knowledge/issue.ts'
import type { MessageTexts } from './knowledge/knowledge.ts'
import type { KnowledgeFile } from './knowledge/knowledge-file.ts'
import { readSections, type Section } from './knowledge/list-file.ts'
import { ownValue } from './knowledge/own-value.ts'
import { didYouMean } from './knowledge/spelling.ts'

/** Id → the placeholders its sentence may use. */
export type SentenceBook = Readonly<Record<string, readonly string[]>>

/** What a sentence is filled with: nothing, or a value for each of its placeholders. */
export type SentenceValues<Book extends SentenceBook, Id extends keyof Book, Value = string | number> = Book[Id][number] extends never
  ? []
  : [values: Record<Book[Id][number], Value>]

/** The sentence as its file has it: of the other language only where nobody wrote it in this one, and empty where nobody wrote it at all. */
export function sentenceText(texts: Record<Lang, MessageTexts>, lang: Lang, id: string): string {
  return ownValue(texts[lang], id) || ownValue(texts.de, id) || ''
}

/** Puts the values where the placeholders stand; a placeholder without a value stays as it is written. */
export function fillSentence(text: string, values: Readonly<Record<string, string | number>> | undefined): string {
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(ownValue(values, name) ?? whole)) : text
}

/** A comma list of words, lower case, of both languages. */
export function listWords(texts: Record<Lang, MessageTexts>, id: string): string[] {
  return [ownValue(texts.de, id), ownValue(texts.en, id)]
    .flatMap((list) => (list ?? '').toLowerCase().split(/[,\n]/))
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** One book with what its files say, all folders together. */
export interface FilledBook {
  /** The files are `<name>.de.md` and `<name>.en.md`. */
  name: string
  book: SentenceBook
  texts: Record<Lang, MessageTexts>
  /** What else is wrong with one sentence: the problem and its remedy, shown at the section's heading. */
  problemOf?: (id: string, text: string) => { code: string; message: string; hint: string } | undefined
}

/** Missing, unknown, empty and doubled sentences of a book, and placeholders that nobody fills. `books`: all, which tell where a sentence belongs. */
export function checkBook(book: FilledBook, books: readonly FilledBook[], files: readonly KnowledgeFile[]): Issue[] {
  return (['de', 'en'] as const).flatMap((lang) => checkTexts(book, lang, books, files))
}

/**
 * What a book's files say, with the sentence of before where a sentence is now empty, gone, or holds a placeholder that nobody fills:
 * visitors would read nothing, or a word in braces.
 */
export function heldSentences({ book, problemOf }: FilledBook, now: MessageTexts, before: MessageTexts): MessageTexts {
  const isGood = (id: string, text: string | undefined): text is string =>
    text !== undefined &&
    isSaid(text) &&
    !LOOSE_BRACE.test(text) &&
    unfilledIn(text, ownValue(book, id) ?? []).length === 0 &&
    !problemOf?.(id, text)
  const held = Object.keys(book).flatMap((id) => {
    const old = ownValue(before, id)
    return !isGood(id, ownValue(now, id)) && isGood(id, old) ? [[id, old] as const] : []
  })
  return held.length === 0 ? now : { ...now, ...Object.fromEntries(held) }
}

/** Whether anything is left of a sentence when notes and blanks are taken away. */
function isSaid(text: string): boolean {
  return /[^\s-]/.test(text.replaceAll(/<!--.*?(-->|$)/gs, '').replaceAll(/&(nbsp|shy|ensp|emsp|thinsp);/g, ''))
}

/** A brace that is not one of a pair around a name: visitors would read it. */
const LOOSE_BRACE = /\{(?!\w+\})|(?<!\{\w+)\}/

/** Names in braces that no value is put in place of. */
function unfilledIn(text: string, known: readonly string[]): string[] {
  const names = [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))]
  return names.filter((name) => ![...known, ...AREA_PLACEHOLDERS].includes(name))
}

function checkTexts(filled: FilledBook, lang: Lang, books: readonly FilledBook[], files: readonly KnowledgeFile[]): Issue[] {
  const own = files.filter(({ name }) => name === `${filled.name}.${lang}.md`).sort((a, b) => a.layer - b.layer)
  const last = own.at(-1)
  if (!last) return []
  const missing = Object.keys(filled.book).filter((id) => !ownValue(filled.texts[lang], id))
  return [
    ...missing.map((id) => ({
      ...errorAt(last.path, 1, 1),
      code: 'missing-message',
      message: `Der Satz „${id}“ fehlt.`,
      hint: `Ergänzen Sie ## ${id} und darunter den Satz.`,
    })),
    ...own.flatMap((file) => checkFile(file, filled, books)),
  ]
}

function checkFile(file: KnowledgeFile, filled: FilledBook, books: readonly FilledBook[]): Issue[] {
  const source = file.read()
  const lines = source.split(/\r?\n/)
  const sections = readSections(source).filter(({ level, heading }) => level === 2 || ownValue(filled.book, heading) !== undefined)
  const seen = new Set<string>()
  return sections.flatMap((section) => {
    const { heading: id, line } = section
    const at = errorAt(file.path, line, 1)
    const known = ownValue(filled.book, id)
    if (!known)
      return {
        ...at,
        code: 'unknown-message',
        message: `Einen Satz „${id}“ gibt es in dieser Datei nicht.`,
        hint: hintFor(id, filled, books, file.name.slice(-5, -3)),
      }
    if (section.level !== 2)
      return {
        ...at,
        code: 'heading-level',
        message: `„${id}“ ist keine Überschrift der zweiten Stufe; so liest der Bot den Satz nicht.`,
        hint: `Schreiben Sie ## ${id}`,
      }
    const issues: Issue[] = unfilled(section, known, lines, file.path)
    const row = LOOSE_BRACE.test(section.text) ? lines.findIndex((candidate, i) => i >= line && LOOSE_BRACE.test(candidate)) : -1
    if (row >= 0)
      issues.push({
        ...errorAt(file.path, row + 1, lines[row]!.search(LOOSE_BRACE) + 1),
        code: 'loose-brace',
        message: `Hier steht in „${id}“ eine geschweifte Klammer, die zu keinem Wort gehört; Besucher läsen sie.`,
        hint:
          known.length > 0 ? `Schreiben Sie ${known.map((word) => `{${word}}`).join(', ')}, ohne Leerzeichen.` : 'Löschen Sie die Klammer.',
      })
    if (!isSaid(section.text))
      issues.push({
        ...at,
        code: 'empty-message',
        message: `Unter „${id}“ steht nichts; es bleibt beim mitgelieferten Satz.`,
        hint: 'Schreiben Sie den Satz darunter oder löschen Sie die Überschrift.',
      })
    if (seen.has(id))
      issues.push({
        ...at,
        code: 'doubled-message',
        message: `Den Satz „${id}“ gibt es in dieser Datei zweimal; es gilt der untere.`,
        hint: 'Löschen Sie einen der beiden Abschnitte.',
      })
    seen.add(id)
    const problem = filled.problemOf?.(id, section.text)
    if (problem) issues.push({ ...at, ...problem })
    return issues
  })
}

/** Placeholders that this sentence is not filled with, where they stand. */
function unfilled({ heading, line, text }: Section, known: readonly string[], lines: readonly string[], path: string): Issue[] {
  const possible = [...known, ...AREA_PLACEHOLDERS]
  return unfilledIn(text, known).map((name) => {
    const row = lines.findIndex((candidate, i) => i >= line && candidate.includes(`{${name}}`))
    return {
      ...errorAt(path, row + 1, lines[row]!.indexOf(`{${name}}`) + 1),
      code: 'unknown-placeholder',
      message: `{${name}} wird in „${heading}“ nicht gefüllt.`,
      hint: `Möglich: ${possible.map((word) => `{${word}}`).join(', ')}.`,
    }
  })
}

function hintFor(id: string, { book }: FilledBook, books: readonly FilledBook[], lang: string): string {
  const home = books.find((other) => Object.hasOwn(other.book, id))
  if (home) return `Er gehört in ${home.name}.${lang}.md.`
  return didYouMean(id, Object.keys(book)) ?? 'Löschen Sie den Abschnitt.'
}

const errorAt = (file: string, line: number, column: number) => ({ file, line, column, severity: 'error' as const })
