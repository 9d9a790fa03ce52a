/** The monthly mail before it goes: which month, to how many, and what somebody with certain wishes would read. */
import { type Day, isDay, sayMonth, writeDay } from '../../../bot/knowledge/day.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { SubscriberSummary } from '../../storage/storage.ts'
import { type EditorsText, editorsText } from '../../words/editors-text.ts'
import { html, type Part } from '../frame/html.ts'
import { EDITOR_PATHS, type EditorPage } from './editor-frame.ts'

/** Where the mail is shown as mail programs draw it. */
export const MAIL_HTML_PATH = `${EDITOR_PATHS.mail}/ansicht`
const MAX_PLACE_CHARACTERS = 80

export interface ShownMail {
  subject: string
  text: string
  html: string
}

/** What the page asks of those who send it. */
export interface MailPreview {
  /** The month that goes out now or next, and its day. */
  next(): { month: string; day: Day }
  /** `empty`: nothing fits, so that no mail would go. */
  write(month: string, topics: readonly string[], place: string): ShownMail | 'empty' | 'unknown-place'
  /** Missing where no mail is set up. */
  figures?(month: string): Promise<SubscriberSummary>
}

export interface MailAsked {
  month: string
  topic: string
  place: string
}

/** From the address; the next month where it names none. */
export function mailAsked(query: URLSearchParams, preview: MailPreview): MailAsked {
  const month = query.get('monat') ?? ''
  return {
    month: isDay(`${month}-01`) ? month : preview.next().month,
    topic: query.get('thema') ?? '',
    place: (query.get('ort') ?? '').trim().slice(0, MAX_PLACE_CHARACTERS),
  }
}

export function writeAsked({ month, topic, place }: MailAsked, preview: MailPreview): ReturnType<MailPreview['write']> {
  return preview.write(month, topic === '' ? [] : [topic], place)
}

/** `figures`: undefined while nobody can be asked. */
export function mailPage(asked: MailAsked, preview: MailPreview, figures: SubscriberSummary | undefined, knowledge: Knowledge): EditorPage {
  const text = editorsText(knowledge)
  const next = preview.next()
  const mail = writeAsked(asked, preview)
  return {
    title: text('mail.title'),
    part: 'mail',
    main: html`<h1>${text('mail.title')}</h1>
<p class="intro">${text('mail.next', { month: sayMonth(next.month), day: writeDay(next.day) })}</p>
${preview.figures ? counts(figures, text) : html`<p>${text('mail.off')}</p>`}
<form class="filters" action="${EDITOR_PATHS.mail}">
<div><label for="monat">${text('mail.month')}</label><input id="monat" name="monat" type="month" value="${asked.month}"></div>
<div><label for="thema">${text('mail.topic')}</label><select id="thema" name="thema"><option value="">${text('mail.topic.all')}</option>
${knowledge.vocabulary.topics.map(({ id, label }) => html`<option value="${id}"${id === asked.topic && html` selected`}>${label}</option>`)}</select></div>
<div><label for="ort">${text('mail.place')}</label><input id="ort" name="ort" value="${asked.place}" maxlength="${MAX_PLACE_CHARACTERS}"></div>
<button class="button">${text('mail.show')}</button>
</form>
${typeof mail === 'string' ? html`<p class="empty">${text(`mail.${mail}`)}</p>` : shown(mail, asked, text)}`,
  }
}

function shown(mail: ShownMail, { month, topic, place }: MailAsked, text: EditorsText): Part {
  const query = new URLSearchParams({ monat: month, ...(topic !== '' && { thema: topic }), ...(place !== '' && { ort: place }) })
  return html`<section aria-labelledby="mail"><h2 id="mail">${mail.subject}</h2>
<p><a href="${MAIL_HTML_PATH}?${String(query)}">${text('mail.html')}</a></p>
<pre class="mail">${mail.text}</pre></section>`
}

function counts(figures: SubscriberSummary | undefined, text: EditorsText): Part {
  if (!figures) return html`<p class="empty">${text('mail.away')}</p>`
  const { subscribers, letters } = figures
  return html`<p>${text('mail.subscribers', { ...subscribers })}</p>
<p>${text('mail.letters', { sent: letters.sent, waiting: letters.waiting + letters.handing, empty: letters.empty, refused: letters.refused })}</p>
${letters.uncertain > 0 && html`<div class="notice"><p>${text('mail.uncertain', { count: letters.uncertain })}</p></div>`}`
}
