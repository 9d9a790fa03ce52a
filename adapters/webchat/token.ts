/**
 * Tokens of the web chat: signed, for one conversation and one visitor, for half an hour. Direct Line's clients read the visitor's id
 * from the claim `user`, so they are JWTs. A second kind opens a stream and nothing else, for a minute, because it stands in an
 * address. A third is given to visitors who wish their talk kept on their device: good for a day, and only for a token of the first kind.
 */
import { errors, jwtVerify, SignJWT } from 'jose'

export interface Visitor {
  conversation: string
  /** `dl_…`: ids with this beginning cannot be claimed by a client. */
  user: string
}

export type Use = 'talk' | 'stream' | 'keep'

export interface Tokens {
  issue(visitor: Visitor, use: Use): Promise<string>
  /** Undefined for a token that is expired, foreign, altered or for another use. */
  verify(token: string, use: Use): Promise<Visitor | undefined>
}

export const TOKEN_SECONDS = 1800
/** A visitor who comes back within a day finds the talk. */
export const KEEP_SECONDS = 24 * 3600
const SECONDS: Record<Use, number> = { talk: TOKEN_SECONDS, stream: 60, keep: KEEP_SECONDS }
const ISSUER = 'wegweiser'
/** A chat sends the same token again and again. Checking a signature by WebCrypto costs 0.1 ms, a tenth of a turn. */
const REMEMBERED = 5000

/** `secret`: at least 32 bytes. Tokens of one secret are good in every process that has it. */
export function createTokens(secret: Uint8Array, now: () => Date): Tokens {
  if (secret.length < 32) throw new Error('the secret of the web chat must have 32 bytes at least')
  const known = new Map<string, Visitor & { expires: number }>()
  return {
    issue: ({ conversation, user }, use) => {
      const issued = Math.floor(now().getTime() / 1000)
      return new SignJWT({ conv: conversation, user })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(use)
        .setIssuedAt(issued)
        .setExpirationTime(issued + SECONDS[use])
        .sign(secret)
    },
    verify: async (token, use) => {
      const remembered = use === 'talk' ? known.get(token) : undefined
      if (remembered) return remembered.expires > now().getTime() ? remembered : undefined
      try {
        const { payload } = await jwtVerify(token, secret, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: use,
          requiredClaims: ['exp'],
          currentDate: now(),
        })
        const { conv, user, exp } = payload
        if (typeof conv !== 'string' || typeof user !== 'string' || exp === undefined) return undefined
        const visitor = { conversation: conv, user, expires: exp * 1000 }
        if (use === 'talk') {
          if (known.size >= REMEMBERED) known.clear()
          known.set(token, visitor)
        }
        return visitor
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}
