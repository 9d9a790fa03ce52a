/** One subscriber's life from the order to the end, with a real mail server; `MAILS=folder` keeps what went over the line as files. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Email } from 'postal-mime'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type MailServer, mailServer } from '../mail/mail-server.ts'
import { INBOUND, open, press } from '../mail/people.ts'
import { knownFrom } from '../real-bot.ts'
import { type Office, openOffice, PUBLIC_URL } from '../teams/office.ts'

const FROM = { name: 'Wegweiser', address: 'wegweiser@example.org' }
const NOW = '2026-11-20T10:00:00+01:00'
const SENDING_DAY = '2026-11-25T09:00:00+01:00'

let server: MailServer
let office: Office
let boxes = 0
beforeAll(async () => {
  server = await mailServer()
  office = await openOffice({ now: NOW, withoutTeams: true, mail: { url: server.url, from: FROM, inbound: INBOUND } })
})
afterAll(async () => {
  await office.close()
  const { MAILS } = process.env
  if (MAILS !== undefined) {
    mkdirSync(MAILS, { recursive: true })
    server.raw.forEach((mail, at) => {
      writeFileSync(join(MAILS, `${String(at + 1).padStart(2, '0')}.eml`), mail)
    })
  }
  await server.close()
})
beforeEach(() => office.at(NOW))

const post = (path: string, body: string) =>
  fetch(office.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
    redirect: 'manual',
  })
const box = () => `leserin-${++boxes}@example.org`
const order = (adresse: string, more: [string, string][] = []) =>
  press(office.url, '/monatsmail', new URLSearchParams([['adresse', adresse], ['einwilligung', 'ja'], ...more]) as never)
const deliver = () => office.monthlyMail!.flush()
const at = async (now: string) => {
  await office.at(now)
  await deliver()
}
/** The path of the first link of a mail to one of our pages that ends so. */
const pathIn = (mail: Email | undefined, page: string): string => {
  const found = new RegExp(`${PUBLIC_URL}(/monatsmail/${page}\\?abo=[\\w.-]+)`).exec(mail?.text ?? '')
  if (!found) throw new Error(`no link to ${page} in ${mail?.text}`)
  return found[1]!
}
const header = (mail: Email | undefined, name: string) => mail?.headers.find(({ key }) => key === name)?.value
const subscribe = async (more: [string, string][] = []): Promise<string> => {
  const address = box()
  await order(address, more)
  await deliver()
  await press(office.url, pathIn(server.to(address)[0], 'bestaetigen'))
  return address
}

