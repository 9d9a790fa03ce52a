import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TurnContext } from 'botbuilder'
import { afterEach, describe, expect, it } from 'vitest'
import { EMBEDDED_SERVICE } from '../../adapters/bot-adapter.ts'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import { type ChatServer, type ChatServerOptions, startChat } from '../fixtures/chat-server.ts'
import { type Line, openLine } from '../fixtures/line.ts'
import { type Heard, type Visitor, type VisitorOptions, visit } from '../fixtures/visitor.ts'

const clock = () => new Date()
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function chat(options?: ChatServerOptions): Promise<ChatServer> {
  const server = await startChat(options)
  closing.push(() => server.close())
  return server
}
async function line(server: ChatServer): Promise<Line> {
  const opened = await openLine(server.port)
  closing.push(() => opened.close())
  return opened
}
async function visitor(url: string, options?: VisitorOptions): Promise<Visitor> {
  const here = await visit(url, options)
  closing.push(() => here.leave())
  return here
}

const says = (text: string) => (heard: Heard[]) => heard.some((one) => one.text === text)
/** The bot speaks first, as it does when staff answer a request. */
const speakFirst = (server: ChatServer, conversationId: string, text: string) =>
  server.adapter.continueAt(
    {
      serviceUrl: EMBEDDED_SERVICE,
      channelId: 'directline',
      conversation: { id: conversationId } as never,
      bot: { id: 'wegweiser', name: '' },
    },
    async (context: TurnContext) => void (await context.sendActivity(text)),
  )

describe('a talk with DirectLineJS', () => {
  it('echoes what the visitor says, as said by the token, and answers it', async () => {
    const { url } = await chat()
    const anna = await visitor(url)
    const id = await anna.say('hallo', { from: { id: 'dl_somebody-else' }, channelData: { clientActivityID: 'c-1' } })
    await anna.until(says('echo 1: hallo'))
    const [own, answer] = anna.heard.slice(-2)
    expect(own).toMatchObject({ id, text: 'hallo', from: { id: anna.user, role: 'user' }, channelData: { clientActivityID: 'c-1' } })
    expect(answer).toMatchObject({ text: 'echo 1: hallo', replyToId: id, from: { role: 'bot', name: 'Wegweiser' } })
    expect(answer!.timestamp > own!.timestamp).toBe(true)
  })

  it('keeps what was said in order, with times that rise strictly, though the clock stands', async () => {
    const { url } = await chat({ now: () => new Date('2026-11-22T12:00:00Z') })
    const anna = await visitor(url)
    for (const text of ['eins', 'zwei', 'drei', 'vier']) await anna.say(text)
    await anna.until(says('echo 3: vier'))
    const times = anna.heard.map((one) => one.timestamp)
    expect(times).toEqual([...new Set(times)].sort())
  })

  it('shows that the bot types, waits where it waits, and keeps its trace to itself', async () => {
    const { url } = await chat()
    const anna = await visitor(url)
    // Typing is for those who are there.
    await anna.until(says('willkommen'))
    await anna.say('tippe')
    await anna.until(says('getippt'))
    expect(anna.heard.some((one) => one.type === 'typing')).toBe(true)
    await anna.say('zwei')
    // What a turn says is there at its end, all of it: a turn that is cut off has said nothing.
    await anna.until((heard) => heard.some((one) => one.text === 'zwei' && one.from.role === 'bot'))
    await anna.say('spur')
    await anna.say('fertig')
    await anna.until(says('echo 1: fertig'))
    expect(JSON.stringify(anna.heard)).not.toContain('geheim')
  })

  it('says sorry when the bot breaks, and nothing about how', async () => {
    const { url } = await chat()
    const anna = await visitor(url)
    await anna.say('kaputt')
    await anna.until(says('Das hat leider nicht geklappt.'))
    await anna.say('noch da?')
    await anna.until(says('echo 1: noch da?'))
    expect(JSON.stringify(anna.heard)).not.toContain('Einzelheit')
  })

  it('works by polling', async () => {
    const { url } = await chat()
    const anna = await visitor(url, { webSocket: false })
    await anna.until(says('willkommen'))
    await anna.say('langsam')
    await anna.say('aber sicher')
    await anna.until(says('echo 2: aber sicher'))
    expect(anna.heard.map((one) => one.text)).toEqual(['willkommen', 'langsam', 'echo 1: langsam', 'aber sicher', 'echo 2: aber sicher'])
  })

  it('lets two tabs of one visitor see the same', async () => {
    const { url } = await chat()
    const one = await visitor(url)
    await one.say('hallo')
    await one.until(says('echo 1: hallo'))
    const two = await visitor(url, { as: one })
    await two.until(says('echo 1: hallo'))
    await two.say('von nebenan')
    await Promise.all([one.until(says('echo 2: von nebenan')), two.until(says('echo 2: von nebenan'))])
    expect(two.heard.map((heard) => heard.id)).toEqual(one.heard.map((heard) => heard.id))
  })

  it('answers each visitor alone, in the order of their words', async () => {
    const { url } = await chat()
    const visitors = await Promise.all(Array.from({ length: 8 }, () => visitor(url)))
    await Promise.all(visitors.map((one, i) => Promise.all(Array.from({ length: 5 }, (_, n) => one.say(`${i}-${n}`)))))
    await Promise.all(visitors.map((one) => one.until((heard) => heard.filter((h) => h.text?.startsWith('echo')).length === 5)))
    for (const [i, one] of visitors.entries()) {
      const echoes = one.bot().filter((text) => text.startsWith('echo'))
      expect(echoes.map((text) => text.split(':')[0])).toEqual(['echo 1', 'echo 2', 'echo 3', 'echo 4', 'echo 5'])
      expect(echoes.every((text) => text.includes(`: ${i}-`))).toBe(true)
    }
  })

  it('lets the bot speak first', async () => {
    const server = await chat()
    const anna = await visitor(server.url)
    await anna.say('hallo')
    await anna.until(says('echo 1: hallo'))
    await speakFirst(server, anna.conversationId, 'Ihre Anfrage wurde beantwortet.')
    await anna.until(says('Ihre Anfrage wurde beantwortet.'))
    // A name the client has never seen would make Web Chat hold the message back.
    expect(anna.heard.at(-1)!.replyToId).toBeUndefined()
    await expect(speakFirst(server, 'no-such-conversation', 'Hallo?')).rejects.toThrow('no conversation')
  })
})

