/** The window as a visitor meets it: how much of it is text, what is folded, what can be pressed, and all of it by keyboard. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { type RealServer, startRealServer } from './real-server.ts'
import { ask, bubbles, DESKTOP, newVisitor, PHONE, sourced, style, type Visitor } from './visitor.ts'

const SMALL = { width: 320, height: 568 }
/** A long answer with several next steps, and a question with many choices. */
const LONG = 'Ab wann muss ich E-Rechnungen schreiben?'
const GUIDE = 'Mein Fahrplan'

let browser: Browser
let server: RealServer
let visitor: Visitor

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchChromium(), startRealServer()])
})
afterAll(() => Promise.all([browser.close(), server.stop()]))
afterEach(() => visitor.context.close())

async function openChat(options = {}): Promise<Page> {
  visitor = await newVisitor(browser, options)
  await visitor.page.goto(`${server.url}/chat`)
  await bubbles(visitor.page).first().waitFor()
  return visitor.page
}

/** Asks and waits for the bot's answer to it. */
async function talkAbout(page: Page, question: string): Promise<void> {
  const count = await bubbles(page).count()
  await ask(page, question)
  await bubbles(page)
    .nth(count + 1)
    .waitFor()
}

/** The part of the window's height in which the talk is read. */
const share = (page: Page) =>
  page.evaluate(`document.querySelector('.webchat__basic-transcript__scrollable').clientHeight / innerHeight`) as Promise<number>
/** Whether the beginning of a bubble lies where the talk is read. */
const inSight = async (page: Page, at: number) => {
  const [bubble, talk] = await Promise.all([
    bubbles(page).nth(at).boundingBox(),
    page.locator('.webchat__basic-transcript__scrollable').boundingBox(),
  ])
  return bubble !== null && talk !== null && bubble.y >= talk.y - 60 && bubble.y < talk.y + talk.height
}
const focusedText = (page: Page) => page.evaluate('document.activeElement.textContent') as Promise<string>
const chips = (page: Page) => page.locator('.chips').getByRole('button')
const unfold = (page: Page) => page.getByRole('button', { name: 'Mehr lesen' }).last()

