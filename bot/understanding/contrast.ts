/**
 * "Ich will die Kammer sprechen, nicht den Verbraucherschutz", "ne keine Kasse, der Automat!": what is not meant is no word to look for. Only
 * a clause without a verb, which sets something against what is meant; "wir haben keine Website" says what is wanted.
 */
const CLAUSE = /[^,.;:!?–\n]+(?:[,.;:!?–\n]+\s*|$)/gu
const NOUN = String.raw`[\p{L}\d-]+`
const ARTICLE = '(?:der|die|das|den|dem|ein(?:e[mnrs]?)?|so ein(?:e[mnrs]?)?)'
const APART = new RegExp(
  String.raw`^(?:(?:nee?|nein|nö|no|also|und|aber|doch|mann|ey)\s+)*(?:kein(?:e[mnrs]?)?\s+${NOUN}|nicht\s+(?:(?:nach|zu[mr]?|vo[mn]|bei[m]?|an|f[uü]r|um|in|im)\s+)?${ARTICLE}\s+${NOUN}|not\s+(?:the|a)\s+${NOUN})[\s,.;:!?–]*$`,
  'iu',
)
/** In front of a message "kein Netz" tells what is wrong, and "nee, kein Netz" what is not meant. */
const DENIES = /^\s*(?:nee?|nein|nö|no|mann)\s/iu
/** The same at the end of a clause: "die Kammer sprechen nicht den Verbraucherschutz". */
const BEHIND = new RegExp(
  String.raw`(?<=\p{L}{3})\s+(?:und\s+)?nicht\s+(?:den|die|das|der|dem|vom|zum)\s+${NOUN}(?=\s*(?:[.!?,]|$))`,
  'giu',
)
const MIN_WORDS_LEFT = 2

/** The text without what is set apart in it; the text itself where too little is left to look for. */
export function withoutContrast(text: string): string {
  const kept = (text.match(CLAUSE) ?? []).filter((clause, at) => !(APART.test(clause.trim()) && (at > 0 || DENIES.test(clause)))).join('')
  const rest = kept.replace(BEHIND, '').trim()
  return rest.split(/\s+/).filter((word) => /\p{L}{3}/u.test(word)).length >= MIN_WORDS_LEFT ? rest : text
}
