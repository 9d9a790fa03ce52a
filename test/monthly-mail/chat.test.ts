/** The monthly mail ordered in a talk, over the chat's own door, with a real mail server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMailOrder } from '../../bot/monthly-mail/order-words.ts'
import { type MailServer, mailServer } from '../mail/mail-server.ts'
import { press } from '../mail/people.ts'
import { knownFrom } from '../real-bot.ts'
import { type Office, openOffice } from '../teams/office.ts'

const NOW = '2026-11-20T10:00:00+01:00'
let server: MailServer
let office: Office
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

const heard = (utterance: string) => readMailOrder(utterance, knownFrom().knowledge.messages)

describe('the wish for the dates by mail', () => {
  it.each([
    'Wie bekomme ich den Veranstaltungskalender jeden Monat?',
    'terminübersicht digitalisierung per newsletter bekommen',
    'kalender per mail abonnieren digitale termine',
    'Wo kann ich mich für den monatlichen Kalender eintragen?',
    'Habt ihr einen Newsletter mit Terminen?',
    'veranstaltungskalender abonnieren',
    'Ich möchte eure Termine regelmäßig per E-Mail bekommen',
    'Monatsmail bestellen',
    'Can I get the dates by email every month?',
  ])('is heard in %j', (utterance) => expect(heard(utterance)).toBe('begin'))

  it.each(['Newsletter abmelden', 'Ich will die Monatsmail abbestellen', 'unsubscribe from the newsletter'])('is over in %j', (utterance) =>
    expect(heard(utterance)).toBe('end'),
  )

  it.each([
    'Darf ich meinen Kunden einen Newsletter schicken?',
    'Welches Newsletter-Tool soll ich nehmen?',
    'Brauche ich für meinen Newsletter eine Einwilligung?',
    'Kunden sollen Termine per Mail buchen',
    'Welche Termine gibt es im Dezember?',
    'Kann ich den Kalender in Outlook abonnieren?',
    'Wann ist der nächste Sprechtag in Halle?',
    'newsletter double opt in pflicht',
    'Mein Handyvertrag: wie kündigen?',
  ])('is not heard in %j', (utterance) => expect(heard(utterance)).toBeUndefined())
})

describe('a talk', () => {
  it('orders it after a yes, says each step, and leaves no address in the talk', async () => {
    const address = 'leserin@example.org'
    const visitor = await office.visitor()
    const consent = (await visitor.say('Ich möchte eure Termine jeden Monat per Mail bekommen')).join('\n')
    expect(consent).toContain('bis Sie abbestellen')
    expect(consent).toContain('Sind Sie einverstanden?')
    expect((await visitor.say('Ja, einverstanden')).join()).toContain('Zu welchen Themen')
    expect((await visitor.say('Alle Themen')).join()).toContain('Für welchen Ort?')
    expect((await visitor.say('Halle')).join()).toContain('An welche E-Mail-Adresse?')
    // A side question is answered, then the open one is put again; what is no address is not taken for one.
    expect((await visitor.say('0345 123456')).join()).toContain('keine E-Mail-Adresse')
    const done = (await visitor.say(`an ${address} bitte`)).join()
    expect(done).toContain('erst dann kommt jeden Monat eine Mail')
    expect(done).not.toContain(address)
    await office.monthlyMail!.flush()
    const [mail, ...others] = server.to(address)
    expect(others).toEqual([])
    const path = /https:\/\/wegweiser\.example\.org(\/monatsmail\/bestaetigen\?abo=\S+)/.exec(mail!.text!)![1]!
    expect((await press(office.url, path)).html).toContain('Sie bekommen die Monatsmail')
    const [id] = await office.store.subscribers.ids(address)
    expect(await office.store.subscribers.find(id!)).toMatchObject({
      state: 'active',
      wishes: { topics: [], lang: 'de' },
      consent: { where: 'chat', text: expect.stringContaining('bis Sie abbestellen') },
    })
    const log = await office.store.conversations.after(visitor.conversation, 0, 100)
    expect(JSON.stringify(log)).not.toContain(address)
    expect(JSON.stringify(await office.store.state.read([`directline/conversations/${visitor.conversation}/`]))).not.toContain(address)
    expect(JSON.stringify(office.events)).not.toContain(address)
    // Forgetting the talk is another matter than ending the mail.
    expect((await visitor.say('Wie kann ich die Monatsmail abbestellen?')).join()).toContain('in jeder Mail')
  })

  it('keeps nothing after a no, and nothing after "Abbrechen"', async () => {
    const before = (await office.store.subscribers.ids()).length
    const visitor = await office.visitor()
    await visitor.say('Newsletter abonnieren')
    expect((await visitor.say('Nein')).join()).toContain('nichts gespeichert')
    await visitor.say('Newsletter abonnieren')
    await visitor.say('Ja')
    expect((await visitor.say('Abbrechen')).join()).toContain('nichts gespeichert')
    expect(await office.store.subscribers.ids()).toHaveLength(before)
  })

  it('goes on with the open question after another one', async () => {
    const visitor = await office.visitor()
    await visitor.say('Monatsmail')
    await visitor.say('Ja')
    const side = (await visitor.say('Was ist eine E-Rechnung?')).join('\n')
    expect(side).toContain('E-Rechnung')
    expect(side).toContain('Zu welchen Themen')
    expect((await visitor.say('zurück')).join()).toContain('Sind Sie einverstanden?')
  })

  it('offers nothing where no mail is sent', async () => {
    const without = await openOffice({ now: NOW, withoutTeams: true })
    const visitor = await without.visitor()
    expect((await visitor.say('Ich möchte eure Termine jeden Monat per Mail bekommen')).join()).not.toContain('einverstanden')
    expect((await fetch(`${without.url}/monatsmail`)).status).toBe(404)
    await without.close()
  })
})