describe('the answer comes first', () => {
  for (const [name, viewport, least] of [
    ['phone', PHONE, 0.7],
    ['small phone', SMALL, 0.5],
    // With the line of who and where, which "in Halle" brings.
    ['desktop', DESKTOP, 0.65],
  ] as const) {
    it(`has at least ${least * 100} % of the window on a ${name}, whatever was asked`, async () => {
      const page = await openChat({ viewport, ...(viewport !== DESKTOP && { isMobile: true, hasTouch: true }) })
      expect(await share(page), 'greeting').toBeGreaterThanOrEqual(least)
      for (const question of [LONG, 'Wann ist der nächste Sprechtag in Halle?', 'Was gibt es zum Frühstück?', GUIDE]) {
        await talkAbout(page, question)
        expect(await share(page), question).toBeGreaterThanOrEqual(least)
      }
    })
  }

  it('has nothing of ours or Web Chat’s lying on it', async () => {
    const page = await openChat({ viewport: SMALL })
    await talkAbout(page, LONG)
    const over = await page.evaluate(`(() => {
      const box = document.querySelector('.webchat__basic-transcript__scrollable')
      const { left, right, top, bottom } = box.getBoundingClientRect()
      const found = new Set()
      for (let x = left + 4; x < right; x += 8)
        for (let y = top + 2; y < bottom; y += 8) {
          const there = document.elementFromPoint(x, y)
          if (there && !box.contains(there)) found.add(there.className)
        }
      return [...found]
    })()`)
    expect(over).toEqual([])
  })

  it('is not covered by the note of its end, neither after a tap nor by keyboard', async () => {
    const page = await openChat({ viewport: PHONE, isMobile: true, hasTouch: true })
    await talkAbout(page, LONG)
    const note = page.locator('.webchat__basic-transcript__terminator-text')
    await page.getByRole('button', { name: 'Weiterlesen' }).tap()
    await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('webchat__basic-transcript__terminator')
    expect(await note.isVisible()).toBe(false)
    await page.locator('.webchat__basic-transcript').focus()
    await page.keyboard.press('Tab')
    expect(await note.isVisible()).toBe(true)
    const talk = (await page.locator('.webchat__basic-transcript__scrollable').boundingBox())!
    expect((await note.boundingBox())!.y).toBeGreaterThanOrEqual(talk.y + talk.height)
  })

  it('stands there with its beginning, the rest one press away and in place', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, LONG)
    const answer = sourced(page).last()
    const rest = answer.locator('.more__rest')
    expect(await rest.isVisible()).toBe(false)
    expect((await answer.innerText()).length).toBeLessThan(600)
    expect(await unfold(page).getAttribute('aria-expanded')).toBe('false')
    await page.waitForTimeout(500)
    const before = await answer.boundingBox()
    await unfold(page).click()
    const less = answer.getByRole('button', { name: 'Weniger' })
    await less.waitFor()
    expect(await rest.isVisible()).toBe(true)
    expect(await less.getAttribute('aria-expanded')).toBe('true')
    // Nothing jumps away under the reader's eyes, not even after Web Chat has looked whether it should scroll.
    await page.waitForTimeout(700)
    expect((await answer.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, -1)
    await less.click()
    await rest.waitFor({ state: 'hidden' })
  })

  it('unfolds by keyboard, and the focus stays where it was', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, LONG)
    // Web Chat's way: the talk is one stop, Enter leads into the message.
    await page.locator('.webchat__basic-transcript').focus()
    await page.keyboard.press('Enter')
    for (let presses = 0; (await focusedText(page)) !== 'Mehr lesen'; presses++) {
      expect(presses).toBeLessThan(5)
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Weniger' }).waitFor()
    expect(await focusedText(page)).toBe('Weniger')
    expect(await page.evaluate(`document.activeElement.getAttribute('aria-expanded')`)).toBe('true')
    // What has been opened is read on from the button: it comes behind it.
    expect(await page.evaluate(`document.activeElement.nextElementSibling.className`)).toBe('more__rest')
  })

  it('never folds away for whom it is, or that a day is not confirmed', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, 'Welche Termine gibt es in den nächsten Monaten?')
    expect(await sourced(page).last().getByText('Noch nicht bestätigt:').isVisible()).toBe(true)
    await talkAbout(page, 'Wann ist der nächste Sprechtag in Halle?')
    expect(await sourced(page).last().getByText('Noch nicht bestätigt:').isVisible()).toBe(true)
    expect(await sourced(page).last().locator('.more__rest').count()).toBe(1)
    expect(await sourced(page).last().getByText('Für: Halle (Saale)').isVisible()).toBe(true)
  })

  it('says the doubt of a list of several series in its text, not in the line of the source', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, 'Wann ist der nächste Sprechtag?')
    expect(await sourced(page).last().locator('.source').innerText()).not.toContain('bestätigt')
    expect(await sourced(page).last().getByText('Noch nicht bestätigt:').isVisible()).toBe(true)
  })

  it('never folds away whom to call in an emergency', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, 'Jemand hat mir eine Mail geschickt ich soll auf einen Link klicken')
    await talkAbout(page, 'Meine EC Karte Daten habe ich da eingegeben')
    expect(await sourced(page).last().getByText('Rufen Sie Ihre Bank an').isVisible()).toBe(true)
  })

  it('has its one next step as the button that stands out', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, LONG)
    const step = page.locator('.next-step')
    expect(await step.count()).toBe(1)
    // Above the line of its source, as wide as the text, and not a second time in the row.
    expect(await sourced(page).last().locator('.next-step + .source').count()).toBe(1)
    expect((await step.boundingBox())!.height).toBeGreaterThanOrEqual(44)
    const label = (await step.textContent())!
    expect(label).toMatch(/^Weiter: ./)
    expect(await chips(page).allTextContents()).not.toContain(label.replace('Weiter: ', ''))
    expect(await style(step, 'background-color')).toBe('rgb(11, 85, 99)')
    expect(await seriousProblems(page)).toEqual([])
    await step.press('Enter')
    await bubbles(page).nth(4).waitFor()
    expect(await bubbles(page).nth(3).textContent()).toBe(label.replace('Weiter: ', ''))
  })

  it('has the way on its card as that button where it has a card', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, 'Wann ist der nächste Sprechtag in Halle?')
    const filled = page.locator('.webchat__basic-transcript__transcript .ac-pushButton.style-positive')
    expect(await filled.count()).toBe(1)
    expect(await filled.textContent()).toContain('IHK Halle-Dessau')
    expect(await page.locator('.next-step').count()).toBe(0)
    expect(await style(filled, 'background-color')).toBe('rgb(11, 85, 99)')
  })

  it('says source, day and reasons in one small line', async () => {
    const page = await openChat()
    await talkAbout(page, LONG)
    const line = sourced(page).last().locator('.source')
    expect(await line.textContent()).toMatch(/^Quelle: .*E-Rechnung.* · Stand: .*\d{4} · Warum diese Antwort\?$/)
    expect(await style(line, 'font-size')).toBe('14px')
    await line.getByRole('button', { name: 'Warum diese Antwort?' }).click()
    await bubbles(page).nth(4).waitFor()
    expect(await page.locator('.source__why').count()).toBe(0)
  })
})

