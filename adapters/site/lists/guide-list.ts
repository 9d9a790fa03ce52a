/** `/wegweiser`: the guides that lead step by step. */
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'
import { html } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { teaser } from '../parts/teaser.ts'

export function guideList(view: View): PageContent {
  const { lang, text, line } = pageWords(view.knowledge, 'de')
  const guides = entriesOf(view.knowledge, 'guides').filter((guide) => isOpen(guide, view))
  // The guide that asks where to begin comes first, whatever its title.
  const { start } = view.knowledge.area.guides
  const ordered = [...guides.filter(({ id }) => id === start), ...guides.filter(({ id }) => id !== start)]
  return {
    lang,
    title: text('guides.title'),
    description: text('guides.description'),
    path: '/wegweiser',
    kind: 'guides',
    main: html`<h1>${text('guides.title')}</h1>
<p class="intro">${line('guides.intro')}</p>
${ordered.length === 0 && html`<p class="empty">${line('guides.empty')}</p>`}
<ul class="cards">${ordered.map(
      (guide) => html`<li class="card"><h2><a href="${pathOf(guide.id)}">${guide.title}</a></h2><p>${teaser(guide)}</p></li>`,
    )}</ul>`,
  }
}
