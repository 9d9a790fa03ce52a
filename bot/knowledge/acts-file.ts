/**
 * `acts.de.md` and `acts.en.md` → what people do in a talk besides asking for a topic: example sentences, patterns of words, and what is
 * replied. A later folder adds examples and patterns to those of an earlier one, and its reply replaces the earlier reply.
 */
import type { Issue } from './issue.ts'
import { commaList, readSections, type Section } from './list-file.ts'
import type { EntryId } from './schema.ts'
import { didYouMean } from './spelling.ts'

/** Crisis and emergency come before everything else; the order of the others means nothing. */
export const ACTS = [
  'crisis',
  'crisis-violence',
  'crisis-danger',
  'emergency',
  'greeting',
  'goodbye',
  'thanks',
  'helped',
  'ok',
  'yes',
  'no',
  'not-helped',
  'simpler',
  'again',
  'why',
  'complaint',
  'insult',
  'person',
  'call-back',
  'who-are-you',
  'robot',
  'operator',
  'privacy',
  'forget',
  'legal',
  'help',
  'own-case',
  'recommend',
  'small-talk',
  'opinion',
  'hours',
  'new-topic',
  'restart',
  'test-noise',
  'language',
  'personal-data',
  'no-alarm',
] as const
export type ActId = (typeof ACTS)[number]

/** Languages that are recognised and answered with one sentence, as ISO 639-1 calls them. */
export const FOREIGN_LANGUAGES = ['tr', 'uk', 'ru', 'pl', 'ar', 'ro', 'vi', 'fr', 'es'] as const
export type ForeignLanguage = (typeof FOREIGN_LANGUAGES)[number]

/** A sentence that holds all of `all` and none of `none`. Upper-case words are names of word groups; `_` joins neighbouring words. */
export interface Pattern {
  all: string[]
  /** Where not all are asked for: what each of `all` counts, and how much must come together. */
  points?: { each: number[]; least: number }
  none: string[]
  /** In a longer sentence it means nothing. */
  mostWords?: number
}

export interface Act {
  /** Empty where the program answers. */
  reply: string
  /** One short line in front of an answer, for what comes with a question. */
  short?: string
  /** The entry that goes with it; its own questions are no examples of something else. */
  entry?: EntryId
  /** Lines as written: `/` means or, `_` joins words. */
  examples: string[]
  /** Sentences as people wrote them, from the files of `sentences/`; nothing in them means anything but itself. */
  sentences: string[]
  patterns: Pattern[]
  /** A sentence with one of these words or groups is not taken for it by likeness alone. */
  never: string[]
}

export interface Acts {
  /** Name → words; a word ending in `-` stands for all that begin so. */
  groups: Map<string, string[]>
  acts: Map<ActId, Act>
  /** Sentences for those who write in another language. */
  languages: Map<ForeignLanguage, string>
  /** Sentences that do nothing but ask for a topic, though they may sound like an act. */
  topics: string[]
}

/** For a folder without a file of acts: nothing is recognised, everything is searched. */
export function emptyActs(): Acts {
  return { groups: new Map(), acts: new Map(), languages: new Map(), topics: [] }
}

const GROUPS = 'Wortgruppen'
const LANGUAGE = 'language.'
const PATTERN = /^Muster:\s*(.+)$/
const NEVER = /^Nie:\s*(.+)$/
const ENTRY = /^Eintrag:\s*(\S+)$/
const SHORT = /^Kurz:\s*(.+)$/
type Report = (line: number, code: string, message: string, hint: string) => void

/** Reads one file into `into`. Returns its issues. */
export function readActs(path: string, source: string, into: Acts): Issue[] {
  const issues: Issue[] = []
  const problem: Report = (line, code, message, hint) =>
    issues.push({ file: path, line, column: 1, severity: 'error', code, message, hint })
  const sections = readSections(source).filter(({ level }) => level === 2)
  for (const section of sections.filter(({ heading }) => heading === GROUPS)) readGroups(section, into, problem)
  for (const section of sections) {
    const { heading, line } = section
    if (heading === GROUPS) continue
    if (heading.startsWith(LANGUAGE)) {
      const language = FOREIGN_LANGUAGES.find((known) => known === heading.slice(LANGUAGE.length))
      if (language) into.languages.set(language, section.text)
      else unknown(heading, line, problem)
      continue
    }
    const id = ACTS.find((known) => known === heading)
    if (id) readAct(id, section, into, problem)
    else unknown(heading, line, problem)
  }
  return issues
}

const TOPICS = 'Themen'

