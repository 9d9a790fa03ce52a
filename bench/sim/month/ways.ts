/**
 * The ways to the people of a simulated office, each with its moods: they stand still for an hour or two, and now and then do what they were
 * asked and say that they did not. All that was told is written down under the name it was told under.
 */
import { z } from 'zod'
import type { Filed } from '../../../adapters/office/filed.ts'
import type { ChannelWord, StaffSender, VisitorSender } from '../../../adapters/office/senders.ts'
import { stateItems } from '../../../adapters/storage/state-item.ts'
import type { Store } from '../../../adapters/storage/storage.ts'
import type { Random } from '../random.ts'

/** Something that reached somebody. */
export interface ToldLine {
  at: Date
  /** `card`, a note, the kind of a word to a channel, `erase`; for visitors `news`. */
  what: string
  /** Id of the request; empty where it is about none. */
  request: string
  /** Channel, or conversation. */
  to: string
  once: string
  text?: string
}

/** A stretch of time in which nobody behind the channels is reached. */
export interface Outage {
  from: Date
  to: Date
}

/** A visitor's window: `gone` is a talk that is no longer kept. */
export interface Window {
  state: 'open' | 'closed' | 'gone'
  goneSince?: Date
  mail: boolean
}

export interface WaysOptions {
  channels: readonly string[]
  random: Random
  now(): Date
  outages: readonly Outage[]
  windows: ReadonlyMap<string, Window>
  /** Crowd have read something. */
  read(told: ToldLine, filed?: Filed): void
}

export interface Ways {
  staff(store: Pick<Store, 'state'>): StaffSender
  visitors(): VisitorSender[]
  told: ToldLine[]
}

const UNHEARD = 0.02
const place = z.object({ channel: z.string() })

export function createWays({ channels, random, now, outages, windows, read }: WaysOptions): Ways {
  const told: ToldLine[] = []
  const seen = new Set<string>()

  /** What is told again under its name is told once. */
  const tell = (line: Omit<ToldLine, 'at'>, filed?: Filed): void => {
    const at = now()
    if (line.request === '' || line.to.startsWith('talk') || line.what !== 'card') {
      if (seen.has(`${line.what} ${line.once} ${line.to}`)) return
      seen.add(`${line.what} ${line.once} ${line.to}`)
    }
    told.push({ at, ...line })
    read({ at, ...line }, filed)
  }
  const onTheWay = async (line: Omit<ToldLine, 'at'>, filed?: Filed): Promise<void> => {
    const at = now()
    if (outages.some(({ from, to }) => from <= at && at < to)) throw new Error('the service does not answer')
    tell(line, filed)
    if (random.chance(UNHEARD)) throw new Error('the answer of the service is lost')
  }

  return {
    told,
    staff: (store) => {
      const standing = stateItems(store, 'people', place)
      return {
        name: 'people',
        channels: () => channels,
        refresh: async () => {},
        show: async (filed, once) => {
          const { id, request } = filed
          const { channel, state } = request
          await onTheWay({ what: 'card', request: id, to: channel, once, text: state }, filed)
          await standing.write(id, { channel })
          return true
        },
        note: async (filed, note, once) => {
          await onTheWay({ what: note, request: filed.id, to: filed.request.channel, once }, filed)
          return true
        },
        tell: (channel, word: ChannelWord, once) =>
          onTheWay(
            { what: word.kind, request: word.kind === 'escalation' ? word.filed.id : '', to: channel, once },
            word.kind === 'escalation' ? word.filed : undefined,
          ),
        traces: async (request) => {
          const at = await standing.read(request)
          return at ? [{ id: at.channel, at }] : []
        },
        erase: (at, _gone, once) => onTheWay({ what: 'erase', request: once.split('/')[0]!, to: place.parse(at).channel, once }),
        forget: (request) => standing.delete(request),
      }
    },
    visitors: () => [
      {
        name: 'chat',
        tell: async ({ id, conversation = '' }, reply, once) => {
          const window = windows.get(conversation)
          if (!window || window.state === 'gone') return false
          tell({ what: 'news', request: id, to: conversation, once, text: reply.texts[0] ?? '' })
          return window.state
        },
      },
      {
        name: 'mail',
        tell: async ({ id, conversation, request }, reply, once) => {
          if (!request.details.reach.includes('@')) return false
          tell({ what: 'news', request: id, to: conversation ?? 'talk', once, text: reply.texts[0] ?? '' })
          return 'sent'
        },
      },
    ],
  }
}
