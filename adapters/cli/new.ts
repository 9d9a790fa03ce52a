/** `npm run new -- event "Titel" [--rule FREQ=…] [--start DAY]`: a new entry as a draft, with every field of its kind explained. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { nextDates, writeDates } from '../../bot/knowledge/next-dates.ts'
import { anchor } from '../../bot/knowledge/passages.ts'
import { ruleProblem } from '../../bot/knowledge/recurrence-rule.ts'
import { schemas } from '../../bot/knowledge/schema.ts'
import { template } from '../../bot/knowledge/template.ts'
import { momentOn } from '../../bot/moment.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { readArguments, refuse } from './arguments.ts'
import { knowledgeFolders } from './folders.ts'
import { kindOf } from './kinds.ts'
import { today } from './today.ts'

const USAGE = 'npm run new -- article|funding|event|contact|guide "Titel"'
const { values, positionals } = readArguments(
  { allowPositionals: true, options: { rule: { type: 'string' }, start: { type: 'string' } } },
  USAGE,
)
const [word = '', ...rest] = positionals
const title = rest.join(' ').trim()
const kind = kindOf(word)
const slug = anchor(title)
if (!kind || slug === '') refuse(USAGE)
if (kind !== 'events' && (values.rule ?? values.start) !== undefined) refuse('--rule und --start gibt es nur bei event.')
const day = today(undefined)
/** What is planned of the event, and the days that follow from it. */
const folders = knowledgeFolders()
const planned = kind === 'events' ? plan(values.rule, values.start) : undefined
// With a shared core and an overlay, new entries belong to the overlay.
const folder = folders.at(-1)!
const path = join(folder, kind, `${slug}.md`)
if (existsSync(path)) {
  console.error(`${relative(process.cwd(), path)} gibt es schon. Nehmen Sie einen anderen Titel oder bearbeiten Sie die Datei.`)
  process.exit(1)
}
mkdirSync(dirname(path), { recursive: true })
writeFileSync(path, template(kind, title, day, planned?.fields))
console.log(`${relative(process.cwd(), path)} ist angelegt, als Entwurf (status: draft).
Füllen Sie die Felder. Wo Sie ein weiteres brauchen, nehmen Sie davor „# “ weg; alle anderen Zeilen mit # dürfen Sie löschen.
Soll der Eintrag live gehen, löschen Sie status: draft. Prüfen: npm run -s check`)
if (planned) console.log(planned.words)

interface Plan {
  fields: Record<string, unknown>
  words: string
}

/** Exits 2 when the rule cannot be worked out, or `start` is no day of it. */
function plan(rule: string | undefined, start: string | undefined): Plan {
  if (start !== undefined && !schemas.events.shape.start.safeParse(start).success)
    refuse(`--start ${start} ist kein Tag. Schreiben Sie zum Beispiel --start ${day} oder --start ${day}T14:00.`)
  if (rule === undefined)
    return {
      fields: start === undefined ? {} : { start },
      words:
        'Wiederholt sich der Termin? Dann schreibt --rule FREQ=MONTHLY;BYDAY=1TH die Regel hinein und zeigt die nächsten drei Termine.',
    }
  const problem = ruleProblem(rule)
  if (problem) refuse(`${problem.message} ${problem.hint}`)
  const from = start?.slice(0, 10) ?? day
  const series = { start: from, valid: {}, cancelled: false } as const
  const [first] = nextDates(
    { ...series, land: 'BUND', recurrence: { rule, except: [], holidays: 'findet statt' } },
    momentOn(from, '00:00'),
  )
  if (!first) refuse(`Nach „${rule}“ findet kein Termin statt.`)
  if (start !== undefined && first.day !== from) refuse(`--start ${start} ist kein Tag von „${rule}“; der nächste wäre ${first.day}.`)
  const { land } = loadKnowledge(folders).knowledge.area
  const dates = nextDates(
    { ...series, start: first.day, land, recurrence: { rule, except: [], holidays: 'entfällt' } },
    momentOn(from, '00:00'),
  )
  return {
    fields: { start: start ?? first.day, recurrence: { rule } },
    words: `Die nächsten Termine, ohne Feiertage: ${writeDates(dates.map((date) => date.day))}. Ist das gemeint?`,
  }
}
