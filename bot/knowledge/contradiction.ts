/** Fields of one entry that cannot be meant together, as they are told. */
export interface Contradiction {
  keys: PropertyKey[]
  severity: 'error' | 'warning'
  code: string
  message: string
  hint: string
}

/** One that keeps the version of before. */
export const wrong = (keys: PropertyKey[], code: string, message: string, hint: string): Contradiction => ({
  keys,
  severity: 'error',
  code,
  message,
  hint,
})

/** A span whose end lies before its beginning; `begins` names the field of the beginning. */
export function reversed(keys: PropertyKey[], from: string | undefined, until: string | undefined, begins: string): Contradiction[] {
  if (from === undefined || until === undefined || until >= from) return []
  return [
    wrong(
      keys,
      'end-before-start',
      `„${until}“ liegt vor „${begins}“ (${from}).`,
      'Tauschen Sie die beiden Angaben, oder berichtigen Sie das Jahr.',
    ),
  ]
}