describe('the greeting', () => {
  it('answers webchat/join in the language of the page, once, also after a reload', async () => {
    const { url } = await chat({ greetAfterMs: 60_000 })
    const anna = await visitor(url)
    await anna.event('webchat/join', { locale: 'en-GB' })
    await anna.until(says('willkommen en-GB'))
    const again = await visitor(url, { as: anna })
    await again.event('webchat/join', { locale: 'en-GB' })
    await again.say('und weiter')
    await again.until(says('echo 1: und weiter'))
    expect(again.bot()).toEqual(['willkommen en-GB', 'echo 1: und weiter'])
  })

  it('comes by itself for a client that does not join', async () => {
    const { url } = await chat({ greetAfterMs: 50 })
    const anna = await visitor(url)
    await anna.until(says('willkommen'))
    await anna.event('webchat/join')
    await anna.say('danke')
    await anna.until(says('echo 1: danke'))
    expect(anna.bot()).toEqual(['willkommen', 'echo 1: danke'])
  })

  it('is not pushed at somebody who speaks at once', async () => {
    const { url } = await chat({ greetAfterMs: 60_000 })
    const anna = await visitor(url)
    await anna.say('schnell eine Frage')
    await anna.until(says('echo 1: schnell eine Frage'))
    await anna.event('webchat/join')
    await anna.say('noch eine')
    await anna.until(says('echo 2: noch eine'))
    expect(anna.bot()).toEqual(['echo 1: schnell eine Frage', 'echo 2: noch eine'])
  })

  it('is not sent before anybody is there', async () => {
    const { url, store } = await chat({ greetAfterMs: 1 })
    const { token, conversationId } = (await (await fetch(`${url}/tokens/generate`, { method: 'POST' })).json()) as Record<string, string>
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(`${url}/conversations`, { method: 'POST', headers })).status).toBe(201)
    await fetch(`${url}/tokens/refresh`, { method: 'POST', headers })
    expect(await store.conversations.find(conversationId!)).toMatchObject({ last: 0, greeted: false })
  })
})

