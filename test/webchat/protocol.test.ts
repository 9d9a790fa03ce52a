/** What clients other than ours may send: every refusal has its status, says why, and tells nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createTokens } from '../../adapters/webchat/token.ts'
import { type ChatServer, SECRET, startChat } from '../fixtures/chat-server.ts'

let now = new Date('2026-11-22T12:00:00Z')
let server: ChatServer
const sent: unknown[] = []
beforeAll(async () => {
  server = await startChat({
    now: () => now,
    greetAfterMs: 60_000,
    corsOrigins: ['https://www.example.org', 'https://*.example.net'],
    limits: { activities: { burst: 20, perSecond: 1 }, conversations: { burst: 500, perSecond: 1 } },
    logic: async (context) => {
      sent.push(context.activity)
      await context.sendActivity('gehört')
    },
  })
})
afterAll(() => server.close())

interface Answer {
  status: number
  headers: Headers
  body: { [field: string]: unknown; error?: { code: string; message: string } }
}
async function call(
  method: string,
  path: string,
  { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof ReadableStream || body === undefined
  const response = await fetch(server.url + path, {
    method,
    headers: { ...(raw ? {} : { 'content-type': 'application/json' }), ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body), duplex: 'half' }),
  } as RequestInit)
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
}
async function begin(): Promise<{ id: string; token: string; activities: string; streamUrl: string }> {
  const { body } = await call('POST', '/tokens/generate')
  const { body: started } = await call('POST', '/conversations', { token: body.token as string, body: { locale: 'de-DE' } })
  const id = started.conversationId as string
  return { id, token: started.token as string, activities: `/conversations/${id}/activities`, streamUrl: started.streamUrl as string }
}
const message = { type: 'message', text: 'hallo' }

describe('tokens', () => {
  it('are given for half an hour, for one conversation and a visitor nobody can name', async () => {
    const { status, body, headers } = await call('POST', '/tokens/generate')
    expect(status).toBe(200)
    expect(body).toEqual({ conversationId: expect.stringMatching(/^[\w-]{36}$/), token: expect.any(String), expires_in: 1800 })
    const claims = JSON.parse(Buffer.from((body.token as string).split('.')[1]!, 'base64url').toString())
    expect(claims).toMatchObject({ conv: body.conversationId, user: expect.stringMatching(/^dl_/), exp: now.getTime() / 1000 + 1800 })
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('begin a conversation once, and find it again', async () => {
    const { body } = await call('POST', '/tokens/generate')
    const token = body.token as string
    const first = await call('POST', '/conversations', { token })
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({
      conversationId: body.conversationId,
      expires_in: 1800,
      streamUrl: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\/.+\/stream\?watermark=&t=/),
    })
    expect((await call('POST', '/conversations', { token })).status).toBe(200)
    const again = await call('GET', `/conversations/${body.conversationId}?watermark=7`, { token })
    expect(again).toMatchObject({
      status: 200,
      body: { conversationId: body.conversationId, streamUrl: expect.stringContaining('watermark=7') },
    })
  })

  it('are refused with 401 when missing and 403 when not ours, altered, for another use or another conversation', async () => {
    const { id, token, activities, streamUrl } = await begin()
    const other = await begin()
    const foreign = await createTokens(new TextEncoder().encode('another secret of 32 bytes or even more'), () => now).issue(
      { conversation: id, user: 'dl_x' },
      'talk',
    )
    const [head, claims] = token.split('.') as [string, string]
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`
    const altered = `${head}.${Buffer.from(JSON.stringify({ conv: id, user: 'dl_x', exp: 9e9, iss: 'wegweiser', aud: 'talk' })).toString('base64url')}.${token.split('.')[2]}`
    expect((await call('POST', activities, { body: message })).status).toBe(401)
    const wrong = {
      garbage: 'abc',
      foreign,
      unsigned,
      altered,
      'for a stream': new URL(streamUrl).searchParams.get('t')!,
      'of another talk': other.token,
    }
    for (const [name, bad] of Object.entries(wrong)) {
      const answers = [
        await call('POST', activities, { token: bad, body: message }),
        await call('GET', activities, { token: bad }),
        await call('GET', `/conversations/${id}`, { token: bad }),
      ]
      expect
        .soft(
          answers.map((answer) => answer.status),
          name,
        )
        .toEqual([403, 403, 403])
      expect.soft(answers[0]!.body.error?.code, name).toMatch(/^(TokenExpired|BadArgument)$/)
    }
    expect(await server.store.conversations.after(id, 0, 10)).toEqual([])
  })

  it('are renewed while they are good, and are 403 when they are not any more', async () => {
    const { token, activities } = await begin()
    const start = now
    now = new Date(start.getTime() + 20 * 60_000)
    const renewed = await call('POST', '/tokens/refresh', { token })
    expect(renewed).toMatchObject({ status: 200, body: { expires_in: 1800, token: expect.any(String) } })
    now = new Date(start.getTime() + 31 * 60_000)
    expect((await call('POST', '/tokens/refresh', { token })).status).toBe(403)
    expect((await call('POST', activities, { token, body: message })).status).toBe(403)
    expect((await call('POST', activities, { token: renewed.body.token as string, body: message })).status).toBe(200)
  })

  it('to keep a talk by are good for a day, and for a new token of the same talk alone', async () => {
    const { id, token, activities } = await begin()
    const start = now
    const { body } = await call('POST', '/tokens/keep', { token })
    expect(body).toEqual({ token: expect.any(String), expires_in: 86_400 })
    const kept = body.token as string
    for (const [method, path] of [
      ['POST', activities],
      ['GET', activities],
      ['GET', `/conversations/${id}`],
      ['POST', '/conversations'],
      ['POST', '/tokens/refresh'],
      ['POST', '/tokens/keep'],
    ] as const)
      expect((await call(method, path, { token: kept, ...(method === 'POST' && { body: message }) })).status, path).toBe(403)
    expect((await call('POST', '/tokens/resume', { token })).status).toBe(403)
    expect((await call('POST', '/tokens/resume')).status).toBe(401)

    now = new Date(start.getTime() + 23 * 3_600_000)
    const resumed = await call('POST', '/tokens/resume', { token: kept })
    expect(resumed).toMatchObject({ status: 200, body: { conversationId: id, expires_in: 1800 } })
    expect((await call('GET', activities, { token: resumed.body.token as string })).status).toBe(200)
    now = new Date(start.getTime() + 25 * 3_600_000)
    expect((await call('POST', '/tokens/resume', { token: kept })).status).toBe(403)
  })

  it('bring back no talk that the database does not know', async () => {
    const { body: unstarted } = await call('POST', '/tokens/generate')
    const { body } = await call('POST', '/tokens/keep', { token: unstarted.token as string })
    expect((await call('POST', '/tokens/resume', { token: body.token as string })).status).toBe(404)
  })
})

describe('what comes in', () => {
  it('is refused with the right status', async () => {
    const { token, activities } = await begin()
    const json = { 'content-type': 'application/json' }
    const large = 'x'.repeat(1024 * 1024)
    const streamed = () =>
      new ReadableStream({ start: (out) => [out.enqueue(Buffer.from(`{"type":"message","text":"${large}"}`)), out.close()] })
    const cases: [string, number, string, Parameters<typeof call>[2]][] = [
      ['broken JSON', 400, 'BadSyntax', { body: '{"type":"message"', headers: json }],
      ['an array', 400, 'BadSyntax', { body: [] }],
      ['nothing', 400, 'BadSyntax', { body: '', headers: json }],
      ['no type', 400, 'BadArgument', { body: { text: 'hallo' } }],
      ['a type that is not for visitors', 400, 'BadArgument', { body: { type: 'invoke', name: 'signin/verifyState' } }],
      ['text that is none', 400, 'BadArgument', { body: { type: 'message', text: { deep: true } } }],
      [
        'another content type',
        415,
        'UnsupportedMediaType',
        { body: 'type=message', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      ],
      ['no content type', 415, 'UnsupportedMediaType', { body: JSON.stringify(message), headers: { 'content-type': '' } }],
      ['a megabyte', 413, 'RequestTooLarge', { body: { type: 'message', text: large } }],
      ['a megabyte without saying so', 413, 'RequestTooLarge', { body: streamed(), headers: json }],
    ]
    for (const [name, status, code, request] of cases) {
      const answer = await call('POST', activities, { token, ...request })
      expect.soft(answer.status, name).toBe(status)
      expect.soft(answer.body.error?.code, name).toBe(code)
    }
    // Refused is refused: the bot heard of none of it, and the next good one works.
    expect(sent).toHaveLength(1)
    expect((await call('POST', activities, { token, body: message })).status).toBe(200)
  })

  it('begins a conversation that this server knows nothing of: its database may have been away when it began elsewhere', async () => {
    const { body } = await call('POST', '/tokens/generate')
    const token = body.token as string
    const path = `/conversations/${body.conversationId}`
    expect((await call('GET', path, { token })).status).toBe(200)
    expect((await call('GET', `${path}/activities`, { token })).status).toBe(200)
    expect((await call('POST', `${path}/activities`, { token, body: message })).status).toBe(200)
  })

  it('cannot pretend to come from somebody or somewhere else', async () => {
    const { id, token, activities } = await begin()
    sent.length = 0
    const forged = {
      ...message,
      id: 'mine',
      timestamp: '1999-01-01T00:00:00Z',
      from: { id: 'wegweiser', role: 'bot' },
      recipient: { id: 'x' },
      conversation: { id: 'other' },
      serviceUrl: 'https://evil.example/',
      channelId: 'msteams',
      deliveryMode: 'expectReplies',
      membersAdded: [{ id: 'x' }],
      locale: '<script>',
    }
    const { body } = await call('POST', activities, { token, body: forged })
    await expect.poll(async () => (await server.store.conversations.after(id, 0, 10)).length).toBe(2)
    const [activity] = sent as Record<string, Record<string, unknown>>[]
    expect(activity).toMatchObject({
      id: body.id,
      channelId: 'directline',
      serviceUrl: 'urn:wegweiser:webchat',
      conversation: { id },
      from: { role: 'user' },
      recipient: { role: 'bot' },
      locale: 'de-DE',
    })
    expect(activity!.from!.id).toMatch(/^dl_/)
    expect(activity).not.toHaveProperty('deliveryMode')
    expect(activity).not.toHaveProperty('membersAdded')
    const [logged] = (await server.store.conversations.after(id, 0, 1)).map((line) => JSON.parse(line.body))
    expect(Object.keys(logged).sort()).toEqual(['from', 'id', 'text', 'type'])
  })

  it('is slowed down when it floods, and let in again', async () => {
    const { token, activities } = await begin()
    const answers = await Promise.all(Array.from({ length: 25 }, () => call('POST', activities, { token, body: message })))
    const refused = answers.filter((answer) => answer.status === 429)
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(20)
    expect(refused).toHaveLength(5)
    // In milliseconds: that is how DirectLineJS reads it.
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(900)
    now = new Date(now.getTime() + 2000)
    expect((await call('POST', activities, { token, body: message })).status).toBe(200)
  })

  it('can be a visitor who types, which nobody needs to know', async () => {
    const { id, token, activities } = await begin()
    expect((await call('POST', activities, { token, body: { type: 'typing' } })).status).toBe(200)
    expect(await server.store.conversations.after(id, 0, 10)).toEqual([])
  })

  it('cannot be a file', async () => {
    const { id, token } = await begin()
    const form = new FormData()
    form.set('activity', new Blob([JSON.stringify(message)], { type: 'application/vnd.microsoft.activity' }))
    const response = await fetch(`${server.url}/conversations/${id}/upload?userId=x`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${token}` },
    })
    expect(response.status).toBe(415)
  })
})

describe('what goes out', () => {
  it('comes in one piece to who polls, from where they were', async () => {
    const { token, activities, id } = await begin()
    for (const text of ['eins', 'zwei']) await call('POST', activities, { token, body: { type: 'message', text } })
    await expect.poll(async () => (await server.store.conversations.after(id, 0, 10)).length).toBe(4)
    const all = await call('GET', activities, { token })
    expect(all.body.watermark).toBe('4')
    expect(all.body.activities).toHaveLength(4)
    expect((await call('GET', `${activities}?watermark=3`, { token })).body).toMatchObject({
      watermark: '4',
      activities: [{ conversation: { id }, channelId: 'directline' }],
    })
    expect((await call('GET', `${activities}?watermark=4`, { token })).body).toEqual({ watermark: '4', activities: [] })
    expect((await call('GET', `${activities}?watermark=nonsense`, { token })).body.activities).toHaveLength(4)
    expect(JSON.stringify(all.body)).not.toContain('urn:wegweiser')
  })

  const opens = (url: string) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(url)
      socket.once('open', () => [socket.close(), resolve(101)])
      socket.once('unexpected-response', (_req, res) => [socket.terminate(), resolve(res.statusCode ?? 0)])
      socket.on('error', () => {})
    })

  it('streams to who has a fresh address of their own', async () => {
    const { streamUrl, token } = await begin()
    const other = await begin()
    expect(await opens(streamUrl)).toBe(101)
    expect(await opens(streamUrl.replace(/t=.*/, `t=${token}`))).toBe(403)
    expect(await opens(streamUrl.replace(/t=.*/, ''))).toBe(403)
    expect(await opens(streamUrl.replace(/t=.*/, `t=${new URL(other.streamUrl).searchParams.get('t')}`))).toBe(403)
    expect(await opens(streamUrl.replace('/v3/directline', '/elsewhere'))).toBe(404)
    now = new Date(now.getTime() + 61_000)
    expect(await opens(streamUrl)).toBe(403)
  })

  it('may be read by pages of the origins that are named, and no others', async () => {
    const asked = (origin: string, method = 'POST') => call(method, '/tokens/generate', { headers: { origin } })
    for (const origin of ['https://www.example.org', 'https://chat.example.net']) {
      const { headers } = await asked(origin)
      expect(headers.get('access-control-allow-origin')).toBe(origin)
      expect(headers.get('access-control-expose-headers')).toBe('Retry-After')
      expect(headers.get('vary')).toContain('Origin')
    }
    for (const origin of ['https://evil.example', 'https://example.net', 'https://www.example.org.evil.example', 'null']) {
      expect((await asked(origin)).headers.get('access-control-allow-origin')).toBeNull()
    }
    const preflight = await asked('https://www.example.org', 'OPTIONS')
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type, x-ms-bot-agent, X-Requested-With')
  })
})

it('takes the secret of the tests', () => {
  expect(SECRET.length).toBeGreaterThanOrEqual(32)
  expect(() => createTokens(new Uint8Array(31), () => now)).toThrow('32 bytes')
})
