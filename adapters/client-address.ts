/**
 * Who a request comes from, for limits alone: a word that stands for the address and tells it to nobody. Made with a key of this process that
 * is kept nowhere, so it means nothing after a restart or anywhere else.
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'

export type ClientOf = (req: IncomingMessage) => string

/** `trustProxy`: the proxy in front of us puts the address it saw at the end of `X-Forwarded-For`. */
export function createClientOf(trustProxy: boolean): ClientOf {
  const key = randomBytes(16)
  return (req) =>
    createHmac('sha256', key)
      .update(network(address(req, trustProxy)))
      .digest('base64url')
      .slice(0, 16)
}

function address(req: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy
    ? String(req.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : undefined
  return forwarded || (req.socket.remoteAddress ?? '')
}

/** One household or office gets a whole /64 of IPv6, so that is what counts as one; IPv4 in IPv6's clothes is IPv4. */
export function network(address: string): string {
  const plain = address.replace(/^\[|\](?::\d+)?$/g, '').replace(/%.*$/, '')
  const mapped = /^(?:0*:)*:?ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped) return mapped
  if (!isIPv6(plain)) return plain.replace(/:\d+$/, '')
  const [head = '', tail] = plain.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const behind = tail === undefined || tail === '' ? 0 : tail.split(':').length + (tail.includes('.') ? 1 : 0)
  const all =
    tail === undefined ? groups : [...groups, ...Array.from({ length: 8 - groups.length - behind }, () => '0'), ...tail.split(':')]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group || '0', 16).toString(16))
    .join(':')}::/64`
}
