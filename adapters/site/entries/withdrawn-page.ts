/** The page of an entry that was withdrawn: its name, the reason, and where people are; nothing of what it said. */
import type { Entry } from '../../../bot/knowledge/schema.ts'
import { html } from '../frame/html.ts'
import { folderOf, type PageContent } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'

/** Undefined for an entry that is there. */
export function withdrawnPage(entry: Entry, { knowledge }: View): PageContent | undefined {
  if (!entry.withdrawn) return undefined
  const { text, line } = pageWords(knowledge, entry.lang)
  return {
    lang: entry.lang,
    title: entry.title,
    description: text('withdrawn.heading'),
    path: `${folderOf(entry.kind)}/${entry.slug}`,
    kind: entry.kind,
    indexed: false,
    main: html`<article class="entry"><h1>${entry.title}</h1>
<div class="notice notice--status"><p><strong>${text('withdrawn.heading')}</strong> ${entry.withdrawn[entry.lang]}</p></div>
<p>${line('withdrawn.text')}</p></article>`,
  }
}
