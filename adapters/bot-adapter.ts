/**
 * One CloudAdapter for both doors. A turn from Teams is proved by `channel-proof.ts` and answered over the network as Microsoft made it; a
 * turn from our own web chat carries our local service address, an identity that needs no app id, and a connector that calls the
 * web chat's delivery directly. So middleware, error handling and messages on our own initiative exist once.
 */
import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Response } from 'restify'
import { readJson } from './body.ts'
import { type ChannelProof, channelProof } from './channel-proof.ts'
import {
  type Activity,
  AuthenticationConstants,
  AuthenticationError,
  BotFrameworkAuthentication,
  ClaimsIdentity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConnectorClient,
  ConnectorFactory,
  type ConversationReference,
  type InvokeResponse,
  type TurnContext,
} from './sdk.ts'
import { sendJson, sendProblem } from './server.ts'

/** The bot as it signs what it sends, where no channel gives it another id. */
export const BOT_ACCOUNT = { id: 'wegweiser', name: 'Wegweiser' }
/** The service address of conversations that live in this very process. A request from outside that claims it is refused. */
export const EMBEDDED_SERVICE = 'urn:wegweiser:webchat'
/** Who speaks in an embedded turn: the visitor was checked by the door, no app id is involved. */
const EMBEDDED = new ClaimsIdentity([], 'wegweiser-webchat')
const MAX_ACTIVITY_BYTES = 1024 * 1024

export type Logic = (context: TurnContext) => Promise<void>

/** Where answers to embedded turns go. */
export interface Delivery {
  send(conversationId: string, activity: Partial<Activity>): Promise<{ id: string }>
}

/** Names as the SDK's configuration has them; an empty record means: no Teams. */
export type ChannelSettings = Record<string, string | boolean | undefined>

/** A class because the SDK calls for one; it only forwards. */
export class BotAdapter extends CloudAdapter {
  readonly #authentication: SplitAuthentication
  readonly #appId: string
  readonly #log: Logger

  /** Without an app id everybody is taken at their word: for the Playground. */
  constructor(settings: ChannelSettings, log: Logger, now: () => Date = () => new Date()) {
    const { MicrosoftAppId, ToBotFromChannelTokenIssuer, ToBotFromChannelOpenIdMetadataUrl } = settings
    const prove = MicrosoftAppId
      ? channelProof({
          appId: String(MicrosoftAppId),
          ...(ToBotFromChannelTokenIssuer && { issuer: String(ToBotFromChannelTokenIssuer) }),
          ...(ToBotFromChannelOpenIdMetadataUrl && { metadataUrl: String(ToBotFromChannelOpenIdMetadataUrl) }),
          now,
        })
      : undefined
    const authentication = new SplitAuthentication(new ConfigurationBotFrameworkAuthentication(settings), prove, log)
    super(authentication)
    this.#authentication = authentication
    this.#appId = String(settings.MicrosoftAppId ?? '')
    this.#log = log
  }

  /** Names the one door that delivers embedded answers. */
  deliverTo(delivery: Delivery): void {
    this.#authentication.delivery = delivery
  }

  /** Who may come in besides having a valid proof: the right tenant, the right channel. Others get 403 and no turn. */
  admitOnly(admits: (activity: Activity) => boolean): void {
    this.#authentication.admits = admits
  }

  /** One turn of a conversation in our own web chat. Errors of the logic end in `onTurnError`. */
  async runEmbedded(activity: Activity, logic: Logic): Promise<void> {
    await this.processActivity(
      {
        audience: AuthenticationConstants.ToChannelFromBotOAuthScope,
        claimsIdentity: EMBEDDED,
        connectorFactory: this.#authentication.embeddedFactory,
      },
      activity,
      logic,
    )
  }

  /** Speaks first in a conversation at either door; the reference is one that an earlier turn left. */
  async continueAt(reference: Partial<ConversationReference>, logic: Logic): Promise<void> {
    const identity = reference.serviceUrl === EMBEDDED_SERVICE ? EMBEDDED : this.#appId
    await this.continueConversationAsync(identity as string, reference, logic)
  }

  /**
   * `POST /api/messages`: as `CloudAdapter.process`, but what goes wrong is logged once and told without the library's words.
   * 401 when the sender is not proved, 403 when proved but not admitted, 400/413/415 for a bad body, 500 when the turn itself broke.
   */
  async answer(req: IncomingMessage, res: Response, logic: Logic): Promise<void> {
    const body = await readJson(req, MAX_ACTIVITY_BYTES)
    if (!body.ok) return sendProblem(res, body.status, body.code, body.message)
    const activity = withDates(body.value)
    if (!activity) return sendProblem(res, 400, 'BadArgument', 'This is not an activity.')
    let result: InvokeResponse | undefined
    try {
      result = await this.processActivity(req.headers.authorization ?? '', activity, logic)
    } catch (error) {
      if (error instanceof NotAdmitted) return sendProblem(res, 403, 'Forbidden', 'This sender may not talk to this bot.')
      if (error instanceof AuthenticationError) return sendProblem(res, 401, 'Unauthorized', 'The sender is not authorised.')
      this.#log.error({ event: 'teams_request_failed', err: error }, 'request from Teams failed')
      return sendProblem(res, 500, 'ServerError', 'Something went wrong on our side.')
    }
    if (result?.body !== undefined) return sendJson(res, result.status, result.body)
    res.writeHead(result?.status ?? 200, { 'Content-Length': '0' })
    res.end()
  }
}

