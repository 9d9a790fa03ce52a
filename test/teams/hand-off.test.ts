import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { requestOf } from '../office/request-fixture.ts'
import { type Message, readCard } from './fake-teams.ts'
import { ERIKA, JONAS, type Office, openOffice, type Visitor } from './office.ts'

/** A Monday in office hours. */
const MONDAY = '2026-11-23T10:00:00+01:00'
const HWK = '19:hwk@thread.tacv2'
const IHK = '19:ihk@thread.tacv2'
const GENERAL = '19:general@thread.tacv2'

let office: Office
let visitor: Visitor

beforeEach(async () => {
  office = await openOffice({ now: MONDAY })
  await office.inChannel(HWK, 'Verbinden hwk-halle')
  await office.inChannel(IHK, 'Verbinden ihk-halle-dessau')
  await office.inChannel(GENERAL, 'Verbinden: allgemein')
  visitor = await office.visitor()
})
afterEach(() => office.close())

const cardsIn = (channel: string): Message[] =>
  office.teams.inChannel(channel).filter(({ activity }) => (activity.attachments ?? []).length > 0)
const button = (card: Pick<Message, 'activity'>, title: string) => {
  const found = readCard(card).buttons.find((candidate) => candidate.title === title && candidate.verb)
  if (!found) throw new Error(`no button ${title} on ${JSON.stringify(readCard(card).buttons.map((one) => one.title))}`)
  return found
}

/** The whole way of a craftswoman in Halle up to the number. */
async function handOver(): Promise<string[]> {
  await visitor.say('Ich bin Tischlerin in Halle und brauche Hilfe beim Onlineshop')
  await visitor.say('Anfrage übergeben')
  await visitor.say('Ja, einverstanden')
  await visitor.say('Wie fange ich mit einem Onlineshop an?')
  await visitor.say('Xenia Beispiel')
  await visitor.say('xenia@example.org')
  return visitor.say('Absenden')
}

