import type { Activity } from 'botbuilder'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../adapters/load-knowledge.ts'
import { readCommand } from '../../adapters/teams/commands.ts'
import { requestOf } from '../office/request-fixture.ts'
import { readCard } from './fake-teams.ts'
import { ERIKA, type Office, openOffice, PUBLIC_URL } from './office.ts'

const shipped = loadKnowledge([]).knowledge

const MONDAY = '2026-11-23T10:00:00+01:00'
const HWK = '19:hwk@thread.tacv2'
let office: Office
beforeEach(async () => {
  office = await openOffice({ now: MONDAY })
})
afterEach(() => office.close())

const text = async (said: string) => (await office.personally(said)).map((activity) => activity.text).join('\n')

describe('staff in the personal chat', () => {
  it('get the same answer as visitors, with citations and every button', async () => {
    const [answer] = await office.personally('Wann ist der nächste Sprechtag in Halle?')
    expect(answer!.text).toContain('3. Dezember 2026')
    expect(answer!.entities).toHaveLength(1)
    // Beside a card Teams draws no suggested actions.
    expect(answer).not.toHaveProperty('suggestedActions')
    expect(answer!.attachments![0]!.contentType).toBe('application/vnd.microsoft.card.adaptive')
    expect(readCard({ activity: { attachments: answer!.attachments!.slice(-1) } }).buttons.map(({ title }) => title)).toContain(
      'Warum diese Antwort?',
    )
  })

  it('are led through a guide', async () => {
    const [question] = await office.personally('Ansprechperson finden')
    expect(question!.text).toContain('Frage 1')
    // More answers than suggested actions can show: all of them are buttons of a card, "I don't know" included.
    const { buttons } = readCard({ activity: { attachments: question!.attachments! } })
    expect(buttons.map(({ title }) => title)).toContain('Weiß ich nicht')
    const handwerk = buttons.find(({ title }) => title === 'Handwerk')!
    const [next] = await office.personally('', ERIKA, handwerk.data)
    expect(next!.text).toContain('Frage 2')
    expect(readCard({ activity: { attachments: next!.attachments! } }).buttons.map(({ title }) => title)).toContain('Zurück')
  })

  it('see open requests without what the visitor said, with a way to the card', async () => {
    expect(await text('Offene Anfragen')).toContain('keine Anfrage offen')
    await office.inChannel(HWK, 'Verbinden hwk-halle')
    await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    await office.settle()
    const said = await text('Offene Anfragen')
    expect(said).toContain('**Anfrage 1** bei Handwerkskammer Halle, offen, seit 23.11.2026, 10:00 Uhr')
    expect(said).toContain('https://teams.microsoft.com/l/message/19%3Ahwk%40thread.tacv2/')
    expect(said).not.toContain('Xenia')
  })

  it('see what people ask, what stays without an answer (cleaned), and what ends', async () => {
    const visitor = await office.visitor()
    await visitor.say('Was gibt es heute zum Frühstück in Paris?')
    await visitor.say('Wie wird das Frühstück in Paris heute? Antwort an x@example.org')
    await visitor.say('Wann ist der nächste Sprechtag in Halle?')
    const statistics = await text('Statistik')
    expect(statistics).toContain('3 Fragen')
    const unanswered = await text('Was wurde nicht beantwortet?')
    expect(unanswered).toMatch(/Frühstück in Paris/)
    expect(unanswered).not.toContain('x@example.org')
    expect(await text('Was läuft ab?')).toMatch(/Endet|Prüfung|läuft nichts ab/)
  })

  it('are not offered to hand themselves over', async () => {
    await office.inChannel(HWK, 'Verbinden hwk-halle')
    expect(await text('Mensch')).not.toContain('Anfrage übergeben')
  })
})

