/** Where Bot Framework keeps a talk: one property of the conversation's state. Its shape and version are `talk.ts`'s. */
import { ConversationState, type StatePropertyAccessor, type Storage, type TurnContext } from './sdk.ts'

export interface State {
  conversation: ConversationState
  talk: StatePropertyAccessor<unknown>
  /** The talk of a conversation as it is kept, outside a turn. Rejects as the storage does. */
  kept(channelId: string, conversation: string): Promise<unknown>
}

const TALK = 'talk'

export function createState(storage: Storage): State {
  const conversation = new ConversationState(storage)
  return {
    conversation,
    talk: conversation.createProperty(TALK),
    kept: async (channelId, id) => {
      const key = conversation.getStorageKey({ activity: { channelId, conversation: { id } } } as TurnContext)
      const [item] = key === undefined ? [] : Object.values(await storage.read([key]))
      return item?.[TALK]
    },
  }
}

const UNKEPT = Symbol('unkept')

/**
 * Marks a turn of which nothing may be remembered: its words could not be kept (the door says so), or its talk could not (the bot does). Gives
 * it back.
 */
export function markUnkept(context: TurnContext): TurnContext {
  context.turnState.set(UNKEPT, true)
  return context
}

const TOLD = Symbol('told')

/** Says to the door that the visitor was told that this step is not remembered, and is asked to take it again. */
export function markTold(context: TurnContext): void {
  context.turnState.set(TOLD, true)
}

export function wasTold(context: TurnContext): boolean {
  return context.turnState.get(TOLD) === true
}

const WORDS_UNKEPT = Symbol('words unkept')

/** Says to the door that the visitor's words must not stay in its log. */
export function markWordsUnkept(context: TurnContext): void {
  context.turnState.set(WORDS_UNKEPT, true)
}

export function areWordsUnkept(context: TurnContext): boolean {
  return context.turnState.get(WORDS_UNKEPT) === true
}

export function isUnkept(context: TurnContext): boolean {
  return context.turnState.get(UNKEPT) === true
}
