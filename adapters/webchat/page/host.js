// @ts-check
/**
 * The talk between the chat in a frame and the page around it (`embed.js`). Both name the other's origin and believe no other.
 * To the page: `ready`, `close`, `unread` with a count. From the page: `shown` (with `focus: false` when it opened by itself), `hidden`, `ask`
 * with a question.
 */

/**
 * @typedef {object} Host
 * @property {(kind: 'ready' | 'close' | 'unread', count?: number) => void} tell
 */

/**
 * @param {string | undefined} origin
 * @param {{ shown: (focus: boolean) => void, hidden: () => void, ask: (text: unknown) => void }} on
 * @returns {Host | undefined} undefined when there is no page around
 */
export function connectHost(origin, on) {
  if (window.parent === window || !origin) return undefined
  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.origin !== origin) return
    if (event.data?.wegweiser === 'shown') on.shown(event.data.focus !== false)
    if (event.data?.wegweiser === 'hidden') on.hidden()
    if (event.data?.wegweiser === 'ask') on.ask(event.data.text)
  })
  return {
    tell: (kind, count) => window.parent.postMessage({ wegweiser: kind, count }, origin),
  }
}
