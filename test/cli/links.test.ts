import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkAddresses } from '../../adapters/cli/links.ts'
import { isTimeOver, type MayAsk, mayAskBeyond, politeRequest } from '../../adapters/polite-request.ts'
import { isPublicAddress } from '../../adapters/public-address.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'

const asked: string[] = []
const server = createServer((req, res) => {
  asked.push(`${req.headers.host} ${req.url}`)
  const to = new URL(req.url ?? '', 'http://x').searchParams.get('to')
  if (to !== null) {
    res.writeHead(302, { Location: to }).end()
    return
  }
  if (req.url === '/hangs') return
  const gone = req.url === '/gone'
  res.statusCode = gone ? 404 : req.method === 'HEAD' && req.url === '/no-head' ? 405 : 200
  res.end()
})
let root = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

it('names the addresses that do not answer, and only those', async () => {
  const text = `---\ntitle: Eins\nquestions: [a?, b?, c?]\nchecked: 2026-11-01\ncheckedBy: R\nsource:\n  - { name: Gut, url: "${root}/good" }\n  - { name: Weg, url: "${root}/gone" }\n---\n\nText mit [Link](${root}/no-head) und [totem](http://127.0.0.1:9/nobody).\n`
  const { knowledge } = parseKnowledge([{ name: 'articles/eins.md', path: 'articles/eins.md', layer: 0, stamp: '', read: () => text }])
  const issues = await checkAddresses(knowledge, (address) => address === '127.0.0.1')
  expect(issues.map(({ message, code }) => [code, message.replace(root, '')]).sort()).toEqual([
    ['dead-address', expect.stringMatching(/^\/gone antwortet mit 404/)],
    ['dead-address', expect.stringMatching(/^http:\/\/127\.0\.0\.1:9\/nobody ist nicht zu erreichen/)],
  ])
})

describe('an address that leads into the own network is not asked', () => {
  const problemOf = async (address: string, allowed?: MayAsk) => {
    const text = `---\ntitle: Eins\nquestions: [a?, b?, c?]\nchecked: 2026-11-01\ncheckedBy: R\nsource:\n  - { name: Gut, url: "${address}" }\n---\n\nText.\n`
    const { knowledge } = parseKnowledge([{ name: 'articles/eins.md', path: 'articles/eins.md', layer: 0, stamp: '', read: () => text }])
    return (await checkAddresses(knowledge, allowed)).map(({ message }) => message).join()
  }
  const onlyFirst = (ip: string) => ip === '127.0.0.1'

  it.each([
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://0.0.0.0:PORT/',
    'http://127.1:PORT/',
  ])('%s itself', async (address) => {
    asked.length = 0
    expect(await problemOf(address.replace('PORT', new URL(root).port))).toContain('eigene Netz')
    expect(asked).toEqual([])
  })

  it.each([
    'http://127.0.0.2:PORT/secret',
    'http://[::1]:PORT/secret',
    'http://2130706434:PORT/secret',
    'http://169.254.169.254/latest/',
    'http://10.0.0.1/',
    'https://192.168.1.1/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
  ])('through a redirect to %s', async (to) => {
    asked.length = 0
    const target = to.replace('PORT', new URL(root).port)
    expect(await problemOf(`${root}/a?to=${encodeURIComponent(target)}`, onlyFirst)).toContain('eigene Netz')
    expect(asked.filter((one) => one.includes(' /secret'))).toEqual([])
    // Nor through one more.
    const second = `${root}/b?to=${encodeURIComponent(target)}`
    expect(await problemOf(`${root}/a?to=${encodeURIComponent(second)}`, onlyFirst)).toContain('eigene Netz')
  })

  it('unless the operator named its host, and then with that port alone', async () => {
    const { host, port } = new URL(root)
    const own = mayAskBeyond([host, 'intern.example:8080'])
    expect(await problemOf(`${root}/good`, own)).toBe('')
    expect(await problemOf(`${root}/a?to=/good`, own)).toBe('')
    asked.length = 0
    for (const address of [`http://localhost:${port}/`, 'http://127.0.0.1/', `http://127.0.0.2:${port}/`, `http://[::1]:${port}/`])
      expect(await problemOf(address, own), address).toContain('eigene Netz')
    const away = `/a?to=${encodeURIComponent('http://127.0.0.1/secret')}`
    expect(await problemOf(root + away, own)).toContain('eigene Netz')
    expect(asked).toEqual([`${host} ${away}`])
  })

  it.each([
    ['termine.intern', 'https://termine.intern/a.ics', true],
    ['termine.intern', 'http://TERMINE.intern:80/a.ics', true],
    ['termine.intern', 'http://termine.intern:8080/a.ics', false],
    ['termine.intern:8080', 'http://termine.intern:8080/a.ics', true],
    ['termine.intern:8080', 'http://termine.intern/a.ics', false],
    ['termine.intern', 'http://mehr.termine.intern/a.ics', false],
    ['[fd00::5]:8080', 'http://[fd00:0::5]:8080/a.ics', true],
  ])('OWN_HOSTS=%s lets %s be asked: %s', (host, address, expected) =>
    expect(mayAskBeyond([host])('10.0.0.5', new URL(address))).toBe(expected),
  )

  it('a time that is over is known as such, however the request ended', async () => {
    const ended = await politeRequest(`${root}/hangs`, { timeoutMs: 100, maxBytes: 0, mayAsk: onlyFirst }).catch((error) => error)
    const refused = await politeRequest('http://127.0.0.1:9/', { timeoutMs: 5_000, maxBytes: 0, mayAsk: onlyFirst }).catch((error) => error)
    expect([isTimeOver(ended), isTimeOver(refused)]).toEqual([true, false])
  })

  it('redirects elsewhere are followed, though not for ever, nor to something that is no page', async () => {
    expect(await problemOf(`${root}/a?to=/good`, onlyFirst)).toBe('')
    expect(await problemOf(`${root}/a?to=/gone`, onlyFirst)).toContain('404')
    expect(await problemOf(`${root}/a?to=${encodeURIComponent(`${root}/a?to=x`)}`, onlyFirst)).toBe('')
    expect(await problemOf(`${root}/a?to=file:///etc/passwd`, onlyFirst)).toContain('file:')
  })

  it.each([
    ['8.8.8.8', true],
    ['193.99.144.80', true],
    ['2a02:2e0:3fe:1001:302::', true],
    ['172.32.0.1', true],
    ['100.128.0.1', true],
    ['127.0.0.1', false],
    ['127.255.255.254', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['192.168.0.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['fd12:3456::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['ff02::1', false],
    ['localhost', false],
    ['', false],
  ])('%s is public: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected))
})
