/**
 * German compounds, taken apart into words that the content itself uses: "Digitalisierungssprechtag" is "Digitalisierung" and
 * "Sprechtag" because somebody wrote both. No dictionary is needed, and a chamber's own words are known as soon as they are used.
 *
 * A split is as good as the geometric mean of how often its parts occur; linking letters between parts are skipped.
 * Source: Koehn & Knight, "Empirical Methods for Compound Splitting" (EACL 2003).
 */
const LINKS = ['', 's', 'es', 'n', 'en', 'er', 'e', 'ns', 'ens']
const MIN_PART_LENGTH = 4
const MAX_PARTS = 4

/** Frequency of every word that may be a part, whole or without its ending ("Wohnungen" allows "wohnung"). */
export type Parts = Map<string, number>

/** `frequency`: folded content words with the number of entries that use them. */
export function partsFrom(frequency: Iterable<readonly [string, number]>): Parts {
  const parts: Parts = new Map()
  for (const [word, entries] of frequency) {
    if (word.length < MIN_PART_LENGTH || /\d/.test(word)) continue
    const base = word.replace(/(en|er|e|n|s)$/, '')
    for (const part of base === word || base.length < MIN_PART_LENGTH ? [word] : [word, base])
      parts.set(part, (parts.get(part) ?? 0) + entries)
  }
  return parts
}

interface Split {
  /** Sum of the logarithms of the parts' frequencies, and their number: the mean is the quality. */
  sum: number
  count: number
  parts: string[]
}

/** The parts of a compound in order, or nothing when it is none. */
export function splitCompound(parts: Parts, word: string): string[] {
  if (word.length < 2 * MIN_PART_LENGTH) return []
  return bestSplit(parts, word, 0, MAX_PARTS, new Map())?.parts ?? []
}

function bestSplit(parts: Parts, word: string, start: number, left: number, seen: Map<number, Split | undefined>): Split | undefined {
  const key = start * 8 + left
  if (seen.has(key)) return seen.get(key)
  let best: Split | undefined
  const whole = start > 0 ? parts.get(word.slice(start)) : undefined
  if (whole) best = { sum: Math.log(whole + 1), count: 1, parts: [word.slice(start)] }
  for (let end = start + MIN_PART_LENGTH; left > 1 && end <= word.length - MIN_PART_LENGTH; end++) {
    for (const link of LINKS) {
      if (!word.startsWith(link, end - link.length) || end - link.length - start < MIN_PART_LENGTH) continue
      const part = word.slice(start, end - link.length)
      const frequency = parts.get(part)
      if (!frequency) continue
      const rest = bestSplit(parts, word, end, left - 1, seen)
      if (!rest) continue
      const sum = rest.sum + Math.log(frequency + 1)
      const count = rest.count + 1
      if (!best || sum / count > best.sum / best.count + 1e-9) best = { sum, count, parts: [part, ...rest.parts] }
    }
  }
  seen.set(key, best)
  return best
}

/** The longest known ending and beginning of a word that cannot be split as a whole: "Spielzeugladen" is at least a "Laden". */
export function headAndModifier(parts: Parts, word: string): { head?: string; modifier?: string } {
  const found: { head?: string; modifier?: string } = {}
  for (let start = 3; start <= word.length - 5 && !found.head; start++) if (parts.has(word.slice(start))) found.head = word.slice(start)
  for (let end = word.length - 4; end >= MIN_PART_LENGTH && !found.modifier; end--)
    if (parts.has(word.slice(0, end))) found.modifier = word.slice(0, end)
  return found
}
