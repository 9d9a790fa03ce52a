// @ts-check
/**
 * What can be pressed instead of typed. The one step to go on with is a large button at the end of its answer. Up to three suggestions stand in one row above the box to type in; more wait behind a button.
 * The choices of a question stand in full below it in the talk: none of them may hide, and the row would cut one off or take the room
 * of the text. What is pressed is marked, and a row stays until it is answered, so that nobody presses twice. Web Chat's own row wraps without
 * end, so it gets none of them.
 */
import { key } from './chosen.js'

/** @typedef {{ title: string, value: string, kind?: 'choice' | 'next' | 'why' | 'person', of?: string }} Chip */

const MOST = 3
/** At 400 % and in a phone laid on its side, a row would take what is left for text. */
const LOW = window.matchMedia('(max-height: 400px)')

/**
 * @param {HTMLElement} root what Web Chat is drawn into
 * @param {{ group: string, more: string, next: string }} words
 * @param {(text: string, of?: string) => void} say
 * @param {(chip: Chip) => boolean} wasChosen when the same was asked before
 */
export function createChips(root, words, say, wasChosen) {
  const box = document.createElement('div')
  box.className = 'chips'
  box.setAttribute('role', 'group')
  /** The way to the reasons, in the line of the last answer's source: a separator and a button. */
  const why = document.createElement('span')
  const whyButton = document.createElement('button')
  whyButton.className = 'source__why'
  whyButton.type = 'button'
  why.append(' · ', whyButton)
  const step = document.createElement('button')
  step.className = 'next-step'
  step.type = 'button'
  /** @type {Chip[]} */
  let chips = []
  let inTalk = false
  /** One was chosen, and its answer is on its way. */
  let pending = false

  /** @param {Chip} chip */
  function button(chip) {
    const { title, value, of } = chip
    const made = document.createElement('button')
    made.type = 'button'
    made.className = 'chip'
    made.textContent = title
    made.dataset.value = value
    if (wasChosen(chip)) made.setAttribute('aria-pressed', 'true')
    made.addEventListener('click', () => pending || say(value, of))
    return made
  }

  /** @param {Element} row @param {string} text */
  function markIn(row, text) {
    for (const one of row.children) {
      if (!(one instanceof HTMLElement)) continue
      const isChosen = [one.dataset.value ?? '', one.textContent ?? ''].some((label) => key(label) === key(text))
      if (isChosen) one.setAttribute('aria-pressed', 'true')
      else one.removeAttribute('aria-pressed')
      one.setAttribute('aria-disabled', 'true')
    }
  }

  function draw() {
    pending = false
    const reasons = chips.find(({ kind }) => kind === 'why')
    why.hidden = !reasons
    whyButton.textContent = reasons?.title ?? ''
    whyButton.onclick = () => reasons && say(reasons.value)

    const next = chips.find(({ kind }) => kind === 'next')
    step.hidden = !next
    step.textContent = next ? words.next.replace('{title}', next.title) : ''
    step.onclick = () => next && !pending && say(next.value, next.of)

    const others = chips.filter((chip) => chip !== reasons && chip !== next)
    // A person is in the page's bar as well, and need not take the place of a suggestion.
    const shown = others.length > MOST ? others.filter(({ kind }) => kind !== 'person') : others
    const all = shown.some(({ kind }) => kind === 'choice')
    inTalk = all || LOW.matches
    box.classList.toggle('chips--choices', inTalk)
    box.classList.remove('chips--open')
    box.hidden = shown.length === 0
    box.setAttribute('aria-label', words.group.replace('{count}', String(shown.length)))
    const row = document.createElement('div')
    row.className = 'chips__row'
    row.append(...shown.map(button))
    row.addEventListener('scroll', cue, { passive: true })
    box.replaceChildren(row)
    if (!all && shown.length > MOST) box.append(moreButton(row))
    place()
    cue()
  }

  /** Shows and hides what does not fit into the row. @param {HTMLElement} row */
  function moreButton(row) {
    const rest = [...row.children].slice(MOST)
    for (const chip of rest) if (chip instanceof HTMLElement) chip.hidden = true
    const more = document.createElement('button')
    more.type = 'button'
    more.className = 'chip chips__more'
    more.append(Object.assign(document.createElement('span'), { className: 'chips__more-label', textContent: words.more }))
    more.setAttribute('aria-expanded', 'false')
    more.addEventListener('click', () => {
      const open = box.classList.toggle('chips--open')
      more.setAttribute('aria-expanded', String(open))
      for (const chip of rest) if (chip instanceof HTMLElement) chip.hidden = !open
      cue()
    })
    return more
  }

  /** Tells the sheet on which sides the row goes on, for the cue that it does. */
  function cue() {
    const row = box.firstElementChild
    if (!row) return
    const hidden = row.scrollWidth - row.clientWidth
    box.classList.toggle('chips--before', row.scrollLeft > 4)
    box.classList.toggle('chips--after', hidden - row.scrollLeft > 4)
  }

  /** Web Chat draws its parts anew when a talk begins: then ours go back in. Called often, so it changes nothing that is right. */
  function place() {
    const talk = root.querySelector('.webchat__basic-transcript__scrollable')
    const form = root.querySelector('.webchat__send-box')
    if (inTalk && talk && talk.lastElementChild !== box) talk.append(box)
    if (!inTalk && form && form.firstElementChild !== box) form.prepend(box)
    const line = [...root.querySelectorAll('.webchat__basic-transcript__transcript .source')].at(-1)
    if (line && !why.hidden && why.parentElement !== line) line.insertBefore(why, line.querySelector('.source__tools'))
    if (!line || why.hidden) why.remove()
    if (line && !step.hidden && step.nextElementSibling !== line) line.before(step)
    if (!line || step.hidden) step.remove()
  }

  /** The buttons that can be reached now, in order. */
  const reachable = () => [...box.querySelectorAll('button')].filter((one) => !one.hidden)

  box.addEventListener('keydown', (event) => {
    // Web Chat moves through the messages by these.
    if (/^(Arrow|Page)|^(Home|End|Enter| )$/.test(event.key)) event.stopPropagation()
    const all = reachable()
    const at = all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement))
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    const to = step ? (at + step + all.length) % all.length : event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : undefined
    if (to === undefined || at < 0) {
      if (event.key === 'Tab' && inTalk) leave(event, all)
      return
    }
    event.preventDefault()
    all[to]?.focus()
  })

  const typing = () => root.querySelector('[data-id="webchat-sendbox-input"]')
  const talkEnd = () => root.querySelector('.webchat__basic-transcript__terminator')

  /** @param {KeyboardEvent} event @param {HTMLElement[]} all */
  function leave(event, all) {
    const edge = event.shiftKey ? all[0] : all.at(-1)
    if (document.activeElement !== edge) return
    const to = event.shiftKey ? talkEnd() : typing()
    if (!(to instanceof HTMLElement)) return
    event.preventDefault()
    to.focus()
  }

  // Web Chat leads Tab around everything in the talk. Choices are not a message: they come between the talk's end and the box.
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab' || !inTalk || box.hidden) return
    const into = event.shiftKey ? event.target === typing() && reachable().at(-1) : event.target === talkEnd() && reachable()[0]
    if (!into) return
    event.preventDefault()
    into.focus()
  })

  LOW.addEventListener('change', draw)
  new MutationObserver(place).observe(root, { childList: true, subtree: true })
  new ResizeObserver(cue).observe(box)

  return {
    /** @param {Chip[]} now */
    show(now) {
      if (now.length === 0 && (chips.length === 0 || pending)) return
      chips = now
      draw()
    },
    /** The visitor has said something: the chip of these words is marked. Choices in the talk give way to the message that says them. @param {string} text */
    said(text) {
      const row = box.firstElementChild
      const chip = chips.find(({ title, value, kind }) => kind !== 'why' && [title, value].some((label) => key(label) === key(text)))
      if (!row || !chip || inTalk || pending) return chip
      pending = true
      markIn(row, text)
      return chip
    },
    /** The answer has come, or never will: `again` offers the same once more. @param {boolean} again */
    answered(again) {
      if (!pending) return
      if (!again) chips = []
      draw()
    },
  }
}
