/** Who may see the editors' pages: one shared secret opens a session, which is a signed cookie and kept nowhere. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A working day. */
export const SESSION_MS = 8 * 3_600_000
const COOKIE = 'wegweiser-redaktion'
/** The cookie goes to these pages alone. */
const PATH = '/redaktion'

export interface Sessions {
  /** Whether somebody typed the secret; takes the same time for every wrong one. */
  isToken(typed: string): boolean
  /** The `Set-Cookie` of a new session. */
  open(now: Date): string
  /** The `Set-Cookie` that ends it in this browser. */
  close(): string
  /** Whether a `Cookie` header holds a session that has not ended. */
  holds(cookies: string | undefined, now: Date): boolean
}

/** Another secret ends all sessions that the one before opened. `secure`: the cookie goes over https alone. */
export function createSessions({ token, secure }: { token: string; secure: boolean }): Sessions {
  const key = createHmac('sha256', token).update('wegweiser editors session').digest()
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  const attributes = `Path=${PATH}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return {
    isToken: (typed) => same(typed, token),
    open: (now) => {
      const session = `${now.getTime() + SESSION_MS}.${randomBytes(12).toString('base64url')}`
      return `${COOKIE}=${session}.${sign(session)}; Max-Age=${SESSION_MS / 1000}; ${attributes}`
    },
    close: () => `${COOKIE}=; Max-Age=0; ${attributes}`,
    holds: (cookies, now) => {
      const value = (cookies ?? '')
        .split(';')
        .map((part) => part.trim())
        .find((part) => part.startsWith(`${COOKIE}=`))
        ?.slice(COOKIE.length + 1)
      const [, session, until, proof] = /^((\d{1,15})\.[\w-]+)\.([\w-]+)$/.exec(value ?? '') ?? []
      return session !== undefined && same(proof!, sign(session)) && Number(until) > now.getTime()
    },
  }
}

/** In a time that tells nothing of where the two differ, nor of how long the right one is. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
