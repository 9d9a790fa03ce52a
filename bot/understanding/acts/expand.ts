/** "Ich will/möchte einen Menschen/Berater sprechen": the sentences that such a line stands for. */
import { actWords } from './words.ts'

/**
 * At most `most` of the sentences, spread so that every alternative of every place comes up early. The same line always gives the same
 * sentences in the same order.
 */
export function expand(line: string, most: number): string[] {
  const places = placesOf(line)
  const total = places.reduce((product, options) => product * options.length, 1)
  const found = new Set<string>()
  // Places advance by different strides, so that neighbours do not always meet the same neighbour.
  for (let pick = 0; pick < Math.min(total * 2, most * 4) && found.size < Math.min(most, total); pick++)
    found.add(places.map((options, at) => options[(pick * (1 + (at % 3)) + Math.floor(pick / options.length)) % options.length]!).join(' '))
  return [...found]
}

/** A line by its places, each the word sequences that may stand there. */
export type Places = readonly (readonly (readonly string[])[])[]

/** Reads a line as an editor writes it, `Ich will/möchte …`: its places in order, folded as every sentence is. */
export function readPlaces(line: string): Places {
  return placesOf(line).map((options) => options.map(actWords))
}

/** Whether the words are one of the sentences of the line, from the place `at` on. */
export function isOneOf(places: Places, words: readonly string[], at = 0, from = 0): boolean {
  if (at === places.length) return from === words.length
  for (const option of places[at]!) {
    let same = 0
    while (same < option.length && words[from + same] === option[same]) same++
    if (same === option.length && isOneOf(places, words, at + 1, from + same)) return true
  }
  return false
}

function placesOf(line: string): string[][] {
  return line.split(/\s+/).map((word) => word.split('/').map((one) => one.replaceAll('_', ' ')))
}
