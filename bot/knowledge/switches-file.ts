/**
 * `switches.md` → what operators switch: notices for a while, doors that are closed, entries that are withdrawn. Three tables under fixed
 * headings; a row with a mistake keeps no other row from holding.
 */
import { type Day, isDay } from './day.ts'
import { likely } from './field-hints.ts'
import type { Issue } from './issue.ts'
import type { Door, Knowledge, Switches } from './knowledge.ts'
import { readSections, type Section } from './list-file.ts'
import { type EntryId, KINDS, type PublicWords } from './schema.ts'
import { didYouMean } from './spelling.ts'

/** As editors write the doors, in lower case. */
const DOOR_WORDS: ReadonlyMap<string, Door> = new Map([
  ['chat', 'chat'],
  ['teams', 'teams'],
  ['seiten', 'pages'],
  ['anfragen', 'requests'],
  ['programme', 'programs'],
])
const TABLES = {
  notices: { heading: 'Hinweise', row: '| 2026-12-21 | 2027-01-03 | Was Besucher wissen sollen. | |' },
  doors: { heading: 'Geschlossene Türen', row: '| Anfragen | 2026-12-21 | 2027-01-03 | Der Grund. | |' },
  withdrawn: { heading: 'Zurückgezogene Einträge', row: '| articles/e-rechnung | Der Grund. | |' },
} as const
type Table = keyof typeof TABLES

/** Nothing is switched. */
export function emptySwitches(): Switches {
  return { notices: [], doors: [], withdrawn: [] }
}

/** Reads one file into `switches`; what each row says is added to what lower layers said. Returns its issues. */
export function readSwitches(path: string, text: string, switches: Switches): Issue[] {
  const issues: Issue[] = []
  for (const section of readSections(text)) {
    const table = tableOf(section)
    if (table === undefined) {
      if (section.rows.length > 0)
        issues.push(
          issueAt(
            path,
            section.line,
            'switch-heading',
            `Die Tabelle „${section.heading}“ gibt es hier nicht.`,
            `${didYouMean(section.heading, headings()) ?? ''} Möglich sind: ${headings().join(', ')}.`.trim(),
          ),
        )
      continue
    }
    if (section.rows.length === 0 && /^\s*\|/m.test(section.text) && !/\|\s*:?-{3,}/.test(section.text))
      issues.push(
        issueAt(
          path,
          section.line,
          'switch-table',
          `Unter „${section.heading}“ steht keine Zeile, die der Bot lesen kann.`,
          'Unter die Überschriften der Tabelle gehört eine Zeile |---|---|---|.',
        ),
      )
    for (const { cells, line } of section.rows) {
      const problem = readRow(table, cells, { file: path, line }, switches)
      if (problem) issues.push(issueAt(path, line, problem.code, problem.message, problem.hint))
    }
  }
  return issues
}

interface Problem {
  code: string
  message: string
  hint: string
}

