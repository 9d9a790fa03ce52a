import { writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requestOf } from '../office/request-fixture.ts'
import { type Office, openOffice } from '../teams/office.ts'
import { type MailServer, mailServer } from './mail-server.ts'
import { ERIKA_BOX, INBOUND, JONAS_BOX, knownWithMail, LAST_BOX, linkIn, open, press, reply } from './people.ts'

/** A Monday in office hours. */
const MONDAY = '2026-11-23T10:00:00+01:00'
const FROM = { name: 'Wegweiser', address: 'wegweiser@example.org' }

let server: MailServer
let office: Office
beforeAll(async () => {
  server = await mailServer()
})
afterAll(() => server.close())
afterEach(async () => {
  await office.close()
  server.refuse(undefined)
  server.mails.length = 0
})

async function begin({ replies = true } = {}): Promise<void> {
  office = await openOffice({
    now: MONDAY,
    withoutTeams: true,
    known: knownWithMail(),
    mail: { url: server.url, from: FROM, ...(replies && { inbound: INBOUND }) },
  })
}
async function request(conversation = 'talk', turn = '1'): Promise<string> {
  await office.desk.ask(requestOf(), { conversation, turn })
  await office.settle()
  return (await office.store.requests.list({})).at(-1)!.id
}
const erika = () => server.to(ERIKA_BOX.address)
const jonas = () => server.to(JONAS_BOX.address)
const state = async (id: string) => (await office.desk.find(id))!.request
const replyTo = () => erika()[0]!.replyTo![0]!.address!

