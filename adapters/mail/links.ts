/**
 * Links by which somebody does one thing to one request without an account: signed for one mailbox, for some weeks. That each does its
 * work once is the request's business, whose history names them.
 */
import { createHash } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

export const LINK_ACTIONS = ['claim', 'answer', 'pass', 'close', 'release', 'reopen'] as const
export type LinkAction = (typeof LINK_ACTIONS)[number]

const claims = z.object({
  request: z.string(),
  /** Of the request as its reader saw it. */
  version: z.number().int(),
  address: z.string(),
  /** `view`: shows how it stands and what can be done. */
  does: z.enum([...LINK_ACTIONS, 'view']),
  /** Names the link. */
  key: z.string(),
  /** Seconds since 1970. */
  exp: z.number().int(),
})
export type LinkClaims = z.output<typeof claims>

/** So long a link is good. */
export const LINK_DAYS = 14
const ISSUER = 'wegweiser'
const AUDIENCE = 'request-link'

export interface Links {
  sign(link: LinkClaims): Promise<string>
  /** `expired`: was good once. Undefined for what we have not signed. */
  read(token: string): Promise<LinkClaims | 'expired' | undefined>
}

/** `secret`: for links alone. Links of one secret are good in every process that has it. */
export function createLinks(secret: Uint8Array, now: () => Date): Links {
  return {
    sign: ({ exp, ...rest }) =>
      new SignJWT(rest).setProtectedHeader({ alg: 'HS256' }).setIssuer(ISSUER).setAudience(AUDIENCE).setExpirationTime(exp).sign(secret),
    read: async (token) => {
      try {
        const { payload } = await jwtVerify(token, secret, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['exp'],
          currentDate: now(),
        })
        return claims.safeParse(payload).data
      } catch (error) {
        if (error instanceof errors.JWTExpired) return 'expired'
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}

/** The name of a link: the same when the letter that holds it is written again. */
export function linkKey(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 16)
}
