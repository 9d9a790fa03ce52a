// @ts-check
/**
 * How an answer stands in a bubble: its first sentences, the rest one press away, and below it one small line with source and day. The text
 * the bot sent stays the same for every other client; here only the HTML is arranged that Web Chat made of it.
 */
import { drawOutcome } from './outcome.js'
import { makeCallable } from './phone.js'
import { letStand } from './scroll.js'
import { sentenceEnds } from './sentences.js'

/** So many sentences are shown at first. */
const SHOWN = 3
/** What is shorter is not folded, and neither is a rest that is hardly longer than the button. */
const LONG = 420
const WORTH = 140
/** Numbers that somebody in trouble needs now. */
const EMERGENCY = /(?:^|[^\d/.-])(?:110|112|116[ \u00a0]?11[1-7])(?![\d/.-]|,\d)/
/** "Rufen Sie Ihre Bank an", as a step. */
const CALL = /\brufen Sie\b|\bcall (?:your|the)\b/i
/** The line that says of what day the facts are, the last of an answer. */
const DAY_LINE = 140

/** @typedef {{ source: string, more: string, less: string, newWindow: string, copy?: string, copied?: string, link?: string, linked?: string, share?: string, speak?: string }} Words */

/** Definitions behind the text, as the server writes them: `[1]: https://… "Title"`. */
const DEFINITION = /^\[(\d+)\]: (\S+) "(.*)"$/gm
/** The outcome of a guide is what somebody has come for through all its questions. */
const GUIDE_PAGE = /\/wegweiser\/[^/]+$/

/**
 * @param {string} html what Web Chat made of the Markdown
 * @param {string} markdown
 * @param {Words} words
 * @returns {string} the same for the same arguments, because React keeps what stands there as long as this stays
 */
export function arrange(html, markdown, words) {
  const sources = [...markdown.matchAll(DEFINITION)].map(([, , href = '', title = '']) => ({ href, title }))
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  makeCallable(body)
  if (sources.length === 0) return body.innerHTML
  const isOutcome = sources.some(({ href }) => GUIDE_PAGE.test(href))
  const { day, tail } = takeMarks(body, isOutcome)
  const onward = takeOnward(body)
  if (isOutcome) drawOutcome(body)
  const folded = !isOutcome && fold(body, words)
  const page = (/** @type {string | undefined} */ href) => href?.split('#')[0]
  const known = sources.some(({ href }) => page(onward?.querySelector('a')?.href) === page(href))
  // The source's link leads to the same page; it is said twice only where somebody has opened the rest and wants still more.
  if (onward && (folded || !known)) (folded || body).append(onward)
  body.append(...tail, sourceLine(sources, day, words))
  return body.innerHTML
}

/**
 * Takes the marks `[1]` away, which the line of sources replaces, and the line they stand in when it only says the day. What comes behind
 * it (ways to act, for whom the answer is) is no part of the text and is never folded.
 * @param {HTMLElement} body @param {boolean} isOutcome an outcome says no day: its last line is part of it
 * @returns {{ day: string, tail: Element[] }}
 */
function takeMarks(body, isOutcome) {
  const marks = [...body.querySelectorAll('.webchat__render-markdown__pure-identifier')]
  const line = marks[0]?.closest('p')
  for (const mark of marks) mark.remove()
  if (!line || line.parentElement !== body) return { day: '', tail: [] }
  const all = [...body.children]
  const tail = all.slice(all.indexOf(line) + 1)
  for (const part of tail) part.remove()
  const text = plain(line)
  if (text === '') line.remove()
  if (isOutcome || text.length > DAY_LINE || line === body.firstElementChild || line.querySelector('a') || isReserve(line))
    return { day: '', tail }
  line.remove()
  return { day: text, tail }
}

/** The link to the whole page, where it is the last line. @param {HTMLElement} body */
function takeOnward(body) {
  const last = body.lastElementChild
  const link = last?.querySelector('a')
  if (last?.tagName !== 'P' || !link || plain(last) !== plain(link) || last === body.firstElementChild) return undefined
  last.remove()
  return last
}

/** Text without the signs of no width that Web Chat puts around links. @param {Element} element */
export const plain = (element) => (element.textContent ?? '').replaceAll('\u200b', '').trim()

/** Returns what holds the rest, if there is any. @param {HTMLElement} body @param {{ more: string, less: string }} words */
function fold(body, { more, less }) {
  if (plain(body).length < LONG) return undefined
  const after = afterFirst(body)
  if (!after) return undefined
  const reserved = body.lastElementChild && isReserve(body.lastElementChild) ? plain(body.lastElementChild).length : 0
  if (after.toString().trim().length - reserved < WORTH) return undefined
  const rest = document.createElement('div')
  rest.className = 'more__rest'
  rest.hidden = true
  rest.append(after.extractContents())
  const box = document.createElement('div')
  box.className = 'more'
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'more__button'
  button.setAttribute('aria-expanded', 'false')
  button.dataset.less = less
  button.textContent = more
  // The button comes before what it opens, so reading on from it reaches the rest; the sheet draws it below.
  box.append(button, rest)
  body.append(box)
  const reserve = rest.lastElementChild
  if (reserve && isReserve(reserve)) body.append(reserve)
  return rest
}

