/**
 * Working memory of one question at a time, made once for an index and cleaned before the next question, so that answering
 * allocates nothing that grows with the content.
 *
 * `layOut` works out once for every word of the content what it means to the question; the closer look then only looks up.
 */
import type { Index } from '../index/index.ts'
import type { Question } from './question.ts'
import type { Scratch, Searcher, WordLinks } from './searcher.ts'

/** Lays the question out, in place of the one that lay there; it stays until another comes, because a turn asks the same again. */
export function layOut({ index, scratch }: Searcher, question: Question): void {
  if (scratch.laidOut === question) return
  if (scratch.laidOut) takeAway(index, scratch, scratch.laidOut)
  scratch.laidOut = question
  const { weights, postings, gramIdf, lexicon } = index
  const { interest, hits, shared, product } = scratch
  // What the content does not know makes the question longer and thereby every example less like it.
  let square = question.unknownGrams * (weights.exampleGram * postings.highestIdf) ** 2
  question.slots.forEach(({ terms, idf }, position) => {
    for (const { term, weight } of terms) {
      forEachWord(index.wordsOfTerm, term, (word) => {
        interest[word] = 1
        link(hits, word, position, weight)
      })
    }
    if (!terms.some(({ via }) => via === 'word')) square += idf ** 2
  })
  for (const [term, weight] of surest(question)) {
    const value = weight * postings.idf[term]!
    square += value ** 2
    forEachWord(index.wordsOfTerm, term, (word) => {
      product[word]! += value * postings.idf[term]! * (lexicon.termOf[word] === term ? 1 : weights.partInText)
    })
  }
  question.grams.forEach((gram, position) => {
    const value = (weights.exampleGram * gramIdf[gram]!) ** 2
    square += value
    forEachWord(index.wordsWithGram, gram, (word) => {
      interest[word] = 1
      product[word]! += value
      link(shared, word, position, 1)
    })
  })
  scratch.norm = Math.sqrt(square) || 1
  if (scratch.gramTf.length < question.grams.length) scratch.gramTf = new Float32Array(2 * question.grams.length)
}

/** Leaves the memory as it was before `layOut`; costs what laying out cost. */
function takeAway(index: Index, scratch: Scratch, { slots, grams }: NonNullable<Scratch['laidOut']>): void {
  const { interest, hits, shared, product } = scratch
  const forget = (word: number) => {
    hits.first[word] = shared.first[word] = interest[word] = product[word] = 0
  }
  for (const { terms } of slots) for (const { term } of terms) forEachWord(index.wordsOfTerm, term, forget)
  for (const gram of grams) forEachWord(index.wordsWithGram, gram, forget)
  hits.count = shared.count = 1
}

function link(links: WordLinks, word: number, to: number, weight: number): void {
  const { count } = links
  if (count === links.next.length) grow(links)
  links.next[count] = links.first[word]!
  links.to[count] = to
  links.weight[count] = weight
  links.first[word] = count
  links.count = count + 1
}

function grow(links: WordLinks): void {
  const { next, to, weight } = links
  links.next = new Uint32Array(2 * next.length)
  links.to = new Uint32Array(2 * to.length)
  links.weight = new Float64Array(2 * weight.length)
  links.next.set(next)
  links.to.set(to)
  links.weight.set(weight)
}

/** term → the greatest weight that any slot gives it. */
function surest({ slots }: Question): Map<number, number> {
  const weights = new Map<number, number>()
  for (const { terms } of slots) for (const { term, weight } of terms) weights.set(term, Math.max(weight, weights.get(term) ?? 0))
  return weights
}

function forEachWord({ start, items }: Index['wordsOfTerm'], list: number, visit: (word: number) => void): void {
  for (let at = start[list]!; at < start[list + 1]!; at++) visit(items[at]!)
}