describe('an answer', () => {
  it('is copied whole, with its source and its day', async () => {
    const page = await openChat({ viewport: PHONE, permissions: ['clipboard-read', 'clipboard-write'] })
    await talkAbout(page, LONG)
    await page.getByRole('button', { name: 'Kopieren', exact: true }).click()
    await page.getByRole('button', { name: 'Kopiert' }).waitFor()
    expect(await page.locator('#told').textContent()).toBe('Kopiert')
    const text = (await page.evaluate('navigator.clipboard.readText()')) as string
    // The last sentence of what is folded.
    expect(text).toContain('01.01.2028')
    expect(text).toMatch(/\n- .*\n/)
    expect(text).toContain(`${server.url}/wissen/e-rechnung`)
    expect(text).toMatch(/\nStand: .*\d{4}$/)
    expect(text).not.toMatch(/Mehr lesen|Kopieren|Warum/)
  })

  it('has a link that leads to its place on the page, and nothing the visitor said', async () => {
    const page = await openChat({ viewport: PHONE, permissions: ['clipboard-read', 'clipboard-write'] })
    await talkAbout(page, 'Wie bewahre ich eine E-Rechnung auf?')
    await page.getByRole('button', { name: 'Link zur Antwort kopieren' }).press('Enter')
    await page.getByRole('button', { name: 'Link kopiert' }).waitFor()
    expect(await page.locator('#told').textContent()).toBe('Link kopiert')
    const link = new URL((await page.evaluate('navigator.clipboard.readText()')) as string)
    expect(link.origin + link.pathname + link.search).toBe(`${server.url}/wissen/e-rechnung`)
    await page.goto(link.href)
    const heading = page.getByRole('heading', { name: 'Wie bewahre ich eine E-Rechnung auf?' })
    await expect.poll(async () => ((await heading.boundingBox())?.y ?? 999) < 100).toBe(true)
  })

  it('is handed on where the browser can, by the same link', async () => {
    visitor = await newVisitor(browser, { viewport: PHONE })
    const { page } = visitor
    // This browser hands nothing on; one that does is given this.
    await page.addInitScript(`window.handed = []; Object.assign(navigator, {
      canShare: ({ url }) => url.startsWith('http'), share: async (what) => { window.handed.push(what); throw new DOMException('', 'AbortError') } })`)
    await page.goto(`${server.url}/chat`)
    await bubbles(page).first().waitFor()
    await talkAbout(page, 'Wie bewahre ich eine E-Rechnung auf?')
    await page.getByRole('button', { name: 'Link zur Antwort teilen' }).press('Enter')
    const [handed] = (await page.evaluate('window.handed')) as { title: string; url: string }[]
    expect(handed?.url).toMatch(`${server.url}/wissen/e-rechnung#`)
    expect(handed?.title).toBe('E-Rechnung empfangen und schreiben')
    expect(visitor.troubles).toEqual([])
  })

  it('stands whole on paper, without what can only be pressed', async () => {
    const page = await openChat({ viewport: PHONE, colorScheme: 'dark' })
    await talkAbout(page, LONG)
    await talkAbout(page, 'Wann ist der nächste Sprechtag in Halle?')
    await page.emulateMedia({ media: 'print' })
    expect(
      await page.evaluate(
        `(({ clientHeight, scrollHeight }) => scrollHeight - clientHeight)(document.querySelector('.webchat__basic-transcript__scrollable'))`,
      ),
    ).toBe(0)
    expect(await sourced(page).first().locator('.more__rest').isVisible()).toBe(true)
    expect(await page.locator('.chips button, .webchat__basic-transcript__transcript button').filter({ visible: true }).count()).toBe(0)
    expect(await style(page.locator('.ac-textBlock').first(), 'color')).toBe('rgb(23, 35, 43)')
  })

  it('that takes its time is announced after half a second, a quick one is not', async () => {
    const page = await openChat({ viewport: PHONE })
    await page.evaluate(`new MutationObserver(() => { window.waited ||= document.querySelector('.waits') !== null })
      .observe(document.body, { childList: true, subtree: true })`)
    await talkAbout(page, 'Danke')
    expect(await page.evaluate('window.waited ?? false')).toBe(false)
    await page.route('**/activities', async (route) => {
      await new Promise((done) => setTimeout(done, 1500))
      await route.continue()
    })
    await ask(page, LONG)
    await page.getByRole('status').filter({ hasText: 'Die Antwort kommt gleich.' }).waitFor()
    await sourced(page).last().waitFor()
    expect(await page.locator('.waits').count()).toBe(0)
  })
})

