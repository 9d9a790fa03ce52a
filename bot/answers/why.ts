/** "Why this answer?", in two plain sentences: which words led to which entry, and what came second. */
import type { Turn } from '../decision.ts'
import { message } from '../messages.ts'
import { type Reply, say } from '../reply.ts'
import { search } from '../search/search.ts'

/** Words that are named; more would be a list. */
const MAX_WORDS = 3

/** Undefined where nothing was answered. The last question is searched again, because an explanation is computed and never stored. */
export function whyReply({ talk, known, ...moment }: Turn): Reply | undefined {
  const { last, lang } = talk
  if (!last) return undefined
  const { entries, messages } = known.knowledge
  const explanation = search(known.searcher, { utterance: last.utterance, moment, lang }).explain()
  const shown = last.entry ? entries.get(last.entry) : undefined
  const title = shown?.title ?? explanation.best?.title
  if (title === undefined) return undefined
  const isBest = explanation.best !== undefined && explanation.best.id === (last.entry ?? explanation.best.id)
  const met = explanation.words.filter(({ met, inBest }) => met.length > 0 && inBest).map(({ word }) => `„${word}“`)
  const words = [...new Set(met)].slice(0, MAX_WORDS)
  const list = words.join(', ')
  const first =
    isBest && words.length > 0 ? message(messages, lang, 'why.words', { list, title }) : message(messages, lang, 'why.chosen', { title })
  const other = isBest ? explanation.second : explanation.best
  const second = other && other.title !== title ? [message(messages, lang, 'why.second', { title: other.title })] : []
  return say(lang, [first, ...second].join(' '))
}
