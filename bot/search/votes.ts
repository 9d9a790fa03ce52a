/**
 * Which entry the example questions most like this one speak for, taken together: similar examples of one entry do not
 * count twice, and an example that resembles those of other entries counts less.
 *
 * Kernel ridge regression on the few nearest examples, solved for each question: `(K + λ) a = y` with the cosines among
 * the examples as K; an entry's vote is the sum of its examples' `a` times their cosine with the question.
 * Nothing is trained when the index is built, so an edit costs nothing here.
 * Source: Bottou & Vapnik, "Local Learning Algorithms" (1992); Rifkin et al., "Regularized Least-Squares Classification" (2003).
 */
import type { Look } from './closer-look.ts'
import type { Index } from './index-build.ts'
import type { Scratch } from './scratch.ts'

/** Examples asked, the strength of the ridge, and the least cosine worth asking. */
const NEAREST = 16
const RIDGE = 0.5
const LEAST_COSINE = 0.05

export function votes(index: Index, scratch: Scratch, looks: readonly Look[]): Float64Array {
  const near: { look: number; entry: number; segment: number; cosine: number }[] = []
  looks.forEach((look, position) => {
    look.cosines.forEach((cosine, segment) => {
      if (cosine > LEAST_COSINE) near.push({ look: position, entry: look.entry, segment, cosine })
    })
  })
  near.sort((a, b) => b.cosine - a.cosine || a.entry - b.entry)
  near.length = Math.min(near.length, NEAREST)
  const n = near.length
  const result = new Float64Array(looks.length)
  if (n === 0) return result
  const vectors = near.map(({ entry, segment }) => vectorOf(index, entry, segment))
  const K = Array.from({ length: n }, () => new Float64Array(n))
  const dense = scratch.dense
  for (let i = 0; i < n; i++) {
    const a = vectors[i]!
    for (let k = 0; k < a.ids.length; k++) dense[a.ids[k]!] = a.weights[k]!
    for (let j = 0; j <= i; j++) {
      const b = vectors[j]!
      let dot = 0
      for (let k = 0; k < b.ids.length; k++) dot += dense[b.ids[k]!]! * b.weights[k]!
      K[i]![j] = K[j]![i] = dot / (a.norm * b.norm)
    }
    for (const id of a.ids) dense[id] = 0
  }
  for (let i = 0; i < n; i++) K[i]![i]! += RIDGE
  // The vote for entry e is q' (K + λ)^-1 y_e: solve once for q instead of once for each entry.
  const a = solve(
    K,
    Float64Array.from(near, ({ cosine }) => cosine),
  )
  near.forEach(({ look }, position) => {
    result[look]! += a[position]!
  })
  return result
}

/** Cholesky; `K` is overwritten. */
function solve(K: Float64Array[], y: Float64Array): Float64Array {
  const n = y.length
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = K[i]![j]!
      for (let k = 0; k < j; k++) sum -= K[i]![k]! * K[j]![k]!
      K[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / K[j]![j]!
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = y[i]!
    for (let k = 0; k < i; k++) sum -= K[i]![k]! * y[k]!
    y[i] = sum / K[i]![i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i]!
    for (let k = i + 1; k < n; k++) sum -= K[k]![i]! * y[k]!
    y[i] = sum / K[i]![i]!
  }
  return y
}

function vectorOf(index: Index, entry: number, segment: number): { ids: number[]; weights: number[]; norm: number } {
  const { lexicon, partsOf, postings, gramIdf, weights } = index
  const { stream } = index.analysed[entry]!
  const ids: number[] = []
  const values: number[] = []
  const terms = postings.idf.length
  let at = 0
  for (let left = segment; left > 0; at++) if (stream[at] === 0) left--
  for (; stream[at] !== 0; at++) {
    const word = stream[at]!
    const term = lexicon.termOf[word]!
    ids.push(term)
    values.push(lexicon.isFunction[word] ? weights.exampleFunctionWord : postings.idf[term]!)
    for (let part = partsOf.start[word]!; part < partsOf.start[word + 1]!; part++) {
      ids.push(partsOf.items[part]!)
      values.push(weights.partInText * postings.idf[partsOf.items[part]!]!)
    }
    for (const gram of lexicon.gramsOf[word]!) {
      ids.push(terms + gram)
      values.push(weights.exampleGram * gramIdf[gram]!)
    }
  }
  return { ids, weights: values, norm: index.exampleNorms[entry]![segment]! }
}
