/** A visitor who speaks Direct Line 3.0 over real HTTP: no page, no library of ours. */
import { setTimeout as pause } from 'node:timers/promises'

const POLL_MS = 10

export interface Said {
  type: string
  text?: string
  from: { id: string; role?: string }
  entities?: { type: string; citation?: { appearance: { name?: string; url?: string } }[] }[]
}

/** What a client keeps of its conversation to come back to it. */
export interface Ticket {
  conversationId: string
  token: string
}

export interface Visitor {
  ticket: Ticket
  /** Says something and waits for what the bot answers. */
  say(text: string): Promise<Said>
  /** Everything said so far, from both sides. */
  history(): Promise<Said[]>
}

/** Comes in fresh, or back with a ticket. */
export async function visit(url: string, ticket?: Ticket): Promise<Visitor> {
  const root = `${url}/v3/directline`
  const own = ticket ?? (await json<Ticket>(await fetch(`${root}/tokens/generate`, { method: 'POST' })))
  const headers = { Authorization: `Bearer ${own.token}`, 'Content-Type': 'application/json' }
  const talk = `${root}/conversations/${own.conversationId}`
  if (!ticket) await json(await fetch(`${root}/conversations`, { method: 'POST', headers }))
  const since = async (watermark: string) =>
    json<{ activities: Said[]; watermark: string }>(await fetch(`${talk}/activities?watermark=${watermark}`, { headers }))
  return {
    ticket: own,
    async say(text) {
      let { watermark } = await since('')
      const activity = { type: 'message', text, locale: 'de-DE', from: { id: 'visitor' } }
      await json(await fetch(`${talk}/activities`, { method: 'POST', headers, body: JSON.stringify(activity) }))
      for (;;) {
        const { activities, ...next } = await since(watermark)
        const answer = activities.find((one) => one.type === 'message' && one.from.role === 'bot')
        if (answer) return answer
        watermark = next.watermark
        await pause(POLL_MS)
      }
    },
    history: async () => (await since('')).activities,
  }
}

async function json<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.status} ${response.url}: ${await response.text()}`)
  return (await response.json()) as T
}
