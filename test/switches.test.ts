/** Operators' switches on the real program: one saved file, and a notice, a closed door or a withdrawn entry is everywhere a moment later. */
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { knownOf } from '../adapters/known-of.ts'
import { loadKnowledge } from '../adapters/load-knowledge.ts'
import { type App, startApp } from '../adapters/main.ts'
import { readSettings } from '../adapters/settings.ts'
import { closedAt, noticesAt } from '../bot/knowledge/switched.ts'
import { checkSwitches } from '../bot/knowledge/switches-file.ts'
import { momentOn } from '../bot/moment.ts'
import { newTalk } from '../bot/talk.ts'
import { decideTurn } from '../bot/turn.ts'
import { entryText, knowledgeFolder, save, temporaryFolder } from './fixtures/knowledge-folder.ts'
import { visit } from './visitor.ts'

const QUESTION = 'Wie sichere ich meine Daten?'
const TEAM = 'Wie erreiche ich die Beratung?'
const contact = (fields = '') =>
  entryText('Beratung Musterstadt', [TEAM, 'beratung telefon', 'Wer berät uns?'], {
    fields: `organisation: Beratung\nrole: Berät Betriebe\nphone: "+49 30 23125000"\n${fields}`,
    body: 'Wir beraten Sie unter der Nummer oben.',
  })
const folder = knowledgeFolder({
  'articles/sicherung.md': entryText('Datensicherung', [QUESTION, 'backup', 'Die Festplatte ist kaputt'], {
    body: 'Sichern Sie täglich auf zwei Datenträger.',
  }),
  'articles/cloud.md': entryText('Daten in der Cloud', ['Gehören meine Daten in die Cloud?', 'cloud', 'Was kostet die Cloud?'], {
    body: 'Fragen Sie zuerst nach dem Ort der Server.',
  }),
  'contacts/beratung.md': contact(),
})
const NOTICES = (rows: string) => `## Hinweise\n\n| Von | Bis | Hinweis | Englisch |\n|---|---|---|---|\n${rows}\n`
const DOORS = (rows: string) => `## Geschlossene Türen\n\n| Tür | Von | Bis | Grund | Englisch |\n|---|---|---|---|---|\n${rows}\n`
const WITHDRAWN = (rows: string) => `## Zurückgezogene Einträge\n\n| Eintrag | Grund | Englisch |\n|---|---|---|\n${rows}\n`

let now = new Date('2026-11-27T10:00:00+01:00')
let app: App
const url = (path = '') => `http://127.0.0.1:${app.port}${path}`
const page = async (path: string) => {
  const answer = await fetch(url(path), { headers: { Accept: 'text/html' } })
  return { status: answer.status, text: await answer.text() }
}
const answer = async (question: string) => (await (await visit(url())).say(question)).text ?? ''
/** Saves the switches and waits until the program has read them. */
const switched = async (text: string) => {
  const before = app.knowledge.loaded()
  save(folder, 'switches.md', text)
  await expect.poll(() => app.knowledge.loaded() !== before, { timeout: 5000 }).toBe(true)
}

beforeAll(async () => {
  const read = readSettings({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: temporaryFolder(), KNOWLEDGE_DIR: folder })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  app = await startApp(read.settings, pino({ level: 'silent' }), () => now)
})
afterAll(() => app.close())

describe('a notice', () => {
  it('stands on every page, and is told once a talk, for as long as it says', async () => {
    await switched(NOTICES('| 2026-11-27T09:00 | 2026-11-27T12:00 | Das Portal wird <b>gewartet</b>. | Maintenance. |'))
    for (const path of ['/', '/wissen', '/wissen/sicherung', '/gibt-es-nicht'])
      expect((await page(path)).text).toContain('<p>Das Portal wird &lt;b&gt;gewartet&lt;/b&gt;.</p>')
    expect((await page('/?lang=en')).text).toContain('<p>Maintenance.</p>')
    const visitor = await visit(url())
    expect((await visitor.say(QUESTION)).text).toMatch(/^\*\*Hinweis:\*\* Das Portal wird .*zwei Datenträger/s)
    expect((await visitor.say('Gehören meine Daten in die Cloud?')).text).not.toContain('Das Portal')
    now = new Date('2026-11-27T12:00:30+01:00')
    expect((await page('/')).text).toContain('Das Portal')
    now = new Date('2026-11-27T12:01:00+01:00')
    expect((await page('/')).text).not.toContain('Das Portal')
    expect(await answer(QUESTION)).not.toContain('Das Portal')
  })
})

