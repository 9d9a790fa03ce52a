// @ts-check
/**
 * Where a guide ends, as cards: what each line of its lists leads to, why, and the ways to act on it as buttons; "Mein Fahrplan" as the
 * first of all. The text the bot sent is a list of links for every other client.
 */

/** The plan's page, and the pages that a line of an outcome begins with. */
const PLAN = /^\/plan$/
const PAGES = /^\/(?:wissen|foerderung|veranstaltungen|anlaufstellen|wegweiser)\/[^/]+$/
/** Between a title, its note and the ways to act. */
const MARKS = /^[\s:\u2013\u00b7\u200b]+|[\s\u2013\u00b7\u200b]+$/g

/** @param {HTMLElement} body what Web Chat made of an outcome's Markdown */
export function drawOutcome(body) {
  for (const link of body.querySelectorAll('p > a')) {
    const line = link.parentElement
    if (link instanceof HTMLAnchorElement && PLAN.test(link.pathname) && line) line.className = 'outcome-plan'
  }
  for (const list of body.querySelectorAll('ul')) {
    const items = [...list.children].filter((item) => titleOf(item) !== undefined)
    if (items.length < list.children.length || items.length === 0) continue
    list.className = 'outcomes'
    for (const item of items) drawCard(item)
  }
}

/** The link to a page of ours that a line begins with. @param {Element} item */
function titleOf(item) {
  const link = item.firstElementChild
  return link instanceof HTMLAnchorElement && PAGES.test(link.pathname) ? link : undefined
}

/** @param {Element} item */
function drawCard(item) {
  const title = titleOf(item)
  if (!title) return
  const rest = [...item.childNodes].slice([...item.childNodes].indexOf(title) + 1)
  const links = rest.filter((node) => node instanceof HTMLAnchorElement)
  const first = rest.findIndex((node) => node instanceof HTMLAnchorElement)
  const note = part('outcome__note', first < 0 ? rest : rest.slice(0, first))
  const after = part(
    'outcome__note',
    first < 0 ? [] : rest.slice(first).filter((node) => !(node instanceof HTMLAnchorElement) && says(node)),
  )
  const ways = part('outcome__ways', links)
  item.className = 'outcome'
  item.replaceChildren(part('outcome__title', [title]), ...[note, after].filter(says), ...(links.length > 0 ? [ways] : []))
}

/** @param {string} className @param {Node[]} nodes */
function part(className, nodes) {
  const made = document.createElement('p')
  made.className = className
  made.append(...nodes)
  for (const end of new Set([made.firstChild, made.lastChild])) if (end instanceof Text) end.data = end.data.replace(MARKS, '')
  return made
}

/** @param {Node} node */
const says = (node) => /[\p{L}\p{N}]/u.test(node.textContent ?? '')
