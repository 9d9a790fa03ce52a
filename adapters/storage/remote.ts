/**
 * The store of a database that is reached by calls: every operation is carried there, events are gathered, and where nobody else writes to
 * the database, state of the running talks is remembered here.
 */
import { gather } from './gather.ts'
import { type RememberedState, rememberedState } from './remembered-state.ts'
import { ALONE, type Store } from './storage.ts'
import { plain, type StateTexts, type TextConversations, type UsageLine, type UsageTexts } from './texts.ts'

/** Carries one call of the contract there and its value back: `('conversations', 'append', …)`, or `('', 'forget', …)` of the store itself. */
export type Carry = (part: string, name: string, args: unknown[]) => Promise<unknown>

/** `ended`: the last call was made. `rest`: what calls do not do. */
export function remoteStore(call: Carry, ended: () => Promise<void>, rest: Pick<Store, 'shared' | 'onAppended' | 'lock'> = ALONE): Store {
  /** Each function of a part of the contract. */
  const remote = <P extends object>(part: string, names: readonly (keyof P & string)[]): P =>
    Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => call(part, name, args)])) as P

  const usage = remote<UsageTexts>('usage', ['append', 'between'])
  const gathering = gather((lines: UsageLine[]) => usage.append(lines))
  const whole = remote<Pick<Store, 'forget' | 'expire' | 'ping' | 'probe'>>('', ['forget', 'expire', 'ping', 'probe'])
  const stored = remote<StateTexts>('state', ['read', 'write', 'delete'])
  const state = rest.shared ? notRemembered(stored) : rememberedState(stored)
  const conversations = remote<TextConversations>('conversations', [
    'start',
    'find',
    'append',
    'commitTurn',
    'after',
    'nextOwed',
    'list',
    'owed',
  ])
  return plain({
    state,
    conversations: {
      ...conversations,
      commitTurn: async (turn, now) => {
        const commit = () => conversations.commitTurn(turn, now)
        if (!turn.forget) return state.following(turn, commit)
        await gathering.flush()
        return state.around(commit)
      },
    },
    usage: { ...usage, append: (lines) => gathering.add(lines) },
    requests: remote<Store['requests']>('requests', ['create', 'find', 'findNumber', 'update', 'list']),
    outbox: remote<Store['outbox']>('outbox', ['add', 'take', 'done', 'oldest', 'later']),
    clicks: remote<Store['clicks']>('clicks', ['count', 'between']),
    bookings: remote<Store['bookings']>('bookings', ['book', 'cancel', 'move', 'between', 'expire']),
    subscribers: remote<Store['subscribers']>('subscribers', [
      'ask',
      'find',
      'ids',
      'confirm',
      'change',
      'remove',
      'answer',
      'plan',
      'take',
      'handing',
      'settle',
      'later',
      'cutOff',
      'bounced',
      'summary',
      'expire',
    ]),
    forget: async (conversationId) => {
      // What waits to be written would come after the deletion.
      await gathering.flush()
      return state.around(() => whole.forget(conversationId))
    },
    expire: (before) => state.around(() => whole.expire(before)),
    ping: () => whole.ping(),
    probe: (now) => whole.probe(now),
    ...rest,
    close: async () => {
      // Who wrote them has been told already.
      await gathering.flush().catch(() => {})
      await call('', 'close', [])
      await ended()
    },
  })
}

/** Others write to it, too. */
function notRemembered(state: StateTexts): RememberedState {
  return { ...state, around: (change) => change(), following: (_items, change) => change() }
}
