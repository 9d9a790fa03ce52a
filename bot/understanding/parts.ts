/** One message → its sentences, their clauses, and the questions that were put in one breath. */

/** A full stop ends a sentence after a word of three letters or more: "10. Dezember" and "z. B." do not. */
const SENTENCE_END = /(?<=[?!…])\s+|(?<=\p{L}{3}\.)\s+(?=\p{Lu})|\s*\n+\s*/u
const CLAUSE_END = /\s*[,;:–]\s+|\s+-\s+/

/** In order, without those that hold neither a letter nor a figure. */
export function splitSentences(text: string): string[] {
  return text.split(SENTENCE_END).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

/** What stands between commas, colons and dashes. */
export function clausesOf(sentence: string): string[] {
  return sentence.split(CLAUSE_END).filter((clause) => /[\p{L}\p{N}]/u.test(clause))
}

/** Words a question begins with, German and English. */
const OPENERS =
  'was|wie|wann|wo|wer|wen|wem|welche[nmrs]?|warum|wieso|weshalb|wozu|woher|wohin|wof[uü]r|womit|gibt|kann|k[oö]nnen|darf|d[uü]rfen|muss|m[uü]ssen|soll|sollen|ist|sind|hat|haben|habt|brauche|brauchen|braucht|bekomme|bekommen|gilt|z[aä]hlt|lohnt|kostet|f[oö]rdert|what|how|when|where|who|which|why|can|is|are|does|do|must'
const OPENS = new RegExp(`^(?:${OPENERS})(?![\\p{L}\\p{N}])`, 'iu')
const AND_ASKS = new RegExp(`(?:\\s*,\\s*|\\s+)(?:und|and|sowie)\\s+(?=(?:${OPENERS})(?![\\p{L}\\p{N}])\\s+\\S+\\s+\\S)`, 'iu')
/** "Wie und wo melde ich mich an?" is one question. */
const MIN_WORDS_BEFORE_AND = 3

/** By its first word; a question mark is not asked for, as few write one on a phone. */
export function opensAQuestion(text: string): boolean {
  return OPENS.test(text.trim())
}

/** The questions of one sentence, in order: "Was kostet der Sprechtag und gibt es Geld für eine Website?" has two. */
export function splitQuestions(sentence: string): string[] {
  const at = AND_ASKS.exec(sentence)
  if (!at) return [sentence.trim()]
  const before = sentence.slice(0, at.index).trim()
  const after = sentence.slice(at.index + at[0].length).trim()
  if (!opensAQuestion(before) || before.split(/\s+/).length < MIN_WORDS_BEFORE_AND) return [sentence.trim()]
  return [before, ...splitQuestions(after)]
}

const NAME = String.raw`\p{Lu}[\p{L}'-]+(?:\s+\p{Lu}[\p{L}'-]+)?`
const INTRODUCTION = new RegExp(
  String.raw`^(?:ich\s+(?:bin|hei(?:ß|ss)e)(?:\s+(?:die|der))?|mein\s+name\s+ist|hier\s+(?:ist|spricht)|i'?\s?am|my\s+name\s+is|this\s+is)\s+(?:frau\s+|herr\s+|mr\.?\s+|mrs\.?\s+)?(${NAME})[.!]?$`,
  'iu',
)

/** "Ich bin Anna": the name of somebody, unless it is a word that we know (a trade, a place). */
export function isIntroduction(clause: string, isKnown: (word: string) => boolean): boolean {
  const [, name] = INTRODUCTION.exec(clause.trim()) ?? []
  return name !== undefined && /^\p{Lu}/u.test(name) && !name.split(/\s+/).some(isKnown)
}
