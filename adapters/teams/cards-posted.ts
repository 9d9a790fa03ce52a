/** Where the card of each request stands. Kept apart from the request, whose version must not change because its card was posted. */
import { z } from 'zod'
import { type StateItems, stateItems } from '../storage/state-item.ts'
import type { Store } from '../storage/storage.ts'
import { channelLink } from './channels.ts'

export const cardPlace = z.object({
  /** Routing.md's name of the channel. */
  channel: z.string(),
  link: channelLink,
  conversation: z.string(),
  activity: z.string(),
})
export type CardPlace = z.output<typeof cardPlace>

const placed = z.object({
  at: cardPlace,
  /** Where it stood before it was passed on, until that card holds nothing of the visitor any more. */
  left: cardPlace.optional(),
})
export type PlacedCard = z.output<typeof placed>

export function placedCards(store: Pick<Store, 'state'>): StateItems<PlacedCard> {
  return stateItems(store, 'card', placed)
}

/** The request whose card stands at the top of a thread; those that are done with, too, so that nothing said there is taken for a question. */
export async function cardAbove(thread: string, store: Pick<Store, 'state' | 'requests'>): Promise<string | undefined> {
  if (!thread.includes(';messageid=')) return undefined
  const ids = (await store.requests.list({ states: ['open', 'claimed', 'closed'] })).map(({ id }) => id)
  const placed = await placedCards(store).readAll(ids)
  return ids.find((id) => placed.get(id)?.at.conversation === thread)
}

/** A link that opens the card's thread in Teams. */
export function linkTo({ link, activity }: CardPlace): string {
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(link.teamsChannel)}/${encodeURIComponent(activity)}`
}
