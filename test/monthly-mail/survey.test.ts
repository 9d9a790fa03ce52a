/** The question some weeks later, from the offer at the end of a dialog to the count in the report, with a real mail server. */
import pino from 'pino'
import type { Email } from 'postal-mime'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startRetention } from '../../adapters/retention.ts'
import { impactReport } from '../../bot/impact/impact-report.ts'
import { isSurveyWish } from '../../bot/monthly-mail/order-words.ts'
import { type MailServer, mailServer } from '../mail/mail-server.ts'
import { linkIn, open, press } from '../mail/people.ts'
import { knownFrom } from '../real-bot.ts'
import { type Office, openOffice, PUBLIC_URL } from '../teams/office.ts'

const NOW = '2026-11-20T10:00:00+01:00'
const BEFORE_IT = '2027-01-01T09:00:00+01:00'
const SIX_WEEKS_LATER = '2027-01-01T12:00:00+01:00'
const GUIDE = 'guides/ansprechperson-finden'

let server: MailServer
let office: Office
let boxes = 0
beforeAll(async () => {
  server = await mailServer()
  office = await openOffice({
    now: NOW,
    withoutTeams: true,
    mail: { url: server.url, from: { name: 'Wegweiser', address: 'wegweiser@example.org' } },
  })
})
afterAll(async () => {
  await office.close()
  await server.close()
})
beforeEach(() => office.at(NOW))

const box = () => `antwort-${++boxes}@example.org`
const deliver = () => office.monthlyMail!.flush()
const at = async (now: string) => {
  await office.at(now)
  await deliver()
}
const pathIn = (mail: Email | undefined, page: string): string => {
  const found = new RegExp(`${PUBLIC_URL}(/nachfrage/${page}\\?abo=\\S+)`).exec(mail?.text ?? '')
  if (!found) throw new Error(`no link to ${page} in ${mail?.text}`)
  return found[1]!
}
const wish = (adresse: string, more: Record<string, string> = {}) =>
  press(office.url, '/nachfrage', { adresse, einwilligung: 'ja', zu: GUIDE, ...more })
/** Somebody who has confirmed on the first day; their first mail is the confirmation. */
const willing = async (more: Record<string, string> = {}): Promise<string> => {
  const address = box()
  await wish(address, more)
  await deliver()
  await press(office.url, pathIn(server.to(address)[0], 'bestaetigen'))
  return address
}
const question = (address: string) => server.to(address)[1]
const answers = () => office.store.usage.between(new Date(0), new Date('2030-01-01'), ['survey'])

