/**
 * What is made of the acts files when knowledge is loaded: patterns, examples word for word, and the model that generalises them.
 */
import { ACTS, type ActId, type Acts, isGroupName } from '../../knowledge/acts-file.ts'
import { derivedFrom } from '../../knowledge/derived.ts'
import { digestOf } from '../../knowledge/digest.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Entry, EntryId } from '../../knowledge/schema.ts'
import { guessLanguage } from '../../search/words/function-words.ts'
import { type ActExamples, type ActGuess, type LearnedModel, type LinearModel, modelOf, TOPIC, trainingSteps } from './act-model.ts'
import { expand, isOneOf, type Places, readPlaces } from './expand.ts'
import { type SetTable, setTable } from './marks.ts'
import { type CompiledPattern, compile, type PatternIndex, patternIndex } from './patterns.ts'
import { likenessOf, MIN_TYPO_LENGTH, readingOf, type SentenceReading } from './reading.ts'
import { actWords, isIn, type WordSet, wordSetOf } from './words.ts'

export interface Recogniser {
  /** To be kept: whoever has it need not learn again. */
  learned: LearnedModel
  patterns: PatternIndex<{ act: ActId; pattern: CompiledPattern }>
  /** The sets of words that patterns are made of. */
  sets: SetTable
  /** Sentences as people wrote them, folded. */
  said: ReadonlyMap<string, ActId>
  /** Examples by the word they begin with. */
  lines: ReadonlyMap<string, readonly { act: ActId; places: Places }[]>
  /** What keeps a sentence from being taken for an act by likeness alone. */
  never: ReadonlyMap<string, WordSet>
  /** Titles and example questions of entries that no act leads to: these are theirs. */
  owned: ReadonlySet<string>
  /** Of these, those that are not of the field of an emergency. */
  ownedElsewhere: ReadonlySet<string>
  model: LinearModel
  /** Words of acts by their first letter and length, for one wrong letter; and all words known anywhere, which are never corrected. */
  byStart: ReadonlyMap<string, readonly string[]>
  known: ReadonlySet<string>
  /** Words of titles and example questions. */
  ofTopics: ReadonlySet<string>
}

export interface LikelyAct {
  id: ActId
  /** 0..1; 1 for a pattern or an example word for word. */
  probability: number
}

/** Sentences that a line with alternatives may stand for. */
const MAX_VARIANTS = 3
/** Topics are many more than acts; every so many of them is enough to know them by. Which ones hangs on their words alone: a new question changes no other. */
const MAX_TOPICS = 1500

const SLICE = 64

/** Some dozens at a time; an entry has ten questions and more. */
function* inSlices<T>(items: readonly T[], each: (item: T) => void): Generator<void> {
  for (const [i, item] of items.entries()) {
    each(item)
    if (i % SLICE === SLICE - 1) yield
  }
}

/**
 * Whether the entries' questions are examples of what is no act. Not those of a chamber without a single entry that its acts lead to: its
 * acts are the shipped ones, which know harmless sentences enough, and are learned once for all such chambers.
 */
export function teaches({ acts, entries }: Pick<Knowledge, 'acts' | 'entries'>): boolean {
  return [acts.de, acts.en].some((file) => [...file.acts.values()].some(({ entry }) => entry !== undefined && entries.has(entry)))
}

