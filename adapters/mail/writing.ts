/** What whoever writes an answer behind a link learns of its visitor, and the visitor of them: whether the window is open; that somebody writes. */
import { readFileSync } from 'node:fs'
import type { Request, Response, Server } from 'restify'
import { dayIn } from '../../bot/knowledge/day.ts'
import type { Filed } from '../office/filed.ts'
import type { Presence } from '../office/presence.ts'
import { made, send } from '../respond.ts'
import { sendJson } from '../server.ts'
import { type StaffText, staffText } from '../words/staff-text.ts'
import { type LetterSources, LINK_PATH } from './request-letters.ts'
import type { Writing } from './request-pages.ts'
import { mailboxIn } from './visitor-letters.ts'

export interface WritingOptions extends Pick<LetterSources, 'knowledge'> {
  presence: Presence
  now(): Date
}

/** `routes` is given how a request's link is read, and how a door that is busy or without its database answers. */
export function createWriting({ presence, knowledge, now }: WritingOptions) {
  const script = made(200, 'text/javascript; charset=utf-8', readFileSync(new URL('./assets/writing.js', import.meta.url)))
  const path = `${LINK_PATH}/schreibt`
  const scriptPath = `${LINK_PATH}/schreiben.js`
  return {
    of: (filed: Filed, token: string): Writing => ({
      presence: whereTo(filed, presence, staffText(knowledge())),
      path: `${path}?link=${token}`,
      script: `${scriptPath}?v=${script.etag.slice(3, -1)}`,
      today: dayIn(now()),
    }),
    routes: (
      server: Server,
      answerable: (req: Request) => Promise<Filed | undefined>,
      guarded: (handle: (req: Request, res: Response) => Promise<void>) => (req: Request, res: Response) => Promise<void>,
    ): void => {
      server.get(scriptPath, async (req: Request, res: Response) => send(req, res, script))
      server.post(
        path,
        guarded(async (req, res) => {
          const filed = await answerable(req)
          if (!filed) return sendJson(res, 404, {})
          await presence.writing(filed)
          sendJson(res, 200, { presence: whereTo(filed, presence, staffText(knowledge())) })
        }),
      )
    },
  }
}

/** Where an answer goes as things are. */
function whereTo(filed: Filed, presence: Presence, text: StaffText): string {
  const { reach } = filed.request.details
  if (presence.isThere(filed)) return text('page.there')
  return mailboxIn(reach) ? text('page.away.mail', { reach }) : text('page.away')
}
