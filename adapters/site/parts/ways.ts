/** The ways to act on something: a booking, a number to call, a site to open, a date to keep. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import type { Entry } from '../../../bot/knowledge/schema.ts'
import type { ReplyTarget } from '../../../bot/reply.ts'
import { goButton, wayTo } from '../frame/go.ts'
import { html, type Part } from '../frame/html.ts'
import { externalLink } from '../frame/markdown.ts'
import type { View } from '../frame/view.ts'

/** What a button needs of a way. */
export type WayOn = Pick<ReplyTarget, 'kind' | 'title' | 'href'>

/** Ways out of our site go through `/go`, where they are counted, unless the booking tool is given something along. */
export function wayButton(way: WayOn, entry: Entry | undefined, view: View, lang: Lang): Part {
  if (way.kind === 'phone' || way.kind === 'mail') return html`<a class="button" href="${way.href}">${way.title}</a>`
  if (way.kind === 'calendar' || way.kind === 'page') return html`<a class="button button--plain" href="${way.href}">${way.title}</a>`
  const field = way.kind === 'booking' ? 'booking' : entry?.kind === 'funding' ? 'link' : 'web'
  const plain = entry && wayTo(entry.id, field, view)
  return entry && plain?.href === way.href
    ? goButton(entry, field, way.title, view.knowledge)
    : externalLink(way.href, way.title, { knowledge: view.knowledge, lang })
}
