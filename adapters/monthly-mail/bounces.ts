/**
 * Mails that come back: each letter leaves under a return address of its own subscriber, a signed word behind a `+`, so that a report of what
 * could not be delivered names them without an address in it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Email } from 'postal-mime'

const SIGN_LENGTH = 8

export interface ReturnAddresses {
  write(subscriber: string): string
  /** Undefined for addresses that are not ours, or were made up. */
  read(address: string): string | undefined
}

/** `base`: the address without a word; before its `@` at most 20 letters, so that the whole part stays below the 64 that mail allows. */
export function createReturnAddresses(base: string, secret: Uint8Array): ReturnAddresses {
  const [local = '', domain = ''] = base.toLowerCase().split('@')
  const sign = (id: string) => createHmac('sha256', secret).update(`return ${id}`).digest('hex').slice(0, SIGN_LENGTH)
  const word = (id: string) => `r${id.replaceAll('-', '')}${sign(id)}`
  return {
    write: (id) => `${local}+${word(id)}@${domain}`,
    read: (address) => {
      const [head = '', host] = address.trim().toLowerCase().split('@')
      const [before, given = ''] = head.split('+')
      const found = /^r([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[0-9a-f]{8}$/.exec(given)
      if (before !== local || host !== domain || !found) return undefined
      const id = found.slice(1).join('-')
      return timingSafeEqual(Buffer.from(word(id)), Buffer.from(given)) ? id : undefined
    },
  }
}

/**
 * What a returned mail says (RFC 3464): that the address takes nothing for good, or not now. Undefined for delays, holiday notes and whatever
 * else is sent there: nobody loses a subscription by them.
 */
export function failureIn(mail: Email): 'for-good' | 'for-now' | undefined {
  const report = mail.attachments.find(({ mimeType }) => mimeType === 'message/delivery-status')
  if (!report) return undefined
  const { content } = report
  const text = typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('utf8')
  const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'im').exec(text)?.[1]?.toLowerCase()
  if (field('Action') !== 'failed') return undefined
  return isForGood(field('Status') ?? '') ? 'for-good' : 'for-now'
}

/** No such address, no such server, or one that is switched off (RFC 3463); a full mailbox or a rule of the server's may change. */
export function isForGood(status: string): boolean {
  return /^5\.(?:1\.\d+|2\.1|4\.4)$/.test(status)
}
