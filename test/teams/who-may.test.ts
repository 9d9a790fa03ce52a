import { afterEach, describe, expect, it } from 'vitest'
import { requestOf } from '../office/request-fixture.ts'
import { knownFrom } from '../real-bot.ts'
import { readCard } from './fake-teams.ts'
import { ERIKA, JONAS, type Office, openOffice } from './office.ts'

/** A Monday in office hours. */
const MONDAY = '2026-11-23T10:00:00+01:00'
const HALLE = '19:halle@thread.tacv2'
const OTHER = '19:other@thread.tacv2'
const LEAD = { id: '29:lena', aadObjectId: 'aad-lena', name: 'Lena Linde' }

let office: Office
afterEach(() => office.close())

async function begin(): Promise<{ id: string; conversation: string; say(): Promise<string> }> {
  const { knowledge, searcher } = knownFrom()
  const routing = { ...knowledge.routing, leads: ['lena linde'] }
  office = await openOffice({ now: MONDAY, known: { searcher, knowledge: { ...knowledge, routing } } })
  await office.inChannel(HALLE, 'Verbinden hwk-halle')
  const visitor = await office.visitor()
  await office.desk.ask(requestOf(), { conversation: visitor.conversation, turn: '1' })
  await office.settle()
  const { id } = (await office.store.requests.list({}))[0]!
  return { id, conversation: visitor.conversation, say: async () => (await visitor.read()).join('\n') }
}
const card = () => office.teams.inChannel(HALLE).find(({ activity }) => (activity.attachments ?? []).length > 0)!
const said = (channel: string) => office.teams.inChannel(channel).map(({ activity }) => activity.text ?? '')
const request = async (id: string) => (await office.desk.find(id))!.request

describe('a request that somebody has', () => {
  it('is passed on, given back and closed by them or a lead alone', async () => {
    const { id, say } = await begin()
    const data = async (more = {}) => ({ request: id, version: (await office.desk.find(id))!.version, ...more })
    await office.press(card(), 'claim', await data(), ERIKA)
    for (const [verb, more] of [
      ['release', {}],
      ['close', { outcome: 'geholfen' }],
    ] as const) {
      const refused = await office.press(card(), verb, await data(more), JONAS)
      expect(readCard({ activity: refused }).text).toContain('Diese Anfrage hat Erika Amsel übernommen.')
    }
    expect(await request(id)).toMatchObject({ state: 'claimed', details: { claimedBy: { name: 'Erika Amsel' } } })
    await office.press(card(), 'release', await data(), LEAD)
    expect(await request(id)).toMatchObject({ state: 'open' })
    expect(await say()).toContain('liegt wieder bei allen von **Handwerkskammer Halle**')
  })

  it('shows the buttons of whoever has it to them and to leads, and to the others who has it', async () => {
    const { id } = await begin()
    // While nobody has it, all see the same.
    expect(card().activity.attachments![0]!.content).not.toHaveProperty('refresh')
    const claimed = await office.press(card(), 'claim', { request: id, version: (await office.desk.find(id))!.version }, ERIKA)
    const { refresh } = card().activity.attachments![0]!.content as { refresh: { action: { verb: string; data: Record<string, unknown> } } }
    const seenBy = async (person: typeof ERIKA) =>
      readCard({ activity: await office.press(card(), refresh.action.verb, refresh.action.data, person) })
    const verbs = ({ buttons }: ReturnType<typeof readCard>) => new Set(buttons.map(({ verb }) => verb))
    for (const seen of [readCard({ activity: claimed }), await seenBy(ERIKA), await seenBy(LEAD)])
      for (const verb of ['release', 'close', 'answer', 'note']) expect(verbs(seen)).toContain(verb)
    const theirs = await seenBy(JONAS)
    for (const verb of ['release', 'close', 'pass', 'claim']) expect(verbs(theirs)).not.toContain(verb)
    for (const verb of ['answer', 'note', 'refresh']) expect(verbs(theirs)).toContain(verb)
    expect(theirs.text).toContain('kann Erika Amsel oder eine Leitung')
    // A look changes nothing.
    expect((await request(id)).details.history.map(({ what }) => what)).toEqual(['created', 'claim'])
    // An old card tells how it is now.
    await office.press(card(), 'close', { request: id, version: (await office.desk.find(id))!.version, outcome: 'geholfen' }, ERIKA)
    expect((await seenBy(JONAS)).text).toContain('abgeschlossen')
  })

  it('and leaves is reminded of after two and five working days and open again after ten, and the visitor hears of it', async () => {
    const { id, conversation } = await begin()
    await office.desk.act(id, undefined, { do: 'claim', by: { id: 'aad-erika', name: 'Erika Amsel' } })
    await office.settle()
    const lines = async () => (await request(id)).details.history.map(({ what }) => what)
    for (const day of ['24', '25', '26', '27', '30']) await office.at(`2026-11-${day}T10:30:00+01:00`)
    expect((await lines()).filter((what) => what === 'chase')).toHaveLength(2)
    expect(said(HALLE).filter((text) => text.includes('seit einigen Arbeitstagen'))).toHaveLength(2)
    for (const day of ['01', '02', '03', '04', '07']) await office.at(`2026-12-${day}T10:30:00+01:00`)
    expect((await lines()).slice(-1)).toEqual(['return'])
    expect(await request(id)).toMatchObject({ state: 'open' })
    expect(JSON.stringify(await office.store.conversations.after(conversation, 0, 100))).toContain('liegt wieder bei allen')
    // The deadlines of a new one begin.
    await office.at('2026-12-08T14:00:00+01:00')
    expect(await lines()).toContain('remind')
  })

  it('and is no longer kept is told to the visitor who still waits', async () => {
    const { id, conversation } = await begin()
    await office.at('2027-03-15T10:00:00+01:00')
    expect(await office.desk.find(id)).toBeUndefined()
    const log = await office.store.conversations.after(conversation, 0, 100)
    expect(JSON.stringify(log)).toContain('lange nichts mehr geschehen')
  })
})

