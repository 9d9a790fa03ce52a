/**
 * Who looks at the tab: the token that Teams gives its page (single sign-on), checked here. It must be Microsoft's, for our app, from our
 * tenant, and asked for by Teams itself; a token that some other app of the tenant got for itself opens nothing.
 */
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import type { AppRegistration } from './access.ts'

export interface TabTokenOptions {
  app: AppRegistration
  /** Our address; its host stands in the app's identifier (`api://host/app-id`). */
  publicUrl: string
  /** Where Microsoft publishes its keys; for tests. */
  keysUrl?: string
}

/** The Teams clients that may ask, as Microsoft documents them: desktop and mobile, and the browser. */
export const TEAMS_CLIENTS = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346']
const SCOPE = 'access_as_user'

const claims = z.object({
  tid: z.string(),
  /** `azp` in tokens of version 2, `appid` in those of version 1. */
  azp: z.string().optional(),
  appid: z.string().optional(),
  scp: z.string(),
  /** Who looks: their id, and the address they sign in with. */
  oid: z.string().optional(),
  preferred_username: z.string().optional(),
  upn: z.string().optional(),
})

/** Who looks at the tab, as far as the token says. */
export interface TabViewer {
  id?: string | undefined
  address?: string | undefined
}

export type Seen = { ok: true; viewer: TabViewer } | { ok: false; status: 401 | 403 | 503 }

/** 401: no valid token; 403: valid, but not for this door; 503: Microsoft's keys cannot be fetched. */
export function tabToken({ app, publicUrl, keysUrl }: TabTokenOptions): (authorization: string | undefined) => Promise<Seen> {
  const keys = createRemoteJWKSet(new URL(keysUrl ?? `https://login.microsoftonline.com/${app.tenant}/discovery/v2.0/keys`))
  const expected = {
    audience: [app.id, resourceOf(app, publicUrl)],
    issuer: [`https://login.microsoftonline.com/${app.tenant}/v2.0`, `https://sts.windows.net/${app.tenant}/`],
    algorithms: ['RS256'],
    requiredClaims: ['exp'],
  }
  return async (authorization) => {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
    if (token === undefined) return { ok: false, status: 401 }
    try {
      const { payload } = await jwtVerify(token, keys, expected)
      const read = claims.safeParse(payload)
      if (!read.success || read.data.tid.toLowerCase() !== app.tenant.toLowerCase()) return { ok: false, status: 403 }
      const client = read.data.azp ?? read.data.appid ?? ''
      const allowed = TEAMS_CLIENTS.includes(client) && read.data.scp.split(' ').includes(SCOPE)
      const { oid: id, preferred_username, upn } = read.data
      return allowed ? { ok: true, viewer: { id, address: preferred_username ?? upn } } : { ok: false, status: 403 }
    } catch (error) {
      if (error instanceof errors.JOSEError) return { ok: false, status: error instanceof errors.JWKSTimeout ? 503 : 401 }
      // Fetching the keys failed: nothing is known about the token.
      if (error instanceof TypeError) return { ok: false, status: 503 }
      throw error
    }
  }
}

/** The app's identifier as the manifest names it. */
export function resourceOf({ id }: Pick<AppRegistration, 'id'>, publicUrl: string): string {
  return `api://${new URL(publicUrl).host}/${id}`
}
