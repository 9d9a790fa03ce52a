/** What is wrong in the files, as an editor needs it: the place, the line as it stands there, and how to mend it. */
import type { FoldedIssue } from '../../../bot/knowledge/fold-issues.ts'
import type { Issue } from '../../../bot/knowledge/issue.ts'
import type { EditorsText } from '../../words/editors-text.ts'
import { type Html, html, type Part } from '../frame/html.ts'

/** Longer lines are cut around the place. */
const MAX_LINE_CHARACTERS = 120

/** `lineOf`: the text of a line of a file, by its path and number from 1; undefined where it cannot be read. */
export type LineOf = (file: string, line: number) => string | undefined

/** One card an issue, in the order given. */
export function issueList(issues: readonly FoldedIssue[], lineOf: LineOf, text: EditorsText): Html {
  return html`<ol class="issues">${issues.map(({ issue, follows }) => issueItem(issue, follows.length, lineOf, text))}</ol>`
}

function issueItem(issue: Issue, follows: number, lineOf: LineOf, text: EditorsText): Html {
  const { file, line, column, severity, message, hint } = issue
  return html`<li class="issue issue--${severity}">
<p class="place"><strong>${text(`issue.${severity}`)}</strong> <code>${file}:${line}:${column}</code></p>
<p class="what">${message}</p>
${excerpt(lineOf(file, line), issue, text)}
${hint && html`<p class="fix"><strong>${text('issue.fix')}</strong> ${hint}</p>`}
${follows > 0 && html`<p class="quiet">${text('issue.follows', { count: follows })}</p>`}
</li>`
}

/** The line with what begins at the column marked. */
function excerpt(line: string | undefined, { line: number, column }: Issue, text: EditorsText): Part {
  if (line === undefined || line.trim() === '') return false
  const from = Math.max(0, column - 1 - MAX_LINE_CHARACTERS / 2)
  const shown = line.slice(from, from + MAX_LINE_CHARACTERS)
  const at = column - 1 - from
  return html`<p class="line"><span class="number">${text('issue.line', { number })}</span> <code>${from > 0 && '…'}${shown.slice(0, at)}<mark>${shown.slice(at) || ' '}</mark></code></p>`
}
