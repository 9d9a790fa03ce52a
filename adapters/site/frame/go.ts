/**
 * `/go/<kind>/<slug>/<field>`: the way out, counted by target and day. Only addresses that stand in the knowledge can be
 * reached; nothing of the request gets into them, and nothing of the visitor is kept.
 */
import { addressOf, allowedHosts } from '../../../bot/guides/outcomes/targets.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Entry, EntryId, Target } from '../../../bot/knowledge/schema.ts'
import { statusOn } from '../../../bot/knowledge/validity.ts'
import type { Moment } from '../../../bot/moment.ts'
import { siteText } from '../../words/site-words.ts'
import { type Html, html } from './html.ts'
import type { View } from './view.ts'

/** `pages-1` is the first of a contact's further pages. */
export type GoField = 'booking' | 'web' | 'link' | 'apply' | `pages-${number}`

export function goPath(id: EntryId, field: GoField): string {
  return `/go/${id}/${field}`
}

/** Where a counted link leads; undefined when there is no such target. */
export interface WayOut {
  href: string
  /** The entry is not offered today: `href` is its own page, which says so. */
  closed: boolean
}

export function wayTo(id: string, field: string, view: Moment & Pick<View, 'knowledge'>): WayOut | undefined {
  const entry = view.knowledge.entries.get(id as EntryId)
  const href = entry && webAddress(entry, field, view.knowledge)
  if (!entry || !href) return undefined
  const status = statusOn(entry, view)
  const closed = entry.kind === 'funding' ? status === 'over' : status !== 'open'
  return { href: closed ? pathOf(entry.id) : href, closed }
}

/** The http address of one field of an entry. */
function webAddress(entry: Entry, field: string, knowledge: Knowledge): string | undefined {
  if (field === 'web' && entry.kind === 'contacts') return entry.web
  if (entry.kind === 'contacts' && /^pages-\d{1,2}$/.test(field)) return entry.pages[Number(field.slice('pages-'.length)) - 1]?.url
  if (field === 'link' && entry.kind === 'funding') return entry.link
  if (field === 'apply' && entry.kind === 'funding') return entry.apply?.link
  if (field === 'booking' && (entry.kind === 'contacts' || entry.kind === 'events') && entry.booking)
    return bookingAddress(entry, entry.booking, knowledge)
  return undefined
}

function bookingAddress({ id }: Entry, booking: Target, knowledge: Knowledge): string | undefined {
  const href = addressOf(booking, new Map(), allowedHosts(knowledge), id)?.href
  return href?.startsWith('https://') ? href : undefined
}

/** A button out of our site, through `/go`. */
export function goButton(entry: Entry, field: GoField, title: string, knowledge: Knowledge): Html {
  return html`<a class="button external" href="${goPath(entry.id, field)}" rel="noopener noreferrer nofollow" data-to="${webAddress(entry, field, knowledge)}">${title}<span class="only-heard"> (${siteText(knowledge, entry.lang, 'frame.external')})</span></a>`
}

/** The button behind a booking: a counted link, or the phone and mail program itself. Nothing for an address that may not be offered. */
export function bookingButton(entry: Entry & { booking?: Target | undefined }, knowledge: Knowledge): Html | undefined {
  const { booking } = entry
  if (!booking) return undefined
  if (booking.provider === 'phone' || booking.provider === 'mail') {
    const address = addressOf(booking, new Map(), allowedHosts(knowledge))
    return address && html`<a class="button" href="${address.href}">${booking.title}</a>`
  }
  return bookingAddress(entry, booking, knowledge) === undefined ? undefined : goButton(entry, 'booking', booking.title, knowledge)
}
