/**
 * The frame of every page: head, header with search, navigation, footer. The chat bubble is the one script, and the page is whole
 * without it.
 */
import type { Lang } from '../../../bot/knowledge/day.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { pathOf, SITE_PATHS } from '../../../bot/knowledge/references.ts'
import type { EntryId, Kind, PublicWords } from '../../../bot/knowledge/schema.ts'
import { logoFile } from '../../brand.ts'
import { dataScript, type Html, html, join, markupOf, type Part } from './html.ts'
import { type PageWords, pageWords } from './page-words.ts'
import type { Site } from './view.ts'

export interface PageContent {
  lang: Lang
  title: string
  /** One or two sentences for search engines. */
  description: string
  /** Path of the page itself, without filters. */
  path: string
  /** The part of the site it belongs to. */
  kind?: Kind
  /** Everything inside `main`. The first heading is the only `h1`. */
  main: Html
  /** schema.org, one object each. */
  jsonLd?: readonly object[] | undefined
  /** The same entry in the other language. */
  alternate?: { lang: Lang; path: string } | undefined
  /** False keeps the page out of search engines (filters, searches, 404). */
  indexed?: boolean
  /** Where the people are for who has come this far; by default those for the page's own entry. */
  people?: string
  /** The page has a search field of its own, so the header needs none. */
  ownSearch?: boolean
}

/** What this service is, in easy-to-read German; linked from every page where the knowledge has it. */
export const EASY_ENTRY: EntryId = 'articles/leichte-sprache'

const ORDER: Kind[] = ['articles', 'funding', 'events', 'contacts', 'guides']

/** Those who help; below it the path of an entry, for those who know it. */
export const PERSON_PATH = '/ansprechperson'

/** The path of a part of the site: `/wissen`. */
export function folderOf(kind: Kind): string {
  return `/${[...SITE_PATHS].find(([, shows]) => shows === kind)![0]}`
}

/** The whole document as text. `notices`: what operators want everybody to know now. */
export function renderPage(content: PageContent, knowledge: Knowledge, site: Site, notices: readonly PublicWords[] = []): string {
  const words = pageWords(knowledge, content.lang)
  const { text } = words
  return markupOf(html`<!doctype html>
<html lang="${content.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titleOf(content, words)}</title>
<meta name="description" content="${content.description}">
${content.indexed === false && html`<meta name="robots" content="noindex, follow">`}
<link rel="canonical" href="${site.publicUrl}${content.path}">
${content.alternate && alternates(content, content.alternate, site)}
${icon(knowledge, site)}
<link rel="stylesheet" href="${site.assets.style}">
<link rel="stylesheet" href="/webchat/brand.css">
<link rel="alternate" type="application/atom+xml" href="/neues.atom" title="${pageWords(knowledge, 'de').text('news.title')}">
<link rel="alternate" type="text/calendar" href="/veranstaltungen.ics" title="${pageWords(knowledge, 'de').text('part.events')}">
${content.jsonLd?.map((data) => dataScript('application/ld+json', { '@context': 'https://schema.org', ...data }))}
<script defer src="${site.assets.script}"></script>
<script async src="/embed.js" data-title="${text('frame.service')}" data-lang="${content.lang}"></script>
</head>
<body>
<a class="skip" href="#_inhalt">${text('frame.skip')}</a>
${header(content, words, knowledge)}
${notices.length > 0 && noticeBar(notices, words)}<main id="_inhalt" tabindex="-1">${content.main}</main>
${footer(words, site, knowledge)}
</body>
</html>
`)
}

/** Above everything else that a page says; a landmark of its own, so that nobody has to hear it twice. */
function noticeBar(notices: readonly PublicWords[], { lang, text }: PageWords): Html {
  return html`<aside class="notices" aria-label="${text('frame.notices')}">${notices.map((words) => html`<p>${words[lang]}</p>`)}</aside>
`
}

/** Two kinds may have an entry of the same name; the title of a browser's tab tells them apart. */
function titleOf({ title, kind }: PageContent, { text }: PageWords): string {
  const part = kind && title !== text(`part.${kind}`) ? ` – ${text(`part.${kind}`)}` : ''
  return `${title}${part} – ${text('frame.service')} ${text('frame.subtitle')}`
}

function alternates({ lang, path }: PageContent, other: { lang: Lang; path: string }, { publicUrl }: Site): Part {
  return [
    { lang, path },
    { lang: other.lang, path: other.path },
  ].map((page) => html`<link rel="alternate" hreflang="${page.lang}" href="${publicUrl}${page.path}">`)
}

