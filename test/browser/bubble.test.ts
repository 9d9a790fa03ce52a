/** The bubble on other people's pages: our demo page, and pages of another origin with styles, policies and scripts of their own. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { type RealServer, startRealServer } from './real-server.ts'
import { ask, bubbles, newVisitor, PHONE, sendBox, sourced, style, type Visitor } from './visitor.ts'

let browser: Browser
let server: RealServer
let site: Server
/** Another origin, which EMBED_ORIGINS names; `strangers` is one that it does not. */
let siteUrl: string
let strangers: string
/** The page the other site shows. */
let html = ''
let policy = ''
let visitor: Visitor

beforeAll(async () => {
  site = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...(policy && { 'Content-Security-Policy': policy }) })
    response.end(
      `<!doctype html><html lang="de"><head><title>Kammer</title></head><body><main><h1>Kammer</h1><p><a href="#x">Link</a></p></main>${html}</body></html>`,
    )
  })
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
  const { port } = site.address() as AddressInfo
  siteUrl = `http://localhost:${port}`
  strangers = `http://127.0.0.1:${port}`
  ;[browser, server] = await Promise.all([launchChromium(), startRealServer({ EMBED_ORIGINS: siteUrl })])
})
afterAll(async () => {
  site.close()
  await Promise.all([browser.close(), server.stop()])
})
afterEach(async () => {
  policy = ''
  await visitor.context.close()
})

const tag = (attributes = '') => `<script async src="${server.url}/embed.js" ${attributes}></script>`
const bubble = (page: Page) => page.locator('[data-wegweiser] .bubble')
const chat = (page: Page): FrameLocator => page.frameLocator('[data-wegweiser] iframe')
const focused = (page: Page) =>
  page.evaluate('(document.activeElement?.shadowRoot ?? document).activeElement?.className || document.activeElement?.tagName')
const focusedInChat = (page: Page) => chat(page).locator(':focus').getAttribute('data-id')

async function visit(url: string, options = {}): Promise<Page> {
  visitor = await newVisitor(browser, options)
  await visitor.page.goto(url)
  return visitor.page
}