/** "**Noch nicht bestätigt:** …", said last of a date: who reads only the beginning must read that as well. @param {Element} element */
function isReserve(element) {
  const first = element.firstChild
  return element.tagName === 'P' && first instanceof Element && first.tagName === 'STRONG' && plain(first).endsWith(':')
}

/** A number for an emergency anywhere, and among steps also whom to call. @param {Element} part */
function isUrgent(part) {
  const text = plain(part)
  return EMERGENCY.test(text) || (part.parentElement?.tagName === 'OL' && CALL.test(text))
}

/** Everything after the first sentences, but after the last line that is urgent. @param {HTMLElement} body */
function afterFirst(body) {
  const range = afterSentences(body)
  const urgent = [...body.querySelectorAll(':scope > p, :scope > ol > li, :scope > ul > li')].filter(isUrgent).at(-1)
  if (range && urgent && range.intersectsNode(urgent)) range.setStartAfter(urgent)
  return range
}

/** @param {HTMLElement} body */
function afterSentences(body) {
  const range = document.createRange()
  range.setEnd(body, body.childNodes.length)
  let count = 0
  for (const block of body.children) {
    const parts = /^[OU]L$/.test(block.tagName) ? [...block.children] : [block]
    for (const part of parts) {
      const place = placeIn(part, SHOWN - count)
      count = place.count + count
      if (count < SHOWN) continue
      if (place.node) range.setStart(place.node, place.offset)
      else range.setStartAfter(part)
      return range
    }
  }
  return undefined
}

/**
 * How many sentences a paragraph or a line of a list has, and where its `wanted`-th ends when more follow. A line of a list is not parted,
 * and a title alone is no sentence.
 * @param {Element} part @param {number} wanted
 * @returns {{ count: number, node?: Text, offset: number }}
 */
function placeIn(part, wanted) {
  const text = part.textContent ?? ''
  const bold = part.querySelector('strong')
  if (part.tagName === 'P' && bold && plain(bold) === plain(part)) return { count: 0, offset: 0 }
  const ends = sentenceEnds(text)
  const end = ends[wanted - 1]
  if (part.tagName !== 'P' || end === undefined) return { count: ends.length + 1, offset: 0 }
  let before = 0
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { length } = node.textContent ?? ''
    // Inside a link or a bold word nothing is parted.
    if (before + length >= end && node.parentNode === part) return { count: wanted, node: /** @type {Text} */ (node), offset: end - before }
    if (before + length >= end) break
    before += length
  }
  return { count: ends.length + 1, offset: 0 }
}

/** @param {{ href: string, title: string }[]} sources @param {string} day @param {Words} words */
function sourceLine(sources, day, { source, newWindow, copy, copied, link: linkLabel, linked, share, speak }) {
  const line = document.createElement('p')
  line.className = 'source'
  line.append(`${source}: `)
  for (const [at, { href, title }] of sources.entries()) {
    const link = document.createElement('a')
    Object.assign(link, { href, textContent: title, target: '_blank', rel: 'noopener noreferrer' })
    link.setAttribute('aria-label', `${title} – ${newWindow}`)
    line.append(...(at > 0 ? [', '] : []), link)
  }
  if (day) {
    const said = Object.assign(document.createElement('span'), { className: 'source__day', textContent: day.replace(/\.$/, '') })
    line.append(' · ', said)
  }
  const tools = document.createElement('span')
  tools.className = 'source__tools'
  if (copy && copied) tools.append(tool('source__copy', copy, { copied }))
  if (linkLabel && linked) tools.append(tool('source__link', linkLabel, { copied: linked }))
  if (share) tools.append(tool('source__share', share))
  if (speak) {
    const button = tool('source__speak', speak)
    button.setAttribute('aria-pressed', 'false')
    tools.append(button)
  }
  if (tools.firstChild) line.append(tools)
  return line
}

/** A button that is a picture. @param {string} className @param {string} label @param {Record<string, string>} [data] */
function tool(className, label, data = {}) {
  const button = document.createElement('button')
  Object.assign(button, { type: 'button', className, title: label })
  button.setAttribute('aria-label', label)
  Object.assign(button.dataset, data)
  return button
}

/**
 * Opens and closes what is folded. On what Web Chat is drawn into, because it makes the bubbles.
 * @param {HTMLElement} root
 */
export function openFolds(root) {
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('.more__button')
    if (button instanceof HTMLElement) letStand(root, () => turn(button))
  })
}

/** @param {HTMLElement} button */
function turn(button) {
  const rest = button.nextElementSibling
  if (!(rest instanceof HTMLElement)) return
  const label = button.textContent
  button.textContent = button.dataset.less ?? ''
  button.dataset.less = label ?? ''
  rest.hidden = !rest.hidden
  button.setAttribute('aria-expanded', String(!rest.hidden))
}
