/**
 * Senders of the smallest kind that are all there: what is told is a line in a list, what stands is kept in the store as a real sender keeps
 * it. To the office they are as good as Teams.
 */
import { z } from 'zod'
import type { StaffSender, VisitorSender } from '../../adapters/office/senders.ts'
import { stateItems } from '../../adapters/storage/state-item.ts'
import type { Store } from '../../adapters/storage/storage.ts'

export interface Line {
  /** `show`, the note, the kind of word to a channel, or `erase`. */
  what: string
  /** Channel, or what was erased. */
  to: string
  number?: number | undefined
  text?: string | undefined
  once: string
}

export interface Notebook extends StaffSender {
  lines: Line[]
  /** Names from now on whom it reaches. */
  reach(...channels: string[]): void
  /** The next things are refused until told otherwise. */
  fail(failing: boolean): void
}

const place = z.object({ channel: z.string() })

export interface NotebookOptions {
  store: Pick<Store, 'state'>
  name?: string
  channels: readonly string[]
  /** What happens besides when something is told. */
  onLine?: (line: Line) => Promise<void> | void
}

export function notebook({ store, name = 'notebook', channels, onLine = () => {} }: NotebookOptions): Notebook {
  const standing = stateItems(store, name, place)
  const lines: Line[] = []
  let reached = channels
  let isFailing = false
  const write = async (line: Line) => {
    if (isFailing) throw new Error('the notebook cannot be written to')
    lines.push(line)
    await onLine(line)
  }
  return {
    name,
    staffDoor: 'back-room',
    lines,
    reach: (...next) => {
      reached = next
    },
    fail: (failing) => {
      isFailing = failing
    },
    channels: () => reached,
    refresh: async () => {},
    show: async ({ id, request }, once) => {
      const { channel, number, state, details } = request
      const before = await standing.read(id)
      if (before && before.channel !== channel) await write({ what: 'leave', to: before.channel, number, once })
      if (!reached.includes(channel)) {
        await standing.delete(id)
        return false
      }
      await write({ what: 'show', to: channel, number, text: `${state}: ${details.name} ${details.question}`.trim(), once })
      await standing.write(id, { channel })
      return true
    },
    note: async ({ id, request }, note, once) => {
      if (!(await standing.read(id))) return false
      await write({ what: note, to: request.channel, number: request.number, once })
      return true
    },
    tell: async (to, word, once) => {
      const number = word.kind === 'escalation' ? word.filed.request.number : undefined
      await write({ what: word.kind, to, number, text: word.kind === 'digest' ? String(word.insights.requests.length) : undefined, once })
    },
    traces: async (request) => {
      const at = await standing.read(request)
      return at ? [{ id: at.channel, at }] : []
    },
    erase: async (at, { number, because }, once) => write({ what: 'erase', to: place.parse(at).channel, number, text: because, once }),
    forget: (request) => standing.delete(request),
  }
}

export interface Letters extends VisitorSender {
  letters: { conversation: string | undefined; text: string; once: string }[]
  /** Whether this way leads to the visitor. */
  lead(leads: boolean): void
}

/** A way to visitors beside the chat, as mail would be. */
export function letters(name = 'letters'): Letters {
  const sent: Letters['letters'] = []
  let isOpen = true
  return {
    name,
    letters: sent,
    lead: (leads) => {
      isOpen = leads
    },
    tell: async ({ conversation }, reply, once) => {
      if (isOpen) sent.push({ conversation, text: reply.texts.join('\n\n'), once })
      return isOpen && 'sent'
    },
  }
}
