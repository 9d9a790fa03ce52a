/**
 * The pages behind the links in a subscriber's mails: the yes, the wishes with all that is kept, the end. They load nothing but our style
 * sheets, work without a script, and change nothing before a button is pressed: programs that look at mails open every link.
 */
import { dayIn, type Lang, sayDay } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { placeOf } from '../../bot/regions/place.ts'
import { bareDocument } from '../site/frame/bare-document.ts'
import { type Html, html, type Part } from '../site/frame/html.ts'
import { type PageWords, pageWords } from '../site/frame/page-words.ts'
import type { Subscriber } from '../storage/storage.ts'
import { issueAt, nextIssue } from './issue.ts'
import { wishWords } from './letters.ts'
import { MONTHLY_PATH } from './links.ts'
import { nextWords, wishFields } from './order-page.ts'
import { keptWishes } from './wishes.ts'

export interface LinkPageSources {
  knowledge: Knowledge
  /** Path of the style sheet. */
  style: string
  now: Date
}

export function confirmPage(subscriber: Subscriber, action: string, sources: LinkPageSources): string {
  const { words, wishes } = saidOf(subscriber, sources)
  const { text, line } = words
  return linkPage(
    text('monthly.confirm.title'),
    html`<p class="intro">${line('monthly.confirm.text', { address: subscriber.address, ...wishes })}</p>
${buttonForm(action, text('monthly.confirm.button'))}`,
    words,
    sources,
  )
}

export function confirmedPage(subscriber: Subscriber, manage: string, sources: LinkPageSources): string {
  const { words } = saidOf(subscriber, sources)
  const { text } = words
  return linkPage(
    text('monthly.done.title'),
    html`<p class="intro">${whenNext(words, sources)}</p>
<p><a href="${manage}">${text('monthly.mail.change')}</a></p>`,
    words,
    sources,
  )
}

/** `notice`: what was just done, or why it was not. */
export function managePage(
  subscriber: Subscriber,
  { action, end, notice, place }: { action: string; end: string; notice?: 'saved' | 'unknown-place'; place?: string },
  sources: LinkPageSources,
): string {
  const { words, topics, place: kept } = saidOf(subscriber, sources)
  const { text } = words
  const { text: consent } = subscriber.consent as { text?: string }
  const facts = [
    { label: text('monthly.kept.address'), value: subscriber.address },
    { label: text('monthly.kept.asked'), value: sayDay(dayIn(subscriber.asked), words.lang) },
    { label: text('monthly.kept.since'), value: subscriber.confirmed ? sayDay(dayIn(subscriber.confirmed), words.lang) : '' },
    { label: text('monthly.kept.consent'), value: consent ?? '' },
  ]
  return linkPage(
    text('monthly.manage.title'),
    html`${notice === 'saved' && html`<p class="notice-line" role="status">${text('monthly.manage.saved')}</p>`}
${notice === 'unknown-place' && html`<div class="notice" role="alert"><p id="problem">${text('monthly.problem.place', { asked: place ?? '' })}</p></div>`}
<form class="question" method="post" action="${action}">
${wishFields({ topics, place: place ?? kept }, sources.knowledge, words, notice === 'unknown-place')}
<p class="buttons"><button class="button">${text('monthly.manage.save')}</button></p>
</form>
<h2>${text('monthly.manage.kept')}</h2>
<dl class="facts">${facts.filter(({ value }) => value !== '').map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
<p>${nextWords(undefined, nextIssue(sources.now, sources.knowledge.area.monthlyMail), dayIn, words)}</p>
${buttonForm(end, text('monthly.manage.end'), true)}`,
    words,
    sources,
  )
}

export function endPage(subscriber: Subscriber, action: string, sources: LinkPageSources): string {
  const { words } = saidOf(subscriber, sources)
  const { text, line } = words
  return linkPage(
    text('monthly.end.title'),
    html`<p class="intro">${line('monthly.end.text', { address: subscriber.address })}</p>
${buttonForm(action, text('monthly.end.button'))}`,
    words,
    sources,
  )
}

/** It is over, or the link is good for nothing. */
export function lastPage(what: 'ended' | 'dead', lang: Lang, sources: LinkPageSources): string {
  const words = pageWords(sources.knowledge, lang)
  const { text, line } = words
  return linkPage(
    text(`monthly.${what}.title`),
    html`<p class="intro">${line(`monthly.${what}.text`)}</p>
<p><a href="${MONTHLY_PATH}${lang === 'en' && '?lang=en'}">${text('monthly.again')}</a></p>`,
    words,
    sources,
  )
}

/** Nothing can be read or kept just now. */
export function awayPage(sources: LinkPageSources): string {
  const words = pageWords(sources.knowledge, 'de')
  return linkPage(words.text('monthly.manage.title'), html`<p class="intro">${words.text('monthly.problem.later')}</p>`, words, sources)
}

function saidOf({ wishes: stored }: Subscriber, { knowledge }: LinkPageSources) {
  const kept = keptWishes(stored)
  const place = kept.place === undefined ? undefined : placeOf(kept.place, knowledge)
  return {
    words: pageWords(knowledge, kept.lang),
    wishes: wishWords(kept, knowledge),
    topics: kept.topics,
    place: place?.label ?? '',
  }
}

function whenNext(words: PageWords, { knowledge, now }: LinkPageSources): Part {
  const plan = knowledge.area.monthlyMail
  return nextWords(issueAt(now, plan), nextIssue(now, plan), dayIn, words)
}

/** One button that does it. */
export function buttonForm(action: string, label: string, plain = false): Html {
  return html`<form method="post" action="${action}"><p class="buttons"><button class="button${plain && ' button--plain'}">${label}</button></p></form>`
}

/** A page that loads nothing but our style sheet. */
export function linkPage(title: string, main: Html, { lang, text }: PageWords, { style }: LinkPageSources): string {
  return bareDocument({
    lang,
    title: `${title} – ${text('frame.service')}`,
    styles: [style],
    body: html`<header class="top"><div class="top-line"><a class="brand" href="/">${text('frame.service')} <small>${text('frame.subtitle')}</small></a></div></header>
<main id="_inhalt">
<article class="entry guide">
<h1>${title}</h1>
${main}
</article>
</main>`,
  })
}