describe('staff in a channel', () => {
  const last = () => office.teams.inChannel(HWK).at(-1)!.activity

  it('ask by mentioning the bot, and get buttons as a card', async () => {
    await office.inChannel(HWK, 'Wann ist der nächste Sprechtag in Halle?')
    expect(last().text).toContain('3. Dezember 2026')
    expect(last()).not.toHaveProperty('suggestedActions')
    expect(readCard({ activity: last() }).buttons.map(({ title }) => title)).toContain('Warum diese Antwort?')
  })

  it('connect the channel, see what is connected, and disconnect it', async () => {
    await office.inChannel(HWK, 'Verbinden')
    expect(last().text).toContain('hwk-halle')
    await office.inChannel(HWK, 'Verbinden gibt-es-nicht')
    expect(last().text).toContain('Bitte nennen Sie die Kennung')
    await office.inChannel(HWK, 'Anfragen hierher: hwk-halle')
    expect(last().text).toContain('kommen ab jetzt')
    await office.inChannel(HWK, 'Kanäle')
    expect(last().text).toContain('Handwerkskammer Halle (hwk-halle): verbunden')
    await office.inChannel('19:other@thread.tacv2', 'Trennen hwk-halle')
    expect(office.desk.at('directline')).toMatchObject({ open: true })
    await office.inChannel(HWK, 'Trennen hwk-halle')
    expect(office.desk.at('directline')).toMatchObject({ open: false })
  })

  it('stay connected after a restart and after everything old was deleted', async () => {
    await office.inChannel(HWK, 'Verbinden hwk-halle')
    await office.store.expire({ conversations: new Date('2027-12-01T00:00:00Z') })
    const next = await openOffice({ now: '2027-01-10T10:00:00+01:00', store: office.store, teams: office.teams })
    expect(next.desk.at('directline')).toMatchObject({ open: true })
    await next.close()
  })

  it('are told once what the bot is for when it joins, and not greeted one by one', async () => {
    const joined = (id: string): Partial<Activity> => ({
      type: 'conversationUpdate',
      id: `j-${id}`,
      channelId: 'msteams',
      serviceUrl: office.teams.serviceUrl,
      conversation: { id: HWK, conversationType: 'channel', isGroup: true, name: '' },
      from: ERIKA as Activity['from'],
      recipient: { id: '28:bot', name: 'Wegweiser' } as Activity['recipient'],
      membersAdded: [{ id, name: '' }] as NonNullable<Activity['membersAdded']>,
    })
    await office.post(joined('29:somebody'))
    expect(office.teams.messages).toEqual([])
    await office.post(joined('28:bot'))
    expect(office.teams.messages.map(({ activity }) => activity.text).join()).toContain('Verbinden')
  })

  it('do not see a broken button as an error', async () => {
    const nothing = await office.press({ id: '1', conversation: `${HWK};messageid=1` }, 'claim', { request: 'gone', version: 1 })
    expect(readCard({ activity: nothing }).text).toContain('gibt es nicht mehr')
  })
})

