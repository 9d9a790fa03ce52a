/** One message, one turn: what a client posts again is the same message. */
import { afterEach, describe, expect, it } from 'vitest'
import { type ChatServer, startChat } from '../fixtures/chat-server.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function chat(): Promise<ChatServer> {
  const server = await startChat({ greetAfterMs: 60_000 })
  closing.push(() => server.close())
  return server
}

interface Talk {
  id: string
  post(activity: object): Promise<{ status: number; id: string }>
  texts(): Promise<string[]>
}

async function talk({ url, store }: ChatServer): Promise<Talk> {
  const { token, conversationId } = (await (await fetch(`${url}/tokens/generate`, { method: 'POST' })).json()) as Record<string, string>
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  await fetch(`${url}/conversations`, { method: 'POST', headers })
  return {
    id: conversationId!,
    post: async (activity) => {
      const response = await fetch(`${url}/conversations/${conversationId}/activities`, {
        method: 'POST',
        headers,
        body: JSON.stringify(activity),
      })
      return { status: response.status, id: ((await response.json()) as { id: string }).id }
    },
    texts: async () => (await store.conversations.after(conversationId!, 0, 100)).map((line) => JSON.parse(line.body).text as string),
  }
}

describe('a message that is posted again', () => {
  it.each([
    ['the client’s own id', { id: 'mine-1' }],
    ['Web Chat’s clientActivityID', { channelData: { clientActivityID: 'c-1' } }],
    ['an odd id', { id: `"'|-1 ${'x'.repeat(500)}` }],
  ])('is known by %s: one row, one turn, the same id', async (_, named) => {
    const server = await chat()
    const anna = await talk(server)
    const first = await anna.post({ type: 'message', text: 'hallo', ...named })
    const again = await Promise.all([1, 2, 3].map(() => anna.post({ type: 'message', text: 'hallo', ...named })))
    expect(again).toEqual([first, first, first])
    await anna.post({ type: 'message', text: 'und weiter' })
    await expect.poll(anna.texts).toEqual(['hallo', 'echo 1: hallo', 'und weiter', 'echo 2: und weiter'])
    expect(await anna.post({ type: 'message', text: 'hallo', ...named })).toEqual(first)
    await anna.post({ type: 'message', text: 'Schluss' })
    await expect.poll(anna.texts).toContain('echo 3: Schluss')
    expect((await anna.texts()).filter((text) => text === 'hallo')).toHaveLength(1)
  })

  it('is one also when all of them come at once', async () => {
    const server = await chat()
    const anna = await talk(server)
    const posts = await Promise.all(Array.from({ length: 8 }, () => anna.post({ type: 'message', text: 'hallo', id: 'x' })))
    expect(new Set(posts.map(({ id }) => id)).size).toBe(1)
    await anna.post({ type: 'message', text: 'Schluss' })
    await expect.poll(anna.texts).toContain('echo 2: Schluss')
    expect(await anna.texts()).toEqual(['hallo', 'echo 1: hallo', 'Schluss', 'echo 2: Schluss'])
  })

  it('is another message in another conversation, and when it has no id', async () => {
    const server = await chat()
    const [anna, bert] = [await talk(server), await talk(server)]
    await anna.post({ type: 'message', text: 'hallo', id: 'x' })
    await bert.post({ type: 'message', text: 'hallo', id: 'x' })
    await bert.post({ type: 'message', text: 'hallo' })
    await bert.post({ type: 'message', text: 'hallo' })
    await expect.poll(bert.texts).toContain('echo 3: hallo')
    await expect.poll(anna.texts).toEqual(['hallo', 'echo 1: hallo'])
  })
})
