/** A conversation over Direct Line that any of several processes can serve. */
import type { Running } from '../program.ts'

export interface LoggedLine {
  id: string
  type: string
  text?: string
  replyToId?: string
  from: { role?: string }
}

/** Begun at one of them. `id`: of the message, by which one that is sent again is known. */
export async function sharedTalk(at: Running) {
  const generated = await fetch(`${at.url}/v3/directline/tokens/generate`, { method: 'POST' })
  const { token, conversationId } = (await generated.json()) as Record<string, string>
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  await fetch(`${at.url}/v3/directline/conversations`, { method: 'POST', headers })
  const address = (server: Running) => `${server.url}/v3/directline/conversations/${conversationId}`
  return {
    headers,
    address,
    post: (server: Running, text: string, id?: string) =>
      fetch(`${address(server)}/activities`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ type: 'message', text, ...(id !== undefined && { channelData: { clientActivityID: id } }) }),
      }),
    /** The messages that it holds, in order. */
    log: async (server: Running) => {
      const { activities } = (await (await fetch(`${address(server)}/activities`, { headers })).json()) as { activities: LoggedLine[] }
      return activities.filter(({ type }) => type === 'message')
    },
  }
}
