/** `/monatsmail`: the form by which the monthly mail is ordered, and the page after it. */
import { type Lang, sayDay, sayMonth } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { html, type Part } from '../site/frame/html.ts'
import type { PageContent } from '../site/frame/layout.ts'
import { type PageWords, pageWords } from '../site/frame/page-words.ts'
import type { Site } from '../site/frame/view.ts'
import type { MailIssue } from './issue.ts'
import { MONTHLY_PATH } from './links.ts'
import { mailConsentText } from './subscriptions.ts'

/** What was filled in. */
export interface MailOrder {
  lang: Lang
  address: string
  topics: readonly string[]
  place: string
}

export type OrderProblem = 'address' | 'place' | 'consent' | 'later'
const MAX_ADDRESS_LENGTH = 254
export const MAX_WISHED_PLACE_LENGTH = 80

const pathIn = (lang: Lang) => (lang === 'en' ? `${MONTHLY_PATH}?lang=en` : MONTHLY_PATH)

export function orderPage(order: MailOrder, problem: OrderProblem | undefined, knowledge: Knowledge, { legal }: Site): PageContent {
  const { lang } = order
  const words = pageWords(knowledge, lang)
  const { text, line } = words
  const other = lang === 'de' ? 'en' : 'de'
  return {
    lang,
    title: text('monthly.title'),
    description: text('monthly.description'),
    path: pathIn(lang),
    alternate: { lang: other, path: pathIn(other) },
    main: html`<article class="entry guide">
<h1>${text('monthly.title')}</h1>
<p class="translation"><a href="${pathIn(other)}" lang="${other}" hreflang="${other}">${text('monthly.other-language')}</a></p>
<p class="intro">${line('monthly.intro', { day: String(knowledge.area.monthlyMail.day) })}</p>
${problem && html`<div class="notice" role="alert"><p id="problem">${problemText(problem, order, words)}</p></div>`}
<form class="question" method="post" action="${MONTHLY_PATH}">
${lang === 'en' && html`<input type="hidden" name="lang" value="en">`}
<p class="typed"><label for="adresse">${text('monthly.address')}</label>
<input id="adresse" name="adresse" type="email" maxlength="${MAX_ADDRESS_LENGTH}" autocomplete="email" required value="${order.address}"${problem === 'address' && html` aria-invalid="true" aria-describedby="problem"`}></p>
${wishFields(order, knowledge, words, problem === 'place')}
<p class="agree"><label><input type="checkbox" name="einwilligung" value="ja" required${problem === 'consent' && html` aria-invalid="true" aria-describedby="problem"`}> <span>${mailConsentText(knowledge, lang)}</span></label></p>
<p class="buttons"><button class="button">${text('monthly.send')}</button></p>
</form>
<p class="quiet">${line('monthly.privacy')}${legal.privacy && html` <a href="${legal.privacy}">${text('frame.privacy')}</a>`}</p>
</article>`,
  }
}

/** The fields for topics and place; the page behind a link has the same. */
export function wishFields(
  { topics, place }: Pick<MailOrder, 'topics' | 'place'>,
  { vocabulary }: Knowledge,
  { lang, text }: PageWords,
  isUnknown = false,
): Part {
  const label = ({ label: german, english: [english] }: { label: string; english: readonly string[] }) =>
    lang === 'en' ? (english ?? german) : german
  return html`<p class="typed"><label for="ort">${text('monthly.place')}</label>
<input id="ort" name="ort" value="${place}" maxlength="${MAX_WISHED_PLACE_LENGTH}" list="orte" autocomplete="off"${isUnknown ? html` aria-invalid="true" aria-describedby="problem ort-hint"` : html` aria-describedby="ort-hint"`}>
<datalist id="orte">${vocabulary.regions.filter(({ postcodes }) => postcodes.length > 0).map((region) => html`<option value="${region.label}"></option>`)}</datalist></p>
<p class="hint" id="ort-hint">${text('monthly.place.hint')}</p>
<details class="topics"${topics.length > 0 && html` open`}><summary>${text('monthly.topics')}</summary>
<fieldset><legend class="only-heard">${text('monthly.topics')}</legend>
<p class="hint">${text('monthly.topics.hint')}</p>
<div class="choices choices--many">${vocabulary.topics.map(
    (topic) =>
      html`<label class="choice"><input type="checkbox" name="thema" value="${topic.id}"${topics.includes(topic.id) && html` checked`}> <span>${label(topic)}</span></label>`,
  )}</div></fieldset></details>`
}

function problemText(problem: OrderProblem, { place }: MailOrder, { text }: PageWords): string {
  return problem === 'place' ? text('monthly.problem.place', { asked: place }) : text(`monthly.problem.${problem}`)
}

/** After the form: what comes next, the same whether or not the address was known. */
export function askedPage(lang: Lang, knowledge: Knowledge): PageContent {
  const { text, line } = pageWords(knowledge, lang)
  return {
    lang,
    title: text('monthly.asked.title'),
    description: text('monthly.description'),
    path: `${MONTHLY_PATH}/bestellt`,
    indexed: false,
    main: html`<article class="entry"><h1>${text('monthly.asked.title')}</h1>
<p class="intro">${line('monthly.asked.text')}</p></article>`,
  }
}

/** When the next one comes, for somebody who has said yes. */
export function nextWords(running: MailIssue | undefined, next: MailIssue, today: (at: Date) => string, { lang, line }: PageWords): Part {
  return running
    ? line('monthly.done.soon', { month: sayMonth(running.month, lang) })
    : line('monthly.done.text', { day: sayDay(today(next.opens), lang) })
}
