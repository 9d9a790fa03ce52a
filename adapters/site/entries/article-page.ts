/** `/wissen/<slug>`: an article, headed passages under the anchors that chat answers link to. */

import { isExample } from '../../../bot/knowledge/examples.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Article } from '../../../bot/knowledge/schema.ts'
import { type Html, html } from '../frame/html.ts'
import { EASY_ENTRY, type PageContent } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { contentsOf, crumbs, easierOf, leadOf, notices, passagesOf, tags, translationOf } from '../parts/entry-text.ts'
import { EXAMPLES_PATH, exampleFactList, examplesPart } from '../parts/examples.ts'
import { onward } from '../parts/onward.ts'
import { provenanceOf } from '../parts/provenance.ts'
import { teaser } from '../parts/teaser.ts'
import { articleData } from './json-ld.ts'

export function articlePage(entry: Article, view: View): PageContent {
  const other = translationOf(entry, view)
  return {
    lang: entry.lang,
    title: entry.title,
    description: teaser(entry),
    path: pathOf(entry.id),
    kind: 'articles',
    jsonLd: [articleData(entry, view)],
    alternate: other && { lang: other.lang, path: pathOf(other.id) },
    main: html`${crumbs(entry, view)}
<div class="with-aside">
<article class="entry${entry.id === EASY_ENTRY && ' entry--easy'}">
<h1>${entry.title}</h1>
${other && html`<p class="translation"><a href="${pathOf(other.id)}" lang="${other.lang}" hreflang="${other.lang}">${pageWords(view.knowledge, entry.lang).text('entry.translation')}</a></p>`}
${tags(entry, view)}
${notices(entry, view)}
${leadOf(entry, view)}
${easierOf(entry, view)}
${isExample(entry) && exampleFactList(entry, view)}
${contentsOf(entry, view)}
${passagesOf(entry, view)}
${isExample(entry) ? toAll(entry, view) : examplesPart(entry, view)}
${provenanceOf(entry, view)}
</article>
${onward(entry, view)}
</div>`,
  }
}

function toAll({ lang }: Article, { knowledge }: View): Html {
  return html`<p><a href="${EXAMPLES_PATH}">${pageWords(knowledge, lang).text('examples.all')}</a></p>`
}
