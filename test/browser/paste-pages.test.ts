/**
 * The pages for webmasters in `docs/einbinden`: the lines they give, pasted into static copies of two systems, under the policy they give.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../program.ts'
import { launchChromium } from './chromium.ts'
import { type RealServer, startRealServer } from './real-server.ts'
import { ask, bubbles, newVisitor, PHONE, sourced } from './visitor.ts'

const FOLDER = join(ROOT, 'docs/einbinden')
const EXAMPLE = 'https://wegweiser.example.de'
const paper = (name: string) => readFileSync(join(FOLDER, name), 'utf8')
/** The blocks of a paper in a language, in order. */
const blocks = (name: string, lang: string) =>
  [...paper(name).matchAll(new RegExp(`\`\`\`${lang}\\n(.*?)\`\`\``, 'gs'))].map(([, code]) => code!.trim())

let browser: Browser
let server: RealServer
let site: Server
let siteUrl: string
/** What the copy of a system gets before its end, and the policy it sends. */
let pasted = ''
let policy = ''

beforeAll(async () => {
  site = createServer((request, response) => {
    const system = /^\/(typo3|wordpress)$/.exec(request.url ?? '')?.[1]
    const css =
      'body { font-family: sans-serif } button { all: unset; color: lime } .cookie-bar { position: fixed; inset: auto 0 0; height: 70px; background: #eee }'
    response.writeHead(200, { 'Content-Type': system ? 'text/html; charset=utf-8' : 'text/css', 'Content-Security-Policy': policy })
    response.end(
      system ? readFileSync(join(ROOT, `test/fixtures/sites/${system}.html`), 'utf8').replace('</body>', () => `${pasted}</body>`) : css,
    )
  })
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
  siteUrl = `http://localhost:${(site.address() as AddressInfo).port}`
  ;[browser, server] = await Promise.all([launchChromium(), startRealServer({ EMBED_ORIGINS: siteUrl })])
})
afterAll(async () => {
  site.close()
  await Promise.all([browser.close(), server.stop()])
})

describe('the pages for webmasters', () => {
  it('are there for five systems, each with our line and the way to what holds for all', () => {
    const names = readdirSync(FOLDER).filter((name) => name !== 'README.md')
    expect(names.sort()).toEqual(['contao.md', 'drupal.md', 'html.md', 'typo3.md', 'wordpress.md'])
    for (const name of names) {
      expect(paper(name), name).toContain(`${EXAMPLE}/embed.js`)
      expect(paper(name), name).toContain('](README.md)')
      expect(paper(name), name).toContain('Einwilligung')
    }
  })

  it.each(['typo3', 'wordpress'])(
    '%s: the line and the policy they give are enough, and nothing is stored before somebody opens it',
    async (system) => {
      const here = (text: string) => text.replaceAll(EXAMPLE, server.url)
      const [line] = blocks(`${system}.md`, 'html')
      const [directives] = blocks('README.md', 'text')
      pasted = here(line!)
      policy = `default-src 'none'; style-src 'self'; img-src data:; ${here(directives!)}`
      const { page, context, troubles, requests } = await newVisitor(browser, { viewport: PHONE })
      await page.goto(`${siteUrl}/${system}`)
      const bubble = page.locator('[data-wegweiser] .bubble')
      await bubble.waitFor()
      expect(requests.filter((url) => url.startsWith(server.url))).toEqual([`${server.url}/embed.js`])
      expect(await context.cookies()).toEqual([])
      expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
      if (system === 'typo3') {
        const [own, bar] = await Promise.all([bubble.boundingBox(), page.locator('.cookie-bar').boundingBox()])
        expect(own!.y + own!.height).toBeLessThanOrEqual(bar!.y + 1)
      }
      await bubble.click()
      const chat = page.frameLocator('[data-wegweiser] iframe')
      await bubbles(chat).first().waitFor()
      await ask(chat, 'Ab wann muss ich E-Rechnungen schreiben?')
      await sourced(chat).first().waitFor()
      expect(await chat.locator('a[href$="/datenschutz"]').first().getAttribute('href')).toBe(`${siteUrl}/datenschutz`)
      expect(troubles).toEqual([])
      await context.close()
    },
  )
})
