/** The words of the editors: whoever says one in the middle of a dialog asks for it and did not mistype an answer. */
import { derivedFrom } from '../knowledge/derived.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { phraseKey, wordsOf } from './reading/phrases.ts'

/** A word of the editors' lists or titles. */
export function isKnownWord(utterance: string, knowledge: Knowledge): boolean {
  const key = phraseKey(utterance)
  return key.length >= 2 && knownKeys(knowledge).has(key)
}

const knownKeys = derivedFrom((knowledge: Knowledge): Set<string> => {
  const { topics, words } = knowledge.vocabulary
  const keys = new Set([...topics.flatMap((topic) => [topic.label, ...topic.words]), ...words.keys()].map(keyOf))
  for (const entry of knowledge.entries.values()) {
    keys.add(entry.slug.replaceAll('-', ''))
    for (const text of [entry.title, ...entry.questions]) keys.add(keyOf(text))
  }
  return keys
})

/** As `phraseKey`, but thousands of texts of which each is asked for once are not remembered. */
const keyOf = (text: string) => wordsOf(text).join('')
