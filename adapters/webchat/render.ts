/** Reply → the activity Web Chat shows: Markdown, citations as numbered references, cards, buttons that say their label. */

import type { Reply } from '../../bot/reply.ts'
import { adaptiveCard } from '../cards/adaptive-card.ts'
import { citationEntity } from '../cards/citations.ts'
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
  const markers = reply.citations.map((_, i) => ` [${i + 1}]`).join('')
  const definitions = reply.citations
    .map(
      (citation, i) =>
        `[${i + 1}]: ${absolute(citation.path)}${citation.anchor ? `#${citation.anchor}` : ''} "${citation.title.replaceAll('"', "'")}"`,
    )
    .join('\n')
  const body = reply.texts.join('\n\n').replaceAll(/\]\(\//g, `](${publicUrl}/`)
  const links = reply.targets.map((target) => `- [${target.title}](${absolute(target.href)})`).join('\n')
  return [
    {
      type: ActivityTypes.Message,
      text: [body + markers, links, reply.profile && !reply.profile.unsaid ? `*${reply.profile.text}*` : '', definitions]
        .filter((part) => part !== '')
        .join('\n\n'),
      textFormat: TextFormatTypes.Markdown,
      locale: reply.lang === 'de' ? 'de-DE' : 'en-GB',
      inputHint: InputHints.ExpectingInput,
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
      ...(reply.suggestions.length > 0 && {
        suggestedActions: {
          to: [],
          actions: reply.suggestions.map(({ label, say, kind, of }) => ({
            type: ActionTypes.ImBack,
            title: label,
            value: say,
            // For our page, which shows them at their own places; any other client shows a button.
            ...((kind || of) && { channelData: { ...(kind && { kind }), ...(of && { of }) } }),
          })),
        } satisfies SuggestedActions,
      }),
    },
  ]
}