function header(content: PageContent, words: PageWords, knowledge: Knowledge): Html {
  const { kind, path, ownSearch, alternate } = content
  const { text, lang } = words
  // The front page and the chat speak the language that one comes from; the lists are German.
  const spoken = lang === 'en' ? '?lang=en' : ''
  return html`<header class="top">
<div class="top-line">
<a class="brand" href="/${spoken}">${mark(knowledge)}<span>${text('frame.service')} <small>${text('frame.subtitle')}</small></span></a>
${personLink(content, words)}
${!ownSearch && searchForm(words, 'top')}
</div>
<nav aria-label="${text('frame.menu')}"><ul class="menu">
${ORDER.map((part) => html`<li><a href="${folderOf(part)}"${here(part, kind, path)}>${text(`part.${part}`)}</a></li>`)}
<li><a href="/chat${spoken}">${text('frame.chat')}</a></li>
${alternate && html`<li class="menu-language"><a href="${alternate.path}" lang="${alternate.lang}" hreflang="${alternate.lang}">${text('demo.other-language')}</a></li>`}
</ul></nav>
</header>`
}

/** A person is one step away on every page, and knows what was read or answered. */
function personLink({ kind, path, people }: PageContent, { text }: PageWords): Html {
  const isEntry = kind !== undefined && path !== folderOf(kind) && path.startsWith(`${folderOf(kind)}/`)
  const target = people ?? (isEntry ? PERSON_PATH + path : PERSON_PATH)
  return html`<a class="person-link" href="${target}" rel="nofollow"${path.startsWith(PERSON_PATH) && html` aria-current="page"`}>${text('person.title')}</a>`
}

function here(part: Kind, kind: Kind | undefined, path: string): Part {
  if (part !== kind) return false
  return path === folderOf(part) ? html` aria-current="page"` : html` aria-current="true"`
}

/**
 * A search over everything the site knows. `place` keeps the ids of two fields on one page apart. Its script adds suggestions while somebody
 * types, with the sentences that stand in the form.
 */
export function searchForm({ lang, text }: PageWords, place: 'top' | 'page' | 'front', asked = ''): Html {
  const isTop = place === 'top'
  return html`<form class="search search--${place}" role="search" action="/wissen"${suggesting({ text })}>
<label for="q-${place}">${text(place === 'front' ? 'front.question' : 'frame.search.label')}</label>
<div class="search-line">
<input id="q-${place}" name="q" type="search" value="${asked}" maxlength="300" autocomplete="off" enterkeyhint="search"${
    place === 'front' && html` required`
  }${!isTop && html` aria-describedby="q-hint"`}>
${lang !== 'de' && html`<input type="hidden" name="lang" value="${lang}">`}
<button class="button">${text(place === 'front' ? 'front.ask' : 'frame.search')}</button>
</div>
${!isTop && html`<p class="hint" id="q-hint">${text('frame.search.hint')}</p>`}
</form>`
}

/** Where the script asks, and what it says. */
function suggesting({ text }: Pick<PageWords, 'text'>): Html {
  return html` data-suggest="/vorschlaege" data-list="${text('frame.search.suggestions')}" data-one="${text('frame.search.suggestions.one')}" data-many="${text('frame.search.suggestions.many', { count: '{count}' })}"`
}

function footer({ lang, text, line }: PageWords, { legal, hasFigures, monthlyMail }: Site, knowledge: Knowledge): Html {
  const links = [
    html`<a href="/neues"${lang === 'en' && html` lang="de" hreflang="de"`}>${text('news.title')}</a>`,
    monthlyMail && html`<a href="/monatsmail${lang === 'en' && '?lang=en'}" rel="nofollow">${text('monthly.link')}</a>`,
    knowledge.entries.has(EASY_ENTRY) && html`<a href="${pathOf(EASY_ENTRY)}" hreflang="de">${text('frame.easy')}</a>`,
    html`<a href="/barrierefreiheit${lang === 'en' && '?lang=en'}">${text('frame.accessibility')}</a>`,
    hasFigures?.() && html`<a href="/guete${lang === 'en' && '?lang=en'}">${text('figures.link')}</a>`,
    legal.imprint && html`<a href="${legal.imprint}">${text('frame.imprint')}</a>`,
    legal.privacy && html`<a href="${legal.privacy}">${text('frame.privacy')}</a>`,
    html`<a href="${lang === 'en' ? '/developers' : '/entwickler'}">${text('developers.link')}</a>`,
  ].filter((link) => link !== undefined && link !== false && link !== '')
  return html`<footer>
<p>${line('frame.footer')}</p>
<p>${line('frame.no-script')}</p>
<p class="footer-links">${join(links, ' ')}</p>
</footer>`
}

function icon({ logo }: Pick<Knowledge, 'logo'>, { assets }: Site): Html {
  return logo
    ? html`<link rel="icon" href="/webchat/${logoFile(logo)}" type="${logo.type}">`
    : html`<link rel="icon" href="${assets.icon}" type="image/svg+xml">`
}

/** The area's picture, or our sign in its colours. */
function mark({ logo }: Pick<Knowledge, 'logo'>): Html {
  if (logo) return html`<img src="/webchat/${logoFile(logo)}" alt="" width="36" height="36">`
  return html`<svg viewBox="0 0 64 64" aria-hidden="true" focusable="false"><rect width="64" height="64" rx="14" fill="var(--brand)"/><path d="M30 10h4v46h-4z" fill="#fff"/><path d="M14 16h28l8 7-8 7H14z" fill="var(--sign)"/><path d="M50 34H24l-8 7 8 7h26z" fill="#fff"/></svg>`
}
