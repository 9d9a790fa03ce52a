/** What a visitor said in a request, as staff read it on cards, in letters and on pages: each thing once, under the words of the staff. */
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { message } from '../../bot/messages.ts'
import type { Details } from '../../bot/requests/request.ts'
import { writeMoment } from './request-words.ts'
import type { StaffText } from './staff-text.ts'

export interface StaffFact {
  label: string
  value: string
}

/** Questions of the hand-over whose answers stand among `answers`, under words of the visitor's language. */
const ASKED = ['hand-off.place.short', 'hand-off.trade.short'] as const

/** Name and contact first; where and what it is about only where no answer says it already. */
export function requestFacts(
  details: Details,
  { messages, vocabulary }: Pick<Knowledge, 'messages' | 'vocabulary'>,
  text: StaffText,
): StaffFact[] {
  const { lang, answers, regions, topics } = details
  const asked = new Map<string, string>(ASKED.map((id) => [message(messages, lang, id).toLowerCase(), message(messages, 'de', id)]))
  const said = answers.map(({ label, value }) => ({ label: asked.get(label.toLowerCase()) ?? label, value }))
  const listed = (label: string, ids: readonly string[], list: readonly { id: string; label: string }[]): StaffFact[] => {
    const labels = ids.flatMap((wanted) => list.find((item) => item.id === wanted)?.label ?? [])
    return said.some((one) => one.label === label) ? [] : [{ label, value: labels.join(', ') }]
  }
  return [
    { label: text('card.name'), value: details.name },
    { label: text('card.reach'), value: details.reach },
    ...said,
    ...listed(text('card.place'), regions, vocabulary.regions),
    ...(lang === 'en' ? [{ label: text('card.lang'), value: text('card.lang.en') }] : []),
    ...listed(text('card.topics'), topics, vocabulary.topics),
    { label: text('card.received'), value: writeMoment(details.history[0]!.at, text) },
    { label: text('card.consent'), value: text('card.consent.at', { moment: writeMoment(details.consent.at, text) }) },
  ].filter(({ value }) => value !== '')
}
