import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkAddresses } from '../../adapters/cli/links.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'

const server = createServer((req, res) => {
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
  const issues = await checkAddresses(knowledge)
  expect(issues.map(({ message, code }) => [code, message.replace(root, '')]).sort()).toEqual([
    ['dead-address', expect.stringMatching(/^\/gone antwortet mit 404/)],
    ['dead-address', expect.stringMatching(/^http:\/\/127\.0\.0\.1:9\/nobody ist nicht zu erreichen/)],
  ])
})
