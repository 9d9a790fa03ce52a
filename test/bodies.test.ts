/** Bodies that no client of ours sends: every route that reads one says what is wrong with 400 or 415, never 500. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { temporaryFolder } from './fixtures/knowledge-folder.ts'
import { type Running, serve } from './program.ts'
import { type Ticket, visit } from './visitor.ts'

let program: Running
let ticket: Ticket
beforeAll(async () => {
  program = await serve({ DATA_DIR: temporaryFolder(), LOG_LEVEL: 'error' })
  ticket = (await visit(program.url)).ticket
})
afterAll(() => program.stop('SIGKILL'))

const DEEP = 12_000
const nested = (open: string, close: string, core = '1', depth = DEEP) => open.repeat(depth) + core + close.repeat(depth)
const BODIES: [name: string, body: string][] = [
  ['brackets that never close', '['.repeat(50_000)],
  ['a list fifty thousand deep', nested('[', ']', '1', 30_000)],
  ['an object deep', nested('{"a":', '}', '1', 10_000)],
  ['an activity with a deep value', `{"type":"message","text":"x","value":${nested('[', ']')}}`],
  ['an activity with deep channel data', `{"type":"message","text":"x","channelData":{"a":${nested('[', ']')}}}`],
  ['an activity with deep entities', `{"type":"message","text":"x","entities":[{"a":${nested('[', ']')}}]}`],
  ['an activity with a deep conversation', `{"type":"message","conversation":${nested('{"id":', '}', '1', 7_000)}}`],
  ['half a text', '{"type":"mess'],
  ['half a letter', '{"type":"message","text":"\ud800"'],
  ['a number', '12'],
  ['null', 'null'],
  ['a text', '"x"'],
  ['a comma too many', '{"type":"message",}'],
  ['no JSON', 'type=message'],
  ['control signs', '{"type":"\u0000'],
]

it.each(BODIES)('%s', async (_name, body) => {
  const talk = `/v3/directline/conversations/${ticket.conversationId}`
  const headers = { Authorization: `Bearer ${ticket.token}`, 'Content-Type': 'application/json' }
  for (const path of [`${talk}/activities`, '/v3/directline/conversations', '/api/messages', '/teams/api/draft']) {
    const response = await fetch(program.url + path, { method: 'POST', headers, body })
    const told = (await response.json()) as { error: { code: string } }
    expect([path, response.status, told.error.code]).toEqual([path, 400, 'BadSyntax'])
  }
  for (const path of [`${talk}/upload`, '/v3/directline/tokens/refresh', '/v3/directline/tokens/generate'])
    expect((await fetch(program.url + path, { method: 'POST', headers, body })).status).toBeLessThan(500)
  expect((await fetch(`${program.url}/healthz`)).status).toBe(200)
  expect(program.said.err).toBe('')
})

it('brackets within a text are no depth', async () => {
  const headers = { Authorization: `Bearer ${ticket.token}`, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ type: 'message', text: `\\"${'[{'.repeat(500)}` })
  const response = await fetch(`${program.url}/v3/directline/conversations/${ticket.conversationId}/activities`, {
    method: 'POST',
    headers,
    body,
  })
  expect(response.status).toBe(200)
})
