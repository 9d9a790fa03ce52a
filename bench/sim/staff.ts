/**
 * The people behind the channels, and the service that carries words to them: it takes its time, refuses, and now and then does what it was
 * asked without saying so. What it was told is written down with the name it was told under; several people reach for the same request.
 */
import { z } from 'zod'
import type { Office } from '../../adapters/office/office.ts'
import type { StaffSender } from '../../adapters/office/senders.ts'
import { stateItems } from '../../adapters/storage/state-item.ts'
import { StorageAway, type Store } from '../../adapters/storage/storage.ts'
import type { Weather } from './weather.ts'
import type { Process, World } from './world.ts'

export interface StaffLine {
  what: string
  number: number
  /** The request's state, as it was shown. */
  state: string
  once: string
}

/** Somebody pressed "claim". `unknown`: the server died, or its database did, before it said what came of it. */
export interface Claim {
  request: string
  by: string
  result: 'won' | 'lost' | 'unknown'
}

/** A server, as far as staff use it. */
interface Reachable {
  process: Process
  office: Pick<Office, 'desk'>
}

export interface Staff {
  /** How an instance reaches them. */
  sender(store: Store, process: Process): StaffSender
  told: readonly StaffLine[]
  claims: readonly Claim[]
}

const NAMES = ['Amsel', 'Buche', 'Citrone'].map((name) => ({ id: `29:${name}`, name }))
const standing = z.object({ channel: z.string() })

export function createStaff(world: World, weather: Weather, options: { channels: readonly string[]; living: () => Reachable[] }): Staff {
  const { random } = world
  const people = world.process('staff')
  const told: StaffLine[] = []
  const claims: Claim[] = []
  const reachedFor = new Set<string>()

  /** A call to the service. */
  const post = (process: Process, line: StaffLine): Promise<void> =>
    new Promise((resolve, reject) => {
      const refused = random.chance(weather.lost)
      const unheard = random.chance(weather.lost)
      world.after(random.delay(weather.wayMs), undefined, () => {
        if (!refused) {
          told.push(line)
          world.trace(`staff are told ${JSON.stringify(line)}`)
        }
        world.after(random.delay(weather.wayMs), process, () => {
          if (refused || unheard) reject(new Error('the service does not answer'))
          else resolve()
        })
      })
    })

  const claim = async (request: string, by: (typeof NAMES)[number]): Promise<void> => {
    const at = options.living()
    if (at.length === 0) return
    const { office, process } = random.pick(at)
    const entry: Claim = { request, by: by.name, result: 'unknown' }
    claims.push(entry)
    world.after(random.delay(weather.wayMs), process, () => {
      office.desk.act(request, undefined, { do: 'claim', by }).then(
        (acted) => {
          entry.result = acted.ok ? 'won' : 'lost'
          world.trace(`${by.name} ${entry.result} ${request}`)
        },
        (error: unknown) => {
          if (!(error instanceof StorageAway)) world.trace(`claiming fails: ${String(error)}`)
        },
      )
    })
  }

  /** Two or three see the card and want it at about the same moment. */
  const reach = (request: string): void => {
    if (reachedFor.has(request) || random.chance(0.3)) return
    reachedFor.add(request)
    const moment = 4000 * random.next()
    for (const by of NAMES.slice(0, 2 + random.integer(2)))
      world.after(moment + random.delay(weather.wayMs), people, () => void claim(request, by))
  }

  return {
    told,
    claims,
    sender: (store, process) => {
      const places = stateItems(store, 'people', standing)
      return {
        name: 'people',
        channels: () => options.channels,
        refresh: async () => {},
        show: async ({ id, request: { number, state, channel } }, once) => {
          await post(process, { what: 'card', number, state, once })
          await places.write(id, { channel })
          if (state === 'open') reach(id)
          return true
        },
        note: async ({ request: { number, state } }, what, once) => {
          await post(process, { what, number, state, once })
          return true
        },
        tell: (_channel, { kind }, once) => post(process, { what: kind, number: 0, state: '', once }),
        traces: async (request) => {
          const at = await places.read(request)
          return at ? [{ id: at.channel, at }] : []
        },
        erase: (_at, { number }, once) => post(process, { what: 'erase', number, state: '', once }),
        forget: (request) => places.delete(request),
      }
    },
  }
}
