/**
 * Which passage of the found entry to show. All passages of an entry are about its subject: what tells them apart is what only one of them
 * says. Which part is likeliest meant, and whether rather the lead is, which answers for the whole entry, `part-model.ts` has learned; where
 * either may be, both are shown.
 */
import { derivedFrom } from '../../knowledge/derived.ts'
import type { Entry, Passage } from '../../knowledge/schema.ts'
import type { Analysed } from '../index/analyse.ts'
import { FIELDS } from '../index/segments.ts'
import { isFunctionWord, isLightWord } from '../words/function-words.ts'
import { stem } from '../words/stem.ts'
import { tokens } from '../words/tokens.ts'
import { likenessByPart } from './part-asked.ts'
import { type Meant, meantPart, type PartEvidence, type Put, partLogit } from './part-model.ts'
import type { Question } from './question.ts'
import { layOut } from './scratch.ts'
import type { Searcher } from './searcher.ts'

const [TITLE, QUESTION, HEADING] = FIELDS.map((_, at) => at)

/** What a text below a heading counts against the heading itself, and how much longer texts are discounted (as BM25's b). */
const BODY = 0.3
const LENGTH_SHARE = 0.15
/** The lead stands for the title: what it counts as the lead's heading. */
const TITLE_OF_LEAD = 0.4
/** 4-grams that a heading shares, for the words that the content has in another form. */
const GRAMS = 0.5
const MIN_GRAMS = 8
/** A word that every question to this entry has is its subject: the power of what is left of it. */
const SUBJECT_POWER = 4
/** What a word counts that only says who asks: a shop asks for more than its vending machine. */
const OF_WHO = 0.45

/** What of the question stands where in one entry, 0..1: `inHeading[passage * slots + slot]`, and the same for the texts below. */
interface Found {
  inHeading: Float32Array
  inBody: Float32Array
  /** By passage and 4-gram: 1 when the heading has it. */
  headingGrams: Uint8Array
  /** By slot, by 4-gram: the share of title and example questions that have it. */
  slotAsked: Float32Array
  gramAsked: Float32Array
  inTitle: Float32Array
  /** Words by passage. */
  lengths: Float32Array
}

/**
 * By passage, lead included: the share (0..1) of a question's rarity that it says, words that the content does not know included. The question
 * is taken to be about the entry: its title and its subject tell nothing here, both are meant already.
 */
export function saidBy(searcher: Searcher, question: Question, entry: number): Float32Array {
  const { passages } = searcher.index.entries[entry]!
  const { inHeading, inBody } = foundIn(searcher, question, entry)
  const { slots, best } = question
  const said = new Float32Array(passages.length)
  for (let passage = 0; passage < passages.length; passage++) {
    let sum = 0
    for (const [slot, { idf }] of slots.entries()) {
      const place = passage * slots.length + slot
      sum += idf * Math.max(inHeading[place]!, TEXT_OF_SAID * inBody[place]!)
    }
    said[passage] = sum / Math.max(best, 1e-6)
  }
  return said
}
const TEXT_OF_SAID = 0.85

/** Which passage of an entry to show, which with the beginning, and which others also say something of the question, best first. */
export function choosePassage(searcher: Searcher, question: Question, utterance: string, entry: number): ChosenPassage {
  if (searcher.index.entries[entry]!.passages.length < 2) return NO_PASSAGE
  const parts = evidenceFor(searcher, question, utterance, entry)
  const best = named(parts, question) ?? meantPart(parts, putTo(searcher, question, utterance, entry))
  if (!best || best.part.said + (best.part.asked ?? 0) === 0) return NO_PASSAGE
  const { passage } = best.part
  const shown = best.meant >= MIN_MEANT ? passage : undefined
  const joined = best.meant >= MIN_JOINED && best.meant < MIN_ALONE ? passage : undefined
  const beside = parts.filter((part) => part.passage !== shown && part.passage !== joined)
  const others = beside.filter(({ said, asked }) => said > 0 || (asked ?? 0) >= MIN_ASKED)
  return { shown, joined, beside: others.sort((a, b) => partLogit(b) - partLogit(a)).map((part) => part.passage) }
}
/** The one part whose heading, or one question of it, is what was asked: nothing else is meant. */
function named(parts: readonly PartEvidence[], { slots }: Question): Meant | undefined {
  const [part, another] = parts.filter(({ heading }) => heading === 1)
  return part && !another && slots.length > 0 ? { part, among: 1, meant: 1 } : undefined
}

/** From here on the likeliest part is taken to be meant; between the others the beginning is told and then the part. */
export const MIN_MEANT = 0.35
const MIN_JOINED = 0.28
const MIN_ALONE = 0.45
/** So like known questions to a part, it may be meant though no word of it stands there. */
const MIN_ASKED = 0.15

