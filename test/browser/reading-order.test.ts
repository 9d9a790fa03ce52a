/** A whole talk as somebody hears it, and by keyboard, at 400 %, without motion and in forced colours. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { announced, type Heard, insideOf, listen, readingOrder } from './announced.ts'
import { launchChromium } from './chromium.ts'
import { edgeless, hiddenFocus, moving, smallTargets } from './duties.ts'
import { type RealServer, startRealServer } from './real-server.ts'
import { ask, bubbles, newVisitor, PHONE } from './visitor.ts'

let browser: Browser
let server: RealServer
beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchChromium(), startRealServer()])
})
afterAll(() => Promise.all([browser.close(), server.stop()]))

/** 1280 by 1024 pixels at 400 %. */
const ZOOMED = { width: 320, height: 256 }

async function openTalk(options = {}) {
  const visitor = await newVisitor(browser, { viewport: PHONE, ...options })
  await listen(visitor.context)
  await visitor.page.goto(`${server.url}/chat`)
  await bubbles(visitor.page).first().waitFor()
  return visitor
}

async function say(page: Awaited<ReturnType<typeof openTalk>>['page'], text: string): Promise<void> {
  const count = await bubbles(page).count()
  await ask(page, text)
  await bubbles(page)
    .nth(count + 1)
    .waitFor()
  // Web Chat hands a message to its live region and takes it away again.
  await page.locator('.webchat__live-region-activity').first().waitFor({ state: 'detached' })
}

const groupsOf = (heard: readonly Heard[]) =>
  heard.flatMap((node, at) => (node.role === 'group' && node.name.startsWith('Zur Auswahl') ? [at] : []))

