/** Named rules that compute the answers offered at a step (`computed:` in a guide's file). A step without any is not asked. */
import { addDays, sayDay } from '../../knowledge/day.ts'
import { derivedFrom } from '../../knowledge/derived.ts'
import type { Choice, Step } from '../../knowledge/guide-schema.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { EntryId, Event } from '../../knowledge/schema.ts'
import { chainOf, regionOf } from '../../regions/chain.ts'
import { datesBetween } from '../outcomes/on-day.ts'
import type { Answered } from '../reading/answered.ts'
import type { Ground } from '../state/ground.ts'
import { placeOfDistrictStep } from '../state/step-ids.ts'
import { eventsFor } from './dates.ts'

type Compute = (step: Step, answered: Answered, ground: Ground) => Choice[]

/** How many dates are offered at once, and how many days ahead they are looked for. */
const MAX_DATES = 5
const DAYS_AHEAD = 150

const COMPUTED: Readonly<Record<string, Compute>> = {
  /** The districts a place may lie in, where the guide's outcomes differ between them; `from` holds what they are told apart by. */
  kreise: (step, answered, { knowledge }) => {
    const place = answered.places.get(placeOfDistrictStep(step.id) ?? '')
    const regions = place?.regions ?? []
    const areas = areasOf(step.from, knowledge)
    const told = (id: string) => areas.map((area) => chainOf(id, knowledge.vocabulary).some((around) => area.includes(around))).join()
    if (new Set(regions.map(({ id }) => told(id))).size < 2) return []
    return regions.map((region) => ({ ...plainChoice(region.id, region.label), words: region.words }))
  },
  /** The next days of the events in `from` that suit the visitor's place (step `ort`). */
  'naechste-termine': (step, answered, ground) => {
    const events = eventsFor(step.from, answered.places.get('ort'), ground)
    const dates = events.flatMap((event) =>
      datesBetween(event, ground.today, addDays(ground.today, DAYS_AHEAD), ground).map(({ day }) => ({ day, where: where(event, ground) })),
    )
    const days = [...new Set(dates.map(({ day }) => day))].sort().slice(0, MAX_DATES)
    return days.map((day) => {
      const places =
        events.length > 1 ? [...new Set(dates.filter((date) => date.day === day).map((date) => date.where))].filter(Boolean) : []
      return plainChoice(day, [sayDay(day), ...places].join(', '))
    })
  },
}

/** By the name that a guide's file gives. */
export const computed: ReadonlyMap<string, Compute> = new Map(Object.entries(COMPUTED))

/** The areas of entries and regions that are named, and those of all programmes and events, from which rules may draw. */
function areasOf(named: readonly string[], { entries, vocabulary }: Knowledge): (readonly string[])[] {
  const regions = vocabulary.regions.filter(({ id }) => named.includes(id)).map(({ id }) => [id])
  const contacts = named.flatMap((id) => {
    const entry = entries.get(id as EntryId)
    return entry?.kind === 'contacts' ? [entry.districts] : []
  })
  return [...regions, ...contacts, ...areasDrawnFrom(entries)]
}

/** Areas that differ: a walk over a guide asks for them at every way. */
const areasDrawnFrom = derivedFrom((entries: Knowledge['entries']): (readonly string[])[] => {
  const areas = new Map<string, readonly string[]>()
  for (const entry of entries.values()) {
    if (entry.kind === 'funding') areas.set(entry.eligible.regions.join(), entry.eligible.regions)
    else if (entry.kind === 'events') areas.set(entry.region.join(), entry.region)
  }
  return [...areas.values()]
})

function plainChoice(id: string, label: string): Choice {
  return { id, label, words: [], audience: [], topics: [], also: [] }
}

/** The event's region in words, to tell two events on a list apart. */
function where(event: Event, { knowledge }: Ground): string {
  return regionOf(event.region[0] ?? '', knowledge.vocabulary)?.label ?? ''
}
