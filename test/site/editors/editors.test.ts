/** The editors' pages on the real program: who gets in, and what an editor sees who has just mistyped a date. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, startApp } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import { editorAccess } from '../../../adapters/site/editors/access.ts'
import { guidePage } from '../../../adapters/site/editors/guide-map.ts'
import { SESSION_MS } from '../../../adapters/site/editors/session.ts'
import { markupOf } from '../../../adapters/site/frame/html.ts'
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { momentAt } from '../../../bot/moment.ts'
import { launchChromium } from '../../browser/chromium.ts'
import { DESKTOP, newVisitor, PHONE } from '../../browser/visitor.ts'
import { entryText, knowledgeFolder, save } from '../../fixtures/knowledge-folder.ts'
import { visit } from '../../visitor.ts'

const TOKEN = 'ein-schluessel-der-redaktion'
const NOW = new Date('2026-11-27T10:00:00+01:00')
const event = (start: string) =>
  entryText('Sprechtag', ['Wann ist der Sprechtag?', 'sprechtag termin', 'Nächste Sprechstunde der Kammer'], {
    fields: `mode: vor Ort\norganiser: Kammer\nstart: ${start}\n`,
    body: 'Wir beraten Sie.',
  })
const guide = `---
title: Was passt
questions: [Was passt zu mir?, was passt, Passt das]
steps:
  - id: ziel
    short: Ziel
    question: Was möchten Sie?
    why: Davon hängt es ab.
    retry: Bitte wählen Sie.
    choices: [{ id: geld, label: Geld }, { id: rat, label: Rat }]
outcomes:
  - { id: zuschuss, title: Ein Zuschuss, text: Hier., when: { ziel: geld }, groups: [{ title: Weiter, targets: [articles/sicherung] }] }
  - { id: rat, title: Ein Rat, text: Dort., groups: [{ title: Weiter, targets: [articles/sicherung] }] }
---
`
const folder = knowledgeFolder({
  'articles/sicherung.md': entryText('Datensicherung', ['Wie sichere ich meine Daten?', 'backup', 'Die Festplatte ist kaputt'], {
    body: 'Sichern Sie täglich auf zwei Datenträger.',
  }),
  'articles/alt.md': entryText('Altes Programm', ['Gibt es das alte Programm noch?', 'altes programm', 'Programm von früher'], {
    fields: 'valid: { until: 2026-12-31 }\n',
  }),
  'events/sprechtag.md': event('2027-01-14T14:00'),
  'guides/was-passt.md': guide,
})
const dataDir = mkdtempSync(join(tmpdir(), 'wegweiser-'))
let app: App
let browser: Browser
let cookie = ''
const url = (path: string) => `http://127.0.0.1:${app.port}${path}`
const get = (path: string, headers: Record<string, string> = { Cookie: cookie }) => fetch(url(path), { headers, redirect: 'manual' })
const words = async (path: string) => textOf(await (await get(path)).text())
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(url(path), { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' })
const textOf = (html: string) =>
  html
    .slice(html.indexOf('<main'), html.indexOf('</main>'))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')

beforeAll(async () => {
  const read = readSettings({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, KNOWLEDGE_DIR: folder, EDITOR_TOKEN: TOKEN })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  app = await startApp(read.settings, pino({ level: 'silent' }), () => NOW)
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await app.close()
  rmSync(dataDir, { recursive: true })
})

describe('who gets in', () => {
  it('is nobody without the secret: every page leads to the one that asks for it', async () => {
    const pages = app.routes.filter(({ path }) => path.startsWith('/redaktion') && !/anmelden|abmelden|\.css/.test(path))
    expect(pages.length).toBeGreaterThan(7)
    for (const { method, path } of pages) {
      const answer = await fetch(url(path.replace(':day/*', '2027-01-01/wissen').replace(':slug', 'was-passt')), {
        method,
        redirect: 'manual',
      })
      expect([answer.status, answer.headers.get('location')], path).toEqual([303, '/redaktion/anmelden'])
    }
  })

  it('is nobody with a wrong one, nor with a form from another site', async () => {
    const wrong = await post('/redaktion/anmelden', { schluessel: `${TOKEN} ` })
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([403, null])
    expect(textOf(await wrong.text())).toContain('Dieser Schlüssel stimmt nicht')
    const foreign = await post('/redaktion/anmelden', { schluessel: TOKEN }, { 'Sec-Fetch-Site': 'cross-site' })
    expect([foreign.status, foreign.headers.get('set-cookie')]).toEqual([403, null])
  })

  it('is whoever types it, for a working day, with a cookie that no script reads and no other site sends', async () => {
    const right = await post('/redaktion/anmelden', { schluessel: TOKEN })
    expect([right.status, right.headers.get('location')]).toEqual([303, '/redaktion'])
    const set = right.headers.get('set-cookie')!
    expect(set).toMatch(/; Max-Age=28800; Path=\/redaktion; HttpOnly; SameSite=Strict$/)
    cookie = set.split(';')[0]!
    const page = await get('/redaktion')
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  it('is nobody with a cookie of another secret, a changed one, or one that has ended', () => {
    const sessionsOf = (settings: Record<string, string>) => {
      const read = readSettings({ PUBLIC_URL: 'https://w.example', ...settings })
      return editorAccess(read.ok ? read.settings : expect.fail(), Buffer.alloc(32), () => NOW)!.sessions
    }
    const [own, other] = [sessionsOf({ EDITOR_TOKEN: TOKEN }), sessionsOf({ EDITOR_TOKEN: `${TOKEN}2` })]
    const session = own.open(NOW)
    expect(session).toContain('; Secure')
    const value = session.split(';')[0]!
    expect(own.of(value, NOW)).toEqual({ name: '' })
    expect(own.of(`x=1; ${value}`, new Date(NOW.getTime() + SESSION_MS - 1))).toBeDefined()
    expect(own.of(value, new Date(NOW.getTime() + SESSION_MS))).toBeUndefined()
    expect(other.of(value, NOW)).toBeUndefined()
    const later = value.replace(/=\d+/, `=${NOW.getTime() + 10 * SESSION_MS}`)
    expect(later).not.toBe(value)
    for (const forged of [later, value.slice(0, -1), `${value}x`, 'wegweiser-redaktion=', '', undefined])
      expect(own.of(forged, NOW), forged).toBeUndefined()
  })

  it('is asked to wait who guesses on', async () => {
    const codes = []
    for (let i = 0; i < 12; i++) codes.push((await post('/redaktion/anmelden', { schluessel: `falsch-${i}` })).status)
    expect(codes.filter((code) => code === 429).length).toBeGreaterThan(3)
    const right = await post('/redaktion/anmelden', { schluessel: TOKEN })
    expect([right.status, right.headers.get('retry-after')]).toEqual([429, '60'])
    // Whoever is in stays in.
    expect((await get('/redaktion')).status).toBe(200)
  })

  it('needs a secret worth the name', () => {
    expect(readSettings({ EDITOR_TOKEN: 'kurz' })).toEqual({ ok: false, problems: [expect.stringContaining('mindestens 16 Zeichen')] })
  })
})

describe('an editor who has mistyped a date', () => {
  it('sees file, line and fix, and that the version of before answers; and nothing of it after mending', async () => {
    expect(await words('/redaktion')).toMatch(/4 Einträge sind live\. Fehler: 0\./)
    save(folder, 'events/sprechtag.md', event('2027-02-30T14:00'))
    await expect.poll(() => words('/redaktion'), { timeout: 10_000 }).toContain('Fehler: 1.')
    const said = await words('/redaktion')
    expect(said).toContain(`${folder}/events/sprechtag.md:12:8`)
    expect(said).toContain('„2027-02-30T14:00“ ist für „start“ kein Zeitpunkt.')
    expect(said).toContain('Zeile 12: start: 2027-02-30T14:00')
    expect(said).toContain('So beheben Sie es: Der Februar 2027 hat nur 28 Tage.')
    expect(said).toContain('In einer älteren Fassung antworten: events/sprechtag')
    expect(await words('/redaktion/fragen?q=Wann+ist+der+Sprechtag%3F')).toContain('14. Januar 2027')
    save(folder, 'events/sprechtag.md', event('2027-01-14T14:00'))
    await expect.poll(() => words('/redaktion'), { timeout: 10_000 }).toContain('Fehler: 0.')
  })
})

describe('trying', () => {
  it('a question says why its entry won', async () => {
    const said = await words('/redaktion/fragen?q=Wie+sichere+ich+meine+Daten%3F')
    expect(said).toContain('Sichern Sie täglich auf zwei Datenträger.')
    expect(said).toMatch(/Am besten passt „Datensicherung“, mit \d+ % Wahrscheinlichkeit richtig\./)
    expect(said).toContain('Ähnlichste Beispielfrage: „Wie sichere ich meine Daten?“')
    expect(said).toMatch(/„sichere“ dasselbe Wort/)
    expect(said).toMatch(/ähnlichste Beispielfrage \d,\d\d/)
  })

  it('says what another entry lacks, and what it would win and cost to give it the question', async () => {
    const lacking = await words('/redaktion/fragen?q=Die+Festplatte+ist+kaputt&eintrag=articles/alt')
    expect(lacking).toContain('Ihm fehlt jedes Wort der Frage.')
    expect(lacking).toContain('Ausprobiert: Auch mit dieser Frage bei seinen Beispielfragen gewänne er nicht.')
    const partly = await words('/redaktion/fragen?q=Programm+für+Daten&eintrag=articles/sicherung')
    expect(partly).toContain('Diese Wörter der Frage hat er nicht: „Programm“.')
    expect(partly).toMatch(/Ausprobiert: Stünde diese Frage bei seinen Beispielfragen, gewänne er \(mit \d+ % Wahrscheinlichkeit\)\./)
    expect(partly).toContain(`Ergänzen Sie in ${folder}/articles/sicherung.md unter questions: - "Programm für Daten"`)
    const winner = await words('/redaktion/fragen?q=backup&eintrag=articles/sicherung')
    expect(winner).toContain('Nichts: Dieser Eintrag gewinnt schon.')
  })

  it('a talk keeps its subject, and says so', async () => {
    const said = await words(`/redaktion/fragen?q=${encodeURIComponent('Wann ist der Sprechtag?\nDanke!')}`)
    expect(said).toContain('Nachricht 2')
    expect(said).toContain('Hier wurde nicht gesucht')
  })

  it('shows what is typed as text', async () => {
    const html = await (await get(`/redaktion/fragen?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`)).text()
    expect(html).not.toContain('<img')
  })
})

describe('another day', () => {
  it('shows what ends by then, and the pages as they will be', async () => {
    const said = await words('/redaktion/tag?tag=2027-01-01&q=altes+programm')
    expect(said).toContain('Freitag, 1. Januar 2027')
    expect(said).toMatch(/Altes Programm articles\/alt wird angeboten vorbei/)
    expect(said).toContain('14.01.2027: Sprechtag')
    expect(await words('/redaktion/tag?in=35&tag=2026-11-27&vorher=2026-11-27')).toContain('Freitag, 1. Januar 2027')
    expect(await words('/redaktion/tag?in=35&tag=2027-03-01&vorher=2026-11-27')).toContain('Montag, 1. März 2027')
    const calendar = await (await get('/redaktion/stand/2027-01-15/veranstaltungen')).text()
    expect(textOf(calendar)).toContain('So sieht diese Seite aus am Freitag, 15. Januar 2027.')
    expect(calendar).not.toContain('<script')
    expect(calendar).toMatch(/href="\/redaktion\/stand\/2027-01-15\/wissen"/)
    expect(calendar).not.toMatch(/(?:href|action)="\/(?:wissen|wegweiser|anlaufstellen|plan)\b/)
    expect((await get('/redaktion/stand/2027-01-15/gibt/es/nicht')).status).toBe(404)
  })

  it('lets a dialog be walked on that day', async () => {
    const path = '/redaktion/stand/2027-01-01/wegweiser/was-passt'
    const first = await (await get(path)).text()
    expect(first).toContain(`action="${path}"`)
    const sent = await get(`${path}?frage=ziel&antwort=geld`)
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${path}?ziel=geld`])
    expect(await words(sent.headers.get('location')!)).toContain('Ein Zuschuss')
  })
})

describe('a dialog', () => {
  it('is drawn, and listed with the same ways', async () => {
    const html = await (await get('/redaktion/dialoge/was-passt')).text()
    expect(html.match(/class="way"/g)).toHaveLength(2)
    expect(textOf(html)).toMatch(/Was möchten Sie\? ziel Geld → Ein Zuschuss (?:Rat, Weiß ich nicht|.*Rat).* → Ein Rat/)
    expect((await get('/redaktion/dialoge/constructor')).status).toBe(404)
  })

  it('says in the picture and in a table where people leave a dialog, unless they are few', () => {
    const { knowledge } = app.knowledge.known()
    const [shown] = entriesOf(knowledge, 'guides')
    const page = (finished: number, left: number) => {
      const use = { guide: shown!.id, begun: finished + left, finished, steps: [], left: [{ step: 'ziel', count: left }] }
      return `<main>${markupOf(guidePage(shown!, knowledge, momentAt(NOW), [use]).main)}</main>`
    }
    const many = page(23, 17)
    const picture = /<svg[\s\S]*<\/svg>/.exec(many)![0]
    expect(picture).toContain('17 gegangen')
    expect(textOf(many)).toContain('hier hörten 17 auf')
    expect(textOf(many)).toContain('40 begonnen, 23 zu Ende geführt')
    expect(many).toMatch(/<th scope="row"><a href="#s_ziel">Was möchten Sie\?<\/a><\/th><td>17<\/td><td>43 %<\/td>/)
    const few = textOf(page(23, 3))
    expect(few).not.toMatch(/hörten 3 auf|\b20\b|\b23\b/)
    expect(few).toContain('26 begonnen')
    expect(textOf(page(2, 1))).toContain('weniger als 5 begonnen')
  })
})

describe('a draft', () => {
  const good = entryText('Neue Seite', ['Was ist neu?', 'neuigkeit seite', 'Wie sichere ich meine Daten?'], { body: 'Neu **und** gut.' })

  it('is shown as it would be, with the questions it would win, and is kept nowhere', async () => {
    const answer = await post('/redaktion/entwurf', { art: 'articles', datei: '', text: good }, { Cookie: cookie })
    const said = textOf(await answer.text())
    expect(said).toContain('Ergebnis für articles/neue-seite.md')
    expect(said).toContain('Der Eintrag würde live gehen.')
    expect(said).toMatch(/Was ist neu\? dieser Eintrag/)
    expect(said).toContain('Neu und gut.')
    expect(app.knowledge.known().knowledge.entries.has('articles/neue-seite')).toBe(false)
  })

  it('that lies in the folder is one click away from the first page, and none of the published is', async () => {
    const draft = entryText('Noch geheim', ['Was ist geheim?', 'geheimes', 'Geheim halten'], {
      fields: 'status: draft\n',
      body: 'Das wird bald gesagt.',
    })
    save(folder, 'articles/geheim.md', draft)
    await expect.poll(() => words('/redaktion'), { timeout: 5_000 }).toContain('Noch geheim')
    const html = await (await get('/redaktion')).text()
    const [, href = ''] = /<h2 id="entwuerfe">[\s\S]*?<a href="([^"]+)">Noch geheim<\/a>/.exec(html)!
    expect(html.match(/\/redaktion\/entwurf\?datei=/g)).toHaveLength(1)
    const shown = await words(href.replaceAll('&amp;', '&'))
    expect(shown).toContain('Das wird bald gesagt.')
    expect(shown).toContain('Was ist geheim?')
    expect(app.knowledge.known().knowledge.entries.has('articles/geheim')).toBe(false)
    // What is no draft is not opened by its name.
    expect(await words('/redaktion/entwurf?datei=articles/sicherung')).not.toContain('täglich')
    rmSync(join(folder, 'articles/geheim.md'))
    await expect.poll(() => words('/redaktion'), { timeout: 5_000 }).not.toContain('Noch geheim')
  })

  it('that is wrong says where and how to mend it', async () => {
    const text = good.replace('checked: 2026-11-01', 'checked: 2026-13-01')
    const said = textOf(await (await post('/redaktion/entwurf', { art: 'articles', datei: 'neu', text }, { Cookie: cookie })).text())
    expect(said).toContain('So ginge der Eintrag nicht live.')
    expect(said).toMatch(/articles\/neu\.md:7:\d+/)
  })
})

describe('what was not answered', () => {
  it('is on the list with what can be done, and its draft is one press away', async () => {
    expect(await words('/redaktion/unbeantwortet')).toContain('Offene Gruppen: 0')
    const visitor = await visit(url('').replace(/\/$/, ''))
    await visitor.say('Wer repariert Zeppeline?')
    await visitor.say('zeppelin reparieren')
    await expect.poll(() => words('/redaktion/unbeantwortet'), { timeout: 5_000 }).toContain('Offene Gruppen: 1')
    const html = await (await get('/redaktion/unbeantwortet')).text()
    expect(textOf(html)).toMatch(/2-mal, zuletzt am 27\.11\.2026\. 2-mal ohne Antwort/)
    expect(textOf(html)).toContain('## keine Antwort (nah)')
    const [, draft = ''] = /name="text" value="([^"]*)"/.exec(html)!
    const text = draft.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>')
    const tried = await post('/redaktion/entwurf', { art: 'articles', text }, { Cookie: cookie })
    expect(textOf(await tried.text())).toContain('Wer repariert Zeppeline?')
  })
})

describe('the monthly mail', () => {
  it('is shown before it goes, also where no mail is set up, and then offered to nobody', async () => {
    const page = await words('/redaktion/monatsmail?monat=2027-01')
    expect(page).toContain('E-Mail ist nicht eingerichtet')
    expect(page).toContain('Donnerstag, 14. Januar 2027')
    expect(page).toContain('* Sprechtag')
    expect(await words('/redaktion/monatsmail?monat=2027-02')).toContain('kein Termin')
    const mail = await get('/redaktion/monatsmail/ansicht?monat=2027-01')
    expect(mail.headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'unsafe-inline'")
    expect(await mail.text()).toContain('Abbestellen')
    for (const path of ['/redaktion/monatsmail', '/redaktion/monatsmail/ansicht']) expect((await get(path, {})).status).toBe(303)
    expect((await get('/monatsmail')).status).toBe(404)
  })
})

describe('everybody can use the pages', () => {
  const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const PAGES = [
    '',
    '/eintraege',
    '/fragen?q=backup&eintrag=articles/alt',
    '/tag?tag=2027-01-01',
    '/dialoge/was-passt',
    '/entwurf',
    '/unbeantwortet',
  ]

  it.each([
    ['phone', PHONE, 'light', PAGES],
    ['desktop', DESKTOP, 'dark', PAGES.slice(2, 3)],
  ] as const)('axe finds nothing on a %s, nothing is cut off, and nothing breaks the policy', async (_, viewport, colorScheme, pages) => {
    const { page, context, troubles, requests } = await newVisitor(browser, { viewport, colorScheme })
    const [name, value] = cookie.split('=') as [string, string]
    await context.addCookies([{ name, value, url: url('/redaktion') }])
    for (const path of pages) {
      await page.goto(url(`/redaktion${path}`))
      await page.evaluate(AXE)
      const { violations } = (await page.evaluate(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
      )) as { violations: { id: string; nodes: { html: string }[] }[] }
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        path,
      ).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), path).toBe(false)
    }
    expect(troubles).toEqual([])
    expect(requests.filter((address) => !address.startsWith(url('')))).toEqual([])
    await context.close()
  })
})
