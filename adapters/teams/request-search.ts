/** Open requests, searched while writing a message: by number, place or how they stand. Nothing of the visitor gets into a chat by it. */

import type { OpenRequest } from '../office/insights.ts'
import { type Attachment, CardFactory } from '../sdk.ts'
import type { Store } from '../storage/storage.ts'
import { writeMoment } from '../words/request-words.ts'
import type { StaffText } from '../words/staff-text.ts'
import { type OpenCard, openCards } from './open-cards.ts'

/** Its command in `manifest/manifest.json`. */
export const REQUESTS_COMMAND = 'anfragen'

/** Those that fit what was typed, at most so many; without a word all, those that lie too long first. */
export async function requestHits(
  typed: string,
  open: readonly OpenRequest[],
  { store, text, most }: { store: Pick<Store, 'state'>; text: StaffText; most: number },
): Promise<Attachment[]> {
  const cards = await openCards(store, open, text)
  const words = typed
    .toLowerCase()
    .split(/[\s#]+/)
    .filter(Boolean)
  const fits = ({ number, place, state }: OpenCard) =>
    words.every((word) => (/^\d+$/.test(word) ? String(number).startsWith(word) : `${place} ${state}`.toLowerCase().includes(word)))
  return cards
    .filter(fits)
    .sort((a, b) => Number(b.late) - Number(a.late))
    .slice(0, most)
    .map((card) => hit(card, text))
}

function hit({ number, place, state, since, link }: OpenCard, text: StaffText): Attachment & { preview: Attachment } {
  const title = text('card.title', { number, place })
  const line = `${state}, ${writeMoment(since, text)}`
  const card = CardFactory.adaptiveCard({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'TextBlock', text: title, weight: 'Bolder', size: 'Medium', wrap: true, style: 'heading' },
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: line }] },
    ],
    actions: link ? [{ type: 'Action.OpenUrl', title: text('link.card'), url: link }] : [],
    fallbackText: `${title}: ${line}`,
  })
  return { ...card, preview: CardFactory.thumbnailCard(title, line, []) }
}
