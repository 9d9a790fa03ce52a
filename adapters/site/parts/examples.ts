/** Praxisbeispiele on pages: their facts, and those of an entry that others have done already. */
import { exampleFacts, whomToAsk } from '../../../bot/answers/example.ts'
import { type ExampleArticle, examplesOf } from '../../../bot/knowledge/examples.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Entry } from '../../../bot/knowledge/schema.ts'
import { message } from '../../../bot/messages.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import { pageWords } from '../frame/page-words.ts'
import { answerContext, type View } from '../frame/view.ts'
import { factList } from './facts.ts'
import { langAttribute } from './onward.ts'

/** The list of all of them. */
export const EXAMPLES_PATH = '/praxisbeispiele'

/** Who did what, when, for how much, with which result, and whom to ask. */
export function exampleFactList(entry: ExampleArticle, view: View): Html {
  const context = answerContext(view, entry.lang)
  const contact = whomToAsk(entry, context)
  return factList([
    ...exampleFacts(entry, context),
    {
      label: message(view.knowledge.messages, entry.lang, 'fact.ask'),
      value: contact && html`<a href="${pathOf(contact.id)}">${contact.title}</a>`,
    },
  ])
}

/** Below the text of a subject: who has done it. Nothing where no example names it. */
export function examplesPart(subject: Entry, view: View): Part {
  const { text } = pageWords(view.knowledge, subject.lang)
  const examples = examplesOf(subject, view.knowledge, view, subject.lang)
  if (examples.length === 0) return undefined
  return html`<section aria-labelledby="_beispiele"><h2 id="_beispiele">${text('examples.of')}</h2>
<ul>${examples.map(({ id, title, lang, example }) => html`<li${langAttribute(lang, subject.lang)}><a href="${pathOf(id)}">${title}</a> <span class="quiet">(${example.when})</span></li>`)}</ul>
<p><a href="${EXAMPLES_PATH}">${text('examples.all')}</a></p></section>`
}
