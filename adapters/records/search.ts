/**
 * A question as the chat would be asked it, first thing in a talk: the same decision, the same words, and what they rest on. Nothing of it is
 * kept or counted, whatever was said.
 */
import type { z } from 'zod'
import type { Decision } from '../../bot/decision.ts'
import type { Entry, EntryId } from '../../bot/knowledge/schema.ts'
import { type Hit, search } from '../../bot/search/search.ts'
import { lastGuide, newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { outcomeOf } from '../turn-outcome.ts'
import type { searchQuestion } from './questions.ts'
import { absolute, citationOf, passageOf, type RecordContext, recordInShort } from './records.ts'
import type { SearchRecord } from './schemas.ts'

/** `unkept`: somebody may be in danger; what was said must not stand anywhere, not even in a cache. */
export interface Searched {
  answer: SearchRecord
  unkept: boolean
}

export function searchAsked({ q, lang, limit }: z.output<typeof searchQuestion>, context: RecordContext): Searched {
  const { known, publicUrl, now, today, clock } = context
  const decision = decideTurn(q, newTalk(lang), known, now)
  const { act, decision: word, entry, passage } = outcomeOf(decision)
  const cite = (id: EntryId) => {
    const cited = known.knowledge.entries.get(id)
    return cited ? [citationOf(cited, context, lang)] : []
  }
  const from = word === 'answer' ? entryOf(entry ?? lastGuide(decision.talk)?.guide, context) : undefined
  const shown = from?.passages.find(({ id, heading }) => id === passage && heading !== '')
  const asked = decision.unkept ? [] : search(known.searcher, { utterance: q, moment: { now, today, clock }, lang, limit }).hits
  return {
    unkept: decision.unkept === true,
    answer: {
      decision: word,
      act,
      text: absolute(textOf(decision), publicUrl),
      ...(from && { answeredFrom: citationOf(from, context, lang) }),
      ...(from && shown && { passage: passageOf(shown, from, context) }),
      citations: decision.reply.citations.flatMap(({ id }) => cite(id)),
      suggestions: decision.reply.suggestions.map(({ label, say }) => ({ label, say })),
      results: asked.flatMap((hit) => resultOf(hit, context)),
    },
  }
}

/** The bubbles, and the facts of the cards under them. */
function textOf({ reply }: Decision): string {
  const cards = reply.cards.map(({ title, subtitle, text, facts }) =>
    [`**${title}**`, subtitle, text, ...facts.map(({ label, value }) => `- ${label}: ${value}`)].filter(Boolean).join('\n'),
  )
  return [...reply.texts, ...cards].join('\n\n')
}

function entryOf(id: string | null | undefined, { known }: RecordContext): Entry | undefined {
  return id ? known.knowledge.entries.get(id as EntryId) : undefined
}

function resultOf({ id, score }: Hit, context: RecordContext) {
  const entry = entryOf(id, context)
  if (!entry) return []
  const { citation, lead } = recordInShort(entry, context)
  return [{ score: Math.round(score * 10_000) / 10_000, citation, lead }]
}
