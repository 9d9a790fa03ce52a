import { afterEach, describe, expect, it } from 'vitest'
import type { Known } from '../../bot/ports.ts'
import { knownFrom } from '../real-bot.ts'
import { type Office, openOffice, type Visitor } from '../teams/office.ts'
import { type Letters, letters, type Notebook, notebook } from './notebook.ts'
import { requestOf } from './request-fixture.ts'

/** A Monday in office hours. */
const MONDAY = '2026-11-23T10:00:00+01:00'
const STAFF = { id: 'erika', name: 'Erika Amsel' }
const JONAS = { id: 'jonas', name: 'Jonas Buche' }

let office: Office
let book: Notebook
let mail: Notebook
let post: Letters
/** The book takes what it is told, and its answer is lost. */
let loses = false

/** No Teams: requests reach people by a notebook, and visitors by the chat. */
async function open(options: { channels?: readonly string[]; mail?: readonly string[]; now?: string; known?: Known } = {}): Promise<void> {
  office = await openOffice({
    now: options.now ?? MONDAY,
    ...(options.known && { known: options.known }),
    withoutTeams: true,
    register: (house, store) => {
      const onLine = () => {
        if (loses) throw new Error('the answer is lost')
      }
      book = notebook({ store, channels: options.channels ?? ['hwk-halle', 'allgemein'], onLine })
      mail = notebook({ store, name: 'mail', channels: options.mail ?? [] })
      post = letters()
      house.registerStaff(book)
      house.registerStaff(mail)
      house.registerVisitors(post)
    },
  })
}
afterEach(() => office.close())

/** The whole way of a craftswoman in Halle up to the number. */
async function handOver(visitor: Visitor): Promise<string> {
  for (const text of [
    'Ich bin Tischlerin in Halle und brauche Hilfe beim Onlineshop',
    'Anfrage übergeben',
    'Ja, einverstanden',
    'Wie fange ich mit einem Onlineshop an?',
    'Xenia Beispiel',
    'xenia@example.org',
  ])
    await visitor.say(text)
  return (await visitor.say('Absenden')).join('\n')
}
const told = (from: Notebook = book) =>
  from.lines.map(({ what, to, text }) => [what, to, ...(text === undefined ? [] : [text])].join(' | '))
const only = async () => (await office.store.requests.list({}))[0]!
const stateOf = async (sender: string, id: string) => Object.keys(await office.store.state.read([`wegweiser/${sender}/${id}`]))

describe('without Teams, where somebody else is reached', () => {
  it('a request is kept and told, taken, answered in the chat and closed', async () => {
    await open()
    const visitor = await office.visitor()
    const done = await handOver(visitor)
    expect(done).toContain('Nummer **1**')
    expect(done).toContain('Handwerkskammer Halle')
    await office.settle()
    expect(told()).toEqual(['show | hwk-halle | open: Xenia Beispiel Wie fange ich mit einem Onlineshop an?'])
    const { id } = await only()

    await office.desk.act(id, 1, { do: 'claim', by: STAFF })
    await office.settle()
    expect((await visitor.read()).join()).toContain('Ihre Anfrage 1')
    await office.desk.act(id, undefined, { do: 'answer', by: STAFF, text: 'Rufen Sie mich am Dienstag an.' })
    await office.settle()
    expect((await visitor.read()).join()).toContain('Rufen Sie mich am Dienstag an.')
    expect((await visitor.say('Wie steht meine Anfrage 1?')).join()).toContain('Handwerkskammer Halle')

    await visitor.say('Zu Anfrage 1: Es eilt nicht.')
    await office.settle()
    expect(told().slice(-2)).toEqual([expect.stringContaining('show | hwk-halle | claimed'), 'add | hwk-halle'])
    await office.desk.act(id, undefined, { do: 'close', by: STAFF, outcome: 'geholfen' })
    await office.settle()
    expect(told().at(-1)).toContain('show | hwk-halle | closed')
    expect((await visitor.read()).join()).toContain('1')
    expect(post.letters).toEqual([])
  })

  it('two people who take it at once: one wins, and the other is told', async () => {
    await open()
    await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    const { id } = await only()
    const both = await Promise.all([STAFF, JONAS].map((by) => office.desk.act(id, 1, { do: 'claim', by })))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)).toMatchObject({ problem: 'taken' })
  })

  it('staff hand over nothing at their own door', async () => {
    await open()
    expect(office.desk.at('back-room')).toBeUndefined()
    expect(office.desk.at('directline')).toEqual({ open: true, retentionDays: 90 })
  })

  it('an answer takes the next way when the chat is gone, and is the people’s again when none is left', async () => {
    await open()
    const visitor = await office.visitor()
    await handOver(visitor)
    const { id } = await only()
    await office.store.expire({ conversations: new Date('2027-01-01T00:00:00Z') })
    await office.desk.act(id, undefined, { do: 'answer', by: STAFF, text: 'Der erste Weg.' })
    await office.settle()
    expect(post.letters).toMatchObject([{ conversation: visitor.conversation, text: expect.stringContaining('Der erste Weg.') }])
    expect(told()).not.toContain('unheard | hwk-halle')

    post.lead(false)
    await office.desk.act(id, undefined, { do: 'answer', by: STAFF, text: 'Der zweite Weg.' })
    await office.settle()
    expect(post.letters).toHaveLength(1)
    expect(told().filter((line) => line === 'unheard | hwk-halle')).toHaveLength(1)
  })
})