describe('the bubble on the demo page', () => {
  it('loads nothing heavy and stores nothing until it is opened', async () => {
    const page = await visit(`${server.url}/vorschau`)
    await bubble(page).waitFor()
    expect(await page.locator('[data-wegweiser] iframe').count()).toBe(0)
    expect(visitor.requests.filter((url) => /\/chat|vendor|directline/.test(url))).toEqual([])
    expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBe(0)
    expect(await visitor.context.cookies()).toEqual([])

    await bubble(page).click()
    await bubbles(chat(page)).first().waitFor()
    expect(visitor.requests.filter((url) => /\/chat\?/.test(url))).toHaveLength(1)
    expect(await visitor.context.cookies()).toEqual([])
    expect(visitor.requests.filter((url) => new URL(url).host !== new URL(server.url).host)).toEqual([])
    expect(visitor.troubles).toEqual([])
  })

  it('leads nowhere that does not exist', async () => {
    const page = await visit(`${server.url}/vorschau`)
    const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => (link as unknown as { href: string }).href))
    expect(links.length).toBeGreaterThan(5)
    for (const link of new Set(links)) expect((await fetch(link)).status, link).toBe(200)
  })

  it('asks the example question that is clicked', async () => {
    const page = await visit(`${server.url}/vorschau`)
    await bubble(page).waitFor()
    await page.getByRole('link', { name: 'Wann ist der nächste Sprechtag?' }).click()
    await bubbles(chat(page)).filter({ hasText: 'Wann ist der nächste Sprechtag?' }).waitFor()
    await sourced(chat(page)).first().waitFor()
    expect(page.url()).toBe(`${server.url}/vorschau`)
  })

  it('can be opened, used and closed with the keyboard alone', async () => {
    const page = await visit(`${server.url}/vorschau`)
    await bubble(page).waitFor()
    for (let presses = 0; (await focused(page)) !== 'bubble'; presses++) {
      expect(presses).toBeLessThan(40)
      await page.keyboard.press('Tab')
    }
    expect(await bubble(page).getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('Enter')
    expect(await bubble(page).getAttribute('aria-expanded')).toBe('true')
    await chat(page).locator('[data-id="webchat-sendbox-input"]:focus').waitFor()
    await page.keyboard.type('Ab wann muss ich E-Rechnungen schreiben?')
    await page.keyboard.press('Enter')
    await sourced(chat(page)).first().waitFor()
    expect(await focusedInChat(page)).toBe('webchat-sendbox-input')

    await page.keyboard.press('Escape')
    await page.locator('[data-wegweiser] .panel').waitFor({ state: 'hidden' })
    expect(await focused(page)).toBe('bubble')
    await page.keyboard.press('Enter')
    await chat(page).locator('[data-id="webchat-sendbox-input"]:focus').waitFor()
    expect(await sourced(chat(page)).count()).toBeGreaterThan(0)
  })

  it('covers a phone’s screen, and its own close button leads back to the page', async () => {
    const page = await visit(server.url, { viewport: PHONE, hasTouch: true, isMobile: true })
    await bubble(page).tap()
    await bubbles(chat(page)).first().waitFor()
    expect(await page.locator('[data-wegweiser] .panel').boundingBox()).toEqual({ x: 0, y: 0, ...PHONE })
    expect(await page.locator('[data-wegweiser] .panel').getAttribute('aria-modal')).toBe('true')
    expect(await bubble(page).isVisible()).toBe(false)
    expect(await page.evaluate('document.documentElement.style.overflow')).toBe('hidden')
    await chat(page).getByRole('button', { name: 'Chat schließen' }).tap()
    await bubble(page).waitFor()
    expect(await page.evaluate('document.documentElement.style.overflow')).toBe('')
  })

  it('counts what is said while it is closed', async () => {
    const page = await visit(`${server.url}/vorschau`)
    await bubble(page).click()
    await bubbles(chat(page)).first().waitFor()
    await sendBox(chat(page)).fill('Was ist ein Sprechtag?')
    // Closed before the answer can come: held back until then.
    let release = () => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    await page.route('**/activities', async (route) => {
      await held
      await route.continue()
    })
    await sendBox(chat(page)).press('Enter')
    await page.keyboard.press('Escape')
    await page.locator('[data-wegweiser] .panel').waitFor({ state: 'hidden' })
    release()
    await page.locator('[data-wegweiser] .badge:not([hidden])').waitFor()
    expect(await bubble(page).getAttribute('aria-label')).toMatch(/^Chat öffnen: .*, 1 neue Nachricht$/)
    await bubble(page).click()
    expect(await page.locator('[data-wegweiser] .badge').isVisible()).toBe(false)
  })
})

