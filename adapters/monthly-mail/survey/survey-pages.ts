/** The pages of the survey: the form by which somebody lets themselves be asked later, and those behind the links of its mails. */
import { SURVEY_BEGUN, SURVEY_HELPED, SURVEY_RECOMMENDS } from '../../../bot/impact/survey.ts'
import { dayIn, type Lang, sayDay } from '../../../bot/knowledge/day.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { SURVEY_WEEKS } from '../../../bot/monthly-mail/order-state.ts'
import { html } from '../../site/frame/html.ts'
import type { PageContent } from '../../site/frame/layout.ts'
import { pageWords } from '../../site/frame/page-words.ts'
import type { Site } from '../../site/frame/view.ts'
import type { Subscriber } from '../../storage/storage.ts'
import { buttonForm, type LinkPageSources, linkPage } from '../link-pages.ts'
import { SURVEY_PATH } from '../links.ts'
import { askedOn } from './survey-letters.ts'
import { aboutWords, keptSurveyWish, type SurveyWish } from './survey-wish.ts'

const MAX_ADDRESS_LENGTH = 254

export type SurveyProblem = 'address' | 'consent' | 'later'

/** What was filled in. */
export interface SurveyOrder extends SurveyWish {
  address: string
}

const pathIn = (lang: Lang) => (lang === 'en' ? `${SURVEY_PATH}?lang=en` : SURVEY_PATH)

export function surveyOrderPage(
  { lang, about, address }: SurveyOrder,
  problem: SurveyProblem | undefined,
  knowledge: Knowledge,
  { legal }: Site,
): PageContent {
  const { text, line } = pageWords(knowledge, lang)
  return {
    lang,
    title: text('survey.title'),
    description: text('survey.title'),
    path: pathIn(lang),
    indexed: false,
    main: html`<article class="entry guide">
<h1>${text('survey.title')}</h1>
<p class="intro">${line('survey.intro', { weeks: SURVEY_WEEKS })}</p>
<p>${line('survey.about', { about: aboutWords({ about, lang }, knowledge) })}</p>
${problem && html`<div class="notice" role="alert"><p id="problem">${text(problem === 'later' ? 'monthly.problem.later' : `monthly.problem.${problem}`)}</p></div>`}
<form class="question" method="post" action="${SURVEY_PATH}">
${lang === 'en' && html`<input type="hidden" name="lang" value="en">`}
<input type="hidden" name="zu" value="${about}">
<p class="typed"><label for="adresse">${text('monthly.address')}</label>
<input id="adresse" name="adresse" type="email" maxlength="${MAX_ADDRESS_LENGTH}" autocomplete="email" required value="${address}"${problem === 'address' && html` aria-invalid="true" aria-describedby="problem"`}></p>
<p class="agree"><label><input type="checkbox" name="einwilligung" value="ja" required${problem === 'consent' && html` aria-invalid="true" aria-describedby="problem"`}> <span>${text('survey.consent', { weeks: SURVEY_WEEKS })}</span></label></p>
<p class="buttons"><button class="button">${text('survey.send')}</button></p>
</form>
${legal.privacy && html`<p class="quiet"><a href="${legal.privacy}">${text('frame.privacy')}</a></p>`}
</article>`,
  }
}

/** After the form: what comes next, the same whether or not the address was known. */
export function surveyOrderedPage(lang: Lang, knowledge: Knowledge): PageContent {
  const { text, line } = pageWords(knowledge, lang)
  return {
    lang,
    title: text('monthly.asked.title'),
    description: text('survey.title'),
    path: `${SURVEY_PATH}/bestellt`,
    indexed: false,
    main: html`<article class="entry"><h1>${text('monthly.asked.title')}</h1>
<p class="intro">${line('survey.ordered.text')}</p></article>`,
  }
}

export function surveyConfirmPage(subscriber: Subscriber, action: string, sources: LinkPageSources): string {
  const { words, about } = saidOf(subscriber, sources)
  const { text, line } = words
  return linkPage(
    text('survey.title'),
    html`<p class="intro">${line('survey.confirm.text', { address: subscriber.address, about, weeks: SURVEY_WEEKS })}</p>
${buttonForm(action, text('survey.confirm.button'))}`,
    words,
    sources,
  )
}