/** Reads a file of `sentences/` into `into`: under the name of an act, or under `Themen`, sentences as they came. Returns its issues. */
export function readActSentences(path: string, source: string, into: Acts): Issue[] {
  const issues: Issue[] = []
  for (const { heading, line, items, level } of readSections(source)) {
    if (level !== 2) continue
    const said = items.map(({ text }) => text)
    const id = ACTS.find((known) => known === heading)
    if (heading === TOPICS) into.topics.push(...said)
    else if (id) {
      const before = into.acts.get(id) ?? { reply: '', examples: [], sentences: [], patterns: [], never: [] }
      into.acts.set(id, { ...before, sentences: [...before.sentences, ...said] })
    } else
      issues.push({
        file: path,
        line,
        column: 1,
        severity: 'error',
        code: 'unknown-act',
        message: `Den Abschnitt „${heading}“ kennt der Bot nicht.`,
        hint: didYouMean(heading, [...ACTS, TOPICS]) ?? `Möglich: ${[...ACTS, TOPICS].join(', ')}.`,
      })
  }
  return issues
}

function unknown(heading: string, line: number, problem: Report): void {
  const known = [...ACTS, ...FOREIGN_LANGUAGES.map((language) => LANGUAGE + language), GROUPS]
  problem(
    line,
    'unknown-act',
    `Den Abschnitt „${heading}“ kennt der Bot nicht.`,
    didYouMean(heading, known) ?? `Möglich: ${known.join(', ')}.`,
  )
}

function readGroups({ items }: Section, into: Acts, problem: Report): void {
  for (const { text, line } of items) {
    const [, name, words] = /^([A-ZÄÖÜ-]{3,}):\s*(.+)$/.exec(text) ?? []
    if (!name || !words) {
      problem(line, 'word-group', `„${text.slice(0, 40)}“ ist keine Wortgruppe.`, 'Zum Beispiel: - MENSCH: Mensch, Mitarbeiter, Berater')
      continue
    }
    into.groups.set(name, [...(into.groups.get(name) ?? []), ...commaList(words)])
  }
}

function readAct(id: ActId, { items, text }: Section, into: Acts, problem: Report): void {
  const before = into.acts.get(id)
  const act: Act = {
    reply: before?.reply ?? '',
    examples: [...(before?.examples ?? [])],
    sentences: [...(before?.sentences ?? [])],
    patterns: [...(before?.patterns ?? [])],
    never: [...(before?.never ?? [])],
  }
  const own = text.split('\n').filter((line) => !/^[-*] /.test(line))
  const entry = own.map((line) => ENTRY.exec(line.trim())?.[1]).find((found) => found !== undefined) ?? before?.entry
  if (entry !== undefined) act.entry = entry as EntryId
  const short = own.map((line) => SHORT.exec(line.trim())?.[1]).find((found) => found !== undefined) ?? before?.short
  if (short !== undefined) act.short = short
  const reply = own
    .filter((line) => !ENTRY.test(line.trim()) && !SHORT.test(line.trim()))
    .join('\n')
    .trim()
  if (reply !== '') act.reply = reply
  for (const { text: item, line } of items) {
    const pattern = PATTERN.exec(item)?.[1]
    const never = NEVER.exec(item)?.[1]
    if (pattern !== undefined) {
      const read = readPattern(pattern)
      if (haveGroups([...read.all, ...read.none], line, into, problem)) act.patterns.push(read)
    } else if (never !== undefined) {
      const words = commaList(never)
      if (haveGroups(words, line, into, problem)) act.never.push(...words)
    } else act.examples.push(item)
  }
  into.acts.set(id, act)
}

/** Whether every group that is named exists; says which does not. */
function haveGroups(words: readonly string[], line: number, { groups }: Acts, problem: Report): boolean {
  const missing = words.find((word) => isGroupName(word) && !groups.has(word))
  if (missing === undefined) return true
  problem(
    line,
    'unknown-word-group',
    `Die Wortgruppe „${missing}“ gibt es nicht.`,
    didYouMean(missing, groups.keys()) ?? 'Legen Sie sie unter „Wortgruppen“ an.',
  )
  return false
}

/** Upper case from the first letter to the last: the name of a group. */
export function isGroupName(word: string): boolean {
  return word.length > 2 && word === word.toUpperCase() && /\p{Lu}/u.test(word)
}

const POINTS = /^(\d+) Punkte aus\s+/
const COUNTED = /^(.+?)\s+(\d+)$/

/** `A + b; nicht C, d; höchstens 6 Wörter`, or `3 Punkte aus A 2 + b; nicht …`: what has no figure counts one. */
function readPattern(text: string): Pattern {
  const [rest = '', most] = text.split(/;\s*höchstens\s+/)
  const [all = '', none = ''] = rest.split(/;\s*nicht\s+/)
  const least = POINTS.exec(all)?.[1]
  const terms = all
    .replace(POINTS, '')
    .split('+')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  const counted = terms.map((term) => (least === undefined ? null : COUNTED.exec(term)))
  return {
    all: terms.map((term, at) => counted[at]?.[1] ?? term),
    none: commaList(none),
    ...(most && { mostWords: Number.parseInt(most, 10) }),
    ...(least && { points: { least: Number(least), each: counted.map((term) => Number(term?.[2] ?? 1)) } }),
  }
}