/** Languages share one model: their words do not meet. `kept`: what was learned from the same before. In slices. */
export function* recogniserSteps(knowledge: Pick<Knowledge, 'acts' | 'entries'>, kept?: LearnedModel): Generator<void, Recogniser> {
  const patterns: { act: ActId; pattern: CompiledPattern }[] = []
  const wordSets = setTable()
  const lines = new Map<string, { act: ActId; places: Places }[]>()
  const said = new Map<string, ActId>()
  const neverWords = new Map<string, string[]>()
  const ofActs = new Set<string>()
  const groupWords = new Map<string, string[]>()
  const examples: ActExamples[] = []
  const linked = new Set<string>()
  const files: Acts[] = [knowledge.acts.de, knowledge.acts.en]
  for (const { groups } of files) for (const [name, words] of groups) groupWords.set(name, [...(groupWords.get(name) ?? []), ...words])
  for (const id of ACTS) {
    const variantsOf: string[][] = []
    for (const file of files) {
      const act = file.acts.get(id)
      if (!act) continue
      if (act.entry) linked.add(act.entry)
      for (const pattern of act.patterns) patterns.push({ act: id, pattern: compile(pattern, file.groups, wordSets) })
      if (act.never.length > 0)
        neverWords.set(id, [
          ...(neverWords.get(id) ?? []),
          ...act.never.flatMap((word) => (isGroupName(word) ? (file.groups.get(word) ?? []) : [word])),
        ])
      yield* inSlices(act.sentences, (sentence) => {
        variantsOf.push([sentence])
        said.set(key(sentence), id)
      })
      for (const line of act.examples) {
        variantsOf.push(expand(line, MAX_VARIANTS))
        const places = readPlaces(line)
        for (const first of new Set(places[0]!.map(([word = '']) => word)))
          lines.set(first, [...(lines.get(first) ?? []), { act: id, places }])
        for (const word of places.flat(2)) ofActs.add(word)
      }
    }
    if (variantsOf.length > 0 && id !== DENIAL) examples.push({ act: id, lines: variantsOf })
    yield
  }
  // An entry of the same field as one that an act leads to is no example of something else, but its questions are its own.
  const fields = new Set([...linked].flatMap((id) => knowledge.entries.get(id as EntryId)?.topics[0] ?? []))
  const entries = [...knowledge.entries.values()].filter(({ id, translationOf }) => !linked.has(translationOf ?? id))
  const questionsOf = (some: readonly Entry[]) => some.flatMap(({ title, questions }) => [title, ...questions])
  const elsewhere = entries.filter(({ topics: [first] }) => first === undefined || !fields.has(first))
  const topics = teaches(knowledge) ? questionsOf(elsewhere) : []
  const share = MAX_TOPICS / topics.length
  const drawn: string[][] = []
  yield* inSlices(topics, (topic) => {
    if (share >= 1 || lot(topic) < share) drawn.push([topic])
  })
  for (const file of files) for (const harmless of file.topics) drawn.push([harmless])
  examples.push({ act: TOPIC, lines: drawn })
  const sets = [...groupWords].map(([name, words]) => [name, wordSetOf(words)] as const)
  const learned = kept ?? (yield* trainingSteps(examples, sets))
  const model = modelOf(learned, sets)
  const ofTopics = new Set<string>()
  yield* inSlices([...knowledge.entries.values()], (entry) => {
    for (const words of keysOf(entry)) for (const word of words === '' ? [] : words.split(' ')) ofTopics.add(word)
  })
  const known = new Set(ofTopics)
  for (const [, { words }] of sets) for (const word of words) ofActs.add(word)
  const byStart = new Map<string, string[]>()
  for (const word of ofActs) {
    known.add(word)
    if (word.length >= MIN_TYPO_LENGTH) byStart.set(word[0]! + word.length, [...(byStart.get(word[0]! + word.length) ?? []), word])
  }
  yield
  const owned = new Set<string>()
  yield* inSlices(entries, (entry) => {
    for (const words of keysOf(entry)) owned.add(words)
  })
  const ownedElsewhere = new Set<string>()
  yield* inSlices(elsewhere, (entry) => {
    for (const words of keysOf(entry)) ownedElsewhere.add(words)
  })
  return {
    learned,
    patterns: patternIndex(patterns),
    sets: wordSets,
    said,
    lines,
    never: new Map([...neverWords].map(([id, words]) => [id, wordSetOf(words)])),
    owned,
    ownedElsewhere,
    model,
    byStart,
    known,
    ofTopics,
  }
}

/** A number from 0 to 1 that hangs on the text alone. */
function lot(text: string): number {
  return (Number.parseInt(digestOf(text), 36) % LOTS) / LOTS
}
const LOTS = 100_003

function key(text: string): string {
  return actWords(text).join(' ')
}

