/** What a request says to one mailbox: all of it with a link for everything that can be done, a word about it, or that it is gone. */
import { DAY_MS, dayIn, writeDay } from '../../bot/knowledge/day.ts'
import type { Knowledge, Mailbox } from '../../bot/knowledge/knowledge.ts'
import { isLead } from '../../bot/requests/lead.ts'
import type { Request } from '../../bot/requests/request.ts'
import { channelLabel } from '../../bot/requests/route.ts'
import type { Filed } from '../office/filed.ts'
import type { Note } from '../office/senders.ts'
import { requestFacts, type StaffFact } from '../words/request-facts.ts'
import { historyText, stateText, writeMoment } from '../words/request-words.ts'
import { type StaffText, staffText } from '../words/staff-text.ts'
import type { Block, Letter } from './letter.ts'
import { LINK_DAYS, type LinkAction, type Links, linkKey } from './links.ts'
import { movedOccasion, notedOccasion } from './occasion.ts'
import { mailPersonId } from './person.ts'

export interface LetterSources {
  knowledge(): Knowledge
  /** Channels a request can be passed on to. */
  reached(): readonly string[]
  links: Links
  /** Our address as visitors see it. */
  publicUrl: string
  /** Whether an answering mail arrives. */
  takesReplies: boolean
}

/** Where links lead; the word behind it is a link's token. */
export const LINK_PATH = '/anfrage'

/** Labels of what a link does; on the page they are those of its buttons. */
export const LINK_LABELS = {
  claim: 'card.claim',
  answer: 'mail.answer',
  pass: 'card.pass',
  close: 'mail.close',
  release: 'card.release',
  reopen: 'card.reopen',
} as const satisfies Record<LinkAction, string>

/** What can be done with a request as it stands, by whoever holds it or could take it. */
export function possibleActions({ state, channel }: Pick<Request, 'state' | 'channel'>, reached: readonly string[]): LinkAction[] {
  const pass: LinkAction[] = reached.some((other) => other !== channel) ? ['pass'] : []
  if (state === 'open') return ['claim', 'answer', ...pass, 'close']
  if (state === 'claimed') return ['answer', 'release', ...pass, 'close']
  return state === 'closed' ? ['reopen'] : []
}

/** What this mailbox can do of it: what somebody else has is answered by all, and decided on by leads. */
export function actionsOf(
  { request }: Pick<Filed, 'request'>,
  address: string,
  sources: Pick<LetterSources, 'reached' | 'knowledge'>,
): LinkAction[] {
  const all = possibleActions(request, sources.reached())
  const id = mailPersonId(address)
  const decides =
    request.state !== 'claimed' || request.details.claimedBy?.id === id || isLead({ id, name: '' }, sources.knowledge().routing.leads)
  return decides ? all : all.filter((does) => does === 'answer')
}

/** Its address, good until `exp` (seconds since 1970). `once`: what it stands in; the same letter holds the same links. */
export async function linkAddress(
  { links, publicUrl }: Pick<LetterSources, 'links' | 'publicUrl'>,
  { id, version }: Pick<Filed, 'id' | 'version'>,
  link: { address: string; does: LinkAction | 'view'; once: string; exp: number },
): Promise<string> {
  const { address, does, once, exp } = link
  const token = await links.sign({ request: id, version, address, does, key: linkKey(once, address, does), exp })
  return `${publicUrl}${LINK_PATH}?link=${token}`
}

/** How it stands and what the visitor said, as page and letter show it. */
export function standingFacts({ request }: Pick<Filed, 'request'>, knowledge: Knowledge): StaffFact[] {
  const text = staffText(knowledge)
  return [{ label: text('mail.state'), value: stateText(request, text) }, ...requestFacts(request.details, knowledge, text)]
}

/** One line each, oldest first. */
export function requestHistory({ request }: Pick<Filed, 'request'>, knowledge: Knowledge): string[] {
  const text = staffText(knowledge)
  return request.details.history.flatMap((line) => {
    const said = historyText(line, text, (id) => channelLabel(id, knowledge.routing))
    return said === undefined ? [] : [`${writeMoment(line.at, text)}: ${said}`]
  })
}

/** Everything, and the links. `noted`: what is said about it; else how it stands is the news. */
export async function wholeLetter(filed: Filed, { address }: Mailbox, once: string, sources: LetterSources, noted?: Note): Promise<Letter> {
  const knowledge = sources.knowledge()
  const text = staffText(knowledge)
  const { channel, details, state } = filed.request
  const place = channelLabel(channel, knowledge.routing)
  const isTheirs = state === 'claimed' && details.claimedBy?.id === mailPersonId(address)
  const occasion = noted ? notedOccasion(filed.request, place, noted, text) : movedOccasion(filed.request, place, isTheirs, text)
  // From what happened, not from the clock: a letter that is sent again is the same letter.
  const exp = Math.floor((Date.parse(details.history.at(-1)!.at) + LINK_DAYS * DAY_MS) / 1000)
  const links = await Promise.all(
    possibleActions(filed.request, sources.reached()).map(async (does) => ({
      label: text(LINK_LABELS[does]),
      href: await linkAddress(sources, filed, { address, does, once, exp }),
    })),
  )
  const history = requestHistory(filed, knowledge)
  return {
    subject: occasion.subject,
    blocks: [
      ...(sources.takesReplies ? [small(text('mail.marker'))] : []),
      say(withoutMarks(occasion.text)),
      ...(occasion.words === undefined ? [] : [{ kind: 'words' as const, text: occasion.words }]),
      { kind: 'heading', text: text('mail.question') },
      { kind: 'words', text: details.question },
      { kind: 'facts', facts: standingFacts(filed, knowledge) },
      ...(history.length > 0 ? [{ kind: 'heading' as const, text: text('mail.history') }, say(history.join('\n'))] : []),
      { kind: 'links', links },
      small(text('mail.links', { day: writeDay(dayIn(new Date(exp * 1000))) })),
      small(text(sources.takesReplies ? (isTheirs ? 'mail.by-reply.yours' : 'mail.by-reply') : 'mail.no-reply')),
    ],
  }
}

/** How it stands now, without a word of the visitor; for those who have nothing to do with it any more. */
export function stateLetter({ request }: Pick<Filed, 'request'>, knowledge: Knowledge, left?: 'passed'): Letter {
  const text = staffText(knowledge)
  const { number, channel } = request
  const place = channelLabel(channel, knowledge.routing)
  const subject =
    left === 'passed'
      ? text('mail.subject.passed', { number, place })
      : text('mail.subject.state', { number, state: stateText(request, text) })
  return { subject, blocks: [say(subject), small(text('mail.no-more'))] }
}

/** Asks for what we cannot do ourselves: that the letters are deleted. */
export function erasedLetter(number: number, because: 'wish' | 'time', text: StaffText): Letter {
  return {
    subject: text('card.deleted', { number }),
    blocks: [say(text(`card.deleted.${because}`)), say(text('mail.erase', { number }))],
  }
}

/** Sentences for Teams may hold bold words. */
export function withoutMarks(sentence: string): string {
  return sentence.replaceAll('**', '')
}

function say(text: string): Block {
  return { kind: 'text', text }
}

function small(text: string): Block {
  return { kind: 'small', text }
}
