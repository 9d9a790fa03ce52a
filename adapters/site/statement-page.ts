/** `/barrierefreiheit`: how far everybody can use this service, what is known to be missing, where to say so, and who helps if that is not enough. */
import { type Lang, writeDay } from '../../bot/knowledge/day.ts'
import { html, type Part } from './frame/html.ts'
import type { PageContent } from './frame/layout.ts'
import { externalLink } from './frame/markdown.ts'
import { type PageWords, pageWords } from './frame/page-words.ts'
import type { View } from './frame/view.ts'
import { factList } from './parts/facts.ts'
import { phoneHref } from './parts/hrefs.ts'

export const STATEMENT_PATH = '/barrierefreiheit'
/** What this program cannot do yet, wherever it runs; an operator's own gaps come after them. */
const OUR_GAPS = [
  'statement.gap.signing',
  'statement.gap.easy',
  'statement.gap.english',
  'statement.gap.elsewhere',
  'statement.gap.untried',
] as const
const STATES = { ganz: 'statement.state.full', teilweise: 'statement.state.partly', nicht: 'statement.state.not' } as const

export function statementPage(lang: Lang, view: View): PageContent {
  const { accessibility, operator } = view.knowledge.area
  const words = pageWords(view.knowledge, lang)
  const { text, line } = words
  const body = accessibility.body ?? operator?.name
  const path = (of: Lang) => (of === 'de' ? STATEMENT_PATH : `${STATEMENT_PATH}?lang=en`)
  const other = lang === 'de' ? 'en' : 'de'
  return {
    lang,
    title: text('statement.title'),
    description: text('statement.description'),
    path: path(lang),
    alternate: { lang: other, path: path(other) },
    main: html`<article class="entry">
<h1>${text('statement.title')}</h1>
<p class="translation"><a href="${path(other)}" lang="${other}" hreflang="${other}">${text('statement.other-language')}</a></p>
<p class="intro">${body === undefined ? line('statement.intro') : line('statement.intro.body', { body })} ${line('statement.scope', { address: view.publicUrl })}</p>
<section aria-labelledby="stand"><h2 id="stand">${text('statement.state')}</h2>
<p>${line(STATES[accessibility.state])}</p></section>
<section aria-labelledby="maengel"><h2 id="maengel">${text('statement.gaps')}</h2>
<ul>${OUR_GAPS.map((id) => html`<li>${line(id)}</li>`)}${accessibility.gaps.map((gap) => html`<li>${gap[lang]}</li>`)}</ul></section>
<section aria-labelledby="pruefung"><h2 id="pruefung">${text('statement.assessment')}</h2>
<p>${accessibility.method?.[lang] ?? line('statement.method')}</p>
<p>${accessibility.assessed ? line('statement.assessed', { day: writeDay(accessibility.assessed, lang) }) : line('statement.assessed.never')}</p></section>
<section aria-labelledby="melden"><h2 id="melden">${text('statement.feedback')}</h2>
${feedback(words, view)}</section>
<section aria-labelledby="durchsetzung"><h2 id="durchsetzung">${text('statement.enforcement')}</h2>
${enforcement(words, view)}</section>
</article>`,
  }
}

function feedback(words: PageWords, view: View): Part {
  const { area } = view.knowledge
  const said = area.accessibility.feedback
  const own = said.mail ?? said.phone ?? said.web
  const mail = own === undefined ? area.operator?.mail : said.mail
  const phone = own === undefined ? area.operator?.phone : said.phone
  if (mail === undefined && phone === undefined && said.web === undefined) return html`<p>${words.line('statement.feedback.none')}</p>`
  return html`<p>${words.line('statement.feedback.text')}</p>
${waysList({ mail, phone, web: said.web }, words, view)}`
}

function enforcement(words: PageWords, view: View): Part {
  const { enforcement: body } = view.knowledge.area.accessibility
  if (!body) return html`<p>${words.line('statement.enforcement.none')}</p>`
  return html`<p>${words.line('statement.enforcement.text', { body: body.name[words.lang] })}</p>
${waysList(body, words, view)}`
}

interface Ways {
  address?: string | undefined
  mail?: string | undefined
  phone?: string | undefined
  web?: string | undefined
}

function waysList({ address, mail, phone, web }: Ways, { lang, text }: PageWords, { knowledge }: View): Part {
  return factList([
    { label: text('statement.address'), value: address },
    { label: text('statement.phone'), value: phone && html`<a href="${phoneHref(phone)}">${phone}</a>` },
    { label: text('statement.mail'), value: mail && html`<a href="mailto:${mail}">${mail}</a>` },
    { label: text('statement.web'), value: web && externalLink(web, web, { knowledge, lang }) },
  ])
}
