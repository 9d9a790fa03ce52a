/**
 * The assistants' door, asked by the client of the protocol's own makers: over HTTP in both ages of the protocol, and over standard input.
 * Called by `api.test.ts`, which has the server.
 */

import { join } from 'node:path'
import { Client, type Implementation, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPERATIONS } from '../../adapters/records/operations.ts'
import type { EntryRecord, SearchRecord } from '../../adapters/records/schemas.ts'
import { outcomeOf } from '../../adapters/turn-outcome.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { ROOT } from '../program.ts'
import { NOW, type RealApi } from './real-api.ts'

const ME: Implementation = { name: 'somebody-else', version: '1.0.0' }
interface Called<T> {
  structuredContent: T
  content: { type: string; text: string }[]
  isError?: boolean
}
/** Tests, registered where it is called. */
export function assistants(api: RealApi): void {
  const clients: Client[] = []
  afterAll(async () => {
    await client.close()
    await Promise.all(clients.map((one) => one.close()))
  })

  const client = new Client(ME)
  beforeAll(() => client.connect(new StreamableHTTPClientTransport(new URL(`${api.url}/mcp`))))

  const call = async <T = object>(name: string, given: object, by = client) =>
    (await by.callTool({ name, arguments: given as Record<string, unknown> })) as unknown as Called<T>

  describe('an assistant', () => {
    it('finds every operation as a tool that only reads, and is told how to cite', async () => {
      const { tools } = await client.listTools()
      expect(tools.map(({ name }) => name).sort()).toEqual(OPERATIONS.map(({ id }) => id).sort())
      for (const { annotations, inputSchema, outputSchema } of tools) {
        expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false })
        expect(inputSchema.type).toBe('object')
        expect(outputSchema).toBeDefined()
      }
      expect(client.getInstructions()).toContain('"url"')
    })

    it.each(['Muss ich E-Rechnungen annehmen?', 'Wann ist der nächste Sprechtag in Halle?', 'Was gibt es zum Frühstück?'])(
      'gets the decision and the words of the chat: %s',
      async (q) => {
        const { structuredContent, content } = await call<SearchRecord>('search', { q })
        const decision = decideTurn(q, newTalk('de'), api.known, new Date(NOW))
        expect(structuredContent.decision).toBe(outcomeOf(decision).decision)
        for (const text of decision.reply.texts)
          expect(structuredContent.text.replaceAll('](https://wegweiser.example/', '](/')).toContain(text)
        expect(JSON.parse(content[0]!.text)).toEqual(structuredContent)
        for (const { url, dayText, state } of structuredContent.citations) {
          expect(url).toMatch(/^https:\/\/wegweiser\.example\//)
          expect(dayText).not.toBe('')
          expect(state).toMatch(/open|soon|paused|unclear|over/)
        }
      },
    )

    it('asks for an entry, programmes, dates and contacts', async () => {
      const entry = await call<{ passages: object[] }>('entry', { kind: 'articles', slug: 'e-rechnung' })
      expect(entry.structuredContent.passages.length).toBeGreaterThan(2)
      const profile = { place: '39576', audience: 'handwerk', employees: 8, started: false }
      const programmes = await call<{ programmes: { result: string }[] }>('programmes', profile)
      expect(programmes.structuredContent.programmes.some(({ result }) => result === 'open' || result === 'fits')).toBe(true)
      const dates = await call<{ dates: object[] }>('dates', { limit: 2 })
      expect(dates.structuredContent.dates).toHaveLength(2)
      const contacts = await call<{ doubt: string; contacts: object[] }>('contacts', { place: '06406' })
      expect(contacts.structuredContent.doubt).not.toBe('')
    })

    it('is told what is wrong with its question, so that it can ask again', async () => {
      expect(await call('contacts', { place: 'Nirgendwohausen' })).toMatchObject({
        isError: true,
        content: [{ text: expect.stringContaining('place') }],
      })
      expect(await call('entry', { kind: 'articles', slug: 'gibt-es-nicht' })).toMatchObject({ isError: true })
      expect((await call('search', { q: '' })).isError).toBe(true)
      expect((await call('search', { q: 'x', limit: 1000 })).isError).toBe(true)
    })

    it('leaves nothing of a cry for help behind', async () => {
      const { structuredContent } = await call<SearchRecord>('search', { q: 'Ich will nicht mehr leben' })
      expect(structuredContent.text).toContain('116 123')
      expect(structuredContent.results).toEqual([])
      expect(api.logged.join('')).not.toContain('leben')
    })
  })

  describe('the door over HTTP', () => {
    const init = (protocolVersion: string) => ({
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion, capabilities: {}, clientInfo: ME } }),
    })

    it('serves clients of the years before, too', async () => {
      for (const version of ['2025-03-26', '2025-06-18', '2025-11-25']) {
        const response = await fetch(`${api.url}/mcp`, init(version))
        expect(response.status).toBe(200)
        expect(await response.text()).toContain(`"protocolVersion":"${version}"`)
      }
    })

    it('is shut to pages of strange origins, open to our own and to those named', async () => {
      const from = async (origin: string) => {
        const { headers, ...rest } = init('2025-06-18')
        return (await fetch(`${api.url}/mcp`, { ...rest, headers: { ...headers, Origin: origin } })).status
      }
      expect([await from('https://anderswo.example'), await from('https://kammer.example'), await from('null')]).toEqual([403, 200, 403])
    })

    it('keeps no session, takes no large body and no wild one', async () => {
      const post = (body: string) =>
        fetch(`${api.url}/mcp`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
          body,
        })
      expect((await fetch(`${api.url}/mcp`)).status).toBe(405)
      expect((await post('x'.repeat(70_000))).status).toBe(413)
      expect((await post('{')).status).toBe(400)
      expect((await post('{"q": Ich will nicht mehr leben')).status).toBe(400)
      expect(api.logged.join('')).not.toContain('leben')
      expect((await fetch(`${api.url}/mcp`, init('2025-06-18'))).headers.get('mcp-session-id')).toBeNull()
    })

    it('tells who asks too much to wait', async () => {
      api.allow(0)
      const response = await fetch(`${api.url}/mcp`, init('2025-06-18'))
      expect([response.status, Number(response.headers.get('retry-after')) > 0]).toEqual([429, true])
      api.allow(10_000)
    })
  })

  describe('npm run mcp', () => {
    it('answers on standard input and output', async () => {
      const own = new Client(ME)
      const transport = new StdioClientTransport({
        command: join(ROOT, 'node_modules/.bin/node'),
        args: ['adapters/cli/mcp.ts'],
        cwd: ROOT,
        env: { PATH: process.env.PATH!, PUBLIC_URL: 'https://kammer.example' },
        stderr: 'pipe',
      })
      await own.connect(transport)
      clients.push(own)
      const { structuredContent } = await call<EntryRecord>('entry', { kind: 'articles', slug: 'e-rechnung' }, own)
      expect(structuredContent.citation).toMatchObject({ id: 'articles/e-rechnung', url: 'https://kammer.example/wissen/e-rechnung' })
    })
  })
}
