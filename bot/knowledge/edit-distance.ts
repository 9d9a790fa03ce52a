/**
 * How many typing errors lie between two words: letters added, left out, replaced, or two neighbours swapped.
 *
 * Gives `bound + 1` as soon as it is clear that the distance is larger than `bound`; three rows of the matrix are kept, O(a·b) time.
 * Source: Damerau (1964), restricted to errors that do not overlap ("optimal string alignment").
 */
export function editDistance(a: string, b: string, bound: number): number {
  const rows = a.length
  const columns = b.length
  if (Math.abs(rows - columns) > bound || lettersApart(a, b, bound)) return bound + 1
  let before = new Uint16Array(columns + 1)
  let above = Uint16Array.from({ length: columns + 1 }, (_, column) => column)
  let row = new Uint16Array(columns + 1)
  for (let i = 1; i <= rows; i++) {
    row[0] = i
    let least = i
    for (let j = 1; j <= columns; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let errors = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      if (swapped) errors = Math.min(errors, before[j - 2]! + 1)
      row[j] = errors
      if (errors < least) least = errors
    }
    if (least > bound) return bound + 1
    ;[before, above, row] = [above, row, before]
  }
  return Math.min(above[columns]!, bound + 1)
}

/**
 * True when so many letters of one word are missing in the other that no order of them could be near enough. Most pairs that are
 * compared have little in common, and this tells them apart without the matrix.
 * Source: Bartolini, Ciaccia & Patella, "String Matching with Metric Trees Using an Approximate Distance" (2002), the bag distance.
 */
function lettersApart(a: string, b: string, bound: number): boolean {
  counts.fill(0)
  for (let i = 0; i < a.length; i++) counts[a.charCodeAt(i) & 127]!++
  let missing = 0
  for (let j = 0; j < b.length; j++) if (counts[b.charCodeAt(j) & 127]!-- <= 0) missing++
  return Math.max(missing, missing + a.length - b.length) > bound
}
/** By the low seven bits of a letter: two that share them only make words look more alike than they are. */
const counts = new Int16Array(128)
