/**
 * Reply → the activity Teams shows: Markdown as far as Teams draws it, citations as its own numbered references, cards, and buttons:
 * suggested actions where Teams draws them all (in the personal chat, three at most, beside no card), a card of buttons everywhere else. The
 * answers to a question are always such a card, for its buttons carry the name of the question.
 */

import type { Reply, Suggestion } from '../../bot/reply.ts'
import { adaptiveCard } from '../cards/adaptive-card.ts'
import { citationEntity, markedTexts } from '../cards/citations.ts'
import { ActionTypes, type Activity, ActivityTypes, AttachmentLayoutTypes, CardFactory, TextFormatTypes } from '../sdk.ts'

/** Teams draws no more suggested actions. */
const MAX_SUGGESTED = 3
/** Nor more buttons in one row of a card. */
const MAX_IN_ROW = 6

/** `publicUrl`: our own address without a slash at the end. `personal`: the chat between one person and the bot. */
export function renderTeams(reply: Reply, publicUrl: string, personal: boolean): Partial<Activity>[] {
  const absolute = (href: string) => (href.startsWith('/') ? publicUrl + href : href)
  const { answer, again } = markedTexts(reply)
  const body = [answer, again]
    .filter((part) => part !== '')
    .join('\n\n')
    .replaceAll(/\]\(\//g, `](${publicUrl}/`)
  const links = reply.targets.map((target) => `- [${target.title}](${absolute(target.href)})`).join('\n')
  const { suggestions } = reply
  const attachments = reply.cards.map((card) => adaptiveCard(card, absolute))
  const isDrawn = suggestions.length <= MAX_SUGGESTED && attachments.length === 0
  const asActions = personal && isDrawn && suggestions.every(({ of }) => of === undefined)
  if (!asActions && suggestions.length > 0) attachments.push(buttonCard(suggestions))
  return [
    {
      type: ActivityTypes.Message,
      text: [body, links, reply.profile && !reply.profile.unsaid ? `*${reply.profile.text}*` : '']
        .filter((part) => part !== '')
        .join('\n\n'),
      textFormat: TextFormatTypes.Markdown,
      locale: reply.lang === 'de' ? 'de-DE' : 'en-GB',
      ...(reply.citations.length > 0 && { entities: [citationEntity(reply.citations, absolute)] }),
      ...(attachments.length > 0 && { attachments, attachmentLayout: AttachmentLayoutTypes.List }),
      ...(asActions &&
        suggestions.length > 0 && {
          suggestedActions: {
            to: [],
            actions: suggestions.map(({ label, say }) => ({ type: ActionTypes.ImBack, title: label, value: say })),
          },
        }),
    },
  ]
}

/** Buttons that say something; `bot.ts` reads `say`. */
function buttonCard(suggestions: readonly Suggestion[]) {
  const rows: Suggestion[][] = []
  for (let from = 0; from < suggestions.length; from += MAX_IN_ROW) rows.push(suggestions.slice(from, from + MAX_IN_ROW))
  return CardFactory.adaptiveCard({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    body: rows.map((row) => ({
      type: 'ActionSet',
      actions: row.map(({ label, say, of }) => ({ type: 'Action.Submit', title: label, data: { say, ...(of !== undefined && { of }) } })),
    })),
    fallbackText: suggestions.map(({ label }) => label).join(', '),
  })
}
