/** The chat page, with Microsoft's Web Chat in a real Chromium against the real program. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { type RealServer, startRealServer } from './real-server.ts'
import { ask, bubbles, newVisitor, sendBox, sourced, type Visitor } from './visitor.ts'

let browser: Browser
let server: RealServer
let visitor: Visitor

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchChromium(), startRealServer()])
})
afterAll(() => Promise.all([browser.close(), server.stop()]))
afterEach(() => visitor.context.close())

async function openChat(query = '', options = {}): Promise<Page> {
  visitor = await newVisitor(browser, options)
  await visitor.page.goto(`${server.url}/chat${query}`)
  return visitor.page
}

const greeted = (page: Page) => bubbles(page).first().waitFor()
const said = (page: Page, text: string | RegExp) => bubbles(page).filter({ hasText: text })

/** What the editors let the bot say, from their own file. */
function fixedSentence(id: string): string {
  const file = readFileSync(new URL('../../knowledge/messages.de.md', import.meta.url), 'utf8')
  return new RegExp(`^## ${id}\n\n(.+)$`, 'm').exec(file)?.[1] ?? `no sentence "${id}"`
}

/** The next Sprechtag in Halle is the first Thursday of a month; the date comes as the page's own calendar writes it. */
function firstThursdays(from: Date, months: number): string[] {
  const days: string[] = []
  for (let ahead = 0; ahead < months; ahead++) {
    const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + ahead, 1))
    first.setUTCDate(1 + ((4 - first.getUTCDay() + 7) % 7))
    days.push(first.toLocaleDateString('de-DE', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }))
  }
  return days
}