describe('a connected channel', () => {
  it('moves only when somebody confirms in the old one, or a lead says so, and the old one is told', async () => {
    await begin()
    await office.inChannel(OTHER, 'Verbinden hwk-halle', JONAS)
    expect(said(OTHER).at(-1)).toContain('Dort habe ich gefragt')
    expect(said(HALLE).at(-1)).toContain('Bestätigen hwk-halle')
    await office.inChannel(OTHER, 'Bestätigen hwk-halle', JONAS)
    expect(said(OTHER).at(-1)).toContain('nichts zu bestätigen')
    const link = async () => JSON.stringify(await office.store.state.read(['wegweiser/channel/hwk-halle']))
    expect(await link()).toContain(HALLE)
    await office.inChannel(HALLE, 'Bestätigen hwk-halle', ERIKA)
    expect(await link()).toContain(OTHER)
    expect(said(HALLE).at(-1)).toContain('Erika Amsel hat bestätigt')

    await office.inChannel(HALLE, 'Verbinden hwk-halle', LEAD)
    expect(await link()).toContain(HALLE)
    expect(said(OTHER).at(-1)).toContain('Lena Linde')
  })

  it('takes the cards of its open requests along, and one that is connected no more keeps theirs working', async () => {
    const { id } = await begin()
    const data = async () => ({ request: id, version: (await office.desk.find(id))!.version })
    const old = card()
    await office.inChannel(OTHER, 'Verbinden hwk-halle', LEAD)
    await office.settle()
    expect(readCard({ activity: old.activity })).toMatchObject({ text: expect.stringContaining('in einem anderen Kanal'), buttons: [] })
    expect(JSON.stringify(old.activity)).not.toContain('Wie fange ich an?')
    const moved = office.teams.inChannel(OTHER).filter(({ activity }) => (activity.attachments ?? []).length > 0)
    expect(moved).toHaveLength(1)
    const refused = await office.press(old, 'claim', await data(), ERIKA)
    expect(readCard({ activity: refused }).text).toContain('liegt jetzt bei Handwerkskammer Halle')
    await office.press(moved[0]!, 'claim', await data(), ERIKA)
    expect(await request(id)).toMatchObject({ state: 'claimed', details: { claimedBy: { name: 'Erika Amsel' } } })

    await office.inChannel(OTHER, 'Trennen hwk-halle', LEAD)
    await office.press(moved[0]!, 'note', { ...(await data()), note: 'geht noch' }, ERIKA)
    expect((await request(id)).details.history.at(-1)).toMatchObject({ what: 'note', text: 'geht noch' })
    // Back where it was, it is one card again.
    await office.inChannel(HALLE, 'Verbinden hwk-halle', ERIKA)
    await office.settle()
    expect(readCard({ activity: moved[0]!.activity }).buttons).toEqual([])
    expect(office.teams.inChannel(HALLE).filter(({ activity }) => readCard({ activity }).buttons.length > 0)).toHaveLength(1)
  })
})
