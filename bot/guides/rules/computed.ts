/** Named rules that compute the answers offered at a step (`computed:` in a guide's file). A step without any is not asked. */
import { addDays, sayDay } from '../../knowledge/day.ts'
import type { Choice, Step } from '../../knowledge/guide-schema.ts'
import type { Event } from '../../knowledge/schema.ts'
import type { Answered } from '../answered.ts'
import type { Ground } from '../ground.ts'
import { datesBetween } from '../on-day.ts'
import { placeOfDistrictStep } from '../step-ids.ts'
import { eventsFor } from './dates.ts'

type Compute = (step: Step, answered: Answered, ground: Ground) => Choice[]

/** How many dates are offered at once, and how many days ahead they are looked for. */
const MOST_DATES = 5
const DAYS_AHEAD = 150

const COMPUTED: Record<string, Compute> = {
  /** The districts a place may lie in. */
  kreise: (step, answered) => {
    const place = answered.places.get(placeOfDistrictStep(step.id) ?? '')
    return (place?.regions ?? []).map((region) => ({ ...plainChoice(region.id, region.label), words: region.words }))
  },
  /** The next days of the events in `from` that suit the visitor's place (step `ort`). */
  'naechste-termine': (step, answered, ground) => {
    const events = eventsFor(step.from, answered.places.get('ort'), ground)
    const dates = events.flatMap((event) =>
      datesBetween(event, ground.today, addDays(ground.today, DAYS_AHEAD)).map(({ day }) => ({ day, where: where(event, ground) })),
    )
    const days = [...new Set(dates.map(({ day }) => day))].sort().slice(0, MOST_DATES)
    return days.map((day) => {
      const places =
        events.length > 1 ? [...new Set(dates.filter((date) => date.day === day).map((date) => date.where))].filter(Boolean) : []
      return plainChoice(day, [sayDay(day), ...places].join(', '))
    })
  },
}

/** By the name that a guide's file gives. */
export const computed: ReadonlyMap<string, Compute> = new Map(Object.entries(COMPUTED))

function plainChoice(id: string, label: string): Choice {
  return { id, label, words: [], audience: [], topics: [], also: [] }
}

/** The event's region in words, to tell two events on a list apart. */
function where(event: Event, { knowledge }: Ground): string {
  return knowledge.vocabulary.regions.find((region) => region.id === event.region[0])?.label ?? ''
}
