// @ts-check
/**
 * Where the sentences of a text end, as far as showing the first few needs it. A point behind a number, a single letter or a short form
 * ends none: "am 3. Dezember", "z. B.", "§ 7 Abs. 2".
 */

const END = /[.!?…][\u201c\u201d"')\]]*(?=\s)/gu
/** What stands before a point that ends no sentence: one or two digits, one letter, or a word that is always cut short. */
const GOES_ON =
  /(?:^|[\s(\u201e"])(?:\d{1,2}|\p{L}|[Aa]bs|[Bb]zw|[Cc]a|[Dd]r|[Ee]tc|[Ee]vtl|[Gg]gf|[Ii]nkl|[Mm]ax|[Mm]in|[Mm]io|[Mm]rd|[Nn]r|[Ss]tr|[Uu]sw|[Vv]gl|Art|Tel|vs)$/u

/**
 * The places right behind each sentence but the last, counted in UTF-16 units.
 * @param {string} text
 * @returns {number[]}
 */
export function sentenceEnds(text) {
  const ends = []
  for (const found of text.matchAll(END)) {
    const rest = text.slice(found.index + found[0].length).trimStart()
    // A sentence begins with a capital, a number or an opening mark.
    if (!/^[\p{Lu}\d\u201e"\u201c(]/u.test(rest)) continue
    if (found[0].startsWith('.') && GOES_ON.test(text.slice(0, found.index))) continue
    ends.push(found.index + found[0].length)
  }
  return ends
}