describe('the bubble makes room', () => {
  const bar = '<div id="bar" style="position:fixed;inset:auto 0 0;height:130px"><button onclick="bar.remove()">Einverstanden</button></div>'
  const bottomOf = async (page: Page) => {
    const box = await bubble(page).boundingBox()
    return (page.viewportSize()?.height ?? 0) - ((box?.y ?? 0) + (box?.height ?? 0))
  }
  const comesTo = (page: Page, free: number) => expect.poll(() => bottomOf(page)).toBe(free)

  it('as much as the site says', async () => {
    html = tag('data-offset="90"')
    const page = await visit(siteUrl, { viewport: PHONE })
    await comesTo(page, 110)
    html = tag('data-offset="viel"')
    await page.reload()
    await comesTo(page, 20)
  })

  it('above a cookie notice, and comes down when that is closed', async () => {
    html = bar + tag()
    const page = await visit(siteUrl, { viewport: PHONE })
    await comesTo(page, 150)
    await page.getByRole('button', { name: 'Einverstanden' }).click()
    await comesTo(page, 20)
  })

  it('above a notice that comes late, and when that goes by itself, with nothing touched', async () => {
    html = tag()
    const page = await visit(siteUrl, { viewport: PHONE })
    await comesTo(page, 20)
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<div>' + ${JSON.stringify(bar)} + '</div>')`)
    await comesTo(page, 150)
    await page.evaluate(`bar.style.display = 'none'`)
    await comesTo(page, 20)
  })

  it('for what can be pressed: the greeting steps back while it would lie on it', async () => {
    html = `<div style="height:2000px"></div><button style="position:absolute;top:690px;right:60px">Absenden</button>${tag('data-greeting="Fragen? Hier antwortet der Wegweiser."')}`
    const page = await visit(siteUrl, { viewport: PHONE })
    const greeting = page.locator('[data-wegweiser] .teaser')
    await greeting.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Absenden' }).click({ trial: true })
    await page.evaluate('scrollTo(0, 600)')
    await greeting.waitFor()
  })

  it('while a field is filled in on a phone, and comes back after it', async () => {
    html = `<input aria-label="Ort">${tag()}`
    const page = await visit(siteUrl, { viewport: PHONE, hasTouch: true })
    await bubble(page).waitFor()
    await page.getByLabel('Ort').tap()
    await bubble(page).waitFor({ state: 'hidden' })
    await page.getByLabel('Ort').blur()
    await bubble(page).waitFor()
  })

  it('above what has the focus in a narrow window, and comes down after it', async () => {
    html = `<input aria-label="Ort" style="position:absolute;top:560px;left:10px;width:330px;height:40px">${tag()}`
    const page = await visit(siteUrl, { viewport: { width: 360, height: 640 } })
    await comesTo(page, 20)
    await page.getByLabel('Ort').focus()
    await comesTo(page, 90)
    // It is still there for who goes on by keyboard.
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('bubble')
    await comesTo(page, 20)
  })

  it('on our own front page, at every place of it', async () => {
    const page = await visit(server.url, { viewport: PHONE })
    await bubble(page).waitFor()
    for (let y = 0; y < 2400; y += 300) {
      await page.evaluate(`scrollTo(0, ${y})`)
      await page.waitForTimeout(300)
      const covered = await page.evaluate(`(() => {
        const holder = document.querySelector('[data-wegweiser]')
        const box = holder.shadowRoot.querySelector('.teaser')
        if (!box || getComputedStyle(box).visibility === 'hidden') return []
        const mine = box.getBoundingClientRect()
        return [...document.querySelectorAll('a, button')].filter((one) => {
          const its = one.getBoundingClientRect()
          return its.left < mine.right && its.right > mine.left && its.top < mine.bottom && its.bottom > mine.top
        }).map((one) => one.textContent)
      })()`)
      expect(covered, `scrolled to ${y}`).toEqual([])
    }
  })
})

