/** Work that may be done in slices: a generator that yields where others may have a turn. */

/** What a generator comes to, without a pause. */
export function toTheEnd<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
