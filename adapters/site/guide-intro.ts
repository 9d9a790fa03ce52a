/**
 * `/wegweiser/<slug>` until the guides have pages of their own: what the guide is for, and the chat in which it runs.
 * The seam: `routes.ts` asks `guideIntro` for this page, and for nothing else of a guide.
 */
import { pathOf } from '../../bot/knowledge/references.ts'
import type { Guide } from '../../bot/knowledge/schema.ts'
import { crumbs, leadOf, notices, passagesOf } from './entry-text.ts'
import { html } from './html.ts'
import type { PageContent } from './layout.ts'
import { chatPath, onward } from './onward.ts'
import { provenanceOf } from './provenance.ts'
import { teaser } from './teaser.ts'
import type { View } from './view.ts'
import { WORDS } from './words.ts'

export function guideIntro(entry: Guide, view: View): PageContent {
  return {
    lang: entry.lang,
    title: entry.title,
    description: teaser(entry) || entry.title,
    path: pathOf(entry.id),
    kind: 'guides',
    main: html`${crumbs(entry)}
<div class="with-aside">
<article class="entry">
<h1>${entry.title}</h1>
${notices(entry, view)}
${leadOf(entry, view)}
${passagesOf(entry, view)}
<p><a class="button" href="${chatPath(entry.title)}">${WORDS[entry.lang].inChat}</a></p>
${provenanceOf(entry, view)}
</article>
${onward(entry, view)}
</div>`,
  }
}
