/** Made-up requests to the real program: no 500, an answer to each, and it is there afterwards. `FUZZ_RUNS` for a long run. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { type Running, serve } from '../program.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 150)

let program: Running
let talk: { conversationId: string; token: string }
beforeAll(async () => {
  program = await serve({ DATA_DIR: temporaryFolder(), HOST: '127.0.0.1', LOG_LEVEL: 'error', ADDRESS_LIMIT_FACTOR: '100' })
  talk = (await (await fetch(`${program.url}/v3/directline/tokens/generate`, { method: 'POST' })).json()) as typeof talk
})
afterAll(() => program.stop('SIGKILL'))

const ask = async (path: string, init: RequestInit = {}): Promise<void> => {
  const response = await fetch(program.url + path, { redirect: 'manual', ...init })
  await response.arrayBuffer()
  expect(response.status, `${init.method ?? 'GET'} ${path} ${String(init.body).slice(0, 200)}`).not.toBe(500)
}

/** Words that programs stumble over, beside any others. */
const odd = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  '\ud800',
  'e\u0301'.repeat(500),
  'a'.repeat(10_000),
  '1 '.repeat(1000),
  '../../etc/passwd',
  '%00',
  '<script>alert(1)</script>',
  '31.02.2027',
  '06110',
  '\u202eabc',
  '💶'.repeat(200),
  'BEGIN:VCALENDAR\r\nX',
)
const word = fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 200 }), fc.lorem({ maxCount: 12 }))

it('the chat takes or refuses whatever is sent to it', async () => {
  const activity = fc.oneof(
    fc.record(
      { type: fc.constantFrom('message', 'event'), text: word, value: fc.oneof(word, fc.record({ say: word })) },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: word, text: fc.anything(), from: fc.anything(), channelData: fc.jsonValue(), id: word, locale: word }),
    fc.jsonValue(),
  )
  await fc.assert(
    fc.asyncProperty(activity, async (body) => {
      await ask(`/v3/directline/conversations/${talk.conversationId}/activities`, {
        method: 'POST',
        headers: { authorization: `Bearer ${talk.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body) ?? '',
      })
    }),
    { numRuns: RUNS },
  )
  await ask(`/v3/directline/conversations/${talk.conversationId}/activities?watermark=0`, {
    headers: { authorization: `Bearer ${talk.token}` },
  })
}, 3_600_000)

it('pages answer whatever address is asked for', async () => {
  const place = fc.constantFrom(
    '/',
    '/wissen',
    '/foerderung',
    '/termine',
    '/kontakte',
    '/suche',
    '/go',
    '/go/',
    '/dialoge',
    '/check/',
    '/wissen/',
  )
  const query = fc.array(fc.tuple(fc.oneof(fc.constantFrom('q', 'ort', 'thema', 'lang', 'a', 'to', 'u'), word), word), { maxLength: 4 })
  const encoded = (text: string) => encodeURIComponent(text.toWellFormed())
  await fc.assert(
    fc.asyncProperty(
      place,
      fc.option(word),
      query,
      fc.constantFrom('text/html', 'application/json', '*/*'),
      async (at, tail, pairs, accept) => {
        const search = pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')
        await ask(`${at}${tail === null ? '' : `/${encoded(tail)}`}${search === '' ? '' : `?${search}`}`, { headers: { accept } })
      },
    ),
    { numRuns: RUNS },
  )
}, 3_600_000)

it('is there afterwards', async () => {
  expect((await fetch(`${program.url}/healthz`)).status).toBe(200)
  expect(program.said.err).not.toMatch(/request_failed|turn_failed|unhandled/)
})
