/**
 * The address to which somebody answers a letter: who they are and which request they mean is a signed word behind a `+`. Small letters,
 * digits and `-` alone, because mail servers change the rest.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export interface Replier {
  /** Number of the request. */
  number: number
  /** Staff by their mailbox; the visitor is the request's own. */
  who: { staff: string } | 'visitor'
}

/** Together with a short local part the word stays below the 64 letters that mail allows before the `@`. */
const NAME_LENGTH = 8
const SIGN_LENGTH = 20

export interface ReplyAddresses {
  write(replier: Replier): string
  /** `mailboxes`: those of staff who may answer. Undefined for addresses that are not ours, or were made up. */
  read(address: string, mailboxes: readonly string[]): Replier | undefined
}

/** `base`: the address without a word. */
export function createReplyAddresses(base: string, secret: Uint8Array): ReplyAddresses {
  const [local = '', domain = ''] = base.toLowerCase().split('@')
  const digest = (text: string, length: number) => createHmac('sha256', secret).update(text).digest('hex').slice(0, length)
  const nameOf = (who: Replier['who']) => (who === 'visitor' ? 'v' : digest(`name ${who.staff}`, NAME_LENGTH))
  const word = ({ number, who }: Replier): string => {
    const said = `${number}-${nameOf(who)}`
    return `${said}-${digest(`reply ${said} ${who === 'visitor' ? '' : who.staff}`, SIGN_LENGTH)}`
  }
  return {
    write: (replier) => `${local}+${word(replier)}@${domain}`,
    read: (address, mailboxes) => {
      const [head = '', host] = address.trim().toLowerCase().split('@')
      const [before, given = ''] = head.split('+')
      const found = /^(\d{1,9})-(v|[0-9a-f]{8})-[0-9a-f]{20}$/.exec(given)
      if (before !== local || host !== domain || !found) return undefined
      const possible: Replier['who'][] = found[2] === 'v' ? ['visitor'] : mailboxes.map((staff) => ({ staff }))
      const number = Number(found[1])
      for (const who of possible) {
        const expected = word({ number, who })
        if (expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given))) return { number, who }
      }
      return undefined
    },
  }
}
