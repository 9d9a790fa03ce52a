/**
 * Which channel in Teams gets the requests of a name of `routing.md`: connected by a word in the channel. One that is connected elsewhere
 * moves only when a lead says so, or somebody confirms it where requests come to so far; that channel is told in any case.
 */

import type { Logger } from 'pino'
import { z } from 'zod'
import { DAY_MS } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { isLead } from '../../bot/requests/lead.ts'
import type { Person } from '../../bot/requests/request.ts'
import type { Office } from '../office/office.ts'
import type { Activity } from '../sdk.ts'
import { stateItems } from '../storage/state-item.ts'
import type { Store } from '../storage/storage.ts'
import { type StaffText, staffText } from '../words/staff-text.ts'
import { type ChannelLink, type Channels, channelLink } from './channels.ts'
import type { Command } from './commands.ts'
import { channelsText } from './overviews.ts'
import type { Posting } from './posting.ts'

export interface ConnectingOptions {
  store: Store
  channels: Channels
  office: Pick<Office, 'showAgain'>
  posting: Pick<Posting, 'open'>
  knowledge(): Knowledge
  log: Logger
  now(): Date
}

/** Somebody wants a name in another channel than its own. */
const move = z.object({ to: channelLink, at: z.iso.datetime() })

/** Does it, and gives what is answered. */
export async function connecting(
  activity: Activity,
  { kind, channel }: Extract<Command, { kind: 'connect' | 'disconnect' | 'confirm' }>,
  by: Person,
  options: ConnectingOptions,
): Promise<string> {
  const here = teamsChannelOf(activity)
  const text = staffText(options.knowledge())
  if (here === undefined) return text('connect.where')
  if (kind === 'disconnect') return disconnect(here.id, channel, by, options)
  if (kind === 'confirm') return confirm(here.id, channel, by, options)
  const link: ChannelLink = {
    teamsChannel: here.id,
    serviceUrl: activity.serviceUrl,
    bot: { id: activity.recipient.id, name: activity.recipient.name ?? '' },
    ...(activity.conversation.tenantId !== undefined && { tenant: activity.conversation.tenantId }),
    ...(here.name !== undefined && { name: here.name }),
    by,
  }
  return connect(link, channel, by, options)
}

async function connect(to: ChannelLink, channel: string | undefined, by: Person, options: ConnectingOptions): Promise<string> {
  const { store, channels, posting, knowledge, now } = options
  const { routing } = knowledge()
  const text = staffText(knowledge())
  const found = routing.channels.find(({ id }) => id === channel)
  if (!found)
    return `${text('connect.which', { example: routing.channels[0]?.id ?? text('connect.example') })} ${channelsText(knowledge(), channels)}`
  // Another process may have connected it meanwhile.
  await channels.refresh()
  const before = channels.get(found.id)
  const place = found.label
  if (before && before.teamsChannel !== to.teamsChannel && !isLead(by, routing.leads)) {
    await stateItems(store, 'move', move).write(found.id, { to, at: now().toISOString() })
    await posting.open(before, { type: 'message', text: text('connect.ask', { who: by.name, place, id: found.id }) })
    return text('connect.asked', { place })
  }
  await moved(found, before, to, by, options)
  return text('connect.done', { place })
}

async function confirm(here: string, channel: string | undefined, by: Person, options: ConnectingOptions): Promise<string> {
  const { store, channels, posting, knowledge, now } = options
  const text = staffText(knowledge())
  const wishes = stateItems(store, 'move', move)
  const found = knowledge().routing.channels.find(({ id }) => id === channel)
  const wish = found && (await wishes.read(found.id))
  const before = found && channels.get(found.id)
  if (!found || !wish || before?.teamsChannel !== here || now().getTime() - Date.parse(wish.at) > DAY_MS) return text('connect.nothing')
  await moved(found, undefined, wish.to, by, options)
  await wishes.delete(found.id)
  await posting.open(wish.to, { type: 'message', text: text('connect.done', { place: found.label }) })
  return text('connect.moved', { who: by.name, place: found.label })
}

/** `told`: the channel that hears that it has lost the name. */
async function moved(
  { id, label }: { id: string; label: string },
  told: ChannelLink | undefined,
  to: ChannelLink,
  by: Person,
  { channels, office, posting, knowledge, log }: ConnectingOptions,
): Promise<void> {
  await channels.connect(id, to)
  // What is open goes along; a card that still stands elsewhere works there until then.
  await office.showAgain(id, to.teamsChannel)
  log.info({ event: 'channel_connected', channel: id, by: by.id }, 'channel connected')
  const text: StaffText = staffText(knowledge())
  if (told && told.teamsChannel !== to.teamsChannel)
    await posting.open(told, { type: 'message', text: text('connect.moved', { who: by.name, place: label }) })
}

async function disconnect(
  here: string,
  channel: string | undefined,
  by: Person,
  { knowledge, channels, log }: ConnectingOptions,
): Promise<string> {
  const mine = channels.connected().filter((id) => channels.get(id)?.teamsChannel === here)
  const wanted = channel ?? (mine.length === 1 ? mine[0] : undefined)
  if (wanted === undefined || !mine.includes(wanted))
    return `${staffText(knowledge())('disconnect.not')} ${channelsText(knowledge(), channels)}`
  await channels.disconnect(wanted)
  log.info({ event: 'channel_disconnected', channel: wanted, by: by.id }, 'channel disconnected')
  return staffText(knowledge())('disconnect.done', { place: wanted })
}

/** Undefined outside a team's channel. */
function teamsChannelOf(activity: Activity): { id: string; name?: string } | undefined {
  if (activity.conversation.conversationType !== 'channel') return undefined
  const data = activity.channelData as { channel?: { id?: string; name?: string }; teamsChannelId?: string } | undefined
  const id = data?.channel?.id ?? data?.teamsChannelId ?? activity.conversation.id.split(';')[0]
  return id === undefined ? undefined : { id, ...(data?.channel?.name !== undefined && { name: data.channel.name }) }
}
