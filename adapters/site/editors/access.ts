/** The ways into the editors' pages that the settings open, and the sessions they lead to. */
import { createHmac } from 'node:crypto'
import type { Settings } from '../../settings.ts'
import { createOpenId, type OpenId } from './open-id.ts'
import { type PendingSignIns, pendingSignIns } from './pending-sign-in.ts'
import { createSessions, type Sessions } from './session.ts'

export interface EditorAccess {
  sessions: Sessions
  /** The shared secret that opens them, where there is one. */
  token?: string
  /** The provider that opens them, where there is one. */
  provider?: { openId: OpenId; pending: PendingSignIns }
}

type AccessSettings = Pick<
  Settings,
  | 'EDITOR_TOKEN'
  | 'EDITOR_OIDC_ISSUER'
  | 'EDITOR_OIDC_CLIENT_ID'
  | 'EDITOR_OIDC_CLIENT_SECRET'
  | 'EDITOR_OIDC_SCOPE'
  | 'EDITOR_OIDC_ALLOW'
  | 'publicUrl'
>

/**
 * Undefined where no setting opens the pages. `secret`: the server's own. Whoever changes the token, the provider or who is allowed ends all
 * sessions: each of them is part of what signs them.
 */
export function editorAccess(settings: AccessSettings, secret: Uint8Array, now: () => Date): EditorAccess | undefined {
  const { EDITOR_TOKEN: token, EDITOR_OIDC_ISSUER: issuer, EDITOR_OIDC_CLIENT_ID: clientId, publicUrl } = settings
  if (token === undefined && issuer === undefined) return undefined
  const secure = publicUrl.startsWith('https:')
  const allow = settings.EDITOR_OIDC_ALLOW
  const key = createHmac('sha256', secret)
    .update(JSON.stringify(['editors', token, issuer, clientId, allow]))
    .digest()
  return {
    sessions: createSessions({ key, secure }),
    ...(token !== undefined && { token }),
    ...(issuer !== undefined &&
      clientId !== undefined && {
        provider: {
          openId: createOpenId({
            issuer,
            clientId,
            clientSecret: settings.EDITOR_OIDC_CLIENT_SECRET,
            scope: settings.EDITOR_OIDC_SCOPE,
            allow,
            publicUrl,
            now,
          }),
          pending: pendingSignIns({ key, secure }),
        },
      }),
  }
}
