/**
 * How mail tells staff what the office has for them. A letter cannot be changed once it is sent, so each mailbox gets what is news for it: the
 * whole request when there is something to do, one line when there is nothing left to do. What each was told is noted after it was sent;
 * told again after a crash, a letter has the same `Message-ID`.
 */
import { z } from 'zod'
import type { Figure } from '../../bot/impact/week.ts'
import { dayIn, writeDay } from '../../bot/knowledge/day.ts'
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
import type { Letter } from './letter.ts'
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

/** How staff of a mailbox are named in a request. */
export function mailPersonId(address: string): string {
  return `mail:${address}`
}

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
      // Who has closed it knows.
      else if (request.state !== 'closed' || request.details.claimedBy?.id !== mailPersonId(box.address))
        await send(overLetter(filed), box, once, undefined, known?.first)
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
          blocks: [{ kind: 'text', text: withoutMarks(say('escalation', { number, moment, place })) }],
        }
      }
      case 'digest': {
        const { insights } = word
        const { requests, gaps, ratings, days, ending, overdue, figures } = insights
        const figure = (label: string, { now, before }: Figure) => `${label}: ${now} (${say('tab.before', { count: before })})`
        const line = (label: string, lines: readonly string[]) =>
          lines.length === 0
            ? []
            : [
                { kind: 'heading' as const, text: label },
                { kind: 'text' as const, text: lines.join('\n') },
              ]
        return {
          subject: say('digest.title', { day: writeDay(dayIn(now())) }),
          blocks: [
            {
              kind: 'text',
              text: [
                figure(say('tab.questions'), figures.asked),
                figure(say('tab.answered'), figures.answered),
                figure(say('tab.handed-over'), figures.handedOver),
                figure(say('tab.helped-in-all'), figures.helped),
              ].join('\n'),
            },
            { kind: 'text', text: requests.length === 0 ? say('requests.none') : say('requests.many', { count: requests.length }) },
            ...line(
              say('tab.requests'),
              requests.map(({ number, place, since, state }) =>
                withoutMarks(say('requests.line', { number, place, state: say(`state.${state}`), moment: writeMoment(since, say) })),
              ),
            ),
            ...line(
              say('unanswered.title', { days }),
              gaps.map(({ title, count }) => say('unanswered.line', { title, count })),
            ),
            ...line(
              say('ratings.title', { days, yes: ratings.yes, no: ratings.no }),
              ratings.entries.map(({ title, yes, no }) => say('ratings.line', { title, yes, no })),
            ),
            ...line(
              say('tab.checks'),
              [...ending, ...overdue].map(({ title, day }) => (day === undefined ? title : `${title}, ${writeDay(day)}`)),
            ),
          ],
        }
      }
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
      // That it is open again is a letter of its own.
      if (note === 'return') return boxesOf(request.channel).length > 0
      const boxes = boxesOf(request.channel).filter((box) => isFor(request, box))
      const before = await items.read(id)
      if (!before) {
        if (boxes.length > 0) throw new Error(`the letter of request ${id} is not sent yet`)
        return false
      }
      const added = request.details.history.findLast(({ what }) => what === 'add')?.text
      for (const box of boxes) {
        const lead =
          note === 'add'
            ? { subject: 'mail.subject' as const, text: text()('mail.added'), ...(added !== undefined && { words: added }) }
            : {
                subject: note === 'unheard' || note === 'unseen' ? ('mail.subject' as const) : ('mail.subject.reminder' as const),
                text: withoutMarks(text()(`thread.${note}`)),
              }
        const first = before.boxes.find(({ address }) => address === box.address)?.first
        await send(await wholeLetter(filed, box, once, options, lead), box, once, filed, first)
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
