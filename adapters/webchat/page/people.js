// @ts-check
/** The panel behind the person in the bar: who is there for this visitor, and every way to reach them. What stands in it comes from the server. */

/**
 * @typedef {{ kind: 'phone' | 'mail' | 'booking' | 'web' | 'map' | 'page', title: string, href: string }} Way
 * @typedef {{ title: string, role: string, opening?: string, hours?: string, address?: string, ways: Way[] }} Place
 * @typedef {{ lang: string, urgent?: string, doubt?: string, where?: string, places: Place[], request?: { label: string, text: string }, finder?: { label: string, say: string } }} People
 */

/** Ways that are handed to a program of the device; the others open beside the talk. */
const OWN_PROGRAM = new Set(['phone', 'mail'])

/**
 * @param {HTMLDialogElement} panel its heading and button stand in the page
 * @param {{ title: string, close: string, loading: string, failed: string, all: string, newWindow: string }} words
 * @param {{ ask: () => Promise<People>, say: (text: string) => void }} talk
 * @returns {{ open: () => void }}
 */
export function createPeople(panel, words, talk) {
  const body = document.createElement('div')
  body.className = 'people__body'
  panel.append(body)
  const heading = panel.querySelector('h2')
  if (heading) heading.textContent = words.title
  const close = panel.querySelector('button')
  close?.setAttribute('aria-label', words.close)
  close?.addEventListener('click', () => panel.close())
  // Beside the panel is the dialog's own ground.
  panel.addEventListener('click', (event) => {
    if (event.target === panel) panel.close()
  })

  async function open() {
    body.replaceChildren(text('p', 'people__wait', words.loading))
    body.setAttribute('aria-busy', 'true')
    panel.showModal()
    heading?.focus()
    let parts
    try {
      parts = shown(await talk.ask())
    } catch (error) {
      // Refused, unreachable, or not what was expected: the page with everybody stands all the same.
      if (!(error instanceof Error)) throw error
      parts = [text('p', 'people__note', words.failed), link('people__all', '/anlaufstellen', words.all)]
    }
    body.replaceChildren(...parts)
    body.removeAttribute('aria-busy')
  }

  /** @param {People} people */
  function shown({ lang, urgent, doubt, where, places, request, finder }) {
    panel.lang = lang
    const list = document.createElement('ul')
    list.className = 'people__places'
    list.append(...places.map((place, at) => placeItem(place, urgent !== undefined && at === 0)))
    const parts = [
      ...(urgent ? [text('p', 'people__urgent', urgent)] : []),
      ...[doubt, where].flatMap((note) => (note ? [text('p', 'people__note', note)] : [])),
      list,
    ]
    const more = document.createElement('div')
    more.className = 'people__more'
    if (request) {
      more.append(saying('people__request', request.label, request.label))
      if (request.text) more.append(text('p', 'people__note', request.text.replaceAll('**', '')))
    }
    if (finder) more.append(saying('people__finder', finder.label, finder.say))
    more.append(link('people__all', '/anlaufstellen', words.all))
    return [...parts, more]
  }

  /** @param {Place} place @param {boolean} isUrgent */
  function placeItem({ title, role, opening, hours, address, ways }, isUrgent) {
    const item = document.createElement('li')
    item.className = isUrgent ? 'person person--urgent' : 'person'
    item.append(text('h3', 'person__title', title), text('p', 'person__role', role))
    if (opening) item.append(text('p', 'person__opening', opening))
    else if (hours) item.append(text('p', 'person__hours', hours))
    if (address) item.append(text('p', 'person__address', address))
    const buttons = document.createElement('p')
    buttons.className = 'person__ways'
    buttons.append(
      ...ways.map(({ kind, title: label, href }) => link(`person__way person__way--${kind}`, href, label, OWN_PROGRAM.has(kind))),
    )
    item.append(buttons)
    return item
  }

  /** @param {string} className @param {string} label @param {string} words what pressing it says in the talk */
  function saying(className, label, words) {
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className, textContent: label })
    button.addEventListener('click', () => {
      panel.close()
      talk.say(words)
    })
    return button
  }

  /** @param {string} className @param {string} href @param {string} label @param {boolean} [ownProgram] */
  function link(className, href, label, ownProgram = false) {
    const made = document.createElement('a')
    Object.assign(made, { className, href, textContent: label })
    // A frame may be forbidden to lead to a program; its page never is, and stays where it is.
    made.target = ownProgram ? '_top' : '_blank'
    if (ownProgram) return made
    made.rel = 'noopener noreferrer'
    made.append(Object.assign(document.createElement('span'), { className: 'only-heard', textContent: ` (${words.newWindow})` }))
    return made
  }

  return { open }
}

/** @param {string} tag @param {string} className @param {string} textContent */
function text(tag, className, textContent) {
  return Object.assign(document.createElement(tag), { className, textContent })
}
