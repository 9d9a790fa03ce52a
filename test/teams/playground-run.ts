/**
 * Staff at work in Microsoft's Agents Playground, in a real browser: personal chat, guide, channel, a request's card, message extension and
 * link. Started by `playground.test.ts` inside a network of its own, because the Playground listens on all addresses. Prints a JSON line a
 * step; screenshots go to the folder in `SCREENSHOTS`, if set.
 */
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { launchChromium } from '../browser/chromium.ts'
import { requestOf } from '../office/request-fixture.ts'
import { openOffice, PUBLIC_URL } from './office.ts'

const PORT = 56150
const folder = await mkdtemp(join(tmpdir(), 'wegweiser-playground-'))
// The Playground wants to open a browser and ends if it cannot.
await writeFile(join(folder, 'xdg-open'), '#!/bin/sh\nexit 0\n')
await chmod(join(folder, 'xdg-open'), 0o755)

const office = await openOffice({ now: '2026-11-23T10:00:00+01:00', playground: PORT })
const cli = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js')
const playground = spawn(
  process.execPath,
  [cli, 'start', '-e', `${office.url}/api/messages`, '-c', 'msteams', '-p', String(PORT), '--dt'],
  {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}`, BROWSER: 'none' },
    stdio: 'ignore',
  },
)

const url = `http://localhost:${PORT}/`
for (let tries = 0; tries < 100; tries++) {
  const up = await fetch(url).then(
    (response) => response.ok,
    () => false,
  )
  if (up) break
  await new Promise((resolve) => setTimeout(resolve, 200))
}

const browser = await launchChromium()
const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } })
page.setDefaultTimeout(10_000)
let failed = 0
const step = async (name: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
    console.log(JSON.stringify({ step: name, ok: true }))
  } catch (error) {
    failed++
    console.log(JSON.stringify({ step: name, ok: false, problem: (error as Error).message.split('\n')[0] }))
  }
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `playground-${name.replaceAll(' ', '-')}.png`) })
}
const box = () => page.locator('[role=textbox]').first()
const say = async (text: string) => {
  await box().click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}
const see = (text: string | RegExp) => page.getByText(text).first().waitFor()
const press = (name: string) => page.getByRole('button', { name, exact: true }).last().click()

await page.goto(url)
await step('greeting', () => see('Ihre Auskunft zu'))
await step('question', async () => {
  await say('Wann ist der nächste Sprechtag in Halle?')
  await see(/3\. Dezember 2026/)
})
await step('guide', async () => {
  await say('Ansprechperson finden')
  await see(/Frage 1/)
  await press('Handwerk')
  await see(/Frage 2/)
})
await step('overview', async () => {
  await say('Offene Anfragen')
  await see('Es ist keine Anfrage offen')
})
await step('search', async () => {
  await page.getByRole('button', { name: 'Trigger Message Extension App' }).click()
  await page
    .getByRole('menuitem', { name: /search/i })
    .first()
    .click()
  await page.getByPlaceholder('Enter a search term').fill('sprechtag')
  await page.keyboard.press('Enter')
  await see('Digitalisierungssprechtag für den Kammerbezirk Halle')
})
await page.reload()
await step('link', async () => {
  await page.getByRole('button', { name: 'Trigger Message Extension App' }).click()
  await page
    .getByRole('menuitem', { name: /unfurl/i })
    .first()
    .click()
  await page.locator('[role=dialog] input').last().fill(`${PUBLIC_URL}/veranstaltungen/sprechtag-halle`)
  await page.keyboard.press('Enter')
  await see('Nächste Termine')
})
await page.reload()
await step('connect', async () => {
  await page.locator('[role=treeitem]').filter({ hasText: 'Announcements' }).first().click()
  await see('Sollen Anfragen in einem Kanal ankommen')
  const named = page.getByText('Test Bot', { exact: true })
  const before = await named.count()
  await box().click()
  await page.keyboard.type('@')
  // The list of names opens below everything else that is called so.
  await named.nth(before).waitFor()
  await named.last().click()
  await page.keyboard.type(' Verbinden hwk-halle')
  await page.getByRole('button', { name: 'Post' }).click()
  await see('kommen ab jetzt')
})
await step('request', async () => {
  await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
  await office.settle()
  await see('Xenia Beispiel')
})
await step('claim', async () => {
  await press('Übernehmen')
  await see('übernommen von Alex Wilber')
})
await step('note', async () => {
  await press('Notiz')
  await page.locator('.ac-adaptiveCard textarea').last().fill('ruft morgen zurück')
  await press('Notiz speichern')
  await see(/Notiz von Alex Wilber: ruft morgen zurück/)
})
await step('close', async () => {
  await press('Termin vereinbart')
  await see('abgeschlossen (Termin vereinbart)')
})

await browser.close()
playground.kill()
await office.close()
await rm(folder, { recursive: true, force: true })
process.exit(failed === 0 ? 0 : 1)