describe('a request by mail', () => {
  it('is handed over in the chat, taken, answered, passed on and closed, without an account', async () => {
    await begin()
    const visitor = await office.visitor()
    for (const text of [
      'Ich bin Tischlerin in Halle und brauche Hilfe beim Onlineshop',
      'Anfrage übergeben',
      'Ja, einverstanden',
      'Wie fange ich mit <b>einem</b> Onlineshop an?',
      'Xenia Beispiel',
      'xenia@example.org',
    ])
      await visitor.say(text)
    expect((await visitor.say('Absenden')).join()).toContain('Handwerkskammer Halle')
    await office.settle()

    expect(server.mails).toHaveLength(2)
    const [letter] = erika()
    expect(letter).toMatchObject({ subject: 'Anfrage 1 für Handwerkskammer Halle', from: FROM })
    expect(letter!.text).toContain('Wie fange ich mit <b>einem</b> Onlineshop an?')
    expect(letter!.text).toContain('xenia@example.org')
    expect(letter!.html).toContain('Wie fange ich mit &lt;b&gt;einem&lt;/b&gt; Onlineshop an?')
    expect(letter!.html).not.toMatch(/<img|<script|<link|url\(|@import/)
    expect(letter!.attachments).toEqual([])
    if (process.env.LETTER_FILE) writeFileSync(process.env.LETTER_FILE, letter!.html!)

    const claimed = await press(office.url, linkIn(letter, 'Übernehmen'), { name: 'Erika Amsel' })
    expect(claimed.status).toBe(200)
    expect(claimed.html).toContain('Sie haben die Anfrage übernommen.')
    await office.settle()
    expect((await visitor.read()).join()).toContain('übernommen')
    expect(jonas().at(-1)!.text).toContain('übernommen von Erika Amsel')
    expect(jonas().at(-1)!.text).not.toMatch(/Xenia|Onlineshop/)
    expect(jonas().at(-1)!.inReplyTo).toBe(jonas()[0]!.messageId)

    const answered = await press(office.url, linkIn(erika().at(-1), 'Antworten'), { answer: 'Mit einem Gespräch am Dienstag.' })
    expect(answered.html).toContain('Ihre Antwort ist unterwegs.')
    await office.settle()
    expect((await visitor.read()).join()).toContain('Mit einem Gespräch am Dienstag.')

    const passed = await press(office.url, linkIn(erika().at(-1), 'Weitergeben'), { to: 'allgemein' })
    expect(passed.html).toContain('Weitergegeben an Allgemein.')
    expect(passed.html).not.toContain('Xenia')
    await office.settle()
    expect(erika().at(-1)!.subject).toBe('Anfrage 1: weitergegeben an Allgemein')
    const [last] = server.to(LAST_BOX.address)
    expect(last!.text).toContain('Xenia Beispiel')

    const closed = await press(office.url, linkIn(last, 'Abschließen'), { outcome: 'geholfen' })
    expect(closed.html).toContain('Sie haben die Anfrage abgeschlossen.')
    await office.settle()
    expect((await visitor.read()).join()).toContain('abgeschlossen')
    expect((await state((await office.store.requests.list({}))[0]!.id)).details.history.map(({ what, by }) => [what, by])).toEqual([
      ['created', undefined],
      ['claim', 'Erika Amsel'],
      ['answer', 'Erika Amsel'],
      ['deliver', undefined],
      ['pass', 'Erika Amsel'],
      ['close', 'alle@example.net'],
    ])
  })

  it('changes nothing when a program opens its links, and each link works once', async () => {
    await begin()
    const id = await request()
    const claim = linkIn(erika()[0], 'Übernehmen')
    for (const label of ['Übernehmen', 'Antworten', 'Weitergeben', 'Abschließen']) {
      const page = await open(office.url, linkIn(erika()[0], label))
      expect(page.status).toBe(200)
      expect(page.html).toContain('<form')
      expect(page.html.replace('<script type="module" src="/anfrage/schreiben.js', '')).not.toMatch(/<script|<img/)
      expect(page.headers.get('cache-control')).toBe('no-store')
      expect(page.headers.get('referrer-policy')).toBe('no-referrer')
      expect((await fetch(office.url + linkIn(erika()[0], label), { method: 'HEAD' })).status).toBe(200)
    }
    expect(await state(id)).toMatchObject({ state: 'open' })
    expect((await press(office.url, claim)).status).toBe(200)
    const again = await press(office.url, claim)
    expect(again.status).toBe(410)
    expect(again.html).toContain('hat schon gewirkt')
    expect(again.html).not.toContain('xenia@example.org')
    expect((await open(office.url, claim)).html).not.toContain('xenia@example.org')
    expect((await state(id)).details.history.filter(({ what }) => what === 'claim')).toHaveLength(1)
  })

  it('shows nothing behind a link that is altered, too old, of somebody who left, or of a request that is gone', async () => {
    await begin()
    const id = await request()
    const claim = linkIn(erika()[0], 'Übernehmen')
    const altered = `${claim.slice(0, -3)}${claim.endsWith('AAA') ? 'BBB' : 'AAA'}`
    const whoever = async (path: string) => {
      for (const page of [await open(office.url, path), await press(office.url, path)]) {
        expect(page.status).toBeGreaterThanOrEqual(400)
        expect(page.html).not.toContain('Wie fange ich an?')
      }
    }
    await whoever(altered)
    await whoever('/anfrage')
    await office.desk.act(id, undefined, { do: 'pass', by: { id: 'x', name: 'X' }, to: 'allgemein' })
    await whoever(claim)
    await office.settle()
    const theirs = linkIn(server.to(LAST_BOX.address)[0], 'Übernehmen')
    await office.at('2026-12-08T10:00:00+01:00')
    await whoever(theirs)
    const address = server.to(LAST_BOX.address).findLast(({ replyTo }) => replyTo)!.replyTo![0]!.address!
    await office.forget('talk')
    await whoever(theirs)
    await office.settle()
    expect((await reply(office.url, address, 'Hallo?')).body).toEqual({ done: 'gone' })
    expect(server.to(LAST_BOX.address).at(-1)!.text).toContain('nicht weitergegeben. Diese Anfrage gibt es nicht mehr.')
    server.mails.pop()
    expect(server.to(LAST_BOX.address).at(-1)!.text).toContain('Bitte löschen Sie auch alle E-Mails zu Anfrage 1')
  })

  it('tells the second of two who take it that somebody was quicker', async () => {
    await begin()
    const id = await request()
    const links = [erika()[0], jonas()[0]].map((mail) => linkIn(mail, 'Übernehmen'))
    const pages = await Promise.all(links.map((link) => press(office.url, link)))
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(pages.find(({ status }) => status === 409)!.html).toContain('war schneller')
    expect((await state(id)).details.history.filter(({ what }) => what === 'claim')).toHaveLength(1)
  })

  it('shows the visitor that somebody writes, and whoever writes whether the window is open', async () => {
    await begin()
    const visitor = await office.visitor()
    await request(visitor.conversation)
    const path = linkIn(erika()[0], 'Antworten')
    const link = path.slice(path.indexOf('?'))
    const writes = async (query = link) => {
      const response = await fetch(`${office.url}/anfrage/schreibt${query}`, { method: 'POST' })
      return { status: response.status, body: await response.json() }
    }
    const there = 'Das Chatfenster ist gerade offen'
    const away = 'Ihre Antwort geht per E-Mail an xenia@example.org'
    expect((await open(office.url, path)).html).toContain(there)
    const window = await visitor.watch()
    expect((await writes()).body).toMatchObject({ presence: expect.stringContaining(there) })
    const writing = { type: 'typing', channelData: { writing: 'Handwerkskammer Halle schreibt gerade …' } }
    await expect.poll(() => window.came.at(-1)).toMatchObject(writing)
    // Nothing of it stays.
    expect((await visitor.read()).join()).not.toContain('schreibt')
    window.close()
    await office.at('2026-11-23T10:05:00+01:00')
    await expect.poll(async () => (await open(office.url, path)).html).toContain(away)
    expect((await writes()).body).toEqual({ presence: expect.stringContaining(away) })

    // Another link, none, or one whose request is closed tells nobody anything.
    const claim = linkIn(erika()[0], 'Übernehmen')
    for (const query of ['', '?link=x', claim.slice(claim.indexOf('?'))]) expect(await writes(query)).toEqual({ status: 404, body: {} })
    await press(office.url, linkIn(erika()[0], 'Abschließen'), { outcome: 'geholfen' })
    expect((await writes()).status).toBe(404)
  })

  it('is answered with dates, which the visitor chooses with a click', async () => {
    await begin()
    const visitor = await office.visitor()
    const id = await request(visitor.conversation)
    const link = linkIn(erika()[0], 'Antworten')
    for (const [wrong, why] of [
      [{ day1: '2026-12-03' }, 'Beim 1. Termin fehlt die Uhrzeit.'],
      [{ day1: '2026-11-20', clock1: '10:00' }, 'Der 1. Termin liegt in der Vergangenheit.'],
      [{ clock2: '10:00' }, 'Beim 2. Termin fehlt der Tag.'],
      [{}, 'Bitte geben Sie einen Text ein.'],
    ] as const) {
      const page = await press(office.url, link, { ...wrong, answer: '' })
      expect(page.status).toBe(422)
      expect(page.html).toContain(`role="alert"><p>${why}`)
      for (const value of Object.values(wrong)) expect(page.html).toContain(`value="${value}"`)
    }
    const page = await press(office.url, link, { answer: '', day1: '2026-12-04', clock1: '14:30', day2: '2026-12-03', clock2: '10:00' })
    expect(page.status).toBe(200)
    await office.settle()
    expect((await visitor.read()).join()).toContain('Donnerstag, 3. Dezember 2026')
    expect((await state(id)).details.history.find(({ what }) => what === 'answer')).toMatchObject({
      dates: ['2026-12-03T10:00', '2026-12-04T14:30'],
    })
  })

  it('is reminded of, and told to the last resort', async () => {
    await begin()
    await request()
    await office.at('2026-11-23T14:01:00+01:00')
    expect(erika().at(-1)).toMatchObject({ subject: 'Erinnerung: Anfrage 1 für Handwerkskammer Halle' })
    await office.at('2026-11-25T14:00:00+01:00')
    expect(server.to(LAST_BOX.address).map(({ subject }) => subject)).toContain('Anfrage 1 ist noch nicht übernommen')
  })

  it('waits while the mail server is away, and then is told once', async () => {
    await begin()
    server.refuse('away')
    await request()
    expect(server.mails).toEqual([])
    server.refuse(undefined)
    await office.at('2026-11-23T10:30:00+01:00')
    await office.at('2026-11-23T11:00:00+01:00')
    expect(erika()).toHaveLength(1)
    expect(jonas()).toHaveLength(1)
  })
})

describe('a letter', () => {
  it('has a subject of its own for each occasion, and says what has happened', async () => {
    await begin()
    const visitor = await office.visitor()
    const id = await request(visitor.conversation)
    await press(office.url, linkIn(erika().at(-1), 'Übernehmen'), { name: 'Erika Amsel' })
    await office.settle()
    await office.desk.ask({ do: 'add', number: 1, text: 'Es eilt.' }, { conversation: visitor.conversation, turn: '2' })
    await office.settle()
    await press(office.url, linkIn(erika().at(-1), 'Zurückgeben'), { name: 'Erika Amsel' })
    await office.settle()
    await office.desk.act(id, undefined, { do: 'close', by: { id: 'mail:jonas@example.org', name: 'Jonas Buche' }, outcome: 'geholfen' })
    await office.settle()
    await office.desk.ask({ do: 'add', number: 1, text: 'Noch nicht.' }, { conversation: visitor.conversation, turn: '3' })
    await office.settle()
    expect(erika().map(({ subject }) => subject)).toEqual([
      'Anfrage 1 für Handwerkskammer Halle',
      'Anfrage 1: von Ihnen übernommen',
      'Anfrage 1: neue Nachricht',
      'Anfrage 1 ist wieder offen',
      'Anfrage 1: abgeschlossen (Geholfen)',
      'Anfrage 1 ist wieder offen',
    ])
    // Who has nothing to do and had nothing to do hears nothing, and who has ended it knows.
    expect(jonas().map(({ subject }) => subject)).toEqual([
      'Anfrage 1 für Handwerkskammer Halle',
      'Anfrage 1: übernommen von Erika Amsel',
      'Anfrage 1 ist wieder offen',
      'Anfrage 1 ist wieder offen',
    ])
    const [first, yours, , back, , again] = erika().map(({ text }) => text ?? '')
    expect(first).toContain('haben die Anfrage damit übernommen')
    expect(yours).toContain('Sie haben diese Anfrage übernommen.')
    expect(yours).not.toContain('damit übernommen')
    expect(back).toContain('Erika Amsel hat diese Anfrage zurückgegeben.')
    expect(again).toContain('Die Besucherin oder der Besucher schreibt dazu:\n\n    Noch nicht.')
  })

  it('says once where an English visitor is, under the words of the staff', async () => {
    await begin()
    const visitor = await office.visitor()
    for (const text of ['Hello, I have a business in Halle', 'Hand over a request', 'Craft', 'Yes, I agree', 'How do I start?'])
      await visitor.say(text)
    for (const text of ['Jane Doe', 'jane@example.org', 'Send']) await visitor.say(text)
    await office.settle()
    expect(erika()[0]!.text).toMatch(/^Ort: Halle \(Saale\)\nBereich: Craft\nSprache: Englisch/m)
    expect(erika()[0]!.text!.match(/Halle \(Saale\)/g)).toHaveLength(1)
  })

  it('of the week names three things to do and cuts its lists', async () => {
    await begin()
    await request()
    await office.at('2026-11-30T09:01:00+01:00')
    const { text, subject } = server.to(LAST_BOX.address).find((mail) => mail.subject?.startsWith('Wochenbericht'))!
    expect(subject).toBe('Wochenbericht vom 30.11.2026')
    expect(text).toContain('Zuerst zu tun\n=============\n\n1. Liegengebliebene Anfragen ansehen: 1')
    expect(text).toContain('1 offene Anfrage\n')
    expect(text).toMatch(/^und \d+ weitere$/m)
    expect(text!.split('\n').length).toBeLessThan(50)
  })
})

describe('a page behind a link that comes too late', () => {
  it('leads to the request as it is now, and keeps what was typed', async () => {
    await begin()
    const id = await request()
    const mine = linkIn(jonas()[0], 'Antworten')
    const close = linkIn(jonas()[0], 'Abschließen')
    const typed = await open(office.url, mine)
    expect(typed.status).toBe(200)
    await office.desk.act(id, undefined, { do: 'claim', by: { id: 'mail:erika@example.org', name: 'Erika Amsel' } })
    expect((await open(office.url, mine)).html).toContain('Erika Amsel war schneller')
    expect((await open(office.url, close)).html).toContain('abschließen können Erika Amsel und die Leitung')
    const late = await press(office.url, mine, { answer: 'Am Montag um zehn.' })
    expect(late.status).toBe(409)
    expect(late.html).toContain('Am Montag um zehn.')
    const view = /href="(\/anfrage[^"]+)"[^>]*>Anfrage ansehen/.exec(late.html)![1]!.replaceAll('&amp;', '&')
    const page = await open(office.url, view)
    expect(page.html).toContain('übernommen von Erika Amsel')
    // Answering is open to all; what else is done is hers.
    expect([...page.html.matchAll(/class="button"[^>]*>([^<]+)/g)].map(([, label]) => label)).toEqual(['Antworten'])
    const answer = /href="(\/anfrage[^"]+)"[^>]*>Antworten/.exec(page.html)![1]!.replaceAll('&amp;', '&')
    expect((await press(office.url, answer, { answer: 'Am Montag um zehn.' })).html).toContain('Ihre Antwort ist unterwegs.')
    expect((await state(id)).details.claimedBy?.name).toBe('Erika Amsel')
  })
})

