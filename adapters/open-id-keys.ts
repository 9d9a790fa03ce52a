/**
 * The keys that an issuer publishes by OpenID, and the channels each of them speaks for. Fetched once a day and kept; a name nobody knows has
 * them fetched again, but not oftener than every few minutes, so that made-up names cost nobody anything.
 */
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { DAY_MS } from '../bot/knowledge/day.ts'

/** The issuer asks for a look at least once a day. */
const FRESH_MS = DAY_MS
/** So long keys are believed while the issuer cannot be reached. */
const TRUSTED_MS = 2 * DAY_MS
const AGAIN_MS = 5 * 60_000
/** After a look that failed. */
const RETRY_MS = 10_000
const TIMEOUT_MS = 5_000

const metadata = z.object({ jwks_uri: z.url({ protocol: /^https?$/ }) })
const keySet = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional(), endorsements: z.array(z.string()).optional() })),
})

export interface OpenIdKey {
  /** For `jwtVerify`. */
  get: JWTVerifyGetKey
  /** Channels it speaks for; empty where it names none. */
  endorsements: readonly string[]
}

export interface OpenIdKeys {
  /** Undefined when the issuer knows no such key; rejects with `KeysAway` while nothing can be known of it. */
  find(kid: string): Promise<OpenIdKey | undefined>
}

/** The issuer cannot be asked, and what it said before is too old to be believed. */
export class KeysAway extends Error {
  override readonly name = 'KeysAway'
}

/** `url`: of the issuer's OpenID configuration. */
export function openIdKeys({ url, now }: { url: string; now(): Date }): OpenIdKeys {
  let keys = new Map<string, OpenIdKey>()
  let fetchedAt = Number.NEGATIVE_INFINITY
  let triedAt = Number.NEGATIVE_INFINITY
  let problem: unknown
  let running: Promise<void> | undefined

  const fetchAll = async (): Promise<void> => {
    const at = now().getTime()
    triedAt = at
    try {
      const { jwks_uri } = metadata.parse(await json(url))
      const set = keySet.parse(await json(jwks_uri))
      const get = createLocalJWKSet(set as JSONWebKeySet)
      keys = new Map(set.keys.flatMap(({ kid, endorsements = [] }) => (kid === undefined ? [] : [[kid, { get, endorsements }]])))
      fetchedAt = at
      problem = undefined
    } catch (error) {
      problem = error
    }
  }
  /** Those who ask meanwhile wait for the same look. */
  const look = (): Promise<void> => {
    running ??= fetchAll().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    find: async (kid) => {
      const at = now().getTime()
      const isDue = at - fetchedAt >= FRESH_MS || !keys.has(kid)
      if (isDue && (running || at - triedAt >= (problem === undefined ? AGAIN_MS : RETRY_MS))) await look()
      if (at - fetchedAt >= TRUSTED_MS) throw new KeysAway('the keys cannot be fetched', { cause: problem })
      return keys.get(kid)
    },
  }
}

async function json(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return answer.json()
}
