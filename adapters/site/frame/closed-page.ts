/** The page while the pages are closed: the reason, and that the chat is still there. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { PublicWords } from '../../../bot/knowledge/schema.ts'
import { html } from './html.ts'
import type { PageContent } from './layout.ts'
import { pageWords } from './page-words.ts'

export function closedPage(reason: PublicWords, lang: Lang, knowledge: Knowledge): PageContent {
  const { text, line } = pageWords(knowledge, lang)
  return {
    lang,
    title: text('closed.title'),
    description: text('closed.title'),
    path: '/wissen',
    indexed: false,
    main: html`<h1>${text('closed.title')}</h1>
<p class="intro">${reason[lang]}</p>
<p>${line('closed.text')}</p>`,
  }
}