describe('a visitor', () => {
  it('gives a request with consent first, and gets a number and the time it is read', async () => {
    const offer = await visitor.say('Mensch')
    expect(offer.join()).toContain('Anfrage übergeben')
    await visitor.say('Ich bin Tischlerin in Halle')
    const consent = (await visitor.say('Anfrage übergeben')).join()
    expect(consent).toContain('Handwerkskammer Halle')
    expect(consent).toContain('90 Tage')
    expect((await visitor.say('Ja, einverstanden')).join()).toContain('Worum geht es')
    expect((await visitor.say('Wie fange ich an?')).join()).toContain('Wie heißen Sie')
    expect((await visitor.say('Xenia Beispiel')).join()).toContain('Wie erreichen wir Sie')
    expect((await visitor.say('irgendwie')).join()).toContain('weder eine Telefonnummer')
    const check = (await visitor.say('0345 123456')).join()
    for (const said of ['Xenia Beispiel', '0345 123456', 'Wie fange ich an?']) expect(check).toContain(said)
    const done = (await visitor.say('Absenden')).join()
    expect(done).toContain('Nummer **1**')
    expect(done).toContain('Es ist gerade Bürozeit')
    const [stored] = await office.store.requests.list({})
    expect(stored!.body).toMatchObject({ name: 'Xenia Beispiel', consent: { at: '2026-11-23T09:00:00.000Z', lang: 'de' } })
    const agreed = (stored!.body as { consent: { text: string } }).consent.text
    expect(consent.replaceAll('**Sind Sie einverstanden?**', 'Sind Sie einverstanden?')).toContain(agreed)
    expect(agreed).toMatch(/^Ich gebe Ihre Anfrage an .*Dafür speichere ich .*90 Tage.*Sind Sie einverstanden\?$/s)
  })

  it('has stored nothing personal before the consent, and nothing at all without it', async () => {
    await visitor.say('Anfrage übergeben')
    expect((await visitor.say('Tischlerei in Halle')).join()).not.toContain('Wie heißen Sie')
    await visitor.say('Handwerk')
    expect((await visitor.say('Nein')).join()).toContain('nichts gespeichert')
    expect(await office.store.requests.list({})).toEqual([])
  })

  it('can go back, ask something in between, and cancel', async () => {
    await visitor.say('Ich bin Tischlerin in Halle')
    await visitor.say('Anfrage übergeben')
    await visitor.say('ja')
    await visitor.say('Meine Frage')
    const aside = (await visitor.say('Wann ist der nächste Sprechtag in Halle?')).join()
    expect(aside).toContain('3. Dezember 2026')
    expect(aside).toContain('Wie heißen Sie')
    expect((await visitor.say('zurück')).join()).toContain('Worum geht es')
    expect((await visitor.say('abbrechen')).join()).toContain('nichts übergeben')
    expect((await visitor.say('Xenia Beispiel')).join()).not.toContain('erreichen')
    expect(await office.store.requests.list({})).toEqual([])
  })

  it('hears on a Sunday that somebody reads it on Monday', async () => {
    await office.at('2026-11-22T12:00:00+01:00')
    expect((await handOver()).join()).toContain('Montag, 23. November 2026, 09:00 Uhr')
  })

  it('asks how it stands, adds to it, and has it deleted', async () => {
    await handOver()
    expect((await visitor.say('Wie ist der Stand meiner Anfrage 1?')).join()).toContain('noch nicht übernommen')
    expect((await visitor.say('Meine Anfragen')).join()).toContain('noch nicht übernommen')
    expect((await visitor.say('Was ist mit meiner Anfrage 7?')).join()).toContain('keine Anfrage')
    const other = await office.visitor()
    expect((await other.say('Wie ist der Stand meiner Anfrage 1?')).join()).toContain('keine Anfrage')
    expect((await visitor.say('An 1: Es eilt ein wenig.')).join()).toContain('Anfrage 1')
    await office.settle()
    expect(readCard(cardsIn(HWK)[0]!).text).toContain('Nachtrag: Es eilt ein wenig.')
    expect((await visitor.say('Lösche meine Anfrage 1')).join()).toContain('zurückziehen')
    expect((await visitor.say('Ja')).join()).toContain('zurückgezogen')
    await office.settle()
    const left = JSON.stringify(cardsIn(HWK)[0]!.activity)
    for (const personal of ['Xenia', 'example.org', 'eilt', 'Onlineshop']) expect(left).not.toContain(personal)
    expect(JSON.stringify(await office.store.requests.list({}))).not.toContain('Xenia')
  })

  it('takes everything along with "Lösche meine Daten", from the cards as well', async () => {
    await handOver()
    await office.settle()
    expect(readCard(cardsIn(HWK)[0]!).text).toContain('Xenia Beispiel')
    await visitor.say('Lösche meine Daten')
    await visitor.say('Ja')
    await office.settle()
    expect(await office.store.requests.list({})).toEqual([])
    expect(cardsIn(HWK)).toHaveLength(1)
    expect(JSON.stringify(cardsIn(HWK)[0]!.activity)).not.toContain('Xenia')
    expect(readCard(cardsIn(HWK)[0]!).text).toContain('Anfrage löschen lassen')
  })

  it('cannot have more than three open requests', async () => {
    for (let i = 0; i < 3; i++) expect((await handOver()).join()).toContain(`Nummer **${i + 1}**`)
    expect((await handOver()).join()).toContain('mehrere Anfragen offen')
    expect(await office.store.requests.list({})).toHaveLength(3)
  })

  it('is taken though somebody floods the channels, and staff hear of the flood once', async () => {
    for (let i = 0; i < 60; i++) await office.desk.ask(requestOf(), { conversation: `flood ${i}`, turn: '1' })
    expect((await handOver()).join()).toContain('Nummer **61**')
    await office.settle()
    expect(office.teams.messages.filter(({ activity }) => activity.text?.includes('Ungewöhnlich viele Anfragen'))).toHaveLength(1)
  })

  it('is not offered a request while no channel is connected', async () => {
    for (const [channel, name] of [
      [HWK, 'hwk-halle'],
      [IHK, 'ihk-halle-dessau'],
      [GENERAL, 'allgemein'],
    ] as const)
      await office.inChannel(channel, `Trennen ${name}`)
    expect((await visitor.say('Mensch')).join()).not.toContain('Anfrage übergeben')
    expect((await visitor.say('Anfrage übergeben')).join()).not.toContain('einverstanden')
  })
})

