/** `vocabulary.md` and `words/*.md` → the visitors' words, everyday words, and the lists of topics, audiences and regions. */
import type { Issue } from './issue.ts'
import type { ListItem, Region, Vocabulary } from './knowledge.ts'
import { commaList, readSections, type Section } from './list-file.ts'
import { checkShape, checkTwice, type ReportLine as Report } from './list-table.ts'
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

/** Lists that are tables, with their columns. */
const COLUMNS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Themen', ['Kennung', 'Name', 'Wörter', 'Englisch']],
  ['Zielgruppen', ['Kennung', 'Name', 'Wörter', 'Englisch']],
  ['Regionen', ['Kennung', 'Name', 'gehört zu', 'Wörter', 'PLZ']],
])

/** A row of the regions, with what it says it belongs to. */
export interface RegionRow {
  id: string
  within: string
  file: string
  line: number
}

/** Reads one file into `vocabulary` and `regions` (an overlay adds to what the core file said). Returns its issues. */
export function readVocabulary(path: string, text: string, vocabulary: Vocabulary, regions: RegionRow[] = []): Issue[] {
  const issues: Issue[] = []
  const problem = (line: number, code: string, message: string, hint: string) =>
    issues.push({ file: path, line, column: 1, severity: 'error', code, message, hint })
  for (const section of readSections(text)) {
    const { heading, line, items, rows } = section
    const read = ownValue(LISTS, heading)
    if (read) {
      const columns = COLUMNS.get(heading)
      checkShape(section, columns, problem)
      if (columns) checkTwice(rows, problem)
      read(section, vocabulary, problem)
      if (heading === 'Regionen')
        for (const { cells, line } of rows) regions.push({ id: cells[0] ?? '', within: cells[2] ?? '', file: path, line })
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

/** Word in place of a region for what lies outside of all. */
const OUTSIDE = 'außerhalb'

/** Regions of all files together: each belongs to one that exists, and none to itself in the end. */
export function regionIssues(rows: readonly RegionRow[]): Issue[] {
  const parents = new Map(rows.map(({ id, within }) => [id, within]))
  const leadsBack = (id: string): boolean => {
    const seen = new Set<string>()
    for (let at = parents.get(id) ?? ''; at !== '' && !seen.has(at); at = parents.get(at) ?? '') {
      if (at === id) return true
      seen.add(at)
    }
    return false
  }
  return rows.flatMap(({ id, within, file, line }): Issue[] => {
    const at = { file, line, column: 1, severity: 'error' as const }
    if (within !== '' && within !== OUTSIDE && !parents.has(within))
      return [
        {
          ...at,
          code: 'unknown-region',
          message: `„${id}“ soll zu „${within}“ gehören, und diese Region gibt es nicht.`,
          hint:
            didYouMean(within, [...parents.keys(), OUTSIDE]) ??
            `Nehmen Sie eine Kennung aus der ersten Spalte, „${OUTSIDE}“, oder lassen Sie das Feld leer.`,
        },
      ]
    if (leadsBack(id))
      return [
        {
          ...at,
          code: 'region-circle',
          message: `„${id}“ gehört über „${within}“ am Ende zu sich selbst.`,
          hint: 'Lassen Sie bei der größten dieser Regionen das Feld „gehört zu“ leer.',
        },
      ]
    return []
  })
}

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
      const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])]
      if (to < from || to - from > MAX_RANGE) {
        problem(
          line,
          'postcode',
          to < from
            ? `„${part}“ läuft rückwärts.`
            : `„${part}“ umfasst ${to - from + 1} Postleitzahlen; so viele hat keine Region in einem Stück.`,
          to < from ? `Schreiben Sie ${match[2]}-${match[1]}.` : 'Prüfen Sie beide Zahlen.',
        )
        continue
      }
      for (let code = from; code <= to; code++) codes.push(String(code).padStart(5, '0'))
    }
    replace(list, { id, label, within, words: commaList(words.toLowerCase()), english: [], postcodes: codes })
  }
}

/** Two leading figures hold a thousand of them. */
const MAX_RANGE = 2_000

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
