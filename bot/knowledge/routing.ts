/**
 * `routing.md` → who takes requests that visitors hand to a person, when somebody reads them, and how long they may lie. Without the
 * file there are no channels, no office hours (so nothing is promised) and the times below.
 */
import type { Issue } from './issue.ts'
import { type Digest, entriesOf, type Knowledge, type Routing } from './knowledge.ts'
import type { KnowledgeFile } from './knowledge-file.ts'
import { commaList, readSections, type Section } from './list-file.ts'
import { checkShape, checkTwice, type ReportLine as Report } from './list-table.ts'
import { readMailbox } from './mailbox.ts'
import { ownValue } from './own-value.ts'
import { placesIn } from './place.ts'
import { didYouMean } from './spelling.ts'
import { isClock, readClosed, readWeekdays, weekdayNumber } from './week-hours.ts'

/** What holds without `routing.md`: no channels, no hours, four and eight hours to wait. */
export function emptyRouting(): Routing {
  return { channels: [], leads: [], digests: [], hours: [], closed: [], land: 'BUND', remindAfterHours: 4, escalateAfterHours: 8 }
}

/** Reads one file into `routing`; what an overlay says of hours, times or the last resort replaces what the core said. Returns its issues. */
export function readRouting(path: string, text: string, routing: Routing): Issue[] {
  const issues: Issue[] = []
  const problem: Report = (line, code, message, hint) =>
    issues.push({ file: path, line, column: 1, severity: 'error', code, message, hint })
  for (const section of readSections(text)) {
    const { heading, line, level, items, rows } = section
    const read = ownValue(SECTIONS, heading)
    if (read) {
      const columns = COLUMNS.get(heading)
      if (columns || !MAY_BE_EMPTY.has(heading)) checkShape(section, columns, problem)
      if (heading === 'Kanäle') checkTwice(rows, problem)
      read(section, routing, problem, path)
    } else if (level > 1 && items.length + rows.length > 0)
      problem(
        line,
        'unknown-list',
        `Den Abschnitt „${heading}“ kennt der Bot nicht.`,
        didYouMean(heading, Object.keys(SECTIONS)) ?? `Möglich: ${Object.keys(SECTIONS).join(', ')}.`,
      )
  }
  return issues
}

