/**
 * Second stage: reads the words of a candidate in order and measures what plain BM25F cannot see: shared 4-grams, the best
 * single sentence, headings, the most similar example question.
 *
 * Most words of most entries have nothing to do with the question; `scratch.interest` says so in one look.
 */
import { FIELDS } from '../index/segments.ts'
import type { Question } from './question.ts'
import type { Searcher } from './searcher.ts'

/** What was measured, in units of idf unless said otherwise. */
export interface Look {
  entry: number
  words: number
  grams: number
  sentence: number
  /** Share (0..1) of the question that the title, and the best heading, name. */
  title: number
  heading: number
  /** Cosine (0..1) with the most similar of title and example questions, and its segment (-1: nothing is alike). */
  example: number
  exampleSegment: number
  /** Position of the best passage; -1 when title, example questions or facts say clearly more of the question. */
  passage: number
}

const HEADING = FIELDS.indexOf('heading')
/** A sentence with a figure where one is asked for; a neighbour or the heading above that speaks of it too. */
const FIGURE_BONUS = 1.1
const NEIGHBOUR = 0.25
/** A passage that says less of the question than this share of the best segment is not what was asked for. */
const MIN_SHARE_OF_BEST = 0.7

/** Measures one candidate. The question must have been laid out (`scratch.ts`) and the entry have its first-stage score. */
export function closerLook({ index, scratch }: Searcher, question: Question, entry: number): Look {
  const { stream, fields, passages, figures } = index.analysed[entry]!
  const { interest, product, slotBest, gramTf } = scratch
  const { first: firstHit, next: nextHit, to: slotOf, weight: weightOf } = scratch.hits
  const { first: firstShared, next: nextShared, to: gramOf } = scratch.shared
  const { slots } = question
  const norms = index.exampleNorms[entry]!
  const look: Look = {
    entry,
    words: scratch.scores[entry]!,
    grams: 0,
    sentence: 0,
    title: 0,
    heading: 0,
    example: 0,
    exampleSegment: -1,
    passage: -1,
  }
  const units = entry * FIELDS.length
  let segment = 0
  let met = false
  let dot = 0
  let before = 0
  let aboveHeading = 0
  let passageValue = 0
  for (let at = 0; at < stream.length; at++) {
    const word = stream[at]!
    if (interest[word] === 0) continue
    if (word !== 0) {
      for (let link = firstHit[word]!; link !== 0; link = nextHit[link]!) {
        const slot = slotOf[link]!
        if (weightOf[link]! > slotBest[slot]!) slotBest[slot] = weightOf[link]!
        met = true
      }
      const unit = index.units[units + fields[segment]!]!
      for (let link = firstShared[word]!; link !== 0; link = nextShared[link]!) gramTf[gramOf[link]!]! += unit
      dot += product[word]!
      continue
    }
    // Word 0: the segment ends.
    const field = fields[segment]!
    if (dot === 0) {
      // Nothing of the question is in it, as in most.
      if (field === HEADING || passages[segment] !== passages[segment - 1]) aboveHeading = 0
      before = 0
      segment++
      continue
    }
    let score = 0
    if (met) {
      for (let slot = 0; slot < slots.length; slot++) {
        score += slotBest[slot]! * slots[slot]!.idf
        slotBest[slot] = 0
      }
    }
    if (segment < norms.length) {
      const cosine = dot / (norms[segment]! * scratch.norm)
      if (cosine > look.example) {
        look.example = cosine
        look.exampleSegment = segment
      }
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
    met = false
    dot = 0
  }
  for (let gram = 0; gram < question.grams.length; gram++) {
    // BM25's saturation: repeats count less each time.
    look.grams += (index.gramIdf[question.grams[gram]!]! * gramTf[gram]!) / (index.weights.gramK1 + gramTf[gram]!)
    gramTf[gram] = 0
  }
  if (passageValue < MIN_SHARE_OF_BEST * look.sentence) look.passage = -1
  return look
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0)
