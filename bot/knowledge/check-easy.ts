/** Whether an easier answer (`easy`) is easy: short in all, short sentences, short words, nothing that has to be deciphered. */
import type { Issue } from './issue.ts'
import type { Entry } from './schema.ts'

const MAX_SENTENCES = 10
const MAX_WORDS = 12
/** "Handwerkskammer" is known; "Digitalisierungssprechtag" is easier as "Digitalisierungs-Sprechtag". */
const MAX_WORD_LETTERS = 18
/** Abbreviations, paragraphs of laws, insertions: each has an easier way to be said. */
const SIGNS: readonly [sign: RegExp, name: string, fix: string][] = [
  [/\b(z\. ?B|u\. ?a|d\. ?h|ggf|bzw|usw|inkl|ca|etc|i\. ?d\. ?R)\./i, 'eine Abkürzung', 'Schreiben Sie die Wörter aus.'],
  [/§/, 'ein Paragraf', 'Das Gesetz steht in der langen Antwort.'],
  [/[;()]/, 'ein Einschub', 'Machen Sie zwei Sätze daraus.'],
]

/** A sentence ends at a mark, a blank and a capital or a figure, so that "1. Januar" and "z. B." stay whole. */
const SENTENCE_END = /(?<=[\p{L}\d)*][.!?:])(?<!(?<!\p{L})\p{L}\.|\b\d{1,2}\.)\s+(?=[\p{Lu}\d„*])/u

const LINK = /\[([^\]]*)\]\([^)]*\)/g

/** Sentences of an easier answer, with the words of links alone. */
export function easySentences(easy: string): string[] {
  return easy
    .replace(LINK, '$1')
    .split(/\n+/)
    .flatMap((line) => line.split(SENTENCE_END))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** Warnings, at the field `easy`; none for an entry that has none. */
export function easyIssues({ easy, lang }: Pick<Entry, 'easy' | 'lang'>): Pick<Issue, 'severity' | 'code' | 'message' | 'hint'>[] {
  if (easy === undefined) return []
  const told: [message: string, hint: string][] = []
  const sentences = easySentences(easy)
  if (sentences.length > MAX_SENTENCES)
    told.push([
      `hat ${sentences.length} Sätze, höchstens ${MAX_SENTENCES} sind leicht zu behalten`,
      'Lassen Sie weg, was die lange Antwort sagt.',
    ])
  for (const sentence of sentences) {
    const words = sentence.match(/[\p{L}\p{N}][\p{L}\p{N}.,-]*/gu) ?? []
    if (words.length > MAX_WORDS)
      told.push([
        `hat einen Satz mit ${words.length} Wörtern („${beginning(sentence)}“), höchstens ${MAX_WORDS} sind leicht`,
        'Machen Sie zwei Sätze daraus.',
      ])
    const long =
      lang === 'de'
        ? words.flatMap((word) => word.replace(/[.,]+$/, '').split('-')).find((part) => part.length > MAX_WORD_LETTERS)
        : undefined
    if (long !== undefined)
      told.push([`hat ein langes Wort: „${long}“`, 'Nehmen Sie ein kürzeres, oder trennen Sie es mit einem Bindestrich.'])
    for (const [sign, name, fix] of SIGNS) if (sign.test(sentence)) told.push([`hat ${name}: „${beginning(sentence)}“`, fix])
  }
  return told.map(([message, hint]) => ({ severity: 'warning', code: 'not-easy', message: `„easy“ ${message}.`, hint }))
}

function beginning(sentence: string): string {
  return sentence.length <= 40 ? sentence : `${sentence.slice(0, 40)} …`
}
