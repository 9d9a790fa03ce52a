/**
 * Answers as the query of an address and back: the state of a guide on a page without JavaScript, and the whole of "Mein
 * Fahrplan" in a link. Holds choice ids, numbers, places and days only; nothing is stored, and nothing personal is asked.
 */
import type { Guide } from '../knowledge/schema.ts'
import type { Answer } from './guide-state.ts'
import { stepsOf } from './steps.ts'

const MOST_VALUES = 40
const LONGEST_VALUE = 80

/** `betrieb=handwerk&vorhaben=software&vorhaben=ki`, in the guide's order. */
export function queryOf(answers: readonly Answer[]): string {
  const query = new URLSearchParams()
  for (const { step, values, aside } of answers) if (!aside) for (const value of values) query.append(step, value)
  return query.toString()
}

/** Answers to steps the guide has; whether the values are possible is for `replay` to say. */
export function answersFrom(query: URLSearchParams, guide: Guide): Answer[] {
  return stepsOf(guide).flatMap(({ id }): Answer[] => {
    const values = query.getAll(id).filter((value) => value !== '' && value.length <= LONGEST_VALUE)
    return values.length === 0 ? [] : [{ step: id, values: [...new Set(values)].slice(0, MOST_VALUES) }]
  })
}