describe('letters and voice', () => {
  it('grow by a press, stay so after a reload, and cost the text no room', async () => {
    const page = await openChat({ viewport: SMALL })
    await talkAbout(page, LONG)
    const button = page.getByRole('button', { name: 'Schriftgröße ändern' })
    expect(await style(sourced(page).last().locator('p').first(), 'font-size')).toBe('16px')
    await button.press('Enter')
    await button.press('Enter')
    expect(await page.locator('#told').textContent()).toBe('Schriftgröße 140 %')
    expect(await style(sourced(page).last().locator('p').first(), 'font-size')).toBe('22.4px')
    expect(await style(page.locator('[data-id="webchat-sendbox-input"]'), 'font-size')).toBe('22.4px')
    expect(await style(page.locator('.people__body'), 'zoom')).toBe('1.4')
    expect(await share(page)).toBeGreaterThanOrEqual(0.5)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(SMALL.width)
    expect(await seriousProblems(page)).toEqual([])
    await page.reload()
    await sourced(page).last().waitFor()
    expect(await style(sourced(page).last().locator('p').first(), 'font-size')).toBe('22.4px')
  })

  it('read an answer aloud where there is a voice for it, and only when somebody presses', async () => {
    visitor = await newVisitor(browser, {})
    const { page } = visitor
    // This browser has no voices; one that has says what it was given.
    await page.addInitScript(`window.spoken = []; Object.assign(speechSynthesis, {
      getVoices: () => [{ lang: 'de-DE' }], speak: (said) => window.spoken.push([said.lang, said.text]), cancel: () => window.spoken.push('stop') })`)
    await page.goto(`${server.url}/chat`)
    await bubbles(page).first().waitFor()
    await talkAbout(page, LONG)
    expect(await page.evaluate('window.spoken')).toEqual([])
    const button = page.getByRole('button', { name: 'Vorlesen' })
    await button.click()
    const [, [lang, text]] = (await page.evaluate('window.spoken')) as [string, [string, string]]
    expect(lang).toBe('de-DE')
    expect(text).toContain('01.01.2028')
    expect(text).not.toMatch(/http|Quelle|Mehr lesen/)
    expect(await button.getAttribute('aria-pressed')).toBe('true')
    await button.click()
    expect(await button.getAttribute('aria-pressed')).toBe('false')
  })

  it('offer no voice where there is none', async () => {
    const page = await openChat()
    await talkAbout(page, LONG)
    expect(await page.locator('.source__speak').isVisible()).toBe(false)
  })
})

