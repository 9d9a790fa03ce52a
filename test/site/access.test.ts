/** The pages in a real browser: axe in light and dark, on a desktop and a phone; without JavaScript; by keyboard; on paper. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problems, problemsInLightAndDark } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { edgeless, hiddenFocus, moving, smallTargets } from '../browser/duties.ts'
import { DESKTOP, newVisitor, PHONE } from '../browser/visitor.ts'
import { startSite } from './real-site.ts'

const site = await startSite()
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** One page of each kind, and the states that look different. */
const PAGES = [
  '/',
  '/?lang=en',
  '/wissen',
  '/wissen?thema=recht',
  '/wissen?q=zuschuss%20software',
  '/wissen?q=qwertz%20asdfgh',
  '/wissen/e-rechnung',
  '/wissen/en-e-rechnung',
  '/wissen/notfall',
  '/foerderung',
  '/foerderung/bafa-beratung',
  '/foerderung/digital-jetzt',
  '/veranstaltungen',
  '/veranstaltungen?ansicht=monat&monat=2026-12',
  '/neues',
  '/praxisbeispiele',
  '/veranstaltungen/sprechtag-halle',
  '/anlaufstellen',
  '/anlaufstellen?ort=39264',
  '/anlaufstellen/hwk-magdeburg',
  '/wegweiser',
  '/barrierefreiheit',
  '/gibt/es/nicht',
]

const isWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth > innerWidth') as Promise<boolean>
const focused = (page: Page) => page.evaluate('document.activeElement.id || document.activeElement.className') as Promise<string>

describe('everybody can use the pages', () => {
  for (const [screen, viewport] of [
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ] as const) {
    it(`axe finds nothing on a ${screen} in light and dark, and no page breaks its policy`, async () => {
      const { page, context, troubles, requests } = await newVisitor(browser, { viewport })
      for (const path of PAGES) {
        await page.goto(site.url + path, { waitUntil: 'load' })
        await page.locator('[data-wegweiser] .bubble').waitFor()
        expect(await problemsInLightAndDark(page), path).toEqual([])
        expect(await isWide(page), path).toBe(false)
      }
      expect(troubles.filter((text) => !/404 \(Not Found\)/.test(text))).toEqual([])
      expect(requests.filter((url) => !url.startsWith(site.url))).toEqual([])
      expect(await context.cookies()).toEqual([])
      await context.close()
    })
  }

  it('nothing has to be scrolled sideways at 320 pixels', async () => {
    const small = await newVisitor(browser, { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true })
    for (const path of PAGES) {
      await small.page.goto(site.url + path)
      expect(await small.page.evaluate('innerWidth'), path).toBe(320)
    }
    await small.context.close()
  })

  it('the first key leads past the navigation', async () => {
    const { page, context } = await newVisitor(browser)
    await page.goto(`${site.url}/wissen/e-rechnung`)
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('skip')
    expect(
      await page
        .locator('.skip')
        .boundingBox()
        .then((box) => box!.x),
    ).toBeGreaterThanOrEqual(0)
    await page.keyboard.press('Enter')
    expect(await focused(page)).toBe('_inhalt')
    await context.close()
  })

  it('shows where the focus is on everything that can have it', async () => {
    const { page, context } = await newVisitor(browser)
    for (const path of ['/foerderung', '/wissen/e-rechnung']) {
      await page.goto(site.url + path)
      await page.locator('[data-wegweiser] .bubble').waitFor()
      const unseen: string[] = []
      for (let step = 0; step < 25; step++) {
        await page.keyboard.press('Tab')
        const found = (await page.evaluate(`(() => {
          const element = document.activeElement
          if (element === document.body || element.shadowRoot) return ''
          const { outlineStyle, outlineWidth } = getComputedStyle(element)
          return outlineStyle === 'none' || parseFloat(outlineWidth) < 2 ? element.outerHTML.slice(0, 120) : ''
        })()`)) as string
        if (found) unseen.push(found)
      }
      expect(unseen, path).toEqual([])
    }
    await context.close()
  })

  it('targets are large enough to be met with a finger', async () => {
    const { page, context } = await newVisitor(browser, { viewport: PHONE, isMobile: true, hasTouch: true })
    for (const path of ['/wissen', '/foerderung', '/veranstaltungen/sprechtag-halle', '/anlaufstellen']) {
      await page.goto(site.url + path)
      const small = await page.evaluate(`[...document.querySelectorAll('button, select, input, .button, .menu a')]
        .map((element) => [element.outerHTML.slice(0, 80), Math.round(element.getBoundingClientRect().height)])
        .filter(([, height]) => height < 40)`)
      expect(small, path).toEqual([])
    }
    await context.close()
  })
})

