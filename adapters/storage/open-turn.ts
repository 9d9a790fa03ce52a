/**
 * The turn that is open in this flow of calls. What the bot writes while one is open is gathered here and read back from here, and goes
 * to the database as one commit at its end; whoever writes need not know. Outside a turn everything is written at once.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Storage, StoreItems } from '../../bot/sdk.ts'
import type { NewActivity, Store, TurnCommit, UsageEvent } from './storage.ts'

export interface OpenTurn {
  readonly conversation: string
  /** The activity it is for; missing for a greeting of our own making. */
  readonly answers: string | undefined
  readonly greets: boolean
  /** What the ids of its answers begin with: `<base>-1`, `<base>-2`, …, so that a turn run again says the same under the same ids. */
  readonly base: string
  lines: NewActivity[]
  /** JSON by key; undefined: deleted. */
  state: Map<string, string | undefined>
  events: UsageEvent[]
  forget: boolean
}

/** Something that the bot says unasked; said again, it has the same ids. */
interface FirstWords {
  base: string
  said: number
}

const turns = new AsyncLocalStorage<OpenTurn>()
const words = new AsyncLocalStorage<FirstWords>()

export function openTurn(turn: Pick<OpenTurn, 'conversation' | 'answers' | 'greets' | 'base'>): OpenTurn {
  return { ...turn, lines: [], state: new Map(), events: [], forget: false }
}

export function inTurn<T>(turn: OpenTurn, run: () => Promise<T>): Promise<T> {
  return turns.run(turn, run)
}

export function currentTurn(): OpenTurn | undefined {
  return turns.getStore()
}

/** For work that a turn sets off and that goes on without it. */
export function outsideTurn<T>(run: () => T): T {
  return turns.exit(run)
}

/** What the open turn said and changed is nothing; for a turn that breaks. */
export function discardTurn(): void {
  const turn = currentTurn()
  if (turn) Object.assign(turn, { lines: [], state: new Map(), events: [], forget: false } satisfies Partial<OpenTurn>)
}

/** Runs something that speaks unasked. `base`: names what caused it, the same each time it is tried. */
export function sayingOnce<T>(base: string, run: () => Promise<T>): Promise<T> {
  return words.run({ base, said: 0 }, run)
}

/** The id of the next thing said unasked, within `sayingOnce`. */
export function nextWordsId(): string | undefined {
  const open = words.getStore()
  if (!open) return undefined
  open.said += 1
  return `${open.base}-${open.said}`
}

export function toCommit({ conversation, answers, greets, lines, state, events, forget }: OpenTurn): TurnCommit {
  return {
    conversation,
    ...(answers === undefined ? {} : { answers }),
    greets,
    forget,
    lines,
    state: Object.fromEntries([...state].map(([key, text]) => [key, text === undefined ? undefined : JSON.parse(text)])),
    // Who asked to be forgotten leaves no trace, not even of having asked.
    events: forget ? events.map(({ conversation: _, ...event }) => event) : events,
  }
}

/** The store, with what an open turn may write gathered in it. */
export function turnAware(store: Store): Store {
  return {
    ...store,
    state: stateOf(store.state),
    usage: {
      ...store.usage,
      append: async (events) => {
        const turn = currentTurn()
        if (turn) turn.events.push(...events)
        else await store.usage.append(events)
      },
    },
    requests: {
      ...store.requests,
      create: (request, now, posts = []) => store.requests.create(request, now, posts, only()),
      update: (id, version, change, now, posts = []) => store.requests.update(id, version, change, now, posts, only()),
    },
    forget: async (conversation) => {
      const turn = currentTurn()
      if (turn?.conversation !== conversation) return store.forget(conversation)
      const requests = await store.requests.list({ conversation })
      turn.forget = true
      return { requests: requests.map(({ id }) => id) }
    },
  }
}

/** A request is made before its turn is committed, because the answer names its number; a turn that is done already makes none. */
function only() {
  const turn = currentTurn()
  return turn?.answers === undefined ? undefined : { conversation: turn.conversation, answers: turn.answers }
}

function stateOf(state: Storage): Storage {
  return {
    read: async (keys) => {
      const turn = currentTurn()
      if (!turn || turn.state.size === 0) return state.read(keys)
      const missing = keys.filter((key) => !turn.state.has(key))
      const stored: StoreItems = missing.length === 0 ? {} : await state.read(missing)
      const ours = keys.flatMap((key) => {
        const text = turn.state.get(key)
        return text === undefined ? [] : [[key, JSON.parse(text)] as const]
      })
      return { ...stored, ...Object.fromEntries(ours) }
    },
    write: async (changes) => {
      const turn = currentTurn()
      if (!turn) return state.write(changes)
      for (const [key, item] of Object.entries(changes as StoreItems)) turn.state.set(key, JSON.stringify(item))
    },
    delete: async (keys) => {
      const turn = currentTurn()
      if (!turn) return state.delete(keys)
      for (const key of keys) turn.state.set(key, undefined)
    },
  }
}
