import { afterEach, describe, expect, it } from 'vitest'
import type { Filed } from '../../adapters/office/filed.ts'
import { readCard } from '../teams/fake-teams.ts'
import { JONAS, type Office, openOffice, type Visitor } from '../teams/office.ts'

/** A Monday in office hours. */
const MONDAY = '2026-11-23T10:00:00+01:00'
const HALLE = '19:halle@thread.tacv2'
const ERIKA = { id: '29:erika', aadObjectId: '11111111-2222-3333-4444-555555555555', name: 'Erika Amsel' }

let office: Office
afterEach(() => office.close())

const filed = async (): Promise<Filed> => (await office.desk.find((await office.store.requests.list({}))[0]!.id))!
const history = async () =>
  (await filed()).request.details.history.map(({ what, text }) => (text === undefined ? what : `${what}: ${text}`))
const card = () =>
  office.teams.inChannel(HALLE).find(({ activity }) => JSON.stringify(activity.attachments ?? []).includes('Wie fange ich'))!

/** A visitor whose request has a card in Teams. */
async function handedOver(): Promise<Visitor> {
  office = await openOffice({ now: MONDAY })
  await office.inChannel(HALLE, 'Verbinden hwk-halle')
  const visitor = await office.visitor()
  for (const text of [
    'Ich bin Tischlerin in Halle',
    'Anfrage übergeben',
    'Ja, einverstanden',
    'Wie fange ich an?',
    'Xenia Beispiel',
    'xenia@example.org',
  ])
    await visitor.say(text)
  await visitor.say('Absenden')
  await office.settle()
  return visitor
}
/** Staff write under the card, mentioning the bot. */
async function inThread(text: string, from = ERIKA, id = `t-${text}`, more: object = {}): Promise<void> {
  const mention = '<at>Wegweiser</at>'
  await office.post({
    id,
    channelId: 'msteams',
    serviceUrl: office.teams.serviceUrl,
    type: 'message',
    text: `${mention} ${text}`,
    entities: [{ type: 'mention', text: mention, mentioned: { id: '28:bot', name: 'Wegweiser' } }],
    from: from as never,
    recipient: { id: '28:bot', name: 'Wegweiser' } as never,
    conversation: { id: card().conversation, conversationType: 'channel', isGroup: true, name: '' } as never,
    channelData: { channel: { id: HALLE } },
    ...more,
  })
  await office.settle()
}

