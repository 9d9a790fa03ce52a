/** Where a guide ends: the outcome, what to do first, everything to go on with. */
import type { OutcomeTarget, TargetGroup } from '../../../bot/guides/outcomes/outcome.ts'
import { profileSvg, profileText } from '../../../bot/guides/outcomes/profile.ts'
import { planPath } from '../../../bot/guides/replay/query.ts'
import type { GuideState, OutcomeView } from '../../../bot/guides/talk.ts'
import { addressLine } from '../../../bot/knowledge/address.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { EntryId, Guide } from '../../../bot/knowledge/schema.ts'
import { SURVEY_WEEKS } from '../../../bot/monthly-mail/order-state.ts'
import { type Html, html, type Part, raw } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { renderMarkdown } from '../frame/markdown.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { crumbs, notices } from '../parts/entry-text.ts'
import { chatPath } from '../parts/onward.ts'
import { provenanceOf } from '../parts/provenance.ts'
import { wayButton } from '../parts/ways.ts'
import { personAddress } from './guide-address.ts'
import { answersSoFar } from './guide-answers.ts'

export function outcomePage(
  guide: Guide,
  { state, outcome, notes }: { state: GuideState; outcome: OutcomeView; notes: readonly string[] },
  view: View,
): PageContent {
  const words = pageWords(view.knowledge, guide.lang)
  const { text } = words
  return {
    lang: guide.lang,
    title: outcome.title,
    description: `${guide.title}: ${outcome.title}`,
    path: pathOf(guide.id),
    kind: 'guides',
    people: personAddress(guide, state),
    indexed: false,
    main: html`${crumbs(guide, view)}
<article class="entry guide">
<h1 data-outcome="${outcome.id}">${outcome.title}</h1>
${notes.map((note) => html`<p class="notice-line" role="status">${note}</p>`)}
<div class="lead">${renderMarkdown(outcome.text, view.knowledge, guide.lang)}</div>
${outcome.plan && html`<p class="buttons"><a class="button" href="${planPath(state.answers, view.today)}">${text('outcome.plan')}</a></p>`}
${firstSteps(outcome.first, words)}
${outcome.profile && html`<figure class="profile">${raw(profileSvg(outcome.profile))}<figcaption>${profileText(outcome.profile)}</figcaption></figure>`}
${outcome.groups.map((group, i) => groupSection(group, i, words, view))}
${ruledOut(outcome.ruledOut, words)}
${copyable(outcome, words)}
${answersSoFar(guide, state, view)}
${surveyOffer(guide, view, words)}
${notices(guide, view)}
<p class="buttons"><a href="${pathOf(guide.id)}">${text('guide.restart')}</a></p>
${provenanceOf(guide, view)}
</article>`,
  }
}

/** Whoever wants to is asked some weeks later whether it helped; where no mail is sent nothing is offered. */
function surveyOffer({ id, lang, askLater }: Guide, { monthlyMail }: View, { text }: PageWords): Part {
  if (!monthlyMail || !askLater) return undefined
  const query = new URLSearchParams({ zu: id, ...(lang === 'en' && { lang }) })
  return html`<p>${text('survey.offer', { weeks: SURVEY_WEEKS })} <a href="/nachfrage?${String(query)}" rel="nofollow">${text('survey.link')}</a></p>`
}

export function firstSteps(first: readonly string[], { text }: PageWords): Part {
  if (first.length === 0) return undefined
  return html`<section aria-labelledby="_zuerst"><h2 id="_zuerst">${text('outcome.first')}</h2><ol class="first">${first.map((step) => html`<li>${step}</li>`)}</ol></section>`
}

export function groupSection({ title, targets }: TargetGroup, index: number, words: PageWords, view: View): Html {
  return html`<section aria-labelledby="_gruppe-${index}"><h2 id="_gruppe-${index}">${title}</h2>
<ul class="cards cards--wide">${targets.map((target) => html`<li class="card">${targetCard(target, words, view)}</li>`)}</ul></section>`
}

/** A target with its note, what is not confirmed of it, and the ways to act. */
function targetCard(target: OutcomeTarget, words: PageWords, view: View): Html {
  const { text, line } = words
  if (target.kind === 'person')
    return html`<h3><a href="${target.page}">${target.title}</a></h3>
<p>${line('outcome.person')}</p>
<p class="buttons"><a class="button button--plain" href="${chatPath(target.say ?? target.title)}">${text('outcome.person.chat')}</a></p>`
  return html`<h3><a href="${target.page}">${target.title}</a></h3>
${target.note && html`<p>${target.note}</p>`}
${addressOfContact(target, view)}
${target.tentative && html`<p class="quiet"><strong>${text('entry.tentative')}:</strong> ${target.tentative}</p>`}
${target.ways.length > 0 && html`<p class="buttons">${target.ways.map((way) => wayButton(way, view.knowledge.entries.get(target.id as EntryId), view, words.lang))}</p>`}`
}

/** Where a contact is, because nobody finds a door by its name. */
function addressOfContact({ id, kind }: OutcomeTarget, { knowledge }: View): Part {
  const entry = kind === 'contact' ? knowledge.entries.get(id as EntryId) : undefined
  const address = entry?.kind === 'contacts' ? entry.address : undefined
  return address && html`<p class="quiet">${addressLine(address)}</p>`
}

function ruledOut(items: OutcomeView['ruledOut'], { text }: PageWords): Part {
  if (items.length === 0) return undefined
  return html`<details class="ruled-out"><summary>${text('outcome.ruled-out', { count: items.length })}</summary>
<ul>${items.map(({ title, page, reason }) => html`<li><a href="${page}">${title}</a>: ${reason}</li>`)}</ul></details>`
}

/** For booking tools that take nothing over: the answers as text to copy. */
function copyable({ groups, summary }: OutcomeView, { text }: PageWords): Part {
  const needed = groups.some(({ targets }) => targets.some(({ ways }) => ways.some(({ copy }) => copy)))
  if (!needed) return undefined
  return html`<section aria-labelledby="_kopieren"><h2 id="_kopieren">${text('outcome.copy')}</h2>
<p class="copy">${summary.map(({ label, value }) => `${label}: ${value}`).join('; ')}</p></section>`
}
