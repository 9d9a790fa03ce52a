/** What is new as a feed (Atom, RFC 4287), for readers and for partners' pages. */
import { pathOf } from '../../bot/knowledge/references.ts'
import { html, markupOf } from '../site/frame/html.ts'
import { pageWords } from '../site/frame/page-words.ts'
import { labelsOf, type View } from '../site/frame/view.ts'
import type { NewsItem } from '../site/news/news.ts'
import { teaser } from '../site/parts/teaser.ts'

/** The document. Ids are names that stay when the server moves; an item that changed again is the same item with a newer day. */
export function newsFeed(items: readonly NewsItem[], view: Pick<View, 'knowledge' | 'publicUrl' | 'today'>): string {
  const { knowledge, publicUrl, today } = view
  const { text } = pageWords(knowledge, 'de')
  const name = `urn:wegweiser:${knowledge.area.region ?? 'wegweiser'}`
  const instant = (day: string) => `${day}T00:00:00Z`
  return markupOf([
    html`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
<id>${name}:neues</id>
<title>${text('frame.service')}: ${text('news.title')}</title>
<subtitle>${text('news.description')}</subtitle>
<updated>${instant(items[0]?.day ?? today)}</updated>
<author><name>${text('frame.service')}</name></author>
<link rel="self" type="application/atom+xml" href="${publicUrl}/neues.atom"/>
<link rel="alternate" type="text/html" href="${publicUrl}/neues"/>
${items.map(
  ({ entry, day, what }) => html`<entry>
<id>${name}:${entry.id}</id>
<title>${entry.title}</title>
<updated>${instant(day)}</updated>
<link rel="alternate" type="text/html" href="${publicUrl}${pathOf(entry.id)}"/>
<category term="${what}" label="${text(`news.${what}`)}"/>
<category term="${entry.kind}" label="${text(`kind.${entry.kind}`)}"/>
${entry.topics.map((topic) => html`<category term="${topic}" label="${labelsOf([topic], knowledge.vocabulary.topics)[0]!}"/>\n`)}<summary>${teaser(entry)}</summary>
</entry>
`,
)}</feed>
`,
  ])
}
