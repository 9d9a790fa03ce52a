// @ts-check
/** What a plan can be done with besides reading: printed, copied, handed on. The buttons are there where the browser can do it. */

const COPIED_MS = 2500
const box = document.querySelector('[data-plan]')
const { plan: address = '', copied = '' } = box instanceof HTMLElement ? box.dataset : {}

/** @param {string} name @param {boolean} can @param {(button: HTMLButtonElement) => unknown} act */
function offer(name, can, act) {
  const button = box?.querySelector(`[data-do="${name}"]`)
  if (!(button instanceof HTMLButtonElement) || !can) return
  button.hidden = false
  button.addEventListener('click', () => act(button))
}

offer('print', typeof window.print === 'function', () => window.print())
offer('copy', navigator.clipboard !== undefined, copy)
offer('share', typeof navigator.share === 'function', share)

/** @param {HTMLButtonElement} button */
async function copy(button) {
  await navigator.clipboard.writeText(address)
  const label = button.textContent
  if (label === copied) return
  button.textContent = copied
  setTimeout(() => {
    button.textContent = label
  }, COPIED_MS)
}

async function share() {
  try {
    await navigator.share({ title: document.title, url: address })
  } catch (error) {
    // Closed without sending it to anybody.
    if (!(error instanceof DOMException)) throw error
  }
}
