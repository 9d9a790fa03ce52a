/** `/`: the front door. One question, the guides, the next dates, and what to do in an emergency. */
import { actContact } from '../../bot/answers/act.ts'
import { addDays, type Lang } from '../../bot/knowledge/day.ts'
import { entriesOf, type Knowledge } from '../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import { inLanguage } from '../../bot/knowledge/translations.ts'
import { isOpen } from '../../bot/knowledge/validity.ts'
import { html, type Part } from './frame/html.ts'
import { type PageContent, searchForm } from './frame/layout.ts'
import { type PageWords, pageWords } from './frame/page-words.ts'
import type { View } from './frame/view.ts'
import { dateItem } from './lists/date-item.ts'
import { guideCards, guidesToOffer } from './lists/guide-list.ts'
import { eventDatesBetween } from './parts/dates.ts'
import { phoneHref } from './parts/hrefs.ts'
import { langAttribute } from './parts/onward.ts'

const MAX_DATES = 3
const DAYS_AHEAD = 92

export function frontPage(lang: Lang, view: View): PageContent {
  const words = pageWords(view.knowledge, lang)
  const { text, line } = words
  const guides = guidesToOffer(view, lang).filter(({ id, translationOf }) => (translationOf ?? id) !== emergencyId(view.knowledge))
  return {
    lang,
    title: text('front.title'),
    description: text('front.description'),
    path: lang === 'de' ? '/' : '/?lang=en',
    ownSearch: true,
    alternate: { lang: lang === 'de' ? 'en' : 'de', path: lang === 'de' ? '/?lang=en' : '/' },
    jsonLd: [siteData(words, view)],
    main: html`<div class="front">
<h1>${text('front.heading')}</h1>
<p class="intro">${line('front.lead')}</p>
${searchForm(words, 'front')}
${examples(words, view)}
${emergency(words, view)}
</div>
${
  guides.length > 0 &&
  html`<section aria-labelledby="wegweiser"><h2 id="wegweiser">${text('front.guides')}</h2>
<p>${line('front.guides.text')}</p>
${guideCards(guides, lang, 'h3')}</section>`
}
${nextDates(words, view)}
${lang === 'de' ? topics(words, view) : englishEntries(words, view)}
<section class="front-ways" aria-labelledby="_wege"><h2 id="_wege">${text('front.ways')}</h2>
<p>${line('front.ways.text')}</p>
<p class="quiet">${line('front.how')}</p>
</section>`,
  }
}

function examples({ lang, text }: PageWords, { knowledge }: View): Part {
  const asked = knowledge.area.examples[lang]
  if (asked.length === 0) return undefined
  return html`<h2 class="quiet-heading">${text('front.examples')}</h2>
<ul class="chips">${asked.map(
    (question) =>
      html`<li><a href="/wissen?${new URLSearchParams({ q: question, ...(lang === 'en' && { lang }) }).toString()}">${question}</a></li>`,
  )}</ul>`
}

function emergencyId({ acts }: Pick<Knowledge, 'acts'>): string | undefined {
  return acts.de.acts.get('emergency')?.entry
}

/** The guide for it, and the number to call. */
function emergency({ lang, text }: PageWords, view: View): Part {
  const { knowledge } = view
  const named = knowledge.entries.get(emergencyId(knowledge) as `guides/${string}`)
  if (!named || !isOpen(named, view)) return undefined
  const guide = inLanguage(named, lang, knowledge)
  const contact = actContact(knowledge, 'emergency')
  return html`<section class="emergency" aria-labelledby="_notfall"><h2 id="_notfall">${text('front.emergency')}</h2>
<p><a class="button" href="${pathOf(guide.id)}"${langAttribute(guide.lang, lang)}>${guide.title}</a></p>
${contact?.phone && html`<p>${contact.title}: <a href="${phoneHref(contact.phone)}">${contact.phone}</a></p>`}
</section>`
}

function nextDates(words: PageWords, view: View): Part {
  const { text } = words
  const dates = eventDatesBetween(view.knowledge, view.today, addDays(view.today, DAYS_AHEAD), view).slice(0, MAX_DATES)
  if (dates.length === 0) return undefined
  return html`<section aria-labelledby="_termine"><h2 id="_termine">${text('front.dates')}</h2>
<ul class="dates">${dates.map((date) => dateItem(date, words))}</ul>
<p><a href="/veranstaltungen">${text('front.dates.all')}</a></p></section>`
}

function topics({ text }: PageWords, view: View): Part {
  const used = new Set(
    entriesOf(view.knowledge, 'articles')
      .filter((article) => isOpen(article, view))
      .flatMap(({ topics }) => topics),
  )
  const shown = view.knowledge.vocabulary.topics.filter(({ id }) => used.has(id))
  if (shown.length === 0) return undefined
  return html`<section aria-labelledby="_themen"><h2 id="_themen">${text('front.topics')}</h2>
<ul class="columns">${shown.map(({ id, label }) => html`<li><a href="/wissen?${new URLSearchParams({ thema: id }).toString()}">${label}</a></li>`)}</ul></section>`
}

/** Most entries are in German; these are not. */
function englishEntries({ text }: PageWords, view: View): Part {
  const english = entriesOf(view.knowledge, 'articles').filter((article) => article.lang === 'en' && isOpen(article, view))
  if (english.length === 0) return undefined
  return html`<section aria-labelledby="_themen"><h2 id="_themen">${text('front.topics')}</h2>
<ul class="columns">${english.map(({ id, title }) => html`<li><a href="${pathOf(id)}">${title}</a></li>`)}</ul></section>`
}

/** schema.org: the site, and how machines may search it. */
function siteData({ lang, text }: PageWords, { publicUrl }: View): object {
  return {
    '@type': 'WebSite',
    name: text('frame.service'),
    description: text('front.description'),
    url: `${publicUrl}/`,
    inLanguage: lang,
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${publicUrl}/wissen?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  }
}
