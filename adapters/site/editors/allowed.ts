/** Whom a provider's word lets in: addresses, whole domains, and groups, as the setting names them. */
import { z } from 'zod'

const words = z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([])
/** What is read of a provider's claims; what is not as it should be says nothing. */
const claims = z.object({
  email: z.string().optional().catch(undefined),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]).catch(false),
  groups: words,
  roles: words,
  name: z.string().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
})

/**
 * `allow`: `anna@example.de`, `@example.de` for everybody there, or the name of a group or role. An address counts only where the provider
 * says that it has verified it: elsewhere anybody could have typed it.
 */
export function isAllowed(said: unknown, allow: readonly string[]): boolean {
  const { email = '', email_verified, groups, roles } = claims.parse(said)
  const address = email_verified ? email.toLowerCase() : ''
  const own = new Set([...groups, ...roles])
  return allow.some((entry) => {
    if (!entry.includes('@')) return own.has(entry)
    const wanted = entry.toLowerCase()
    return address !== '' && (wanted.startsWith('@') ? address.slice(address.lastIndexOf('@')) === wanted : address === wanted)
  })
}

/** What the pages and the log call them; empty where the provider tells no name. */
export function nameOf(said: unknown): string {
  const { name, preferred_username, email } = claims.parse(said)
  return (name || preferred_username || email || '').trim().slice(0, MAX_NAME_CHARACTERS)
}
const MAX_NAME_CHARACTERS = 80
