/** `/guete`: the four figures of the service as they were published last, and how each of them was found. */
import { type PublishedFigures, SERVICE_FIGURES } from '../../bot/impact/service-figures.ts'
import { type Lang, sayMonth, writeDay } from '../../bot/knowledge/day.ts'
import { html } from './frame/html.ts'
import type { PageContent } from './frame/layout.ts'
import { pageWords } from './frame/page-words.ts'
import type { View } from './frame/view.ts'

export const FIGURES_PATH = '/guete'

export function figuresPage({ day, months, figures }: PublishedFigures, lang: Lang, { knowledge }: View): PageContent {
  const { text, line } = pageWords(knowledge, lang)
  return {
    lang,
    title: text('figures.title'),
    description: text('figures.description'),
    path: lang === 'en' ? `${FIGURES_PATH}?lang=en` : FIGURES_PATH,
    alternate: lang === 'en' ? { lang: 'de', path: FIGURES_PATH } : { lang: 'en', path: `${FIGURES_PATH}?lang=en` },
    main: html`<h1>${text('figures.title')}</h1>
<p class="intro">${line('figures.intro')}</p>
<div class="scroll" role="group" tabindex="0" aria-label="${text('figures.title')}"><table>
<thead><tr><th scope="col">${text('figures.what')}</th><th scope="col">${text('figures.share')}</th><th scope="col">${text('figures.count')}</th></tr></thead>
<tbody>${SERVICE_FIGURES.map((id) => {
      const share = figures[id]
      return html`<tr><th scope="row">${text(`figures.${id}`)}</th><td>${share ? percent(share, lang) : text('figures.unknown')}</td><td>${share && text('figures.of', { good: share.good, of: share.of })}</td></tr>
`
    })}</tbody></table></div>
<h2>${text('figures.how')}</h2>
<ul>${SERVICE_FIGURES.map((id) => html`<li><strong>${text(`figures.${id}`)}:</strong> ${line(`figures.how.${id}`)}</li>`)}</ul>
<p>${line('figures.day', { day: writeDay(day, lang) })} ${months && line('figures.months', { first: sayMonth(months.first, lang), last: sayMonth(months.last, lang) })}</p>`,
  }
}

function percent({ good, of }: { good: number; of: number }, lang: Lang): string {
  return new Intl.NumberFormat(lang === 'de' ? 'de-DE' : 'en-GB', { style: 'percent' }).format(good / of)
}
