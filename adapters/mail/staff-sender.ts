/**
 * How mail tells staff what the office has for them. A letter cannot be changed once it is sent, so each mailbox gets what is news for it: the
 * whole request when there is something to do, one line when there is nothing left to do. What each was told is noted after it was sent;
 * told again after a crash, a letter has the same `Message-ID`.
 */
import { z } from 'zod'
import { dayIn } from '../../bot/knowledge/day.ts'
import type { Mailbox } from '../../bot/knowledge/knowledge.ts'
import { arrivals } from '../../bot/requests/deadlines.ts'
import type { Request } from '../../bot/requests/request.ts'
import { channelLabel } from '../../bot/requests/route.ts'
import type { Filed } from '../office/filed.ts'
import type { ChannelWord, StaffSender } from '../office/senders.ts'
import { stateItems } from '../storage/state-item.ts'
import type { Store } from '../storage/storage.ts'
import { writeMoment } from '../words/request-words.ts'
import { staffText } from '../words/staff-text.ts'
import { digestLetter } from './digest-letter.ts'
import type { Letter } from './letter.ts'
import { isReopenedByWord } from './occasion.ts'
import { mailPersonId } from './person.ts'
import type { MailPost } from './post.ts'
import type { ReplyAddresses } from './reply-address.ts'
import { erasedLetter, type LetterSources, stateLetter, wholeLetter, withoutMarks } from './request-letters.ts'

export interface MailSenderOptions extends LetterSources {
  store: Pick<Store, 'state'>
  post: MailPost
  replies: ReplyAddresses | undefined
  now(): Date
}

const mailed = z.object({
  channel: z.string(),
  boxes: z.array(
    z.object({
      address: z.string(),
      /** `Message-ID` of its first letter. */
      first: z.string(),
      /** How the request stood when it was last told. */
      told: z.string(),
    }),
  ),
})
type Mailed = z.output<typeof mailed>
const trace = z.object({ address: z.string(), first: z.string() })

export function createMailSender(options: MailSenderOptions): StaffSender {
  const { store, post, replies, knowledge, now } = options
  const items = stateItems(store, 'mailed', mailed)
  const text = () => staffText(knowledge())
  const boxesOf = (channel: string): Mailbox[] => knowledge().routing.channels.find(({ id }) => id === channel)?.mail ?? []

  const send = (letter: Letter, to: Mailbox, once: string, filed?: Filed, under?: string): Promise<void> =>
    post.send(letter, {
      to,
      lang: 'de',
      once,
      under,
      ...(filed && replies && { replyTo: replies.write({ number: filed.request.number, who: { staff: to.address } }) }),
    })

  /** Whoever has it already needs the letter in any case; the others, while nobody has it. */
  const isFor = ({ state, details }: Request, { address }: Mailbox): boolean =>
    state === 'open' || (state === 'claimed' && details.claimedBy?.id === mailPersonId(address))

  /** That there is nothing left to do: for who had something to do and has not ended it, and where letters must be deleted. */
  const isNews = ({ state, details }: Request, { address }: Mailbox, told: string): boolean =>
    state === 'withdrawn' || (hadWork(told, address) && !(state === 'closed' && details.claimedBy?.id === mailPersonId(address)))

  const overLetter = (filed: Filed): Letter =>
    filed.request.state === 'withdrawn' ? erasedLetter(filed.request.number, 'wish', text()) : stateLetter(filed, knowledge())

  const leave = async (filed: Filed, before: Mailed, once: string): Promise<void> => {
    const letter = stateLetter(filed, knowledge(), 'passed')
    for (const [at, { address, first }] of before.boxes.entries()) {
      await send(letter, { name: '', address }, `${once}/left`, undefined, first)
      await items.write(filed.id, { ...before, boxes: before.boxes.slice(at + 1) })
    }
    await items.delete(filed.id)
  }

  const show = async (filed: Filed, once: string): Promise<boolean> => {
    const { id, request } = filed
    const before = await items.read(id)
    if (before && before.channel !== request.channel) await leave(filed, before, once)
    const boxes = boxesOf(request.channel)
    if (boxes.length === 0) return false
    const stands = standing(request)
    const told: Mailed = { channel: request.channel, boxes: before?.channel === request.channel ? before.boxes : [] }
    for (const box of boxes) {
      const known = told.boxes.find(({ address }) => address === box.address)
      if (known?.told === stands || (!known && !isFor(request, box))) continue
      if (isFor(request, box)) await send(await wholeLetter(filed, box, once, options), box, once, filed, known?.first)
      else if (known && isNews(request, box, known.told)) await send(overLetter(filed), box, once, undefined, known.first)
      const entry = { address: box.address, first: known?.first ?? post.idOf({ once, to: box }), told: stands }
      told.boxes = known ? told.boxes.map((other) => (other === known ? entry : other)) : [...told.boxes, entry]
      await items.write(id, told)
    }
    return true
  }

  const wordOf = (word: ChannelWord): Letter => {
    const say = text()
    switch (word.kind) {
      case 'alarm':
        return { subject: say('alarm.summary'), blocks: [{ kind: 'text', text: withoutMarks(say('alarm', { most: word.requests })) }] }
      case 'escalation': {
        const { number, channel, details } = word.filed.request
        const place = channelLabel(channel, knowledge().routing)
        const moment = writeMoment(details.history[0]!.at, say)
        return {
          subject: say('escalation.summary', { number }),
          blocks: [
            { kind: 'text', text: withoutMarks(say('escalation', { number, moment, place })) },
            { kind: 'text', text: say('mail.escalation', { place }) },
          ],
        }
      }
      case 'digest':
        return digestLetter(word.insights, dayIn(now()), say)
    }
  }

  return {
    name: 'mail',
    channels: () =>
      knowledge()
        .routing.channels.filter(({ mail }) => mail.length > 0)
        .map(({ id }) => id),
    refresh: async () => {},
    show,
    note: async (filed, note, once) => {
      const { request, id } = filed
      // That it is open again is a letter of its own, and holds the words that opened it.
      if (note === 'return' || (note === 'add' && isReopenedByWord(request.details))) return boxesOf(request.channel).length > 0
      const boxes = boxesOf(request.channel).filter((box) => isFor(request, box))
      const before = await items.read(id)
      if (!before) {
        if (boxes.length > 0) throw new Error(`the letter of request ${id} is not sent yet`)
        return false
      }
      for (const box of boxes) {
        const first = before.boxes.find(({ address }) => address === box.address)?.first
        await send(await wholeLetter(filed, box, once, options, note), box, once, filed, first)
      }
      return boxes.length > 0
    },
    tell: async (channel, word, once) => {
      for (const box of boxesOf(channel)) await send(wordOf(word), box, once)
    },
    traces: async (request) => {
      const boxes = (await items.read(request))?.boxes ?? []
      return boxes.map(({ address, first }) => ({ id: address, at: { address, first } }))
    },
    erase: async (at, { number, because }, once) => {
      const { address, first } = trace.parse(at)
      await send(erasedLetter(number, because, text()), { name: '', address }, once, undefined, first)
    },
    forget: (request) => items.delete(request),
  }
}

/** What makes a letter news: that it came (again), who has it, how it ended. */
function standing({ state, details }: Request): string {
  return [arrivals({ details }), state, details.claimedBy?.id ?? '', details.outcome ?? ''].join('/')
}

/** Whether a mailbox that was told this had something to do: it was open, or theirs. */
function hadWork(told: string, address: string): boolean {
  return told.includes('/open/') || told.includes(`/claimed/${mailPersonId(address)}/`)
}