function readRow(table: Table, cells: readonly string[], at: { file: string; line: number }, switches: Switches): Problem | undefined {
  const { row } = TABLES[table]
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = cells
  if (table === 'withdrawn') {
    const entry = first.replace(/^`(.+)`$/, '$1').replace(/\.md$/, '')
    if (!isEntryId(entry))
      return {
        code: 'switch-entry',
        message: `„${first}“ ist keine Kennung.`,
        hint: `Ordner und Dateiname, zum Beispiel articles/e-rechnung. Eine Zeile sieht so aus: ${row}`,
      }
    if (second === '') return withoutWords(`Zu ${entry} fehlt der Grund.`, row)
    switches.withdrawn.push({ entry, words: { de: second, en: third || second }, ...at })
    return undefined
  }
  const isDoor = table === 'doors'
  const door = DOOR_WORDS.get(first.toLowerCase())
  if (isDoor && !door)
    return {
      code: 'switch-door',
      message: `Die Tür „${first}“ gibt es nicht.`,
      hint: `${didYouMean(first, ['Chat', 'Teams', 'Seiten', 'Anfragen', 'Programme']) ?? ''} Möglich sind: Chat, Teams, Seiten, Anfragen, Programme.`.trim(),
    }
  const [from, until, de, en] = isDoor ? [second, third, fourth, fifth] : [first, second, third, fourth]
  for (const written of [from, until])
    if (written !== '' && clockOf(written) === undefined)
      return {
        code: 'switch-day',
        message: `„${written}“ ist kein Zeitpunkt.`,
        hint: likely('kein Zeitpunkt', written) ?? 'Schreiben Sie 2026-12-03 oder 2026-12-03T14:00, oder lassen Sie das Feld leer.',
      }
  const period = { ...(from && { from: clockOf(from)!.first }), ...(until && { until: clockOf(until)!.last }) }
  if (period.from !== undefined && period.until !== undefined && period.until < period.from)
    return { code: 'switch-period', message: `${until} liegt vor ${from}.`, hint: 'Tauschen Sie Anfang und Ende.' }
  if (de === '') return withoutWords(isDoor ? 'Es fehlt der Grund.' : 'Es fehlt der Hinweis.', row)
  const words = { de, en: en || de }
  if (isDoor) switches.doors.push({ door: door!, words, ...period })
  else switches.notices.push({ words, ...period })
  return undefined
}

function withoutWords(message: string, row: string): Problem {
  return { code: 'switch-words', message, hint: `Er wird Besuchern gezeigt. Eine Zeile sieht so aus: ${row}` }
}

/** The first and the last minute that is meant: of a day, or the one that is named. */
function clockOf(written: string): { first: string; last: string } | undefined {
  const day: Day = written.slice(0, 10)
  if (!isDay(day) || !/^(?:[T ](?:[01]\d|2[0-3]):[0-5]\d)?$/.test(written.slice(10))) return undefined
  const clock = written.slice(11)
  return { first: `${day}T${clock || '00:00'}`, last: `${day}T${clock || '23:59'}` }
}

/** What is switched now, with what held before besides: until a mistake is mended nothing that was closed opens by it. */
export function keepSwitches(now: Switches, before: Switches): Switches {
  const both = <T extends object>(fresh: readonly T[], old: readonly T[], same: (one: T, other: T) => boolean) => [
    ...fresh,
    ...old.filter((one) => !fresh.some((other) => same(one, other))),
  ]
  const sameWords = (one: { words: PublicWords }, other: { words: PublicWords }) => one.words.de === other.words.de
  return {
    notices: both(now.notices, before.notices, sameWords),
    doors: both(now.doors, before.doors, (one, other) => one.door === other.door),
    withdrawn: both(now.withdrawn, before.withdrawn, (one, other) => one.entry === other.entry),
  }
}

/** Withdrawals of what is not there. */
export function checkSwitches({ switches, entries }: Pick<Knowledge, 'switches' | 'entries'>): Issue[] {
  return switches.withdrawn.flatMap(({ entry, file, line }) =>
    entries.has(entry)
      ? []
      : [
          issueAt(
            file,
            line,
            'switch-unknown-entry',
            `Den Eintrag „${entry}“ gibt es nicht.`,
            didYouMean(entry, [...entries.keys()]) ?? 'Löschen Sie die Zeile, wenn auch die Datei gelöscht ist.',
          ),
        ],
  )
}

function isEntryId(text: string): text is EntryId {
  return /^[a-z]+\/[a-z0-9-]+$/.test(text) && KINDS.some((kind) => text.startsWith(`${kind}/`))
}

const headings = (): string[] => Object.values(TABLES).map(({ heading }) => heading)

function tableOf({ heading }: Section): Table | undefined {
  const found = Object.entries(TABLES).find(([, table]) => table.heading.toLowerCase() === heading.toLowerCase())
  return found?.[0] as Table | undefined
}

function issueAt(file: string, line: number, code: string, message: string, hint: string): Issue {
  return { file, line, column: 1, severity: 'error', code, message, hint }
}
