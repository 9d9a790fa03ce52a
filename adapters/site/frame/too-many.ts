/** The page for an address that asks for more than people do. Made without looking anything up. */
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { html } from './html.ts'
import type { PageContent } from './layout.ts'
import { pageWords } from './page-words.ts'

export function tooMany(knowledge: Knowledge): PageContent {
  const { lang, text, line } = pageWords(knowledge, 'de')
  return {
    lang,
    title: text('too-many.title'),
    description: text('too-many.description'),
    path: '/wissen',
    indexed: false,
    main: html`<h1>${text('too-many.title')}</h1>
<p class="intro">${line('too-many.text')}</p>`,
  }
}
