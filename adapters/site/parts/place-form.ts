/** The form that asks where somebody is: any place, district or postcode, with the districts to choose from. */
import type { Knowledge, Region } from '../../../bot/knowledge/knowledge.ts'
import type { Contact } from '../../../bot/knowledge/schema.ts'
import { type Html, html } from '../frame/html.ts'
import type { PageWords } from '../frame/page-words.ts'

export const MAX_PLACE_LENGTH = 80

/** Districts that a contact names, by their names. */
export function districtsOf(contacts: readonly Contact[], { vocabulary }: Knowledge): Region[] {
  const named = new Set(contacts.flatMap(({ districts }) => districts))
  return vocabulary.regions
    .filter(({ id, postcodes }) => named.has(id) && postcodes.length > 0)
    .sort((a, b) => a.label.localeCompare(b.label, 'de'))
}

/** `action`: the path that gets the place as `ort`. */
export function placeForm(action: string, asked: string, areas: readonly Region[], { text }: PageWords): Html {
  return html`<form class="search search--page" action="${action}">
<label for="ort">${text('contacts.place')}</label>
<div class="search-line"><input id="ort" name="ort" value="${asked}" maxlength="${MAX_PLACE_LENGTH}" list="orte" autocomplete="off" aria-describedby="ort-hint">
<datalist id="orte">${areas.map(({ label }) => html`<option value="${label}"></option>`)}</datalist>
<button class="button">${text('contacts.place.find')}</button></div>
<p class="hint" id="ort-hint">${text('contacts.place.hint')}</p>
</form>`
}