export interface ChosenPassage {
  /** Position of the passage that is likeliest meant; undefined for the beginning. */
  shown: number | undefined
  /** Position of the part that is told after the beginning, where either may be meant. */
  joined: number | undefined
  beside: readonly number[]
}
const NO_PASSAGE: ChosenPassage = { shown: undefined, joined: undefined, beside: [] }

/** What the question is like as a whole, for `part-model.ts`. */
export function putTo({ index }: Searcher, { slots }: Question, utterance: string, entry: number): Put {
  return { words: slots.length, title: alike(stemsIn(utterance), titleStems(index.entries[entry]!)) }
}

/** What tells the parts of an entry apart, for `part-model.ts`; its beginning is none of them. */
export function evidenceFor(searcher: Searcher, question: Question, utterance: string, entry: number): PartEvidence[] {
  const found = foundIn(searcher, question, entry)
  const scores = scoresOf(searcher, question, found, searcher.index.entries[entry]!.passages.length)
  return evidenceOf(searcher, question, utterance, entry, found, scores)
}

function evidenceOf(
  { index }: Searcher,
  { slots, best }: Question,
  utterance: string,
  entry: number,
  found: Found,
  scores: Float32Array,
): PartEvidence[] {
  const { id, passages } = index.entries[entry]!
  const likeness = likenessByPart(index.partQuestions, utterance, id)
  const perfect = Math.max(best, 1e-6)
  // Who and where are no part of the matter; a heading that names them is looked at all the same.
  const { regionWords, audienceWords } = index.slotLists
  const left = slots.map(({ word, idf }, slot) =>
    regionWords.has(word) || audienceWords.has(word) ? 0 : (idf * (1 - found.slotAsked[slot]!) ** SUBJECT_POWER) / perfect,
  )
  const own = stemsIn(utterance)
  const parts: PartEvidence[] = []
  for (let passage = 1; passage < passages.length; passage++) {
    if (passages[passage]!.heading === '') continue
    const body = left.reduce((sum, share, slot) => sum + share * found.inBody[passage * left.length + slot]!, 0)
    const length = Math.log(1 + found.lengths[passage]!)
    const heading = Math.max(0, ...headingStems(passages[passage]!).map((one) => alike(own, one)))
    parts.push({
      passage,
      body,
      said: scores[passage]! / perfect,
      asked: likeness ? (likeness.get(passage) ?? 0) : undefined,
      length,
      heading,
    })
  }
  return parts
}

/** Stems with what they count: words that only ask ("brauche ich eine") tell less than those that name. */
function stemsIn(text: string): ReadonlyMap<string, number> {
  return new Map(tokens(text).map(({ word }) => [stem(word), isFunctionWord(word) || isLightWord(word) ? OF_ASKING : 1]))
}
const OF_ASKING = 0.3
/** The heading as a whole, and each of its questions: "Wer muss nicht, und was gilt sonst?" */
const headingStems = derivedFrom(({ heading }: Passage) =>
  [heading, ...heading.split(/[:;,?.]\s+(?:(?:und|oder|and|or)\s+)?/)].map(stemsIn).filter(({ size }) => size >= MIN_OF_HEADING),
)
const MIN_OF_HEADING = 2
const titleStems = derivedFrom(({ title }: Entry) => stemsIn(title))

/** Dice's coefficient of two sets of words, each counted as it is worth, 0..1. */
function alike(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let both = 0
  for (const [one, worth] of b) if (a.has(one)) both += worth
  return (2 * both) / Math.max(1, worthOf(a) + worthOf(b))
}

function worthOf(stems: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const worth of stems.values()) sum += worth
  return sum
}

/** What each passage says of the question, in units of idf; the first is the lead. */
function scoresOf({ index }: Searcher, { slots, grams }: Question, found: Found, count: number): Float32Array {
  const { inHeading, inBody, headingGrams, slotAsked, gramAsked, inTitle, lengths } = found
  const average = lengths.reduce((sum, one) => sum + one, 0) / count
  const scores = new Float32Array(count)
  const { audienceWords } = index.slotLists
  for (const [slot, { idf, word }] of slots.entries()) {
    let known = 0
    for (let passage = 0; passage < count; passage++) known += Math.max(at(inHeading, passage, slot), at(inBody, passage, slot))
    if (known === 0) continue
    const tells =
      (audienceWords.has(word) ? OF_WHO : 1) *
      idf *
      (Math.log(1 + count / Math.max(1, known)) / Math.log(1 + count)) *
      (1 - slotAsked[slot]!) ** SUBJECT_POWER
    for (let passage = 0; passage < count; passage++) {
      const body = (BODY * at(inBody, passage, slot)) / (1 - LENGTH_SHARE + LENGTH_SHARE * (lengths[passage]! / average))
      const heading = passage === 0 ? TITLE_OF_LEAD * inTitle[slot]! : at(inHeading, passage, slot)
      scores[passage]! += tells * Math.max(heading, body)
    }
  }
  for (const [gram, id] of grams.entries()) {
    let known = 0
    for (let passage = 0; passage < count; passage++) known += headingGrams[passage * grams.length + gram]!
    if (known === 0 || known > count / 2) continue
    const tells = ((GRAMS * index.gramIdf[id]!) / Math.max(MIN_GRAMS, grams.length)) * (1 - gramAsked[gram]!) ** SUBJECT_POWER
    for (let passage = 0; passage < count; passage++) scores[passage]! += tells * headingGrams[passage * grams.length + gram]!
  }
  return scores

  function at(rows: Float32Array, passage: number, slot: number): number {
    return rows[passage * slots.length + slot]!
  }
}

