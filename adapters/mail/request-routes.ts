/**
 * `GET /anfrage?link=…` shows what a link would do, and changes nothing: programs that look at mails open every link. `POST` does it, once.
 */
import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import type { Knowledge, Mailbox } from '../../bot/knowledge/knowledge.ts'
import { momentAt } from '../../bot/moment.ts'
import type { Person } from '../../bot/requests/request.ts'
import { channelLabel } from '../../bot/requests/route.ts'
import { readBytes } from '../body.ts'
import type { Desk } from '../office/desk.ts'
import type { Filed } from '../office/filed.ts'
import { StorageAway } from '../storage/storage.ts'
import { problemText, wrongDateText } from '../words/request-words.ts'
import { staffText } from '../words/staff-text.ts'
import { LINK_ACTIONS, type LinkAction, type LinkClaims } from './links.ts'
import { mailPersonId } from './person.ts'
import { actionOf, readForm } from './request-form.ts'
import { actionsOf, type LetterSources, LINK_LABELS, LINK_PATH, linkAddress, possibleActions } from './request-letters.ts'
import { askingPage, type Filled, shortPage, standingPage } from './request-pages.ts'
import { createWriting, type WritingOptions } from './writing.ts'

export interface RequestRouteOptions extends LetterSources, WritingOptions {
  desk: Pick<Desk, 'find' | 'act'>
  /** Path of the style sheet. */
  style: string
  /** Milliseconds that an address has to wait, 0 for none. */
  busy(req: IncomingMessage): number
  log: Logger
}

/** A long answer in percent signs, three for each byte of a letter. */
const MAX_BODY_BYTES = 64 * 1024
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}

interface Opened {
  link: LinkClaims
  token: string
  filed: Filed
  box: Mailbox
}

