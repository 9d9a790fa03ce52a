/** Signing in with any OpenID Connect provider: found by discovery, code flow with PKCE, state and nonce, every token's signature checked. */
import * as oidc from 'openid-client'
import { DAY_MS } from '../../../bot/knowledge/day.ts'
import { isAllowed, nameOf } from './allowed.ts'

export interface OpenIdOptions {
  issuer: string
  clientId: string
  /** Without one the client is public, and PKCE alone protects the code. */
  clientSecret?: string | undefined
  scope: string
  /** See `isAllowed`. */
  allow: readonly string[]
  publicUrl: string
  now(): Date
}

/** What has to come back as it went, kept in the browser that began. */
export interface BegunSignIn {
  state: string
  nonce: string
  verifier: string
}

/** `away`: the provider does not answer. `failed`: what came is not what was asked for. `stranger`: somebody who may not come in. */
export type SignedIn = { ok: true; name: string } | { ok: false; why: 'away' | 'failed' | 'stranger'; cause?: unknown }

export interface OpenId {
  /** Where to send the browser. Rejects while the provider does not answer. */
  begin(): Promise<{ to: string; pending: BegunSignIn }>
  /** `query`: what the provider sent back with the browser. */
  finish(query: URLSearchParams, pending: BegunSignIn): Promise<SignedIn>
  /** Where one signs out at the provider, too; undefined where it has no such page or does not answer. */
  signOut(): Promise<string | undefined>
}

export const RETURN_PATH = '/redaktion/anmelden/zurueck'
const TIMEOUT_SECONDS = 8
/** How long what a provider says of itself is believed. */
const FRESH_MS = DAY_MS

export function createOpenId({ issuer, clientId, clientSecret, scope, allow, publicUrl, now }: OpenIdOptions): OpenId {
  const returnTo = `${publicUrl}${RETURN_PATH}`
  let known: { config: Promise<oidc.Configuration>; at: number } | undefined

  const find = (): Promise<oidc.Configuration> => {
    const at = now().getTime()
    if (known && at - known.at < FRESH_MS) return known.config
    // The library reads the machine's clock; this one may be another.
    const skew = Math.round((at - Date.now()) / 1000)
    const config = oidc.discovery(
      new URL(issuer),
      clientId,
      { ...(clientSecret !== undefined && { client_secret: clientSecret }), [oidc.clockSkew]: skew },
      clientSecret === undefined ? oidc.None() : undefined,
      {
        timeout: TIMEOUT_SECONDS,
        // Settings take http for this machine alone.
        execute: [oidc.enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [])],
      },
    )
    known = { config, at }
    config.catch(() => {
      known = undefined
    })
    return config
  }

  return {
    begin: async () => {
      const config = await find()
      const pending = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() }
      const to = oidc.buildAuthorizationUrl(config, {
        redirect_uri: returnTo,
        scope,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      })
      return { to: to.href, pending }
    },
    finish: async (query, { state, nonce, verifier }) => {
      const config = await find().catch((cause: unknown) => ({ cause }))
      if ('cause' in config) return { ok: false, why: 'away', cause: config.cause }
      try {
        const tokens = await oidc.authorizationCodeGrant(config, new URL(`${returnTo}?${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
        })
        const token = tokens.claims()!
        if (isAllowed(token, allow)) return { ok: true, name: nameOf(token) }
        // Some tell groups and a verified address there alone.
        if (config.serverMetadata().userinfo_endpoint === undefined) return { ok: false, why: 'stranger' }
        const said = { ...token, ...(await oidc.fetchUserInfo(config, tokens.access_token, token.sub)) }
        return isAllowed(said, allow) ? { ok: true, name: nameOf(said) } : { ok: false, why: 'stranger' }
      } catch (cause) {
        return { ok: false, why: 'failed', cause }
      }
    },
    signOut: async () => {
      const config = await find().catch(() => undefined)
      if (config?.serverMetadata().end_session_endpoint === undefined) return undefined
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${publicUrl}/redaktion/anmelden` }).href
    },
  }
}