describe('an answer by mail', () => {
  it('goes into the chat, without what it quotes, and takes the request', async () => {
    await begin()
    const visitor = await office.visitor()
    const id = await request(visitor.conversation)
    const letter = erika()[0]!
    const quoted = letter.text!.split('\n').map((line) => `> ${line}`)
    const text = ['Guten Tag,', '', 'rufen Sie mich am Dienstag an.', '', 'Am 23.11.2026 um 10:05 schrieb Wegweiser:', ...quoted].join(
      '\r\n',
    )
    expect(await reply(office.url, replyTo(), text)).toEqual({ status: 200, body: { done: 'answered' } })
    // The mail server hands it over again.
    expect(await reply(office.url, replyTo(), text)).toEqual({ status: 200, body: { done: 'answered' } })
    await office.settle()
    const said = (await visitor.read()).join('\n')
    expect(said.match(/rufen Sie mich am Dienstag an\./g)).toHaveLength(1)
    expect(said).not.toMatch(/Bitte antworten Sie|schrieb/)
    expect(await state(id)).toMatchObject({
      state: 'claimed',
      details: { claimedBy: { id: 'mail:erika@example.org', name: 'Erika Amsel' } },
    })
    expect(jonas().at(-1)!.text).toContain('übernommen von Erika Amsel')
  })

  it('of which there are only words in HTML is read, and its attachment refused with a word', async () => {
    await begin()
    const visitor = await office.visitor()
    await request(visitor.conversation)
    const body = [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Ja, <b>gern</b>.</p><blockquote type="cite"><p>-- Bitte antworten Sie über dieser Zeile --</p><p>Alt</p></blockquote>',
      '--b',
      'Content-Type: application/pdf; name="merkblatt.pdf"',
      'Content-Disposition: attachment; filename="merkblatt.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      'JVBERi0=',
      '--b--',
    ].join('\r\n')
    expect((await reply(office.url, replyTo(), '', { body })).body).toEqual({ done: 'answered' })
    await office.settle()
    expect((await visitor.read()).join()).toContain(':\n\nJa, gern.')
    expect(
      erika()
        .map(({ text }) => text)
        .join(),
    ).toContain('Ihr Anhang wurde nicht weitergegeben: merkblatt.pdf')
  })

  it('of somebody who was slower, without text, by a program, or to an address that was made up does not reach the visitor', async () => {
    await begin()
    const visitor = await office.visitor()
    const id = await request(visitor.conversation)
    const to = replyTo()
    expect((await reply(office.url, to, 'Ich bin bis Freitag nicht da.', { headers: ['Auto-Submitted: auto-replied'] })).body).toEqual({
      done: 'automatic',
    })
    expect((await reply(office.url, to, '> nur ein Zitat', { id: '<empty@x>' })).body).toEqual({ done: 'refused' })
    expect((await reply(office.url, to.replace(/.@/, 'x@'), 'Hallo', { id: '<forged@x>' })).body).toEqual({ done: 'unknown-address' })
    expect((await reply(office.url, to, 'Hallo', { id: '<secret@x>', secret: 'wrong' })).status).toBe(401)
    await office.desk.act(id, undefined, { do: 'claim', by: { id: 'mail:jonas@example.org', name: 'Jonas Buche' } })
    await office.settle()
    await visitor.read()
    expect((await reply(office.url, to, 'Zu spät gekommen', { id: '<late@x>' })).body).toEqual({ done: 'refused' })
    await office.settle()
    expect((await visitor.read()).join()).toBe('')
    expect(erika().at(-1)!.text).toContain('Jonas Buche war schneller')
  })

  it('of a visitor whose chat is gone comes to the request, and theirs to the visitor', async () => {
    await begin()
    const visitor = await office.visitor()
    const id = await request(visitor.conversation)
    await office.store.expire({ conversations: new Date('2027-01-01T00:00:00Z') })
    await office.desk.act(id, undefined, { do: 'answer', by: { id: 'mail:erika@example.org', name: 'Erika Amsel' }, text: 'Per Post.' })
    await office.settle()
    const [news] = server.to('xenia@example.org').slice(-1)
    expect(news!.text).toContain('Per Post.')
    expect(news!.text).not.toContain('**')
    const back = news!.replyTo![0]!.address!
    expect((await reply(office.url, back, 'Danke, Dienstag passt.', { from: 'x@example.org' })).body).toEqual({ done: 'added' })
    await office.settle()
    expect(erika().at(-1)!.text).toContain('Danke, Dienstag passt.')
    expect(jonas().at(-1)!.text).not.toContain('Danke, Dienstag passt.')
    // A mailbox that does not exist is no way to the visitor, and the people hear of it.
    server.refuse('xenia@example.org')
    await office.desk.act(id, undefined, { do: 'answer', by: { id: 'mail:erika@example.org', name: 'Erika Amsel' }, text: 'Noch etwas.' })
    await office.settle()
    expect(erika().at(-1)!.text).toContain('die Antwort kam dort nicht an')
  })

  it('is not promised where none arrives', async () => {
    await begin({ replies: false })
    await request()
    expect(erika()[0]!.replyTo).toBeUndefined()
    expect(erika()[0]!.text).toContain('Antworten auf diese E-Mail liest niemand')
    expect((await reply(office.url, 'antwort@example.org', 'Hallo').catch(() => ({ status: 404 }))).status).toBe(404)
  })
})
