/** Words that mean nearly the same, by their stems: what `everyday.ts` lists, ready to look up. */

import { EVERYDAY_SENSES } from './everyday.ts'
import { stem } from './stem.ts'
import { tokens } from './tokens.ts'

let members: Map<string, string[]> | undefined

/** Stems of the words that mean nearly the same as a word with this stem. */
export function sameSense(wordStem: string): readonly string[] {
  members ??= read()
  return members.get(wordStem) ?? []
}

function read(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const line of EVERYDAY_SENSES.trim().split('\n')) {
    const stems = [...new Set(tokens(line).map(({ word }) => stem(word)))]
    for (const one of stems) found.set(one, [...new Set([...(found.get(one) ?? []), ...stems.filter((other) => other !== one)])])
  }
  return found
}