describe('without anybody who is reached', () => {
  it('there is no form, "Mensch" ends at the contacts, and nothing is kept', async () => {
    await open({ channels: [] })
    const visitor = await office.visitor()
    await visitor.say('Ich bin Tischlerin in Halle')
    const person = (await visitor.say('Mensch')).join()
    expect(person).not.toContain('Anfrage übergeben')
    expect(office.desk.at('directline')).toMatchObject({ open: false })
    expect((await visitor.say('Anfrage übergeben')).join()).toContain('Diese Stellen sind für Sie da')
    await expect(office.desk.ask(requestOf(), { conversation: visitor.conversation, turn: '1' })).rejects.toThrow('nobody is reached')
    expect(await office.store.requests.list({})).toEqual([])
    expect(await office.store.outbox.oldest('digest')).toBeUndefined()
  })

  it('the same holds where nobody has registered at all', async () => {
    office = await openOffice({ now: MONDAY, withoutTeams: true })
    const visitor = await office.visitor()
    expect((await visitor.say('Mensch')).join()).not.toContain('Anfrage übergeben')
    expect(office.desk.at('directline')).toMatchObject({ open: false })
  })
})

describe('several senders', () => {
  it('each tell it once, though one of them fails for an hour', async () => {
    await open({ mail: ['hwk-halle'] })
    mail.fail(true)
    await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    await office.settle()
    await office.at('2026-11-23T10:20:00+01:00')
    expect(told(mail)).toEqual([])
    mail.fail(false)
    await office.at('2026-11-23T11:00:00+01:00')
    expect(told()).toHaveLength(1)
    expect(told(mail)).toEqual(told())
    expect(new Set([...book.lines, ...mail.lines].map(({ once }) => once)).size).toBe(2)
  })

  it('a request passed on to people whom only the other reaches is theirs, and is left where it was', async () => {
    await open({ channels: ['hwk-halle'], mail: ['allgemein'] })
    await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    await office.settle()
    expect(told(mail)).toEqual([])
    const { id } = await only()
    await office.desk.act(id, undefined, { do: 'pass', by: STAFF, to: 'allgemein' })
    await office.settle()
    expect(told().at(-1)).toBe('leave | hwk-halle')
    expect(told(mail)).toEqual([expect.stringContaining('show | allgemein | open: Xenia Beispiel')])
    await office.desk.ask({ do: 'add', number: 1, text: 'Noch etwas.' }, { conversation: 'talk', turn: '2' })
    await office.settle()
    expect(told(mail).at(-1)).toBe('add | allgemein')
    expect(told().at(-1)).toBe('leave | hwk-halle')
  })

  it('what a visitor adds is added once, though two servers run its turn at once', async () => {
    await open()
    await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    const add = () => office.desk.ask({ do: 'add', number: 1, text: 'Noch etwas.' }, { conversation: 'talk', turn: '2' })
    // One of them finds its version overtaken, and reads again.
    expect(await Promise.all([add(), add(), add()])).toEqual(Array(3).fill([expect.objectContaining({ number: 1 })]))
    await office.settle()
    expect(told().filter((line) => line.startsWith('add'))).toEqual(['add | hwk-halle'])
    const { history } = (await only()).body as { history: { what: string }[] }
    expect(history.map(({ what }) => what)).toEqual(['created', 'add'])
  })

  it('what nobody can tell waits until somebody can', async () => {
    await open({ channels: ['hwk-halle'] })
    await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    book.reach()
    await office.settle()
    expect(told()).toEqual([])
    mail.reach('hwk-halle')
    await office.at('2026-11-23T10:30:00+01:00')
    expect(told(mail)).toHaveLength(1)
    expect(told()).toEqual([])
  })

  it('have names of their own', async () => {
    await open()
    await expect(
      openOffice({
        now: MONDAY,
        withoutTeams: true,
        register: (house, store) => {
          house.registerStaff(notebook({ store, channels: [] }))
          house.registerStaff(notebook({ store, channels: [] }))
        },
      }),
    ).rejects.toThrow('there is a sender notebook already')
  })
})

