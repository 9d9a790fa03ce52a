import { request } from 'node:http'
import { connect } from 'node:net'
import { pino } from 'pino'
import type { Request, Response } from 'restify'
import { afterEach, describe, expect, it } from 'vitest'
import { createServer, type HttpServer, sendJson } from '../adapters/server.ts'

let server: HttpServer
let logged: string[]
afterEach(() => server.close(0))

async function serve(publicUrl = 'http://localhost'): Promise<string> {
  logged = []
  server = createServer({ log: pino({ level: 'error' }, { write: (text: string) => void logged.push(text) }), publicUrl })
  server.router.get('/hello', async (_req, res) => sendJson(res, 200, { hello: 'world' }))
  server.router.get('/rejects', async () => {
    throw new Error('password is hunter2')
  })
  server.router.get('/throws', (_req, _res, _next) => {
    throw new TypeError('/srv/secret/place.ts')
  })
  return `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`
}

describe('the HTTP server', () => {
  it('hides what broke from clients and tells the log', async () => {
    const url = await serve()
    for (const path of ['/rejects', '/throws']) {
      const response = await fetch(url + path)
      expect(response.status).toBe(500)
      expect(await response.json()).toEqual({ error: { code: 'ServerError', message: 'Something went wrong on our side.' } })
    }
    expect(logged.join()).toContain('hunter2')
    expect(logged.join()).toContain('/srv/secret/place.ts')
    // A handler that threw cost its own request only.
    expect((await fetch(`${url}/hello`)).status).toBe(200)
  })

  it('survives what throws after the answer has begun, and where nothing was found', async () => {
    const url = await serve()
    const begin = (res: Response) => {
      res.writeHead(200, { 'Content-Type': 'text/plain' })
      res.write('half')
    }
    server.router.get('/half', (_req, res, _next) => {
      begin(res)
      throw new Error('half way')
    })
    server.router.get('/half-later', async (_req, res) => {
      begin(res)
      throw new Error('half way later')
    })
    server.router.on('NotFound', (_req: Request, _res: Response, _error: Error, _done: () => void) => {
      throw new Error('lost on the way')
    })
    for (const path of ['/half', '/half-later']) await expect(fetch(url + path).then((response) => response.text())).rejects.toThrow()
    const missing = await fetch(`${url}/constructor`)
    expect([missing.status, await missing.json()]).toEqual([
      500,
      { error: { code: 'ServerError', message: 'Something went wrong on our side.' } },
    ])
    for (const cause of ['half way', 'half way later', 'lost on the way']) expect(logged.join()).toContain(`"message":"${cause}"`)
    expect((await fetch(`${url}/hello`)).status).toBe(200)
  })

  it('does not repeat what a client sent', async () => {
    const url = await serve()
    const missing = await fetch(`${url}/<script>alert(1)</script>`)
    expect(missing.status).toBe(404)
    expect(await missing.text()).not.toContain('script')
    const wrong = await fetch(`${url}/hello`, { method: 'DELETE' })
    expect(wrong.status).toBe(405)
    expect(await wrong.json()).toEqual({ error: { code: 'MethodNotAllowed', message: 'This address does not take this method.' } })
  })

  it('answers HEAD like GET, without the body', async () => {
    const url = await serve()
    const [get, head] = [await fetch(`${url}/hello`), await fetch(`${url}/hello`, { method: 'HEAD' })]
    expect(head.status).toBe(200)
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
    expect(await head.text()).toBe('')
    expect((await fetch(`${url}/nowhere`, { method: 'HEAD' })).status).toBe(404)
  })

  it('says little about itself and nothing that browsers could guess wrong', async () => {
    const { headers } = await fetch(`${await serve('https://wegweiser.example')}/hello`)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+$/)
    expect(headers.get('server')).toBeFalsy()
    await server.close(0)
    expect((await fetch(`${await serve()}/hello`)).headers.get('strict-transport-security')).toBeNull()
  })

  it('survives addresses that are none', async () => {
    const url = await serve()
    for (const path of ['//', '/\\', '//[', '/%', '/hello?%E0%A4%A']) {
      const status = await new Promise<number>((resolve, reject) => {
        request(url, { path, method: 'GET' }, (res) => resolve(res.resume().statusCode ?? 0))
          .on('error', reject)
          .end()
      })
      expect.soft(status, path).toBeGreaterThanOrEqual(200)
      expect.soft(status, path).toBeLessThan(500)
    }
    expect((await fetch(`${url}/hello`)).status).toBe(200)
  })

  it('lets a running request finish when it is stopped, and takes no new one', async () => {
    const url = await serve()
    let finish = () => {}
    const started = new Promise<void>((begun) => {
      server.router.get('/slow', async (_req, res) => {
        await new Promise<void>((resolve) => {
          finish = resolve
          begun()
        })
        sendJson(res, 200, { late: true })
      })
    })
    const slow = fetch(`${url}/slow`)
    await started
    const closed = server.close(10_000)
    await expect(fetch(`${url}/hello`)).rejects.toThrow()
    finish()
    expect(await (await slow).json()).toEqual({ late: true })
    await closed
  })

  it('cuts what does not finish', async () => {
    const url = await serve()
    server.router.get('/never', async () => new Promise(() => {}))
    const never = fetch(`${url}/never`).then(
      () => 'answered',
      () => 'cut',
    )
    const idle = connect(Number(new URL(url).port), '127.0.0.1')
    const ended = new Promise((resolve) => idle.once('close', resolve).on('error', resolve))
    await new Promise((resolve) => idle.once('connect', resolve))
    await server.close(50)
    expect(await never).toBe('cut')
    await ended
  })

  it('says when its port is taken', async () => {
    const url = await serve()
    const second = createServer({ log: pino({ level: 'silent' }), publicUrl: url })
    await expect(second.listen(Number(new URL(url).port), '127.0.0.1')).rejects.toThrow('EADDRINUSE')
  })
})
