/** How something is said: as a question, as a correction, as "why do you ask?", as "leave it". */
import { wordsOf } from './phrases.ts'

const QUESTION_WORDS = new Set(
  'was wie wann wo wer wen wem wessen welche welcher welches welchen welchem warum wieso weshalb wozu woher wohin wofur womit gibt kann kannst konnen darf muss brauche braucht lohnt kostet zahlt what how when where who whom whose which why can is are does do did should could would may must have'.split(
    ' ',
  ),
)

/** "und bei wem", "bis wann denn", "was jetzt": a question in a word or two. "Was anderes", "kann sein" are answers. */
const SHORT_QUESTION =
  /^(?:(?:und|aber|ja|ok|okay|also|na|gut|and|so) )*(?:(?:(?:bis|ab|seit|von|bei|mit|an|fur|zu|auf|by|to|from|since) )?(?:wann|wem|wen|wer|wo|wohin|woher|warum|wieso|wie (?:lange?|viel|teuer|oft|schnell)|when|whom?|where|why|how (?:long|much|often|soon))|was (?:jetzt|nun|dann|tun)|(?:now )?what(?: now| next)?)(?: (?:denn|genau|jetzt|nun|noch|alles|eigentlich|ungefahr|exactly|then|now))*$/

const MAX_SHORT_WORDS = 8

/** Ends with a question mark, begins like a question, or says that it wants to know something. */
export function isQuestion(utterance: string): boolean {
  const words = wordsOf(utterance)
  if (words.length <= MAX_SHORT_WORDS && SHORT_QUESTION.test(words.join(' '))) return true
  if (/\?\s*$/.test(utterance) || / (wissen|frage|fragen) (ob|wie|was|wann|wer|wo|welche) /.test(` ${words.join(' ')} `)) return true
  return words.length >= 3 && QUESTION_WORDS.has(words[0]!)
}

/** "Warum fragen Sie das?", "wozu brauchst du das", "wieso wollen Sie das wissen". */
export function asksWhy(utterance: string): boolean {
  const words = wordsOf(utterance)
  if (words.length > 10 || !/^(warum|wieso|weshalb|wozu|why)$/.test(words[0] ?? '')) return false
  return words.length === 1 || words.some((word) => /^(frag|willst|wollen|brauch|wissen|wichtig|notig|ask|muss)/.test(word))
}

/** "weiter", "so lassen", "bleibt so": the earlier answer stands. */
export function saysLeaveIt(utterance: string): boolean {
  return /^(weiter|so lassen|lassen|bleibt so|passt so|dabei bleiben|bleibt dabei|unverandert|vorwarts|nachste|continue|keep|keep it|leave it|go on|next)$/.test(
    wordsOf(utterance).join(' '),
  )
}

const STRONG =
  /^(mein(t)?e|gemeint|korrektur|korrigier\w*|anderung|andern?|andere|vertippt|verklickt|sondern|umandern|meant|change|correct|correction|edit)$/
const WEAK = /^(doch|eher|lieber|statt|stattdessen|eigentlich|rather|instead|actually)$/
const AROUND =
  /^(ich|wir|nein|nee|ne|no|sorry|halt|stopp|moment|ach|entschuldigung|quatsch|bitte|mich|mir|das|den|die|es|war|falsch|auf|zu|in|von|habe|hab|mochte|will|mein|meine|meinen|antwort|angabe|auswahl|frage|i|my|the|to|wait|oops|please|want|would|like|was|wrong)$/
/** Said before the right answer: "nein, Musterstadt". */
const LEAD = /^(nein|nee|ne|no|sorry|quatsch|moment|halt|ach|oops|wait)$/

export interface Correction {
  /** What is left to be read as an answer or as the name of a question. */
  rest: string
  /** The same with the little words around it: "Frage ändern" means the question called "Frage". */
  called: string
  /** False for "doch lieber …", which may also be an ordinary answer. */
  strong: boolean
  /** "Nein, …" and nothing else: it counts only where what follows answers an earlier question and not the open one. */
  denied?: true
}

/** "ich meinte doch Handel", "nein, sondern Musterstadt", "nein, Neustadt", "Betrieb ändern"; undefined for everything else. */
export function correctionIn(utterance: string): Correction | undefined {
  if (isQuestion(utterance)) return undefined
  const raw = utterance.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const folded = raw.map((word) => wordsOf(word)[0] ?? '')
  const strongAt = folded.findIndex((word) => STRONG.test(word))
  const weakAt = folded.findIndex((word) => WEAK.test(word))
  if (strongAt < 0 && weakAt < 0) {
    const denied = LEAD.test(folded[0] ?? '') && raw.length > 1
    const rest = utterance.trim().replace(/^\p{L}+[\s,.!;:–-]*/u, '')
    return denied ? { rest, called: rest, strong: false, denied } : undefined
  }
  const negated = folded.lastIndexOf('sondern')
  const kept = raw.filter(
    (_, i) => i > negated && !STRONG.test(folded[i]!) && !WEAK.test(folded[i]!) && !(AROUND.test(folded[i]!) && around(folded, i)),
  )
  const called = raw.filter((_, i) => !STRONG.test(folded[i]!) && !WEAK.test(folded[i]!)).join(' ')
  return { rest: kept.join(' '), called, strong: strongAt >= 0 && folded[strongAt] !== 'andere' }
}

/** Little words go only at the edges: "in" of "Neustadt in Holstein" stays. */
function around(words: readonly string[], at: number): boolean {
  const outer = (word: string) => AROUND.test(word) || STRONG.test(word) || WEAK.test(word)
  return words.slice(0, at).every(outer) || words.slice(at + 1).every(outer)
}
