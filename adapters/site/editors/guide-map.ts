/** A guide as a picture and as a nested list that says the same: questions, the answers that lead on, outcomes, and where people leave. */

import { type GraphArrow, type GraphNode, type GuideGraph, graphOf, labelsShown } from '../../../bot/guides/proof/graph.ts'
import { groundOf } from '../../../bot/guides/state/ground.ts'
import { MIN_GROUP } from '../../../bot/impact/disclosure.ts'
import { type Leavings, leavingsOf } from '../../../bot/impact/leavings.ts'
import type { GuideUse } from '../../../bot/impact/usage-report.ts'
import { entriesOf, type Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Guide } from '../../../bot/knowledge/schema.ts'
import type { Moment } from '../../../bot/moment.ts'
import { type EditorsText, editorsText } from '../../words/editors-text.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import { EDITOR_PATHS, type EditorPage } from './editor-frame.ts'
import { drawGraph } from './graph-svg.ts'

/** `uses`: how often each guide was begun and finished lately; undefined where nobody could be asked. */
export function guidesPage(knowledge: Knowledge, uses: readonly GuideUse[] | undefined): EditorPage {
  const text = editorsText(knowledge)
  return {
    title: text('guides.title'),
    part: 'guides',
    main: html`<h1>${text('guides.title')}</h1>
<p>${text('guides.intro')}</p>
<ul>${entriesOf(knowledge, 'guides').map((guide) => {
      const use = uses?.find((candidate) => candidate.guide === guide.id)
      return html`<li><a href="${EDITOR_PATHS.guides}/${guide.slug}">${guide.title}</a>${use && html` <span class="quiet">${useText(leavingsOf(use), text)}</span>`}</li>`
    })}</ul>`,
  }
}

export function guidePage(guide: Guide, knowledge: Knowledge, moment: Moment, uses: readonly GuideUse[] | undefined): EditorPage {
  const text = editorsText(knowledge)
  const graph = graphOf(guide, groundOf(knowledge, moment, guide.lang))
  const use = uses?.find((candidate) => candidate.guide === guide.id)
  const leavings = use && leavingsOf(use)
  const leaving = (node: GraphNode) => (node.kind === 'step' ? (leavings?.left.get(node.key) ?? leavings?.left.get(node.title)) : undefined)
  const steps = graph.nodes.filter(({ kind }) => kind === 'step')
  const notes = new Map(
    steps.flatMap((node) => {
      const count = leaving(node)
      return count === undefined ? [] : [[node.id, text('guides.left.box', { count })] as const]
    }),
  )
  return {
    title: guide.title,
    part: 'guides',
    main: html`<p><a href="${EDITOR_PATHS.guides}">${text('guides.title')}</a></p>
<h1>${guide.title}</h1>
<p>${text('guides.file', { file: guide.file })} <a href="${pathOf(guide.id)}">${text('guides.open')}</a></p>
${leavings && html`<p>${useText(leavings, text)}</p>`}
<h2 id="bild">${text('guides.picture')}</h2>
<div class="scroll graph" role="group" tabindex="0" aria-labelledby="bild">${drawGraph(graph, text('guides.picture.label', { title: guide.title, steps: steps.length, outcomes: graph.nodes.length - steps.length }), notes)}</div>
${leavings && leavingTable(steps, leaving, leavings, text)}
<h2>${text('guides.list')}</h2>
<ol class="ways">${steps.map((node) => stepItem(node, graph, leaving(node), text))}</ol>
<h2>${text('guides.outcomes')}</h2>
<ul>${graph.nodes.filter(({ kind }) => kind === 'outcome').map((node) => html`<li id="${node.id}"><strong>${node.title}</strong> <code>${node.key}</code>${unreached(node, graph, text)}</li>`)}</ul>`,
  }
}

function useText({ begun, finished }: Leavings, text: EditorsText): string {
  if (begun === undefined) return text('guides.use.few', { few: MIN_GROUP })
  return finished === undefined ? text('guides.use.begun', { begun }) : text('guides.use', { begun, finished })
}

/** The same counts as in the picture, with their share of all who began. */
function leavingTable(
  steps: readonly GraphNode[],
  leaving: (node: GraphNode) => number | undefined,
  { begun, rest }: Leavings,
  text: EditorsText,
): Html {
  const share = (count: number) => (begun === undefined ? '' : `${Math.round((100 * count) / begun)} %`)
  const rows = steps.flatMap((node) => {
    const count = leaving(node)
    return count === undefined ? [] : [{ title: html`<a href="#${node.id}">${node.title}</a>` as Part, count }]
  })
  const all = rest ? [...rows, { title: text('guides.leaving.rest') as Part, count: rest }] : rows
  return html`<h2 id="gegangen">${text('guides.leaving')}</h2>
<p>${text('guides.leaving.intro', { few: MIN_GROUP })}</p>
${
  rows.length > 0 &&
  html`<div class="scroll" tabindex="0" role="group" aria-labelledby="gegangen"><table><caption class="only-heard">${text('guides.leaving')}</caption>
<thead><tr><th scope="col">${text('guides.leaving.step')}</th><th scope="col">${text('guides.leaving.count')}</th><th scope="col">${text('guides.leaving.share')}</th></tr></thead>
<tbody>${all.map(({ title, count }) => html`<tr><th scope="row">${title}</th><td>${count}</td><td>${share(count)}</td></tr>`)}</tbody></table></div>`
}`
}

function stepItem(node: GraphNode, { nodes, arrows }: GuideGraph, left: number | undefined, text: EditorsText): Html {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]))
  const ways = arrows.filter(({ from }) => from === node.id)
  return html`<li id="${node.id}"><strong>${node.title}</strong> <code>${node.key}</code>${left !== undefined && html` <span class="badge">${text('guides.left', { count: left })}</span>`}
<ul>${ways.map((way) => html`<li>${answersOf(way)} → <a href="#${way.to}">${titles.get(way.to) ?? way.to}</a></li>`)}</ul></li>`
}

function answersOf({ labels }: GraphArrow): string {
  return labelsShown(labels).join(', ')
}

function unreached(node: GraphNode, { arrows }: GuideGraph, text: EditorsText): Part {
  return !arrows.some(({ to }) => to === node.id) && html` <span class="quiet">${text('guides.unreached')}</span>`
}
