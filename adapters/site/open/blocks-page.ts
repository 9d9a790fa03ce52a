/** `/bausteine`: the blocks for other websites, each as it looks, with the line to copy. */
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { html } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'

export function blocksPage(view: View): PageContent {
  const words = pageWords(view.knowledge, 'de')
  const { text, line } = words
  const guides = entriesOf(view.knowledge, 'guides').filter(({ lang }) => lang === 'de')
  const [first] = guides
  const blocks = [
    { id: 'termine', path: '/block/termine', name: text('block.dates'), wish: 'data-count="3"' },
    { id: 'anlaufstelle', path: '/block/anlaufstelle', name: text('block.contacts'), wish: '' },
    ...(first
      ? [{ id: 'dialog', path: `/block/dialog/${first.slug}`, name: text('block.guide'), wish: `data-guide="${first.slug}"` }]
      : []),
  ]
  const lineFor = ({ id, wish }: (typeof blocks)[number]) =>
    `<script async src="${view.publicUrl}/blocks.js" data-block="${id}"${wish && ` ${wish}`}></script>`
  return {
    lang: 'de',
    title: text('blocks.title'),
    description: text('blocks.description'),
    path: '/bausteine',
    main: html`<h1>${text('blocks.title')}</h1>
<p class="intro">${line('blocks.intro')}</p>
${blocks.map(
  (block) => html`<section aria-labelledby="${block.id}"><h2 id="${block.id}">${block.name}</h2>
<pre tabindex="0"><code>${lineFor(block)}</code></pre>
<iframe class="block-frame" src="${block.path}" title="${block.name}" loading="lazy"></iframe>
</section>`,
)}
<section aria-labelledby="angaben"><h2 id="angaben">${text('blocks.settings')}</h2>
<p>${line('blocks.settings.text')}</p>
<ul>${guides.map(({ slug, title }) => html`<li><code>data-guide="${slug}"</code> ${title}</li>`)}</ul>
</section>
<section aria-labelledby="ohne-skript"><h2 id="ohne-skript">${text('blocks.plain')}</h2>
<p>${line('blocks.plain.text')}</p>
<pre tabindex="0"><code>${`<iframe src="${view.publicUrl}/block/termine?ort=12345&anzahl=3" title="${text('block.dates')}" width="100%" height="480" loading="lazy"></iframe>
<p><a href="${view.publicUrl}/veranstaltungen">${text('block.dates')}</a></p>`}</code></pre>
<p>${line('blocks.allowed')}</p>
</section>`,
  }
}
