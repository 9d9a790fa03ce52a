/**
 * Reply → the activity Web Chat shows: Markdown, citations as numbered references, cards, buttons that say their label. An open question that
 * is put again below an answer with a source or a card is an activity of its own, the last: it belongs to neither.
 */

import type { Reply, Suggestion } from '../../bot/reply.ts'
import { adaptiveCard } from '../cards/adaptive-card.ts'
import { citationEntity, markedTexts } from '../cards/citations.ts'
import {
  ActionTypes,
  type Activity,
  ActivityTypes,
  AttachmentLayoutTypes,
  InputHints,
  type SuggestedActions,
  TextFormatTypes,
} from '../sdk.ts'

/** `publicUrl`: our own address without a slash at the end; links to our pages become absolute with it. */
export function renderWebChat(reply: Reply, publicUrl: string): Partial<Activity>[] {
  const absolute = (href: string) => (href.startsWith('/') ? publicUrl + href : href)
  const definitions = reply.citations
    .map(
      (citation, i) =>
        `[${i + 1}]: ${absolute(citation.path)}${citation.anchor ? `#${citation.anchor}` : ''} "${citation.title.replaceAll('"', "'")}"`,
    )
    .join('\n')
  const said = (parts: string[]) => ({
    type: ActivityTypes.Message,
    text: parts
      .filter((part) => part !== '')
      .join('\n\n')
      .replaceAll(/\]\(\//g, `](${publicUrl}/`),
    textFormat: TextFormatTypes.Markdown,
    locale: reply.lang === 'de' ? 'de-DE' : 'en-GB',
    inputHint: InputHints.ExpectingInput,
  })
  const { answer, again } = markedTexts(reply)
  const apart = again !== '' && (reply.citations.length > 0 || reply.cards.length > 0)
  const links = reply.targets.map((target) => `- [${target.title}](${absolute(target.href)})`).join('\n')
  const buttons = reply.suggestions.length > 0 && { suggestedActions: suggestedActions(reply.suggestions) }
  return [
    {
      ...said([answer, apart ? '' : again, links, reply.profile && !reply.profile.unsaid ? `*${reply.profile.text}*` : '', definitions]),
      // For a page that draws a line with a button to each part, says with whom one speaks, and asks whether the answer helped; the text says
      // the same to all others.
      ...((reply.profile || reply.rate || reply.live || reply.forgotten) && {
        channelData: {
          ...(reply.profile && { profile: reply.profile }),
          ...(reply.rate && { rate: reply.rate }),
          ...(reply.live && { live: reply.live }),
          ...(reply.forgotten && { forgotten: true }),
        },
      }),
      ...(reply.citations.length > 0 && { entities: [citationEntity(reply.citations, absolute)] }),
      ...(reply.cards.length > 0 && {
        attachments: reply.cards.map((card) => adaptiveCard(card, absolute)),
        attachmentLayout: AttachmentLayoutTypes.List,
      }),
      ...(!apart && buttons),
    },
    ...(apart ? [{ ...said([again]), ...buttons }] : []),
  ]
}

function suggestedActions(suggestions: readonly Suggestion[]): SuggestedActions {
  return {
    to: [],
    actions: suggestions.map(({ label, say, kind, of }) => ({
      type: ActionTypes.ImBack,
      title: label,
      value: say,
      // For our page, which shows them at their own places; any other client shows a button.
      ...((kind || of) && { channelData: { ...(kind && { kind }), ...(of && { of }) } }),
    })),
  }
}
