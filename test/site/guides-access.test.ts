/** The guides' pages in a real browser: axe, a phone without JavaScript, the keyboard alone. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemsInLightAndDark } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { DESKTOP, newVisitor, PHONE } from '../browser/visitor.ts'
import { startSite } from './real-site.ts'

const site = await startSite()
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const FORMS = [
  '/wegweiser/start',
  '/wegweiser/start?betrieb=handwerk',
  '/wegweiser/start?betrieb=handwerk&ort=39606',
  '/wegweiser/start?betrieb=handwerk&frage=ort&eingabe=Kleinkleckersdorf',
  '/wegweiser/foerder-check?betrieb=handwerk&ort=halle',
  '/wegweiser/foerder-check?betrieb=handwerk&ort=halle&beschaeftigte=8',
  '/wegweiser/veranstaltung-finden?ort=halle&thema=ki&form=online',
  '/wegweiser/sprechtag-buchen?betrieb=handwerk&ort=halle&thema=ki',
]
const ENDS = [
  '/wegweiser/start?betrieb=handwerk&ort=stendal&thema=onlineshop&stand=idee&eile=monate',
  '/wegweiser/foerder-check?betrieb=handwerk&ort=06110&beschaeftigte=8&vorhaben=software&begonnen=nein&rechtsform=gmbh',
  '/wegweiser/selbstcheck?sicherheit=manchmal&menschen=viele&ablaeufe=papier&daten=suchen&kundschaft=seite&strategie=ideen',
  '/wegweiser/notfall?was=verschluesselt&personen=ja',
  '/plan?betrieb=handwerk&ort=stendal&thema=onlineshop&stand=idee&eile=monate',
]

for (const [screen, viewport] of [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const) {
  it(`axe finds nothing on a ${screen} in light and dark, and no page breaks its policy`, async () => {
    const { page, context, troubles } = await newVisitor(browser, { viewport })
    for (const path of [...FORMS, ...ENDS]) {
      await page.goto(site.url + path, { waitUntil: 'load' })
      await page.locator('[data-wegweiser] .bubble').waitFor()
      expect(await problemsInLightAndDark(page), path).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), path).toBe(false)
    }
    expect(troubles).toEqual([])
    await context.close()
  })
}

describe('on a phone without JavaScript', () => {
  it('a visitor books a Sprechtag from the first question to the calendar file', async () => {
    const { page, context } = await newVisitor(browser, {
      viewport: PHONE,
      isMobile: true,
      hasTouch: true,
      javaScriptEnabled: false,
      acceptDownloads: true,
    })
    const next = () => page.getByRole('button', { name: 'Weiter' }).click()
    await page.goto(`${site.url}/wegweiser`)
    await page.getByRole('link', { name: 'Termin beim Digitalisierungssprechtag' }).click()
    await page.getByText('Handwerkskammer', { exact: true }).click()
    await next()
    await page.getByLabel('Postleitzahl, Ort oder Landkreis').fill('Kleinkleckersdorf')
    await next()
    await page.getByRole('alert').getByText('Diesen Ort kenne ich nicht.').waitFor()
    await page.getByLabel('Postleitzahl, Ort oder Landkreis').fill('06110')
    await next()
    await page.getByText('Künstliche Intelligenz').click()
    await next()
    await page.getByText('Donnerstag, 3. Dezember 2026').click()
    await next()
    await page.getByRole('heading', { level: 1, name: 'Ihr Sprechtag im Kammerbezirk Halle' }).waitFor()
    await page.getByText('Gewählt: Donnerstag, 3. Dezember 2026').waitFor()
    expect(
      await page
        .getByRole('link', { name: /Website der IHK Halle-Dessau öffnen/ })
        .first()
        .getAttribute('href'),
    ).toMatch(/^\/go\//)
    const file = page.getByRole('link', { name: 'In den Kalender' }).first()
    const href = await file.getAttribute('href')
    expect(await (await fetch(site.url + href)).text()).toContain('DTSTART;VALUE=DATE:20261203')
    await page.getByRole('link', { name: 'Ändern (Thema)' }).click()
    expect(await page.getByRole('radio', { name: 'Künstliche Intelligenz' }).isChecked()).toBe(true)
    await context.close()
  })
})

describe('by keyboard alone', () => {
  it('a guide can be answered, changed and finished', async () => {
    const { page, context } = await newVisitor(browser)
    await page.goto(`${site.url}/wegweiser/notfall`)
    const tabTo = async (selector: string) => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab')
        if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
      }
      throw new Error(`no way to ${selector}`)
    }
    await tabTo('input[name=antwort]')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('Frage 2 von höchstens 2').waitFor()
    await tabTo('input[name=eingabe]')
    await page.keyboard.type('weiß nicht')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Jetzt der Reihe nach: Konto übernommen' }).waitFor()
    await tabTo('.change')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 2, name: 'Was ist passiert?' }).waitFor()
    await context.close()
  })
})

describe('on paper', () => {
  it('the plan stays and its buttons go', async () => {
    const { page, context } = await newVisitor(browser)
    await page.goto(site.url + ENDS.at(-1))
    await page.emulateMedia({ media: 'print' })
    for (const stays of ['h1', '.facts', '.first', '.card']) expect(await page.locator(stays).first().isVisible(), stays).toBe(true)
    for (const gone of ['.screen', '.top nav']) expect(await page.locator(gone).first().isVisible(), gone).toBe(false)
    await context.close()
  })
})
