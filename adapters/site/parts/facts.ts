/** Facts with their labels, as the cards of the chat show them. */
import { type Html, html, type Part } from '../frame/html.ts'

/** Facts as a list of terms; rows without a value are left out. */
export function factList(rows: readonly { label: string; value: Part }[]): Html {
  return html`<dl class="facts">${rows
    .filter(({ value }) => value !== undefined && value !== '' && value !== false)
    .map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
}
