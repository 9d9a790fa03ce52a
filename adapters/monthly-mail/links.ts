/**
 * Links by which somebody says yes, changes their wishes or ends it, without an account: the subscriber's number, signed. They are good for as
 * long as the subscriber is kept.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** `manage` also ends it. */
export type MailLinkUse = 'confirm' | 'manage'

export const MONTHLY_PATH = '/monatsmail'
export const LINK_PATHS: Record<MailLinkUse | 'end', string> = {
  confirm: `${MONTHLY_PATH}/bestaetigen`,
  manage: `${MONTHLY_PATH}/abo`,
  end: `${MONTHLY_PATH}/abbestellen`,
}
const PARAMETER = 'abo'

export interface SubscriberLinks {
  /** The path with its signed part. */
  path(to: keyof typeof LINK_PATHS, subscriber: string): string
  /** The subscriber of a link; undefined for one that we have not signed for this use. */
  read(use: MailLinkUse, query: URLSearchParams): string | undefined
}

/** `secret`: for these links alone. */
export function createSubscriberLinks(secret: Uint8Array): SubscriberLinks {
  const sign = (use: MailLinkUse, id: string) => createHmac('sha256', secret).update(`${use} ${id}`).digest('base64url').slice(0, 22)
  return {
    path: (to, id) => `${LINK_PATHS[to]}?${PARAMETER}=${id}.${sign(to === 'end' ? 'manage' : to, id)}`,
    read: (use, query) => {
      const [, id, signed] = /^([0-9a-f-]{36})\.([\w-]{22})$/.exec(query.get(PARAMETER) ?? '') ?? []
      if (id === undefined || signed === undefined) return undefined
      return timingSafeEqual(Buffer.from(sign(use, id)), Buffer.from(signed)) ? id : undefined
    },
  }
}
