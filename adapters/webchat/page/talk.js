// @ts-check
/**
 * One conversation with the server: begun, or taken up again after a reload. What makes that possible (the conversation's id and its
 * token, good for half an hour) lies in the tab's own session storage, from the moment somebody opens the chat until the tab is closed; with the
 * visitor's consent for a day on the device (kept.js).
 */
import { forgetKept, recallKept } from './kept.js'

const KEY = 'wegweiser.talk'
const DOMAIN = `${location.origin}/v3/directline`

/**
 * @typedef {object} Stored
 * @property {string} conversationId
 * @property {string} token
 * @property {boolean} greeted whether the bot has said its first word here
 */

/** The server could not be asked; the conversation may well be alive. */
export class Unreachable extends Error {}

/** A browser may forbid storage in frames (it throws). Then a reload begins anew, and nothing else is lost. */
function storage() {
  try {
    return window.sessionStorage
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** @returns {Stored | undefined} */
export function recall() {
  const text = storage()?.getItem(KEY)
  if (!text) return undefined
  try {
    const { conversationId, token, greeted } = JSON.parse(text)
    return typeof conversationId === 'string' && typeof token === 'string'
      ? { conversationId, token, greeted: greeted === true }
      : undefined
  } catch (error) {
    // Somebody else wrote under our key: as good as nothing.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** @param {Stored} stored */
export function remember(stored) {
  storage()?.setItem(KEY, JSON.stringify(stored))
}

export function forget() {
  storage()?.removeItem(KEY)
}

/**
 * Takes up the stored conversation when the server still knows it, else begins one.
 * @param {string} locale
 * @returns {Promise<{ options: object, greeted: boolean, expired: boolean, returned: boolean }>} options for `createDirectLine`; `expired`: there
 *   was one, it is gone; `returned`: one that was kept from an earlier visit
 * @throws {Unreachable}
 */
export async function openTalk(locale) {
  const stored = recall()
  const kept = recallKept()
  if (stored) {
    const known = await ask(`/conversations/${encodeURIComponent(stored.conversationId)}?watermark=`, {
      headers: { Authorization: `Bearer ${stored.token}` },
    })
    if (known) {
      const token = typeof known.token === 'string' ? known.token : stored.token
      // No watermark: Web Chat shows the whole conversation again.
      return {
        options: options({ token, conversationId: stored.conversationId }),
        greeted: stored.greeted,
        expired: false,
        returned: false,
      }
    }
    forget()
  }
  if (kept) {
    const resumed = await ask('/tokens/resume', { method: 'POST', headers: { Authorization: `Bearer ${kept.token}` } })
    if (typeof resumed?.token === 'string') {
      const own = { token: resumed.token, conversationId: kept.conversationId }
      return { options: options(own), greeted: true, expired: false, returned: !stored }
    }
    forgetKept()
  }
  const fresh = await ask('/tokens/generate', { method: 'POST' })
  if (!fresh) throw new Unreachable('no token')
  return {
    options: options({ token: fresh.token, conversationStartProperties: { locale } }),
    greeted: false,
    expired: stored !== undefined || kept !== undefined,
    returned: false,
  }
}

/** @param {object} own */
const options = (own) => ({ domain: DOMAIN, webSocket: true, ...own })

/**
 * Who is there for the visitor of this talk.
 * @param {{ conversationId?: string, token?: string }} of
 * @returns {Promise<import('./people.js').People>}
 * @throws {Unreachable} also when the server refuses
 */
export async function askPeople({ conversationId, token }) {
  const path = `/conversations/${encodeURIComponent(conversationId ?? '')}/people`
  const found = await ask(path, { headers: { Authorization: `Bearer ${token}` } })
  if (!found) throw new Unreachable('refused')
  return /** @type {any} */ (found)
}

/**
 * A token by which the talk can be taken up within a day.
 * @param {{ token?: string }} of
 * @returns {Promise<{ token: string, seconds: number }>}
 * @throws {Unreachable} also when the server refuses
 */
export async function askToKeep({ token }) {
  const given = await ask('/tokens/keep', { method: 'POST', headers: { Authorization: `Bearer ${token}` } })
  if (typeof given?.token !== 'string') throw new Unreachable('refused')
  return { token: given.token, seconds: Number(given.expires_in) || 0 }
}

/**
 * @param {string} path @param {RequestInit} init
 * @returns {Promise<{ token?: unknown, expires_in?: unknown } | undefined>} the answer, or undefined when the server refuses or does not know it (4xx)
 */
async function ask(path, init) {
  let response
  try {
    response = await fetch(DOMAIN + path, init)
  } catch (error) {
    if (error instanceof TypeError) throw new Unreachable('no network')
    throw error
  }
  if (response.status === 429 || response.status >= 500) throw new Unreachable(String(response.status))
  return response.ok ? response.json() : undefined
}

/**
 * Tells when the stream to the server breaks and when it stands again. DirectLineJS mends it by itself but says nothing, so the
 * page listens to the sockets it opens; and it may try again after two to five seconds instead of three to fifteen.
 * @param {(open: boolean) => void} tell
 */
export function watchSockets(tell) {
  /** Beginning anew opens a second one before the first has gone. @type {Set<WebSocket>} */
  const open = new Set()
  window.WebSocket = class extends WebSocket {
    /** @param {string | URL} address @param {string | string[]} [protocols] */
    constructor(address, protocols) {
      super(address, protocols)
      this.addEventListener('open', () => tell(open.add(this).size > 0))
      this.addEventListener('close', () => {
        open.delete(this)
        tell(open.size > 0)
      })
    }
  }
}

/**
 * Tells when a message was not taken: DirectLineJS gives `retry` for an id when the server could not keep it (5xx) or was not reached, and an
 * error of status 429 when there were too many.
 * @param {DirectLine} directLine @param {(problem: 'unkept' | 'many') => void} tell
 */
export function watchPosts(directLine, tell) {
  const post = directLine.postActivity.bind(directLine)
  directLine.postActivity = (activity) => {
    const posted = post(activity)
    const { subscribe } = posted
    posted.subscribe = (observer, ...more) => {
      if (typeof observer !== 'object' || observer === null) return subscribe.call(posted, observer, ...more)
      return subscribe.call(posted, {
        ...observer,
        next: (/** @type {unknown} */ id) => {
          if (id === 'retry') tell('unkept')
          observer.next?.(id)
        },
        error: (/** @type {{ status?: number }} */ error) => {
          if (error?.status === 429) tell('many')
          observer.error?.(error)
        },
      })
    }
    return posted
  }
}

/** @param {DirectLine} directLine */
export function retrySooner(directLine) {
  if (directLine.getRetryDelay) directLine.getRetryDelay = () => 2000 + Math.random() * 3000
}
