/** Who says in a header that they are somebody else is believed only if it is our own proxy that speaks. */
import { afterEach, expect, it } from 'vitest'
import { createClientOf } from '../../adapters/client-address.ts'
import { createAddressLimits } from '../../adapters/limits.ts'
import { type ChatServer, startChat } from '../fixtures/chat-server.ts'

let server: ChatServer
afterEach(() => server.close())

const limited = () =>
  createAddressLimits({ factor: 1, rates: { conversations: { burst: 3, perSecond: 0.001 } }, now: () => new Date(), onRefused: () => {} })
const statuses = async (forwarded: readonly string[]) => {
  const got: number[] = []
  for (const value of forwarded)
    got.push((await fetch(`${server.url}/tokens/generate`, { method: 'POST', headers: { 'X-Forwarded-For': value } })).status)
  return got
}

it('a forged X-Forwarded-For buys nothing without TRUST_PROXY', async () => {
  server = await startChat({ addressLimits: limited(), clientOf: createClientOf(false) })
  expect(await statuses(['198.51.100.1', '198.51.100.2', '198.51.100.3', '198.51.100.4', '198.51.100.5'])).toEqual([
    200, 200, 200, 429, 429,
  ])
})

it('with TRUST_PROXY the address that the proxy added counts, whatever stands before it', async () => {
  server = await startChat({ addressLimits: limited(), clientOf: createClientOf(true) })
  expect(await statuses(['1.1.1.1, 198.51.100.1', '2.2.2.2, 198.51.100.1', '3.3.3.3, 198.51.100.1', '4.4.4.4, 198.51.100.1'])).toEqual([
    200, 200, 200, 429,
  ])
  expect(await statuses(['198.51.100.2'])).toEqual([200])
})
