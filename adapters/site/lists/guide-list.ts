/** `/wegweiser`: the guides that lead step by step. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Guide } from '../../../bot/knowledge/schema.ts'
import { inLanguage } from '../../../bot/knowledge/translations.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'
import { type Html, html } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { langAttribute } from '../parts/onward.ts'
import { teaser } from '../parts/teaser.ts'

export function guideList(view: View): PageContent {
  const { lang, text, line } = pageWords(view.knowledge, 'de')
  const guides = guidesToOffer(view, lang)
  return {
    lang,
    title: text('guides.title'),
    description: text('guides.description'),
    path: '/wegweiser',
    kind: 'guides',
    main: html`<h1>${text('guides.title')}</h1>
<p class="intro">${line('guides.intro')}</p>
${guides.length === 0 && html`<p class="empty">${line('guides.empty')}</p>`}
${guideCards(guides, lang)}`,
  }
}

/** Those that are open, each once: in `lang` where it is there in it. The guide that asks where to begin comes first, whatever its title. */
export function guidesToOffer(view: View, lang: Lang): Guide[] {
  const { knowledge } = view
  const guides = entriesOf(knowledge, 'guides').filter((guide) => isOpen(guide, view) && inLanguage(guide, lang, knowledge) === guide)
  const { start } = knowledge.area.guides
  const isStart = ({ id, translationOf }: Guide) => (translationOf ?? id) === start
  return [...guides.filter(isStart), ...guides.filter((guide) => !isStart(guide))]
}

/** `heading`: the level that fits below what stands above them. */
export function guideCards(guides: readonly Guide[], lang: Lang, heading: 'h2' | 'h3' = 'h2'): Html {
  return html`<ul class="cards">${guides.map(
    (guide) =>
      html`<li class="card"${langAttribute(guide.lang, lang)}><${heading}><a href="${pathOf(guide.id)}">${guide.title}</a></${heading}><p>${teaser(guide)}</p></li>`,
  )}</ul>`
}
