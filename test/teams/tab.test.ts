/** The tab in a real browser, inside a page that behaves as Teams does towards teams-js, and its answers to right and wrong tokens. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listFolders } from '../../adapters/files.ts'
import { SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { TEAMS_CLIENTS } from '../../adapters/teams/tab-token.ts'
import { impactReport, type ReportSection } from '../../bot/impact/impact-report.ts'
import { newDetails } from '../../bot/requests/request.ts'
import { launchChromium } from '../browser/chromium.ts'
import { requestOf } from '../office/request-fixture.ts'
import { fakeMicrosoft, type Microsoft } from './microsoft.ts'
import { type Office, openOffice, PUBLIC_URL, TENANT } from './office.ts'

const NOW = '2026-11-23T10:00:00+01:00'
const APP = '11111111-2222-3333-4444-555555555555'
const seconds = Math.floor(Date.now() / 1000)
const CLAIMS = {
  aud: APP,
  iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  tid: TENANT,
  azp: TEAMS_CLIENTS[1],
  scp: 'access_as_user',
  exp: seconds + 3600,
  nbf: seconds - 10,
}

let microsoft: Microsoft
let office: Office
let asked: { status: number }

beforeAll(async () => {
  microsoft = await fakeMicrosoft()
  office = await openOffice({
    now: NOW,
    app: { id: APP, password: 'secret', tenant: TENANT },
    cloud: microsoft.cloud,
    keysUrl: `${microsoft.url}/keys`,
    files: () => listFolders(SHIPPED_KNOWLEDGE).files,
    started: false,
  })
  const visitor = await office.visitor()
  for (const said of [
    'Was gibt es zum Frühstück in Paris?',
    'Frühstück in Paris, was gibt es?',
    'Wann ist der nächste Sprechtag in Halle?',
    'Ansprechperson finden',
    'Ich bin Tischlerin, was ist eine E-Rechnung?',
  ])
    await visitor.say(said)
  const { request } = requestOf()
  const row = { id: 'r1', state: 'open', channel: 'hwk-halle', body: newDetails(request, new Date(NOW)) }
  await office.store.requests.create(row, new Date(NOW))
  // Five that were taken after an hour each, and one of another place.
  for (const at of [1, 2, 3, 4, 5, 6]) {
    const made = newDetails({ ...request, topics: ['foerderung'] }, new Date('2026-11-18T10:00:00+01:00'))
    const history = [...made.history, { at: '2026-11-18T10:00:00Z', what: 'claim' as const, by: 'Erika Amsel' }]
    const channel = at === 6 ? 'allgemein' : 'ihk-magdeburg'
    const body = { ...made, claimedBy: { id: 'e', name: 'Erika Amsel' }, chased: at === 1 ? 1 : 0, history }
    await office.store.requests.create({ id: `t${at}`, state: 'claimed', channel, body }, new Date('2026-11-18T10:00:00+01:00'))
  }
  const link = {
    teamsChannel: '19:md',
    serviceUrl: office.teams.serviceUrl,
    bot: { id: '28:bot', name: 'W' },
    by: { id: 'aad-erika', name: 'Erika' },
  }
  await office.store.state.write({ 'wegweiser/channel/ihk-magdeburg': { value: link } })
  // What was answered weeks later and booked, in the last two months that are over, and in the running one.
  const answered = (month: string, helped: string, begun: string[], many: number) =>
    Array.from({ length: many }, (_, i) => ({ at: new Date(`${month}-${10 + i}T09:00:00Z`), kind: 'survey', body: { helped, begun } }))
  await office.store.usage.append([
    ...answered('2026-09', 'yes', ['advice'], 5),
    ...answered('2026-10', 'yes', ['funding'], 7),
    ...answered('2026-10', 'no', ['nothing'], 6),
    ...answered('2026-10', 'partly', ['training'], 2),
    ...answered('2026-11', 'yes', ['project'], 9),
  ])
  const booked = async (target: string, month: string, many: number) => {
    for (let i = 0; i < many; i++) await office.store.bookings.book({ id: `${target} ${month} ${i}`, target, day: `${month}-02` })
  }
  await booked('contacts/ihk-magdeburg', '2026-09', 8)
  await booked('contacts/ihk-magdeburg', '2026-10', 6)
  await booked('contacts/hwk-halle', '2026-10', 5)
  await booked('contacts/ihk-magdeburg', '2026-11', 40)
  await office.start()
})
afterAll(async () => {
  await office.close()
  await microsoft.close()
})

const insights = async (authorization?: string, days = 30) => {
  const response = await fetch(
    `${office.url}/teams/api/insights?days=${days}`,
    authorization === undefined ? {} : { headers: { Authorization: authorization } },
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const bearer = (claims: object, header?: object, key?: Microsoft['otherKey']) => `Bearer ${microsoft.sign(claims, header, key)}`

describe("the tab's figures", () => {
  it.each<[string, object]>([
    ['version 2, for the app id', CLAIMS],
    [
      'version 1, for the identifier',
      {
        ...CLAIMS,
        aud: `api://wegweiser.example.org/${APP}`,
        iss: `https://sts.windows.net/${TENANT}/`,
        azp: undefined,
        appid: TEAMS_CLIENTS[0],
      },
    ],
  ])('are given to staff in Teams with a token of %s', async (_, claims) => {
    const { status, body } = await insights(bearer(claims))
    expect(status).toBe(200)
    expect(body).toMatchObject({ days: 30, totals: { questions: expect.any(Number) }, gaps: expect.any(Array) })
    expect((body.totals as { questions: number }).questions).toBeGreaterThan(2)
  })

  it.each<[string, number, () => string | undefined]>([
    ['no token', 401, () => undefined],
    ['nonsense', 401, () => 'Bearer abc'],
    ['an unsigned token', 401, () => bearer(CLAIMS, { alg: 'none' }).replace(/\.[^.]*$/, '.')],
    ['a key nobody published', 401, () => bearer(CLAIMS, {}, microsoft.otherKey)],
    ['an expired token', 401, () => bearer({ ...CLAIMS, exp: seconds - 400 })],
    ['a token without an end', 401, () => bearer({ ...CLAIMS, exp: undefined })],
    ['a token for another app', 401, () => bearer({ ...CLAIMS, aud: 'api://other' })],
    ['a token of another issuer', 401, () => bearer({ ...CLAIMS, iss: 'https://login.microsoftonline.com/other/v2.0' })],
    ['another tenant inside', 403, () => bearer({ ...CLAIMS, tid: 'other' })],
    ['another app of the tenant asking', 403, () => bearer({ ...CLAIMS, azp: '00000000-0000-0000-0000-000000000000' })],
    ['another permission', 403, () => bearer({ ...CLAIMS, scp: 'User.Read' })],
    ['an app-only token', 403, () => bearer({ ...CLAIMS, scp: undefined })],
  ])('are refused to %s', async (_, expected, authorization) => {
    const { status, body } = await insights(authorization())
    expect(status).toBe(expected)
    expect(Object.keys(body)).toEqual(['error'])
  })

  it('hold nothing of who asked', async () => {
    const { body } = await insights(bearer(CLAIMS))
    expect(JSON.stringify(body)).not.toMatch(/conversation|dl_/)
  })

  it('are there for three spans only', async () => expect((await insights(bearer(CLAIMS), 31)).status).toBe(400))

  it('prepare an entry that the knowledge check can read', async () => {
    const response = await fetch(`${office.url}/teams/api/draft`, {
      method: 'POST',
      headers: { Authorization: bearer(CLAIMS), 'Content-Type': 'application/json' },
      body: JSON.stringify({
        title: 'Frühstück: "in" Paris',
        questions: ['Was gibt es zum Frühstück in Paris?', 'Wo ist das: "Café"?', '#1'],
      }),
    })
    const { markdown } = (await response.json()) as { markdown: string }
    const { parseEntry } = await import('../../bot/knowledge/parse-entry.ts')
    const parsed = parseEntry('articles', 'fruehstueck', [{ path: 'x.md', text: markdown }])
    expect(parsed.issues.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(parsed.entry).toMatchObject({ status: 'draft', questions: ['Was gibt es zum Frühstück in Paris?', 'Wo ist das: "Café"?', '#1'] })
  })
})

/** What Teams answers to the calls of teams-js that the tab makes. */
const HOST = `<!doctype html><html lang="de"><title>Teams</title><body style="margin:0"><iframe title="Wegweiser" style="border:0;width:100%;height:1400px"></iframe><script>
  const frame = document.querySelector('iframe')
  const told = []
  addEventListener('message', ({ data }) => {
    if (!data || !data.func) return
    told.push(data.func)
    const answer = (...args) => frame.contentWindow.postMessage({ id: data.id, uuid: data.uuid, uuidAsString: data.uuidAsString, args }, '${PUBLIC_URL}')
    if (data.func === 'initialize') answer('content', 'web', '2.0.0')
    if (data.func === 'getContext') answer({ theme: window.theme, locale: window.hostLocale, entityId: 'tab', tid: '${TENANT}' })
    if (data.func === 'authentication.getAuthToken') answer(window.token !== '', window.token)
  })
  window.told = told
  window.changeTheme = (theme) => frame.contentWindow.postMessage({ func: 'themeChange', args: [theme] }, '${PUBLIC_URL}')
</script></body></html>`

