// @ts-check
/**
 * While somebody writes an answer behind a letter's link: the visitor's open window learns that they do, and they learn whether it is open. No
 * word of the answer leaves the page before it is sent; without this script the page does all the rest.
 */

const EVERY_MS = 5_000

const field = /** @type {HTMLTextAreaElement | null} */ (document.querySelector('textarea[data-writing]'))
const presence = document.getElementById('presence')
let told = Number.NEGATIVE_INFINITY

field?.addEventListener('input', async () => {
  const now = performance.now()
  if (now - told < EVERY_MS) return
  told = now
  const answer = await fetch(field.dataset.writing ?? '', { method: 'POST' }).catch(() => undefined)
  if (!answer?.ok || !presence) return
  const said = await answer.json()
  // Said anew only when it has changed: it is read aloud.
  if (presence.textContent !== said.presence) presence.textContent = said.presence
})
