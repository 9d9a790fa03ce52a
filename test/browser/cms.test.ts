/** Writing in the browser, in a real Chromium on the real program: from an empty folder to an event that the chat answers. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type App, startApp } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { entryText, save, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { ROOT } from '../program.ts'
import { launchChromium } from './chromium.ts'

const TOKEN = 'ein-schluessel-der-redaktion'
const NOW = new Date('2026-11-27T10:00:00+01:00')
const folder = temporaryFolder()
const file = join(folder, 'events/lotkurs.md')
let app: App
let browser: Browser
let page: Page
const outside: string[] = []
const complaints: string[] = []
/** What the browser said in a window of its own. */
const alerts: string[] = []
const url = (path = '') => `http://127.0.0.1:${app.port}${path}`
/** Anew, with the lists as they are now. */
const openForm = async (form: string) => {
  await page.goto(url(`/redaktion/cms#/collections/${form}`))
  await page.reload()
}
/** What stands beside the form. */
const panel = () => page.frameLocator('iframe').locator('main').innerText()
const soon = (seen: () => unknown) => expect.poll(seen, { timeout: 5000 })
const begun = performance.now()
const pressed: string[] = []
/** `name`: as it stands there, and in the handbook. */
const press = async (name: string, what: Locator) => {
  expect(await what.innerText()).toContain(name)
  await what.click()
  pressed.push(name)
}

beforeAll(async () => {
  const read = readSettings({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: temporaryFolder(),
    KNOWLEDGE_DIR: folder,
    EDITOR_TOKEN: TOKEN,
    EDITOR_WRITES: 'true',
  })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  app = await startApp(read.settings, pino({ level: 'silent' }), () => NOW)
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 1300, height: 900 } })
  page.setDefaultTimeout(8000)
  page.on('dialog', (dialog) => {
    alerts.push(dialog.message())
    return dialog.accept()
  })
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol.startsWith('http') && host !== `127.0.0.1:${app.port}`) outside.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
})
afterAll(async () => {
  await browser.close()
  await app.close()
})

