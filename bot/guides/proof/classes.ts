/**
 * Answers that nothing tells apart: no `when:` table, no rule, no entry's own fields. The walk over all paths takes one of
 * each class and counts how many it stands for, so that fourteen districts, 300 postcodes and every number of employees are
 * all covered.
 */
import { addDays } from '../../knowledge/day.ts'
import type { Choice, Step, When } from '../../knowledge/guide-schema.ts'
import { entriesOf } from '../../knowledge/knowledge.ts'
import { ownValue } from '../../knowledge/own-value.ts'
import type { Entry, EntryId, Guide } from '../../knowledge/schema.ts'
import { statusOn } from '../../knowledge/validity.ts'
import { isAmbiguous, liesIn, narrow, OUTSIDE, type Place, placeOf } from '../../regions/place.ts'
import { factsOf } from '../reading/answered.ts'
import { phraseKey } from '../reading/phrases.ts'
import { rangeOf } from '../reading/read-answer.ts'
import { stepsOf } from '../replay/steps.ts'
import { fitsForm } from '../rules/eligibility.ts'
import { rules } from '../rules/rules.ts'
import type { Ground } from '../state/ground.ts'
import { UNKNOWN } from '../state/guide-state.ts'
import { placeOfDistrictStep } from '../state/step-ids.ts'

export interface AnswerClass {
  values: string[]
  /** All the single answers it stands for, itself included. */
  members: string[][]
}

/** A postcode of no list: somewhere else in Germany. */
const FOREIGN_POSTCODE = '04109'
/** Days tried where any day may be typed: soon, later, much later. */
const FREE_DAYS = [0, 40, 400]

/** Classes of the answers to a step as it is asked (computed choices filled in). "Weiß nicht" is always one of its own. */
export function classesOf(guide: Guide, step: Step, ground: Ground): AnswerClass[] {
  const classes = new Map<string, AnswerClass>()
  const entries = poolOf(guide, ground)
  for (const values of candidates(step, ground)) {
    const key = signature(guide, step, values, entries, ground)
    const known = classes.get(key)
    if (known) known.members.push(values)
    else classes.set(key, { values, members: [values] })
  }
  return [...classes.values(), { values: [UNKNOWN], members: [[UNKNOWN]] }]
}

function candidates(step: Step, ground: Ground): string[][] {
  const { vocabulary, area } = ground.knowledge
  const ids = step.choices.map((choice) => [choice.id])
  switch (step.input) {
    case 'choice':
    case 'yesno':
      return ids
    case 'multi':
      return ids.length > 1 ? [...ids, step.choices.map((choice) => choice.id)] : ids
    case 'number':
      return [...ids, ...numbers(step, ground).map((value) => [String(value)])]
    case 'postcode':
      return [
        ...new Set([
          OUTSIDE,
          FOREIGN_POSTCODE,
          ...area.borders.flatMap(({ id, words }) => [id, ...words.map(phraseKey)]),
          ...vocabulary.regions.flatMap((region) => [region.id, ...region.postcodes, ...region.words.map(phraseKey)]),
        ]),
      ]
        .filter((value) => placeOf(value, ground.knowledge) !== undefined)
        .map((value) => [value])
    case 'day':
      return step.computed === undefined ? FREE_DAYS.map((count) => [addDays(ground.today, count)]) : ids
    default:
      // What is personal is asked by no editor's guide.
      return []
  }
}

/** Every number next to a border that a programme sets. */
function numbers(step: Step, { knowledge }: Ground): number[] {
  const found = new Set<number>()
  for (const entry of entriesOf(knowledge, 'funding')) {
    for (const border of [entry.eligible.employees.min, entry.eligible.employees.max])
      if (border !== undefined) for (const value of [border - 1, border, border + 1]) found.add(value)
  }
  return [...found].filter((value) => value >= (step.min ?? 0) && value <= (step.max ?? Number.POSITIVE_INFINITY))
}

function signature(guide: Guide, step: Step, values: readonly string[], entries: readonly Entry[], ground: Ground): string {
  const { vocabulary } = ground.knowledge
  const isPlace = step.input === 'postcode' || placeOfDistrictStep(step.id) !== undefined
  const place = isPlace ? placeOf(values[0]!, ground.knowledge) : undefined
  const chosen = isPlace ? [] : step.choices.filter(({ id }) => values.includes(id))
  const facts = factsOf(step, values, place, vocabulary, false)
  const asked = placeOfDistrictStep(step.id) ?? step.id
  const tables = whensOf(guide).flatMap((table) =>
    [ownValue(table, step.id), ownValue(table, asked)].filter((named) => named !== undefined),
  )
  const parts = [tables.map((named) => (named.some((value) => facts.has(value)) ? '1' : '0')).join('')]
  for (const value of values) if (readsApart(guide, step.id, value)) parts.push(`=${value}`)
  parts.push(chosen.map(({ points }) => points ?? '').join())
  if (place) parts.push(placeBits(place, step, entries, ground))
  const range = step.input === 'number' ? rangeOf(values[0]!) : undefined
  for (const entry of entries) parts.push(entryBits(entry, step, chosen, range))
  return parts.join('|')
}

