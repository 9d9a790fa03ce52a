/** `/plan?…`: "Mein Fahrplan" on one page to print. Its address holds everything; nothing is stored. */

import { renderSVG } from 'uqr'
import type { TargetGroup } from '../../../bot/guides/outcomes/outcome.ts'
import { answersFrom, PLAN_DAY, planPath } from '../../../bot/guides/replay/query.ts'
import { STATE_VERSION } from '../../../bot/guides/state/guide-state.ts'
import { ask, type Done, type GuideState, type OutcomeView } from '../../../bot/guides/talk.ts'
import { sayDay, writeDay } from '../../../bot/knowledge/day.ts'
import type { Guide } from '../../../bot/knowledge/schema.ts'
import { momentOn } from '../../../bot/moment.ts'
import { type Html, html, raw } from '../frame/html.ts'
import { renderMarkdown } from '../frame/markdown.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { notices } from '../parts/entry-text.ts'
import { factList } from '../parts/facts.ts'
import { provenanceOf } from '../parts/provenance.ts'
import { guideAddress, personAddress } from './guide-address.ts'
import { firstSteps, groupSection } from './guide-outcome.ts'
import type { GuideAnswer } from './guide-pages.ts'
import { earlierDay, planChanges } from './plan-changes.ts'

/** The plan for the answers in the address; to the open question where one is missing, undefined without the guide. */
export function planAnswer(query: URLSearchParams, view: View): GuideAnswer | undefined {
  const { start } = view.knowledge.area.guides
  const guide = start && view.knowledge.entries.get(start)
  if (guide?.kind !== 'guides') return undefined
  const answers = answersFrom(query, guide)
  const turn = doneOn(guide, answers, view)
  if (!turn) return { redirect: guideAddress(guide, { answers }) }
  const { outcome, state } = turn
  const plan = outcome.plan
  const words = pageWords(view.knowledge, guide.lang)
  const { lang, text, line } = words
  const groups = groupsOf(outcome, words)
  const standing = { outcome: outcome.title, day: writeDay(view.today, lang) }
  const made = earlierDay(query.get(PLAN_DAY), view.today)
  const before = made && doneOn(guide, answers, { ...view, ...momentOn(made) })
  const address = view.publicUrl + planPath(state.answers, made ?? view.today)
  return {
    content: {
      lang,
      title: text('plan.title'),
      description: text('plan.description'),
      path: '/plan',
      kind: 'guides',
      people: personAddress(guide, state),
      indexed: false,
      main: html`<article class="entry guide plan">
<h1>${text('plan.title')}</h1>
<p class="intro">${plan?.date ? text('plan.intro.date', { ...standing, date: sayDay(plan.date.day, lang) }) : text('plan.intro', standing)}</p>
${keepButtons(address, words, view)}
${made && before && planChanges(made, targetsIn(groupsOf(before.outcome, words)), targetsIn(groups), words, view)}
${factList((plan?.about ?? outcome.summary).map(({ label, value }) => ({ label, value })))}
<div class="lead">${renderMarkdown(outcome.text, view.knowledge, guide.lang)}</div>
${firstSteps(plan?.first ?? outcome.first, words)}
${groups.map((group, i) => groupSection(group, i, words, view))}
<p class="buttons screen"><a class="button button--plain" href="${guideAddress(guide as Guide, state)}">${text('plan.change')}</a></p>
<p class="hint screen">${line('plan.keep')}</p>
<div class="paper">${raw(renderSVG(address, { border: 0 }))}<p>${text('plan.code')}<br>${address}</p></div>
${notices(guide, view)}
${provenanceOf(guide, view)}
</article>`,
    },
  }
}

/** Where these answers lead on a day; undefined where one is missing then. */
function doneOn(guide: Guide, answers: GuideState['answers'], view: View): Done | undefined {
  const turn = ask(view.knowledge, { version: STATE_VERSION, guide: guide.id, digest: guide.digest, answers: [...answers] }, view)
  return turn.kind === 'done' ? turn : undefined
}

function groupsOf({ plan, groups }: OutcomeView, { text }: PageWords): TargetGroup[] {
  if (!plan) return groups
  const reading = groups.filter(({ targets }) => targets.every(({ kind }) => kind === 'article' || kind === 'guide'))
  return [
    { title: text('plan.date'), targets: plan.date ? [plan.date.target] : [] },
    { title: text(plan.contacts.length === 1 ? 'plan.contact' : 'plan.contacts'), targets: plan.contacts },
    { title: text('plan.funding'), targets: plan.funding },
    ...reading,
  ].filter(({ targets }) => targets.length > 0)
}

const targetsIn = (groups: readonly TargetGroup[]) => groups.flatMap(({ targets }) => targets)

/** Print, copy and share need a script, which shows them; a mail does not. */
function keepButtons(address: string, { text }: PageWords, { assets }: View): Html {
  const button = (name: 'print' | 'copy' | 'share') =>
    html`<button class="button button--plain" type="button" data-do="${name}" hidden>${text(`plan.${name}`)}</button>`
  const mail = `mailto:?subject=${encodeURIComponent(text('plan.title'))}&body=${encodeURIComponent(address)}`
  return html`<p class="buttons screen" data-plan="${address}" data-copied="${text('plan.copied')}">${button('print')} ${button('copy')} ${button('share')}
<a class="button button--plain" href="${mail}">${text('plan.mail')}</a></p>
<script defer src="${assets.plan}"></script>`
}
