/**
 * One request out into the world, with a limit for everything: time, bytes (also those that come out of a compressed answer), redirects,
 * and where it may lead. Neither an address nor a redirect may lead to this machine or the network it stands in, but to hosts there that the
 * operator has named.
 */
import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { guardedLookup, isPublicAddress, OwnAddress } from './public-address.ts'

const MAX_REDIRECTS = 10
const FOREVER = new Set([301, 308])

/** Whether an IP address that `url` leads to may be asked. */
export type MayAsk = (ip: string, url: URL) => boolean

/** `ownHosts`: as `OWN_HOSTS` has them, a host with its port or without one, which means the usual port. */
export function mayAskBeyond(ownHosts: readonly string[]): MayAsk {
  const hosts = new Set(ownHosts.map((host) => hostAndPort(new URL(`http://${host}`))))
  return (ip, url) => isPublicAddress(ip) || hosts.has(hostAndPort(url))
}

const USUAL_PORTS = new Set(['', '80', '443'])

const hostAndPort = ({ hostname, port }: URL): string => (USUAL_PORTS.has(port) ? hostname : `${hostname}:${port}`)

export interface PoliteRequest {
  method?: 'GET' | 'HEAD'
  headers?: Readonly<Record<string, string>>
  /** For everything together: connection, redirects, answer. */
  timeoutMs: number
  /** Of the answer, unpacked. 0: the answer's body is not read. */
  maxBytes: number
  mayAsk: MayAsk
}

export interface PoliteAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** The address that answered. */
  address: string
  /** Where the first redirects that hold for ever lead, when there were any. */
  movedTo?: string
}

/** More came than was asked for. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

/** Whether a request ended because its time was over. */
export function isTimeOver(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
}

/** Rejects with `OwnAddress`, `TooLarge`, or what the system says: names that are not found, refused connections, the time limit. */
export async function politeRequest(address: string, wanted: PoliteRequest): Promise<PoliteAnswer> {
  const signal = AbortSignal.timeout(wanted.timeoutMs)
  let url = new URL(address)
  let movedTo: string | undefined
  let isForEver = true
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const answer = await ask(url, wanted, signal)
    const { location } = answer.headers
    const status = answer.statusCode ?? 0
    if (status < 300 || status >= 400 || status === 304 || location === undefined) {
      // An answer without a body may still claim to be packed.
      const isEmpty = wanted.maxBytes === 0 || wanted.method === 'HEAD' || status === 304 || status === 204
      const body = isEmpty ? Buffer.alloc(0) : await bytesOf(answer, wanted.maxBytes)
      answer.destroy()
      return { status, headers: answer.headers, body, address: url.href, ...(movedTo !== undefined && { movedTo }) }
    }
    answer.destroy()
    const next = new URL(location, url)
    if (!/^https?:$/.test(next.protocol)) throw new Error(`Weiterleitung nach ${next.protocol}`)
    isForEver &&= FOREVER.has(status)
    if (isForEver) movedTo = next.href
    url = next
  }
  throw new Error(`mehr als ${MAX_REDIRECTS} Weiterleitungen`)
}

function ask(url: URL, { method = 'GET', headers = {}, mayAsk }: PoliteRequest, signal: AbortSignal): Promise<IncomingMessage> {
  // `URL` has made 2130706433, 0x7f.1 and the like a plain number.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !mayAsk(host, url)) return Promise.reject(new OwnAddress(host))
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, signal, headers, agent: false, lookup: guardedLookup((ip) => mayAsk(ip, url)) }, resolve)
    asked.on('error', reject)
    asked.end()
  })
}

const UNPACK = new Map<string, () => Readable & NodeJS.ReadWriteStream>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
])

async function bytesOf(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const unpack = UNPACK.get((answer.headers['content-encoding'] ?? '').trim().toLowerCase())?.()
  if (unpack) {
    answer.on('error', (error) => unpack.destroy(error))
    answer.pipe(unpack)
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of unpack ?? answer) {
    size += (chunk as Buffer).length
    if (size > maxBytes) throw new TooLarge(`mehr als ${Math.round(maxBytes / 1_000_000)} MB`)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