describe('where a guide ends', () => {
  it('the plan is the first button, and each thing to go on with a card with its ways', async () => {
    const page = await openChat({ viewport: PHONE, permissions: ['clipboard-read', 'clipboard-write'] })
    await talkAbout(page, GUIDE)
    await talkAbout(page, 'Handwerk in 06712, Onlineshop, eine Idee ist da, hat Zeit')
    const outcome = sourced(page).last()
    const first = outcome.getByRole('link').first()
    expect(await first.textContent()).toContain('Fahrplan ansehen')
    const plan = new URL((await first.getAttribute('href')) ?? '')
    expect(plan.pathname + plan.search).toMatch(/^\/plan\?betrieb=handwerk&ort=06712.*&vom=\d{4}-\d\d-\d\d$/)
    const chamber = outcome.locator('.outcome').filter({ hasText: 'Handwerkskammer Halle' })
    expect(await chamber.locator('.outcome__ways a').first().getAttribute('href')).toBe('tel:034529990')
    expect(await chamber.locator('.outcome__note').textContent()).toMatch(/^Interessenvertretung.*[^\s–]$/)
    // What is not confirmed stays said, and a copy is the lines it was made of.
    expect(await outcome.locator('.outcome').filter({ hasText: 'noch nicht bestätigt' }).count()).toBe(1)
    await outcome.getByRole('button', { name: 'Kopieren', exact: true }).click()
    await page.getByRole('button', { name: 'Kopiert' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/\n- Handwerkskammer Halle \(Saale\) – .* – 0345 2999-0 · info@/)

    await page.goto(plan.href)
    const shared = page.locator('[data-do]:visible')
    expect(await shared.allTextContents()).toEqual(expect.arrayContaining(['Drucken', 'Link kopieren']))
    await page.getByRole('button', { name: 'Link kopieren' }).click()
    await page.getByRole('button', { name: 'Kopiert' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(plan.href)
    expect(await page.locator('.paper').isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect((await page.locator('.paper svg').boundingBox())?.width).toBeGreaterThan(90)
    expect(visitor.troubles).toEqual([])
  })
})

describe('numbers to call', () => {
  it('are links that call them, the short ones in an emergency as well, and sums and days are none', async () => {
    const page = await openChat({ viewport: PHONE })
    const calls = (at: number) =>
      bubbles(page)
        .nth(at)
        .locator('a[href^="tel:"]')
        .evaluateAll((all) => all.map((one) => (one as unknown as { href: string }).href))
    await talkAbout(page, 'Wir wurden gehackt')
    expect(new Set(await calls(2))).toEqual(new Set(['tel:03912502244', 'tel:110']))
    await talkAbout(page, 'Abbrechen')
    await talkAbout(page, LONG)
    expect(await calls(6)).toEqual([])
  })
})

describe('the open question of a guide', () => {
  it('stands by itself below what was answered in between, and no source claims it', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, GUIDE)
    await talkAbout(page, 'Handwerk')
    await talkAbout(page, 'Was kostet eine Website?')
    const question = bubbles(page).filter({ hasText: 'Zurück zu „Mein Fahrplan“' })
    await question.waitFor()
    expect(await question.locator('strong').textContent()).toBe('Wo sind Sie?')
    expect(await question.locator('.source').count()).toBe(0)
    expect(await sourced(page).last().locator('.source').textContent()).toMatch(/ · Stand: [\d.]+$/)
    expect(await chips(page).allTextContents()).toContain('Weiß ich nicht')
  })
})

describe('whether it helped', () => {
  const thumbs = (page: Page) => page.getByRole('group', { name: 'Hat das geholfen?' })

  it('is asked under an answer, by keyboard, once, and with one sentence after a no', async () => {
    const page = await openChat({ viewport: SMALL })
    await talkAbout(page, LONG)
    await thumbs(page).getByRole('button', { name: 'Nein, das hat nicht geholfen' }).focus()
    expect(await seriousProblems(page)).toEqual([])
    const sent: unknown[] = []
    page.on('request', (request) => request.url().endsWith('/activities') && sent.push(request.postDataJSON()?.value))
    await page.keyboard.press('Enter')
    await page.getByLabel(/^Was hat gefehlt/).waitFor()
    // All of it can be seen, also once the talk has become lower by the button to its end.
    const send = page.locator('.rating__send')
    const talk = page.locator('.webchat__basic-transcript__scrollable')
    await page.waitForTimeout(300)
    const [button, sight] = [(await send.boundingBox())!, (await talk.boundingBox())!]
    expect(button.y + button.height).toBeLessThanOrEqual(sight.y + sight.height)
    await page.keyboard.type('die Beträge')
    await page.keyboard.press('Enter')
    await page.getByText('Danke für die Rückmeldung.').first().waitFor()
    expect(await page.locator('#told').textContent()).toBe('Danke für die Rückmeldung.')
    await expect
      .poll(() => sent)
      .toEqual([
        { answer: 1, helped: false },
        { answer: 1, words: 'die Beträge' },
      ])
    // What was typed stayed out of the talk, and the answer is not asked about again after a reload.
    expect(await page.locator('[data-id="webchat-sendbox-input"]').inputValue()).toBe('')
    await page.reload()
    await sourced(page).last().waitFor()
    await chips(page).first().waitFor()
    expect(await thumbs(page).count()).toBe(0)
    await talkAbout(page, 'Was kostet eine Website?')
    expect(await thumbs(page).count()).toBe(0)
  })

  it('is not asked under the question of a guide, and stands under the last answer alone', async () => {
    const page = await openChat()
    await talkAbout(page, GUIDE)
    expect(await thumbs(page).count()).toBe(0)
    await talkAbout(page, 'Abbrechen')
    await talkAbout(page, LONG)
    await talkAbout(page, 'Was kostet eine Website?')
    await expect.poll(() => thumbs(page).count()).toBe(1)
    expect(await sourced(page).last().locator('.rating').count()).toBe(1)
  })
})

describe('a window of its own kind', () => {
  it('shows words at 400 %, and everything else can be reached', async () => {
    const page = await openChat({ viewport: { width: 320, height: 256 } })
    // With the line of who and where, which "in Halle" brings.
    await talkAbout(page, 'Wann ist der nächste Sprechtag in Halle?')
    expect(await share(page)).toBeGreaterThanOrEqual(0.45)
    await talkAbout(page, LONG)
    expect(await share(page)).toBeGreaterThanOrEqual(0.45)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    await chips(page).first().scrollIntoViewIfNeeded()
    await page.locator('#privacy').scrollIntoViewIfNeeded()
    for (const name of ['Mit einem Menschen sprechen', 'Neu beginnen'])
      await page.getByRole('banner').getByRole('button', { name }).scrollIntoViewIfNeeded()
    await page.locator('[data-id="webchat-sendbox-input"]').focus()
    await page.keyboard.press('Shift+Tab')
    expect(await focusedText(page)).toBe((await chips(page).allTextContents()).at(-1))
  })

  it('moves nothing of ours where less motion is wished', async () => {
    const page = await openChat({ reducedMotion: 'reduce' })
    await page.route('**/activities', async (route) => {
      await new Promise((done) => setTimeout(done, 1500))
      await route.continue()
    })
    await ask(page, LONG)
    await page.locator('.waits').waitFor()
    expect(await page.evaluate('document.getAnimations().filter((one) => one.playState === "running").length')).toBe(0)
  })

  it('draws lines where the system’s colours take the grounds away', async () => {
    const page = await openChat({ forcedColors: 'active', viewport: PHONE })
    await talkAbout(page, LONG)
    for (const part of ['.chip', '.webchat__bubble__content', '.bar'])
      expect(await style(page.locator(part).last(), 'border-bottom-style'), part).toBe('solid')
    expect(await seriousProblems(page)).toEqual([])
  })
})

describe('what can be pressed', () => {
  it('are at most three suggestions in one row, with the others behind a button', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, LONG)
    expect(await page.locator('.chips__row .chip:visible').count()).toBeLessThanOrEqual(3)
    const tops = await page.locator('.chips button:visible').evaluateAll((all) => all.map((one) => (one as unknown as Box).offsetTop))
    expect(new Set(tops).size).toBe(1)
    expect(await page.getByRole('group', { name: /^Zur Auswahl: \d$/ }).count()).toBe(1)
  })

  it('lead out of the topic of an answer, and keep who and where', async () => {
    for (const [locale, said, label, more, answer, lead] of [
      ['de-DE', 'Wann ist der nächste Sprechtag in Halle?', 'Neues Thema', 'Mehr Auswahl', 'ein neues Thema', 'Halle'],
      ['en-GB', 'When is the next consultation day in Halle?', 'New topic', 'More choices', 'a new topic', 'Halle'],
    ] as const) {
      const page = await openChat({ viewport: PHONE, locale })
      // A greeting has no topic.
      await page.getByRole('button', { name: more }).click()
      expect(await page.getByRole('button', { name: label }).count()).toBe(0)
      await talkAbout(page, said)
      const count = await bubbles(page).count()
      await page.getByRole('button', { name: more }).click()
      await page.getByRole('button', { name: label, exact: true }).click()
      await bubbles(page)
        .nth(count + 1)
        .waitFor()
      expect(await bubbles(page).last().textContent()).toContain(answer)
      expect(await page.locator('#who').textContent()).toContain(lead)
      if (locale === 'de-DE') await visitor.context.close()
    }
  })

  it('unfold in place where there are more', async () => {
    const page = await openChat({ viewport: PHONE })
    const more = page.getByRole('button', { name: 'Mehr Auswahl' })
    expect(await more.getAttribute('aria-expanded')).toBe('false')
    const before = await page.locator('.chips__row .chip:visible').count()
    await more.press('Enter')
    expect(await more.getAttribute('aria-expanded')).toBe('true')
    expect(await page.locator('.chips__row .chip:visible').count()).toBeGreaterThan(before)
    expect(await focusedText(page)).toBe('Mehr Auswahl')
  })

  it('are all the choices of a question, below it in the talk, where they can be scrolled to', async () => {
    const page = await openChat({ viewport: SMALL, isMobile: true, hasTouch: true })
    await talkAbout(page, GUIDE)
    const count = await chips(page).count()
    expect(count).toBeGreaterThan(3)
    for (const chip of await chips(page).all()) expect(await chip.isVisible()).toBe(true)
    await chips(page).last().scrollIntoViewIfNeeded()
    expect(await page.locator('.webchat__basic-transcript__scrollable .chips').count()).toBe(1)
    await chips(page).first().tap()
    await bubbles(page).nth(4).waitFor()
  })

  it('are whole, few as they may be, where a question asks for one of them', async () => {
    const page = await openChat({ viewport: SMALL })
    await talkAbout(page, GUIDE)
    await talkAbout(page, 'Handwerk')
    const { width } = SMALL
    for (const chip of await chips(page).all()) {
      await chip.scrollIntoViewIfNeeded()
      const box = await chip.boundingBox()
      expect((box?.x ?? 0) + (box?.width ?? 0), String(await chip.textContent())).toBeLessThanOrEqual(width)
    }
    expect(await chips(page).filter({ hasText: 'Weiß ich nicht' }).count()).toBe(1)
  })

  it('can be reached and walked through by keyboard, in the row and in the talk', async () => {
    const page = await openChat({ viewport: PHONE })
    for (const question of [LONG, GUIDE]) {
      await talkAbout(page, question)
      const labels = await chips(page).allTextContents()
      await page.locator('[data-id="webchat-sendbox-input"]').focus()
      await page.keyboard.press('Shift+Tab')
      expect(await focusedText(page), question).toBe(labels.at(-1))
      await page.keyboard.press('ArrowRight')
      expect(await focusedText(page)).toBe(labels[0])
      await page.keyboard.press('ArrowDown')
      expect(await focusedText(page)).toBe(labels[1])
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('ArrowLeft')
      expect(await focusedText(page)).toBe(labels.at(-1))
      await page.keyboard.press('Home')
      expect(await focusedText(page)).toBe(labels[0])
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Tab')
      expect(await focusedText(page)).toBe(labels[0])
      await page.keyboard.press('End')
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.dataset.id')).toBe('webchat-sendbox-input')
    }
    // Said by keyboard, the focus is where the next word is typed.
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.dataset.id')).toBe('webchat-sendbox-input')
    await bubbles(page).nth(6).waitFor()
  })

  it('bring what is said and its answer into sight, wherever the talk stands', async () => {
    const page = await openChat({ viewport: SMALL })
    await talkAbout(page, 'Wann ist der nächste Sprechtag in Halle?')
    await page.locator('.webchat__basic-transcript__scrollable').evaluate((talk) => {
      ;(talk as unknown as { scrollTop: number }).scrollTop = 0
    })
    await page.waitForTimeout(300)
    const count = await bubbles(page).count()
    await chips(page).first().click()
    await bubbles(page)
      .nth(count + 1)
      .waitFor()
    await expect.poll(() => inSight(page, count)).toBe(true)
    await expect.poll(() => inSight(page, count + 1)).toBe(true)
  })

  it('are gone once something is said, and new after a reload', async () => {
    const page = await openChat()
    await talkAbout(page, LONG)
    const labels = await chips(page).allTextContents()
    await page.reload()
    await sourced(page).last().waitFor()
    await chips(page).first().waitFor()
    expect(await chips(page).allTextContents()).toEqual(labels)
  })

  it('have a name and a number for who does not see them, and no serious problem for axe', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, GUIDE)
    const count = await chips(page).count()
    await page.getByRole('group', { name: `Zur Auswahl: ${count}` }).waitFor()
    await page.locator('.webchat__live-region-activity').first().waitFor({ state: 'detached' })
    expect(await seriousProblems(page)).toEqual([])
  })
})