describe('deadlines', () => {
  it('remind after four office hours and tell the last resort after four more, each once', async () => {
    await open({ mail: ['hwk-halle'] })
    await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    await office.settle()
    await office.at('2026-11-23T13:59:00+01:00')
    expect(told().some((line) => line.startsWith('remind'))).toBe(false)
    for (const now of ['2026-11-23T14:01:00+01:00', '2026-11-23T14:30:00+01:00', '2026-11-23T23:00:00+01:00']) await office.at(now)
    for (const now of ['2026-11-24T10:01:00+01:00', '2026-11-24T14:00:00+01:00', '2026-11-26T14:00:00+01:00']) await office.at(now)
    for (const sender of [book, mail]) {
      expect(told(sender).filter((line) => line === 'remind | hwk-halle')).toHaveLength(1)
      expect(told(sender).filter((line) => line === 'escalate | hwk-halle')).toHaveLength(1)
    }
    // Only one of them reaches the people of the last resort.
    expect(told().filter((line) => line === 'escalation | allgemein')).toHaveLength(1)
    expect(told(mail).filter((line) => line.startsWith('escalation'))).toEqual([])
  })

  it('a last resort whom nobody reaches is not said to be told', async () => {
    await open({ channels: ['hwk-halle'] })
    await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    await office.settle()
    await office.at('2026-11-23T14:01:00+01:00')
    await office.at('2026-11-25T14:00:00+01:00')
    expect(told().filter((line) => line === 'remind | hwk-halle')).toHaveLength(2)
    expect(told().filter((line) => /^escal/.test(line))).toEqual([])
  })

  it('the digest goes to its people once a week by every way that leads there, with what is open', async () => {
    await open({ mail: ['allgemein'] })
    await office.settle()
    await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    const { digests } = knownFrom().knowledge.routing
    expect(digests.map(({ channel }) => channel)).toEqual(['allgemein'])
    for (const now of ['2026-11-30T12:00:00+01:00', '2026-11-30T13:00:00+01:00']) await office.at(now)
    for (const sender of [book, mail]) expect(told(sender).filter((line) => line.startsWith('digest'))).toEqual(['digest | allgemein | 1'])
    await office.at('2026-12-07T12:00:00+01:00')
    expect(book.lines.filter(({ what }) => what === 'digest')).toHaveLength(2)
    expect(new Set(book.lines.filter(({ what }) => what === 'digest').map(({ once }) => once)).size).toBe(2)
    // Told, and the answer lost: told again under the same name, by which a mailbox knows it.
    loses = true
    await office.at('2026-12-14T12:00:00+01:00')
    loses = false
    await office.at('2026-12-14T12:20:00+01:00')
    const third = book.lines.filter(({ what }) => what === 'digest').slice(2)
    expect(third.map(({ once }) => once)).toEqual([third[0]!.once, third[0]!.once])
  })
})

