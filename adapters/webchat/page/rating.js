// @ts-check
/** "Did that help?" under the last answer: two thumbs, and after a no one sentence of what was missing. Asked as often as the bot says. */

const MAX_WORDS = 300
export const RATING_EVENT = 'wegweiser/rating'

/**
 * @param {HTMLElement} root what Web Chat is drawn into
 * @param {{ question: string, yes: string, no: string, missing: string, send: string, thanks: string }} words
 * @param {(value: object) => void} send @param {(text: string) => void} tell says it to who does not see it
 */
export function createRating(root, words, send, tell) {
  const box = document.createElement('div')
  box.className = 'rating'
  box.setAttribute('role', 'group')
  box.setAttribute('aria-label', words.question)
  /** Number of the answer that is asked about. */
  let answer = 0

  function ask() {
    const label = text('span', 'rating__question', words.question)
    label.setAttribute('aria-hidden', 'true')
    box.replaceChildren(label, thumb('yes', true), thumb('no', false))
  }

  /** @param {'yes' | 'no'} name @param {boolean} helped */
  function thumb(name, helped) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = `rating__thumb rating__thumb--${name}`
    button.title = words[name]
    button.setAttribute('aria-label', words[name])
    button.addEventListener('click', () => {
      send({ answer, helped })
      if (helped) thank()
      else askWhatWasMissing()
    })
    return button
  }

  function thank() {
    const thanks = text('span', 'rating__thanks', words.thanks)
    thanks.tabIndex = -1
    box.replaceChildren(thanks)
    thanks.focus()
    tell(words.thanks)
  }

  function askWhatWasMissing() {
    const form = document.createElement('form')
    form.className = 'rating__form'
    const field = document.createElement('input')
    Object.assign(field, { type: 'text', className: 'rating__field', maxLength: MAX_WORDS, autocomplete: 'off', id: 'rating-words' })
    const label = Object.assign(document.createElement('label'), { htmlFor: field.id, textContent: words.missing })
    const button = Object.assign(document.createElement('button'), { type: 'submit', className: 'rating__send', textContent: words.send })
    form.append(label, field, button)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const said = field.value.trim()
      if (said !== '') send({ answer, words: said })
      thank()
    })
    box.replaceChildren(form)
    field.focus()
    keepInSight(form)
  }

  // Web Chat moves through the messages by keys, and puts letters into its own box.
  for (const event of ['keydown', 'keypress', 'keyup'])
    box.addEventListener(event, (pressed) => {
      if (pressed instanceof KeyboardEvent && pressed.key !== 'Escape' && pressed.key !== 'Tab') pressed.stopPropagation()
    })

  /** Web Chat draws its parts anew: then ours goes back in. Called often, so it changes nothing that is right. */
  function place() {
    const line = answer > 0 ? [...root.querySelectorAll('.webchat__basic-transcript__transcript .source')].at(-1) : undefined
    const into = line?.closest('.webchat__render-markdown')
    if (into && box.parentElement !== into) into.append(box)
    if (!into) box.remove()
  }
  new MutationObserver(place).observe(root, { childList: true, subtree: true })

  return {
    /** @param {Activity} activity as it comes in, new or from before a reload */
    heard({ type, name, from, value, channelData, entities }) {
      if (type === 'event' && name === RATING_EVENT && from.role === 'user') {
        if (value?.answer === answer && box.querySelector('.rating__thumb')) answer = 0
      } else if (type === 'message' && from.role !== 'user') {
        if (channelData?.rate) {
          answer = channelData.rate
          ask()
        } else if (entities?.length) answer = 0
      }
      place()
    },
    /** Another talk begins. */
    clear() {
      answer = 0
      place()
    },
  }
}

/**
 * A browser brings no more of a field into sight than its caret needs, and the talk becomes lower just then: by Web Chat's button to its end,
 * and by the keyboard of a phone.
 * @param {HTMLElement} form what has the focus
 */
function keepInSight(form) {
  const talk = form.closest('.webchat__basic-transcript__scrollable')
  if (!talk) return
  const watch = new ResizeObserver(() => {
    if (form.contains(document.activeElement)) form.scrollIntoView({ block: 'nearest' })
    else if (!form.isConnected) watch.disconnect()
  })
  watch.observe(talk)
}

/** @param {string} tag @param {string} className @param {string} textContent */
function text(tag, className, textContent) {
  return Object.assign(document.createElement(tag), { className, textContent })
}
