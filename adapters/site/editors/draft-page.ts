/** A draft as it will look: paste it, see what is wrong with it, the answer in the chat, its page, and which questions it would win. */
import { foldIssues } from '../../../bot/knowledge/fold-issues.ts'
import { KINDS, type Kind } from '../../../bot/knowledge/schema.ts'
import { template } from '../../../bot/knowledge/template.ts'
import type { Moment } from '../../../bot/moment.ts'
import type { Known } from '../../../bot/ports.ts'
import { type EditorsText, editorsText } from '../../words/editors-text.ts'
import { siteText } from '../../words/site-words.ts'
import { html, type Part } from '../frame/html.ts'
import type { Site } from '../frame/view.ts'
import { viewAt } from '../frame/view.ts'
import { entryPage } from '../pages.ts'
import type { Draft, TriedDraft } from './draft.ts'
import { EDITOR_PATHS, type EditorPage } from './editor-frame.ts'
import { linesIn } from './home-page.ts'
import { issueList } from './issue-list.ts'
import { replyView } from './reply-view.ts'
import { table } from './why-view.ts'

/** Enough for the longest entry ten times over. */
export const MAX_DRAFT_CHARACTERS = 100_000

/** An empty draft of a kind, as `npm run new` writes it. */
export function emptyDraft(kind: Kind, text: EditorsText, { today }: Moment): Draft {
  return { kind, slug: '', text: template(kind, text('draft.new-title'), today) }
}

export function draftPage(draft: Draft, tried: TriedDraft | undefined, known: Known, moment: Moment, site: Site): EditorPage {
  const { knowledge } = known
  const text = editorsText(knowledge)
  return {
    title: text('draft.title'),
    part: 'draft',
    main: html`<h1>${text('draft.title')}</h1>
<p>${text('draft.intro')}</p>
<p>${text('draft.start')} ${KINDS.map((kind) => html`<a href="${`${EDITOR_PATHS.draft}?art=${kind}`}">${siteText(knowledge, 'de', `kind.${kind}`)}</a> `)}</p>
${tried && result(draft, tried, known, moment, site, text)}
<form method="post" action="${EDITOR_PATHS.draft}">
<div class="filters"><div><label for="art">${text('entries.kind')}</label><select id="art" name="art">${KINDS.map((kind) => html`<option value="${kind}"${kind === draft.kind && html` selected`}>${siteText(knowledge, 'de', `kind.${kind}`)}</option>`)}</select></div>
<div><label for="datei">${text('draft.file')}</label><input id="datei" name="datei" value="${draft.slug}" maxlength="80" aria-describedby="datei-hint"></div></div>
<p class="hint" id="datei-hint">${text('draft.file.hint')}</p>
<label for="text">${text('draft.text')}</label>
<textarea class="code" id="text" name="text" rows="24" maxlength="${MAX_DRAFT_CHARACTERS}" spellcheck="true" lang="de">
${draft.text}</textarea>
<p><button class="button">${text('draft.send')}</button></p>
</form>`,
  }
}

function result(
  draft: Draft,
  { issues, hints, files, entry, reply, asked, known: after }: TriedDraft,
  known: Known,
  moment: Moment,
  site: Site,
  text: EditorsText,
): Part {
  const file = `${draft.kind}/${draft.slug}.md`
  const page = entry && after && entryPage(entry, viewAt(after, moment.now, site))
  return html`<section class="result" aria-labelledby="ergebnis"><h2 id="ergebnis">${text('draft.result', { file })}</h2>
<p role="status">${entry ? text('draft.good', { count: issues.length }) : text('draft.bad', { count: issues.length })}</p>
${issues.length > 0 && issueList(foldIssues(issues, files), linesIn(files), text)}
${hints.length > 0 && html`<h3>${text('draft.language', { count: hints.length })}</h3>${issueList(foldIssues(hints, files), linesIn(files), text)}`}
${reply && after && html`<h3>${text('draft.answer')}</h3>${replyView(reply, after.knowledge, text)}`}
${
  asked.length > 0 &&
  html`<h3>${text('draft.questions')}</h3>${table(
    text('draft.questions'),
    [text('draft.question'), text('draft.winner')],
    asked.map(({ question, winner, decision }) => [
      question,
      winner === entry?.id && decision === 'answer'
        ? text('draft.wins')
        : decision === 'none'
          ? text('draft.none')
          : html`${text(decision === 'clarify' ? 'draft.clarifies' : 'draft.loses')} ${winner && (after ?? known).knowledge.entries.get(winner)?.title}`,
    ]),
  )}`
}
${page && html`<details><summary>${text('draft.page')}</summary><div class="preview">${page.main}</div></details>`}
</section>`
}
