/**
 * The core's seam to Bot Framework: all that `bot/` knows of it comes through here. Doors take theirs from `adapters/sdk.ts`. No other file
 * names the packages, so that another SDK is a matter of these two files and of what `test/contract/sdk.ts` asks of it.
 */
export {
  type Activity,
  ActivityHandler,
  ConversationState,
  type StatePropertyAccessor,
  type Storage,
  type StoreItems,
  type TurnContext,
} from 'botbuilder'
