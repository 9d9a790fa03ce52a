/** Answers looked at from the side of the rules: values by step, places understood, and the words a `when:` table compares. */
import type { Step } from '../../knowledge/guide-schema.ts'
import type { Vocabulary } from '../../knowledge/knowledge.ts'
import { type Gazetteer, isAmbiguous, narrow, type Place, placeOf, regionWords } from '../../regions/place.ts'
import { UNKNOWN } from '../state/guide-state.ts'
import { rangeOf } from './read-answer.ts'

export interface Answered {
  values: ReadonlyMap<string, readonly string[]>
  /** Places by the step that asked for them, narrowed to a district where that was answered. */
  places: ReadonlyMap<string, Place>
}

/** The word by which a place is known that lies in several districts; the district question depends on it. */
export const AMBIGUOUS = 'mehrdeutig'

/** What a `when:` table may name: the values themselves, for a number the choices around it, for a place all its regions. */
export function factsOf(
  step: Step,
  values: readonly string[],
  place: Place | undefined,
  vocabulary: Vocabulary,
  narrowed: boolean,
): Set<string> {
  const facts = new Set(values)
  if (values.includes(UNKNOWN)) return facts
  if (step.input === 'number') {
    const range = rangeOf(values[0]!)
    for (const choice of step.choices) {
      const around = rangeOf(choice.id)
      if (range && around && around.min <= range.min && range.max <= around.max) facts.add(choice.id)
    }
  }
  if (place) {
    for (const word of regionWords(place, vocabulary)) facts.add(word)
    if (!narrowed && isAmbiguous(place)) facts.add(AMBIGUOUS)
  }
  return facts
}

/** The place an answer names, narrowed by the answer to its district question. */
export function placeAnswered(value: string, district: string | undefined, gazetteer: Gazetteer): Place | undefined {
  const place = placeOf(value, gazetteer)
  return place && district !== undefined && district !== UNKNOWN ? narrow(place, district) : place
}
