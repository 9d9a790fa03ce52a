/** The part of an entry's text that answers an aspect: by its heading, by what a paragraph says, and by words that both share. */
import { derivedFrom } from '../knowledge/derived.ts'
import type { Entry, Passage } from '../knowledge/schema.ts'
import { askedFor } from '../search/words/asked-for.ts'
import { guessLanguage, isEnglishFunctionWord, isFunctionWord, isLightWord } from '../search/words/function-words.ts'
import { stem } from '../search/words/stem.ts'
import { tokens } from '../search/words/tokens.ts'
import { type Aspect, speaksOf } from './aspects.ts'

export interface FoundPart {
  /** Of the passage. */
  id: string
  /** Empty for the part before the first heading. */
  heading: string
  markdown: string
  /** Anchor on the entry's page, where there is one. */
  anchor?: string
}

/** What speaks for a part. A heading says what all below it is about. */
const POINTS = { heading: 2, text: 1, sharedHeading: 1, sharedText: 0.7, sameKind: 0.5, shown: 1.5 }

export interface Sought {
  aspect?: Aspect
  /** Folded words that the part should share; with some given, one at least must be. */
  words: readonly string[]
  question: string
  /** Id of the part that was shown last. */
  shown?: string | undefined
}

/** A passage as a part, whole. */
export function wholePart({ id, heading, markdown }: Passage): FoundPart {
  const anchor = id.split('#')[1]
  return { id, heading, markdown, ...(anchor && { anchor }) }
}

/** The best part of the entry; undefined when none speaks of what is sought. */
export function partFor(entry: Entry, { aspect, words, question, shown }: Sought): FoundPart | undefined {
  const stems = [...new Set(words.map(stem))]
  const kind = askedFor(question)
  const all = shown === undefined ? [] : stemsIn(question)
  let best: { part: FoundPart; points: number } | undefined
  for (const passage of entry.passages) {
    const { heading, markdown, plain } = passage
    const own = stems.length === 0 ? undefined : stemsOf(passage)
    const says = aspect !== undefined && speaksOf(plain, aspect)
    const titled = aspect !== undefined && heading !== '' && speaksOf(heading, aspect)
    const inHeading = own ? shared(stems, own.heading) : 0
    const inText = own ? shared(stems, own.text) : 0
    const isMeant = stems.length > 0 ? inHeading + inText > 0 && (aspect === undefined || says || titled || inHeading > 0) : says || titled
    // "Zahlen oder nicht?" goes on about the letter that has just been told of.
    const isShown = passage.id === shown && shared(all, [...stemsOf(passage).heading, ...stemsOf(passage).text]) > 0
    if (!isMeant && !isShown) continue
    const points =
      (titled ? POINTS.heading : 0) +
      (says ? POINTS.text : 0) +
      POINTS.sharedHeading * inHeading +
      POINTS.sharedText * inText +
      (kind !== undefined && askedFor(heading) === kind ? POINTS.sameKind : 0) +
      (isShown ? POINTS.shown : 0)
    if (best && points <= best.points) continue
    best = {
      part: { ...wholePart(passage), markdown: paragraphs(markdown, titled || inHeading > 0 ? undefined : aspect, stems) },
      points,
    }
  }
  return best?.part
}

/** What a passage says in its heading and in its text, as stems: asked again at every question about the same entry. */
const stemsOf = derivedFrom(({ heading, plain }: Passage) => ({ heading: stemsIn(heading), text: stemsIn(plain) }))

function stemsIn(text: string): readonly string[] {
  const all = tokens(text)
  const english = guessLanguage(all.map(({ word }) => word)) === 'en'
  const own = all.filter(({ word }) => !isFunctionWord(word) && !isLightWord(word) && !(english && isEnglishFunctionWord(word)))
  return [...new Set(own.map(({ word }) => stem(word)))]
}

/** Number of stems wanted that are among a text's own, also as a part of a longer word: "Verein" in "Sportverein". */
function shared(wanted: readonly string[], own: readonly string[]): number {
  return wanted.filter((one) => own.some((word) => word === one || (one.length >= 5 && word.includes(one)))).length
}

/** Those paragraphs that speak of the aspect or share a word; all of them where the heading already says it. */
function paragraphs(markdown: string, aspect: Aspect | undefined, stems: readonly string[]): string {
  if (aspect === undefined) return markdown
  const all = markdown.split(/\n\s*\n/)
  const kept = all.filter((paragraph) => speaksOf(paragraph, aspect) || (stems.length > 0 && shared(stems, stemsIn(paragraph)) > 0))
  return (kept.length > 0 ? kept : all).join('\n\n')
}