describe('digests of several channels', () => {
  it('go to each, with its own requests, and to the last resort with all', async () => {
    const { knowledge, searcher } = knownFrom()
    const digests = ['allgemein', 'hwk-halle'].map((channel) => ({ weekday: 1, clock: '09:00', channel }))
    await open({ known: { searcher, knowledge: { ...knowledge, routing: { ...knowledge.routing, digests } } } })
    await office.settle()
    await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    await office.desk.ask(requestOf('Yve', ['allgemein']), { conversation: 'talk', turn: '2' })
    for (const now of ['2026-11-30T12:00:00+01:00', '2026-11-30T13:00:00+01:00']) await office.at(now)
    expect(
      told()
        .filter((line) => line.startsWith('digest'))
        .sort(),
    ).toEqual(['digest | allgemein | 2', 'digest | hwk-halle | 1'])
  })
})

describe('figures', () => {
  it('say how requests stand, and no word of a visitor', async () => {
    await open()
    await office.desk.ask(requestOf('Xenia Beispiel'), { conversation: 'talk', turn: '1' })
    const { id } = await only()
    await office.desk.act(id, undefined, { do: 'claim', by: STAFF })
    await office.desk.act(id, undefined, { do: 'note', by: STAFF, text: 'Quittenbaum' })
    const insights = await office.insights(7)
    expect(insights.requests).toMatchObject([{ number: 1, state: 'claimed', place: expect.stringContaining('Handwerkskammer Halle') }])
    expect(JSON.stringify(insights.requests)).not.toMatch(/Xenia|example\.org|Wie fange|Quittenbaum/)
  })
})

describe('deleting', () => {
  it('at the visitor’s word takes back what stands by every way, and leaves no row, no post and nothing that senders keep', async () => {
    await open({ mail: ['hwk-halle'] })
    const visitor = await office.visitor()
    await handOver(visitor)
    await office.settle()
    const { id } = await only()
    expect(await stateOf('notebook', id)).toHaveLength(1)
    mail.fail(true)
    await visitor.say('Zu Anfrage 1: Quittenbaum')
    await visitor.say('Lösche meine Daten')
    expect((await visitor.say('Ja')).join()).toContain('Erledigt')
    await office.settle()
    expect(await office.store.requests.list({})).toEqual([])
    for (const sender of ['notebook', 'mail']) expect(await stateOf(sender, id)).toEqual([])
    expect(told().at(-1)).toBe('erase | hwk-halle | wish')
    expect(told(mail)).toHaveLength(1)

    // Whoever could not be told is told later, though nothing else is left.
    mail.fail(false)
    await office.at('2026-11-23T10:30:00+01:00')
    expect(told(mail).slice(1)).toEqual(['erase | hwk-halle | wish'])
    expect(mail.lines.map(({ text }) => text).join()).not.toContain('Quittenbaum')
  })

  it('when the time is over does the same', async () => {
    await open()
    await office.desk.ask(requestOf(), { conversation: 'talk', turn: '1' })
    await office.settle()
    const { id } = await only()
    await office.desk.act(id, undefined, { do: 'close', by: STAFF, outcome: 'geholfen' })
    await office.settle()
    await office.at('2027-02-20T10:00:00+01:00')
    expect(await office.store.requests.list({})).toHaveLength(1)
    await office.at('2027-02-23T10:00:00+01:00')
    expect(await office.store.requests.list({})).toEqual([])
    expect(await stateOf('notebook', id)).toEqual([])
    expect(told().at(-1)).toBe('erase | hwk-halle | time')
  })

  it('where no request was made deletes the talk all the same, with nobody registered', async () => {
    office = await openOffice({ now: MONDAY, withoutTeams: true })
    const visitor = await office.visitor()
    await visitor.say('Ich heiße Quittenbaum')
    await office.forget(visitor.conversation)
    expect(await visitor.read()).toEqual([])
  })
})
