/** What is wrong with a question besides its form: an id that no list has, a place that nobody knows. */
import { placeIn } from '../../bot/guides/reading/places.ts'
import type { Knowledge, ListItem } from '../../bot/knowledge/knowledge.ts'
import { type Place, placeOf } from '../../bot/regions/place.ts'

/** A parameter that cannot be used, and why; for whoever asked. */
export class BadQuestion extends Error {
  readonly parameter: string

  constructor(parameter: string, reason: string) {
    super(reason)
    this.name = 'BadQuestion'
    this.parameter = parameter
  }
}

/** The list's item of this id. Throws for an id that it does not have; undefined where nothing was asked. */
export function listedItem(parameter: string, id: string | undefined, list: readonly ListItem[]): ListItem | undefined {
  if (id === undefined) return undefined
  const item = list.find((one) => one.id === id)
  if (!item) throw new BadQuestion(parameter, 'no id of the vocabulary')
  return item
}

/** The place as it was said. Throws where no place of ours, and none outside, is meant. */
export function placeAsked(said: string | undefined, knowledge: Knowledge): Place | undefined {
  if (said === undefined) return undefined
  const found = placeIn(said, knowledge)
  const place = found.kind === 'place' ? placeOf(found.value, knowledge) : undefined
  if (!place) throw new BadQuestion('place', 'no place that is known here; a postcode always is')
  return place
}