/** What `validateAndFixActivity` of the SDK does: dates become dates, the text stays beside them. Undefined without a type. */
function withDates(body: Record<string, unknown>): Activity | undefined {
  if (typeof body.type !== 'string' || body.type === '') return undefined
  for (const [field, raw] of [
    ['timestamp', 'rawTimestamp'],
    ['expiration', 'rawExpiration'],
    ['localTimestamp', 'rawLocalTimestamp'],
  ] as const) {
    const text = body[field]
    if (typeof text !== 'string') continue
    body[raw] = text
    body[field] = new Date(text)
  }
  return body as unknown as Activity
}

class NotAdmitted extends Error {
  override readonly name = 'NotAdmitted'
}

/** Everything is Microsoft's, except for embedded turns: their connector is local and they have no user token client. */
class SplitAuthentication extends BotFrameworkAuthentication {
  readonly #inner: BotFrameworkAuthentication
  readonly #prove: ChannelProof | undefined
  readonly #log: Logger
  delivery: Delivery | undefined
  admits: (activity: Activity) => boolean = () => true
  readonly embeddedFactory: ConnectorFactory

  constructor(inner: BotFrameworkAuthentication, prove: ChannelProof | undefined, log: Logger) {
    super()
    this.#inner = inner
    this.#prove = prove
    this.#log = log
    this.embeddedFactory = new LocalConnectorFactory(() => this.delivery)
  }

  override async authenticateRequest(activity: Activity, authorization: string) {
    if (activity.serviceUrl === EMBEDDED_SERVICE) throw new AuthenticationError('not from outside', 401)
    const proved = this.#prove
      ? await this.#proved(this.#prove, activity, authorization)
      : await this.#inner.authenticateRequest(activity, authorization)
    if (!this.admits(activity)) throw new NotAdmitted(`${activity.channelId} ${activity.conversation?.tenantId ?? ''}`)
    return proved
  }

  /** Whatever is wrong, whoever asks hears the same: not proved. */
  async #proved(prove: ChannelProof, activity: Activity, authorization: string) {
    const claims = await prove(authorization, activity).catch((error: unknown) => {
      this.#log.warn({ event: 'teams_request_refused', err: error }, 'request to the door of Teams without valid proof refused')
      throw new AuthenticationError('Unauthorized', 401)
    })
    const claimsIdentity = new ClaimsIdentity(
      Object.entries(claims).map(([type, value]) => ({ type, value: String(value) })),
      true,
    )
    return {
      audience: AuthenticationConstants.ToChannelFromBotOAuthScope,
      claimsIdentity,
      connectorFactory: this.#inner.createConnectorFactory(claimsIdentity),
    }
  }

  /** Nobody holds a stream open at this door. */
  override authenticateStreamingRequest(): Promise<never> {
    return Promise.reject(new AuthenticationError('no streams', 401))
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    return identity === EMBEDDED ? this.embeddedFactory : this.#inner.createConnectorFactory(identity)
  }

  override createUserTokenClient(identity: ClaimsIdentity) {
    // The type asks for a client; a turn that never signs a user in never touches it, and making one costs as much as the turn.
    return identity === EMBEDDED ? Promise.resolve(undefined as never) : this.#inner.createUserTokenClient(identity)
  }

  override getOriginatingAudience(): string {
    return this.#inner.getOriginatingAudience()
  }
}

/** The connector's REST client, as far as an adapter uses it, over the web chat's own delivery. */
class LocalConnectorFactory extends ConnectorFactory {
  readonly #client: Promise<ConnectorClient>

  constructor(delivery: () => Delivery | undefined) {
    super()
    const send = (conversationId: string, activity: Partial<Activity>) => {
      const door = delivery()
      if (!door) throw new Error('no door delivers embedded answers: deliverTo was not called')
      return door.send(conversationId, activity)
    }
    const conversations = {
      sendToConversation: send,
      replyToActivity: (conversationId: string, _replyToId: string, activity: Partial<Activity>) => send(conversationId, activity),
      // Direct Line clients know neither: what was said stays said.
      updateActivity: (_conversationId: string, id: string) => Promise.resolve({ id }),
      deleteActivity: () => Promise.resolve(),
    }
    this.#client = Promise.resolve({ conversations } as unknown as ConnectorClient)
  }

  override create(): Promise<ConnectorClient> {
    return this.#client
  }
}
