/**
 * Teams' side of the wire: a real HTTP server that takes what the bot posts, updates and deletes, and remembers it. Only what Teams itself
 * would do is imitated; everything of ours that talks to it is real.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Activity } from 'botbuilder'

export interface Message {
  id: string
  /** The thread or chat it stands in. */
  conversation: string
  activity: Partial<Activity>
  /** Contents it had, the newest last. */
  versions: Partial<Activity>[]
}

export interface FakeTeams {
  serviceUrl: string
  messages: Message[]
  /** Messages of a Teams channel, threads included. */
  inChannel(teamsChannel: string): Message[]
  /** From now on every request fails with this status; undefined: works again. */
  fail(status: number | undefined): void
  close(): Promise<void>
}

export async function fakeTeams(): Promise<FakeTeams> {
  const messages: Message[] = []
  let failing: number | undefined
  let made = 1000
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {}
    const answer = (status: number, value: unknown) => {
      res.writeHead(status, { 'Content-Type': 'application/json' })
      res.end(JSON.stringify(value))
    }
    if (failing !== undefined) return answer(failing, { error: { code: 'Fake', message: 'failing' } })
    const keep = (conversation: string, activity: Partial<Activity>, id = String(++made)) => {
      messages.push({ id, conversation, activity, versions: [activity] })
      return id
    }
    const path = decodeURIComponent(req.url ?? '')
    if (req.method === 'POST' && path === '/v3/conversations') {
      const id = String(++made)
      const channel = (body.channelData as { channel: { id: string } }).channel.id
      const conversation = `${channel};messageid=${id}`
      keep(conversation, body.activity as Partial<Activity>, id)
      return answer(201, { id: conversation, activityId: id })
    }
    const [, conversation = '', activityId] = /^\/v3\/conversations\/(.+?)\/activities(?:\/(.+))?$/.exec(path) ?? []
    if (req.method === 'POST' && conversation !== '') return answer(201, { id: keep(conversation, body as Partial<Activity>) })
    if (req.method === 'PUT') {
      const message = messages.find(({ id }) => id === activityId)
      if (!message) return answer(404, {})
      message.activity = body as Partial<Activity>
      message.versions.push(message.activity)
      return answer(200, { id: activityId })
    }
    return answer(404, {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    messages,
    inChannel: (teamsChannel) => messages.filter(({ conversation }) => conversation.split(';')[0] === teamsChannel),
    fail: (status) => {
      failing = status
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** All that a reader of a card sees, and the buttons on it. */
export function readCard({ activity }: Pick<Message, 'activity'>): {
  text: string
  buttons: { title: string; verb?: string; data: Record<string, unknown> }[]
} {
  const texts: string[] = []
  const buttons: { title: string; verb?: string; data: Record<string, unknown> }[] = []
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    const item = value as Record<string, unknown>
    if (typeof item.text === 'string') texts.push(item.text)
    if (typeof item.type === 'string' && item.type.startsWith('Action.'))
      buttons.push({
        title: String(item.title),
        ...(typeof item.verb === 'string' && { verb: item.verb }),
        data: (item.data ?? {}) as Record<string, unknown>,
      })
    for (const [name, inner] of Object.entries(item)) if (name !== 'data' && name !== 'fallbackText') walk(inner)
  }
  walk(activity.text === undefined ? [] : [{ text: activity.text }])
  for (const attachment of activity.attachments ?? []) walk(attachment.content)
  return { text: texts.join('\n'), buttons }
}
