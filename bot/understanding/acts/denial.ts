/**
 * "Es ist kein Notfall!": who says that nothing is wrong is believed. Such words are taken out of a message before anything in it is heard as
 * a cry for help; what is said beside them is heard as always.
 */
import { readingOf } from './reading.ts'
import { actInWords, DENIAL, type Recogniser } from './recogniser.ts'
import { actWords, isIn } from './words.ts'

/** Longer clauses say more than that. */
const MAX_WORDS_OF_DENIAL = 11

/** Where one piece of a message ends and the next begins, also without a comma: "es brennt nicht ich such nur einen termin". */
const PIECE_END =
  /((?<=[?!…])\s+|(?<=\p{L}{2}\.)\s+|\s*\n+\s*|\s*[,;:–()]\s+|\s+-\s+|\s+(?=(?:sondern|aber|doch|ich|wir|but|i|we)\s+\p{L}+\s+\p{L}))/iu

/** The message without its denials, and whether it has one. */
export function takeOutDenials(recogniser: Recogniser, message: string): { rest: string; isDenied: boolean } {
  // Pieces and what parts them, in turn.
  const pieces = message.split(PIECE_END)
  let rest = ''
  let isDenied = false
  for (let at = 0; at < pieces.length; at += 2) {
    if (isDenial(recogniser, pieces[at]!)) isDenied = true
    else rest += pieces[at]! + (pieces[at + 1] ?? '')
  }
  return isDenied
    ? {
        rest: rest
          .trim()
          .replace(/[,;:–(-]+$/, '')
          .trim(),
        isDenied,
      }
    : { rest: message, isDenied }
}

function isDenial(recogniser: Recogniser, clause: string): boolean {
  const words = actWords(clause)
  if (words.length === 0 || words.length > MAX_WORDS_OF_DENIAL || clause.trim().endsWith('?')) return false
  if (isIn(recogniser.never.get(DENIAL), words)) return false
  const reading = readingOf(recogniser, clause)
  if (reading.patterns.some((at) => recogniser.patterns.patterns[at]!.act === DENIAL)) return true
  return (recogniser.said.get(words.join(' ')) ?? actInWords(recogniser, reading)) === DENIAL
}