/** Title and example questions of an entry; those that an edit leaves alone keep theirs. */
const keysOf = derivedFrom(({ title, questions }: Entry): readonly string[] => [title, ...questions].map(key))

/** Known by its own words alone and never by likeness: what only sounds like a denial may be a cry. */
export const DENIAL: ActId = 'no-alarm'

const CRISIS: readonly ActId[] = ['crisis', 'crisis-violence', 'crisis-danger']
/** Somebody may be hurt: what must never wait for a search, nor be kept. */
export function isCrisis(act: ActId): boolean {
  return CRISIS.includes(act)
}

/** The patterns that a sentence matches, in order; those of a crisis also where one of its clauses does. */
function matched({ patterns: { patterns } }: Recogniser, whole: SentenceReading, parts: readonly SentenceReading[]): { act: ActId }[] {
  const ofParts = parts.flatMap((part) => part.patterns.filter((at) => isCrisis(patterns[at]!.act)))
  const all = ofParts.length === 0 ? whole.patterns : [...new Set([...whole.patterns, ...ofParts])].sort((a, b) => a - b)
  return all.map((at) => patterns[at]!)
}

/** The act of an example that is the sentence word for word, as it is written or with typing errors put right. */
export function actInWords({ lines }: Recogniser, reading: SentenceReading): ActId | undefined {
  const { plain, words } = reading
  const find = (some: readonly string[]) => lines.get(some[0]!)?.find(({ places }) => isOneOf(places, some))?.act
  reading.example ??= { act: find(plain) ?? (words === plain ? undefined : find(words)) }
  return reading.example.act
}

/**
 * All that one sentence may be, likeliest first; empty where it plainly belongs to an entry. `clauses`: its parts, for crises. `plainly`: by a
 * pattern or an example, and not by likeness alone.
 */
export function actsOf(recogniser: Recogniser, sentence: string, clauses: readonly string[] = [], plainly = false): LikelyAct[] {
  const whole = readingOf(recogniser, sentence)
  const { plain, words } = whole
  if (plain.length === 0) return []
  const { said, never, owned, ownedElsewhere } = recogniser
  const parts = clauses.map((clause) => readingOf(recogniser, clause))
  const found = matched(recogniser, whole, parts)
  // Most of what is asked for a plain word is answered without it.
  const likeness = () => likenessOf(recogniser, whole, sentence.includes('?'))
  const likelihoodOf = (act: ActId) => likeness().guesses.find((one) => one.act === act)?.probability ?? 0
  // A pattern of words is doubted where nothing of the sentence, nor a clause of it, sounds like it: "der Papierkram bringt uns um".
  const clauseGuesses = () => parts.map((part) => likenessOf(recogniser, part, false).guesses)
  const despair = found.some(({ act }) => isCrisis(act)) ? Math.max(...[likeness().guesses, ...clauseGuesses()].map(despairIn)) : 0
  const isDoubted = (act: ActId) =>
    isCrisis(act)
      ? words.length >= MIN_WORDS_OF_CRY && despair < MIN_LIKENESS_OF_CRY
      : act === 'emergency' && likelihoodOf(act) < MIN_LIKENESS
  // The order of ACTS is the order of what must not be missed.
  const isSpeech = words.length >= MIN_WORDS_OF_CRY && despair < FIGURE_OF_SPEECH
  const urgent = found.find(({ act }) => (isCrisis(act) && !isSpeech) || act === 'emergency')
  const own = plain.join(' ')
  if (urgent && (isCrisis(urgent.act) || !ownedElsewhere.has(own)))
    return [{ id: urgent.act, probability: isDoubted(urgent.act) ? DOUBTFUL : 1 }]
  if (owned.has(own)) return []
  const same = said.get(own) ?? actInWords(recogniser, whole)
  if (same) return [{ id: same, probability: 1 }]
  if (plainly && found.length === 0) return []
  const { guesses, strange } = likeness()
  const alarm =
    words.length >= MIN_WORDS_OF_ALARM && strange <= MAX_STRANGE_IN_CRY && guessLanguage(words) !== 'en'
      ? alarmIn(guesses, words.length)
      : undefined
  if (alarm && !isIn(never.get(alarm.id), words)) return [alarm]
  const [first] = found.filter(({ act }) => !isCrisis(act))
  if (first) return [{ id: first.act, probability: isDoubted(first.act) ? DOUBTFUL : strange > 0 ? PATTERN_WITH_MORE : 1 }]
  // "Geld" alone names a topic; it only stands in complaints, too. "Einfacher" is said of the talk.
  const isTopic = words.length === 1 && recogniser.ofTopics.has(words[0]!)
  return guesses
    .slice(0, 4)
    .filter(({ act }) => !isIn(never.get(act), words) && !isAlarm(act) && (!isTopic || ABOUT_THE_TALK.has(act)))
    .filter(({ act }) => !NEVER_ALIKE.has(act) && (words.length >= MIN_WORDS_OF_WISH || !WISHES_ALIKE.has(act)))
    .filter(({ act }) => strange <= (ABOUT_THE_TALK.has(act) ? TALK_STRANGE : MAX_STRANGE_SHARE))
    .map(({ act, probability }: ActGuess) => ({ id: act as ActId, probability }))
}

