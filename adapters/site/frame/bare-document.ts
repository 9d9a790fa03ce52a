/** A document outside the site's frame: in a block, behind a letter's link, for editors. No search engine keeps it. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import { type Html, html, markupOf } from './html.ts'

export interface BareDocument {
  lang: Lang
  title: string
  /** Paths of style sheets; the house colours come after them. */
  styles: readonly string[]
  /** What else stands in the head. */
  head?: Html
  /** Everything inside `body`. */
  body: Html
  bodyClass?: string
}

/** The whole document as text. */
export function bareDocument({ lang, title, styles, head, body, bodyClass }: BareDocument): string {
  const sheets = [...styles, '/webchat/brand.css'].map(
    (style) => html`<link rel="stylesheet" href="${style}">
`,
  )
  return markupOf(html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
${sheets}${head ?? ''}
</head>
<body${bodyClass && html` class="${bodyClass}"`}>
${body}
</body>
</html>
`)
}
