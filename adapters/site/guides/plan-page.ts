/** `/plan?…`: "Mein Fahrplan" on one page to print. Its address holds everything; nothing is stored. */

import { answersFrom } from '../../../bot/guides/replay/query.ts'
import { STATE_VERSION } from '../../../bot/guides/state/guide-state.ts'
import { ask } from '../../../bot/guides/talk.ts'
import { sayDay, writeDay } from '../../../bot/knowledge/day.ts'
import type { Guide } from '../../../bot/knowledge/schema.ts'
import { html } from '../frame/html.ts'
import { renderMarkdown } from '../frame/markdown.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { notices } from '../parts/entry-text.ts'
import { factList } from '../parts/facts.ts'
import { provenanceOf } from '../parts/provenance.ts'
import { guideAddress, personAddress } from './guide-address.ts'
import { firstSteps, groupSection } from './guide-outcome.ts'
import type { GuideAnswer } from './guide-pages.ts'

/** The plan for the answers in the address; to the open question where one is missing, undefined without the guide. */
export function planAnswer(query: URLSearchParams, view: View): GuideAnswer | undefined {
  const { start } = view.knowledge.area.guides
  const guide = start && view.knowledge.entries.get(start)
  if (guide?.kind !== 'guides') return undefined
  const answers = answersFrom(query, guide)
  const turn = ask(view.knowledge, { version: STATE_VERSION, guide: guide.id, digest: guide.digest, answers }, view)
  if (turn.kind !== 'done') return { redirect: guideAddress(guide, { answers }) }
  const { outcome, state } = turn
  const reading = outcome.groups.filter(({ targets }) => targets.every(({ kind }) => kind === 'article' || kind === 'guide'))
  const plan = outcome.plan
  const words = pageWords(view.knowledge, guide.lang)
  const { lang, text, line } = words
  const groups = plan
    ? [
        { title: text('plan.date'), targets: plan.date ? [plan.date.target] : [] },
        { title: text(plan.contacts.length === 1 ? 'plan.contact' : 'plan.contacts'), targets: plan.contacts },
        { title: text('plan.funding'), targets: plan.funding },
        ...reading,
      ].filter(({ targets }) => targets.length > 0)
    : outcome.groups
  const standing = { outcome: outcome.title, day: writeDay(view.today, lang) }
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
${factList((plan?.about ?? outcome.summary).map(({ label, value }) => ({ label, value })))}
<div class="lead">${renderMarkdown(outcome.text, view.knowledge, guide.lang)}</div>
${firstSteps(plan?.first ?? outcome.first, words)}
${groups.map((group, i) => groupSection(group, i, words, view))}
<p class="buttons screen"><a class="button button--plain" href="${guideAddress(guide as Guide, state)}">${text('plan.change')}</a></p>
<p class="hint screen">${line('plan.keep')}</p>
${notices(guide, view)}
${provenanceOf(guide, view)}
</article>`,
    },
  }
}