describe('a talk with two sides', () => {
  it('goes from the thread under a card to the visitor and back, until the visitor turns back', async () => {
    const visitor = await handedOver()
    await inThread('Passt Ihnen Donnerstag?')
    const said = (await visitor.read()).join('\n')
    expect(said).toContain('Passt Ihnen Donnerstag?')
    expect(said).toContain('Sie sprechen jetzt mit **Handwerkskammer Halle**')
    expect(await history()).toEqual(['created', 'answer: Passt Ihnen Donnerstag?', 'deliver: open'])

    expect((await visitor.say('Donnerstag passt, danke!')).join()).toContain('Ging an **Handwerkskammer Halle**')
    await office.settle()
    const last = office.teams.inChannel(HALLE).at(-1)!
    expect(last.conversation).toBe(card().conversation)
    // Whoever has the request is rung; the words stand on the card alone, which is emptied when they must go.
    expect(JSON.stringify(last.activity)).not.toContain('Donnerstag')
    expect(readCard(card()).text).toContain('Nachtrag: Donnerstag passt, danke!')
    expect(JSON.stringify(last.activity.attachments)).toContain(`"mentioned":{"id":"${ERIKA.aadObjectId}","name":"Erika Amsel"}`)
    expect(readCard(card()).text).toContain('Antwort im offenen Chat angezeigt')

    // What is about the request itself is heard as before.
    expect((await visitor.say('Wie steht meine Anfrage 1?')).join()).toContain('in Bearbeitung')
    // Who is in need gets help, and nobody else hears of it.
    expect((await visitor.say('Ich will nicht mehr leben')).join()).toContain('0800 1110111')
    expect((await visitor.say('Lösche meine Daten')).join()).not.toContain('Ging an')
    expect((await visitor.say('nein')).join()).not.toContain('Ging an')
    expect((await history()).filter((line) => line.startsWith('add'))).toEqual(['add: Donnerstag passt, danke!'])

    expect((await visitor.say('zurück zum wegweiser')).join()).toContain('antworte wieder ich')
    const answer = (await visitor.say('Was ist eine E-Rechnung?')).join()
    expect(answer).not.toContain('Ging an')
    expect(answer).toContain('Rechnung')

    await inThread('Um 10 Uhr?')
    await visitor.read()
    expect((await visitor.say('Ja, 10 Uhr.')).join()).toContain('Ging an')
    await office.desk.act((await filed()).id, undefined, { do: 'close', by: { id: ERIKA.aadObjectId, name: '' }, outcome: 'termin' })
    await office.settle()
    const closed = (await visitor.read()).join()
    expect(closed).toContain('abgeschlossen: Termin vereinbart.\n\nIst noch etwas offen, schreiben Sie „An 1: …“.')
    expect((await visitor.say('Was ist eine E-Rechnung?')).join()).not.toContain('Ging an')

    // What does not go out is said not to, and how it would.
    await inThread('Bringen Sie Fotos mit.')
    expect(office.teams.inChannel(HALLE).at(-1)!.activity.text).toBe(
      'Nicht zugestellt: Die Anfrage ist schon abgeschlossen. Öffnen Sie die Anfrage auf der Karte wieder, dann können Sie hier schreiben.',
    )
  })

  it('tells staff that pictures and files under the card stay there', async () => {
    const visitor = await handedOver()
    const attachments = [{ contentType: 'text/html', content: '<p>x</p>' }]
    const last = () => office.teams.inChannel(HALLE).at(-1)!.activity.text
    await inThread('Guten Tag.', ERIKA, 'plain', { attachments })
    expect(last()).toBe('Ging an die Besucherin oder den Besucher.')
    await inThread('So sieht es aus.', ERIKA, 'picture', {
      attachments: [...attachments, { contentType: 'image/png', contentUrl: 'https://x' }],
    })
    expect(last()).toContain('Anhänge werden nicht weitergegeben')
    expect((await visitor.read()).join()).toContain('So sieht es aus.')
  })

  it('tells staff that the window is closed, and that the answer was seen later', async () => {
    const visitor = await handedOver()
    await visitor.read()
    await office.at('2026-11-23T10:05:00+01:00')
    await inThread('Rufen Sie mich an?', JONAS as typeof ERIKA)
    expect(await history()).toContain('deliver: closed')
    expect(
      office.teams
        .inChannel(HALLE)
        .map(({ activity }) => activity.text ?? '')
        .join(),
    ).toContain('Das Chatfenster ist geschlossen')
    expect((await visitor.read()).join()).toContain('Rufen Sie mich an?')
    // Noted beside the visitor's request, which does not wait for it.
    await expect.poll(history).toContain('seen')
    await office.settle()
    expect(readCard(card()).text).toContain('Chat wieder geöffnet, Antwort gesehen')
  })

  it('says a repeated message of Teams once, and nothing of a thread that is no card’s', async () => {
    const visitor = await handedOver()
    await inThread('Einmal.', ERIKA, 'same')
    await inThread('Einmal.', ERIKA, 'same')
    expect((await visitor.read()).join().match(/Einmal\./g)).toHaveLength(1)
    await office.inChannel('19:other@thread.tacv2', 'Was ist eine E-Rechnung?')
    expect((await history()).filter((line) => line.startsWith('answer'))).toHaveLength(1)
  })

  it('is over a day after the last word', async () => {
    const visitor = await handedOver()
    await inThread('Bis morgen.')
    expect(await office.desk.live(visitor.conversation)).toEqual({ number: 1, place: 'Handwerkskammer Halle', answers: 1 })
    await office.at('2026-11-24T11:00:00+01:00')
    expect(await office.desk.live(visitor.conversation)).toBeUndefined()
  })
})
