/**
 * Links by which somebody says yes, changes their wishes or ends it, without an account: the subscriber's number, signed. They are good for as
 * long as the subscriber is kept.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** `manage` also ends it, and `survey` is for the answer and for the end without one. */
export type MailLinkUse = 'confirm' | 'manage' | 'survey-confirm' | 'survey'

export const MONTHLY_PATH = '/monatsmail'
export const SURVEY_PATH = '/nachfrage'
export const LINK_PATHS: Record<MailLinkUse | 'end' | 'survey-end', string> = {
  confirm: `${MONTHLY_PATH}/bestaetigen`,
  manage: `${MONTHLY_PATH}/abo`,
  end: `${MONTHLY_PATH}/abbestellen`,
  'survey-confirm': `${SURVEY_PATH}/bestaetigen`,
  survey: `${SURVEY_PATH}/antwort`,
  'survey-end': `${SURVEY_PATH}/loeschen`,
}
const PARAMETER = 'abo'
const SIGNED_AS = new Map<keyof typeof LINK_PATHS, MailLinkUse>([
  ['end', 'manage'],
  ['survey-end', 'survey'],
])

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
    path: (to, id) => `${LINK_PATHS[to]}?${PARAMETER}=${id}.${sign(SIGNED_AS.get(to) ?? (to as MailLinkUse), id)}`,
    read: (use, query) => {
      const [, id, signed] = /^([0-9a-f-]{36})\.([\w-]{22})$/.exec(query.get(PARAMETER) ?? '') ?? []
      if (id === undefined || signed === undefined) return undefined
      return timingSafeEqual(Buffer.from(sign(use, id)), Buffer.from(signed)) ? id : undefined
    },
  }
}