describe('without JavaScript', () => {
  it('a visitor finds an article, narrows a list and finds the chamber in charge', async () => {
    const { page, context } = await newVisitor(browser, { javaScriptEnabled: false })
    await page.goto(`${site.url}/foerderung`)
    await page.getByLabel('Wissen durchsuchen').fill('Ab wann muss ich E-Rechnungen schreiben?')
    await page.getByRole('button', { name: 'Suchen' }).click()
    await page.getByRole('link', { name: 'E-Rechnung empfangen und schreiben' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'E-Rechnung empfangen und schreiben' }).waitFor()

    await page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: 'Förderung' }).click()
    await page.getByLabel('Für wen').selectOption('verein')
    await page.getByRole('button', { name: 'Eingrenzen' }).click()
    expect(new URL(page.url()).searchParams.get('fuer')).toBe('verein')
    await page.getByRole('heading', { name: 'Deutsche Stiftung für Engagement und Ehrenamt (DSEE)' }).waitFor()

    await page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: 'Anlaufstellen' }).click()
    await page.getByLabel('Ort, Landkreis oder Postleitzahl').fill('39576')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Für Landkreis Stendal' }).waitFor()
    await context.close()
  })
})

describe('with JavaScript', () => {
  it('the bubble opens the chat in a frame, under the page’s own policy', async () => {
    const { page, context, troubles } = await newVisitor(browser)
    await page.goto(`${site.url}/wissen/e-rechnung`)
    await page.locator('[data-wegweiser] .bubble').click()
    const frame = page.locator('[data-wegweiser] iframe')
    await frame.waitFor({ state: 'attached' })
    expect(await frame.getAttribute('src')).toMatch(/\/chat\?/)
    expect(troubles.filter((text) => /Content Security Policy/i.test(text) && !/frame|directline/i.test(text))).toEqual([])
    await context.close()
  })
})

describe('what axe does not see', () => {
  it('targets of 24 pixels, a focus in sight, at 400 % nothing sideways, no motion, edges in forced colours', async () => {
    const { page, context } = await newVisitor(browser, {
      viewport: { width: 320, height: 256 },
      reducedMotion: 'reduce',
      forcedColors: 'active',
    })
    for (const path of [
      '/',
      '/wissen?q=zuschuss%20software',
      '/foerderung',
      '/anlaufstellen?ort=39264',
      '/wegweiser/start',
      '/barrierefreiheit',
    ]) {
      await page.goto(site.url + path)
      await page.locator('[data-wegweiser] .bubble').waitFor()
      expect(await smallTargets(page), path).toEqual([])
      expect(await isWide(page), path).toBe(false)
      expect(await moving(page), path).toEqual([])
      expect(await edgeless(page), path).toEqual([])
      expect(await hiddenFocus(page, 20), path).toEqual([])
    }
    await context.close()
  })
})

