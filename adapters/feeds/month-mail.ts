/**
 * The month as a mail: Markdown for a newsletter tool, or HTML with the styles on the elements, because mail programs drop style sheets, and
 * plain text with the same words.
 */
import { html, join, markupOf, type Part } from '../site/frame/html.ts'
import type { PageWords } from '../site/frame/page-words.ts'
import type { Month, MonthItem } from './month.ts'

export function monthAsMarkdown(month: Month): string {
  const { name, days, subscription } = month
  const { text } = month.words
  const lines = [`# ${text('month.title', { month: name })}`, intro(month)]
  for (const day of days) {
    lines.push(`## ${day.heading}`)
    for (const item of day.items) {
      lines.push(`### [${escapeMarkdown(item.title)}](${item.page})`)
      lines.push(
        [
          ...item.facts.map(
            ({ label, value, href }) => `- ${label}: ${href ? `[${escapeMarkdown(value)}](${href})` : escapeMarkdown(value)}`,
          ),
          `- [${text('month.calendar')}](${item.calendar})`,
        ].join('\n'),
      )
      if (item.tentative) lines.push(`> **${text('month.tentative')}** ${escapeMarkdown(item.tentative)}`)
    }
  }
  lines.push(`${text('month.subscribe')} <${subscription}>`)
  return `${lines.join('\n\n')}\n`
}

/** For mail programs that show no HTML. */
export function monthAsText(month: Month, end: MailEnd): string {
  const { name, days, subscription, words } = month
  const { text } = words
  const title = text('month.title', { month: name })
  const items = days.flatMap(({ heading, items }) => [
    `${heading}\n${'-'.repeat(heading.length)}`,
    ...items.map((item) =>
      [
        `* ${item.title}`,
        ...item.facts.map(({ label, value, href }) => `  ${label}: ${value}${href?.startsWith('http') ? ` ${href}` : ''}`),
        ...(item.tentative ? [`  ${text('month.tentative')} ${item.tentative}`] : []),
        `  ${item.page}`,
      ].join('\n'),
    ),
  ])
  const last = [...end.sentences, ...end.links.map(({ label, href }) => `${label}:\n${href}`)]
  return `${[`${title}\n${'='.repeat(title.length)}`, intro(month), ...items, `${text('month.own-calendar')} ${subscription}`, ...last].join('\n\n')}\n`
}

/** Mail programs read no style sheets: every element says itself how it looks, in the area's colours. */
const styleOf = ({ brand, sign }: Month['colours']) => ({
  body: 'margin:0;padding:0;background:#ffffff;color:#17232b;font-family:Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;',
  page: 'max-width:640px;margin:0 auto;padding:24px 20px;',
  h1: `margin:0 0 12px;padding-bottom:12px;border-bottom:4px solid ${sign};font-size:28px;line-height:1.2;`,
  h2: 'margin:32px 0 8px;font-size:20px;line-height:1.3;',
  h3: 'margin:16px 0 6px;font-size:17px;line-height:1.3;',
  link: `color:${brand};`,
  list: 'margin:0 0 8px;padding-left:20px;',
  note: 'margin:0 0 12px;padding:10px 14px;border-left:4px solid #d9a400;background:#fff4d6;color:#4d3800;',
  end: 'margin:32px 0 0;padding-top:12px;border-top:1px solid #d5dee1;color:#4c5a62;font-size:14px;',
})
type Style = ReturnType<typeof styleOf>

/** What stands at the end of a mail to a subscriber: why they get it, and the links that end or change it. */
export interface MailEnd {
  sentences: readonly string[]
  links: readonly { label: string; href: string }[]
}

export function monthAsHtml(month: Month, end?: MailEnd): string {
  const { days, subscription, words } = month
  const { lang, text } = words
  const style = styleOf(month.colours)
  const title = text('month.title', { month: month.name })
  return markupOf(html`<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head>
<body style="${style.body}"><div style="${style.page}">
<h1 style="${style.h1}">${title}</h1>
<p>${intro(month)}</p>
${days.map(({ heading, items }) => html`<h2 style="${style.h2}">${heading}</h2>\n${items.map((item) => itemAsHtml(item, words, style))}`)}
<p style="${style.end}">${text('month.own-calendar')} ${link(subscription, subscription, style)}</p>
${
  end &&
  html`<p style="${style.end}">${join(end.sentences, html`<br>`)}</p>\n<p style="${style.end}">${join(
    end.links.map(({ label, href }) => link(href, label, style)),
    ' · ',
  )}</p>`
}
</div></body>
</html>
`)
}

function itemAsHtml({ title, page, calendar, facts, tentative }: MonthItem, { text }: PageWords, style: Style): Part {
  const rows = facts.map(({ label, value, href }) => html`<li>${label}: ${href ? link(href, value, style) : value}</li>`)
  return html`<h3 style="${style.h3}">${link(page, title, style)}</h3>
<ul style="${style.list}">${join([...rows, html`<li>${link(calendar, text('month.calendar'), style)}</li>`], '\n')}</ul>
${tentative && html`<p style="${style.note}"><strong>${text('month.tentative')}</strong> ${tentative}</p>`}
`
}

function link(href: string, text: string, style: Style): Part {
  return html`<a href="${href}" style="${style.link}">${text}</a>`
}

function intro({ name, asOf, days, words: { text } }: Month): string {
  return days.length === 0 ? text('month.none', { month: name, day: asOf }) : text('month.intro', { day: asOf })
}

/** Signs that Markdown would read as marks. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, (sign) => `\\${sign}`)
}
