/** The addresses of signing in and out: by the shared secret, or with a provider and back. */
import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { createLimiter } from '../../limiter.ts'
import type { EditorAccess } from './access.ts'
import { EDITOR_PATHS, type EditorPage } from './editor-frame.ts'
import { RETURN_PATH } from './open-id.ts'
import { sameText } from './session.ts'
import { PROVIDER_PATH, type SignInProblem, signedInPage, signInPage } from './sign-in.ts'

export interface SignInOptions {
  access: EditorAccess
  /** The secret may stand in an address (`?schluessel=`): for a server that only this machine reaches. */
  byLink: boolean
  knowledge(): Knowledge
  show(req: Request, res: Response, page: EditorPage, status?: number, headers?: Record<string, string | string[]>): void
  lead(res: Response, to: string, headers?: Record<string, string | string[]>): void
  /** The fields of a form; undefined, answered, when it comes from another site or is too large. */
  formOf(req: Request, res: Response): Promise<URLSearchParams | undefined>
  now(): Date
  clientOf(req: Request): string
  onRefused(limit: string): void
  log: Logger
}

/** Nobody types a secret wrong more often than this by mistake; then one try a minute. */
const TRIES = { burst: 10, perSecond: 1 / 60 }
const STATUS: Record<SignInProblem, number> = { wrong: 403, stranger: 403, failed: 403, stale: 403, 'too-many': 429, away: 503 }

export function signInRoutes(server: Server, options: SignInOptions): void {
  const { access, knowledge, show, lead, formOf, now, log } = options
  const { sessions, token, provider } = access
  const tries = createLimiter(TRIES, now)
  const queryOf = (req: Request) => new URL(req.url ?? '/', 'http://localhost').searchParams
  const askAgain = (req: Request, res: Response, problem: SignInProblem, headers: Record<string, string> = {}) =>
    show(req, res, signInPage(knowledge(), access, { problem }), STATUS[problem], headers)
  /** False, answered, for whoever tries too often. */
  const mayTry = (req: Request, res: Response): boolean => {
    const waitMs = tries.take(options.clientOf(req))
    if (waitMs === 0) return true
    options.onRefused('editor-sign-in')
    askAgain(req, res, 'too-many', { 'Retry-After': String(Math.ceil(waitMs / 1000)) })
    return false
  }

  const byToken = (req: Request, res: Response, typed: string) => {
    if (!mayTry(req, res)) return
    if (token === undefined || !sameText(typed, token)) {
      log.warn({ event: 'editor_refused', why: 'wrong' }, 'a wrong secret was typed at the editors’ pages')
      return askAgain(req, res, 'wrong')
    }
    log.info({ event: 'editor_signed_in' }, 'an editor has signed in')
    lead(res, EDITOR_PATHS.home, { 'Set-Cookie': sessions.open(now()) })
  }
  server.get('/redaktion/anmelden', async (req: Request, res: Response) => {
    const typed = queryOf(req).get('schluessel')
    if (options.byLink && token !== undefined && typed !== null) return byToken(req, res, typed)
    if (!queryOf(req).has('abgemeldet')) return show(req, res, signInPage(knowledge(), access))
    show(req, res, signInPage(knowledge(), access, { signedOut: { at: await provider?.openId.signOut() } }))
  })
  server.post('/redaktion/anmelden', async (req: Request, res: Response) => {
    const form = await formOf(req, res)
    if (form) byToken(req, res, form.get('schluessel') ?? '')
  })
  server.post('/redaktion/abmelden', async (req: Request, res: Response) => {
    if (await formOf(req, res)) lead(res, '/redaktion/anmelden?abgemeldet=1', { 'Set-Cookie': sessions.close() })
  })

  if (!provider) return
  const { openId, pending } = provider
  server.get(PROVIDER_PATH, async (req: Request, res: Response) => {
    if (!mayTry(req, res)) return
    const begun = await openId.begin().catch((err: unknown) => {
      log.warn({ event: 'editor_provider_away', err }, 'the provider that editors sign in with does not answer')
    })
    if (!begun) return askAgain(req, res, 'away')
    lead(res, begun.to, { 'Set-Cookie': pending.keep(begun.pending, now()) })
  })
  server.get(RETURN_PATH, async (req: Request, res: Response) => {
    const query = queryOf(req)
    const begun = pending.take(req.headers.cookie, query.get('state') ?? '', now())
    if (!begun) return refused(req, res, 'stale')
    const done = await openId.finish(query, begun)
    if (!done.ok) return refused(req, res, done.why, done.cause)
    log.info({ event: 'editor_signed_in', by: done.name }, 'an editor has signed in')
    show(req, res, signedInPage(knowledge()), 200, { 'Set-Cookie': [pending.drop(), sessions.open(now(), done.name)] })
  })
  const refused = (req: Request, res: Response, why: SignInProblem, cause?: unknown) => {
    // The library's errors hold what was said of the person.
    const problem = cause instanceof Error ? `${(cause as { code?: string }).code ?? cause.name}: ${cause.message}` : undefined
    log.warn({ event: 'editor_refused', why, problem }, 'somebody came back from the provider and was not let in')
    askAgain(req, res, why, { 'Set-Cookie': pending.drop() })
  }
}
