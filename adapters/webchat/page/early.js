// @ts-check
/**
 * What is sent before the chat is connected. Web Chat would leave it lying in the box without a word; here it goes off by itself, once, as soon as
 * the connection stands. Whoever goes on typing has not finished: then it waits for the next press.
 */

/** A connection that takes longer is worth a word. */
const PATIENCE_MS = 500

/**
 * On what Web Chat is drawn into, before its own listeners.
 * @param {HTMLElement} root
 * @param {{ ready: () => boolean, send: () => void, tell: (isWaiting: boolean) => void }} how `ready`: whether Web Chat would send now; `send`: sends what is in the box
 * @returns {{ look: () => void, clear: () => void }} `look`: call when the connection may have changed
 */
export function createEarly(root, { ready, send, tell }) {
  let waits = false
  let timer = 0

  /** @param {Event} event */
  function hold(event) {
    if (ready() || !typed(root)) return
    event.preventDefault()
    event.stopPropagation()
    // Pressed twice is meant once.
    if (waits) return
    waits = true
    timer = window.setTimeout(() => tell(true), PATIENCE_MS)
  }

  function clear() {
    if (!waits) return
    waits = false
    clearTimeout(timer)
    tell(false)
  }

  const isBox = (/** @type {EventTarget | null} */ target) => target instanceof Element && target.matches(BOX)
  root.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && isBox(event.target)) hold(event)
    },
    true,
  )
  root.addEventListener(
    'click',
    (event) => {
      if (event.target instanceof Element && event.target.closest('.webchat__send-button')) hold(event)
    },
    true,
  )
  root.addEventListener('input', (event) => isBox(event.target) && clear(), true)

  return {
    look() {
      if (!waits || !ready()) return
      clear()
      send()
    },
    clear,
  }
}

const BOX = '[data-id="webchat-sendbox-input"]'

/** @param {HTMLElement} root */
function typed(root) {
  const box = root.querySelector(BOX)
  return (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement) && box.value.trim() !== ''
}
