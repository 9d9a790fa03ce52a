/** `/neues`: what is new and what has changed, by day, also as a feed. */
import { sayDay } from '../../../bot/knowledge/day.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import { html } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { teaser } from '../parts/teaser.ts'
import type { NewsItem } from './news.ts'

export const NEWS_PATH = '/neues'
export const NEWS_FEED_PATH = '/neues.atom'

export function newsPage(items: readonly NewsItem[], view: View): PageContent {
  const words = pageWords(view.knowledge, 'de')
  const { lang, text, line } = words
  const days = [...Map.groupBy(items, ({ day }) => day)]
  return {
    lang,
    title: text('news.title'),
    description: text('news.description'),
    path: NEWS_PATH,
    main: html`<h1>${text('news.title')}</h1>
<p class="intro">${line('news.intro')}</p>
<p><a class="button button--plain" href="${NEWS_FEED_PATH}">${text('news.feed')}</a></p>
${days.length === 0 && html`<p class="empty">${text('news.none')}</p>`}
${days.map(
  ([day, found]) => html`<section aria-labelledby="t-${day}"><h2 id="t-${day}"><time datetime="${day}">${sayDay(day)}</time></h2>
<ul class="cards cards--wide">${found.map(
    ({
      entry,
      what,
    }) => html`<li class="card"><p class="card-top"><span class="badge badge--${what === 'known' ? 'over' : 'open'}">${text(`news.${what}`)}</span> <span class="kind">${text(`kind.${entry.kind}`)}</span></p>
<h3><a href="${pathOf(entry.id)}">${entry.title}</a></h3>
<p>${teaser(entry)}</p></li>`,
  )}</ul></section>`,
)}`,
  }
}
