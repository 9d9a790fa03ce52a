/**
 * Questions without an answer, grouped: those that share most of the words that carry meaning are one gap in the knowledge. One pass, each
 * question joins the group it is most like; groups are ordered by how often they were asked.
 */

import { isFunctionWord } from '../search/words/function-words.ts'
import { stem } from '../search/words/stem.ts'
import { tokens } from '../search/words/tokens.ts'
import type { AskedQuestion } from './usage-report.ts'

export interface Gap {
  /** The question that stands for the group: the one asked most often, of those the shortest. */
  title: string
  /** All different wordings, most frequent first. */
  wordings: string[]
  count: number
  last: Date
}

/** Share of common words (of both together) from which two questions are about the same. */
const ALIKE = 0.5
/** Words that stand in every question and say nothing of its subject. */
const SAYS_NOTHING = new Set(['gibt', 'geht', 'mach', 'brauch', 'hilf', 'frag', 'find', 'bekomm'].map(stem))

/** Groups the questions that got no answer; those asked most often come first, of equals the latest. */
export function gapsIn(questions: readonly AskedQuestion[]): Gap[] {
  return groupAlike(questions.filter(({ decision }) => decision === 'none'))
}

/** Groups texts as above. `meaning`: what of a text is compared; its stems where nobody knows better. */
export function groupAlike(asked: readonly { text: string; at: Date }[], meaning: (text: string) => Set<string> = stemsOf): Gap[] {
  const groups: { words: Set<string>; texts: Map<string, number>; last: Date }[] = []
  for (const { text, at } of asked) {
    const said = text.replace(/\s+/g, ' ').trim()
    if (said === '') continue
    const words = meaning(said)
    const group = bestOf(groups, words)
    if (!group) {
      groups.push({ words, texts: new Map([[said, 1]]), last: at })
      continue
    }
    group.texts.set(said, (group.texts.get(said) ?? 0) + 1)
    if (at > group.last) group.last = at
  }
  return groups.map(toGap).sort((a, b) => b.count - a.count || b.last.getTime() - a.last.getTime())
}

function toGap({ texts, last }: { texts: Map<string, number>; last: Date }): Gap {
  const wordings = [...texts].sort(([a, times], [b, others]) => others - times || a.length - b.length).map(([text]) => text)
  return { title: wordings[0]!, wordings, count: [...texts.values()].reduce((sum, times) => sum + times, 0), last }
}

function bestOf<T extends { words: Set<string> }>(groups: readonly T[], words: Set<string>): T | undefined {
  let best: T | undefined
  let most = ALIKE
  for (const group of groups) {
    const likeness = alike(group.words, words)
    if (likeness >= most && (best === undefined || likeness > most)) {
      best = group
      most = likeness
    }
  }
  return best
}

/** Jaccard's index: 1 for the same words, 0 for none in common. Two questions without a word that carries meaning are not alike. */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  const common = [...a].filter((word) => b.has(word)).length
  return common / (a.size + b.size - common)
}

function stemsOf(text: string): Set<string> {
  const folded = tokens(text).map(({ word }) => word)
  return new Set(
    folded
      .filter((word) => !isFunctionWord(word))
      .map(stem)
      .filter((word) => !SAYS_NOTHING.has(word)),
  )
}