describe('the card', () => {
  it('stands in the responsible channel with all that was said, and nowhere else', async () => {
    await handOver()
    await office.settle()
    expect(cardsIn(IHK)).toEqual([])
    expect(cardsIn(GENERAL)).toEqual([])
    const [card, ...more] = cardsIn(HWK)
    expect(more).toEqual([])
    const { text, buttons } = readCard(card!)
    for (const said of ['Anfrage 1', 'Xenia Beispiel', 'xenia@example.org', 'Wie fange ich mit einem Onlineshop an?', 'Halle', 'offen'])
      expect(text).toContain(said)
    expect(buttons.filter(({ verb }) => verb).map(({ title }) => title)).toEqual([
      'Übernehmen',
      'Antwort senden',
      'Vorschlagen',
      'Notiz speichern',
      'Weitergeben',
      'Geholfen',
      'Termin vereinbart',
      'Nicht erreicht',
      'Nicht zuständig',
    ])
    expect(card!.activity.summary).not.toContain('Xenia')
    expect(JSON.stringify(card!.activity)).not.toContain('TextBlock","text":"Wie fange')
  })

  it('says of a visitor who speaks English that they want an answer in English', async () => {
    const { request } = requestOf()
    await office.desk.ask({ do: 'create', request: { ...request, lang: 'en' } }, { conversation: 'english', turn: '1' })
    await office.settle()
    expect(readCard(cardsIn(HWK)[0]!).text).toContain('Englisch; bitte auf Englisch antworten')
  })

  it('is claimed by one, told to the second, and updated in place for everybody', async () => {
    await handOver()
    await office.settle()
    const card = cardsIn(HWK)[0]!
    const claim = button(card, 'Übernehmen')
    const first = await office.press(card, 'claim', claim.data, ERIKA)
    expect(readCard({ activity: first }).text).toContain('übernommen von Erika Amsel')
    const second = await office.press(card, 'claim', claim.data, JONAS)
    expect(readCard({ activity: second }).text).toContain('Erika Amsel war schneller')
    expect(cardsIn(HWK)).toHaveLength(1)
    expect(readCard(cardsIn(HWK)[0]!).text).toContain('übernommen von Erika Amsel')
    expect((await visitor.read()).join()).toContain('hat Ihre Anfrage 1 übernommen')
  })

  it('carries an answer into the open chat, and the visitor answers back', async () => {
    await handOver()
    await office.settle()
    const card = cardsIn(HWK)[0]!
    const live = visitor.hear('Morgen um zehn?')
    await office.press(card, 'answer', { ...button(card, 'Antwort senden').data, answer: 'Morgen um zehn?' })
    const heard = await live
    expect(heard).toContain('Morgen um zehn?')
    expect(heard).not.toContain('Erika')
    await visitor.say('An 1: Passt, danke')
    await office.settle()
    expect(readCard(cardsIn(HWK)[0]!).text).toContain('Nachtrag: Passt, danke')
    expect(office.teams.inChannel(HWK).at(-1)!.activity.text).toContain('Nachtrag')
  })

  it('moves when it is passed on, and leaves nothing of the visitor behind', async () => {
    await handOver()
    await office.settle()
    const card = cardsIn(HWK)[0]!
    await office.press(card, 'note', { ...button(card, 'Notiz speichern').data, note: 'gehört zur IHK' })
    await office.press(card, 'pass', { ...button(cardsIn(HWK)[0]!, 'Weitergeben').data, to: 'ihk-halle-dessau' })
    expect(readCard(cardsIn(IHK)[0]!).text).toContain('Xenia Beispiel')
    expect(readCard(cardsIn(IHK)[0]!).text).toContain('Notiz von Erika Amsel: gehört zur IHK')
    expect(readCard(cardsIn(HWK)[0]!).text).toContain('Weitergegeben an IHK Halle-Dessau')
    expect(JSON.stringify(cardsIn(HWK)[0]!.activity)).not.toContain('Xenia')
    const old = await office.press(
      card,
      'claim',
      button(card.versions[0] ? { activity: card.versions[0] } : card, 'Übernehmen').data,
      JONAS,
    )
    expect(readCard({ activity: old }).text).toContain('liegt jetzt bei IHK Halle-Dessau')
  })

  it('does nothing on a copy in another chat', async () => {
    await handOver()
    await office.settle()
    const card = cardsIn(HWK)[0]!
    const copied = await office.press(
      { ...card, conversation: '19:elsewhere@thread.tacv2;messageid=1' },
      'claim',
      button(card, 'Übernehmen').data,
    )
    expect(JSON.stringify(copied)).not.toContain('Xenia')
    expect((await office.store.requests.list({}))[0]!.state).toBe('open')
  })

  it.each([
    ['Geholfen', 'geholfen'],
    ['Termin vereinbart', 'Termin vereinbart'],
    ['Nicht erreicht', 'nicht erreicht'],
  ])('closes with one tap on "%s", and reopens', async (title, told) => {
    await handOver()
    await office.settle()
    const card = cardsIn(HWK)[0]!
    await office.press(card, 'close', button(card, title).data)
    expect((await visitor.read()).join()).toContain(told)
    expect((await visitor.say('Wie ist der Stand meiner Anfrage?')).join()).toContain('abgeschlossen')
    const closed = cardsIn(HWK)[0]!
    await office.press(closed, 'reopen', button(closed, 'Wieder öffnen').data, JONAS)
    expect((await office.store.requests.list({}))[0]!.state).toBe('open')
  })

  it('is passed on with "Nicht zuständig", and at its last place the visitor is led to who else may help', async () => {
    await handOver()
    await office.settle()
    const card = cardsIn(HWK)[0]!
    await office.press(card, 'close', button(card, 'Nicht zuständig').data)
    expect((await visitor.read()).join()).toContain('liegt jetzt bei **Allgemein**')
    const there = cardsIn(GENERAL)[0]!
    expect(readCard(there).text).toContain('Erika Amsel hat weitergegeben an Allgemein')
    expect(JSON.stringify(cardsIn(HWK)[0]!.activity)).not.toContain('Xenia')
    await office.press(there, 'close', button(there, 'Nicht zuständig').data, JONAS)
    expect((await office.store.requests.list({}))[0]!.state).toBe('closed')
    expect((await visitor.read()).join()).toContain('nicht zuständig. Wer sonst helfen kann, steht unter [Anlaufstellen]')
  })

  it('calls who is on duty, else who connected the channel, once it is new somewhere, and no more when it changes', async () => {
    await handOver()
    await office.settle()
    const rung = (channel: string) =>
      office.teams
        .inChannel(channel)
        .map(({ versions }) =>
          versions.map((version) => /"mentioned":\{"id":"([^"]*)"/.exec(JSON.stringify(version.attachments ?? []))?.[1]),
        )
    // ERIKA's id is none by which Teams rings.
    expect(rung(HWK).flat()).not.toContain('aad-erika')
    const lena = { id: '29:lena', name: 'Lena Linde' } as typeof ERIKA
    await office.inChannel(IHK, 'Trennen ihk-halle-dessau', lena)
    await office.inChannel(IHK, 'Verbinden ihk-halle-dessau', lena)
    const card = cardsIn(HWK)[0]!
    await office.press(card, 'pass', { ...button(card, 'Weitergeben').data, to: 'ihk-halle-dessau' })
    const there = cardsIn(IHK)[0]!
    expect(readCard(there).text).toContain('Neue Anfrage für <at>Lena Linde</at>')
    await office.press(there, 'claim', button(there, 'Übernehmen').data, JONAS)
    expect(rung(IHK).at(-1)).toEqual(['29:lena', undefined])
  })

  it('is found by its number or place while a message is written, and by whoever has it, without a word of the visitor', async () => {
    await handOver()
    await office.settle()
    const card = cardsIn(HWK)[0]!
    const search = async (typed: string) => {
      const { body } = await office.invoke('composeExtension/query', {
        commandId: 'anfragen',
        parameters: [{ name: 'begriff', value: typed }],
      })
      return (body as { composeExtension: { attachments: unknown[] } }).composeExtension.attachments
    }
    for (const typed of ['', '1', '#1', 'handwerkskammer offen']) expect(await search(typed), typed).toHaveLength(1)
    for (const typed of ['2', 'ihk']) expect(await search(typed), typed).toHaveLength(0)
    const found = JSON.stringify(await search('1'))
    expect(found).toContain('https://teams.microsoft.com/l/message/')
    expect(found).not.toMatch(/Xenia|example\.org|Onlineshop/)
    const said = async (who: typeof ERIKA) => (await office.personally('Meine Anfragen', who)).map(({ text }) => text).join()
    const help = (await office.personally('Hilfe')).map(({ text }) => text)
    expect(help).toEqual([expect.stringContaining('So kann ich helfen'), expect.stringContaining('„Meine Anfragen“')])
    expect(await said(ERIKA)).toContain('Sie haben gerade keine Anfrage übernommen')
    await office.press(card, 'claim', button(card, 'Übernehmen').data, ERIKA)
    expect(await said(ERIKA)).toContain('**Anfrage 1** bei Handwerkskammer Halle')
    expect(await said(JONAS)).toContain('keine Anfrage übernommen')
  })

  it('keeps a note although the card is an older one, and refuses what is out of date', async () => {
    await handOver()
    await office.settle()
    const old = { activity: cardsIn(HWK)[0]!.activity }
    const card = cardsIn(HWK)[0]!
    await office.press(card, 'claim', button(old, 'Übernehmen').data, ERIKA)
    await office.press(card, 'note', { ...button(old, 'Notiz speichern').data, note: 'ruft zurück' }, JONAS)
    expect(readCard(cardsIn(HWK)[0]!).text).toContain('Notiz von Jonas Buche: ruft zurück')
    const refused = await office.press(card, 'close', button(old, 'Geholfen').data, JONAS)
    expect(readCard({ activity: refused }).text).toContain('Diese Anfrage hat Erika Amsel übernommen')
    expect((await office.store.requests.list({}))[0]!.state).toBe('claimed')
  })
})

