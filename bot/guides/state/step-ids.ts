/** How the question "which district?" is called after the place question it belongs to. */
const DISTRICT = '.kreis'

/** The id of the question which district a place lies in. */
export function districtStepId(step: string): string {
  return step + DISTRICT
}

/** The place step a district question belongs to; undefined for every other step. */
export function placeOfDistrictStep(step: string): string | undefined {
  return step.endsWith(DISTRICT) ? step.slice(0, -DISTRICT.length) : undefined
}
