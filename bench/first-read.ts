/**
 * What somebody would want to read first of the entry that was found for their question: `first-read/*.md` holds questions as people typed
 * them, below the part, or `(Anfang)` for the beginning, that three readers chose who saw neither answers nor numbers.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EntryId } from '../bot/knowledge/schema.ts'
import { MEANT_NUMBERS, type MeantNumbers, meantEvidence, meantPart, type PartEvidence, type Put } from '../bot/search/ask/part-model.ts'
import { evidenceFor, putTo } from '../bot/search/ask/passage.ts'
import { readQuestion } from '../bot/search/ask/question.ts'
import type { Searcher } from '../bot/search/search.ts'

const FOLDER = join(import.meta.dirname, 'first-read')
export const BEGINNING = '(Anfang)'
const STEPS = 800
const RATE = 0.05
/** Keeps numbers small that few questions speak for. */
const SHRINK = 2e-3

/** `wanted`: position of the passage among the entry's; 0 for the beginning. */
export interface FirstRead {
  fold: number
  parts: readonly PartEvidence[]
  put: Put
  wanted: number
}

export function firstReads(searcher: Searcher, folds: number): FirstRead[] {
  const places = new Map(searcher.index.entries.map(({ id }, place) => [id, place]))
  const found: FirstRead[] = []
  let entry: number | undefined
  let wanted = -1
  let count = 0
  for (const line of readdirSync(FOLDER).flatMap((file) => readFileSync(join(FOLDER, file), 'utf8').split('\n'))) {
    const [, mark, text = ''] = /^(#{1,2}|-) (.+)$/.exec(line) ?? []
    if (mark === '#') {
      entry = places.get(text as EntryId)
      count++
    } else if (mark === '##' && entry !== undefined)
      wanted = text === BEGINNING ? 0 : searcher.index.entries[entry]!.passages.findIndex(({ heading }) => heading === text)
    else if (mark === '-' && entry !== undefined && wanted >= 0) {
      const question = readQuestion(searcher, text)
      found.push({
        fold: count % folds,
        parts: evidenceFor(searcher, question, text, entry),
        put: putTo(searcher, question, text, entry),
        wanted,
      })
    }
  }
  return found
}

/** Which passage comes first under these numbers. */
export function readFirst({ parts, put }: FirstRead, least: number, model?: Parameters<typeof meantPart>[2]): number {
  const best = meantPart(parts, put, model)
  return best && best.meant >= least ? best.part.passage : 0
}

/** The numbers under which it is likeliest that the likeliest part is wanted where it was; by Adam. `isListed`: with what is asked. */
export function learnMeant(reads: readonly FirstRead[], isListed: boolean): MeantNumbers {
  const rows = reads.flatMap(({ parts, put, wanted }) => {
    const best = meantPart(isListed ? parts : parts.map((part) => ({ ...part, asked: undefined })), put)
    if (!best) return []
    const shown = meantEvidence(best.part, best.among, put)
    return [{ x: [...MEANT_NUMBERS.map((name) => shown[name]), 1], y: best.part.passage === wanted ? 1 : 0 }]
  })
  const weights = rows[0]!.x.map(() => 0)
  const mean = weights.map(() => 0)
  const spread = weights.map(() => 0)
  for (let step = 1; step <= STEPS; step++) {
    const slope = weights.map((weight, k) => (k === weights.length - 1 ? 0 : SHRINK * weight))
    for (const { x, y } of rows) {
      const off = 1 / (1 + Math.exp(-x.reduce((sum, one, k) => sum + one * weights[k]!, 0))) - y
      for (const [k, one] of x.entries()) slope[k]! += (off * one) / rows.length
    }
    for (const [k, one] of slope.entries()) {
      mean[k] = 0.9 * mean[k]! + 0.1 * one
      spread[k] = 0.999 * spread[k]! + 0.001 * one ** 2
      weights[k]! -= (RATE * (mean[k]! / (1 - 0.9 ** step))) / (Math.sqrt(spread[k]! / (1 - 0.999 ** step)) + 1e-8)
    }
  }
  const [probability, said, asked, heading, title, words, base] = weights as [number, number, number, number, number, number, number]
  return { probability, said, asked, heading, title, words, base }
}
