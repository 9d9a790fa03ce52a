/**
 * A sign-in that has begun and not come back: what has to return unchanged lies signed in the browser that began it, for ten minutes, and can
 * be used once. The cookie is `Lax`, because the way back comes from the provider's site.
 */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { BegunSignIn } from './open-id.ts'
import { sameText } from './session.ts'

const LIFE_MS = 10 * 60_000
const COOKIE = 'wegweiser-anmeldung'
const PATH = '/redaktion/anmelden'
const kept = z.object({ state: z.string().min(1), nonce: z.string().min(1), verifier: z.string().min(1), until: z.number() })

export interface PendingSignIns {
  /** The `Set-Cookie` that keeps it. */
  keep(pending: BegunSignIn, now: Date): string
  /** The `Set-Cookie` that takes it away. */
  drop(): string
  /** What a `Cookie` header holds for this state, once: undefined for another state, a forged one, an old one, or one that was used. */
  take(cookies: string | undefined, state: string, now: Date): BegunSignIn | undefined
}

/** `key`: signs them. */
export function pendingSignIns({ key, secure }: { key: Buffer; secure: boolean }): PendingSignIns {
  const sign = (text: string) => createHmac('sha256', key).update(`pending ${text}`).digest('base64url')
  const attributes = `Path=${PATH}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  /** State → when it would have ended. */
  const used = new Map<string, number>()
  return {
    keep: (pending, now) => {
      const text = Buffer.from(JSON.stringify({ ...pending, until: now.getTime() + LIFE_MS })).toString('base64url')
      return `${COOKIE}=${text}.${sign(text)}; Max-Age=${LIFE_MS / 1000}; ${attributes}`
    },
    drop: () => `${COOKIE}=; Max-Age=0; ${attributes}`,
    take: (cookies, state, now) => {
      const [, text, proof] = new RegExp(`(?:^|; *)${COOKIE}=([\\w-]+)\\.([\\w-]+)`).exec(cookies ?? '') ?? []
      if (text === undefined || !sameText(proof!, sign(text))) return undefined
      const pending = kept.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
      for (const [old, until] of used) if (until <= now.getTime()) used.delete(old)
      if (!sameText(pending.state, state) || pending.until <= now.getTime() || used.has(state)) return undefined
      used.set(state, pending.until)
      return pending
    },
  }
}
