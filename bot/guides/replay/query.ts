/**
 * Answers as the query of an address and back: the state of a guide on a page without JavaScript, and the whole of "Mein
 * Fahrplan" in a link. Holds choice ids, numbers, places and days only; nothing is stored, and nothing personal is asked.
 */
import type { Day } from '../../knowledge/day.ts'
import type { Guide } from '../../knowledge/schema.ts'
import type { Answer } from '../state/guide-state.ts'
import { answersInOrder } from './order.ts'
import { stepsOf } from './steps.ts'

const MAX_VALUES = 40
const MAX_VALUE_LENGTH = 80

/** Before the step of an answer that the visitor went back over. */
const ASIDE = '-'

/** `betrieb=handwerk&vorhaben=software&vorhaben=ki`, in the guide's order; an answer set aside has `-` before its step. */
export function queryOf(answers: readonly Answer[]): string {
  const query = new URLSearchParams()
  for (const { step, values, aside } of answers) for (const value of values) query.append(aside ? ASIDE + step : step, value)
  return query.toString()
}

/** Answers to steps the guide has; whether the values are possible is for `replay` to say. */
export function answersFrom(query: URLSearchParams, guide: Guide): Answer[] {
  const given = (key: string) =>
    [...new Set(query.getAll(key).filter((value) => value !== '' && value.length <= MAX_VALUE_LENGTH))].slice(0, MAX_VALUES)
  const found = stepsOf(guide).flatMap(({ id }): Answer[] => {
    const values = given(id)
    if (values.length > 0) return [{ step: id, values }]
    const before = given(ASIDE + id)
    return before.length > 0 ? [{ step: id, values: before, aside: true }] : []
  })
  // The address has the order in which they were given.
  const keys = [...query.keys()]
  const at = ({ step, aside }: Answer) => keys.indexOf(aside ? ASIDE + step : step)
  return answersInOrder(
    guide,
    found.sort((a, b) => at(a) - at(b)),
  )
}

/** The day a plan was made, in its address; no step may be called so. */
export const PLAN_DAY = 'vom'

/** The page of a plan, with the day, so that it can say later what has changed since. */
export function planPath(answers: readonly Answer[], made: Day): string {
  return `/plan?${queryOf(answers)}&${PLAN_DAY}=${made}`
}