describe('a closed door', () => {
  it('says why: in the chat, where help and deletion stay, and what was begun goes on', async () => {
    await switched(DOORS('| Chat | | | Wir bauen um. | We are rebuilding. |'))
    const visitor = await visit(url())
    expect((await visitor.say(QUESTION)).text).toMatch(/Hier wird zurzeit nicht geantwortet.*Wir bauen um/s)
    expect((await visitor.say('Ich will nicht mehr leben')).text).not.toContain('Wir bauen um')
    expect((await visitor.say('Bitte löschen Sie alle meine Daten')).text).not.toContain('Wir bauen um')
    expect((await page('/wissen')).status).toBe(200)
  })

  it('says why on the pages and to programs, and opens by itself', async () => {
    await switched(DOORS('| Seiten | | 2026-11-27 | Heute ist zu. | |\n| Programme | | | Gesperrt. | Locked. |'))
    const shut = await page('/wissen/sicherung')
    expect([shut.status, shut.text.includes('Heute ist zu.'), shut.text.includes('zwei Datenträger')]).toEqual([503, true, false])
    const api = await fetch(url('/api/v1/entries/articles/sicherung'))
    expect([api.status, await api.json()]).toEqual([503, expect.objectContaining({ detail: 'Locked.' })])
    expect((await fetch(url('/mcp'), { method: 'POST', body: '{}' })).status).toBe(503)
    expect(await answer(QUESTION)).toContain('zwei Datenträger')
    now = new Date('2026-11-28T00:00:00+01:00')
    expect((await page('/wissen/sicherung')).status).toBe(200)
  })

  it('takes no requests, in the words of the reason', () => {
    const { knowledge } = loadKnowledge([folder])
    const known = knownOf(knowledge)
    const said = (closed?: { de: string; en: string }) =>
      decideTurn('Ich möchte eine Anfrage stellen', newTalk('de'), known, now, {
        open: !closed,
        retentionDays: 30,
        ...(closed && { closed }),
      }).reply.texts.join('\n')
    expect(said({ de: 'Betriebsausflug.', en: 'Outing.' })).toContain('Betriebsausflug.')
    expect(said()).not.toContain('Betriebsausflug.')
  })
})

describe('a withdrawn entry', () => {
  it('is offered nowhere, and whoever asks for it is told why; its row gone, it answers as before', async () => {
    expect(await answer(TEAM)).toContain('Nummer oben')
    await switched(WITHDRAWN('| contacts/beratung | Die Nummer stimmt nicht. | |\n| articles/sicherung | Wird geprüft. | |'))
    for (const [question, reason] of [
      [TEAM, 'Die Nummer stimmt nicht.'],
      [QUESTION, 'Wird geprüft.'],
    ] as const) {
      const text = await answer(question)
      expect(text).toContain(reason)
      expect(text).not.toMatch(/23125000|Datenträger|Nummer oben/)
    }
    for (const path of ['/wissen/sicherung', '/anlaufstellen/beratung']) {
      const gone = await page(path)
      expect([gone.status, /23125000|Datenträger/.test(gone.text)]).toEqual([410, false])
    }
    for (const path of ['/', '/wissen', '/anlaufstellen', '/ansprechperson', '/neues'])
      expect((await page(path)).text, path).not.toMatch(/23125000|Datenträger/)
    const api = (await (await fetch(url('/api/v1/entries/contacts/beratung'))).text()).replaceAll('\\/', '/')
    expect(api).not.toContain('23125000')
    await switched('# Schalter\n')
    expect(await answer(QUESTION)).toContain('zwei Datenträger')
    expect((await page('/anlaufstellen/beratung')).text).toContain('23125000')
  })

  it('goes at once also where another row is wrong, and stays away while a mistake stands in its own', async () => {
    await switched(`${DOORS('| Tor | | | Zu. | |')}${WITHDRAWN('| articles/sicherung | Wird geprüft. | |')}`)
    expect(await answer(QUESTION)).toContain('Wird geprüft.')
    await switched(WITHDRAWN('| articles/sicherung | | |'))
    expect(await answer(QUESTION)).toContain('Wird geprüft.')
    await switched('# Schalter\n')
    expect(await answer(QUESTION)).toContain('zwei Datenträger')
  })
})

describe('mistakes', () => {
  it.each([
    [NOTICES('| morgen | | Text | |'), 'switch-day'],
    [NOTICES('| 2026-12-03 | 2026-12-01 | Text | |'), 'switch-period'],
    [NOTICES('| | | | |'), 'switch-words'],
    [NOTICES('').replace('|---|---|---|---|\n', '| | | Text | |\n'), 'switch-table'],
    [DOORS('| Chatt | | | Zu. | |'), 'switch-door'],
    [WITHDRAWN('| sicherung | Grund | |'), 'switch-entry'],
    [WITHDRAWN('| articles/sicherungen | Grund | |'), 'switch-unknown-entry'],
    [DOORS('| Chat | | | Zu. | |').replace('Türen', 'Tore'), 'switch-heading'],
  ])('%j is told as %s', (text, code) => {
    const other = knowledgeFolder({ 'articles/sicherung.md': entryText('Sicherung', [QUESTION, 'backup', 'kaputt']), 'switches.md': text })
    const loaded = loadKnowledge([other])
    expect([...loaded.issues, ...checkSwitches(loaded.knowledge)].map((issue) => issue.code)).toContain(code)
  })

  it('of a German date are told with the one that works', () => {
    const { issues } = loadKnowledge([knowledgeFolder({ 'switches.md': NOTICES('| 24.12.2026 | | Text | |') })])
    expect(issues.find(({ code }) => code === 'switch-day')?.hint).toBe('Schreiben Sie 2026-12-24.')
  })

  it('hold by the minute: both ends belong to it', () => {
    const text = `${NOTICES('| 2026-12-01 | 2026-12-02T08:00 | Eins | |')}${DOORS('| Anfragen | 2026-12-01T10:00 | | Zu. | |')}`
    const { knowledge } = loadKnowledge([knowledgeFolder({ 'switches.md': text })])
    const told = (day: string, clock: string) => noticesAt(knowledge, momentOn(day, clock)).length
    expect([told('2026-11-30', '23:59'), told('2026-12-01', '00:00'), told('2026-12-02', '08:00'), told('2026-12-02', '08:01')]).toEqual([
      0, 1, 1, 0,
    ])
    expect(closedAt('requests', knowledge, momentOn('2026-12-01', '09:59'))).toBeUndefined()
    expect(closedAt('requests', knowledge, momentOn('2030-01-01'))?.en).toBe('Zu.')
  })
})