describe('the question some weeks later', () => {
  it('is offered at the end of a dialog in the chat, agreed to in plain words, and leaves no address in the talk', async () => {
    const address = box()
    const visitor = await office.visitor()
    await visitor.say('Ansprechperson finden')
    let said = ''
    for (const answer of ['06108', 'Handwerk', 'Website', 'egal', 'egal', 'egal']) {
      said = (await visitor.say(answer)).join('\n')
      if (said.includes('einmal per E-Mail nachfragen')) break
    }
    expect(said).toContain('Dürfen wir in 6 Wochen einmal per E-Mail nachfragen, ob es geholfen hat?')
    const consent = (await visitor.say('Später nachfragen lassen')).join('\n')
    expect(consent).toContain('eine einzige E-Mail')
    expect(consent).toContain('Sind Sie einverstanden?')
    expect((await visitor.say('Ja')).join()).toContain('An welche E-Mail-Adresse?')
    expect((await visitor.say(address)).join()).toContain('erst dann fragen wir später nach')
    await deliver()
    const [confirmation, ...others] = server.to(address)
    expect(others).toEqual([])
    expect(confirmation!.text).toContain('Ansprechperson finden')
    const [id] = await office.store.subscribers.ids(address)
    expect(await office.store.subscribers.find(id!)).toMatchObject({
      list: 'survey',
      state: 'asked',
      wishes: { about: GUIDE, lang: 'de' },
      consent: { where: 'chat', text: expect.stringContaining('Mit Ihrer Antwort wird das gelöscht') },
    })
    const log = await office.store.conversations.after(visitor.conversation, 0, 100)
    const state = await office.store.state.read([`directline/conversations/${visitor.conversation}/`])
    for (const kept of [log, state, office.events]) expect(JSON.stringify(kept)).not.toContain(address)
    // Offered once a talk.
    await visitor.say('zurück')
    expect((await visitor.say('egal')).join()).not.toContain('nachfragen')
  })

  it('comes once, six weeks after the yes, and is answered by one click and a button', async () => {
    const address = await willing()
    await at(BEFORE_IT)
    expect(server.to(address)).toHaveLength(1)
    await at(SIX_WEEKS_LATER)
    await at('2027-01-20T12:00:00+01:00')
    expect(server.to(address)).toHaveLength(2)
    const mail = question(address)
    expect(mail).toMatchObject({ subject: 'Hat es geholfen?' })
    expect(mail!.text).toContain('Ansprechperson finden')
    expect(mail!.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toContain('/nachfrage/loeschen?abo=')
    expect(mail!.html).not.toMatch(/<img|https?:\/\/(?!wegweiser\.example\.org)/)

    // A program that follows every link changes nothing.
    const before = await answers()
    const click = linkIn(mail, 'Ja, es hat geholfen')
    for (const path of [click, linkIn(mail, 'Teilweise'), linkIn(mail, 'Nein'), linkIn(mail, 'Nicht antworten und alles löschen')])
      expect((await open(office.url, path)).status).toBe(200)
    expect(await answers()).toEqual(before)
    expect((await open(office.url, click)).html).toMatch(/value="yes" checked/)

    const [page] = click.split('&')
    expect((await press(office.url, page!)).status).toBe(422)
    const body = new URLSearchParams([
      ['geholfen', 'yes'],
      ['begonnen', 'project'],
      ['begonnen', 'funding'],
      ['begonnen', 'nothing'],
      ['empfehlen', 'yes'],
    ])
    const sent = await fetch(office.url + page, { method: 'POST', body })
    expect(await sent.text()).toContain('Ihre Adresse ist gelöscht')
    expect(await office.store.subscribers.ids(address)).toEqual([])
    const [answer, ...more] = (await answers()).slice(before.length)
    expect(more).toEqual([])
    expect(answer!.conversation).toBeUndefined()
    expect(answer!.body).toEqual({ helped: 'yes', begun: ['project', 'funding'], recommends: 'yes' })
    // Pressed twice it counts once.
    await fetch(office.url + page, { method: 'POST', body })
    expect(await answers()).toHaveLength(before.length + 1)
  })

  it('goes to nobody who did not confirm, took it back, or was forged', async () => {
    const unconfirmed = box()
    await wish(unconfirmed)
    const ended = await willing()
    const end = (await office.store.subscribers.ids(ended))[0]!
    await deliver()
    await press(office.url, pathIn(server.to(unconfirmed)[0], 'bestaetigen').replace(/\.[\w-]+$/, `.${'a'.repeat(22)}`))
    // The link to the end stands on the page after the yes.
    const done = await open(office.url, pathIn(server.to(ended)[0], 'bestaetigen'))
    const ending = /href="(\/nachfrage\/loeschen\?abo=[^"]+)"/.exec(done.html)![1]!
    expect((await open(office.url, ending)).html).toContain(ended)
    expect(await office.store.subscribers.find(end)).toBeDefined()
    expect((await press(office.url, ending)).html).toContain('Gelöscht')
    expect(await office.store.subscribers.find(end)).toBeUndefined()
    await at(SIX_WEEKS_LATER)
    expect(question(unconfirmed)).toBeUndefined()
    expect(question(ended)).toBeUndefined()
    // A link of one use or list opens nothing of another.
    const other = await willing()
    const confirming = pathIn(server.to(other)[0], 'bestaetigen')
    const signed = confirming.split('?')[1]
    expect((await open(office.url, `/nachfrage/antwort?${signed}`)).status).toBe(404)
    expect((await open(office.url, `/monatsmail/bestaetigen?${signed}`)).status).toBe(404)
  })

  it('says what is missing on its page, in both languages, and keeps nothing meanwhile', async () => {
    const before = await office.store.subscribers.ids()
    expect((await wish('keine Adresse')).status).toBe(422)
    expect((await wish(box(), { einwilligung: '' })).html).toContain('Setzen Sie dafür das Häkchen')
    expect((await open(office.url, `/nachfrage?zu=${GUIDE}`)).html).toContain('Ansprechperson finden')
    expect((await open(office.url, '/nachfrage?zu=%3Cscript%3E')).html).not.toContain('<script>')
    expect((await open(office.url, '/nachfrage?lang=en')).html).toContain('a single e-mail')
    expect(await office.store.subscribers.ids()).toEqual(before)
  })

  it('is forgotten where nobody answers', async () => {
    const address = await willing()
    await at(SIX_WEEKS_LATER)
    const log = pino({ level: 'silent' })
    const run = async (now: string) => {
      startRetention({ store: office.store, days: { conversations: 999, usage: 9_999 }, log, now: () => new Date(now) }).stop()
      await expect.poll(() => office.store.subscribers.ids(address)).toHaveLength(now < '2027-01-31' ? 1 : 0)
    }
    await run('2027-01-30T10:00:00+01:00')
    await run('2027-02-01T10:00:00+01:00')
    const { html, status } = await open(office.url, linkIn(question(address), 'Nein'))
    expect(status).toBe(200)
    expect(html).toContain('nichts mehr von Ihnen gespeichert')
  })

  it('is counted in the report, and what is few is not told', () => {
    const said = (helped: string, begun: string[], recommends?: string) => ({
      at: new Date('2026-11-10T10:00:00Z'),
      kind: 'survey',
      body: { helped, begun, ...(recommends && { recommends }) },
    })
    const events = [
      ...Array.from({ length: 12 }, (_, i) => said('yes', i < 7 ? ['project'] : ['advice'], 'yes')),
      ...Array.from({ length: 6 }, () => said('partly', ['nothing'], 'no')),
      ...Array.from({ length: 3 }, () => said('no', [])),
    ]
    const { total } = impactReport(['2026-11'], { events, clicks: [], requests: [] })
    expect(total['survey-helped']).toEqual({ shown: new Map([['yes', 12]]), rest: 9 })
    expect(total['survey-begun'].shown).toEqual(
      new Map([
        ['project', 7],
        ['nothing', 6],
        ['advice', 5],
      ]),
    )
    // Three did not say: they must not be the difference of two figures.
    expect(total['survey-recommends']).toEqual({ shown: new Map([['yes', 12]]), rest: 9 })
    expect(total.overview.shown.size).toBe(0)
  })

  it('is heard in its own words alone', () => {
    const { messages } = knownFrom().knowledge
    for (const words of ['Später nachfragen lassen', 'später nachfragen', 'Ask me later']) expect(isSurveyWish(words, messages)).toBe(true)
    for (const words of ['Kann ich später nachfragen, wenn etwas unklar ist?', 'Nachfrage', 'ja'])
      expect(isSurveyWish(words, messages)).toBe(false)
  })

  it('is not there where no mail is sent', async () => {
    const without = await openOffice({ now: NOW, withoutTeams: true })
    const visitor = await without.visitor()
    await visitor.say('Ansprechperson finden')
    for (const answer of ['06108', 'Handwerk', 'Website', 'egal']) expect((await visitor.say(answer)).join()).not.toContain('nachfragen')
    expect((await visitor.say('Später nachfragen lassen')).join()).not.toContain('einverstanden')
    expect((await fetch(`${without.url}/nachfrage`)).status).toBe(404)
    await without.close()
  })
})