describe('a person', () => {
  const person = (page: Page, name = 'Mit einem Menschen sprechen') => page.getByRole('banner').getByRole('button', { name })

  it('is one tap away at any width, beside what was there', async () => {
    const page = await openChat({ viewport: { width: 320, height: 700 } })
    for (const width of [320, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 700 })
      const box = await person(page).boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), `${width}`).toBeGreaterThanOrEqual(44)
      for (const other of ['Neu beginnen', 'Mit einem Menschen sprechen']) {
        const at = await page.getByRole('button', { name: other }).boundingBox()
        expect((at?.x ?? 0) + (at?.width ?? 0), `${width}`).toBeLessThanOrEqual(width)
      }
      expect(
        await page.evaluate(`document.querySelector('#title').scrollWidth <= document.querySelector('#title').clientWidth`),
        `${width}`,
      ).toBe(true)
    }
  })

  it('stands in a panel with every way to reach it, by keyboard, and closes without a trace', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, 'Ich bin Friseurin in Zeitz')
    await talkAbout(page, LONG)
    const count = await bubbles(page).count()
    await person(page).focus()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Mit einem Menschen sprechen' })
    const chamber = panel.getByRole('listitem').filter({ hasText: 'Handwerkskammer Halle' })
    await chamber.getByRole('link', { name: 'Anrufen: 0345 2999-0' }).waitFor()
    expect(await focusedText(page)).toBe('Mit einem Menschen sprechen')
    const hrefs = await chamber.getByRole('link').evaluateAll((all) => all.map((link) => (link as unknown as { href: string }).href))
    expect(hrefs.map((href) => new URL(href).protocol)).toEqual(['tel:', 'mailto:', 'https:', 'http:'])
    expect(decodeURIComponent(hrefs[1]!)).toContain(LONG)
    expect(await seriousProblems(page)).toEqual([])
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('Tab')
      // The talk behind it cannot be reached.
      expect(await page.evaluate(`document.activeElement === document.body || document.activeElement.closest('dialog') !== null`)).toBe(
        true,
      )
    }
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    expect(await page.evaluate('document.activeElement.id')).toBe('person')
    expect(await bubbles(page).count()).toBe(count)
    // Only our own host was asked.
    expect(visitor.requests.filter((url) => new URL(url).host !== new URL(server.url).host)).toEqual([])
  })

  it('in an emergency has its number first', async () => {
    const page = await openChat({ viewport: SMALL })
    await talkAbout(page, 'Wir wurden gehackt')
    await person(page).click()
    await page.locator('#people').getByText('die 110').waitFor()
    expect(await page.locator('.person a').first().getAttribute('href')).toBe('tel:03912502244')
  })

  it('does not lose the question of a guide', async () => {
    const page = await openChat({ viewport: PHONE })
    await talkAbout(page, GUIDE)
    const choices = await chips(page).allTextContents()
    await person(page).click()
    await page.locator('.people__all').waitFor()
    await page.locator('#people').getByRole('button', { name: 'Schließen' }).click()
    expect(await chips(page).allTextContents()).toEqual(choices)
  })

  it('is on the pages where there is no talk, and called so in English', async () => {
    visitor = await newVisitor(browser, { locale: 'en-GB' })
    const { page, context } = visitor
    await context.route('**/v3/directline/**', (route) => route.abort())
    await page.goto(`${server.url}/chat`)
    const [opened] = await Promise.all([context.waitForEvent('page'), person(page, 'Talk to a person').click()])
    await opened.waitForLoadState()
    expect(new URL(opened.url()).pathname).toBe('/anlaufstellen')
    expect(await opened.locator('main a[href^="tel:"]').count()).toBeGreaterThan(0)
  })
})

