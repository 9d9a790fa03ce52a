/** The first page: what is wrong, what comes due, and what was not answered. */
import type { EntryDue } from '../../../bot/impact/entries-due.ts'
import { endingSoon, overdueChecks } from '../../../bot/impact/entries-due.ts'
import { writeDay } from '../../../bot/knowledge/day.ts'
import { foldIssues } from '../../../bot/knowledge/fold-issues.ts'
import type { Issue } from '../../../bot/knowledge/issue.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { KnowledgeFile } from '../../../bot/knowledge/knowledge-file.ts'
import { readableOrEmpty } from '../../../bot/knowledge/unreadable.ts'
import type { Moment } from '../../../bot/moment.ts'
import { type EditorsText, editorsText } from '../../words/editors-text.ts'
import { html, type Part } from '../frame/html.ts'
import type { FoundDraft } from './drafts.ts'
import { EDITOR_PATHS, type EditorPage } from './editor-frame.ts'
import { issueList, type LineOf } from './issue-list.ts'
import { switchSection } from './switch-list.ts'

/** How far ahead "what ends" looks. */
const ENDING_DAYS = 30
/** Checks due that are named here; all stand on the page of the entries. */
const MAX_CHECKS = 10
/** Drafts that are named at once. */
const MAX_DRAFTS = 10

export interface Editing {
  knowledge: Knowledge
  files: readonly KnowledgeFile[]
  issues: readonly Issue[]
  /** What answers in an older version. */
  stale: readonly string[]
  drafts: readonly FoundDraft[]
  moment: Moment
}

export function homePage({ knowledge, files, issues, stale, drafts, moment }: Editing): EditorPage {
  const text = editorsText(knowledge)
  const folded = foldIssues(issues, files)
  const errors = folded.filter(({ issue }) => issue.severity === 'error')
  const [causes, results] = [errors.filter(({ issue }) => !isResult(issue)), errors.filter(({ issue }) => isResult(issue))]
  const warnings = folded.filter(({ issue }) => issue.severity === 'warning')
  const lineOf = linesIn(files)
  return {
    title: text('home.title'),
    part: 'home',
    main: html`<h1>${text('home.title')}</h1>
<p class="intro">${text('home.summary', { day: writeDay(moment.today), entries: knowledge.entries.size, errors: errors.length, warnings: warnings.length })}</p>
<section aria-labelledby="fehler"><h2 id="fehler">${text('home.errors')}</h2>
${errors.length > 0 ? [html`<p>${text('home.errors.note')}</p>`, issueList(causes.length > 0 ? causes : results, lineOf, text)] : html`<p class="empty">${text('home.errors.none')}</p>`}
${causes.length > 0 && results.length > 0 && html`<details><summary>${text('home.results', { count: results.length })}</summary>${issueList(results, lineOf, text)}</details>`}
${stale.length > 0 && html`<p>${text('home.stale')}</p><ul>${stale.map((id) => html`<li><code>${id}</code></li>`)}</ul>`}
</section>
${switchSection(knowledge, moment, text)}
${dueSection(knowledge, moment, text)}
${draftSection(drafts, text)}
<p><a href="${EDITOR_PATHS.gaps}">${text('home.gaps')}</a></p>
<section aria-labelledby="hinweise"><h2 id="hinweise">${text('home.warnings')}</h2>
${
  warnings.length > 0
    ? html`<details><summary>${text('home.warnings.show', { count: warnings.length })}</summary>${issueList(warnings, lineOf, text)}</details>`
    : html`<p class="empty">${text('home.warnings.none')}</p>`
}
</section>`,
  }
}

/** Missing because another file has a mistake, as a rule: it is shown behind the mistakes themselves. */
function isResult({ code, about }: Issue): boolean {
  return about !== undefined || code === 'broken-link' || code === 'unknown-entry'
}

/** What is written and waits, each one click from how it will look. */
function draftSection(drafts: readonly FoundDraft[], text: EditorsText): Part {
  if (drafts.length === 0) return undefined
  const item = ({ id, title, file }: FoundDraft) =>
    html`<li><a href="${`${EDITOR_PATHS.draft}?${new URLSearchParams({ datei: id })}`}">${title || id}</a> <span class="quiet"><code>${file.path}</code></span></li>`
  const more = drafts.slice(MAX_DRAFTS)
  return html`<section aria-labelledby="entwuerfe"><h2 id="entwuerfe">${text('home.drafts')}</h2>
<p>${text('home.drafts.note')}</p>
<ul>${drafts.slice(0, MAX_DRAFTS).map(item)}</ul>
${more.length > 0 && html`<details><summary>${text('home.drafts.more', { count: more.length })}</summary><ul>${more.map(item)}</ul></details>`}
</section>`
}

function dueSection(knowledge: Knowledge, moment: Moment, text: EditorsText): Part {
  const ending = endingSoon(knowledge, moment, ENDING_DAYS)
  const overdue = overdueChecks(knowledge, moment)
  const shown = [...ending, ...overdue.slice(0, MAX_CHECKS)]
  return html`<section aria-labelledby="fristen"><h2 id="fristen">${text('home.due')}</h2>
${
  shown.length === 0
    ? html`<p class="empty">${text('home.due.none')}</p>`
    : html`<div class="scroll" role="group" tabindex="0" aria-labelledby="fristen"><table>
<thead><tr><th scope="col">${text('table.entry')}</th><th scope="col">${text('table.why')}</th><th scope="col">${text('table.day')}</th></tr></thead>
<tbody>${shown.map(
        (
          due,
        ) => html`<tr><th scope="row">${due.title}<br><code>${due.file}</code></th><td>${text(`due.${reasonOf(due)}`)}</td><td class="day">${due.day && writeDay(due.day)}</td></tr>
`,
      )}</tbody></table></div>`
}
${overdue.length > MAX_CHECKS && html`<p><a href="${EDITOR_PATHS.entries}?nur=pruefen">${text('home.due.more', { count: overdue.length })}</a></p>`}
</section>`
}

function reasonOf({ why, day }: EntryDue): EntryDue['why'] | 'never' {
  return why === 'check' && day === undefined ? 'never' : why
}

/** Lines of the files that are asked for, each file read once. */
export function linesIn(files: readonly KnowledgeFile[]): LineOf {
  const read = new Map<string, string[]>()
  return (path, line) => {
    const file = files.find((candidate) => candidate.path === path)
    if (!file) return undefined
    const lines = read.get(path) ?? readableOrEmpty(file).read().split(/\r?\n/)
    read.set(path, lines)
    return lines[line - 1]
  }
}
