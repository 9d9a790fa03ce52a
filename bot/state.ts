/** Where Bot Framework keeps a talk: one property of the conversation's state. Its shape and version are `talk.ts`'s. */
import { ConversationState, type StatePropertyAccessor, type Storage } from 'botbuilder'

export interface State {
  conversation: ConversationState
  talk: StatePropertyAccessor<unknown>
}

export function createState(storage: Storage): State {
  const conversation = new ConversationState(storage)
  return { conversation, talk: conversation.createProperty('talk') }
}