describe('the tab in Teams', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  /** The tab inside Teams; nothing but these two hosts can be reached. */
  async function open({
    theme = 'default',
    locale = 'de-DE',
    token = microsoft.sign(CLAIMS),
  } = {}): Promise<{ page: Page; problems: string[]; others: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1100, height: 1400 } })
    const problems: string[] = []
    const others: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    await page.route('**/*', async (route) => {
      const url = new URL(route.request().url())
      if (url.origin === 'https://teams.microsoft.com') return route.fulfill({ contentType: 'text/html', body: HOST })
      if (url.origin === PUBLIC_URL) {
        const response = await fetch(office.url + url.pathname + url.search, {
          method: route.request().method(),
          headers: { ...(await route.request().allHeaders()), host: '' },
          ...(route.request().postData() && { body: route.request().postData()! }),
        })
        asked = response
        const headers = Object.fromEntries(
          [...response.headers].filter(([name]) => name !== 'content-encoding' && name !== 'content-length'),
        )
        return route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) })
      }
      others.push(url.href)
      return route.abort()
    })
    await page.addInitScript(
      `window.theme = ${JSON.stringify(theme)}; window.hostLocale = ${JSON.stringify(locale)}; window.token = ${JSON.stringify(token)}`,
    )
    await page.goto('https://teams.microsoft.com/host')
    await page.evaluate(`document.querySelector('iframe').src = '${PUBLIC_URL}/teams/tab'`)
    return { page, problems, others }
  }
  const tab = (page: Page) => page.frameLocator('iframe')
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

  it.each(['default', 'dark', 'contrast'])('shows all its sections and has no barrier axe knows, in the theme "%s"', async (theme) => {
    const { page, problems, others } = await open({ theme })
    await tab(page).getByRole('heading', { name: 'Nicht beantwortet' }).waitFor()
    for (const name of [
      'Nächste Termine',
      'Zielgruppen, Sprachen und Wege',
      'Überblick',
      'Zuerst zu tun',
      'Themen',
      'Offene Anfragen',
      'Stellen',
      'Zu prüfen',
      'Dialoge',
    ])
      await tab(page).getByRole('heading', { name, exact: true }).waitFor()
    await tab(page).getByText('Frühstück in Paris').first().waitFor()
    const frame = page.frames().find((candidate) => candidate.url().includes('/teams/tab'))!
    expect(await frame.evaluate('document.documentElement.dataset.theme')).toBe(theme)
    await frame.evaluate(axe)
    const violations = await frame.evaluate(async () => {
      const { axe: run } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
      return (await run.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    })
    expect(violations).toEqual([])
    expect(problems).toEqual([])
    expect(others).toEqual([])
    expect(await page.evaluate('told')).toContain('appInitialization.success')
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/tab-${theme}.png` })
    await page.close()
  })

  it('follows a change of theme while it is open', async () => {
    const { page } = await open()
    await tab(page).getByRole('heading', { name: 'Themen' }).waitFor()
    await page.evaluate('changeTheme("dark")')
    await tab(page).locator('html[data-theme=dark]').waitFor()
    await page.close()
  })

  it('speaks English to an English client', async () => {
    const { page } = await open({ locale: 'en-GB' })
    await tab(page).getByRole('heading', { name: 'Not answered' }).waitFor()
    await tab(page).locator('html[lang=en]').waitFor()
    await page.close()
  })

  it('gives the prepared entry for a gap, by keyboard alone', async () => {
    const { page } = await open()
    const create = tab(page)
      .getByRole('button', { name: /Eintrag anlegen zu „.*Frühstück/ })
      .first()
    await create.focus()
    await page.keyboard.press('Enter')
    await tab(page).getByRole('dialog').waitFor()
    const text = await tab(page).getByLabel('Vorbereitete Datei').inputValue()
    expect(text).toContain('status: draft')
    expect(text).toContain('Was gibt es zum Frühstück in Paris?')
    await page.keyboard.press('Escape')
    expect(await tab(page).getByRole('dialog').count()).toBe(0)
    await page.close()
  })

  it('makes a gap the question of an entry that comes near, as a change to its file', async () => {
    const { page } = await open()
    await tab(page)
      .getByRole('button', { name: /Frühstück.* zu einem Eintrag nehmen/ })
      .first()
      .click()
    await tab(page).getByRole('dialog').waitFor()
    const patch = () => tab(page).getByLabel('Vorbereitete Datei').inputValue()
    const choice = tab(page).getByRole('dialog').getByLabel('Eintrag')
    const entries = await choice.locator('option').allInnerTexts()
    expect(entries.length).toBeGreaterThan(0)
    expect(await patch()).toMatch(/^--- a\/\S+\.md\n\+\+\+ b\//)
    expect(await patch()).toContain('+  - "Was gibt es zum Frühstück in Paris?"')
    const [first] = [await patch()]
    if (entries.length > 1) {
      await choice.selectOption({ index: 1 })
      expect(await patch()).not.toBe(first)
    }
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/tab-near.png` })
    await page.close()
  })

  it('shows the dates that come next, where they are booked, and who asked', async () => {
    const { body } = await insights(bearer(CLAIMS))
    const dates = body.dates as { day: string; title: string; booking?: string }[]
    expect(dates.map(({ day }) => day)).toEqual(dates.map(({ day }) => day).toSorted())
    expect(dates[0]!.day >= '2026-11-23').toBe(true)
    const bookable = dates.find(({ booking }) => booking !== undefined)!
    expect(bookable.booking).toMatch(/^\/go\/events\/[a-z0-9-]+\/booking$/)
    expect(body.audiences).toContainEqual(expect.objectContaining({ label: 'Handwerk', now: 1 }))
  })

  it('cuts nothing at 360 pixels, opens a topic to its questions and a question to its entry, and takes a line off the list', async () => {
    const { page, problems } = await open()
    await page.setViewportSize({ width: 360, height: 1400 })
    await tab(page).getByRole('heading', { name: 'Themen' }).waitFor()
    const frame = page.frames().find((candidate) => candidate.url().includes('/teams/tab'))!
    const cut = `[...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible' && one.tagName !== 'THEAD' && !one.closest('thead'))).map((one) => one.outerHTML.slice(0, 80))`
    expect(await frame.evaluate(cut)).toEqual([])
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/tab-360.png`, fullPage: true })
    await tab(page).locator('summary', { hasText: 'Veranstaltungen' }).or(tab(page).locator('summary')).first().click()
    const entry = tab(page)
      .getByRole('link', { name: /beantwortet mit/ })
      .first()
    expect(await entry.getAttribute('href')).toMatch(/^\/[a-z]+\/[a-z0-9-]+$/)
    const gap = tab(page).getByRole('button', { name: /Frühstück in Paris.* weglassen/ })
    await gap.first().click()
    await expect.poll(() => gap.count()).toBe(0)
    expect(problems).toEqual([])
    await page.close()
  })

  it('says how soon people react by place and topic, from five requests on, and shows the own place first', async () => {
    const { page, problems } = await open({ token: microsoft.sign({ ...CLAIMS, oid: 'aad-erika' }) })
    await page.setViewportSize({ width: 360, height: 1400 })
    const section = tab(page).getByRole('region', { name: 'Wie schnell reagiert wird' })
    await section.waitFor()
    const row = (name: string) => section.locator('tbody tr', { hasText: name })
    expect(await row('IHK Magdeburg').innerText()).toMatch(/60 Min\./)
    expect(await row('Allgemein').innerText()).toContain('weniger als 5 Anfragen')
    expect(await row('Thema Förderung').innerText()).toMatch(/60 Min\./)
    const openOnes = tab(page).getByRole('region', { name: 'Offene Anfragen' })
    expect(await openOnes.getByLabel('Stelle', { exact: true }).inputValue()).toBe('ihk-magdeburg')
    expect(await openOnes.innerText()).toContain('5 offen oder in Arbeit, davon 1 zu lange')
    await openOnes.getByLabel('Stelle', { exact: true }).selectOption('')
    expect(await openOnes.innerText()).toContain('7 offen oder in Arbeit, davon 1 zu lange')
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/tab-own-360.png`, fullPage: true })
    expect(problems).toEqual([])
    await page.close()
  })

  it('has what was answered weeks later and booked as the report has it: whole months, nothing of few', async () => {
    const months = ['2026-09', '2026-10']
    const events = await office.store.usage.between(new Date('2026-09-01T00:00:00+02:00'), new Date('2026-11-01T00:00:00+01:00'))
    const bookings = await office.store.bookings.between('2026-09-01', '2026-10-31')
    const { months: reported } = impactReport(months, { events, bookings, clicks: [], requests: [] })
    const { body } = await insights(bearer(CLAIMS))
    const { rows, ...span } = body.months as { rows: { section: ReportSection; id: string; now?: number; before?: number }[] }
    expect(span).toEqual({ month: '2026-10', before: '2026-09' })
    for (const section of ['survey-helped', 'survey-begun', 'survey-recommends', 'bookings'] as const)
      for (const [i, when] of (['before', 'now'] as const).entries()) {
        const { shown, rest } = reported[i]!.sections[section]
        const told = rows.filter((row) => row.section === section && row[when] !== undefined).map((row) => [row.id, row[when]])
        const expected = [...shown, ...(rest ? [['rest', rest]] : [])]
        expect(told.toSorted(), `${section} ${when}`).toEqual(expected.toSorted())
      }
    // "Teilweise" was said by two, so somebody else is hidden with them.
    expect(rows.filter(({ section }) => section === 'survey-helped')).toEqual([
      { section: 'survey-helped', id: 'yes', now: 7, before: 5 },
      { section: 'survey-helped', id: 'rest', now: 8 },
    ])

    const { page, problems } = await open()
    await page.setViewportSize({ width: 360, height: 1400 })
    const booked = tab(page).getByRole('region', { name: 'Bestätigte Buchungen' })
    await booked.waitFor()
    expect(await booked.locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^IHK Magdeburg\s+6\s+8$/),
      expect.stringMatching(/^Handwerkskammer Halle \(Saale\)\s+5\s+–$/),
    ])
    expect(
      await booked
        .locator('tbody tr')
        .first()
        .locator('td')
        .evaluateAll((cells) => cells.map((cell) => cell.dataset.head)),
    ).toEqual(['Oktober 2026', 'September 2026'])
    const survey = await tab(page).getByRole('region', { name: 'Wochen später gefragt' }).innerText()
    expect(survey).toMatch(/Hat es geholfen\? Ja\s+7\s+5/)
    expect(survey).toMatch(/Begonnen: einen Antrag auf Förderung\s+7\s+–/)
    expect(survey).not.toContain('Teilweise')
    if (process.env.SCREENSHOTS) await booked.screenshot({ path: `${process.env.SCREENSHOTS}/tab-booked-360.png` })
    if (process.env.SCREENSHOTS)
      await tab(page)
        .getByRole('region', { name: 'Wochen später gefragt' })
        .screenshot({ path: `${process.env.SCREENSHOTS}/tab-survey-360.png` })
    expect(problems).toEqual([])
    await page.close()
  })

  it('saves its figures as a table', async () => {
    const { page } = await open()
    const saved = page.waitForEvent('download')
    await tab(page).getByRole('button', { name: 'Als CSV speichern' }).click()
    const { readFile } = await import('node:fs/promises')
    const text = await readFile((await (await saved).path())!, 'utf8')
    expect(text.split('\r\n')[1]).toMatch(/^"Überblick";"Fragen";"\d+";"\d+"$/)
    expect(text).toContain('"Bestätigte Buchungen";"IHK Magdeburg (Oktober 2026, September 2026)";"6";"8"')
    expect(text).toContain('"Stellen";"Handwerkskammer Halle";"1";"0"')
    expect(text).toContain('"Stellen";"IHK Magdeburg: offen";"5";""')
    expect(text).toContain('"Stellen";"IHK Magdeburg: liegt zu lange";"1";""')
    const timed = 'bis zur ersten Reaktion (Minuten in Bürozeit, die Hälfte war schneller)'
    expect(text).toContain(`"Wie schnell reagiert wird";"IHK Magdeburg: ${timed}";"60";""`)
    expect(text).toContain(`"Wie schnell reagiert wird";"Allgemein: ${timed}";"";""`)
    await page.close()
  })

  it('says so when Teams gives no valid token', async () => {
    const { page } = await open({ token: microsoft.sign({ ...CLAIMS, aud: 'other' }) })
    await tab(page).getByText('angemeldet in Ihrer Organisation').waitFor()
    expect(asked.status).toBe(401)
    await page.close()
  })
})

describe('for the Playground', () => {
  it('shows the tab to this machine only', async () => {
    const local = await openOffice({ now: NOW, started: false })
    await local.inChannel('19:hwk@thread.tacv2', 'Verbinden hwk-halle')
    await local.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    const own = await fetch(`${local.url}/teams/api/insights?days=7`)
    expect(own.status).toBe(200)
    const text = await own.text()
    expect(text).toContain('"number":1')
    expect(text).not.toContain('Xenia')
    expect((await fetch(`${local.url}/teams/api/insights`, { headers: { 'X-Forwarded-For': '203.0.113.1' } })).status).toBe(403)
    await local.close()
  })
})
