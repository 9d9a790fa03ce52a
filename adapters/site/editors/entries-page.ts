/** All entries in one table, with their state, what is wrong in their files, and the day they want to be looked at. */
import { writeDay } from '../../../bot/knowledge/day.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import { type Entry, KINDS } from '../../../bot/knowledge/schema.ts'
import { isOverdue, reviewDay, statusOn } from '../../../bot/knowledge/validity.ts'
import { type EditorsText, editorsText } from '../../words/editors-text.ts'
import { siteText } from '../../words/site-words.ts'
import { type Html, html } from '../frame/html.ts'
import { EDITOR_PATHS, type EditorPage } from './editor-frame.ts'
import type { Editing } from './home-page.ts'

const ONLY = ['fehler', 'pruefen', 'aus'] as const

/** `query`: `art`, a kind; `nur`, only those with issues, due for a check, or not offered today; `titel`, part of the title. */
export function entriesPage(query: URLSearchParams, { knowledge, issues, moment }: Editing): EditorPage {
  const text = editorsText(knowledge)
  const kind = KINDS.find((known) => known === query.get('art'))
  const only = ONLY.find((known) => known === query.get('nur'))
  const part = (query.get('titel') ?? '').trim().slice(0, 100)
  const issuesOf = (entry: Entry) => issues.filter(({ file }) => file === entry.file || file.endsWith(`/${entry.id}.md`)).length
  const shown = [...knowledge.entries.values()]
    .filter((entry) => !kind || entry.kind === kind)
    .filter((entry) => `${entry.title} ${entry.id}`.toLowerCase().includes(part.toLowerCase()))
    .map((entry) => ({ entry, issues: issuesOf(entry), status: statusOn(entry, moment), overdue: isOverdue(entry, moment) }))
    .filter((row) => only !== 'fehler' || row.issues > 0)
    .filter((row) => only !== 'pruefen' || row.overdue)
    .filter((row) => only !== 'aus' || row.status !== 'open')
    .sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1))
  const option = (value: string, label: string, chosen: boolean): Html =>
    html`<option value="${value}"${chosen && html` selected`}>${label}</option>`
  return {
    title: text('entries.title'),
    part: 'entries',
    main: html`<h1>${text('entries.title')}</h1>
<form class="filters" action="${EDITOR_PATHS.entries}">
<div><label for="titel">${text('entries.name')}</label><input id="titel" name="titel" type="search" value="${part}" maxlength="100"></div>
<div><label for="art">${text('entries.kind')}</label><select id="art" name="art">${option('', text('entries.all'), !kind)}${KINDS.map((known) => option(known, siteText(knowledge, 'de', `part.${known}`), known === kind))}</select></div>
<div><label for="nur">${text('entries.only')}</label><select id="nur" name="nur">${option('', text('entries.all'), !only)}${ONLY.map((known) => option(known, text(`entries.only.${known}`), known === only))}</select></div>
<button class="button">${text('entries.show')}</button>
</form>
<p role="status">${text('entries.count', { count: shown.length })}</p>
${
  shown.length > 0 &&
  html`<div class="scroll" role="group" tabindex="0" aria-label="${text('entries.title')}"><table>
<thead><tr><th scope="col">${text('table.entry')}</th><th scope="col">${text('table.state')}</th><th scope="col">${text('table.issues')}</th><th scope="col">${text('table.check')}</th></tr></thead>
<tbody>${shown.map(
    ({
      entry,
      issues,
      status,
      overdue,
    }) => html`<tr><th scope="row"><a href="${pathOf(entry.id)}">${entry.title}</a><br><code>${entry.file}</code></th><td>${text(`status.${status}`)}</td><td>${issues > 0 ? String(issues) : '–'}</td><td>${checkWords(entry, overdue, text)}</td></tr>
`,
  )}</tbody></table></div>`
}`,
  }
}

function checkWords(entry: Entry, overdue: boolean, text: EditorsText): string {
  const day = reviewDay(entry)
  if (day === undefined) return text('due.never')
  return overdue ? text('entries.overdue', { day: writeDay(day) }) : writeDay(day)
}
