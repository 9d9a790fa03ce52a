/** The filters of a list: read from the address, shown as a form that works by itself. */
import type { ListItem } from '../../../bot/knowledge/knowledge.ts'
import { type Html, html } from '../frame/html.ts'
import type { PageWords } from '../frame/page-words.ts'

/** A choice of one value. `name` is the word in the address. */
export interface Filter {
  name: string
  label: string
  /** What the empty choice is called. */
  all: string
  options: readonly { id: string; label: string }[]
  chosen: string | undefined
}

/** The chosen value, or undefined when the address names none that we know. */
export function chosen(query: URLSearchParams, name: string, options: readonly Pick<ListItem, 'id'>[]): string | undefined {
  const value = query.get(name)
  return options.some(({ id }) => id === value) ? value! : undefined
}

export function filterForm(path: string, filters: readonly Filter[], { text }: PageWords): Html {
  const isFiltered = filters.some((filter) => filter.chosen !== undefined)
  return html`<form class="filters" action="${path}" aria-label="${text('filter.narrow')}">
${filters.map(
  ({ name, label, all, options, chosen: value }) => html`<div><label for="f-${name}">${label}</label>
<select id="f-${name}" name="${name}"><option value="">${all}</option>
${options.map(({ id, label: word }) => html`<option value="${id}"${id === value && html` selected`}>${word}</option>`)}
</select></div>`,
)}
<button class="button">${text('filter.apply')}</button>
${isFiltered && html`<a href="${path}">${text('filter.all')}</a>`}
</form>`
}
