/** One message → its sentences, their clauses, and the questions that were put in one breath. */

/** Words that end with a full stop within a sentence. */
const SHORTENED =
  'bzw|usw|evtl|ggf|inkl|exkl|max|min|str|tel|abs|art|vgl|zzgl|sog|abb|mio|tsd|std|stk|bsp|jan|feb|mrz|apr|aug|sep|sept|okt|nov|dez|etc|approx|incl'
/**
 * A full stop ends a sentence after a word of three letters or a number of three digits, whatever follows: many people write no capitals.
 * "10. Dezember", "z. B." and "inkl. Kasse" do not end.
 */
const SENTENCE_END = new RegExp(
  `(?<=[?!…])\\s+|(?<=\\p{L}{3}\\.|\\d{3}\\.)(?<!(?<!\\p{L})(?:${SHORTENED})\\.)\\s+(?=[\\p{L}\\d„"])|\\s*\\n+\\s*`,
  'iu',
)
const CLAUSE_END = /\s*[,;:–()]\s+|\s+[(-]\s*(?=\S)|\)$/

/** In order, without those that hold neither a letter nor a figure. */
export function splitSentences(text: string): string[] {
  return text.split(SENTENCE_END).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

/** What stands between commas, colons and dashes. */
export function clausesOf(sentence: string): string[] {
  return sentence.split(CLAUSE_END).filter((clause) => /[\p{L}\p{N}]/u.test(clause))
}

/** Words a question begins with, German and English; "bis wann" and "für wen" are one. */
const ASKING =
  '(?:(?:ab|bis|seit|f[uü]r|mit|bei|an|von|zu|in|auf|by|from|for|at|with|until)\\s+)?(?:was|wie|wieviele?|wann|wo|wer|wen|wem|welche[nmrs]?|what|how|when|where|who|which)|warum|wieso|weshalb|wozu|woher|wohin|wof[uü]r|womit|worauf|woran|why'
const VERBS =
  'gibt|gibts|kann|k[oö]nnen|k[oö]nnte|darf|d[uü]rfen|muss|m[uü]ssen|m[uü]sste|soll|sollen|sollte|ist|sind|hat|haben|habt|brauche?|brauchen|braucht|bekomme|bekommen|kriege?|gilt|gelten|z[aä]hlt|zahlt|lohnt|kostet|f[oö]rdert|reicht|reichen|betrifft|trifft|geht|gehen|hilft|unterscheide[nt]|can|is|are|does|do|must|may|should'
const OPENERS = `${ASKING}|${VERBS}`
const OPENS = new RegExp(`^(?:${OPENERS})(?![\\p{L}\\p{N}])`, 'iu')
const AND_ASKS = new RegExp(
  `(?:\\s*[,;]\\s*|\\s+)(?:und|and|sowie)\\s+(?:(?:dann|au(?:ß|ss)erdem|noch|also|auch)\\s*[:,]?\\s+)?(?=(?:${OPENERS})(?![\\p{L}\\p{N}])\\s+\\S+\\s+\\S)|\\s*,\\s*(?:au(?:ß|ss)erdem\\s+)?(?=(?:${ASKING})(?![\\p{L}\\p{N}])\\s+(?:hilft|help\\w*|macht|kann)(?![\\p{L}\\p{N}]))`,
  'iu',
)
/** "Erstens: …", "2) …": what questions are counted by. */
const COUNTED =
  /^(?:erstens|zweitens|drittens|first(?:ly)?|second(?:ly)?|(?:zum )?(?:einen|anderen)|au(?:ß|ss)erdem|und|and|\d[.)])(?:\s*[:,]\s*|\s+)/iu
/** "Ich hab zwei Fragen: …" says nothing yet. */
const ANNOUNCED = /^[^?:]*\b(?:fragen?|sachen|dinge|punkte|questions?|things)\b[^?:]{0,20}:\s+(?=\S)/iu
/** "Wie und wo melde ich mich an?" is one question. */
const MIN_WORDS_BEFORE_AND = 3

/** What stands in front of a question and says nothing: "ok und wer …", "ja gut aber was …". */
const FILLED =
  /^(?:(?:ok(?:ay)?|gut|ja|nee?|nein|na|naja|hm+|also|und|aber|ach|[äa]h|super|prima|toll|danke|sch[öo]n|alles klar|verstanden|and|but|well|so|yes|no)[\s,.!–-]+)+/iu

/** By its first word; a question mark is not asked for, as few write one on a phone. */
export function opensAQuestion(text: string): boolean {
  return OPENS.test(withoutCount(text).replace(FILLED, ''))
}

/** In the middle of a sentence "kostet etwa 9000" tells, and "muss ich das melden" asks. */
const ASKS_LATER = new RegExp(
  `^(?:${ASKING}|gibts?|kann|k[oö]nnen|k[oö]nnte|darf|d[uü]rfen|muss|m[uü]ssen|m[uü]sste|soll|sollen|sollte|brauche|bekomme|kriege?|gilt|lohnt|can|do|does|must|may|should|is there|are there)(?![\\p{L}\\p{N}])`,
  'iu',
)
/** A clause that is not the first of its sentence. */
export function asksLater(clause: string): boolean {
  return ASKS_LATER.test(withoutCount(clause).replace(FILLED, ''))
}

const ASKS = new RegExp(`^(?:${ASKING})(?![\\p{L}\\p{N}])`, 'iu')
/** By a question mark or a question word: "kostet bestimmt 60000" may only tell. */
export function asksPlainly(text: string): boolean {
  return /\?\s*$/.test(text) || ASKS.test(withoutCount(text).replace(FILLED, ''))
}

function withoutCount(text: string): string {
  return text.trim().replace(COUNTED, '')
}

/** The questions of one sentence, in order: "Was kostet der Sprechtag und gibt es Geld für eine Website?" has two. */
export function splitQuestions(sentence: string): string[] {
  const announced = ANNOUNCED.exec(sentence)
  if (announced) return splitQuestions(sentence.slice(announced[0].length))
  const at = AND_ASKS.exec(sentence)
  if (!at) return [withoutCount(sentence)]
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
