/** Open requests as Teams shows them: how each stands, in words, and a link to its card. */
import type { Insights, OpenRequest } from '../office/insights.ts'
import type { Store } from '../storage/storage.ts'
import { stateText } from '../words/request-words.ts'
import type { StaffText } from '../words/staff-text.ts'
import { linkTo, placedCards } from './cards-posted.ts'

export interface OpenCard {
  number: number
  /** Label of the channel. */
  place: string
  channel: string
  late: boolean
  /** "offen", "übernommen von …". */
  state: string
  since: Date
  /** Opens the card in Teams, where what the visitor said stands. */
  link?: string
}

/** Figures as Teams shows them. */
export type TeamsInsights = Omit<Insights, 'requests'> & { requests: OpenCard[] }

/** As the tab shows them. `mine`: channels whose requests the viewer is called to. */
export type TabInsights = TeamsInsights & { mine: string[] }

/** In the order they are given. */
export async function openCards(store: Pick<Store, 'state'>, requests: readonly OpenRequest[], text: StaffText): Promise<OpenCard[]> {
  const placed = await placedCards(store).readAll(requests.map(({ id }) => id))
  return requests.map((request) => {
    const at = placed.get(request.id)?.at
    return {
      number: request.number,
      place: request.place,
      channel: request.channel,
      late: request.late,
      state: stateText(request, text),
      since: request.since,
      ...(at && { link: linkTo(at) }),
    }
  })
}
