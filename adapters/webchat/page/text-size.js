// @ts-check
/** Letters as large as somebody wants them: one button goes round three sizes; kept in the tab, like the talk. */

const SIZES = ['1', '1.2', '1.4']
const KEY = 'wegweiser.text-size'

/** @param {HTMLElement} button @param {{ label: string, told: string }} words @param {(text: string) => void} tell */
export function offerTextSize(button, { label, told }, tell) {
  let at = Math.max(0, SIZES.indexOf(kept() ?? '1'))
  const show = () => document.documentElement.style.setProperty('--size', SIZES[at] ?? '1')
  show()
  button.hidden = false
  button.title = label
  button.setAttribute('aria-label', label)
  button.addEventListener('click', () => {
    at = (at + 1) % SIZES.length
    show()
    keep(SIZES[at] ?? '1')
    tell(told.replace('{percent}', String(Math.round(Number(SIZES[at]) * 100))))
  })
}

/** A browser may forbid storage in frames (it throws); then the size lasts until a reload. */
function kept() {
  try {
    return window.sessionStorage.getItem(KEY)
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}

/** @param {string} size */
function keep(size) {
  try {
    window.sessionStorage.setItem(KEY, size)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}
