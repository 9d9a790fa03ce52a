// @ts-check
/** An answer to take along: all of it, folded or not, with where it is from; or the address of its place on our pages, to copy or to hand on. */
import { plain } from './answer.js'

/** How long the button says that it has copied. */
const COPIED_MS = 2500

/**
 * On what Web Chat is drawn into, because it makes the bubbles.
 * @param {HTMLElement} root @param {(text: string) => void} tell says it to who does not see the button
 */
export function copyAnswers(root, tell) {
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('.source__copy, .source__link, .source__share') : undefined
    const answer = button?.closest('.webchat__render-markdown')
    if (!(button instanceof HTMLElement) || !answer) return
    const source = answer.querySelector('.source a')
    if (button.matches('.source__copy')) copy(button, answer, textOf(answer), tell)
    else if (!(source instanceof HTMLAnchorElement)) return
    else if (button.matches('.source__share')) handOn(source)
    else copy(button, source, source.href, tell)
  })
}

/** Whether this browser hands addresses on to other programs, and the page around a frame lets it. */
export const canShare = () => navigator.canShare?.({ url: location.href }) === true

/** @param {HTMLAnchorElement} source */
async function handOn(source) {
  try {
    await navigator.share({ title: plain(source), url: source.href })
  } catch (error) {
    // Closed without sending it to anybody.
    if (!(error instanceof DOMException)) throw error
  }
}

/** @param {HTMLElement} button @param {Element} shown what is marked where copying is forbidden @param {string} text @param {(text: string) => void} tell */
async function copy(button, shown, text, tell) {
  try {
    await navigator.clipboard.writeText(text)
  } catch (error) {
    // A site may forbid its frames the clipboard: then the text is marked, for the visitor's own hand.
    if (!(error instanceof DOMException)) throw error
    window.getSelection()?.selectAllChildren(shown)
    return
  }
  const label = button.title
  const said = button.dataset.copied ?? ''
  if (label === said) return
  name(button, said)
  tell(said)
  setTimeout(() => {
    name(button, label)
    tell('')
  }, COPIED_MS)
}

/** @param {HTMLElement} button @param {string} label */
function name(button, label) {
  button.title = label
  button.setAttribute('aria-label', label)
  button.classList.toggle('source__done', label === button.dataset.copied)
}

/** A card of an outcome is one line again. @param {Element} item */
function lineOf(item) {
  if (!item.classList.contains('outcome')) return plain(item)
  return [...item.children]
    .map((part) => (part.classList.contains('outcome__ways') ? [...part.children].map(plain).join(' · ') : plain(part)))
    .join(' – ')
}

/** Paragraphs and lines of lists, then the sources with their addresses and the day. @param {Element} answer @param {{ sources?: boolean }} [parts] */
export function textOf(answer, { sources = true } = {}) {
  const parts = [...answer.querySelectorAll('p:not(.source), li, h1, h2, h3, h4, td')].filter((one) => !one.parentElement?.closest('li'))
  const lines = parts.map((one) => (one.tagName === 'LI' ? `- ${lineOf(one)}` : plain(one)))
  if (!sources) return lines.join('\n')
  const links = [...answer.querySelectorAll('.source a')].map((link) =>
    link instanceof HTMLAnchorElement ? `${plain(link)}: ${link.href}` : '',
  )
  const day = answer.querySelector('.source__day')
  return [...lines, '', ...links, ...(day ? [plain(day)] : [])].join('\n')
}
