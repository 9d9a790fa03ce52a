/** Who may talk to the bot through `/api/messages`. */
import type { IncomingMessage } from 'node:http'
import type { ChannelSettings } from '../bot-adapter.ts'
import type { Activity } from '../sdk.ts'

export interface AppRegistration {
  id: string
  password: string
  tenant: string
}

/** The three settings, which come together or not at all. */
export function appIn(settings: {
  MICROSOFT_APP_ID?: string | undefined
  MICROSOFT_APP_PASSWORD?: string | undefined
  MICROSOFT_APP_TENANT_ID?: string | undefined
}): AppRegistration | undefined {
  const { MICROSOFT_APP_ID: id, MICROSOFT_APP_PASSWORD: password, MICROSOFT_APP_TENANT_ID: tenant } = settings
  return id && password && tenant ? { id, password, tenant } : undefined
}

/** The SDK's names for a single-tenant registration; empty without one. */
export function channelSettings(app: AppRegistration | undefined): ChannelSettings {
  if (!app) return {}
  return { MicrosoftAppId: app.id, MicrosoftAppPassword: app.password, MicrosoftAppType: 'SingleTenant', MicrosoftAppTenantId: app.tenant }
}

/**
 * Asked after the sender has proved to be Microsoft's service: only Teams, and only our own tenant. Web Chat and Direct Line, which a
 * registration in Azure has switched on by default, would let anybody in under the staff's door.
 */
export function admits({ channelId, conversation, channelData }: Activity, tenant: string): boolean {
  const said = (channelData as { tenant?: { id?: unknown } } | undefined)?.tenant?.id ?? conversation?.tenantId
  return channelId === 'msteams' && typeof said === 'string' && said.toLowerCase() === tenant.toLowerCase()
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/
const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i

/** What proxies say of those they speak for. */
const FORWARDED = [
  /^x-(?:real|client|cluster-client|original|appengine-user|azure-client|azure-socket|envoy-external)/,
  /^(?:x-)?forwarded(?:-|$)/,
  /^(?:via|cf-connecting-ip|true-client-ip|fastly-client-ip|client-ip|x-original-forwarded-for)$/,
]

/**
 * For the Playground nobody's proof is checked, so the door is open to this machine only: not through a proxy (which comes from this
 * machine, too; one that says for whom is told by that, one that says nothing cannot be told, hence the door is shut unless a setting opens
 * it), not under another name (a page in a browser here could be made to call us by one).
 */
export function isFromHere({
  socket,
  headers,
}: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } }): boolean {
  const forwarded = Object.keys(headers).some((name) => FORWARDED.some((pattern) => pattern.test(name)))
  const elsewhere = headers.origin !== undefined && (!URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host)
  return !forwarded && !elsewhere && LOOPBACK.test(socket.remoteAddress ?? '') && LOCAL_HOST.test(headers.host ?? '')
}

/** True for an address of the Playground on this machine, at its port; every other one could be any service that listens here. */
export function isPlayground({ serviceUrl }: Pick<Activity, 'serviceUrl'>, port: number): boolean {
  if (!URL.canParse(serviceUrl ?? '')) return false
  const url = new URL(serviceUrl)
  return url.protocol === 'http:' && url.username === '' && url.port === String(port) && LOCAL_HOST.test(url.host)
}
