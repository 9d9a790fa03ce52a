/** `/wegweiser`: the guides that lead step by step. */
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'
import { html } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import type { View } from '../frame/view.ts'
import { teaser } from '../parts/teaser.ts'

export function guideList({ knowledge, today }: View): PageContent {
  const guides = entriesOf(knowledge, 'guides').filter((guide) => isOpen(guide, today))
  // The guide that asks where to begin comes first, whatever its title.
  const ordered = [...guides.filter(({ slug }) => slug === 'start'), ...guides.filter(({ slug }) => slug !== 'start')]
  return {
    lang: 'de',
    title: 'Wegweiser',
    description:
      'In wenigen Fragen zum nächsten Schritt: Wo fange ich an, welche Förderung passt, wer ist zuständig, was ist im Notfall zu tun?',
    path: '/wegweiser',
    kind: 'guides',
    main: html`<h1>Wegweiser</h1>
<p class="intro">Ein paar Fragen, dann ein nächster Schritt. „Weiß ich nicht“ ist immer eine Antwort.</p>
${ordered.length === 0 && html`<p class="empty">Zurzeit ist kein Wegweiser verfügbar. <a href="/chat">Im Chat fragen</a> oder <a href="/anlaufstellen">eine Anlaufstelle finden</a></p>`}
<ul class="cards">${ordered.map(
      (guide) => html`<li class="card"><h2><a href="${pathOf(guide.id)}">${guide.title}</a></h2><p>${teaser(guide)}</p></li>`,
    )}</ul>`,
  }
}
