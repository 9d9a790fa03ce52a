/** What the chat would make of a question that somebody asks as the first of a talk: the pages' search answers the same. */
import type { GuideState } from '../../../bot/guides/talk.ts'
import type { Lang } from '../../../bot/knowledge/day.ts'
import type { Entry, Guide } from '../../../bot/knowledge/schema.ts'
import { message } from '../../../bot/messages.ts'
import type { Card, Reply } from '../../../bot/reply.ts'
import { lastGuide, newTalk } from '../../../bot/talk.ts'
import { decideTurn } from '../../../bot/turn.ts'
import type { View } from '../frame/view.ts'

export type InChat =
  /** Answered, by an entry where there is one: a date that was calculated from several has none. */
  | { kind: 'answer'; reply: Reply; entry?: Entry }
  /** "Meinten Sie …?", the likelier first. */
  | { kind: 'clarify'; choices: Entry[] }
  /** No, and those who may know. */
  | { kind: 'none'; people: Card[] }
  /** A dialog begins; what the question already told it is in its state. */
  | { kind: 'guide'; guide: Guide; state: GuideState }
  /** Not a question about a topic: a greeting, a cry for help, the wish for a person. */
  | { kind: 'said'; reply: Reply; isUnkept: boolean }

export function inChat(utterance: string, lang: Lang, view: View): InChat {
  const { reply, talk, event, unkept } = decideTurn(utterance, newTalk(lang), view, view.now)
  const entryOf = (id: string | undefined) => (id === undefined ? undefined : view.knowledge.entries.get(id as Entry['id']))
  const state = event.kind === 'guide' ? lastGuide(talk) : undefined
  const guide = entryOf(state?.guide)
  if (state && guide?.kind === 'guides') return { kind: 'guide', guide, state }
  const entry = entryOf(event.entry)
  // A title is a choice of its entry.
  if (event.kind === 'choice' && entry) return { kind: 'answer', reply, entry }
  if (event.kind !== 'question') return { kind: 'said', reply, isUnkept: unkept === true }
  if (event.decision === 'clarify') return { kind: 'clarify', choices: talk.offers.flatMap(({ entry }) => entryOf(entry) ?? []) }
  if (event.decision === 'none' && reply.citations.length === 0) {
    // Asked by somebody who has said this much about themselves.
    const person = decideTurn(message(view.knowledge.messages, lang, 'label.person'), talk, view, view.now)
    return { kind: 'none', people: person.reply.cards }
  }
  return { kind: 'answer', reply, ...(entry && { entry }) }
}