describe('the search field', () => {
  const options = (page: Page) => page.locator('main [role="option"]')
  const active = (page: Page) =>
    page.evaluate("document.querySelector('#q-front').getAttribute('aria-activedescendant')") as Promise<string | null>

  it('is a combobox: arrows choose, the field keeps the focus and the words, Escape closes, Enter asks', async () => {
    const { page, context, troubles } = await newVisitor(browser)
    await page.goto(`${site.url}/`)
    const field = page.getByRole('combobox', { name: 'Was möchten Sie wissen?' })
    await field.pressSequentially('förder')
    await options(page).first().waitFor()
    expect(await field.getAttribute('aria-expanded')).toBe('true')
    expect(await page.locator('main [role="status"]').textContent()).toMatch(/^\d Vorschläge/)
    expect(await problems(page)).toEqual([])
    const count = await options(page).count()
    await page.keyboard.press('ArrowDown')
    expect(await active(page)).toBe('q-front-list-0')
    await page.keyboard.press('ArrowUp')
    expect(await active(page)).toBeNull()
    await page.keyboard.press('ArrowUp')
    expect(await active(page)).toBe(`q-front-list-${count - 1}`)
    expect(await page.locator('main [aria-selected="true"]').count()).toBe(1)
    expect(await focused(page)).toBe('q-front')
    expect(await field.inputValue()).toBe('förder')
    await page.keyboard.press('Escape')
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    expect(await field.inputValue()).toBe('förder')
    await page.keyboard.press('ArrowDown')
    await options(page).first().waitFor()
    const title = await options(page).nth(1).locator('span').first().textContent()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/wissen\?q=/)
    expect(await page.locator('#q-page').inputValue()).toBe(title)
    expect(troubles).toEqual([])
    await context.close()
  })

  it('takes a suggestion by a tap, each as high as a finger, and none is cut off at 320 pixels', async () => {
    const { page, context } = await newVisitor(browser, { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true })
    await page.goto(`${site.url}/`)
    await page.locator('#q-front').pressSequentially('sprech')
    await options(page).first().waitFor()
    for (const option of await options(page).all()) expect((await option.boundingBox())!.height).toBeGreaterThanOrEqual(44)
    expect(await page.evaluate('innerWidth')).toBe(320)
    await options(page).first().tap()
    await page.waitForURL(/\/wissen\?q=/)
    await context.close()
  })

  it('answers without JavaScript', async () => {
    const { page, context } = await newVisitor(browser, { javaScriptEnabled: false })
    await page.goto(`${site.url}/`)
    await page.fill('#q-front', 'Ab wann muss ich E-Rechnungen schreiben?')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/wissen\?q=/)
    expect(await page.locator('.best').first().textContent()).toContain('2025')
    await context.close()
  })
})

describe('on paper', () => {
  it('the text stays and what only a screen can do goes', async () => {
    const { page, context } = await newVisitor(browser)
    await page.goto(`${site.url}/foerderung/bafa-beratung`)
    await page.emulateMedia({ media: 'print' })
    for (const gone of ['nav.crumbs', '.top nav', '.search', '.ask']) expect(await page.locator(gone).first().isVisible(), gone).toBe(false)
    for (const stays of ['h1', '.facts', '.provenance', '.steps']) expect(await page.locator(stays).first().isVisible(), stays).toBe(true)
    const shown = await page.evaluate(
      "getComputedStyle(document.querySelector('.provenance a.external'), '::after').getPropertyValue('content')",
    )
    expect(shown).toContain('https://')
    const leads = await page.evaluate("getComputedStyle(document.querySelector('main .button.external'), '::after').content")
    expect(leads).toContain('https://')
    await page.goto(`${site.url}/veranstaltungen`)
    expect(await page.locator('.views').isVisible()).toBe(false)
    await context.close()
  })
})

describe('a small window', () => {
  it('leaves more than half of a small phone to the page, and a figure keeps its sign', async () => {
    const { page, context } = await newVisitor(browser, { viewport: { width: 320, height: 568 } })
    await page.goto(`${site.url}/wissen/zahlen`)
    expect((await page.locator('header.top').boundingBox())!.height).toBeLessThan(568 / 2)
    expect(await page.locator('strong', { hasText: /^5\u00a0%$/ }).count()).toBeGreaterThan(0)
    await context.close()
  })

  it('at twice the size of a laptop has its menu in one line', async () => {
    const { page, context } = await newVisitor(browser, { viewport: { width: 640, height: 400 } })
    await page.goto(`${site.url}/wissen`)
    const tops = await page.evaluate("[...document.querySelectorAll('.menu a')].map((link) => link.getBoundingClientRect().top)")
    expect(new Set(tops as number[]).size).toBe(1)
    await context.close()
  })
})
