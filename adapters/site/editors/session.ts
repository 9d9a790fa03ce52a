/** Who may see the editors' pages: a session is a signed cookie and kept nowhere. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A working day. */
export const SESSION_MS = 8 * 3_600_000
const COOKIE = 'wegweiser-redaktion'
/** The cookie goes to these pages alone. */
const PATH = '/redaktion'

/** `name`: as their provider calls them; empty for whoever typed the shared secret. */
export interface EditorSession {
  name: string
}

export interface Sessions {
  /** The `Set-Cookie` of a new session. */
  open(now: Date, name?: string): string
  /** The `Set-Cookie` that ends it in this browser. */
  close(): string
  /** The session that a `Cookie` header holds and that has not ended. */
  of(cookies: string | undefined, now: Date): EditorSession | undefined
}

/** Another key ends all sessions that the one before opened. `secure`: the cookie goes over https alone. */
export function createSessions({ key, secure }: { key: Buffer; secure: boolean }): Sessions {
  const sign = (text: string) => createHmac('sha256', key).update(`session ${text}`).digest('base64url')
  const attributes = `Path=${PATH}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return {
    open: (now, name = '') => {
      const parts = [now.getTime() + SESSION_MS, randomBytes(12).toString('base64url'), Buffer.from(name).toString('base64url')]
      const session = parts.join('.')
      return `${COOKIE}=${session}.${sign(session)}; Max-Age=${SESSION_MS / 1000}; ${attributes}`
    },
    close: () => `${COOKIE}=; Max-Age=0; ${attributes}`,
    of: (cookies, now) => {
      const value = (cookies ?? '')
        .split(';')
        .map((part) => part.trim())
        .find((part) => part.startsWith(`${COOKIE}=`))
        ?.slice(COOKIE.length + 1)
      const [, session, until, name, proof] = /^((\d{1,15})\.[\w-]+\.([\w-]*))\.([\w-]+)$/.exec(value ?? '') ?? []
      if (session === undefined || !sameText(proof!, sign(session)) || Number(until) <= now.getTime()) return undefined
      return { name: Buffer.from(name!, 'base64url').toString('utf8') }
    },
  }
}

/** In a time that tells nothing of where the two differ, nor of how long the right one is. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
