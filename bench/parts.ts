/**
 * `npm run bench -- parts`: whether the parts that are offered below an entry's beginning are those that a first question asks for.
 * `parts/*.md` holds first questions to every part, by people who saw titles, headings and first words alone. Each is held against numbers
 * that were not learned from its entry. Beside it, whether what is shown first is what readers would have read first (`first-read.ts`).
 * `--fit` prints the numbers of `bot/search/ask/part-model.ts` as they would be now.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readArguments } from '../adapters/cli/arguments.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import type { Knowledge } from '../bot/knowledge/knowledge.ts'
import type { EntryId } from '../bot/knowledge/schema.ts'
import { MEANT_MODEL, PART_MODEL, type PartEvidence, type PartNumbers, partLogit } from '../bot/search/ask/part-model.ts'
import { evidenceFor, MIN_MEANT } from '../bot/search/ask/passage.ts'
import { readQuestion } from '../bot/search/ask/question.ts'
import { buildSearcher } from '../bot/search/search.ts'
import { type FirstRead, firstReads, learnMeant, readFirst } from './first-read.ts'
import { shareOf, writeMeasured } from './measures.ts'

const USAGE = 'npm run bench -- parts [--fit]'
const QUESTIONS = join(import.meta.dirname, 'parts')
const FOLDS = 5
const STEPS = 600
const RATE = 0.05

/** A question that is put to one part; `wanted`: its place among `parts`. */
export interface PutToPart {
  fold: number
  parts: readonly PartEvidence[]
  wanted: number
}

export async function benchParts(args: string[]): Promise<void> {
  const { values } = readArguments({ args, options: { fit: { type: 'boolean' } } }, USAGE)
  const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
  const all = questionsFrom(
    readdirSync(QUESTIONS).map((file) => readFileSync(join(QUESTIONS, file), 'utf8')),
    knowledge,
  )
  const folds = Array.from({ length: FOLDS }, (_, fold) => fold)
  const models = folds.map((fold) => learnBoth(all.filter((one) => one.fold !== fold)))
  console.log('| a part is asked for; it is | of | % [95 % interval] |\n|---|---|---|')
  for (const [name, of, model] of [
    ['', all, (fold: number) => models[fold]],
    [', had nobody written down what is asked', all.map(unlisted), (fold: number) => models[fold]],
    [', with the numbers that stand', all, () => PART_MODEL],
  ] as const) {
    const places = of.map((one) => placeOf(one, model(one.fold)))
    for (const most of [1, 2]) {
      const share = shareOf(places.filter((place) => place < most).length, places.length)
      console.log(`| ${most === 1 ? 'the likeliest' : 'among the likeliest two'}${name} | ${of.length} | ${writeMeasured(share)} |`)
    }
  }
  const searcher = buildSearcher(knowledge)
  const reads = firstReads(searcher, FOLDS)
  const meant = folds.map((fold) => learnBothMeant(reads.filter((read) => read.fold !== fold)))
  for (const [name, model] of [
    ['', (fold: number) => meant[fold]],
    [', with the numbers that stand', () => MEANT_MODEL],
    [', were the beginning always shown', undefined],
  ] as const) {
    const right = reads.filter((read) => readFirst(read, model ? MIN_MEANT : 2, model?.(read.fold)) === read.wanted)
    console.log(
      `| what is shown first would be read first${name} | ${reads.length} | ${writeMeasured(shareOf(right.length, reads.length))} |`,
    )
  }
  const fitted = () => ({ part: learnBoth(all), meant: learnBothMeant(reads) })
  if (values.fit) console.log(JSON.stringify(fitted(), (_, value) => (typeof value === 'number' ? Number(value.toFixed(2)) : value)))
}

/** Questions by entry and heading, as they stand in the files; those to entries and headings that are gone are left out. */
export function questionsFrom(files: readonly string[], knowledge: Knowledge): PutToPart[] {
  const searcher = buildSearcher(knowledge)
  const places = new Map(searcher.index.entries.map(({ id }, place) => [id, place]))
  const found: PutToPart[] = []
  let entry: number | undefined
  let heading = ''
  let count = 0
  for (const line of files.flatMap((file) => file.split('\n'))) {
    const [, mark, text = ''] = /^(#{1,2}|-) (.+)$/.exec(line) ?? []
    if (mark === '#') {
      entry = places.get(text as EntryId)
      count++
    } else if (mark === '##') heading = text
    else if (mark === '-' && entry !== undefined) {
      const { passages } = searcher.index.entries[entry]!
      const parts = evidenceFor(searcher, readQuestion(searcher, text), text, entry)
      const wanted = parts.findIndex(({ passage }) => passages[passage]!.heading === heading)
      if (wanted >= 0) found.push({ fold: count % FOLDS, parts, wanted })
    }
  }
  return found
}

function placeOf({ parts, wanted }: PutToPart, model?: typeof PART_MODEL): number {
  const own = partLogit(parts[wanted]!, model)
  return parts.filter((part) => partLogit(part, model) > own).length
}

function unlisted(one: PutToPart): PutToPart {
  return { ...one, parts: one.parts.map((part) => ({ ...part, asked: undefined })) }
}

function learnBoth(questions: readonly PutToPart[]): typeof PART_MODEL {
  return {
    listed: learnNumbers(questions.filter(({ parts }) => parts[0]!.asked !== undefined)),
    unlisted: learnNumbers(questions.map(unlisted)),
  }
}

function learnBothMeant(reads: readonly FirstRead[]): typeof MEANT_MODEL {
  return { listed: learnMeant(reads, true), unlisted: learnMeant(reads, false) }
}

const NUMBERS = ['body', 'said', 'asked', 'length', 'heading'] as const

/** The numbers under which what was asked for is likeliest; by Adam (Kingma & Ba 2015). */
export function learnNumbers(questions: readonly PutToPart[]): PartNumbers {
  const weights = NUMBERS.map(() => 0)
  const mean = NUMBERS.map(() => 0)
  const spread = NUMBERS.map(() => 0)
  const shown = questions.map(({ parts, wanted }) => ({
    rows: parts.map(({ asked = 0, ...part }) => NUMBERS.map((name) => (name === 'asked' ? asked : part[name]))),
    wanted,
  }))
  for (let step = 1; step <= STEPS; step++) {
    const gradient = NUMBERS.map(() => 0)
    for (const { rows, wanted } of shown) {
      const powers = rows.map((row) => Math.exp(row.reduce((sum, x, k) => sum + x * weights[k]!, 0)))
      const all = powers.reduce((sum, power) => sum + power, 0)
      for (const [at, row] of rows.entries()) {
        const off = powers[at]! / all - (at === wanted ? 1 : 0)
        for (const [k, x] of row.entries()) gradient[k]! += (off * x) / shown.length
      }
    }
    for (const [k, slope] of gradient.entries()) {
      mean[k] = 0.9 * mean[k]! + 0.1 * slope
      spread[k] = 0.999 * spread[k]! + 0.001 * slope ** 2
      weights[k]! -= (RATE * (mean[k]! / (1 - 0.9 ** step))) / (Math.sqrt(spread[k]! / (1 - 0.999 ** step)) + 1e-8)
    }
  }
  const [body, said, asked, length, heading] = weights as [number, number, number, number, number]
  return { body, said, asked, length, heading }
}