export function requestRoutes(server: Server, options: RequestRouteOptions): void {
  const { desk, knowledge, links, reached, busy, log, now } = options
  const writing = createWriting(options)
  const text = () => staffText(knowledge())
  const sources = () => ({ knowledge: knowledge(), style: options.style })

  const answer = (res: Response, status: number, page: string): void => {
    res.writeHead(status, { ...HEADERS, 'Content-Length': String(Buffer.byteLength(page)) })
    res.end(page)
  }
  const dead = (res: Response, status: number, why: 'expired' | 'unknown' | 'gone'): void =>
    answer(res, status, shortPage(text()('page.dead'), text()(`page.dead.${why}`), undefined, sources()))
  const short = (res: Response, status: number, { request }: Filed, sentence: string, filed: Filed): void =>
    answer(res, status, shortPage(text()('card.number', { number: request.number }), sentence, filed, sources()))

  /** Undefined when it was answered already: a link that is not good shows nothing of the request. */
  const open = async (req: Request, res: Response): Promise<Opened | undefined> => {
    const token = new URL(req.url ?? '/', 'http://localhost').searchParams.get('link') ?? ''
    const link = await links.read(token)
    if (link === undefined || link === 'expired') return void dead(res, link ? 410 : 404, link ?? 'unknown')
    const filed = await desk.find(link.request)
    if (!filed || filed.request.state === 'withdrawn') return void dead(res, 410, 'gone')
    const box = mailboxOf(filed, link.address, knowledge())
    if (!box) return void dead(res, 410, 'unknown')
    if (filed.request.details.history.some(({ cause }) => cause === link.key))
      return void short(res, 410, filed, problemText('used', text()), filed)
    return { link, token, filed, box }
  }

  const standing = async ({ link, filed }: Pick<Opened, 'link' | 'filed'>, notice?: string): Promise<string> => {
    // Signed by what they come from, so that looking again shows the same links.
    const once = `${link.key}/${filed.version}`
    const next = await Promise.all(
      actionsOf(filed, link.address, options).map(async (does) => ({
        label: text()(LINK_LABELS[does]),
        href: pathOf(await linkAddress(options, filed, { address: link.address, does, once, exp: link.exp })),
      })),
    )
    return standingPage(filed, { notice, next }, sources())
  }

  /** Why a link did nothing, and where to see the request as it is now. `typed`: an answer that was not sent. */
  const refused = async (res: Response, { link }: Pick<Opened, 'link'>, filed: Filed, sentence: string, typed = ''): Promise<void> => {
    const isHere = mailboxOf(filed, link.address, knowledge()) !== undefined
    const once = `${link.key}/${filed.version}/view`
    const view = isHere && {
      label: text()('page.view'),
      href: pathOf(await linkAddress(options, filed, { address: link.address, does: 'view', once, exp: link.exp })),
    }
    const title = text()('card.number', { number: filed.request.number })
    answer(res, 409, shortPage(title, sentence, filed, sources(), { typed, next: view ? [view] : [] }))
  }

  const asking = ({ link, token, filed }: Opened, filled: Filled, problem?: string): string => {
    const does = link.does as LinkAction
    return askingPage(
      filed,
      does,
      { token, filled, reached: reached(), writing: does === 'answer' ? writing.of(filed, token) : undefined, problem },
      sources(),
    )
  }

  const look = async (req: Request, res: Response): Promise<void> => {
    const opened = await open(req, res)
    if (!opened) return
    const { link, filed, box } = opened
    const done = new URL(req.url ?? '/', 'http://localhost').searchParams.get('done')
    const was = LINK_ACTIONS.find((action) => action === done)
    if (link.does === 'view') return answer(res, 200, await standing(opened, was && text()(`page.done.${was}`)))
    if (!actionsOf(filed, link.address, options).includes(link.does) || isOvertaken(link, filed))
      return refused(res, opened, filed, problemText(problemOf(link.does, filed), text(), filed.request))
    answer(res, 200, asking(opened, { name: box.name, answer: '' }))
  }

  const act = async (req: Request, res: Response): Promise<void> => {
    const body = await readBytes(req, MAX_BODY_BYTES)
    if (!body.ok) return dead(res, body.status, 'unknown')
    const opened = await open(req, res)
    if (!opened) return
    const { link, filed, box } = opened
    const given = readForm(body.value.toString('utf8'))
    const by: Person = { id: mailPersonId(box.address), name: given?.name.trim() || box.name || box.address }
    const again = (why: string) =>
      answer(res, 422, asking(opened, { name: by.name, answer: given?.answer ?? '', dates: given?.dates }, why))
    const action = actionOf(link, given, by, { reached: reached(), moment: momentAt(now()) })
    if (typeof action === 'string') return again(text()(action))
    if ('wrong' in action) return again(wrongDateText(action, text()))
    // Whoever has it acts on it however old the letter is; for the others it must still be as they saw it.
    const version = filed.request.details.claimedBy?.id === by.id ? undefined : link.version
    const acted = await desk.act(link.request, version, action)
    log.info(
      { event: 'mail_link_used', request: filed.request.number, action: action.do, ...(!acted.ok && { problem: acted.problem }) },
      'a link of a letter was used',
    )
    if (!acted.ok) {
      if (acted.problem === 'empty') return again(problemText('empty', text()))
      return refused(res, opened, acted.filed ?? filed, problemText(acted.problem, text(), acted.filed?.request), given?.answer)
    }
    // "Not ours" was passed on.
    const does = link.does === 'close' && acted.filed.request.state !== 'closed' ? 'pass' : link.does
    // Passed on, it is shown here no more.
    if (!mailboxOf(acted.filed, link.address, knowledge()))
      return short(
        res,
        200,
        acted.filed,
        text()('card.passed.text', { place: channelLabel(acted.filed.request.channel, knowledge().routing) }),
        acted.filed,
      )
    const view = await linkAddress(options, acted.filed, { address: link.address, does: 'view', once: link.key, exp: link.exp })
    res.writeHead(303, { ...HEADERS, Location: `${pathOf(view)}&done=${does}`, 'Content-Length': '0' })
    res.end()
  }

  /** The request that the link of a writing page is about, while it may be answered. */
  const answerable = async (req: Request): Promise<Filed | undefined> => {
    const link = await links.read(new URL(req.url ?? '/', 'http://localhost').searchParams.get('link') ?? '')
    if (link === undefined || link === 'expired' || link.does !== 'answer') return undefined
    const filed = await desk.find(link.request)
    if (!filed || !mailboxOf(filed, link.address, knowledge())) return undefined
    return possibleActions(filed.request, reached()).includes('answer') ? filed : undefined
  }

  const guarded = (handle: (req: Request, res: Response) => Promise<void>) => async (req: Request, res: Response) => {
    const waitMs = busy(req)
    if (waitMs > 0) {
      res.setHeader('Retry-After', String(Math.ceil(waitMs / 1000)))
      return answer(res, 429, shortPage(text()('page.dead'), text()('problem.away'), undefined, sources()))
    }
    try {
      await handle(req, res)
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      answer(res, 503, shortPage(text()('card.request'), text()('problem.away'), undefined, sources()))
    }
  }
  server.get(LINK_PATH, guarded(look))
  server.post(LINK_PATH, guarded(act))
  writing.routes(server, answerable, guarded)
}

/** The mailbox, as long as it is one of the channel where the request is handled. */
function mailboxOf({ request }: Filed, address: string, { routing }: Knowledge): Mailbox | undefined {
  return routing.channels.find(({ id }) => id === request.channel)?.mail.find((box) => box.address === address)
}

/** An answer to what nobody had, while somebody else has it by now: they must not answer without knowing of each other. */
function isOvertaken({ does, version, address }: LinkClaims, { version: now, request: { state, details } }: Filed): boolean {
  return does === 'answer' && state === 'claimed' && details.claimedBy?.id !== mailPersonId(address) && version !== now
}

/** Why a link cannot do its work as the request stands. */
function problemOf(does: LinkAction | 'view', { request }: Filed) {
  if (request.state === 'closed') return 'closed' as const
  if (does === 'reopen') return 'not-closed' as const
  if (request.state === 'claimed' && (does === 'pass' || does === 'close' || does === 'release')) return 'not-yours' as const
  return request.state === 'claimed' ? ('taken' as const) : ('not-claimed' as const)
}

/** Links on a page of ours lead to where that page is served. */
function pathOf(address: string): string {
  const { pathname, search } = new URL(address)
  return `${pathname}${search}`
}