/** Kept with the question, which is often put to the same entry again. */
function foundIn(searcher: Searcher, question: Question, entry: number): Found {
  const known = foundFor(question)
  const found = known.get(entry) ?? find(searcher, question, entry)
  known.set(entry, found)
  return found
}
const foundFor = derivedFrom((_: Question) => new Map<number, Found>())

/** Words by passage, and how many titles and example questions an entry has; the same whatever is asked. */
const countsOf = derivedFrom(({ stream, fields, passages }: Analysed) => {
  const lengths = new Float32Array(Math.max(0, ...passages.map((passage) => passage + 1)))
  let segment = 0
  for (const word of stream) {
    if (word === 0) segment++
    else if (passages[segment]! >= 0) lengths[passages[segment]!]!++
  }
  return { lengths, questions: fields.filter((field) => field === TITLE || field === QUESTION).length }
})

function find(searcher: Searcher, question: Question, entry: number): Found {
  layOut(searcher, question)
  const { index, scratch } = searcher
  const { slots, grams } = question
  const count = index.entries[entry]!.passages.length
  const { stream, fields, passages } = index.analysed[entry]!
  const { lengths, questions } = countsOf(index.analysed[entry]!)
  const { interest, hits, shared } = scratch
  const { weight: weightOf } = hits
  const found: Found = {
    inHeading: new Float32Array(count * slots.length),
    inBody: new Float32Array(count * slots.length),
    headingGrams: new Uint8Array(count * grams.length),
    slotAsked: new Float32Array(slots.length),
    gramAsked: new Float32Array(grams.length),
    inTitle: new Float32Array(slots.length),
    lengths: new Float32Array(count),
  }
  found.lengths.set(lengths)
  // Of the segment that is being read.
  const slotHere = new Float32Array(slots.length)
  const gramHere = new Uint8Array(grams.length)
  let segment = 0
  let met = false
  for (let read = 0; read < stream.length; read++) {
    const word = stream[read]!
    if (interest[word] === 0) continue
    if (word === 0) {
      const field = fields[segment]!
      const passage = passages[segment]!
      segment++
      if (!met) continue
      for (let slot = 0; slot < slots.length; slot++) take(field, passage, slot)
      for (let gram = 0; gram < grams.length; gram++) takeGram(field, passage, gram)
      slotHere.fill(0)
      gramHere.fill(0)
      met = false
      continue
    }
    met = true
    for (let link = hits.first[word]!; link !== 0; link = hits.next[link]!) {
      const slot = hits.to[link]!
      if (weightOf[link]! > slotHere[slot]!) slotHere[slot] = weightOf[link]!
    }
    for (let link = shared.first[word]!; link !== 0; link = shared.next[link]!) gramHere[shared.to[link]!] = 1
  }
  for (let slot = 0; slot < slots.length; slot++) found.slotAsked[slot]! /= Math.max(1, questions)
  for (let gram = 0; gram < grams.length; gram++) found.gramAsked[gram]! /= Math.max(1, questions)
  return found

  function take(field: number, passage: number, slot: number): void {
    const weight = slotHere[slot]!
    if (weight === 0) return
    if (field === TITLE || field === QUESTION) found.slotAsked[slot]! += weight
    if (field === TITLE) found.inTitle[slot] = weight
    if (passage < 0) return
    const rows = field === HEADING ? found.inHeading : found.inBody
    const place = passage * slots.length + slot
    if (weight > rows[place]!) rows[place] = weight
  }

  function takeGram(field: number, passage: number, gram: number): void {
    if (gramHere[gram] === 0) return
    if (field === TITLE || field === QUESTION) found.gramAsked[gram]!++
    else if (field === HEADING) found.headingGrams[passage * grams.length + gram] = 1
  }
}
