/**
 * What is worked out from a value that nobody changes (an entry, a list, all of the knowledge): once, when first asked for, and kept
 * exactly as long as the value itself. An edit makes a new value, so nothing here can be stale.
 */
export function derivedFrom<From extends object, To>(work: (from: From) => To): (from: From) => To {
  const made = new WeakMap<From, { value: To }>()
  return (from) => {
    const known = made.get(from) ?? { value: work(from) }
    made.set(from, known)
    return known.value
  }
}
