/**
 * Where the borders of the chambers do not follow the borders of the districts, as far as anybody could tell us.
 *
 * Source: the editors' collection of facts on responsibilities, note A (2026-11-22): until 2007 the district of Bernburg
 * belonged to the administrative region of Dessau, and no official word was found on whether its firms changed chamber.
 * When a chamber has said which it is, delete the row.
 */
export interface Border {
  id: string
  label: string
  /** Places, as visitors write them. */
  words: readonly string[]
  postcodes: readonly string[]
  /** Region of `vocabulary.md` it lies in. */
  region: string
}

export const UNCLEAR_BORDERS: readonly Border[] = [
  {
    id: 'raum-bernburg',
    label: 'Raum Bernburg (Salzlandkreis)',
    words: ['raum bernburg', 'bernburg', 'nienburg', 'könnern', 'alsleben', 'plötzkau', 'ilberstedt'],
    postcodes: ['06406', '06408', '06420', '06425', '06429'],
    region: 'salzlandkreis',
  },
]

/** Postcodes that also lie in a region which the postcode list does not name for them. Source: as above, remark "14715". */
export const ALSO_IN: ReadonlyMap<string, readonly string[]> = new Map([['14715', ['brandenburg']]])
