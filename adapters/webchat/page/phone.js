// @ts-check
/** Numbers to call, in the text of an answer, as links that call them: nobody in trouble types one off. */

/** As editors write them: area code, a gap, the number; `+49`; and the short ones of emergencies, which only bold letters tell from a sum. */
const NUMBER = /(?<![\p{L}\d.,/+-])(?:\+\d{2}|0[1-9]\d{1,4})(?:[ \u00a0/-]\d{2,}(?:[ \u00a0/-]\d+)*)(?![\p{L}\d]|[.,]\d)/gu
const SHORT = /^(?:110|112|116[ \u00a0]?\d{3}|115)$/
const LEAST = 7

/** @param {HTMLElement} body what Web Chat made of the Markdown */
export function makeCallable(body) {
  for (const strong of body.querySelectorAll('strong')) {
    const said = strong.textContent ?? ''
    if (SHORT.test(said) && !strong.closest('a')) strong.replaceChildren(link(said))
  }
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  /** @type {Text[]} */
  const texts = []
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode))
  for (const text of texts) {
    if (text.parentElement?.closest('a, button, code')) continue
    // From behind, so that what lies before stays where it is.
    for (const { 0: said, index } of [...text.data.matchAll(NUMBER)].reverse()) {
      if (said.replace(/\D/g, '').length < LEAST) continue
      const number = text.splitText(index)
      number.splitText(said.length)
      number.replaceWith(link(said))
    }
  }
}

/** @param {string} said */
function link(said) {
  const made = document.createElement('a')
  Object.assign(made, { href: `tel:${said.replace(/[^+\d]/g, '')}`, textContent: said })
  return made
}