/** How likely it is that it is a cry for help, of whichever kind. */
function despairIn(guesses: readonly ActGuess[]): number {
  return guesses.reduce((total, { act, probability }) => (isCrisis(act as ActId) ? total + probability : total), 0)
}
/** Patterns of a few words also stand in questions. */
const MIN_LIKENESS = 0.05
const MIN_LIKENESS_OF_CRY = 0.2
/** Below it the sentence is known as something else: "der Papierkram bringt uns um". */
const FIGURE_OF_SPEECH = 0.05
/** Then it holds where the search has no answer. */
const DOUBTFUL = 0.5
/** Shorter cries, and those in words that nobody cried in before, are known by patterns and examples alone. */
const MIN_WORDS_OF_CRY = 4
const MIN_WORDS_OF_ALARM = 3
const MAX_STRANGE_IN_CRY = 0.5

/** From here on somebody is helped at once: missing a cry for help is worse than one alarm too many. */
const MIN_CRISIS = 0.8
const MIN_EMERGENCY = 0.8

/** Help comes first, before all that is asked. */
export const isAlarm = (act: string): boolean => act === 'emergency' || isCrisis(act as ActId)

/** Kinds of crisis stand together: which one it is matters less than that it is one. */
function alarmIn(guesses: readonly ActGuess[], words: number): LikelyAct | undefined {
  const crises = guesses.filter(({ act }) => isCrisis(act as ActId))
  const sum = despairIn(guesses)
  if (sum >= MIN_CRISIS && words >= MIN_WORDS_OF_CRY) return { id: crises[0]!.act as ActId, probability: sum }
  const emergency = guesses.find(({ act }) => act === 'emergency')
  return emergency && emergency.probability >= MIN_EMERGENCY ? { id: 'emergency', probability: emergency.probability } : undefined
}

/** A pattern in a sentence that also has words of no act: it may be about these. */
const PATTERN_WITH_MORE = 0.85
const TALK_STRANGE = 0.3
const MAX_STRANGE_SHARE = 0.45
/** Known by patterns and examples alone: what only sounds like them is something else ("kasse neu"). */
/** Two words are a topic ("blumenladen digitalisierung") unless somebody wrote them down as a wish. */
const WISHES_ALIKE: ReadonlySet<string> = new Set<ActId>(['person', 'recommend', 'operator', 'own-case', 'call-back'])
const MIN_WORDS_OF_WISH = 3
const NEVER_ALIKE: ReadonlySet<string> = new Set<ActId>(['restart', 'test-noise'])
/** These are about the talk itself: a word that no act is known by makes them something else. */
const ABOUT_THE_TALK: ReadonlySet<string> = new Set<ActId>([
  'simpler',
  'again',
  'why',
  'not-helped',
  'ok',
  'yes',
  'no',
  'helped',
  'thanks',
  'goodbye',
  'help',
  'new-topic',
  'restart',
])