describe('the message extension', () => {
  const hits = (body: unknown) =>
    (
      body as {
        composeExtension: { attachments: { content: Record<string, unknown>; preview: { content: { title: string; text: string } } }[] }
      }
    ).composeExtension.attachments
  const query = async (commandId: string, value: string) =>
    hits((await office.invoke('composeExtension/query', { commandId, parameters: [{ name: 'begriff', value }] })).body)

  it('finds while one is still typing', async () => {
    for (const typed of ['sprech', 'Sprechtag', 'sprechtag halle'])
      expect((await query('termine', typed)).map(({ preview }) => preview.content.title).join()).toContain('Halle')
  })

  it('finds German entries for staff whose Teams speaks English, and without a command name', async () => {
    const { body } = await office.invoke('composeExtension/query', { parameters: [{ value: 'sprechtag' }] }, { locale: 'en-US' })
    expect(
      hits(body)
        .map(({ preview }) => preview.content.title)
        .join(),
    ).toContain('Halle')
  })

  it('keeps to the kind that was asked for', async () => {
    for (const hit of await query('foerderung', 'Digitalisierung')) expect(JSON.stringify(hit.content)).toContain('"funding/')
    expect((await query('wissen', 'E-Rechnung'))[0]!.preview.content.title).toContain('Rechnung')
  })

  it('offers what is open or next before the first letter', async () => {
    const first = await query('termine', '')
    expect(first.length).toBeGreaterThan(0)
    expect(first[0]!.preview.content.text).toContain('Nächste Termine')
  })

  it('inserts a card with state, next date and checked day, that asks for itself again', async () => {
    const [hit] = await query('termine', 'Sprechtag Halle')
    const card = readCard({ activity: { attachments: [{ contentType: '', content: hit!.content }] } })
    expect(JSON.stringify(hit!.content)).toContain('03.12.2026')
    expect(card.text).toMatch(/Stand: .*20\d\d/)
    const refresh = (hit!.content.refresh as { action: { verb: string; data: { entry: string } } }).action
    expect(refresh.data.entry).toBe('events/sprechtag-halle')
    const later = await openOffice({ now: '2026-12-04T10:00:00+01:00' })
    const { body } = await later.invoke('adaptiveCard/action', { action: { type: 'Action.Execute', ...refresh } })
    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' })
    expect(JSON.stringify(body)).not.toContain('03.12.2026')
    await later.close()
  })

  it('says that an entry is gone instead of showing an old one', async () => {
    const { body } = await office.invoke('adaptiveCard/action', { action: { verb: 'entry', data: { entry: 'articles/gab-es-mal' } } })
    expect(JSON.stringify(body)).toContain('gibt es nicht mehr')
  })

  it('makes a card of a link to one of our pages, and of no other link', async () => {
    const unfurl = async (url: string) => hits((await office.invoke('composeExtension/queryLink', { url })).body)
    expect((await unfurl(`${PUBLIC_URL}/veranstaltungen/sprechtag-halle?utm=1#a`))[0]!.preview.content.title).toContain('Halle')
    expect(await unfurl('https://evil.example/veranstaltungen/sprechtag-halle')).toEqual([])
    expect(await unfurl(`${PUBLIC_URL}/impressum`)).toEqual([])
    expect(await unfurl('not an address')).toEqual([])
  })

  it('notes a message as a question, without names that can be told, and puts it on the list', async () => {
    const asked = await office.invoke('composeExtension/fetchTask', {
      commandId: 'vormerken',
      messagePayload: {
        body: { contentType: 'html', content: '<p>Gibt es Fördergeld f&uuml;r Drohnen? &amp; mehr: anna@example.org</p>' },
      },
    })
    expect(JSON.stringify(asked.body)).toContain('Drohnen? & mehr: [E-Mail-Adresse]')
    const { body } = await office.invoke('composeExtension/submitAction', {
      commandId: 'vormerken',
      data: { frage: 'Gibt es Fördergeld für Drohnen? Tel. 0391 1234567' },
    })
    expect(JSON.stringify(body)).toContain('Vorgemerkt')
    const list = await text('Was wurde nicht beantwortet?')
    expect(list).toContain('Drohnen')
    expect(list).not.toContain('1234567')
  })

  it('gives an empty answer to nonsense', async () => {
    expect(hits((await office.invoke('composeExtension/query', { commandId: 7 })).body)).toEqual([])
    expect(hits((await office.invoke('composeExtension/query', null)).body)).toEqual([])
  })
})

describe('commands', () => {
  it.each([
    ['Offene Anfragen', 'requests'],
    ['was wurde nicht beantwortet', 'unanswered'],
    ['Was läuft ab?', 'ending'],
    ['STATISTIK', 'statistics'],
    ['verbinden hwk-halle', 'connect'],
  ])('%s', (said, kind) => expect(readCommand(said, shipped)?.kind).toBe(kind))
  it.each(['Welche Anfragen kann ich stellen?', 'Statistik der Förderung', 'Verbindung langsam', ''])('"%s" is a question', (said) =>
    expect(readCommand(said, shipped)).toBeUndefined(),
  )
})
