/** `vocabulary.md` → the visitors' words and the lists of topics, audiences and regions. */
import type { Issue } from './issue.ts'
import type { ListItem, Region, Vocabulary } from './knowledge.ts'
import { commaList, readSections, type Section } from './list-file.ts'

export function emptyVocabulary(): Vocabulary {
  return { words: new Map(), short: new Set(), topics: [], audiences: [], regions: [] }
}

/** Reads one file into `vocabulary` (an overlay adds to what the core file said). Returns its issues. */
export function readVocabulary(path: string, text: string, vocabulary: Vocabulary): Issue[] {
  const issues: Issue[] = []
  const problem = (line: number, code: string, message: string, hint: string) =>
    issues.push({ file: path, line, column: 1, severity: 'error', code, message, hint })
  for (const section of readSections(text)) {
    if (section.heading === 'Wörter') readWords(section, vocabulary, problem)
    else if (section.heading === 'Kurze Wörter')
      for (const item of section.items) for (const word of commaList(item.text)) vocabulary.short.add(word.toLowerCase())
    if (section.heading === 'Themen') addItems(section, vocabulary.topics, problem)
    if (section.heading === 'Zielgruppen') addItems(section, vocabulary.audiences, problem)
    if (section.heading === 'Regionen') addRegions(section, vocabulary.regions, problem)
  }
  return issues
}

type Report = (line: number, code: string, message: string, hint: string) => void

function readWords(section: Section, vocabulary: Vocabulary, problem: Report): void {
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
    for (const word of commaList(left.toLowerCase()))
      vocabulary.words.set(word, [...new Set([...(vocabulary.words.get(word) ?? []), ...ours])])
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