describe('the bubble on another site', () => {
  it('takes the site’s title, language, side, greeting and privacy page', async () => {
    html = tag(
      'data-title="Digital-Lotse" data-lang="en" data-position="left" data-color="#7a0019" data-greeting="Need a hand?" data-privacy="/privacy"',
    )
    const page = await visit(siteUrl)
    expect((await bubble(page).boundingBox())?.x).toBe(20)
    expect(await style(bubble(page), 'background-color')).toBe('rgb(122, 0, 25)')
    await page.getByRole('button', { name: 'Need a hand?' }).click()
    await bubbles(chat(page)).first().waitFor()
    expect(await chat(page).getByRole('heading', { level: 1 }).textContent()).toBe('Digital-Lotse')
    expect(await chat(page).locator('html').getAttribute('lang')).toBe('en')
    expect(await chat(page).getByRole('link', { name: 'Privacy' }).getAttribute('href')).toBe(`${siteUrl}/privacy`)
    expect(await style(chat(page).locator('.bar'), 'background-color')).toBe('rgb(122, 0, 25)')
  })

  it('is not disturbed by the site’s styles and does not disturb them', async () => {
    html = `<style>button, div, iframe, aside { display: none !important; font-size: 90px } * { color: lime }</style>${tag()}`
    const page = await visit(siteUrl)
    await bubble(page).click()
    await bubbles(chat(page)).first().waitFor()
    expect((await page.locator('[data-wegweiser] .panel').boundingBox())?.width).toBe(420)
    expect(await style(page.locator('h1'), 'color')).toBe('rgb(0, 255, 0)')
  })

  it('works under a strict policy that names only our host', async () => {
    policy = `default-src 'none'; script-src ${server.url}; frame-src ${server.url}`
    html = tag()
    const page = await visit(siteUrl)
    await bubble(page).click()
    await ask(chat(page), 'Ab wann muss ich E-Rechnungen schreiben?')
    await sourced(chat(page)).first().waitFor()
    // The other site has no icon; the browser's own wish for one is the only thing its policy refuses.
    expect(visitor.troubles.filter((trouble) => !trouble.includes('favicon'))).toEqual([])
  })

  it('does no harm when it is included twice, and goes without a trace', async () => {
    html = tag() + tag('data-title="Noch einer"')
    const page = await visit(siteUrl)
    await bubble(page).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.locator('[data-wegweiser]').count()).toBe(1)
    await page.evaluate('Wegweiser.open()')
    await bubbles(chat(page)).first().waitFor()
    await page.evaluate('Wegweiser.toggle()')
    expect(await page.locator('[data-wegweiser] .panel').isVisible()).toBe(false)
    await page.evaluate('Wegweiser.remove()')
    expect(await page.locator('[data-wegweiser]').count()).toBe(0)
    expect(await page.evaluate('typeof Wegweiser')).toBe('undefined')
  })

  it('opens by itself when the site says so, and leaves the focus where it is', async () => {
    html = tag('data-open="true"')
    const page = await visit(siteUrl)
    await bubbles(chat(page)).first().waitFor()
    expect(await focused(page)).toBe('BODY')
  })

  it('believes nobody but the chat in its own frame', async () => {
    html = tag()
    const page = await visit(siteUrl)
    await bubble(page).click()
    await bubbles(chat(page)).first().waitFor()
    await page.evaluate(`postMessage({ wegweiser: 'close' }, '*')`)
    // A message the page sends itself is delivered before this one comes back.
    await page.evaluate(`new Promise((done) => { addEventListener('message', done, { once: true }); postMessage('after', '*') })`)
    expect(await page.locator('[data-wegweiser] .panel').isVisible()).toBe(true)
  })

  it('is refused a frame where the settings do not name the site, and offers the chat in its own window', async () => {
    html = tag()
    const page = await visit(strangers)
    await bubble(page).click()
    const link = page.getByRole('link', { name: 'In eigenem Fenster öffnen' })
    await link.waitFor()
    expect(await link.getAttribute('href')).toMatch(new RegExp(`^${server.url}/chat\\?`))
    expect(visitor.troubles.join()).toContain('frame-ancestors')
  })

  it('takes a colour by the very rule the chat page has', async () => {
    html = ''
    const page = await visit(`${server.url}/vorschau`)
    await page.evaluate('Wegweiser.remove()')
    const shown = await page.evaluate(`(async () => {
      const { brandColour } = await import('/webchat/colour.js')
      const rgb = (hex) => 'rgb(' + [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(', ') + ')'
      const differences = []
      for (const wish of ['#0b5563', '036', '#FFCF3F', '#777', '#767676', '#777777', 'red', '#12345', '#7a0019', '#00f', 'url(x)']) {
        const script = Object.assign(document.createElement('script'), { src: '/embed.js' })
        script.dataset.color = wish
        await new Promise((loaded) => { script.onload = loaded; document.body.append(script) })
        const drawn = getComputedStyle(document.querySelector('[data-wegweiser]').shadowRoot.querySelector('.bubble')).backgroundColor
        if (drawn !== rgb(brandColour(wish) ?? '#0b5563')) differences.push(wish + ' ' + drawn)
        Wegweiser.remove()
        script.remove()
      }
      return differences
    })()`)
    expect(shown).toEqual([])
  })
})
