/** The few sentences of a text that answer a question, for who has read the text already. */
import type { Searcher } from '../search/ask/searcher.ts'
import { rarityOf } from '../search/search.ts'
import { isFunctionWord, isLightWord } from '../search/words/function-words.ts'
import { stem } from '../search/words/stem.ts'
import { tokens } from '../search/words/tokens.ts'
import { readAspects, speaksOf } from './aspects.ts'

const MAX_SENTENCES = 3
/** What a word of the title counts: most sentences are about it. */
const OF_TITLE = 0.4
/** What is asked for ("bis wann", "wie viel") counts as much as a rare word. */
const OF_ASPECT = 0.8
/** A word that the rarest is five times as rare as tells nothing, and a second sentence must come near to the first. */
const MIN_SAID = 0.3
const MIN_OF_BEST = 0.4

/** `about`: the title of the entry. Empty where none says anything of the question. */
export function quoteFor(question: string, texts: readonly string[], about: string, searcher: Searcher): string {
  const { aspects, rest } = readAspects(question)
  const subject = new Set(stemsOf(about))
  const wanted = stemsOf(rest).map((one) => ({ one, rarity: (subject.has(one) ? OF_TITLE : 1) * rarityOf(searcher, one) }))
  const said = texts.flatMap(sentencesOf).map((sentence) => {
    const own = new Set(stemsOf(sentence))
    const shared = wanted.reduce((sum, { one, rarity }) => sum + (own.has(one) ? rarity : 0), 0)
    // "Was kostet ein Gerät?" is not told by every sentence with a price in it.
    const isAsked = (shared > 0 || wanted.length === 0) && aspects.some((aspect) => speaksOf(sentence, aspect))
    return { sentence, points: shared + (isAsked ? OF_ASPECT : 0) }
  })
  const best = Math.max(0, ...said.map(({ points }) => points))
  if (best < MIN_SAID) return ''
  return said
    .filter(({ points }) => points >= MIN_OF_BEST * best)
    .slice(0, MAX_SENTENCES)
    .map(({ sentence }) => sentence)
    .join(' ')
}

/** Whether a text has a word of the question; true for a question that names nothing. */
export function hasWordsOf(question: string, text: string): boolean {
  const own = new Set(stemsOf(text))
  const wanted = stemsOf(question)
  return wanted.length === 0 || wanted.some((one) => own.has(one))
}

function stemsOf(text: string): string[] {
  const words = tokens(text).map(({ word }) => word)
  return [...new Set(words.filter((word) => !isFunctionWord(word) && !isLightWord(word)).map((word) => stem(word)))]
}

/** Sentences, items and rows of Markdown; not after figures and short words, which are days and abbreviations. */
function sentencesOf(markdown: string): string[] {
  return (
    markdown
      .split(/\n+/)
      .map((line) => line.replace(/^\s*(?:[-*]|\d+\.)\s+/, '').trim())
      .filter((line) => line !== '' && !IS_ROW.test(line) && !IS_HEADING.test(line) && !IS_LINK.test(line))
      .flatMap((line) => line.split(/(?<=\p{L}{4}[.!?])\s+(?=[\p{Lu}„])/u))
      // "Papier genügt weiter:" says nothing without its list.
      .filter((sentence) => !sentence.endsWith(':'))
  )
}
const IS_ROW = /^\|/
const IS_HEADING = /^\*\*[^*]+\*\*$/
/** "Mehr unter …", which says nothing itself. */
const IS_LINK = /^[^.[]{0,30}\[[^\]]*\]\([^)]*\)\.?$/
