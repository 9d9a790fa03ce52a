/** Questions and entries for the benchmark: rated ones from files, mistyped ones and large sets made with a seed. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Entry } from '../bot/knowledge/schema.ts'
import { sentencesOf } from '../bot/search/index/segments.ts'
import { randomFrom } from './measures.ts'

export interface BenchQuestion {
  question: string
  /** Empty: no entry answers it. */
  expected: readonly string[]
}

const line = z.object({ question: z.string(), expected: z.union([z.array(z.string()), z.string().transform((id) => [id])]).default([]) })

/** A JSON line a question: `{"question": "…", "expected": ["articles/x"]}`; an empty list is out of scope. */
export function readJsonLines(path: string): BenchQuestion[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((text) => text.trim() !== '')
    .map((text) => line.parse(JSON.parse(text)))
}

export type Noise = 'typos' | 'ae' | 'all'

/** Questions as they are typed in a hurry: one error in every third longer word, ä as ae, no capitals. */
export function withNoise(questions: readonly BenchQuestion[], noise: Noise, seed = 5): BenchQuestion[] {
  const random = randomFrom(seed)
  return questions.map(({ question, expected }) => {
    let text = question
    if (noise !== 'typos') for (const [letter, written] of WRITTEN_OUT) text = text.replaceAll(letter, written)
    if (noise !== 'ae')
      text = text
        .split(/(\s+)/)
        .map((word) => mistyped(word, random))
        .join('')
    return { question: noise === 'all' ? text.toLowerCase() : text, expected }
  })
}
const WRITTEN_OUT = [
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['Ä', 'Ae'],
  ['Ö', 'Oe'],
  ['Ü', 'Ue'],
  ['ß', 'ss'],
] as const
const LETTERS = 'abcdefghijklmnoprstuwz'

function mistyped(word: string, random: () => number): string {
  if (word.length < 5 || random() > 1 / 3) return word
  const at = 1 + Math.floor(random() * (word.length - 2))
  const letter = LETTERS[Math.floor(random() * LETTERS.length)]!
  const [before, after] = [word.slice(0, at), word.slice(at + 1)]
  return [
    before + after,
    before + letter + word[at] + after,
    before + letter + after,
    before + after.slice(0, 1) + word[at] + after.slice(1),
  ][Math.floor(random() * 4)]!
}

const SENTENCES = 7

/** `count` entries of seven sentences each, drawn from the sentences of the real ones. */
export function recombined(entries: readonly Entry[], count: number, seed = 1): Entry[] {
  const random = randomFrom(seed)
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)]!
  const model = entries.find((entry) => entry.kind === 'articles')!
  const sentences = entries.flatMap((entry) => entry.passages.flatMap(({ plain }) => sentencesOf(plain))).filter((text) => text.length > 30)
  return Array.from({ length: count }, (_, number) => {
    const plain = Array.from({ length: SENTENCES }, () => pick(sentences)).join(' ')
    const id = `articles/s${number}` as const
    return {
      ...model,
      id,
      slug: `s${number}`,
      title: `${pick(entries).title} ${number}`,
      questions: [],
      topics: [],
      audience: [],
      region: [],
      lead: plain,
      passages: [{ id, heading: '', markdown: plain, plain, line: 1 }],
      digest: id,
    }
  })
}
