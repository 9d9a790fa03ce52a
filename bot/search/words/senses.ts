/** Words that mean nearly the same, ready to look up by their stems. */
import { stem } from './stem.ts'
import { tokens } from './tokens.ts'

/** Stem → stems of the words that mean nearly the same. */
export type Senses = ReadonlyMap<string, readonly string[]>

/** `lines`: words that mean nearly the same; a word of several lines means what all of them say. */
export function sensesFrom(lines: readonly (readonly string[])[]): Senses {
  const found = new Map<string, string[]>()
  for (const line of lines) {
    const stems = [...new Set(line.flatMap((text) => tokens(text)).map(({ word }) => stem(word)))]
    for (const one of stems) found.set(one, [...new Set([...(found.get(one) ?? []), ...stems.filter((other) => other !== one)])])
  }
  return found
}