export function surveyConfirmedPage(subscriber: Subscriber, end: string, sources: LinkPageSources): string {
  const { words } = saidOf(subscriber, sources)
  const { text, line } = words
  return linkPage(
    text('survey.confirmed.title'),
    html`<p class="intro">${line('survey.confirmed.text', { day: askedOn(subscriber.confirmed!, words.lang) })}</p>
<p><a href="${end}">${text('survey.mail.end')}</a></p>`,
    words,
    sources,
  )
}

/** `helped`: as the link of the mail says; `isMissing`: sent off without it. */
export function surveyAnswerPage(
  subscriber: Subscriber,
  { action, end, helped, isMissing = false }: { action: string; end: string; helped: string; isMissing?: boolean },
  sources: LinkPageSources,
): string {
  const { words, about } = saidOf(subscriber, sources)
  const { text, line } = words
  const choice = (type: 'radio' | 'checkbox', name: string, value: string, label: string, isChosen = false, isRequired = false) =>
    html`<label class="choice"><input type="${type}" name="${name}" value="${value}"${isChosen && html` checked`}${isRequired && html` required`}> <span>${label}</span></label>`
  return linkPage(
    text('survey.answer.title'),
    html`<p class="intro">${line('survey.answer.text', { about, day: sayDay(dayIn(subscriber.asked), words.lang) })}</p>
${isMissing && html`<div class="notice" role="alert"><p>${text('survey.problem.helped')}</p></div>`}
<form class="question" method="post" action="${action}">
<fieldset><legend>${text('survey.helped')}</legend><div class="choices">${SURVEY_HELPED.map((one) =>
      choice('radio', 'geholfen', one, text(`survey.helped.${one}`), one === helped, true),
    )}</div></fieldset>
<fieldset><legend>${text('survey.begun')}</legend><p class="hint">${text('survey.begun.hint')}</p><div class="choices">${SURVEY_BEGUN.map(
      (one) => choice('checkbox', 'begonnen', one, text(`survey.begun.${one}`)),
    )}</div></fieldset>
<fieldset><legend>${text('survey.recommends')}</legend><div class="choices">${SURVEY_RECOMMENDS.map((one) =>
      choice('radio', 'empfehlen', one, text(`survey.recommends.${one}`)),
    )}</div></fieldset>
<p class="hint">${text('survey.answer.kept')}</p>
<p class="buttons"><button class="button">${text('survey.answer.send')}</button></p>
</form>
<p class="quiet"><a href="${end}">${text('survey.mail.end')}</a></p>`,
    words,
    sources,
  )
}

/** All that is kept, and the button that deletes it. */
export function surveyEndPage(subscriber: Subscriber, action: string, sources: LinkPageSources): string {
  const { words, about } = saidOf(subscriber, sources)
  const { text } = words
  const { text: consent } = subscriber.consent as { text?: string }
  const facts = [
    { label: text('monthly.kept.address'), value: subscriber.address },
    { label: text('survey.kept.about'), value: about },
    { label: text('survey.kept.asked'), value: sayDay(dayIn(subscriber.asked), words.lang) },
    { label: text('monthly.kept.since'), value: subscriber.confirmed ? sayDay(dayIn(subscriber.confirmed), words.lang) : '' },
    { label: text('monthly.kept.consent'), value: consent ?? '' },
  ]
  return linkPage(
    text('survey.end.title'),
    html`<h2>${text('monthly.manage.kept')}</h2>
<dl class="facts">${facts.filter(({ value }) => value !== '').map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
${buttonForm(action, text('survey.end.button'))}`,
    words,
    sources,
  )
}

/** It is over: answered, deleted, or the link is good for nothing. */
export function surveyLastPage(what: 'thanks' | 'ended' | 'dead', lang: Lang, sources: LinkPageSources): string {
  const words = pageWords(sources.knowledge, lang)
  const title = what === 'dead' ? words.text('monthly.dead.title') : words.text(`survey.${what}.title`)
  return linkPage(title, html`<p class="intro">${words.line(`survey.${what}.text`)}</p>`, words, sources)
}

function saidOf({ wishes }: Subscriber, { knowledge }: LinkPageSources) {
  const wish = keptSurveyWish(wishes)
  return { words: pageWords(knowledge, wish.lang), about: aboutWords(wish, knowledge) }
}