describe('the clock', () => {
  it('reminds after four office hours, tells the last resort after eight, and then is quiet', async () => {
    await handOver()
    await office.settle()
    await office.at('2026-11-23T13:59:00+01:00')
    expect(office.teams.inChannel(HWK).some(({ activity }) => activity.text?.includes('Erinnerung'))).toBe(false)
    await office.at('2026-11-23T14:01:00+01:00')
    expect(office.teams.inChannel(HWK).at(-1)!.activity.text).toContain('noch niemand übernommen')
    expect(cardsIn(HWK)[0]!.conversation).toBe(office.teams.inChannel(HWK).at(-1)!.conversation)
    await office.at('2026-11-24T12:01:00+01:00')
    const told = office.teams.inChannel(GENERAL).at(-1)!.activity.text!
    expect(told).toContain('Anfrage 1')
    expect(told).not.toContain('Xenia')
    expect(told).toContain('https://teams.microsoft.com/l/message/')
    const before = office.teams.messages.length
    await office.at('2026-11-27T11:00:00+01:00')
    expect(office.teams.messages.length).toBe(before)
  })

  it('does not remind of what somebody has taken', async () => {
    await handOver()
    await office.settle()
    const card = cardsIn(HWK)[0]!
    await office.press(card, 'claim', button(card, 'Übernehmen').data)
    await office.at('2026-11-24T12:01:00+01:00')
    expect(office.teams.messages.some(({ activity }) => activity.text?.includes('Erinnerung'))).toBe(false)
  })

  it('deletes what nobody touched for 90 days, from its card as well', async () => {
    await handOver()
    await office.settle()
    await office.at('2027-02-20T10:00:00+01:00')
    expect(await office.store.requests.list({})).toHaveLength(1)
    const touched = (await office.store.requests.list({}))[0]!.updated
    await office.at(new Date(touched.getTime() + 91 * 86_400_000).toISOString())
    expect(await office.store.requests.list({})).toEqual([])
    expect(readCard(cardsIn(HWK)[0]!).text).toContain('Aufbewahrungsfrist')
    expect(JSON.stringify(cardsIn(HWK)[0]!.activity)).not.toContain('Xenia')
  })

  it('keeps what waits for Teams, and posts it once when Teams is back', async () => {
    office.teams.fail(403)
    await handOver()
    await office.settle()
    expect(cardsIn(HWK)).toEqual([])
    office.teams.fail(undefined)
    await office.at('2026-11-23T10:30:00+01:00')
    expect(cardsIn(HWK)).toHaveLength(1)
  })

  it('posts the weekly digest once a week', async () => {
    await handOver()
    await visitor.say('Was gibt es zum Frühstück?')
    await office.at('2026-11-30T08:59:00+01:00')
    const digests = () => office.teams.inChannel(GENERAL).filter(({ activity }) => activity.text?.includes('Wochenbericht'))
    expect(digests()).toHaveLength(0)
    await office.at('2026-11-30T09:00:00+01:00')
    await office.at('2026-11-30T09:01:00+01:00')
    expect(digests()).toHaveLength(1)
    expect(digests()[0]!.activity.text).toContain('Anfrage 1')
    await office.at('2026-12-07T09:00:00+01:00')
    expect(digests()).toHaveLength(2)
  })
})