describe('who and where', () => {
  it('stand in a line under the bar as soon as they are said, and are forgotten by a press', async () => {
    const page = await openChat({ viewport: PHONE })
    expect(await page.locator('#who').isHidden()).toBe(true)
    await talkAbout(page, 'Ich bin Friseurin in Zeitz. Brauche ich eine TSE?')
    const line = page.locator('#who')
    await expect.poll(() => line.innerText()).toMatch(/Für:\s*Friseurin[\s×]*Zeitz/)
    expect(await share(page)).toBeGreaterThanOrEqual(0.65)
    const [own, talk] = await Promise.all([line.boundingBox(), page.locator('#webchat').boundingBox()])
    expect(own!.y + own!.height).toBeLessThanOrEqual(talk!.y + 1)
    await line.getByRole('button', { name: 'Friseurin löschen' }).press('Enter')
    await expect.poll(() => line.innerText()).not.toContain('Friseurin')
    expect(await line.innerText()).toContain('Zeitz')
    await line.getByRole('button', { name: 'Zeitz löschen' }).press('Enter')
    await line.waitFor({ state: 'hidden' })
    expect(await seriousProblems(page)).toEqual([])
    // A new talk knows nothing of it.
    await talkAbout(page, 'Ich bin Friseurin in Zeitz')
    await line.waitFor()
    await page.getByRole('button', { name: 'Neu beginnen' }).click()
    await line.waitFor({ state: 'hidden' })
  })
})

