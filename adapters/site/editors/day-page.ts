/** "What does the bot say on 1 January?": the answer on another day, what is offered differently, the calendar from then on, and the guides. */
import { changesBetween, type DayChange } from '../../../bot/impact/day-changes.ts'
import { addDays, type Day, daysBetween, isDay, sayDay, writeDay } from '../../../bot/knowledge/day.ts'
import { entriesOf, type Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { nextOccurrence } from '../../../bot/knowledge/occurrences.ts'
import type { Moment } from '../../../bot/moment.ts'
import type { Known } from '../../../bot/ports.ts'
import { newTalk } from '../../../bot/talk.ts'
import { decideTurn } from '../../../bot/turn.ts'
import { type EditorsText, editorsText } from '../../words/editors-text.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import { asOfPath } from './as-of.ts'
import { EDITOR_PATHS, type EditorPage } from './editor-frame.ts'
import { replyView } from './reply-view.ts'
import { table } from './why-view.ts'

/** How far the slider reaches. */
const DAYS_AHEAD = 400
const MAX_DATES = 8
const MAX_QUESTION_CHARACTERS = 500

/** The day an address asks for: `tag`, or `in` days from today; today where neither can be read. */
export function dayAsked(query: URLSearchParams, today: Day): Day {
  const day = query.get('tag') ?? ''
  const ahead = query.get('in') ?? ''
  if (/^\d{1,3}$/.test(ahead) && (!isDay(day) || day === query.get('vorher'))) return addDays(today, Number(ahead))
  return isDay(day) ? day : today
}

export function dayPage(query: URLSearchParams, known: Known, present: Moment, then: Moment): EditorPage {
  const { knowledge } = known
  const text = editorsText(knowledge)
  const day = then.today
  const asked = (query.get('q') ?? '').trim().slice(0, MAX_QUESTION_CHARACTERS)
  const ahead = Math.min(DAYS_AHEAD, Math.max(0, daysBetween(present.today, day)))
  return {
    title: text('day.title'),
    part: 'day',
    main: html`<h1>${text('day.title')}</h1>
<p>${text('day.intro')}</p>
<form action="${EDITOR_PATHS.day}">
<label for="in">${text('day.slider', { days: DAYS_AHEAD })}</label>
<input id="in" name="in" type="range" min="0" max="${DAYS_AHEAD}" value="${ahead}" list="marken"><datalist id="marken">${[0, 31, 92, 184, 365].map((mark) => html`<option value="${mark}"></option>`)}</datalist>
<input type="hidden" name="vorher" value="${day}">
<div class="filters"><div><label for="tag">${text('day.day')}</label><input id="tag" name="tag" type="date" value="${day}"></div>
<div class="wide"><label for="q">${text('day.question')}</label><input id="q" name="q" value="${asked}" maxlength="${MAX_QUESTION_CHARACTERS}"></div>
<button class="button">${text('day.send')}</button></div>
</form>
<h2>${sayDay(day)}</h2>
${asked !== '' && html`<section aria-labelledby="antwort"><h3 id="antwort">${text('day.answer')}</h3><p class="said">${asked}</p>${replyView(decideTurn(asked, newTalk('de'), known, then.now).reply, knowledge, text)}</section>`}
<section aria-labelledby="anders"><h3 id="anders">${text('day.changes')}</h3>${changes(changesBetween(knowledge, present, then), text)}</section>
<section aria-labelledby="termine"><h3 id="termine">${text('day.dates')}</h3>${dates(knowledge, then, text)}</section>
<section aria-labelledby="ansehen"><h3 id="ansehen">${text('day.pages')}</h3><p>${text('day.pages.note')}</p>
<ul>${(['articles', 'funding', 'events', 'contacts'] as const).map((part) => html`<li><a href="${asOfPath(day, part)}">${text(`day.pages.${part}`)}</a></li>`)}
${entriesOf(knowledge, 'guides').map((guide) => html`<li><a href="${asOfPath(day, 'guides', guide.slug)}">${text('day.pages.guide', { title: guide.title })}</a></li>`)}</ul></section>`,
  }
}

function changes(changed: readonly DayChange[], text: EditorsText): Part {
  const moved = changed.filter(({ before, after }) => before !== after)
  const due = changed.filter(({ before, after, comesDue }) => before === after && comesDue)
  return [
    moved.length === 0
      ? html`<p class="empty">${text('day.changes.none')}</p>`
      : table(
          text('day.changes.caption'),
          [text('table.entry'), text('day.today'), text('day.then')],
          moved.map(({ id, title, before, after }) => [
            html`${title}<br><code>${id}</code>`,
            text(`status.${before}`),
            text(`status.${after}`),
          ]),
        ),
    due.length > 0 &&
      html`<details><summary>${text('day.comes-due', { count: due.length })}</summary><ul>${due.map(({ id, title }) => html`<li>${title} <code>${id}</code></li>`)}</ul></details>`,
  ]
}

function dates(knowledge: Knowledge, then: Moment, text: EditorsText): Html {
  const next = entriesOf(knowledge, 'events')
    .flatMap((event) => {
      const occurrence = nextOccurrence(event, then)
      return occurrence ? [{ event, occurrence }] : []
    })
    .sort((a, b) => (a.occurrence.day < b.occurrence.day ? -1 : 1))
    .slice(0, MAX_DATES)
  if (next.length === 0) return html`<p class="empty">${text('day.dates.none')}</p>`
  return html`<ul>${next.map(({ event, occurrence }) => html`<li>${writeDay(occurrence.day)}: ${event.title}</li>`)}</ul>`
}
