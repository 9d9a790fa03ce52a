/**
 * The storage contract over plain texts: state and events are JSON from the moment they are handed in until they are read again. So whoever
 * still holds one cannot change what is stored, what is no JSON is refused to the one who sent it, and threads exchange nothing but
 * texts and numbers.
 */
import type { Storage } from '../../bot/sdk.ts'
import { turnAware } from './open-turn.ts'
import type { Appended, Conversations, NewActivity, Store, TurnCommit, UsageEvent } from './storage.ts'

/** An item as it is kept; the version is its eTag. */
export interface StateItem {
  key: string
  value: string
  version: number
}

export interface StateChange {
  key: string
  value: string
  /** Absent or `*`: whatever is there. */
  eTag?: string
}

export interface StateTexts {
  read(keys: readonly string[]): Promise<readonly StateItem[]>
  /** All or nothing; gives the new version of each item. */
  write(changes: readonly StateChange[]): Promise<ReadonlyMap<string, number>>
  delete(keys: readonly string[]): Promise<void>
}

export function stateStorage(texts: StateTexts): Storage {
  return {
    read: async (keys) => {
      const found = await texts.read(keys)
      return Object.fromEntries(found.map(({ key, value, version }) => [key, { ...JSON.parse(value), eTag: String(version) }]))
    },
    write: async (changes) => {
      const items = Object.entries(changes).map(([key, item]): StateChange => {
        const { eTag, ...rest } = item as { eTag?: string }
        return { key, value: JSON.stringify(rest), ...(eTag === undefined ? {} : { eTag }) }
      })
      await texts.write(items)
    },
    delete: (keys) => texts.delete(keys),
  }
}

/** An event as it is kept. */
export interface UsageLine {
  at: number
  kind: string
  conversation: string | null
  body: string
}

/** `TurnCommit` in texts. */
export interface TurnTexts {
  conversation: string
  answers?: string
  cleaned?: string
  greets: boolean
  forget: boolean
  lines: readonly NewActivity[]
  changes: readonly StateChange[]
  deletes: readonly string[]
  events: readonly UsageLine[]
}

/** With the new version of each item of state. */
export interface TurnKept extends Appended {
  versions: ReadonlyMap<string, number>
}

export interface UsageTexts {
  append(lines: readonly UsageLine[]): Promise<void>
  between(from: Date, to: Date, kinds?: readonly string[]): Promise<UsageLine[]>
}

export const toLine = ({ at, kind, conversation, body }: UsageEvent): UsageLine => ({
  at: at.getTime(),
  kind,
  conversation: conversation ?? null,
  body: JSON.stringify(body ?? null),
})

const toEvent = ({ at, kind, conversation, body }: UsageLine): UsageEvent => ({
  at: new Date(at),
  kind,
  ...(conversation === null ? {} : { conversation }),
  body: JSON.parse(body),
})

/** The contract, but with texts. */
export type TextStore = Omit<Store, 'state' | 'usage' | 'conversations'> & {
  state: StateTexts
  usage: UsageTexts
  conversations: TextConversations
}
export type TextConversations = Omit<Conversations, 'commitTurn'> & {
  commitTurn(turn: TurnTexts, now: Date): Promise<TurnKept | undefined>
}

function toTexts({ conversation, answers, cleaned, greets = false, forget = false, lines, state, events }: TurnCommit): TurnTexts {
  const changes: StateChange[] = []
  const deletes: string[] = []
  for (const [key, item] of Object.entries(state)) {
    if (item === undefined) deletes.push(key)
    else changes.push({ key, value: JSON.stringify({ ...item, eTag: undefined }) })
  }
  return {
    conversation,
    ...(answers === undefined ? {} : { answers }),
    ...(cleaned === undefined ? {} : { cleaned }),
    greets,
    forget,
    lines,
    changes,
    deletes,
    events: events.map(toLine),
  }
}

/** The contract as it is. */
export function plain({ state, usage, conversations, ...store }: TextStore): Store {
  return turnAware({
    ...store,
    conversations: { ...conversations, commitTurn: async (turn, now) => conversations.commitTurn(toTexts(turn), now) },
    state: stateStorage(state),
    usage: {
      append: async (events) => {
        if (events.length > 0) await usage.append(events.map(toLine))
      },
      between: async (from, to, kinds) => (await usage.between(from, to, kinds)).map(toEvent),
    },
  })
}
