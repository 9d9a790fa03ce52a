/** The doors' seam to Bot Framework: what they need of it besides what the core knows (`bot/sdk.ts`), and nothing that nobody uses. */

export {
  ActionTypes,
  ActivityTypes,
  type AdaptiveCardInvokeResponse,
  type Attachment,
  AttachmentLayoutTypes,
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationParameters,
  type ConversationReference,
  type Entity,
  InputHints,
  type InvokeResponse,
  type Middleware,
  type SuggestedActions,
  TextFormatTypes,
} from 'botbuilder'
export {
  AuthenticationConstants,
  AuthenticationError,
  BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorClient,
  ConnectorFactory,
} from 'botframework-connector'
export * from '../bot/sdk.ts'
