/** Questions that came to nothing, and for each group what can be done: text to copy into the files, or a draft to go on with. */
import { asksSomething } from '../../../bot/impact/bare-words.ts'
import { failedQuestions, meantQuestions } from '../../../bot/impact/failed-questions.ts'
import { entryDraft, notOurs, withQuestionsAdded } from '../../../bot/impact/gap-draft.ts'
import { type GapProposal, gapProposals, openMeanings } from '../../../bot/impact/gap-proposals.ts'
import type { KeptEvent } from '../../../bot/impact/usage-report.ts'
import { dayIn, writeDay } from '../../../bot/knowledge/day.ts'
import type { KnowledgeFile } from '../../../bot/knowledge/knowledge-file.ts'
import type { EntryId } from '../../../bot/knowledge/schema.ts'
import { readableOrEmpty } from '../../../bot/knowledge/unreadable.ts'
import type { Moment } from '../../../bot/moment.ts'
import type { Known } from '../../../bot/ports.ts'
import { type EditorsText, editorsText } from '../../words/editors-text.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import { EDITOR_PATHS, type EditorPage } from './editor-frame.ts'
import { table } from './why-view.ts'

export const GAP_SPANS = [7, 30, 90]
const MAX_GROUPS = 50
const MAX_MEANINGS = 20

/** `events`: those of so many days; undefined where nobody could be asked. */
export function gapsPage(
  events: readonly KeptEvent[] | undefined,
  days: number,
  known: Known,
  files: readonly KnowledgeFile[],
  moment: Moment,
): EditorPage {
  const { knowledge, searcher } = known
  const text = editorsText(knowledge)
  const groups = events
    ? gapProposals(
        failedQuestions(events).filter(({ text: said }) => asksSomething(said, knowledge)),
        knowledge,
        searcher,
        moment,
      )
    : []
  const meanings = events ? openMeanings(meantQuestions(events), knowledge) : []
  return {
    title: text('gaps.title'),
    part: 'gaps',
    main: html`<h1>${text('gaps.title')}</h1>
<p>${text('gaps.intro')}</p>
<form class="filters" action="${EDITOR_PATHS.gaps}"><div><label for="tage">${text('gaps.days')}</label><select id="tage" name="tage">${GAP_SPANS.map((span) => html`<option value="${span}"${span === days && html` selected`}>${span}</option>`)}</select></div><button class="button">${text('entries.show')}</button></form>
${!events && html`<p class="problem" role="alert">${text('gaps.away')}</p>`}
<p role="status">${text('gaps.count', { count: groups.length })}</p>
<ol class="issues">${groups.slice(0, MAX_GROUPS).map((group) => groupItem(group, files, moment, text))}</ol>
${
  meanings.length > 0 &&
  html`<h2>${text('gaps.meant')}</h2><p>${text('gaps.meant.note')}</p>${table(
    text('gaps.meant'),
    [text('draft.question'), text('gaps.chosen'), text('gaps.times')],
    meanings
      .slice(0, MAX_MEANINGS)
      .map(({ question, entry, count }) => [
        question,
        html`${knowledge.entries.get(entry as EntryId)?.title}<br><code>${entry}</code>`,
        count,
      ]),
  )}`
}`,
  }
}

function groupItem(group: GapProposal, files: readonly KnowledgeFile[], { today }: Moment, text: EditorsText): Html {
  const { title, wordings, count, last, why, nearest } = group
  const reasons = (['none', 'clarify', 'thumb'] as const).flatMap((reason) =>
    why[reason] ? [text(`gaps.why.${reason}`, { count: why[reason] })] : [],
  )
  const draft = entryDraft(title, wordings, today)
  return html`<li class="issue issue--warning"><p class="what"><strong>${title}</strong></p>
<p class="quiet">${text('gaps.asked', { count, day: writeDay(dayIn(last)) })} ${reasons.join(', ')}</p>
${wordings.length > 1 && html`<ul>${wordings.slice(1).map((wording) => html`<li>${wording}</li>`)}</ul>`}
${nearest.map(({ id, title: name, file }) => addition(id, name, file, wordings, files, text))}
<form method="post" action="${EDITOR_PATHS.draft}"><input type="hidden" name="art" value="articles"><input type="hidden" name="text" value="${draft}"><button class="button button--plain button--small">${text('gaps.new')}<span class="only-heard">: ${title}</span></button></form>
<details><summary>${text('gaps.not-ours')}</summary><p>${text('gaps.not-ours.note')}</p><pre><code>${notOurs(wordings, false)}</code></pre></details>
<details><summary>${text('gaps.ignore')}</summary><p>${text('gaps.ignore.note')}</p><pre><code>${notOurs(wordings, true)}</code></pre></details>
</li>`
}

/** The patch for one entry that comes near. */
function addition(
  id: EntryId,
  title: string,
  path: string,
  wordings: readonly string[],
  files: readonly KnowledgeFile[],
  text: EditorsText,
): Part {
  const file = files.find((candidate) => candidate.path === path)
  const added = file && withQuestionsAdded(readableOrEmpty(file).read(), wordings)
  if (!added) return false
  return html`<details><summary>${text('gaps.add', { title })} <code>${id}</code></summary><pre><code>${added.patch(path)}</code></pre></details>`
}
