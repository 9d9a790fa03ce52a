/**
 * Whether a request comes from Microsoft's bot service, for this bot, from the address it names: the rules of the Bot Connector's
 * authentication, with tokens checked by jose. Nobody else speaks to us: no emulator, no other bot as a skill.
 */
import { errors, type JWTPayload, jwtVerify } from 'jose'
import { openIdKeys } from './open-id-keys.ts'

export interface ChannelProofOptions {
  /** Our registration; the token is made out to it. */
  appId: string
  issuer?: string | undefined
  /** Where the issuer tells of its keys. */
  metadataUrl?: string | undefined
  now(): Date
}

export interface Sender {
  channelId?: string | undefined
  serviceUrl?: string | undefined
}

/** `claims`: what the token says, once it is proved. Rejects with `NotProved`, or `KeysAway`. */
export type ChannelProof = (authorization: string, sender: Sender) => Promise<JWTPayload>

/** The token is not what it must be; the message says why, for the log alone. */
export class NotProved extends Error {
  override readonly name = 'NotProved'
}

export const CONNECTOR_ISSUER = 'https://api.botframework.com'
const METADATA_URL = 'https://login.botframework.com/v1/.well-known/openidconfiguration'
/** Clocks may differ by so much, seconds. */
const CLOCK_SKEW = 300

export function channelProof({ appId, issuer = CONNECTOR_ISSUER, metadataUrl = METADATA_URL, now }: ChannelProofOptions): ChannelProof {
  const keys = openIdKeys({ url: metadataUrl, now })
  return async (authorization, { channelId, serviceUrl }) => {
    const token = /^Bearer (\S+)$/i.exec(authorization)?.[1]
    if (token === undefined) throw new NotProved('no bearer token')
    let endorsements: readonly string[] = []
    const keyOf: Parameters<typeof jwtVerify>[1] = async (header, jws) => {
      const key = header.kid === undefined ? undefined : await keys.find(header.kid)
      if (!key) throw new NotProved('the key is not known')
      endorsements = key.endorsements
      return key.get(header, jws)
    }
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: ['RS256', 'RS384', 'RS512'],
      issuer,
      audience: appId,
      requiredClaims: ['exp', 'nbf'],
      clockTolerance: CLOCK_SKEW,
      currentDate: now(),
    }).catch((error: unknown) => {
      throw error instanceof errors.JOSEError ? new NotProved(error.message, { cause: error }) : error
    })
    if (typeof payload.serviceurl !== 'string' || payload.serviceurl !== serviceUrl)
      throw new NotProved('the token is for another service address')
    if (endorsements.length > 0 && !endorsements.includes(channelId ?? '')) throw new NotProved('the key does not speak for this channel')
    return payload
  }
}