describe('an editor with a browser alone', () => {
  it('signs in, fills in a form whose lists are the schema’s, and is told what is wrong while typing', async () => {
    await page.goto(url('/redaktion'))
    await page.getByLabel('Schlüssel').fill(TOKEN)
    await page.keyboard.press('Enter')
    await press('Schreiben', page.getByRole('link', { name: 'Schreiben' }))
    await press('Login', page.getByRole('button', { name: 'Login' }))
    await press('Veranstaltungen', page.getByRole('link', { name: 'Veranstaltungen' }))
    await press('Veranstaltung', page.locator('a[href="#/collections/events/new"]').first())
    await page.getByLabel('Titel', { exact: true }).fill('Lötkurs')
    await expect.poll(panel, { timeout: 5000 }).toMatch(/„start“ fehlt.*„mode“ fehlt.*„organiser“ fehlt/s)
    await page.getByLabel('Beginn', { exact: true }).fill('2026-12-10T16:00')
    await page.getByLabel('Wie man teilnimmt').click()
    await page.keyboard.type('vor Ort')
    await page.keyboard.press('Enter')
    await page.getByLabel('Wer einlädt').fill('Werkstatt')
    await page
      .getByRole('button', { name: /zeile hinzufügen/i })
      .first()
      .click()
    await page.locator('input[id^="questions-field"]').fill('Wann ist der Lötkurs?')
    const body = page.locator('[data-slate-editor]').first()
    await body.click()
    await page.keyboard.type('Bringen Sie nichts mit. Das Werkzeug liegt bereit.')
    await expect.poll(panel, { timeout: 5000 }).toContain('Nichts zu beanstanden')
    expect(await panel()).toContain('Bringen Sie nichts mit.')
    expect(await panel()).toContain('10.12.2026')
  })

  it('saves it, and the chat answers a moment later', async () => {
    await press('Veröffentlichen', page.getByText('Veröffentlichen', { exact: true }).first())
    await press('Jetzt veröffentlichen', page.getByText('Jetzt veröffentlichen', { exact: true }))
    await expect.poll(() => existsSync(file), { timeout: 5000 }).toBe(true)
    const chat = await browser.newPage({ locale: 'de-DE' })
    await chat.goto(url('/chat?q=Wann+ist+der+Lötkurs%3F'))
    await chat.getByText('Bringen Sie nichts mit.').first().waitFor({ timeout: 10_000 })
    if (process.env.SHOTS) await chat.screenshot({ path: `${process.env.SHOTS}/cms-chat.png` })
    await chat.close()
    // What was pressed is what the handbook says, step by step, and all of it takes less than five minutes.
    const steps = /### Dasselbe nur mit dem Browser\n([\s\S]*?)\n\nSo ändern/.exec(
      readFileSync(join(ROOT, 'knowledge/README.md'), 'utf8'),
    )![1]!
    expect([...steps.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name)).toEqual(pressed)
    expect(performance.now() - begun).toBeLessThan(5 * 60_000)
    const text = readFileSync(file, 'utf8')
    // Nothing that nobody wrote.
    expect(text).toBe(
      '---\ntitle: Lötkurs\nstart: 2026-12-10T16:00\nmode: vor Ort\norganiser: Werkstatt\nquestions:\n  - Wann ist der Lötkurs?\n---\n\nBringen Sie nichts mit. Das Werkzeug liegt bereit.\n',
    )
  })

  it('is told when somebody else has saved meanwhile, loses nothing, and decides after reading both', async () => {
    const other = await browser.newPage({ viewport: { width: 1300, height: 900 } })
    other.setDefaultTimeout(8000)
    await other.goto(url(`/redaktion/anmelden?schluessel=${TOKEN}`))
    await other.goto(url('/redaktion/cms#/collections/events/entries/lotkurs'))
    await other.getByRole('button', { name: 'Login' }).click()
    const publish = async (window: Page) => {
      await window.getByText('Veröffentlichen', { exact: true }).first().click()
      await window.getByText('Jetzt veröffentlichen', { exact: true }).click()
    }
    const organiser = (window: Page) => window.getByLabel('Wer einlädt')
    // Two in the same form, and this one saves twice without the other noticing.
    await soon(() => organiser(other).inputValue()).toBe('Werkstatt')
    await organiser(other).fill('Lötverein')
    await publish(other)
    await soon(() => readFileSync(file, 'utf8')).toContain('organiser: Lötverein')
    await soon(() => other.getByText('Beitrag gespeichert').count()).toBe(1)
    await organiser(other).press('End')
    await organiser(other).pressSequentially(' Musterstadt')
    await publish(other)
    await soon(() => readFileSync(file, 'utf8')).toContain('organiser: Lötverein Musterstadt')
    await other.close()

    await page.getByLabel('Titel', { exact: true }).fill('Lötkurs für alle')
    await soon(panel).toMatch(/Inzwischen geändert.*organiser: Lötverein Musterstadt.*Steht nur bei Ihnen.*title: Lötkurs für alle/s)
    await publish(page)
    await expect
      .poll(() => alerts)
      .toEqual([expect.stringMatching(/Nicht gespeichert\. events\/lotkurs\.md hat jemand anderes gespeichert/)])
    expect(readFileSync(file, 'utf8')).toContain('title: Lötkurs\n')
    expect(await page.getByLabel('Titel', { exact: true }).inputValue()).toBe('Lötkurs für alle')
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/cms-conflict.png` })

    await page.frameLocator('iframe').getByRole('button', { name: 'Meine Fassung soll gelten' }).click()
    await soon(panel).not.toContain('Inzwischen geändert')
    await publish(page)
    await soon(() => readFileSync(file, 'utf8')).toMatch(/^---\ntitle: Lötkurs für alle\n.*organiser: Werkstatt\n/s)
    expect(readFileSync(file, 'utf8')).not.toContain('fassung')
    expect(alerts).toHaveLength(1)
    // The refusal itself, twice: the browser's word for it, and Decap's.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('409'), expect.stringContaining('Nicht gespeichert')])
  })

  it('changes a condition of a dialog, and nothing else of its file', async () => {
    const guide = `---
title: Was passt # der kurze Weg
questions: [Was passt zu mir?]
steps:
  - { id: ziel, short: Ziel, question: Was möchten Sie?, retry: Bitte wählen., choices: [{ id: geld, label: Geld }, { id: rat, label: Rat }] }
outcomes:
  - { id: zuschuss, title: Ein Zuschuss, text: Hier gibt es Geld., when: { ziel: geld }, groups: [{ title: Weiter, targets: [events/lotkurs] }] }
  - { id: rat, title: Ein Rat, text: Hier gibt es Rat., groups: [{ title: Weiter, targets: [events/lotkurs] }] }
---
`
    save(folder, 'guides/was-passt.md', guide)
    await soon(() => app.knowledge.known().knowledge.entries.has('guides/was-passt')).toBe(true)
    await openForm('guides/entries/was-passt')
    await soon(panel).toContain('Nichts zu beanstanden')
    expect(await page.frameLocator('iframe').locator('svg.guide').getAttribute('aria-label')).toBe('Bild')
    const condition = page.getByLabel('Gilt, wenn').first()
    expect(await condition.inputValue()).toBe('ziel: geld')
    await condition.fill('zeil: geld')
    await soon(panel).toContain('zeil')
    await soon(panel).not.toContain('Nichts zu beanstanden')
    await condition.fill('ziel: geld, rat')
    await soon(panel).toContain('Nichts zu beanstanden')
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/cms-guide.png` })
    await page.getByText('Veröffentlichen', { exact: true }).first().click()
    await page.getByText('Jetzt veröffentlichen', { exact: true }).click()
    const place = join(folder, 'guides/was-passt.md')
    await soon(() => readFileSync(place, 'utf8')).not.toBe(guide)
    const [head, outcomes] = readFileSync(place, 'utf8').split('outcomes:\n')
    expect(head).toBe(guide.split('outcomes:\n')[0])
    expect(parse(`outcomes:\n${outcomes!.split('---')[0]}`).outcomes).toEqual([
      {
        id: 'zuschuss',
        title: 'Ein Zuschuss',
        text: 'Hier gibt es Geld.',
        when: { ziel: ['geld', 'rat'] },
        groups: [{ title: 'Weiter', targets: ['events/lotkurs'] }],
      },
      { id: 'rat', title: 'Ein Rat', text: 'Hier gibt es Rat.', groups: [{ title: 'Weiter', targets: ['events/lotkurs'] }] },
    ])
  })

  it('writes a list of follow-ups, and is told which heading there is not', async () => {
    save(
      folder,
      'articles/loeten.md',
      entryText('Löten lernen', ['Wie lerne ich löten?', 'löten lernen', 'Lötkolben richtig halten'], {
        body: 'Üben Sie an altem Draht.\n\n## Was kostet ein Lötkolben?\n\nZwanzig Euro genügen für den Anfang.',
      }),
    )
    await soon(() => app.knowledge.known().knowledge.entries.has('articles/loeten')).toBe(true)
    await openForm('follow-ups/new')
    await page.getByLabel('Eintrag, nach dem so weitergefragt wird').click()
    await page.keyboard.type('Löten lernen')
    await page.keyboard.press('Enter')
    const lists = page.locator('textarea[id^="body-field"]')
    await lists.fill('## Was kostet das?\n\n- und was kost das gerät\n')
    await soon(panel).toContain('hat keinen Abschnitt „Was kostet das?“')
    await lists.fill('## Was kostet ein Lötkolben?\n\n- und was kost das gerät\n- teuer?\n')
    await soon(panel).toContain('Nichts zu beanstanden')
    await soon(panel).not.toContain('hat keinen Abschnitt')
    await page.getByText('Veröffentlichen', { exact: true }).first().click()
    await page.getByText('Jetzt veröffentlichen', { exact: true }).click()
    const place = join(folder, 'follow-ups/articles-loeten.md')
    await soon(() => existsSync(place)).toBe(true)
    expect(readFileSync(place, 'utf8')).toBe('# articles/loeten\n\n## Was kostet ein Lötkolben?\n\n- und was kost das gerät\n- teuer?\n')
    const known = () => [...app.knowledge.known().knowledge.followUps.values()].filter(({ entry }) => entry === 'articles/loeten')
    await soon(known).toMatchObject([{ heading: 'Was kostet ein Lötkolben?', questions: ['und was kost das gerät', 'teuer?'] }])
  })

  it('has loaded nothing from anywhere else, and the browser had nothing to complain about', () => {
    expect(outside).toEqual([])
    expect(complaints).toEqual([])
  })
})
