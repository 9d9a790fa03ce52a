// @ts-check
/**
 * Suggestions while somebody types into a search field: a combobox with a list below it. Without this script the field is a search field.
 * Nothing is kept here, and what is typed goes to our own server alone.
 */

const WAIT_MS = 180
const MIN_LETTERS = 2

/** @typedef {{ title: string, kind: string }} SearchSuggestion */

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-suggest]'))) {
  const input = /** @type {HTMLInputElement | null} */ (form.querySelector('input[name="q"]'))
  if (input) suggest(form, input)
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 */
function suggest(form, input) {
  const { suggest: address = '', list: label = '', one = '', many = '' } = form.dataset
  const list = document.createElement('ul')
  list.id = `${input.id}-list`
  list.className = 'suggestions'
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', label)
  const status = document.createElement('p')
  status.className = 'only-heard'
  status.setAttribute('role', 'status')
  input.parentElement?.append(list)
  form.append(status)
  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-controls', list.id)
  input.setAttribute('aria-expanded', 'false')

  /** Position of the marked option; the field itself keeps what was typed. */
  let active = -1
  let timer = 0
  let asking = new AbortController()

  const options = () => /** @type {HTMLElement[]} */ ([...list.children])

  const close = () => {
    clearTimeout(timer)
    asking.abort()
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    status.textContent = ''
    mark(-1)
  }

  /** @param {number} at */
  const mark = (at) => {
    options()[active]?.setAttribute('aria-selected', 'false')
    active = at
    const option = options()[at]
    if (!option) return input.removeAttribute('aria-activedescendant')
    option.setAttribute('aria-selected', 'true')
    option.scrollIntoView({ block: 'nearest' })
    input.setAttribute('aria-activedescendant', option.id)
  }

  /** @param {SearchSuggestion[]} found */
  const show = (found) => {
    list.replaceChildren(...found.map((suggestion, at) => optionFor(suggestion, `${list.id}-${at}`)))
    active = -1
    input.removeAttribute('aria-activedescendant')
    list.hidden = found.length === 0
    input.setAttribute('aria-expanded', String(found.length > 0))
    status.textContent = found.length === 0 ? '' : found.length === 1 ? one : many.replace('{count}', String(found.length))
  }

  const ask = async () => {
    const typed = input.value.trim()
    asking.abort()
    if (typed.length < MIN_LETTERS) return close()
    asking = new AbortController()
    const { signal } = asking
    try {
      const response = await fetch(`${address}?${new URLSearchParams({ q: typed, lang: document.documentElement.lang })}`, { signal })
      // Too many at once, or the server restarts: the field goes on without.
      if (!response.ok) return close()
      const { suggestions } = await response.json()
      if (!signal.aborted && document.activeElement === input) show(suggestions)
    } catch {
      // Nobody waits for what was asked before; without a network there are no suggestions.
      if (!signal.aborted) close()
    }
  }

  /** @param {HTMLElement} option */
  const take = (option) => {
    input.value = option.dataset.title ?? ''
    close()
    form.requestSubmit()
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, WAIT_MS)
  })
  input.addEventListener('keydown', (event) => {
    const { length } = options()
    const isOpen = !list.hidden
    if (event.isComposing) return
    if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      close()
    } else if (event.key === 'Enter' && isOpen && active >= 0) {
      event.preventDefault()
      const option = options()[active]
      if (option) take(option)
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !event.altKey) {
      event.preventDefault()
      if (!isOpen) {
        ask()
        return
      }
      // From the field to the first or last, and past an end back into the field.
      const step = event.key === 'ArrowDown' ? 1 : -1
      mark(((active + 1 + step + length + 1) % (length + 1)) - 1)
    }
  })
  input.addEventListener('blur', close)
  form.addEventListener('submit', close)
  // A press must not take the focus away before it counts.
  list.addEventListener('mousedown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null
    if (option instanceof HTMLElement) take(option)
  })
}

/**
 * @param {SearchSuggestion} suggestion
 * @param {string} id
 */
function optionFor({ title, kind }, id) {
  const option = document.createElement('li')
  option.id = id
  option.setAttribute('role', 'option')
  option.setAttribute('aria-selected', 'false')
  option.dataset.title = title
  const name = document.createElement('span')
  name.textContent = title
  const what = document.createElement('span')
  what.className = 'kind'
  what.textContent = kind
  option.append(name, ' ', what)
  return option
}