describe('a talk, as it is heard', () => {
  it('each new message is announced once and in order, and stands in the tree in the same order', async () => {
    const { page, context } = await openTalk()
    const said = ['Ab wann muss ich E-Rechnungen schreiben?', 'Mein Fahrplan', 'Handwerk']
    for (const text of said) await say(page, text)
    const messages = (await announced(page)).filter((text) => /^(Sie sagten|Wegweiser sagte):/.test(text))
    expect(messages.map((text) => text.slice(0, text.indexOf(':')))).toEqual([
      'Wegweiser sagte',
      ...said.flatMap(() => ['Sie sagten', 'Wegweiser sagte']),
    ])
    expect(new Set(messages).size).toBe(messages.length)
    said.forEach((text, at) => {
      expect(messages[2 * at + 1]).toContain(text)
    })
    const heard = await readingOrder(page)
    const spoken = heard
      .filter(({ role, name }) => role === 'StaticText' && /^(Sie sagten|Wegweiser sagte):$/.test(name))
      .map(({ name }) => name)
    expect(spoken).toEqual(['Wegweiser sagte:', ...said.flatMap(() => ['Sie sagten:', 'Wegweiser sagte:'])])
    await context.close()
  })

  it('what can be pressed in a message is reached the way that is said, without counting', async () => {
    const { page, context } = await openTalk()
    await say(page, 'Ab wann muss ich E-Rechnungen schreiben?')
    const ways = (await announced(page)).filter((text) => text.includes('Umschalt'))
    expect(ways).toContainEqual(expect.stringMatching(/an der Auswahl vorbei in den Chatverlauf, dort öffnet die Eingabetaste/))
    expect((await announced(page)).join()).not.toMatch(/\d ?mal|UMSCHALT/)
    const focused = () => page.evaluate('document.activeElement.className') as Promise<string>
    await page.locator('[data-id="webchat-sendbox-input"]').focus()
    for (let presses = 0; !/basic-transcript(?!_)/.test(await focused()); presses++) {
      expect(presses).toBeLessThan(10)
      await page.keyboard.press('Shift+Tab')
    }
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(`document.activeElement.closest('.webchat__bubble__content') !== null`)).toBe(true)
    await context.close()
  })

  it('what can be chosen is one group that says how many, and what was chosen stands in the talk', async () => {
    const { page, context } = await openTalk()
    await say(page, 'Mein Fahrplan')
    const heard = await readingOrder(page)
    const groups = groupsOf(heard)
    expect(groups).toHaveLength(1)
    const buttons = insideOf(heard, groups[0]!).filter(({ role }) => role === 'button')
    expect(heard[groups[0]!]!.name).toContain(String(buttons.length))
    expect(buttons.length).toBeGreaterThan(2)
    // The choices are said after the question they belong to.
    const question = heard.findLastIndex(({ role, name }) => role === 'StaticText' && name === 'Wegweiser sagte:')
    expect(groups[0]).toBeGreaterThan(question)
    const chosen = buttons[1]!.name
    const count = await bubbles(page).count()
    await page.locator('.chips').getByRole('button', { name: chosen, exact: true }).click()
    await bubbles(page)
      .nth(count + 1)
      .waitFor()
    const after = await readingOrder(page)
    expect(after.filter(({ role }) => role === 'article').map(({ name }) => name)).toContain(`Sie sagten: ${chosen}`)
    // Read there, it is said that it was chosen; a reload does not lose it.
    const marked = (nodes: readonly Heard[]) => nodes.filter(({ name }) => name.trim() === 'Gewählt:').length
    expect(marked(after)).toBe(1)
    await page.reload()
    await bubbles(page)
      .nth(count + 1)
      .waitFor()
    await expect.poll(async () => marked(await readingOrder(page))).toBe(1)
    // Asked once more, the question shows which it was, and no other.
    await say(page, 'Zurück')
    const again = await readingOrder(page)
    const choices = insideOf(again, groupsOf(again)[0]!).filter(({ role }) => role === 'button')
    expect(choices.map(({ name, pressed }) => (pressed ? name : '')).filter((name) => name !== '')).toEqual([chosen])
    await context.close()
  })

  it('a suggestion that is pressed stays and says so until its answer comes, and cannot be pressed twice', async () => {
    const { page, context } = await openTalk()
    let posts = 0
    await page.route('**/activities', async (route) => {
      posts++
      await new Promise((done) => setTimeout(done, 700))
      await route.continue()
    })
    const chip = page.locator('.chips__row .chip').first()
    const label = (await chip.textContent()) ?? ''
    await chip.press('Enter')
    expect(await chip.getAttribute('aria-pressed')).toBe('true')
    expect(await page.locator('.chips__row .chip[aria-disabled]').count()).toBe(await page.locator('.chips__row .chip').count())
    await chip.press('Enter')
    await bubbles(page).nth(2).waitFor()
    expect(posts).toBe(1)
    expect(await page.locator('.chips [aria-disabled]').count()).toBe(0)
    const heard = await readingOrder(page)
    expect(heard.filter(({ role, name }) => role === 'article' && name === `Sie sagten: ${label}`)).toHaveLength(1)
    await context.close()
  })
})

describe('the chat keeps to', () => {
  it('targets of at least 24 pixels, and a focus that is never hidden, also at 400 %', async () => {
    for (const viewport of [PHONE, ZOOMED]) {
      const { page, context } = await openTalk({ viewport })
      await say(page, 'Ab wann muss ich E-Rechnungen schreiben?')
      expect(await smallTargets(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(await hiddenFocus(page, 25)).toEqual([])
      await context.close()
    }
  })

  it('no motion where less is asked for, and edges where colours are forced', async () => {
    const { page, context } = await openTalk({ reducedMotion: 'reduce', forcedColors: 'active' })
    const count = await bubbles(page).count()
    await ask(page, 'Mein Fahrplan')
    expect(await moving(page)).toEqual([])
    await bubbles(page)
      .nth(count + 1)
      .waitFor()
    expect(await moving(page)).toEqual([])
    expect(await edgeless(page)).toEqual([])
    await context.close()
  })
})
