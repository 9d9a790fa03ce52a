/** What the detectors share: a text made readable for them, and the places in it that they found. */

export type Personal = 'mail' | 'iban' | 'account' | 'card' | 'phone'

/** A place in a text, `to` excluded. */
export interface Span {
  from: number
  to: number
  what: Personal
}

/** What nobody sees and may stand inside an address or a number: soft hyphens, zero-width characters. */
export const UNSEEN = '\u00ad'
/** What was found already is this for the detectors that come after. */
const TAKEN = '\u0000'

/**
 * The same text, as long as it was, in one spelling: blanks are blanks, dashes are hyphens, digits are 0 to 9, full-width letters and signs
 * are plain ones. Places in it are places in the original.
 */
export function readable(text: string): string {
  return text.replace(
    /[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]|[\u00ad\u200b-\u200d\u2060\ufeff]|[\u2010-\u2015\u2212\ufe58\ufe63]|[\uff01-\uff5e]|[\u0660-\u0669\u06f0-\u06f9]/g,
    (found) => {
      const code = found.charCodeAt(0)
      if (code >= 0xff01) return code === 0xfeff ? UNSEEN : String.fromCharCode(code - 0xfee0)
      if (code === 0xad || (code >= 0x200b && code <= 0x200d) || code === 0x2060) return UNSEEN
      if (code >= 0x0660 && code <= 0x06f9) return String(code & 0xf)
      return code >= 0x2010 && code !== 0x202f && code !== 0x205f && code !== 0x3000 ? '-' : ' '
    },
  )
}

/** The text with those places blanked out, as long as it was. */
export function without(text: string, spans: readonly Span[]): string {
  return replaced(text, spans, ({ from, to }) => TAKEN.repeat(to - from))
}

/** `spans` in the order of the text, none over another. */
export function replaced(text: string, spans: readonly Span[], by: (span: Span) => string): string {
  let at = 0
  let made = ''
  for (const span of spans) {
    made += text.slice(at, span.from) + by(span)
    at = span.to
  }
  return made + text.slice(at)
}

/** Digits that stand together. */
export interface Group {
  from: number
  to: number
  digits: string
  /** What stands between the group before it and this one; empty for the first. */
  gap: string
}

const RUN = /\d(?:[ .()/_|~*\u00ad-]{0,4}\d)*/g

/** Numbers as people write them: groups of digits with blanks, points, brackets, slashes and hyphens between them. */
export function* digitGroupsIn(text: string): Generator<Group[]> {
  for (const run of text.matchAll(RUN)) {
    let end = run.index
    const groups: Group[] = []
    for (const group of run[0].matchAll(/\d+/g)) {
      const from = run.index + group.index
      groups.push({ from, to: from + group[0].length, digits: group[0], gap: text.slice(end, from) })
      end = from + group[0].length
    }
    yield groups
  }
}

/** The words right before a place; far enough for a word that says what follows. */
export function before(text: string, at: number): string {
  return text.slice(Math.max(0, at - 56), at).toLowerCase()
}

/** What counts things or money says that a number is nobody's. */
export function isAmount(text: string, end: number): boolean {
  return /^(?:,\d+)? ?(?:€|%|(?:euro?|prozent|stück|mitarbeiter\p{L}*|beschäftigte\p{L}*|menschen|personen|leute|nutzer\p{L}*|kund\p{L}*|users?|people|jahren?|mio|mrd|tsd|tausend|millionen|uhr|mal|km|kg|kwh?|mb|gb|minuten|stunden|tagen?)(?!\p{L}))/iu.test(
    text.slice(end, end + 24),
  )
}