/** Entries whose fields the guide's rules compare with answers, as far as they can be offered at all that day. */
function poolOf(guide: Guide, ground: Ground): Entry[] {
  const used = guide.outcomes.flatMap(({ rule }) => rules.get(rule ?? '') ?? [])
  if (used.length === 0) return []
  const kinds = new Set(used.flatMap(({ draws }) => draws))
  const funders = kinds.has('funding') ? entriesOf(ground.knowledge, 'funding').flatMap(({ contact }) => contact ?? []) : []
  const named = new Set([
    ...guide.from,
    ...guide.outcomes.flatMap(({ from }) => from),
    ...guide.steps.flatMap(({ from }) => from),
    ...funders,
  ])
  const pool = new Set([...kinds].flatMap((kind) => entriesOf(ground.knowledge, kind) as readonly Entry[]))
  for (const id of named) {
    const entry = ground.knowledge.entries.get(id as EntryId)
    if (entry) pool.add(entry)
  }
  return [...pool].filter((entry) => ['open', 'soon', 'unclear'].includes(statusOn(entry, ground)))
}

/** True where a rule of the guide looks at the id itself. */
function readsApart(guide: Guide, step: string, value: string): boolean {
  return guide.outcomes.some((outcome) => {
    const read = ownValue(rules.get(outcome.rule ?? '')?.reads, step)
    return read === 'each' || (read?.includes(value) ?? false)
  })
}

function whensOf(guide: Guide): When[] {
  const all = [...stepsOf(guide), ...guide.outcomes, ...guide.outcomes.flatMap((outcome) => outcome.groups), ...guide.groups]
  return all.flatMap(({ when }) => (when ? [when] : []))
}

/** What an entry's own fields see of a choice or a number. */
function entryBits(entry: Entry, step: Step, chosen: readonly Choice[], range: Range | undefined): string {
  const audience = new Set(chosen.flatMap((choice) => choice.audience))
  const topics = new Set(chosen.flatMap((choice) => [...choice.topics, ...choice.also]))
  if (entry.kind === 'contacts') return meets(entry.audience, audience)
  if (entry.kind === 'events') return meets(entry.audience, audience) + meets(entry.topics, topics)
  if (entry.kind !== 'funding') return ''
  const { sectors, excluded, purposes, legalForms, employees } = entry.eligible
  const form = step.id === 'rechtsform' && legalForms.length > 0 && chosen.some((choice) => fitsForm(choice, legalForms))
  return [
    meets(sectors, audience),
    meets(excluded, audience),
    meets(purposes, topics),
    form ? 'f' : '',
    range ? within(range, employees) : '',
  ].join('')
}

interface Range {
  min: number
  max: number
}

function within(
  { min, max }: Range,
  { min: fewest = 0, max: most = Number.POSITIVE_INFINITY }: { min?: number | undefined; max?: number | undefined },
): string {
  const nobody = max === 0 ? '0' : ''
  if (max < fewest || min > most) return `n${nobody}`
  return (min >= fewest && max <= most ? 'y' : 'm') + nobody
}

/** What the entries see of a place, and of each district it may lie in where the guide asks which. */
function placeBits(place: Place, step: Step, entries: readonly Entry[], ground: Ground): string {
  const { vocabulary } = ground.knowledge
  const bits = (at: Place) =>
    entries
      .map((entry) => {
        const area =
          entry.kind === 'funding'
            ? entry.eligible.regions
            : entry.kind === 'contacts' && entry.districts.length > 0
              ? entry.districts
              : entry.region
        return area.length === 0 ? '' : liesIn(area, at, vocabulary)[0]
      })
      .join('')
  const which = step.district && isAmbiguous(place) ? place.regions.map((region) => bits(narrow(place, region.id))).join('/') : ''
  return `${place.outside ? 'o' : 'i'}${place.sides.length > 0 ? `u${place.border?.id ?? ''}` : ''}${place.unknown ? '?' : ''}:${bits(place)}:${which}`
}

function meets(ids: readonly string[], values: ReadonlySet<string>): string {
  return ids.length === 0 ? 'e' : ids.some((id) => values.has(id)) ? '1' : '0'
}
