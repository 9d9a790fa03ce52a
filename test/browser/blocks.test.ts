/** The blocks on a page of somebody else, in a real Chromium: with one line of script, as a frame without scripts, and on a page that may not. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { type RealServer, startRealServer } from './real-server.ts'

let browser: Browser
let wegweiser: RealServer
let host: Server
let stranger: Server
let page: Page
const errors: string[] = []

const lines = (blocks: string[]) => `<!doctype html><html lang="de"><title>Kammer</title><h1>Kammer</h1>${blocks.join('\n')}`
const script = (wish: string) => `<script async src="${wegweiser.url}/blocks.js" ${wish}></script>`

async function serveHtml(html: () => string): Promise<Server> {
  const server = createServer((_req, res) => {
    res.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; script-src ${wegweiser.url}; frame-src ${wegweiser.url}; style-src 'none'`,
    })
    res.end(html())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
/** Frames stand in the order in which they were loaded. */
const block = (name: string) => page.frames().find((frame) => frame.url().includes(`/block/${name}`))
const addressOf = (server: Server) => `http://localhost:${(server.address() as AddressInfo).port}`

beforeAll(async () => {
  // Somebody else's page: another origin than the one that shows the blocks.
  host = await serveHtml(() =>
    lines([
      script('data-block="termine" data-count="2" data-title="Unsere Termine"'),
      script('data-block="anlaufstelle" data-place="06406"'),
      script('data-block="dialog" data-guide="start"'),
    ]),
  )
  stranger = await serveHtml(() => lines([script('data-block="termine"')]))
  ;[browser, wegweiser] = await Promise.all([launchChromium(), startRealServer({ EMBED_ORIGINS: addressOf(host) })])
  page = await browser.newPage({ viewport: { width: 800, height: 2400 } })
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
})
afterAll(async () => {
  await browser?.close()
  await wegweiser?.stop()
  host?.close()
  stranger?.close()
})

describe('a block', () => {
  it('tears no word of a title apart on the smallest phone', async () => {
    const phone = await browser.newPage({ viewport: { width: 304, height: 900 } })
    await phone.goto(`${wegweiser.url}/block/termine?anzahl=2`)
    const lines = await phone.evaluate(`[...document.querySelectorAll('.date a')].map((link) => {
      const range = document.createRange()
      range.setStart(link.firstChild, 0)
      range.setEnd(link.firstChild, link.textContent.indexOf(' '))
      return [range.toString(), range.getClientRects().length]
    })`)
    expect(lines).toEqual([
      ['Digitalisierungssprechtag', 1],
      ['Digitalisierungssprechtag', 1],
    ])
    await phone.close()
  })

  it('stands where its line stands, as high as it is, under the strict policy of the page around', async () => {
    await page.goto(addressOf(host))
    await expect.poll(() => page.frames().length, { timeout: 20_000 }).toBe(4)
    const titles = await page.locator('iframe').evaluateAll((frames) => frames.map((frame) => frame.title))
    expect(titles).toEqual(['Unsere Termine', 'Wegweiser', 'Wegweiser'])
    await expect
      .poll(() => page.locator('iframe').evaluateAll((frames) => frames.map((frame) => frame.style.height)), { timeout: 20_000 })
      .not.toContain('420px')
    for (const frame of page.frames().slice(1)) {
      const [inside = 0, shown = 0] = await frame.evaluate<number[]>('[document.documentElement.scrollHeight, window.innerHeight]')
      expect(Math.abs(inside - shown)).toBeLessThanOrEqual(1)
    }
    expect(errors).toEqual([])
  })

  it('shows as many dates as wished, both sides of an unclear border, and the first question', async () => {
    const [dates, contacts, guide] = ['termine', 'anlaufstelle', 'dialog'].map(block)
    expect(await dates!.locator('li.date').count()).toBe(2)
    const names = await contacts!.locator('h3').allTextContents()
    expect(names.some((name) => name.includes('Halle')) && names.some((name) => name.includes('Magdeburg'))).toBe(true)
    expect(await guide!.locator('.choice').count()).toBeGreaterThan(3)
  })

  it('opens what is pressed in a tab of our own, at the second question of the dialog', async () => {
    const guide = block('dialog')!
    await guide.locator('.choice').first().click()
    const [opened] = await Promise.all([page.waitForEvent('popup'), guide.locator('button').click()])
    await opened.waitForLoadState()
    expect(opened.url()).toMatch(/\/wegweiser\/start\?.+=/)
    expect(await opened.locator('.progress').textContent()).toContain('2')
    await opened.close()
    expect(page.url()).toBe(`${addressOf(host)}/`)
  })

  it('stores nothing and sets no cookie', async () => {
    expect(await page.context().cookies()).toEqual([])
    for (const frame of page.frames().slice(1)) expect(await frame.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
  })

  it('works without scripts, and the place is asked inside it', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const plain = await context.newPage()
    await plain.goto(`${wegweiser.url}/block/anlaufstelle`)
    await plain.fill('#ort', '39104')
    await plain.click('button')
    expect(plain.url()).toContain('/block/anlaufstelle?ort=39104')
    expect(await plain.locator('h3').count()).toBeGreaterThan(0)
    await context.close()
  })

  it('is shown by no page that is not allowed to', async () => {
    errors.length = 0
    await page.goto(addressOf(stranger))
    await expect.poll(() => errors.join('\n'), { timeout: 20_000 }).toContain('frame-ancestors')
  })

  it('says so where it does not exist', async () => {
    const response = await fetch(`${wegweiser.url}/block/dialog/constructor`)
    expect([response.status, response.headers.get('content-security-policy')?.includes(addressOf(host))]).toEqual([404, true])
  })
})
