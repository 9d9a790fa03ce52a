/** Our cards as Adaptive Cards, in the one version that Web Chat and Teams both draw. */

import type { Card, ReplyTarget } from '../../bot/reply.ts'
import { type Attachment, CardFactory } from '../sdk.ts'
import { plainCard } from './plain-card.ts'

const VERSION = '1.5'
/** Teams shows no more buttons in one row. */
const MAX_ACTIONS = 6

/** `absolute` turns a path of our own site into an address. */
export function adaptiveCard(card: Card, absolute: (href: string) => string): Attachment {
  const body: object[] = [{ type: 'TextBlock', text: card.title, weight: 'Bolder', size: 'Medium', wrap: true, style: 'heading' }]
  if (card.subtitle) body.push({ type: 'TextBlock', text: card.subtitle, isSubtle: true, wrap: true, spacing: 'None' })
  if (card.text) body.push({ type: 'TextBlock', text: card.text, wrap: true })
  if (card.facts.length > 0) body.push({ type: 'FactSet', facts: card.facts.map(({ label, value }) => ({ title: label, value })) })
  return CardFactory.adaptiveCard({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: VERSION,
    body,
    actions: card.targets.slice(0, MAX_ACTIONS).map((target, at) => ({
      type: 'Action.OpenUrl',
      title: target.title,
      url: absolute(counted(card, target)),
      // The one next step stands out; to read on is none.
      ...(at === 0 && target.kind !== 'page' && { style: 'positive' }),
    })),
    fallbackText: plainCard(card),
    speak: plainCard(card),
  })
}

/** A booking page is reached through `/go`, which counts that somebody went, and nothing of who; other ways go out as they are. */
function counted({ id, kind }: Card, { kind: way, href }: ReplyTarget): string {
  return way === 'booking' && (kind === 'contacts' || kind === 'events') && href.startsWith('https:') ? `/go/${id}/booking` : href
}
