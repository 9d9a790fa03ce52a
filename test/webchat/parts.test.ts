/** The small parts of the web chat, each by itself. */
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { createLimiter } from '../../adapters/limiter.ts'
import { originTest } from '../../adapters/webchat/cors.ts'
import { frame, readWatermark, watermark } from '../../adapters/webchat/frame.ts'
import { botBody } from '../../adapters/webchat/outgoing.ts'
import { createTokens } from '../../adapters/webchat/token.ts'

describe('a frame', () => {
  it('puts an activity together from what the log keeps', () => {
    const at = Date.parse('2026-11-22T12:00:00.005Z')
    expect(JSON.parse(frame('c1', { at, body: '{"id":"c1|x","type":"message","text":"\\"ja\\""}' }, '7'))).toEqual({
      activities: [
        {
          id: 'c1|x',
          type: 'message',
          text: '"ja"',
          timestamp: '2026-11-22T12:00:00.005Z',
          channelId: 'directline',
          conversation: { id: 'c1' },
        },
      ],
      watermark: '7',
    })
    expect(JSON.parse(frame('c1', { at, body: '{"type":"typing"}' }))).not.toHaveProperty('watermark')
  })

  it('has watermarks that clients can put into an address as they are', () => {
    for (const position of [
      { logged: 0, unlogged: 0, by: 0 },
      { logged: 12, unlogged: 0, by: 0 },
      { logged: 12, unlogged: 3, by: 417 },
    ]) {
      const mark = watermark(position)
      expect(readWatermark(new URLSearchParams(`watermark=${mark}`).get('watermark'))).toEqual(position)
    }
    for (const none of ['', '-', '1e9', '12 3', '12.3', '99999999999', null, undefined])
      expect(readWatermark(none)).toEqual({ logged: 0, unlogged: 0, by: 0 })
  })
})

describe('what the bot says', () => {
  const said = {
    type: 'message',
    text: 'ja',
    id: 'x',
    serviceUrl: 'urn:x',
    conversation: { id: 'c' } as never,
    replyToId: 'c|1',
    entities: [],
  }

  it('loses our addresses and gets the id it is given', () => {
    const body = botBody(said, 'c|1-1', 'c|1')
    expect(JSON.parse(body)).toEqual({ id: 'c|1-1', type: 'message', text: 'ja', entities: [], replyToId: 'c|1' })
  })

  it('answers nothing that the client has not seen', () => {
    expect(JSON.parse(botBody(said, 'c|2-1', 'c|2'))).not.toHaveProperty('replyToId')
    expect(JSON.parse(botBody(said, 'c|x', undefined))).not.toHaveProperty('replyToId')
  })
})

describe('a limit', () => {
  it('lets a burst through, then as much as fills up again, for each source alone', () => {
    let ms = 0
    const limiter = createLimiter({ burst: 3, perSecond: 2 }, () => new Date(ms))
    expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([0, 0, 0])
    expect(limiter.take('a')).toBe(500)
    expect(limiter.take('b')).toBe(0)
    ms = 500
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 500])
    ms = 60_000
    expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 500])
  })

  it('refuses nobody for longer when the clock is set back', () => {
    let ms = 600_000
    const limiter = createLimiter({ burst: 2, perSecond: 1 }, () => new Date(ms))
    expect([limiter.take('a'), limiter.take('b')]).toEqual([0, 0])
    ms = 0
    expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([0, 1000, 1000])
    ms = 1000
    expect([limiter.take('a'), limiter.take('b')]).toEqual([0, 0])
  })

  it('forgets sources that are quiet', () => {
    let ms = 0
    const limiter = createLimiter({ burst: 2, perSecond: 1 }, () => new Date(ms))
    for (let i = 0; i < 50_000; i++) {
      ms += 1
      limiter.take(`source ${i}`)
    }
    limiter.take('greedy')
    limiter.take('greedy')
    expect(limiter.take('greedy')).toBeGreaterThan(0)
  })
})

describe('origins', () => {
  it('are whole, or any below a name, or all', () => {
    const allowed = originTest(['https://www.example.org', 'https://*.example.net'])
    expect(['https://www.example.org', 'https://a.example.net', 'https://a.b.example.net'].map(allowed)).toEqual([true, true, true])
    for (const not of ['http://www.example.org', 'https://example.net', 'https://www.example.org:8443', 'https://evilexample.net', '']) {
      expect(allowed(not), not).toBe(false)
    }
    expect(originTest(['*'])('https://anything.example')).toBe(true)
    expect(originTest([])('https://www.example.org')).toBe(false)
  })
})

describe('a token', () => {
  it('of ours that never ends is refused, and so is one that began nowhere', async () => {
    const secret = new Uint8Array(32).fill(7)
    const tokens = createTokens(secret, () => new Date('2026-11-22T12:00:00Z'))
    const made = () =>
      new SignJWT({ conv: 'c', user: 'dl_u' }).setProtectedHeader({ alg: 'HS256' }).setIssuer('wegweiser').setAudience('talk')
    const ending = await made().setExpirationTime(new Date('2026-11-22T12:10:00Z')).sign(secret)
    expect(await tokens.verify(ending, 'talk')).toMatchObject({ conversation: 'c' })
    expect(await tokens.verify(await made().sign(secret), 'talk')).toBeUndefined()
    for (const exp of [0, Number.NaN, null, '2099-01-01', 'never']) {
      const token = await new SignJWT({ conv: 'c', user: 'dl_u', exp } as never)
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer('wegweiser')
        .setAudience('talk')
        .sign(secret)
        .catch(() => '')
      expect([exp, await tokens.verify(token, 'talk')]).toEqual([exp, undefined])
    }
  })

  it('is remembered no longer than it is good', async () => {
    let now = new Date('2026-11-22T12:00:00Z')
    const tokens = createTokens(new Uint8Array(32).fill(7), () => now)
    const token = await tokens.issue({ conversation: 'c', user: 'dl_u' }, 'talk')
    expect(await tokens.verify(token, 'talk')).toMatchObject({ conversation: 'c', user: 'dl_u' })
    expect(await tokens.verify(token, 'stream')).toBeUndefined()
    now = new Date('2026-11-22T12:29:59Z')
    expect(await tokens.verify(token, 'talk')).toBeDefined()
    now = new Date('2026-11-22T12:30:01Z')
    expect(await tokens.verify(token, 'talk')).toBeUndefined()
  })
})
