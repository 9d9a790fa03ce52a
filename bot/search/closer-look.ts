/**
 * Second stage: reads the words of each candidate in order and measures what plain BM25F cannot see: shared 4-grams,
 * function words, neighbouring words, the best single sentence, the most similar example question.
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
  /** Cosine (0..1) with the best title or example question, and which segment that is. */
  example: number
  exampleSegment: number
  cosines: number[]
  /** Cosine with the second best. */
  nextExample: number
  /** Share (0..1) of the question's rarity that the best single segment covers, by words and by 4-grams. */
  cover: number
  gramCover: number
  /** BM25F of slots in title and example questions only, and in headings and text only. */
  asked: number
  told: number
  titleCover: number
  headingCover: number
  /** The same for the whole entry. */
  entryCover: number
  entryGramCover: number
  /** Position of the best passage, -1 for the title, an example question or the facts. */
  passage: number
}

export function closerLook(index: Index, question: Question, scratch: Scratch, entry: number): Look {
  const { weights, lexicon, postings } = index
  const { stream, fields, passages, figures } = index.analysed[entry]!
  const {
    firstHit,
    nextHit,
    hitSlot,
    hitWeight,
    functionAt,
    gramAt,
    gramTf,
    flagged,
    slotBest,
    pairTf,
    functionTf,
    termWeight,
    gramWeight,
  } = scratch
  const k1 = weights.k1
  let segment = 0
  let field = fields[0]!
  let unit = index.units[entry * FIELDS.length + field]!
  let previousHit = 0
  let dot = 0
  let example = 0
  let exampleSegment = -1
  let before = 0
  let sentence = 0
  let cover = 0
  let passage = -1
  let headingScore = 0
  let nextExample = 0
  const cosines: number[] = []
  let segmentGrams = 0
  let titleCover = 0
  let headingCover = 0
  const { askedTf, toldTf } = scratch
  let gramCover = 0
  const { gramsSeen, gramStamp, slotEver } = scratch
  const stamp = ++scratch.stamp
  scratch.stamp += fields.length
  let gramsCount = 0
  const examples = index.exampleNorms[entry]!
  for (let at = 0; at < stream.length; at++) {
    const word = stream[at]!
    if (word === 0) {
      let score = 0
      for (let slot = 0; slot < question.slots.length; slot++) {
        score += slotBest[slot]! * question.slots[slot]!.idf
        if (slotBest[slot]! > slotEver[slot]!) slotEver[slot] = slotBest[slot]!
        slotBest[slot] = 0
      }
      if (segment === 0) titleCover = score
      if (field === 2 && score > headingCover) headingCover = score
      if (segmentGrams > gramCover) gramCover = segmentGrams
      segmentGrams = 0
      if (segment < examples.length) {
        const cosine = dot / (examples[segment]! * scratch.norm)
        cosines.push(cosine)
        if (cosine > example) {
          nextExample = example
          example = cosine
          exampleSegment = segment
        } else if (cosine > nextExample) nextExample = cosine
        dot = 0
      }
      if (score > cover) cover = score
      let value = question.wantsFigure && figures[segment] === 1 ? score * 1.1 : score
      if (FIELDS[field] === 'heading') headingScore = score
      else if (passages[segment] !== passages[segment - 1] && FIELDS[fields[Math.max(0, segment - 1)]!] !== 'heading') headingScore = 0
      value += 0.25 * Math.min(Math.max(before, headingScore), score)
      if (value > sentence) {
        sentence = value
        passage = passages[segment]!
      }
      before = score
      segment++
      if (segment < fields.length) {
        field = fields[segment]!
        unit = index.units[entry * FIELDS.length + field]!
      }
      previousHit = 0
      continue
    }
    const term = lexicon.termOf[word]!
    if (segment < examples.length) {
      dot += termWeight[term]! * (lexicon.isFunction[word] ? weights.exampleFunctionWord : postings.idf[term]!)
      for (let part = index.partsOf.start[word]!; part < index.partsOf.start[word + 1]!; part++) {
        const partTerm = index.partsOf.items[part]!
        dot += termWeight[partTerm]! * weights.partInText * postings.idf[partTerm]!
      }
    }
    if (lexicon.isFunction[word]) {
      const position = functionAt[term]!
      if (position !== 0) functionTf[position - 1]! += unit
      continue
    }
    const hit = firstHit[word]!
    for (let link = hit; link !== 0; link = nextHit[link]!) {
      const slot = hitSlot[link]!
      if (field <= 1) askedTf[slot]! += unit * hitWeight[link]!
      else toldTf[slot]! += unit * hitWeight[link]!
      if (hitWeight[link]! > slotBest[slot]!) slotBest[slot] = hitWeight[link]!
      for (let other = previousHit; other !== 0; other = nextHit[other]!) if (hitSlot[other] === slot - 1) pairTf[slot]! += unit
    }
    previousHit = hit
    if (flagged[word] === 1) {
      for (const gram of lexicon.gramsOf[word]!) {
        if (gramAt[gram] === 0) continue
        if (gramTf[gram] === 0) gramsSeen[gramsCount++] = gram
        gramTf[gram]! += unit
        if (gramStamp[gram] !== stamp + segment) {
          gramStamp[gram] = stamp + segment
          segmentGrams += index.gramIdf[gram]!
        }
        if (segment < examples.length) dot += gramWeight[gram]! * weights.exampleGram * index.gramIdf[gram]!
      }
    }
  }
  let grams = 0
  let entryGrams = 0
  for (let k = 0; k < gramsCount; k++) {
    const gram = gramsSeen[k]!
    grams += (index.gramIdf[gram]! * gramTf[gram]!) / (k1 + gramTf[gram]!)
    entryGrams += index.gramIdf[gram]!
    gramTf[gram] = 0
  }
  let entryCover = 0
  let asked = 0
  let told = 0
  for (let slot = 0; slot < question.slots.length; slot++) {
    entryCover += slotEver[slot]! * question.slots[slot]!.idf
    slotEver[slot] = 0
    asked += (question.slots[slot]!.idf * askedTf[slot]!) / (k1 + askedTf[slot]!)
    told += (question.slots[slot]!.idf * toldTf[slot]!) / (k1 + toldTf[slot]!)
    askedTf[slot] = toldTf[slot] = 0
  }
  let functionWords = 0
  question.functionTerms.forEach((term, position) => {
    functionWords += (postings.idf[term]! * functionTf[position]!) / (k1 + functionTf[position]!)
    functionTf[position] = 0
  })
  let pairs = 0
  for (let slot = 1; slot < question.slots.length; slot++) {
    pairs += (Math.min(question.slots[slot - 1]!.idf, question.slots[slot]!.idf) * pairTf[slot]!) / (k1 + pairTf[slot]!)
    pairTf[slot] = 0
  }
  return {
    entry,
    words: scratch.scores[entry]!,
    functionWords,
    grams,
    pairs,
    sentence,
    example,
    exampleSegment,
    nextExample,
    cosines,
    asked: share(asked, question.best),
    told: share(told, question.best),
    titleCover: share(titleCover, question.best),
    headingCover: share(headingCover, question.best),
    cover: share(cover, question.best),
    gramCover: share(gramCover, question.bestGrams),
    entryCover: share(entryCover, question.best),
    entryGramCover: share(entryGrams, question.bestGrams),
    passage,
  }
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0)
