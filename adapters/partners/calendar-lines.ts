/**
 * A calendar file → the parts that matter of its events, one by one, so that a broken line costs that line, and a broken event itself.
 * Only the properties named here are looked at: who organises and who attends is never read.
 */

export interface CalendarLine {
  name: string
  /** The whole content line, unfolded. */
  text: string
  /** Where it begins in the file, from 1. */
  line: number
}

export interface CalendarPart {
  lines: CalendarLine[]
  line: number
}

export interface CalendarParts {
  events: CalendarPart[]
  /** Definitions of zones by name. */
  zones: Map<string, string[]>
  /** Everything in it is taken back. */
  isCancelling: boolean
  problems: { line: number; message: string }[]
}

const WANTED = new Set(
  'UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID SUMMARY DESCRIPTION LOCATION URL STATUS SEQUENCE X-GOOGLE-CONFERENCE X-MICROSOFT-SKYPETEAMSMEETINGURL'.split(
    ' ',
  ),
)
/** Of these the next line may be a part although it is not folded as it should be. */
const PROSE = new Set(['SUMMARY', 'DESCRIPTION', 'LOCATION'])
const PROPERTY = /^([A-Za-z][A-Za-z0-9-]*)(?=[;:])/
const MAX_PROBLEMS = 20
const MAX_LINE = 60_000

/** Reads what is there; never throws. A calendar that is none has no events. */
export function calendarParts(text: string): CalendarParts {
  const parts: CalendarParts = { events: [], zones: new Map(), isCancelling: false, problems: [] }
  const problem = (line: number, message: string) => {
    if (parts.problems.length < MAX_PROBLEMS) parts.problems.push({ line, message })
  }
  /** Names of the components that are open, outermost first. */
  const open: string[] = []
  let event: CalendarPart | undefined
  let zone: string[] | undefined
  const close = (line: number) => {
    if (!event) return
    problem(line, `Ein Termin (ab Zeile ${event.line}) hat kein END:VEVENT.`)
    parts.events.push(event)
    event = undefined
  }
  for (const { name, text: content, line } of unfolded(text, problem)) {
    const value = content
      .slice(content.indexOf(':') + 1)
      .trim()
      .toUpperCase()
    if (name === 'BEGIN') {
      if (value === 'VEVENT') {
        close(line)
        event = { lines: [], line }
        open.length = 0
      }
      if (value === 'VTIMEZONE') zone = []
      open.push(value)
      zone?.push(content)
    } else if (name === 'END') {
      zone?.push(content)
      if (value === 'VTIMEZONE' && zone) {
        const id = zone.find((one) => /^TZID[;:]/i.test(one))
        if (id) parts.zones.set(id.slice(id.indexOf(':') + 1).trim(), zone)
        zone = undefined
      }
      if (value === 'VEVENT' && event) {
        parts.events.push(event)
        event = undefined
      }
      if (value === 'VCALENDAR') close(line)
      const at = open.lastIndexOf(value)
      if (at >= 0) open.length = at
    } else if (zone) zone.push(content)
    else if (event && open.at(-1) === 'VEVENT') {
      if (WANTED.has(name)) event.lines.push({ name, text: content, line })
    } else if (name === 'METHOD' && value === 'CANCEL') parts.isCancelling = true
  }
  close(text.split('\n').length)
  return parts
}

/** Content lines with their folds undone. What is no property goes on with the prose before it, or is told and left out. */
function* unfolded(text: string, problem: (line: number, message: string) => void): Generator<CalendarLine> {
  let last: CalendarLine | undefined
  let at = 0
  for (const written of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    at++
    if (written.trim() === '') continue
    if (last && /^[ \t]/.test(written)) {
      if (last.text.length < MAX_LINE) last.text += written.slice(1)
      continue
    }
    const [name] = PROPERTY.exec(written) ?? []
    const isNext = name !== undefined && (isKnown(name) || !last || !PROSE.has(last.name))
    if (isNext) {
      if (last) yield last
      last = { name: name.toUpperCase(), text: written, line: at }
    } else if (last && PROSE.has(last.name)) {
      // A program that broke the line without folding it.
      if (last.text.length < MAX_LINE) last.text += `\\n${written}`
    } else problem(at, `Zeile ${at} ist keine Kalenderzeile und bleibt weg.`)
  }
  if (last) yield last
}

/** A line of prose may hold a colon ("Ort: Rathaus"); names of properties are written large. */
function isKnown(name: string): boolean {
  return name === name.toUpperCase()
}
