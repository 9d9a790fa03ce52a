// @ts-check
/** An answer read aloud by the browser's own voice, when somebody presses for it; there only where there is a voice for the language. */
import { textOf } from './copy.js'

/**
 * On what Web Chat is drawn into, because it makes the bubbles.
 * @param {HTMLElement} root @param {string} locale BCP 47
 */
export function readAnswersAloud(root, locale) {
  const speech = window.speechSynthesis
  if (!speech) return
  const lang = locale.slice(0, 2)
  const look = () =>
    root.classList.toggle(
      'speaks',
      speech.getVoices().some((one) => one.lang.toLowerCase().startsWith(lang)),
    )
  look()
  // Some browsers know their voices a moment later.
  speech.addEventListener?.('voiceschanged', look)
  /** @type {HTMLElement | undefined} */
  let reading

  function stop() {
    speech.cancel()
    reading?.setAttribute('aria-pressed', 'false')
    reading = undefined
  }

  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('.source__speak') : undefined
    const answer = button?.closest('.webchat__render-markdown')
    if (!(button instanceof HTMLElement) || !answer) return
    const again = button === reading
    stop()
    if (again) return
    const said = new SpeechSynthesisUtterance(textOf(answer, { sources: false }))
    // The browser chooses among the voices of the language.
    said.lang = locale
    said.addEventListener('end', () => reading === button && stop())
    reading = button
    button.setAttribute('aria-pressed', 'true')
    speech.speak(said)
  })
  window.addEventListener('pagehide', stop)
}