describe('the chat', () => {
  it('greets before the first word, from our own host alone, with nothing its policy forbids', async () => {
    const page = await openChat()
    await greeted(page)
    expect(await said(page, /Wegweiser/).count()).toBe(1)
    expect(await page.getByRole('button', { name: /fange ich an/i }).count()).toBeGreaterThan(0)
    expect(visitor.requests.filter((url) => new URL(url).host !== new URL(server.url).host)).toEqual([])
    expect(visitor.requests.some((url) => url.startsWith('ws:'))).toBe(true)
    expect(await visitor.context.cookies()).toEqual([])
    expect(visitor.troubles).toEqual([])
  })

  it('answers when e-invoices begin, with the source and the day it was checked', async () => {
    const page = await openChat()
    await greeted(page)
    await ask(page, 'Ab wann muss ich E-Rechnungen schreiben?')
    const answer = bubbles(page).nth(2)
    await answer.waitFor()
    expect(await answer.textContent()).toMatch(/31\. ?(12\.|Dezember) ?2026/)
    expect(await answer.textContent()).toMatch(/Stand: (\p{L}+ )?\d{4}|Stand: \d{2}\.\d{2}\.\d{4}/u)
    const source = answer.locator('.source a')
    expect(await source.textContent()).toMatch(/E-Rechnung/)
    expect(await source.getAttribute('href')).toMatch(/\/wissen\/e-rechnung#ab-wann-muss-ich-e-rechnungen-schreiben$/)
    expect(visitor.troubles).toEqual([])
  })

  it('computes when the next Sprechtag in Halle is', async () => {
    const page = await openChat()
    await greeted(page)
    await ask(page, 'Wann ist der nächste Sprechtag in Halle?')
    // A first Thursday of the coming months; which one, holidays and the clock decide.
    const [first = '', ...later] = firstThursdays(new Date(), 4)
    await said(page, new RegExp([first, ...later].join('|').replaceAll('.', '\\.')))
      .first()
      .waitFor()
  })

  it('says honestly that it knows nothing about breakfast, and shows a way on', async () => {
    const page = await openChat()
    await greeted(page)
    await ask(page, 'Was gibt es zum Frühstück?')
    await said(page, 'Was gibt es zum Frühstück?').waitFor()
    const answer = bubbles(page).nth(2)
    await answer.waitFor()
    expect(await answer.textContent()).toContain(fixedSentence('none'))
    expect(await answer.locator('.source').count()).toBe(0)
    expect(await page.locator('.chips').getByRole('button').count()).toBeGreaterThan(0)
  })

  it('a suggestion pressed says what is written on it', async () => {
    const page = await openChat()
    await greeted(page)
    const suggestion = page.locator('.chip').first()
    const label = (await suggestion.textContent()) ?? ''
    await suggestion.click()
    await said(page, label).first().waitFor()
    await bubbles(page).nth(2).waitFor()
  })

  it('sends what was entered before it was connected, once and by itself', async () => {
    visitor = await newVisitor(browser)
    const { page, context } = visitor
    let posts = 0
    await context.route('**/v3/directline/conversations', async (route) => {
      await new Promise((done) => setTimeout(done, 1500))
      await route.continue()
    })
    page.on('request', (request) => {
      if (request.url().endsWith('/activities') && request.postData()?.includes('Was ist ein Sprechtag?')) posts++
    })
    await page.goto(`${server.url}/chat`)
    await ask(page, 'Was ist ein Sprechtag?')
    await sendBox(page).press('Enter')
    await page.locator('.webchat__send-button').click()
    await page.getByText('Ihre Nachricht wird gesendet, sobald der Chat verbunden ist.').waitFor()
    await sourced(page).first().waitFor()
    expect(await said(page, /^\s*Was ist ein Sprechtag\?\s*$/).count()).toBe(1)
    expect(posts).toBe(1)
    expect(await sendBox(page).inputValue()).toBe('')
    expect(await page.locator('#notice').textContent()).toBe('')
  })

  it('sends nothing that somebody still writes on', async () => {
    visitor = await newVisitor(browser)
    const { page, context } = visitor
    let connect = () => {}
    const held = new Promise<void>((done) => {
      connect = done
    })
    await context.route('**/v3/directline/conversations', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${server.url}/chat`)
    await ask(page, 'Was ist')
    await sendBox(page).pressSequentially(' ein Sprechtag?')
    connect()
    await greeted(page)
    expect(await sendBox(page).inputValue()).toBe('Was ist ein Sprechtag?')
    await sendBox(page).press('Enter')
    await sourced(page).first().waitFor()
    expect(await bubbles(page).count()).toBe(3)
  })

  it('speaks English to an English browser', async () => {
    const page = await openChat('', { locale: 'en-GB' })
    await greeted(page)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await sendBox(page).getAttribute('placeholder')).toBe('Your question …')
    expect(await bubbles(page).first().textContent()).toMatch(/\b(you|your|question)\b/i)
  })

  it('asks the question in its address once, and not again after a reload', async () => {
    const page = await openChat(`?q=${encodeURIComponent('E-Rechnung ab wann Pflicht, bitte kurz')}`)
    await sourced(page).first().waitFor()
    expect(new URL(page.url()).search).toBe('')
    await page.reload()
    await sourced(page).first().waitFor()
    expect(await said(page, 'E-Rechnung ab wann Pflicht, bitte kurz').count()).toBe(1)
  })
})

describe('a conversation', () => {
  it('is still there after a reload, whole and in order', async () => {
    const page = await openChat()
    await greeted(page)
    await ask(page, 'Was ist ein Sprechtag?')
    await bubbles(page).nth(2).waitFor()
    const before = await bubbles(page).allTextContents()
    await page.reload()
    await bubbles(page).nth(2).waitFor()
    expect(await bubbles(page).allTextContents()).toEqual(before)
    await ask(page, 'Danke')
    await bubbles(page)
      .nth(before.length + 1)
      .waitFor()
  })

  it('ends where the visitor begins anew', async () => {
    const page = await openChat()
    await greeted(page)
    await ask(page, 'Was ist ein Sprechtag?')
    await bubbles(page).nth(2).waitFor()
    const stored = () => page.evaluate(`JSON.parse(sessionStorage.getItem('wegweiser.talk')).conversationId`)
    const old = await stored()
    await page.getByRole('button', { name: 'Neu beginnen' }).click()
    await page.getByText('Neue Unterhaltung begonnen.').waitFor()
    await greeted(page)
    expect(await said(page, 'Was ist ein Sprechtag?').count()).toBe(0)
    expect(await stored()).not.toBe(old)
    expect(await page.evaluate('document.activeElement.dataset.id')).toBe('webchat-sendbox-input')
  })

  it('is kept for a day by who agrees, and by nobody else', async () => {
    const page = await openChat()
    await greeted(page)
    await ask(page, 'Was ist ein Sprechtag?')
    await bubbles(page).nth(2).waitFor()
    const kept = (of: Page) => of.evaluate(`JSON.parse(localStorage.getItem('wegweiser.kept'))`) as Promise<{ until: number } | null>
    const button = (of: Page) => of.getByRole('button', { name: 'Gespräch einen Tag merken' })
    /** Another tab, later: the first one is closed, and with it all that it knew. */
    const comeBack = async () => {
      const later = await visitor.context.newPage()
      await later.goto(`${server.url}/chat`)
      await greeted(later)
      return later
    }
    await button(page).click()
    await page.getByText('speichert Ihr Browser einen Tag lang die Kennung').waitFor()
    // Asked is not agreed, and no is taken.
    expect(await kept(page)).toBeNull()
    await page.locator('#notice').getByRole('button', { name: 'Hinweis schließen' }).click()
    expect([await kept(page), await button(page).getAttribute('aria-pressed')]).toEqual([null, 'false'])
    await button(page).click()
    expect(await seriousProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Einverstanden' }).click()
    await page.getByText(/^Gemerkt bis \p{L}+,? (?:um )?\d\d:\d\d Uhr/u).waitFor()
    expect(await button(page).getAttribute('aria-pressed')).toBe('true')
    expect(((await kept(page))!.until - Date.now()) / 3_600_000).toBeCloseTo(24, 1)
    await page.close()

    const next = await comeBack()
    await next.getByText('Willkommen zurück.').waitFor()
    await said(next, 'Was ist ein Sprechtag?').first().waitFor()
    expect(await button(next).getAttribute('aria-pressed')).toBe('true')
    await ask(next, 'Meine Daten löschen')
    await next.locator('.chips').getByRole('button', { name: 'Ja' }).click()
    await expect.poll(() => kept(next)).toBeNull()
    expect(await button(next).getAttribute('aria-pressed')).toBe('false')
    await next.close()

    const last = await comeBack()
    expect(await said(last, 'Sprechtag?').count()).toBe(0)
    await button(last).click()
    await last.getByRole('button', { name: 'Einverstanden' }).click()
    await expect.poll(() => kept(last)).not.toBeNull()
    await button(last).click()
    await last.getByText('Vergessen: Auf diesem Gerät ist nichts mehr gemerkt.').waitFor()
    expect(await kept(last)).toBeNull()
    expect(visitor.troubles).toEqual([])
  })

  it('that has expired is replaced by a new one, and the page says so', async () => {
    visitor = await newVisitor(browser)
    const page = visitor.page
    await page.addInitScript(
      `sessionStorage.setItem('wegweiser.talk', JSON.stringify({ conversationId: 'long-gone', token: 'long.gone.token', greeted: true }))`,
    )
    await page.goto(`${server.url}/chat`)
    await page.getByText('Ihre letzte Unterhaltung ist abgelaufen. Hier beginnt eine neue.').waitFor()
    await bubbles(page).first().waitFor()
    await ask(page, 'Was ist ein Sprechtag?')
    await bubbles(page).nth(2).waitFor()
  })

  it('survives a broken connection: nothing lost, nothing twice, and the visitor is told', async () => {
    const page = await openChat()
    await greeted(page)
    expect(server.dropConnections()).toBeGreaterThan(0)
    // Asked while the socket is down: the answer can only come after it stands again.
    await ask(page, 'Ab wann muss ich E-Rechnungen schreiben?')
    await page.getByText('Verbindung unterbrochen.').waitFor()
    await sourced(page).first().waitFor()
    await page.getByText('Die Verbindung steht wieder.').waitFor()
    await ask(page, 'Danke')
    await said(page, 'Danke').waitFor()
    await bubbles(page).nth(4).waitFor()
    const texts = await bubbles(page).allTextContents()
    expect(new Set(texts).size, texts.join('\n')).toBe(texts.length)
    expect(texts).toHaveLength(5)
  })

  it('says that the server is away and takes the talk up when it is back', async () => {
    const page = await openChat()
    await greeted(page)
    await page.context().route('**/v3/directline/**', (route) => route.abort())
    await page.reload()
    await page.getByText('Der Chat ist gerade nicht zu erreichen.').waitFor()
    await page.context().unroute('**/v3/directline/**')
    await page.getByRole('button', { name: 'Erneut versuchen' }).click()
    await greeted(page)
    expect(await page.getByText('abgelaufen').count()).toBe(0)
  })
})