describe('without JavaScript', () => {
  it('the chat is a question to the pages and the ways on, and nothing waits', async () => {
    visitor = await newVisitor(browser, { viewport: PHONE, javaScriptEnabled: false })
    const { page } = visitor
    await page.goto(`${server.url}/chat`)
    expect(await page.locator('#loading').isVisible()).toBe(false)
    const links = await page.locator('.plain a').evaluateAll((all) => all.map((link) => (link as unknown as { href: string }).href))
    expect(links.map((link) => new URL(link).pathname)).toEqual(['/anlaufstellen', '/wegweiser/notfall', '/wegweiser/start', '/wissen'])
    for (const link of links) expect((await fetch(link)).status, link).toBe(200)
    await page.getByRole('searchbox').fill('Ab wann muss ich E-Rechnungen schreiben?')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/wissen\?q=/)
    expect(await page.locator('main').textContent()).toContain('E-Rechnung')
    expect(visitor.troubles).toEqual([])
  })

  it('speaks the language of its address', async () => {
    visitor = await newVisitor(browser, { javaScriptEnabled: false })
    await visitor.page.goto(`${server.url}/chat?lang=en`)
    expect(await visitor.page.locator('.plain p').textContent()).toContain('The chat needs JavaScript.')
  })
})

interface Box {
  offsetTop: number
}
