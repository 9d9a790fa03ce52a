/** Where to go from an entry: its next steps, the chat, a person. No page is a dead end. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Entry, EntryId } from '../../../bot/knowledge/schema.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'
import { message } from '../../../bot/messages.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import { PERSON_PATH } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'

/** Entries to go on with; what is not open today is left out. */
export function nextSteps(entry: Entry, view: View): Entry[] {
  const ids = [
    ...(entry.kind === 'funding' ? entry.successor : []),
    ...entry.next,
    ...('contact' in entry && entry.contact ? [entry.contact] : []),
  ]
  return [...new Set(ids)]
    .map((id) => view.knowledge.entries.get(id as EntryId))
    .filter((next): next is Entry => next !== undefined && next.id !== entry.id && isOpen(next, view))
}

/** The column beside the text: where to go from here, by page, by chat, or to a person. */
export function onward(entry: Entry, view: View): Html {
  const { text, line } = pageWords(view.knowledge, entry.lang)
  const next = nextSteps(entry, view)
  const person = message(view.knowledge.messages, entry.lang, 'label.person')
  return html`<aside class="onward">
${
  next.length > 0 &&
  html`<section aria-labelledby="_weiter"><h2 id="_weiter">${text('onward.next')}</h2>
<ul class="steps">${next.map(
    (step) =>
      html`<li><a href="${pathOf(step.id)}"${langAttribute(step.lang, entry.lang)}><span class="kind">${text(`kind.${step.kind}`)}</span> <b>${step.title}</b></a></li>`,
  )}</ul></section>`
}
<section class="ask" aria-labelledby="_frage"><h2 id="_frage">${text('onward.ask')}</h2>
<p>${line('onward.ask.text')}</p>
<p><a class="button" href="${chatPath(entry.title)}">${text('onward.chat')}</a></p>
<p><a href="${PERSON_PATH}${pathOf(entry.id)}" rel="nofollow">${person}</a></p>
<p><a href="/anlaufstellen">${text('onward.contacts')}</a></p>
</section>
</aside>`
}

/** The chat, with something already said. */
export function chatPath(say: string): string {
  return `/chat?${new URLSearchParams({ q: say })}`
}

/** `lang="en"` on words that are not in the page's language. */
export function langAttribute(lang: Lang, page: Lang): Part {
  return lang !== page && html` lang="${lang}"`
}
