/**
 * Second stage: reads the words of a candidate in order and measures what plain BM25F cannot see: shared 4-grams, function
 * words, neighbouring words, the best single sentence, headings, the most similar example questions.
 *
 * Most words of most entries have nothing to do with the question; `scratch.interest` says so in one look.
 */
import type { Index } from './index-build.ts'
import type { Question } from './question.ts'
import type { Scratch } from './scratch.ts'
import { FIELDS } from './segments.ts'

/** What was measured, in units of idf unless said otherwise. */
export interface Look {
  entry: number
  words: number
  functionWords: number
  grams: number
  pairs: number
  sentence: number
  /** Share (0..1) of the question that the title, and the best heading, name. */
  title: number
  heading: number
  /** Cosine (0..1) with the best and the second best of title and example questions. */
  example: number
  nextExample: number
  /** The best one's segment, -1 when nothing is alike, and the cosines of all. */
  exampleSegment: number
  cosines: readonly number[]
  /** Position of the best passage; -1 when title, example questions or facts say clearly more of the question. */
  passage: number
}

const HEADING = FIELDS.indexOf('heading')
/** A sentence with a figure where one is asked for; a neighbour or the heading above that speaks of it too. */
const FIGURE_BONUS = 1.1
const NEIGHBOUR = 0.25
/** A passage that says less of the question than this share of the best segment is not what was asked for. */
const LEAST_OF_BEST = 0.7

export function closerLook(index: Index, question: Question, scratch: Scratch, entry: number): Look {
  const { weights, lexicon, postings, partsOf, gramsOf, gramIdf } = index
  const { stream, fields, passages, figures } = index.analysed[entry]!
  const { interest, firstHit, nextHit, hitSlot, hitWeight, functionAt, functionTf, flagged, gramTf, gramsSeen, gramWeight } = scratch
  const { slotBest, pairTf, termWeight } = scratch
  const { slots } = question
  const norms = index.exampleNorms[entry]!
  const look = emptyLook(entry, scratch.scores[entry]!)
  const cosines: number[] = []
  let segment = 0
  let field = fields[0]!
  let unit = index.units[entry * FIELDS.length]!
  let previousHit = 0
  let met = false
  let dot = 0
  let before = 0
  let aboveHeading = 0
  let gramsCount = 0
  let passageValue = 0
  for (let at = 0; at < stream.length; at++) {
    const word = stream[at]!
    if (interest[word] === 0) {
      if (lexicon.isFunction[word] === 0) previousHit = 0
      continue
    }
    if (word !== 0) {
      const term = lexicon.termOf[word]!
      const isExample = segment < norms.length
      if (lexicon.isFunction[word] === 1) {
        const position = functionAt[term]!
        if (position !== 0) functionTf[position - 1]! += unit
        if (isExample) dot += termWeight[term]! * weights.exampleFunctionWord
        continue
      }
      const hit = firstHit[word]!
      for (let link = hit; link !== 0; link = nextHit[link]!) {
        const slot = hitSlot[link]!
        if (hitWeight[link]! > slotBest[slot]!) slotBest[slot] = hitWeight[link]!
        for (let other = previousHit; other !== 0; other = nextHit[other]!) if (hitSlot[other] === slot - 1) pairTf[slot]! += unit
        met = true
      }
      previousHit = hit
      if (isExample) {
        dot += termWeight[term]! * postings.idf[term]!
        for (let part = partsOf.start[word]!; part < partsOf.start[word + 1]!; part++) {
          const partTerm = partsOf.items[part]!
          dot += termWeight[partTerm]! * weights.partInText * postings.idf[partTerm]!
        }
      }
      if (flagged[word] === 0) continue
      for (let list = gramsOf.start[word]!, last = gramsOf.start[word + 1]!; list < last; list++) {
        const gram = gramsOf.items[list]!
        if (gramWeight[gram] === 0) continue
        if (gramTf[gram] === 0) gramsSeen[gramsCount++] = gram
        gramTf[gram]! += unit
        if (isExample) dot += gramWeight[gram]! * weights.exampleGram * gramIdf[gram]!
      }
      continue
    }
    // Word 0: the segment ends.
    let score = 0
    if (met) {
      for (let slot = 0; slot < slots.length; slot++) {
        score += slotBest[slot]! * slots[slot]!.idf
        slotBest[slot] = 0
      }
    }
    if (segment < norms.length) {
      const cosine = dot / (norms[segment]! * scratch.norm)
      cosines.push(cosine)
      noteExample(look, cosine, segment)
      if (segment === 0) look.title = share(score, question.best)
    }
    if (field === HEADING) {
      aboveHeading = score
      look.heading = Math.max(look.heading, share(score, question.best))
    } else if (segment > 0 && passages[segment] !== passages[segment - 1] && fields[segment - 1] !== HEADING) aboveHeading = 0
    const figure = question.wantsFigure && figures[segment] === 1 ? FIGURE_BONUS : 1
    const value = score * figure + NEIGHBOUR * Math.min(Math.max(before, aboveHeading), score)
    if (value > look.sentence) look.sentence = value
    if (value > passageValue && passages[segment]! >= 0) {
      passageValue = value
      look.passage = passages[segment]!
    }
    before = score
    segment++
    field = fields[segment] ?? 0
    unit = index.units[entry * FIELDS.length + field]!
    previousHit = 0
    met = false
    dot = 0
  }
  const { k1 } = weights
  for (let seen = 0; seen < gramsCount; seen++) {
    const gram = gramsSeen[seen]!
    look.grams += saturated(gramIdf[gram]!, gramTf[gram]!, k1)
    gramTf[gram] = 0
  }
  for (let position = 0; position < question.functionTerms.length; position++) {
    look.functionWords += saturated(postings.idf[question.functionTerms[position]!]!, functionTf[position]!, k1)
    functionTf[position] = 0
  }
  for (let slot = 1; slot < slots.length; slot++) {
    look.pairs += saturated(Math.min(slots[slot - 1]!.idf, slots[slot]!.idf), pairTf[slot]!, k1)
    pairTf[slot] = 0
  }
  if (passageValue < LEAST_OF_BEST * look.sentence) look.passage = -1
  look.cosines = cosines
  return look
}

function emptyLook(entry: number, words: number): Look {
  return {
    entry,
    words,
    functionWords: 0,
    grams: 0,
    pairs: 0,
    sentence: 0,
    title: 0,
    heading: 0,
    example: 0,
    nextExample: 0,
    exampleSegment: -1,
    cosines: [],
    passage: -1,
  }
}

function noteExample(look: Look, cosine: number, segment: number): void {
  if (cosine > look.example) {
    look.nextExample = look.example
    look.example = cosine
    look.exampleSegment = segment
  } else if (cosine > look.nextExample) look.nextExample = cosine
}

/** BM25's saturation: repeats count less each time. */
const saturated = (idf: number, tf: number, k1: number) => (idf * tf) / (k1 + tf)
const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0)
