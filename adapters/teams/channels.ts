/**
 * Which channel in Teams is meant by a name of `routing.md`. Somebody types the name into the channel (`commands.ts`); from then on posts
 * of that name go there. Kept in the store; looked up in memory, because every turn of a visitor asks whether anybody would read a
 * request.
 */

import { z } from 'zod'
import type { ConversationReference } from '../sdk.ts'
import { stateItems } from '../storage/state-item.ts'
import { StorageAway, type Store } from '../storage/storage.ts'

export const channelLink = z.object({
  /** The Teams channel's own id, `19:…@thread.tacv2`. */
  teamsChannel: z.string(),
  serviceUrl: z.string(),
  tenant: z.string().optional(),
  bot: z.object({ id: z.string(), name: z.string() }),
  /** For a link from elsewhere to the channel; Teams' names may be missing. */
  name: z.string().optional(),
  /** Who connected it; rung where routing.md names nobody. */
  by: z.object({ id: z.string(), name: z.string() }).optional(),
})
export type ChannelLink = z.output<typeof channelLink>

export interface Channels {
  /** As known at the last refresh. */
  get(channel: string): ChannelLink | undefined
  /** Names that are connected, in routing.md's order. */
  connected(): string[]
  connect(channel: string, to: ChannelLink): Promise<void>
  disconnect(channel: string): Promise<void>
  /** Reads what other processes connected meanwhile. Keeps what is known while the database is away. */
  refresh(): Promise<void>
}

/** `names`: the channels of routing.md, asked anew each time because editors change it. */
export function createChannels(store: Store, names: () => string[]): Channels {
  const items = stateItems(store, 'channel', channelLink)
  let known = new Map<string, ChannelLink>()
  return {
    get: (channel) => known.get(channel),
    connected: () => names().filter((name) => known.has(name)),
    connect: async (channel, to) => {
      await items.write(channel, to)
      known.set(channel, to)
    },
    disconnect: async (channel) => {
      await items.delete(channel)
      known.delete(channel)
    },
    refresh: async () => {
      try {
        known = await items.readAll(names())
      } catch (error) {
        if (!(error instanceof StorageAway)) throw error
      }
    },
  }
}

/** How Bot Framework addresses the channel as such, or a thread in it. */
export function referenceTo(
  { teamsChannel, serviceUrl, tenant, bot }: ChannelLink,
  conversation = teamsChannel,
): Partial<ConversationReference> {
  return {
    channelId: 'msteams',
    serviceUrl,
    bot,
    conversation: {
      id: conversation,
      isGroup: true,
      conversationType: 'channel',
      name: '',
      ...(tenant !== undefined && { tenantId: tenant }),
    },
  }
}
