// @ts-check
/**
 * A talk that is kept for a day on this device, for who wishes it: nothing is stored before they have read what it means and said yes. What lies
 * in the browser's storage is the talk's id and a token that is good for taking it up again and for nothing else. It goes with the next press, with
 * the talk, when the visitor has their data deleted, and after the day.
 */

const KEY = 'wegweiser.kept'
/** A day is renewed by who goes on talking, at most so often. */
const RENEWED_MS = 3_600_000

/** @typedef {{ conversationId: string, token: string, until: number }} Kept `until`: milliseconds since 1970 */

/** A browser may forbid storage in frames (it throws): then nothing is offered. */
function storage() {
  try {
    return window.localStorage
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** What is kept and still good; what is not goes. @returns {Kept | undefined} */
export function recallKept() {
  const text = storage()?.getItem(KEY)
  if (!text) return undefined
  try {
    const { conversationId, token, until } = JSON.parse(text)
    if (typeof conversationId === 'string' && typeof token === 'string' && until > Date.now()) return { conversationId, token, until }
  } catch (error) {
    // Somebody else wrote under our key: as good as nothing.
    if (!(error instanceof SyntaxError)) throw error
  }
  forgetKept()
  return undefined
}

export function forgetKept() {
  storage()?.removeItem(KEY)
}

/**
 * @param {HTMLElement} button
 * @param {{ label: string, ask: string, yes: string, done: string, gone: string, failed: string }} words
 * @param {{ locale: string, conversation: () => string | undefined, ask: () => Promise<{ token: string, seconds: number }>, notice: (text?: string, button?: { label: string, act: () => void }) => void }} how
 *   `conversation`: the running talk; `ask`: a token to keep it by
 */
export function createKept(button, words, { locale, conversation, ask, notice }) {
  button.hidden = storage() === undefined
  button.title = words.label
  button.setAttribute('aria-label', words.label)
  let renewed = Date.now()

  /** Of the running talk. */
  function mine() {
    const kept = recallKept()
    return kept && kept.conversationId === conversation() ? kept : undefined
  }

  function look() {
    button.setAttribute('aria-pressed', String(mine() !== undefined))
  }

  /** Stores it; true when it is. */
  async function store() {
    const conversationId = conversation()
    if (!conversationId) return false
    const { token, seconds } = await ask()
    // Meanwhile another talk may have begun.
    if (conversationId !== conversation()) return false
    renewed = Date.now()
    storage()?.setItem(KEY, JSON.stringify({ conversationId, token, until: Date.now() + seconds * 1000 }))
    look()
    return true
  }

  async function agree() {
    notice()
    try {
      if (await store()) notice(words.done.replace('{until}', timeOf(recallKept()?.until ?? 0, locale)))
    } catch (error) {
      if (!(error instanceof Error)) throw error
      notice(words.failed)
    }
    button.focus()
  }

  button.addEventListener('click', () => {
    if (mine()) {
      forgetKept()
      look()
      notice(words.gone)
      return
    }
    notice(words.ask, { label: words.yes, act: agree })
  })

  return {
    look,
    /** The talk goes on: a day from now. */
    async renew() {
      if (!mine() || Date.now() - renewed < RENEWED_MS) return
      renewed = Date.now()
      try {
        await store()
      } catch (error) {
        // The old day still counts.
        if (!(error instanceof Error)) throw error
      }
    },
    /** The talk is over, or nothing of it may stay. */
    clear() {
      if (mine()) forgetKept()
      look()
    },
  }
}

/** @param {number} at @param {string} locale */
function timeOf(at, locale) {
  return new Date(at).toLocaleString(locale, { weekday: 'long', hour: '2-digit', minute: '2-digit' })
}
