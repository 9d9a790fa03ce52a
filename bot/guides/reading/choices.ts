/** Which of the offered answers does an utterance mean? By label, number, other words, an ending, a typing error. */
import type { Choice } from '../../knowledge/guide-schema.ts'
import type { Vocabulary } from '../../knowledge/knowledge.ts'
import { editDistance } from '../../search/edit-distance.ts'
import { isFunctionWord } from '../../search/function-words.ts'
import { germanNumber, ordinal } from './numbers.ts'
import { errorsAllowed, findPhrase, LIKENESS, phraseKey, wordsOf } from './phrases.ts'

export interface Match {
  choice: Choice
  /** Higher is surer; see `RANK`. */
  rank: number
  /** Letters of the phrase that matched; the longer of two equally sure phrases wins. */
  length: number
  at: number
}
/** `whole`: the utterance is the label; `number`: its number in the list; the rest as in `phrases.ts`; `part`: a word of the label. */
const RANK = { whole: 10, number: 9, exact: 8, ending: 7, compound: 6, part: 5, typo: 4 } as const
/** Matches of this rank and above are the answer and nothing else. */
export const SURE = RANK.number
/** Matches of this rank and above may be taken from a free sentence. */
export const CLEAR = RANK.compound

const FILLERS = new Set(
  'ich bin wir sind war das ist es eher am ehesten bitte nehme nehmen wahle antwort nummer nr option punkt also ja dann mal die der den dem der meinte doch lieber gern gerne naturlich'.split(
    ' ',
  ),
)

/** The utterance without the words people put around an answer. */
export function bare(words: readonly string[]): string[] {
  const rest = words.filter((word) => !FILLERS.has(word))
  return rest.length > 0 ? rest : [...words]
}

/** Every phrase a choice is known by: its label, its own words, and the words of the lists it stands for. */
export function phrasesOf(choice: Choice, vocabulary: Vocabulary): string[] {
  const lists = [
    ...vocabulary.audiences.filter((item) => choice.audience.includes(item.id)),
    ...vocabulary.topics.filter((item) => choice.topics.includes(item.id)),
  ]
  return [choice.label, ...choice.words, ...lists.flatMap((item) => [item.label, ...item.words])]
}

/** Matches, surest first. `free`: the utterance is a sentence about something, so numbers, parts of labels and typing errors do not count. */
export function matchChoices(choices: readonly Choice[], utterance: string, vocabulary: Vocabulary, free = false): Match[] {
  const words = wordsOf(utterance)
  const said = bare(words)
  const matches: Match[] = []
  const index = free ? undefined : position(said, choices.length)
  choices.forEach((choice, i) => {
    if (!free && (phraseKey(choice.label) === words.join('') || choice.id.replaceAll('-', '') === words.join('')))
      matches.push({ choice, rank: RANK.whole, length: 99, at: 0 })
    else if (index === i) matches.push({ choice, rank: RANK.number, length: 99, at: 0 })
    else {
      const match = best(choice, words, said, vocabulary, free)
      if (match) matches.push(match)
    }
  })
  return matches.sort((a, b) => b.rank - a.rank || b.length - a.length)
}

function best(choice: Choice, words: string[], said: string[], vocabulary: Vocabulary, free: boolean): Match | undefined {
  let found: Match | undefined
  const offer = (rank: number, length: number, at: number) => {
    if (!found || rank > found.rank || (rank === found.rank && length > found.length)) found = { choice, rank, length, at }
  }
  for (const phrase of phrasesOf(choice, vocabulary)) {
    const { likeness, at } = findPhrase(words, phrase, !free)
    const length = phraseKey(phrase).length
    if (likeness === LIKENESS.exact) offer(RANK.exact, length, at)
    else if (likeness === LIKENESS.ending) offer(RANK.ending, length, at)
    else if (likeness === LIKENESS.compound) offer(RANK.compound, length, at)
    else if (likeness === LIKENESS.typo) offer(RANK.typo, length, at)
  }
  if (free) return found
  const label = wordsOf(choice.label).filter((word) => !isFunctionWord(word))
  const content = said.filter((word) => !isFunctionWord(word))
  if (content.length > 0 && content.every((word) => label.includes(word))) offer(RANK.part, content.join('').length, 0)
  const key = said.join('')
  const whole = phraseKey(choice.label)
  const allowed = Math.max(errorsAllowed(whole), Math.floor(whole.length / 8))
  if (key.length >= 4 && editDistance(key, whole, allowed) <= allowed) offer(RANK.typo, whole.length, 0)
  return found
}

/** "2", "2.", "Nummer zwei", "die zweite", "zweitens", "die letzte" → 1, counted from 0. */
function position(said: readonly string[], count: number): number | undefined {
  if (said.length !== 1) return undefined
  const number = listNumber(said[0]!, count)
  return number === undefined || number < 1 || number > count ? undefined : number - 1
}

export function listNumber(word: string, count: number): number | undefined {
  if (/^\d{1,2}$/.test(word)) return Number(word)
  return ordinal(word, count) ?? (word === 'eins' || !/^(kein|ein)/.test(word) ? germanNumber(word) : undefined)
}

/** Several answers at once: "1 und 3", "Website, Shop", "alles". Segments that fit nothing are passed over. */
export function matchSeveral(choices: readonly Choice[], utterance: string, vocabulary: Vocabulary, free = false): Choice[] {
  const words = wordsOf(utterance)
  if (!free && /^(alle|alles|beide|beides|samtliche)$/.test(bare(words).join(' '))) return [...choices]
  const found = new Set<Choice>()
  for (const match of matchChoices(choices, utterance, vocabulary, free)) if (match.rank >= CLEAR) found.add(match.choice)
  if (free) return [...found]
  for (const segment of utterance.split(/[,;/+&\n]| und | sowie | oder | and /i)) {
    const [first, second] = matchChoices(choices, segment, vocabulary)
    if (first && (!second || second.rank < first.rank || second.length < first.length)) found.add(first.choice)
  }
  const numbers = bare(words).filter((word) => word !== 'und')
  if (numbers.length > 1 && numbers.every((word) => listNumber(word, choices.length) !== undefined))
    for (const word of numbers) {
      const choice = choices[listNumber(word, choices.length)! - 1]
      if (choice) found.add(choice)
    }
  return choices.filter((choice) => found.has(choice))
}