describe('a dropped connection', () => {
  it('loses nothing and doubles nothing, over three drops in the middle of a flood', async () => {
    const server = await chat()
    const wire = await line(server)
    const anna = await visitor(wire.url)
    await anna.say('hallo')
    await anna.until(says('echo 1: hallo'))
    const expected = Array.from({ length: 150 }, (_, i) => `N${String(i).padStart(3, '0')}`)
    let sent = 0
    for (const text of expected) {
      await speakFirst(server, anna.conversationId, text)
      sent += 1
      if (sent % 40 === 0) {
        wire.cut()
        // Back with a new stream (the client takes three seconds) before the next cut.
        await anna.until((heard) => heard.at(-1)?.text === text)
      }
    }
    await anna.until(says(expected.at(-1)!))
    const numbers = anna.heard.map((one) => one.text).filter((text) => text?.startsWith('N'))
    expect(numbers).toEqual(expected)
    expect(new Set(anna.heard.map((one) => one.id)).size).toBe(anna.heard.length)
  })

  it('brings back the whole talk after a reload, or only the rest of it', async () => {
    const { url } = await chat()
    const anna = await visitor(url)
    for (const text of ['eins', 'vier', 'fünf']) await anna.say(text)
    await anna.until(says('echo 3: fünf'))
    anna.leave()
    const whole = await visitor(url, { as: anna })
    await whole.until(says('echo 3: fünf'))
    expect(whole.heard.map((one) => one.id)).toEqual(anna.heard.map((one) => one.id))
    const rest = await visitor(url, { as: anna, watermark: '3' })
    await rest.until(says('echo 3: fünf'))
    expect(rest.heard.map((one) => one.id)).toEqual(anna.heard.slice(3).map((one) => one.id))
  })

  it('goes on after the server was restarted, with everything it knew', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wegweiser-chat-'))
    closing.push(() => rm(folder, { recursive: true, force: true }))
    const path = join(folder, 'chat.sqlite')
    const first = await startChat({ store: await sqliteStore({ path, clock }), greetAfterMs: 60_000 })
    const wire = await openLine(first.port)
    closing.push(() => wire.close())
    const anna = await visitor(wire.url)
    await anna.say('vorher')
    await anna.until(says('echo 1: vorher'))
    await first.close()
    await first.store.close()

    const store = await sqliteStore({ path, clock })
    closing.push(() => store.close())
    const second = await chat({ store, greetAfterMs: 60_000 })
    wire.leadTo(second.port)
    wire.cut()
    await speakFirst(second, anna.conversationId, 'wieder da')
    await anna.until(says('wieder da'))
    await anna.say('nachher')
    await anna.until(says('echo 2: nachher'))
    expect(anna.heard.filter((one) => one.type === 'message').map((one) => one.text)).toEqual([
      'vorher',
      'echo 1: vorher',
      'wieder da',
      'nachher',
      'echo 2: nachher',
    ])
  })

  it('answers after a restart what the killed process had accepted and not answered', async () => {
    const store = await sqliteStore({ path: ':memory:', clock })
    closing.push(() => store.close())
    await store.conversations.start({ id: 'c', user: 'dl_c' }, clock())
    const said = (text: string) => {
      const id = `c|${text}`
      return { id, body: JSON.stringify({ type: 'message', id, text, from: { id: 'dl_c', role: 'user' } }), owed: true }
    }
    await store.conversations.append('c', [said('beantwortet')], clock())
    const answer = {
      id: 'c|beantwortet-1',
      body: JSON.stringify({ type: 'message', text: 'echo', from: { id: 'wegweiser', role: 'bot' } }),
    }
    await store.conversations.commitTurn({ conversation: 'c', answers: 'c|beantwortet', lines: [answer], state: {}, events: [] }, clock())
    await store.conversations.append('c', [said('angenommen')], clock())
    await store.conversations.append('c', [said('auch noch')], clock())

    const server = await startChat({ store })
    await server.directLine.close()
    closing.push(() => server.close())
    const lines = (await store.conversations.after('c', 0, 100)).map((one) => JSON.parse(one.body) as Heard)
    expect(lines.map((one) => one.text)).toEqual([
      'beantwortet',
      'echo',
      'angenommen',
      'auch noch',
      'echo 1: angenommen',
      'echo 2: auch noch',
    ])
    expect(lines.at(-2)!.replyToId).toBe('c|angenommen')
    expect(await store.conversations.owed(new Date(Date.now() + 60_000))).toEqual([])
  })
})