describe('the monthly mail', () => {
  it('leads somebody from the order to the end', async () => {
    const address = box()
    const form = await open(office.url, '/monatsmail')
    expect(form.status).toBe(200)
    expect(form.html).toContain('einmal im Monat Termine an diese Adresse')
    expect(form.html).toContain('um den 25.')

    // Ordered: a page that says what comes next, one letter, and nobody who gets anything yet.
    const ordered = await order(address, [['ort', 'Halle']])
    expect(ordered).toMatchObject({ status: 200 })
    expect(ordered.html).toContain('Schauen Sie in Ihr Postfach')
    await deliver()
    const [ask] = server.to(address)
    expect(ask).toMatchObject({ subject: 'Bitte bestätigen: Termine jeden Monat per E-Mail', from: FROM })
    expect(ask!.text).toContain('nach 7 Tagen gelöscht')
    await at(SENDING_DAY)
    expect(server.to(address)).toHaveLength(1)
    await office.at(NOW)

    // A program that follows the link changes nothing; the button does, once.
    const confirming = pathIn(ask, 'bestaetigen')
    expect((await open(office.url, confirming)).html).toContain('Ja, schicken Sie mir die Termine')
    await at(SENDING_DAY)
    expect(server.to(address)).toHaveLength(1)
    await office.at(NOW)
    const confirmed = await press(office.url, confirming)
    expect(confirmed.html).toContain('Die nächste Mail kommt am Mittwoch, 25. November 2026')
    expect((await press(office.url, confirming)).html).toContain('Sie bekommen die Monatsmail')

    // The month, on its day and not before, once.
    await at('2026-11-25T08:59:00+01:00')
    expect(server.to(address)).toHaveLength(1)
    await at(SENDING_DAY)
    await at('2026-11-25T09:05:00+01:00')
    await at('2026-12-05T09:00:00+01:00')
    const [, month, ...others] = server.to(address)
    expect(others).toEqual([])
    expect(month).toMatchObject({ subject: 'Veranstaltungen im Dezember 2026', from: FROM })
    expect(month!.text).toContain('Sprechtag')
    expect(month!.text).toContain('Themen oder Ort ändern')
    expect(month!.text).toContain('weil Sie sie am Freitag, 20. November 2026 bestätigt haben')
    expect(month!.html).toContain('<h1')
    expect(month!.html).not.toMatch(/<(img|script|link|style|iframe)\b/)
    expect(header(month, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(header(month, 'list-unsubscribe')).toMatch(/^<https:\/\/wegweiser\.example\.org\/monatsmail\/abbestellen\?abo=[\w.-]+>$/)
    expect(header(month, 'list-id')).toBe('<monatsmail.wegweiser.example.org>')

    // Other wishes, and what is kept, behind the link of the mail.
    await office.at('2026-12-06T10:00:00+01:00')
    const managing = pathIn(month, 'abo')
    const kept = await open(office.url, managing)
    expect(kept.html).toContain(address)
    expect(kept.html).toContain('value="Halle')
    expect(kept.html).toContain('einmal im Monat Termine an diese Adresse')
    expect(kept.headers.get('referrer-policy')).toBe('no-referrer')
    expect((await press(office.url, managing, { ort: 'Hamburg' })).status).toBe(422)
    expect((await press(office.url, managing, { ort: '', thema: 'ki' })).html).toContain('Ab der nächsten Mail gilt das')
    expect((await open(office.url, managing)).html).toMatch(/value="ki" checked/)
    // Nothing fits in January: no mail, and not one about nothing.
    await at('2026-12-25T09:00:00+01:00')
    expect(server.to(address)).toHaveLength(2)

    // One click in the mail program: what RFC 8058 has it send, without a page.
    const ending = pathIn(month, 'abbestellen')
    expect((await open(office.url, ending)).html).toContain(address)
    const ended = await post(ending, 'List-Unsubscribe=One-Click')
    expect(ended.status).toBe(200)
    expect((await post(ending, 'List-Unsubscribe=One-Click')).status).toBe(200)
    expect(await office.store.subscribers.find(/abo=([0-9a-f-]{36})/.exec(ending)![1]!)).toBeUndefined()
    expect((await open(office.url, managing)).status).toBe(410)
    expect((await press(office.url, confirming)).status).toBe(410)
    await at('2027-01-25T09:00:00+01:00')
    expect(server.to(address)).toHaveLength(2)
  })

  it('sends the running month at once to whoever says yes after its day, and to nobody after its tenth', async () => {
    const address = box()
    await at('2026-11-27T10:00:00+01:00')
    await order(address)
    await deliver()
    const page = await press(office.url, pathIn(server.to(address)[0], 'bestaetigen'))
    expect(page.html).toContain('Die Termine für Dezember 2026 kommen in den nächsten Minuten')
    await deliver()
    expect(server.to(address).map(({ subject }) => subject)).toContain('Veranstaltungen im Dezember 2026')
    const late = box()
    await at('2026-12-11T00:00:00+01:00')
    await order(late)
    await deliver()
    await press(office.url, pathIn(server.to(late)[0], 'bestaetigen'))
    await deliver()
    expect(server.to(late)).toHaveLength(1)
  })

  it('refuses what it cannot do, keeps what was filled in, and says so beside the field', async () => {
    const before = await office.store.subscribers.summary('', 'month')
    const wrong = await order('keine adresse', [
      ['thema', 'ki'],
      ['ort', 'Halle'],
    ])
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('Schreiben Sie sie so: name@example.de')
    expect(wrong.html).toMatch(/value="ki" checked/)
    expect(wrong.html).toContain('value="Halle"')
    expect((await order(box(), [['ort', 'Hamburg']])).html).toContain('„Hamburg“ kennen wir hier nicht')
    const noYes = await press(office.url, '/monatsmail', { adresse: box() })
    expect(noYes.html).toContain('Ohne Ihr Ja')
    expect((await order('"><script>@example.org')).html).not.toContain('"><script>')
    expect((await order('a@example.org\r\nBcc: b@example.org')).status).toBe(422)
    expect(await office.store.subscribers.summary('', 'month')).toEqual(before)
  })

  it('tells nobody which address is known, and fills nobody’s mailbox', async () => {
    const address = await subscribe()
    const [first, known] = [await order(box()), await order(address)]
    expect(known.html).toBe(first.html)
    await order(address)
    await order(address.toUpperCase())
    await deliver()
    expect(server.to(address).map(({ subject }) => subject)).toEqual([
      'Bitte bestätigen: Termine jeden Monat per E-Mail',
      'Sie bekommen die Termine schon',
    ])
    await at('2026-11-20T11:00:00+01:00')
    await order(address)
    await deliver()
    expect(server.to(address)).toHaveLength(3)
  })

  it('lets nobody in by a link that we have not made', async () => {
    const address = await subscribe()
    await at(SENDING_DAY)
    const ending = pathIn(server.to(address)[1], 'abbestellen')
    const forged = [ending.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), '/monatsmail/abbestellen', '/monatsmail/abbestellen?abo=x']
    for (const path of forged) expect((await post(path, 'List-Unsubscribe=One-Click')).status).toBe(404)
    // The link that says yes ends nothing, and the other way round.
    expect((await post(ending.replace('abbestellen', 'bestaetigen'), '')).status).toBe(404)
    const confirming = pathIn(server.to(address)[0], 'bestaetigen')
    expect((await post(confirming.replace('bestaetigen', 'abbestellen'), '')).status).toBe(404)
    expect((await open(office.url, ending)).status).toBe(200)
  })

  it('speaks English with those who ordered in English', async () => {
    const address = box()
    expect((await open(office.url, '/monatsmail?lang=en')).html).toContain('Your e-mail address')
    await order(address, [['lang', 'en']])
    await deliver()
    const [ask] = server.to(address)
    expect(ask!.subject).toBe('Please confirm: dates by e-mail every month')
    expect((await press(office.url, pathIn(ask, 'bestaetigen'))).html).toContain('The next mail comes on Wednesday, 25 November 2026')
    await at(SENDING_DAY)
    expect(server.to(address)[1]!.text).toContain('Unsubscribe:')
  })

  it('sends only what was wished for', async () => {
    const { knowledge } = knownFrom()
    expect([...knowledge.entries.keys()]).toContain('events/sprechtag-magdeburg')
    const [all, halle] = [await subscribe(), await subscribe([['ort', '06108']])]
    const nothing = await subscribe([['thema', 'energie']])
    await at(SENDING_DAY)
    expect(server.to(all)[1]!.text).toContain('Magdeburg')
    expect(server.to(halle)[1]!.text).toContain('Sprechtag')
    expect(server.to(halle)[1]!.text).not.toContain('/veranstaltungen/sprechtag-magdeburg')
    expect(server.to(nothing)).toHaveLength(1)
  })
})

describe('mails that come back', () => {
  /** A report as mail servers send it (RFC 3464), to the address from which the mail came. */
  const report = (to: string, { status = '5.1.1', action = 'failed' } = {}) =>
    [
      'From: Mail Delivery System <MAILER-DAEMON@example.org>',
      `To: ${to}`,
      'Message-ID: <bounce@example.org>',
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'It could not be delivered.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mail.example.org',
      '',
      'Final-Recipient: rfc822; somebody@example.org',
      `Action: ${action}`,
      `Status: ${status}`,
      '',
      '--b--',
      '',
    ].join('\r\n')
  const handOver = async (mail: string) => {
    const response = await fetch(`${office.url}/mail/inbound`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${INBOUND.secret}`, 'Content-Type': 'message/rfc822' },
      body: mail,
    })
    return (await response.json()) as { done: string }
  }
  const senderOf = (address: string) => server.senders[server.mails.findIndex((mail) => mail.to?.some((to) => to.address === address))]!
  const stateOf = async (address: string) => {
    const id = /abo=([0-9a-f-]{36})/.exec(server.to(address)[0]!.text!)![1]!
    return (await office.store.subscribers.find(id))?.state
  }

  it('for good end it, at once and without an address in a log', async () => {
    const address = await subscribe()
    const from = senderOf(address)
    expect(from).toMatch(/^antwort\+r[0-9a-f]{40}@example\.org$/)
    expect(from.split('@')[0]!.length).toBeLessThanOrEqual(64)
    expect(await handOver(report(from.replace(/.@/, (end) => (end[0] === '0' ? '1@' : '0@'))))).toEqual({ done: 'automatic' })
    expect(await handOver(report(from, { action: 'delayed' }))).toEqual({ done: 'returned' })
    expect(await stateOf(address)).toBe('active')
    expect(await handOver(report(from))).toEqual({ done: 'returned' })
    expect(await stateOf(address)).toBe('bounced')
    await at(SENDING_DAY)
    expect(server.to(address)).toHaveLength(1)
  })

  it('for now are noted, and end it after three months in a row', async () => {
    const address = await subscribe()
    const from = senderOf(address)
    for (const now of ['2026-11-26T10:00:00Z', '2026-12-26T10:00:00Z']) {
      await office.at(now)
      await handOver(report(from, { status: '5.2.2' }))
      expect(await stateOf(address)).toBe('active')
    }
    await office.at('2027-01-26T10:00:00Z')
    await handOver(report(from, { status: '4.4.7' }))
    expect(await stateOf(address)).toBe('bounced')
  })

  it('count also when the server refuses the address while we hand it over', async () => {
    const [gone, other] = [await subscribe(), await subscribe()]
    server.refuse(gone)
    await at(SENDING_DAY)
    server.refuse(undefined)
    expect(await stateOf(gone)).toBe('bounced')
    // The next one goes out all the same.
    expect(server.to(other)).toHaveLength(2)
  })

  it('are none while the server takes nothing: it is tried again, and then goes out once', async () => {
    const address = await subscribe()
    server.refuse('away')
    await at(SENDING_DAY)
    expect(server.to(address)).toHaveLength(1)
    server.refuse(undefined)
    await at('2026-11-25T09:00:30+01:00')
    expect(server.to(address)).toHaveLength(1)
    await at('2026-11-25T09:02:00+01:00')
    await at('2026-11-25T12:00:00+01:00')
    expect(server.to(address)).toHaveLength(2)
  })
})
