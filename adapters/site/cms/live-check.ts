/** What is said beside a form while somebody types: what `npm run check` would say of the file, and the answer as the chat would give it. */
import { answer } from '../../../bot/answers/answer.ts'
import { graphOf } from '../../../bot/guides/proof/graph.ts'
import { groundOf } from '../../../bot/guides/state/ground.ts'
import { foldIssues } from '../../../bot/knowledge/fold-issues.ts'
import type { Moment } from '../../../bot/moment.ts'
import type { Loaded } from '../../load-knowledge.ts'
import { editorsText } from '../../words/editors-text.ts'
import { type ReadDraft, readDraftEntry, readDraftFile } from '../editors/draft.ts'
import { drawGraph } from '../editors/graph-svg.ts'
import { issueList } from '../editors/issue-list.ts'
import { replyView } from '../editors/reply-view.ts'
import { html, markupOf } from '../frame/html.ts'
import { FOLLOW_UPS, toFile } from './form-text.ts'
import { newerSection, type Typed } from './newer.ts'

/** Markup of the panel beside the form. Nothing is kept. `folder`: the one that is written to; none where that is a repository. */
export function liveCheck(typed: Typed, folder: string | undefined, loaded: Loaded, moment: Moment): string {
  const { kind, slug, text: sent } = typed
  const { knowledge } = loaded
  const text = editorsText(knowledge)
  const written = toFile(kind, sent, undefined)
  const name = slug || 'entwurf'
  const { issues, hints, files, entry, known }: ReadDraft =
    kind === FOLLOW_UPS
      ? { ...readDraftFile(`${kind}/${name}.md`, written, loaded, moment), hints: [] }
      : readDraftEntry({ kind, slug: name, text: written }, loaded, moment)
  const all = foldIssues([...issues, ...hints], files)
  const errors = all.filter(({ issue }) => issue.severity === 'error')
  const others = all.filter(({ issue }) => issue.severity !== 'error')
  const picture = entry?.kind === 'guides' && graphOf(entry, groundOf(known, moment, entry.lang))
  const reply = entry && answer(entry, { knowledge: known, lang: entry.lang, ...moment })
  return markupOf(html`${folder !== undefined && newerSection(typed, folder, text)}<section class="result"><h2>${text('cms.check')}</h2>
<p role="status">${errors.length === 0 ? text('cms.good') : text('cms.bad', { count: errors.length })}</p>
${errors.length > 0 && issueList(errors, () => undefined, text)}
${reply && html`<h2>${text('draft.answer')}</h2>${replyView(reply, known, text)}`}
${picture && html`<h2>${text('guides.picture')}</h2><div class="scroll graph">${drawGraph(picture, text('guides.picture'))}</div>`}
${others.length > 0 && html`<h2>${text('cms.hints', { count: others.length })}</h2>${issueList(others, () => undefined, text)}`}
</section>`)
}
