/** Which of the offered answers does an utterance mean? By label, number, other words, an ending, a typing error. */

import { derivedFrom } from '../../knowledge/derived.ts'
import { editDistance } from '../../knowledge/edit-distance.ts'
import type { Choice } from '../../knowledge/guide-schema.ts'
import type { Vocabulary } from '../../knowledge/knowledge.ts'
import { isFunctionWord } from '../../search/words/function-words.ts'
import { germanNumber, ordinal } from '../../search/words/numbers.ts'
import { errorsAllowed, findKey, LIKENESS, phraseKey, wordsOf } from './phrases.ts'

export interface Match {
  choice: Choice
  /** Higher is surer; see `RANK`. */
  rank: number
  /** Letters of the phrase that matched; the longer of two equally sure phrases at the same place wins. */
  length: number
  /** First word of the place where it matched, and the word after it. */
  at: number
  end: number
}
/** As in `phrases.ts`; `part`: words of the label. */
const RANK = { exact: 5, ending: 4, compound: 3, part: 2, typo: 1 } as const
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

/** The keys of all phrases of a choice; the lists have hundreds, and every turn asks for them. */
const keysOf = derivedFrom((vocabulary: Vocabulary) =>
  derivedFrom((choice: Choice): readonly string[] => [...new Set(phrasesOf(choice, vocabulary).map(phraseKey))]),
)

/** Every phrase a choice is known by: its label, its own words, and the words of the lists it stands for. */
function phrasesOf(choice: Choice, vocabulary: Vocabulary): string[] {
  const lists = [
    ...vocabulary.audiences.filter((item) => choice.audience.includes(item.id)),
    ...vocabulary.topics.filter((item) => choice.topics.includes(item.id)),
  ]
  return [choice.label, ...choice.words, ...lists.flatMap((item) => [item.label, ...item.words])]
}

/**
 * The shown answer that the utterance names and nothing else: by its label, also with a typing error in it, or by its number in
 * the list. Figures in a label must be right: "2 bis 9" is not a mistyped "1 bis 9". `numbered`: the list is one that is counted.
 */
export function matchShown(shown: readonly Shown[], utterance: string, numbered: boolean): Shown | undefined {
  const words = wordsOf(utterance)
  const keys = [...new Set([words, afterLead(words), bare(words)].map((list) => list.join('')))]
  const exact = shown.find(({ label, id }) => keys.includes(phraseKey(label)) || (/[a-z]/.test(id) && keys[0] === phraseKey(id)))
  if (exact) return exact
  const index = numbered ? position(bare(words), shown.length) : undefined
  if (index !== undefined) return shown[index]
  let nearest: { answer: Shown; errors: number } | undefined
  let tie = false
  for (const answer of shown) {
    const label = phraseKey(answer.label)
    const allowed = Math.max(errorsAllowed(label), Math.floor(label.length / 8))
    for (const key of keys) {
      if (key.length < 4 || digits(key) !== digits(label)) continue
      const errors = editDistance(key, label, allowed)
      if (errors > allowed || (nearest && errors > nearest.errors)) continue
      tie = nearest !== undefined && errors === nearest.errors && nearest.answer !== answer
      nearest = { answer, errors }
    }
  }
  return tie ? undefined : nearest?.answer
}

/** An answer as it stands in the list, "weiß nicht" included. */
export interface Shown {
  id: string
  label: string
}

/** "Ich nehme …", "eher …", "Antwort …": what people say before an answer. */
function afterLead(words: readonly string[]): string[] {
  const said = words
    .join(' ')
    .replace(/^((ich|wir) (nehmen?|wahlen?|meine|bin|sind)|eher|am ehesten|bitte|dann|also|antwort|option|nummer|nr) /, '')
  return said.split(' ')
}

function digits(key: string): string {
  return key.replace(/\D/g, '')
}

/** Matches by other words, endings, parts of a label and typing errors, surest first. `free`: the utterance is a sentence about something, so parts and typing errors do not count. */
export function matchChoices(choices: readonly Choice[], utterance: string, vocabulary: Vocabulary, free = false): Match[] {
  const words = wordsOf(utterance)
  const said = bare(words)
  return choices
    .flatMap((choice) => best(choice, words, said, vocabulary, free) ?? [])
    .sort((a, b) => b.rank - a.rank || b.length - a.length)
}

function best(choice: Choice, words: string[], said: string[], vocabulary: Vocabulary, free: boolean): Match | undefined {
  let found: Match | undefined
  const offer = (rank: number, length: number, at: number, size: number) => {
    if (!found || rank > found.rank || (rank === found.rank && length > found.length)) found = { choice, rank, length, at, end: at + size }
  }
  for (const key of keysOf(vocabulary)(choice)) {
    const { likeness, at, size } = findKey(words, key, !free)
    const { length } = key
    if (likeness === LIKENESS.exact) offer(RANK.exact, length, at, size)
    else if (likeness === LIKENESS.ending) offer(RANK.ending, length, at, size)
    else if (likeness === LIKENESS.compound) offer(RANK.compound, length, at, size)
    else if (likeness === LIKENESS.typo) offer(RANK.typo, length, at, size)
  }
  if (free) return found
  const label = wordsOf(choice.label).filter((word) => !isFunctionWord(word))
  const content = said.filter((word) => !isFunctionWord(word))
  if (content.length > 0 && content.every((word) => label.includes(word))) offer(RANK.part, content.join('').length, 0, words.length)
  return found
}

/** "2", "2.", "Nummer zwei", "die zweite", "zweitens", "die letzte" → 1, counted from 0. */
function position(said: readonly string[], count: number): number | undefined {
  if (said.length !== 1) return undefined
  const number = listNumber(said[0]!, count)
  return number === undefined || number < 1 || number > count ? undefined : number - 1
}

/** "2", "zwei", "zweite", "letzte" as a place in a list of `count`, from 1 (it may be beyond the list); undefined for any other word. */
export function listNumber(word: string, count: number): number | undefined {
  if (/^\d{1,2}$/.test(word)) return Number(word)
  return ordinal(word, count) ?? (word === 'eins' || !/^(kein|ein)/.test(word) ? germanNumber(word) : undefined)
}

/** The one choice meant, or the several between which nothing decides: equally sure at different places, or as long at the same one. */
export function clearest(matches: readonly Match[]): Match[] {
  const [first] = matches
  if (!first) return []
  const apart = (match: Match) => match.at >= first.end || first.at >= match.end
  return matches.filter((match) => match === first || (match.rank === first.rank && (apart(match) || match.length === first.length)))
}

/** More answers than this are not given in one sentence. */
const MAX_SEGMENTS = 20

/** Several answers at once: "1 und 3", "Website, Shop", "alles". Segments that fit nothing are passed over. */
export function matchSeveral(choices: readonly Choice[], utterance: string, vocabulary: Vocabulary, free = false): Choice[] {
  const words = wordsOf(utterance)
  if (!free && /^(alle|alles|beide|beides|samtliche)$/.test(bare(words).join(' '))) return [...choices]
  const found = new Set<Choice>()
  for (const match of matchChoices(choices, utterance, vocabulary, free)) if (match.rank >= CLEAR) found.add(match.choice)
  if (free) return [...found]
  const segments = new Set(
    utterance
      .slice(0, 1_000)
      .split(/[,;/+&\n]| und | sowie | oder | and /i)
      .map((segment) => segment.trim()),
  )
  for (const segment of [...segments].slice(0, MAX_SEGMENTS)) {
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
