/**
 * One request from both sides: a visitor in a real browser, the real program, and staff who answer on the card in Teams, or in a second browser
 * on the page behind a link of a letter.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Activity } from 'botbuilder'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, mailServer } from '../mail/mail-server.ts'
import { type FakeTeams, fakeTeams, readCard } from '../teams/fake-teams.ts'
import { seriousProblems } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { type RealServer, startRealServer } from './real-server.ts'
import { ask, bubbles, newVisitor, PHONE } from './visitor.ts'

const HALLE = '19:halle@thread.tacv2'
const ERIKA = { id: '29:erika', aadObjectId: '11111111-2222-3333-4444-555555555555', name: 'Erika Amsel' }
const BOT = { id: '28:bot', name: 'Wegweiser' }

let browser: Browser
let teams: FakeTeams
let server: RealServer
let mails: MailServer
let region: string
beforeAll(async () => {
  teams = await fakeTeams()
  mails = await mailServer()
  region = await mkdtemp(join(tmpdir(), 'wegweiser-region-'))
  await cp('region', region, { recursive: true })
  const routing = await readFile('region/routing.md', 'utf8')
  await writeFile(
    join(region, 'routing.md'),
    routing.replace('| Handwerkskammer Halle | | | |', '| Handwerkskammer Halle | | | erika@example.org |'),
  )
  const mail = { SMTP_URL: mails.url, MAIL_FROM: 'Wegweiser <wegweiser@example.org>', KNOWLEDGE_DIR: `knowledge:${region}` }
  const port = new URL(teams.serviceUrl).port
  ;[browser, server] = await Promise.all([launchChromium(), startRealServer({ TEAMS_PLAYGROUND: port, ...mail })])
})
afterAll(async () => {
  await Promise.all([browser.close(), server.stop(), teams.close()])
  await mails.close()
  await rm(region, { recursive: true })
})

let sent = 0
const post = (activity: object) =>
  fetch(`${server.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      id: `in-${++sent}`,
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      from: ERIKA,
      recipient: BOT,
      channelData: { channel: { id: HALLE } },
      conversation: { id: `${HALLE};messageid=1`, conversationType: 'channel', isGroup: true },
      ...activity,
    }),
  })
const card = () => teams.inChannel(HALLE).find(({ activity }) => JSON.stringify(activity.attachments ?? []).includes('Onlineshop'))

/** What staff do with a button of the card as it is now. */
async function press(verb: string, more: object = {}): Promise<void> {
  await expect.poll(() => card() !== undefined, { timeout: 10_000 }).toBe(true)
  const { id, conversation, activity } = card()!
  const button = readCard({ activity: activity as Partial<Activity> }).buttons.find((one) => one.verb === verb)
  await post({
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: id,
    conversation: { id: conversation, conversationType: 'channel', isGroup: true },
    value: { action: { type: 'Action.Execute', verb, data: { ...button?.data, ...more } }, trigger: 'manual' },
  })
}

/** Somebody opens the page behind a letter's link and begins to write, and both see it; nothing is sent. */
async function writesByMail(visitor: Page): Promise<void> {
  await expect.poll(() => mails.to('erika@example.org').length, { timeout: 10_000 }).toBeGreaterThan(0)
  const link = /^Antworten:\n(\S+)/m.exec(mails.to('erika@example.org')[0]!.text!)![1]!
  const { page, context, troubles } = await newVisitor(browser, { viewport: PHONE })
  await page.goto(link)
  const presence = page.locator('#presence')
  expect(await presence.innerText()).toContain('Das Chatfenster ist gerade offen')
  const bar = visitor.locator('#live')
  await page.getByLabel('Ihre Antwort').pressSequentially('Guten Tag')
  await bar.getByText('Handwerkskammer Halle schreibt gerade').waitFor()
  expect(await bar.getByRole('button').isHidden()).toBe(true)
  await page.getByText('Termine vorschlagen').click()
  if (process.env.SCREENSHOTS) {
    await visitor.screenshot({ path: `${process.env.SCREENSHOTS}/writing-visitor.png` })
    await page.screenshot({ path: `${process.env.SCREENSHOTS}/writing-staff.png`, fullPage: true })
  }
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  expect(await seriousProblems(page)).toEqual([])
  expect(await seriousProblems(visitor)).toEqual([])
  expect(troubles).toEqual([])
  await context.close()
}

it('shows the visitor all the time with whom they speak, and a way back', async () => {
  const mention = '<at>Wegweiser</at>'
  await post({
    type: 'message',
    text: `${mention} Verbinden hwk-halle`,
    entities: [{ type: 'mention', text: mention, mentioned: BOT }],
  })
  const { page, context, troubles } = await newVisitor(browser, { viewport: PHONE })
  await page.goto(`${server.url}/chat`)
  await bubbles(page).first().waitFor()
  const say = async (text: string) => {
    const count = await bubbles(page).count()
    await ask(page, text)
    await bubbles(page)
      .nth(count + 1)
      .waitFor()
  }
  for (const text of ['Ich bin Tischlerin in Halle', 'Anfrage übergeben', 'Ja, einverstanden', 'Wie fange ich mit einem Onlineshop an?'])
    await say(text)
  for (const text of ['Xenia Beispiel', 'xenia@example.org', 'Absenden']) await say(text)

  const bar = page.locator('#live')
  expect(await bar.isHidden()).toBe(true)
  await writesByMail(page)
  await press('answer', { answer: 'Passt Ihnen Donnerstag um zehn?' })
  await page.getByText('Passt Ihnen Donnerstag um zehn?', { exact: true }).waitFor()
  await expect.poll(() => bar.innerText()).toContain('Sie sprechen mit Handwerkskammer Halle')
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/live-phone.png` })
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  expect(await seriousProblems(page)).toEqual([])

  await say('Donnerstag passt, danke!')
  expect(await bar.isVisible()).toBe(true)
  await expect.poll(() => readCard(card()!).text, { timeout: 10_000 }).toContain('Nachtrag: Donnerstag passt, danke!')
  // What is asked about the request itself, and a reload, change nothing of it.
  await say('Wie steht meine Anfrage 1?')
  expect(await bar.isVisible()).toBe(true)
  await page.reload()
  await bar.waitFor()

  await bar.getByRole('button', { name: 'Zurück zum Wegweiser' }).press('Enter')
  await bar.waitFor({ state: 'hidden' })
  await bubbles(page).filter({ hasText: 'Jetzt antworte wieder ich' }).waitFor()
  await say('Was ist eine E-Rechnung?')
  expect(await bar.isHidden()).toBe(true)

  await press('answer', { answer: 'Um elf ginge auch.' })
  await bar.waitFor()
  await press('close', { outcome: 'termin' })
  await bar.waitFor({ state: 'hidden' })
  expect(troubles).toEqual([])
  await context.close()
})
