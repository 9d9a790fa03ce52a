/** `vocabulary.md` and `words/*.md` → the visitors' words, everyday words, and the lists of topics, audiences and regions. */
import type { Issue } from './issue.ts'
import type { ListItem, Region, Vocabulary } from './knowledge.ts'
import { commaList, readSections, type Section } from './list-file.ts'
import { ownValue } from './own-value.ts'
import { didYouMean } from './spelling.ts'
import { GENDER_FORMS, STYLE_RULES, type Style, type StyleRule } from './style-rules.ts'

/** What holds without any list; `readVocabulary` adds to it. */
export function emptyVocabulary(): Vocabulary {
  return {
    words: new Map(),
    short: new Set(),
    topics: [],
    audiences: [],
    regions: [],
    senses: [],
    english: new Map(),
    officialHosts: [],
    style: { off: [], gender: 'neutral', vendors: [] },
  }
}

/** Heading of a list → what reads it. */
const LISTS: Record<string, (section: Section, vocabulary: Vocabulary, problem: Report) => void> = {
  Wörter: (section, { words }, problem) => readPairs(section, words, problem),
  'Englische Wörter': (section, { english }, problem) => readPairs(section, english, problem),
  Alltagswörter: (section, { senses }, problem) => readSenses(section, senses, problem),
  'Kurze Wörter': ({ items }, { short }) => {
    for (const { text } of items) for (const word of commaList(text)) short.add(word.toLowerCase())
  },
  'Amtliche Adressen': ({ items }, { officialHosts }) => {
    for (const { text } of items) officialHosts.push(...commaList(text.toLowerCase()))
  },
  Herstellernamen: ({ items }, { style }) => {
    for (const { text } of items) style.vendors.push(...commaList(text))
  },
  Sprachhinweise: (section, { style }, problem) => readStyle(section, style, problem),
  Themen: (section, { topics }, problem) => addItems(section, topics, problem),
  Zielgruppen: (section, { audiences }, problem) => addItems(section, audiences, problem),
  Regionen: (section, { regions }, problem) => addRegions(section, regions, problem),
}

/** Reads one file into `vocabulary` (an overlay adds to what the core file said). Returns its issues. */
export function readVocabulary(path: string, text: string, vocabulary: Vocabulary): Issue[] {
  const issues: Issue[] = []
  const problem = (line: number, code: string, message: string, hint: string) =>
    issues.push({ file: path, line, column: 1, severity: 'error', code, message, hint })
  for (const section of readSections(text)) {
    const { heading, line, items, rows } = section
    const read = ownValue(LISTS, heading)
    if (read) {
      const known = new Set(rows.map(({ cells }) => cells[0]))
      if (known.size < rows.length) twice(rows, problem)
      if (items.length + rows.length === 0 && section.level > 1)
        problem(
          line,
          isTableWithoutLine(section) ? 'table-without-line' : 'empty-list',
          `Unter „${heading}“ steht keine Zeile, die der Bot lesen kann; damit wäre nichts davon bekannt.`,
          isTableWithoutLine(section)
            ? 'Unter die Überschriften der Tabelle gehört eine Zeile |---|---|, mit einem Feld je Spalte.'
            : 'Schreiben Sie die Liste, oder löschen Sie die Überschrift.',
        )
      read(section, vocabulary, problem)
    } else if (items.length + rows.length > 0)
      problem(
        line,
        'unknown-list',
        `Die Liste „${heading}“ kennt der Bot nicht.`,
        didYouMean(heading, Object.keys(LISTS)) ?? `Möglich: ${Object.keys(LISTS).join(', ')}.`,
      )
  }
  return issues
}

function isTableWithoutLine({ text }: Section): boolean {
  return text.includes('|') && !/\|\s*:?-{3,}/.test(text)
}

/** A second row of the same id would replace the first without a word. */
function twice(rows: Section['rows'], problem: Report): void {
  const seen = new Set<string>()
  for (const { cells, line } of rows) {
    const [id = ''] = cells
    if (seen.has(id))
      problem(
        line,
        'duplicate-row',
        `Die Kennung „${id}“ steht zweimal in dieser Liste.`,
        'Löschen Sie eine der beiden Zeilen, oder geben Sie ihr eine eigene Kennung.',
      )
    seen.add(id)
  }
}

type Report = (line: number, code: string, message: string, hint: string) => void

