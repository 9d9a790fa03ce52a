/** A day as on a calendar sheet, for the eye only; it is said in words beside it. */
import type { Day, Lang } from '../../../bot/knowledge/day.ts'
import { type Html, html } from '../frame/html.ts'

const FORMATS = { de: sheet('de-DE'), en: sheet('en-GB') }

function sheet(locale: string) {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  return { weekday: format({ weekday: 'short' }), month: format({ month: 'short' }) }
}

export function tile(day: Day, lang: Lang = 'de'): Html {
  const date = new Date(`${day}T00:00:00Z`)
  const { weekday, month } = FORMATS[lang]
  return html`<div class="tile" aria-hidden="true"><span>${weekday.format(date)}</span><b>${date.getUTCDate()}</b><span>${month.format(date)}</span></div>`
}
