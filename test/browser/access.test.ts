/** Can everybody use it? axe on every page of the chat, in light and dark, on a desktop and a phone. */
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems, turn } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { type RealServer, startRealServer } from './real-server.ts'
import { ask, bubbles, DESKTOP, newVisitor, PHONE, sourced } from './visitor.ts'

let browser: Browser
let server: RealServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchChromium(), startRealServer()])
})
afterAll(() => Promise.all([browser.close(), server.stop()]))

/** Web Chat shows each new message to screen readers in a live region and takes it away after a second; axe looks at what stays. */
const settled = (page: Page | Frame) => page.locator('.webchat__live-region-activity').first().waitFor({ state: 'detached' })

it('nothing has to be scrolled sideways on a screen of 320 pixels', async () => {
  for (const path of ['/vorschau', '/chat?q=Wann%20ist%20der%20n%C3%A4chste%20Sprechtag%20in%20Halle%3F']) {
    const { page, context } = await newVisitor(browser, { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true })
    await page.goto(server.url + path)
    await (path === '/vorschau' ? page.locator('[data-wegweiser] .bubble') : sourced(page).first()).waitFor()
    expect(await page.evaluate('innerWidth'), path).toBe(320)
    await context.close()
  }
})

/** The other way round on the phone: begun in the dark, and turned light. */
for (const [screen, viewport, colourSchemes] of [
  ['desktop', DESKTOP, ['light', 'dark']],
  ['phone', PHONE, ['dark', 'light']],
] as const) {
  describe(`axe finds nothing serious on a ${screen}, ${colourSchemes.join(' and then ')}`, () => {
    const visit = async (path: string) => {
      const visitor = await newVisitor(browser, { viewport, colorScheme: colourSchemes[0] })
      await visitor.page.goto(server.url + path)
      return visitor
    }
    /** What is wrong in either, each line with the colours it was seen in. */
    const inBoth = async (page: Page, place: Page | Frame) => {
      const found: string[] = []
      for (const colorScheme of colourSchemes) {
        await turn(page, colorScheme, place)
        found.push(...(await seriousProblems(place)).map((line) => `${colorScheme} ${line}`))
      }
      await turn(page, colourSchemes[0], place)
      return found
    }

    it('on the demo page and in the open bubble', async () => {
      const { page, context } = await visit('/vorschau')
      await page.locator('[data-wegweiser] .bubble').waitFor()
      expect(await inBoth(page, page)).toEqual([])
      await page.locator('[data-wegweiser] .bubble').click()
      await bubbles(page.frameLocator('iframe')).first().waitFor()
      expect(await inBoth(page, page)).toEqual([])
      const frame = page.frames().find((one) => one.url().includes('/chat')) as Frame
      await settled(frame)
      expect(await inBoth(page, frame)).toEqual([])
      await context.close()
    })

    it('in the chat with messages, sources, a card and suggestions', async () => {
      const { page, context } = await visit('/chat')
      await bubbles(page).first().waitFor()
      for (const question of [
        'Ab wann muss ich E-Rechnungen schreiben?',
        'Wann ist der nächste Sprechtag in Halle?',
        'Was gibt es zum Frühstück?',
      ]) {
        const count = await bubbles(page).count()
        await ask(page, question)
        await bubbles(page)
          .nth(count + 1)
          .waitFor()
      }
      await settled(page)
      expect(await inBoth(page, page)).toEqual([])
      await context.close()
    })
  })
}