/** `- aus: man, passiv` switches rules off, `- geschlecht: neutral` says how people are written of. */
function readStyle({ items }: Section, style: Style, problem: Report): void {
  for (const { text, line } of items) {
    const [name = '', value = ''] = text.split(/:\s(.*)/s)
    const form = GENDER_FORMS.find((known) => known === value.trim().replaceAll('`', ''))
    const rules = commaList(value)
    const wrong = rules.find((rule) => !STYLE_RULES.some((known) => known === rule))
    if (name.trim() === 'geschlecht' && form) style.gender = form
    else if (name.trim() === 'aus' && wrong === undefined) style.off.push(...(rules as StyleRule[]))
    else
      problem(
        line,
        'style-line',
        `„${text}“ ist keine Zeile der Sprachhinweise.`,
        (wrong !== undefined && name.trim() === 'aus' && didYouMean(wrong, STYLE_RULES)) ||
          `Schreiben Sie aus: und Regeln (${STYLE_RULES.join(', ')}), oder geschlecht: und eines von ${GENDER_FORMS.join(' ')}.`,
      )
  }
}

/** `- their word, another = our word`: what is said of a word twice is added up. */
function readPairs(section: Section, pairs: Map<string, string[]>, problem: Report): void {
  for (const item of section.items) {
    const [left, right, ...more] = item.text.split('=')
    if (!left?.trim() || !right?.trim() || more.length > 0) {
      problem(
        item.line,
        'word-line',
        `Die Zeile „${item.text}“ ist keine Übersetzung.`,
        'Schreiben Sie: - ihr Wort, noch eins = unser Wort',
      )
      continue
    }
    const ours = commaList(right.toLowerCase())
    for (const word of commaList(left.toLowerCase())) pairs.set(word, [...new Set([...(pairs.get(word) ?? []), ...ours])])
  }
}

/** `- word, another`: single words that mean nearly the same. */
function readSenses(section: Section, senses: string[][], problem: Report): void {
  for (const { text, line } of section.items) {
    const words = commaList(text.toLowerCase())
    const wrong = words.find((word) => !/^[\p{L}\p{N}-]+$/u.test(word))
    if (wrong !== undefined)
      problem(
        line,
        'sense-word',
        `„${wrong}“ ist kein einzelnes Wort.`,
        'Trennen Sie Wörter mit Komma; Wendungen gehören in vocabulary.md.',
      )
    else if (new Set(words).size < 2)
      problem(
        line,
        'sense-line',
        `Die Zeile „${text}“ nennt nur ein Wort.`,
        'Nennen Sie mindestens zwei Wörter, die dasselbe meinen, mit Komma getrennt.',
      )
    else senses.push(words)
  }
}

function addItems(section: Section, list: ListItem[], problem: Report): void {
  for (const { cells, line } of section.rows) {
    const [id = '', label = '', words = '', english = ''] = cells
    if (!checkId(id, label, line, problem)) continue
    replace(list, { id, label, words: commaList(words.toLowerCase()), english: commaList(english) })
  }
}

function addRegions(section: Section, list: Region[], problem: Report): void {
  for (const { cells, line } of section.rows) {
    const [id = '', label = '', within = '', words = '', postcodes = ''] = cells
    if (!checkId(id, label, line, problem)) continue
    const codes: string[] = []
    for (const part of commaList(postcodes)) {
      const match = /^(\d{5})(?:\s*[-–]\s*(\d{5}))?$/.exec(part)
      if (!match) {
        problem(line, 'postcode', `„${part}“ ist keine Postleitzahl.`, 'Fünf Ziffern, oder ein Bereich wie 06075-06077.')
        continue
      }
      for (let code = Number(match[1]); code <= Number(match[2] ?? match[1]); code++) codes.push(String(code).padStart(5, '0'))
    }
    replace(list, { id, label, within, words: commaList(words.toLowerCase()), english: [], postcodes: codes })
  }
}

function checkId(id: string, label: string, line: number, problem: Report): boolean {
  if (/^[a-z0-9-]+$/.test(id) && label !== '') return true
  problem(
    line,
    'list-row',
    `Die Zeile „${id} | ${label}“ hat keine gültige Kennung oder keinen Namen.`,
    'Erste Spalte: kleine Buchstaben, Ziffern, Bindestriche. Zweite Spalte: der Name.',
  )
  return false
}

function replace<T extends ListItem>(list: T[], item: T): void {
  const index = list.findIndex((known) => known.id === item.id)
  if (index < 0) list.push(item)
  else list[index] = item
}
