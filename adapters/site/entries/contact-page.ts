/** `/anlaufstellen/<slug>`: what the place helps with and how to reach it; ways to reach it only while it is there. */
import { accessText, hoursText, languagesText, openNowText } from '../../../bot/answers/hours.ts'
import { addressLine } from '../../../bot/knowledge/address.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Contact } from '../../../bot/knowledge/schema.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'
import { type MessageId, message } from '../../../bot/messages.ts'
import { bookingButton, goButton } from '../frame/go.ts'
import { html, type Part } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import { answerContext, labelsOf, type View } from '../frame/view.ts'
import { crumbs, easierOf, leadOf, notices, passagesOf, tags } from '../parts/entry-text.ts'
import { factList } from '../parts/facts.ts'
import { phoneHref } from '../parts/hrefs.ts'
import { onward } from '../parts/onward.ts'
import { provenanceOf } from '../parts/provenance.ts'
import { teaser } from '../parts/teaser.ts'
import { contactData } from './json-ld.ts'

export function contactPage(entry: Contact, view: View): PageContent {
  const { messages } = view.knowledge
  const canBeReached = isOpen(entry, view)
  return {
    lang: entry.lang,
    title: entry.title,
    description: teaser(entry),
    path: pathOf(entry.id),
    kind: 'contacts',
    jsonLd: canBeReached ? [contactData(entry, view)] : [],
    main: html`${crumbs(entry, view)}
<div class="with-aside">
<article class="entry">
<h1>${entry.title}</h1>
<p class="intro">${entry.role}</p>
${notices(entry, view)}
<section aria-labelledby="_kontakt"><h2 id="_kontakt">${pageWords(view.knowledge, entry.lang).text('contact.reach')}</h2>
${factList(fields(entry, view, canBeReached))}
${canBeReached && html`<p class="buttons">${bookingButton(entry, view.knowledge)} ${entry.web && goButton(entry, 'web', message(messages, entry.lang, 'target.web', { name: entry.organisation }), view.knowledge)} ${entry.pages.map((_, i) => goButton(entry, `pages-${i + 1}`, entry.pages[i]!.title, view.knowledge))}</p>`}
</section>
${leadOf(entry, view)}
${easierOf(entry, view)}
${passagesOf(entry, view)}
${tags(entry, view)}
${provenanceOf(entry, view)}
</article>
${onward(entry, view)}
</div>`,
  }
}

function fields(entry: Contact, view: View, canBeReached: boolean): { label: string; value: Part }[] {
  const { knowledge } = view
  const context = answerContext(view, entry.lang)
  const label = (id: MessageId & `fact.${string}`) => message(knowledge.messages, entry.lang, id)
  const { text } = pageWords(knowledge, entry.lang)
  const { address, phone, mail } = entry
  const link = (href: string, words: string) => (canBeReached ? html`<a href="${href}">${words}</a>` : words)
  return [
    { label: text('contact.organisation'), value: entry.organisation !== entry.title && entry.organisation },
    { label: label('fact.phone'), value: phone && link(phoneHref(phone), phone) },
    { label: label('fact.mail'), value: mail && link(`mailto:${mail}`, mail) },
    {
      label: label('fact.address'),
      value: address && addressLine(address),
    },
    { label: label('fact.hours'), value: hoursText(entry, context) },
    { label: label('fact.now'), value: canBeReached && openNowText(entry, context) },
    { label: label('fact.access'), value: accessText(entry, context) },
    { label: label('fact.languages'), value: languagesText(entry.languages, entry.lang) },
    { label: text('contact.cost'), value: canBeReached && entry.booking?.cost },
    {
      label: text('contact.area'),
      value: labelsOf(entry.districts.length > 0 ? entry.districts : entry.region, knowledge.vocabulary.regions).join(', '),
    },
  ]
}