const COLUMNS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Kanäle', ['Kennung', 'Name', 'Themen', 'Regionen', 'E-Mail']],
  ['Bürozeiten', ['Tage', 'Von', 'Bis']],
])
/** Sections that stand in the file as a place to write. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['Geschlossen', 'Leitung', 'Wochenbericht', 'Fristen'])

const SECTIONS: Record<string, (section: Section, routing: Routing, problem: Report, path: string) => void> = {
  Kanäle: (section, routing, problem, file) => {
    for (const { cells, line } of section.rows) {
      const [id = '', label = '', topics = '', regions = '', mail = '', duty = ''] = cells
      if (!/^[a-z0-9-]+$/.test(id) || label === '') {
        problem(
          line,
          'channel-row',
          `Die Zeile „${id} | ${label}“ ist kein Kanal.`,
          'Erste Spalte: eine Kennung aus kleinen Buchstaben, Ziffern und Bindestrichen. Zweite Spalte: der Name.',
        )
        continue
      }
      const boxesIn = (cell: string) =>
        commaList(cell).flatMap((written) => {
          const box = readMailbox(written)
          if (!box)
            problem(
              line,
              'channel-mail',
              `„${written}“ ist keine E-Mail-Adresse.`,
              'Zum Beispiel: beratung@example.org, oder mit Namen: Erika Muster <erika@example.org>; mehrere mit Komma.',
            )
          return box ?? []
        })
      const channel = {
        id,
        label,
        topics: commaList(topics),
        regions: commaList(regions),
        mail: boxesIn(mail),
        duty: boxesIn(duty),
        file,
        line,
      }
      const before = routing.channels.findIndex((known) => known.id === id)
      if (before < 0) routing.channels.push(channel)
      else routing.channels[before] = channel
    }
  },
  'Letzte Anlaufstelle': (section, routing) => {
    const [item] = section.items
    if (item) routing.lastResort = item.text
  },
  Leitung: (section, routing) => {
    if (section.items.length > 0) routing.leads = section.items.map(({ text }) => text.trim())
  },
  Bürozeiten: (section, routing, problem) => {
    const hours = section.rows.flatMap(({ cells: [days = '', from = '', to = ''], line }) => {
      const weekdays = readWeekdays(days)
      if (weekdays.length > 0 && isClock(from) && isClock(to) && from < to) return weekdays.map((weekday) => ({ weekday, from, to }))
      if (weekdays.length > 0 && isClock(from) && isClock(to)) {
        problem(
          line,
          'office-hours',
          `Die Bürozeit endet um ${to}, und sie beginnt erst um ${from}.`,
          `Schreiben Sie | ${days} | ${to} | ${from} |`,
        )
        return []
      }
      problem(
        line,
        'office-hours',
        `Die Bürozeit „${days} ${from} ${to}“ ist nicht zu verstehen.`,
        'Zum Beispiel: | Mo-Do | 09:00 | 16:00 |',
      )
      return []
    })
    if (hours.length > 0) routing.hours = hours
  },
  Geschlossen: (section, routing, problem) => {
    for (const { text, line } of section.items) {
      const span = readClosed(text)
      if (span) routing.closed.push(span)
      else problem(line, 'closed-days', `„${text}“ ist kein Zeitraum.`, 'Zum Beispiel: - 2026-12-24 bis 2027-01-01')
    }
  },
  Fristen: (section, routing, problem) => {
    const before = { ...routing }
    for (const { text, line } of section.items) {
      const match = /^(Erinnern|Weitergeben) nach: (\d{1,3}) Bürostunden?$/.exec(text)
      if (match?.[1] === 'Erinnern') routing.remindAfterHours = Number(match[2])
      else if (match) routing.escalateAfterHours = Number(match[2])
      else
        problem(
          line,
          'deadline',
          `Die Frist „${text}“ ist nicht zu verstehen.`,
          'Möglich: „Erinnern nach: 4 Bürostunden“ und „Weitergeben nach: 8 Bürostunden“.',
        )
    }
    const { remindAfterHours: remind, escalateAfterHours: escalate } = routing
    if (remind < escalate) return
    const line = section.items[0]?.line ?? section.line
    problem(
      line,
      'deadlines-reversed',
      `Weitergegeben wird nach ${escalate} Bürostunden, erinnert erst nach ${remind}: Die Erinnerung käme nie.`,
      `Schreiben Sie bei „Erinnern nach“ eine kleinere Zahl als bei „Weitergeben nach“.`,
    )
    Object.assign(routing, { remindAfterHours: before.remindAfterHours, escalateAfterHours: before.escalateAfterHours })
  },
  Wochenbericht: (section, routing, problem) => {
    const digests: Digest[] = []
    for (const { text, line } of section.items) {
      const match = /^(\p{L}{2}) (\d\d:\d\d) an ([a-z0-9-]+)$/u.exec(text)
      const weekday = weekdayNumber(match?.[1] ?? '')
      if (match && weekday > 0 && isClock(match[2]!)) digests.push({ weekday, clock: match[2]!, channel: match[3]! })
      else
        problem(line, 'digest', `„${text}“ sagt nicht, wann der Wochenbericht wohin geht.`, 'Zum Beispiel: - Mo 08:00 an partnernetzwerk')
    }
    if (digests.length > 0) routing.digests = digests
  },
}

/** What the file says of channels, topics and regions must exist; so must the channels that contacts name. */
export function checkRouting(knowledge: Knowledge, files: readonly KnowledgeFile[]): Issue[] {
  const { routing, vocabulary } = knowledge
  const path = files.findLast((file) => file.name === 'routing.md')?.path
  if (path === undefined) return []
  const issues: Issue[] = []
  /** Of the first line of a list, looked up only where something in it is wrong. */
  const lineOf = (heading: string): number => {
    const file = files.findLast((one) => one.name === 'routing.md')!
    const section = readSections(file.read()).findLast((one) => one.heading === heading)
    return section?.items[0]?.line ?? section?.line ?? 1
  }
  const ids = routing.channels.map(({ id }) => id)
  const unknown = (file: string, line: number, id: string, list: readonly string[], what: string, column = 1) => {
    if (list.includes(id)) return
    issues.push({
      file,
      line,
      column,
      severity: 'error',
      code: 'unknown-channel-word',
      message: `„${id}“ ist ${what}.`,
      hint: didYouMean(id, list) ?? `Möglich: ${list.join(', ')}.`,
    })
  }
  for (const channel of routing.channels) {
    for (const id of channel.topics)
      unknown(
        channel.file,
        channel.line,
        id,
        vocabulary.topics.map((topic) => topic.id),
        'kein Thema aus vocabulary.md',
      )
    for (const id of channel.regions)
      unknown(
        channel.file,
        channel.line,
        id,
        vocabulary.regions.map((region) => region.id),
        'keine Region aus vocabulary.md',
      )
  }
  if (routing.lastResort !== undefined) unknown(path, lineOf('Letzte Anlaufstelle'), routing.lastResort, ids, 'kein Kanal aus der Tabelle')
  for (const { channel } of routing.digests) unknown(path, lineOf('Wochenbericht'), channel, ids, 'kein Kanal aus der Tabelle')
  const placeOf = placesIn(files)
  for (const contact of entriesOf(knowledge, 'contacts')) {
    const { handOff } = contact
    if (handOff === undefined || ids.includes(handOff)) continue
    const { file, line, column } = placeOf(contact, ['handOff'])
    unknown(file, line, handOff, ids, 'kein Kanal aus routing.md', column)
  }
  return issues
}
