/** The page that the CMS runs in, and the policy for it alone. */
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { editorsText } from '../../words/editors-text.ts'
import { html, markupOf } from '../frame/html.ts'
import type { CmsTarget } from './config.ts'

/** Where the public services answer that a backend of this name asks, unless it names its own. */
const HOSTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['github', ['https://api.github.com', 'https://github.com']],
  ['gitlab', ['https://gitlab.com']],
])

/**
 * The CMS writes its styles into the page and compiles the description of its configuration, so it needs more than our own pages; it still
 * loads from here alone, and asks this server and the repository that is set, nobody else.
 */
export function cmsPolicy({ backend }: CmsTarget): string {
  const own = [backend.api_root, backend.base_url, backend.graphql_api_root].flatMap((url) =>
    typeof url === 'string' && URL.canParse(url) ? [new URL(url).origin] : [],
  )
  const hosts = [...new Set(own.length > 0 ? own : (HOSTS.get(backend.name) ?? []))]
  return [
    "default-src 'none'",
    "script-src 'self' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    ["connect-src 'self' blob:", ...hosts].join(' '),
    "frame-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** `scripts`: addresses of the CMS and of what starts it, in this order; without the CMS the page says how to get it. */
export function cmsPage(knowledge: Knowledge, scripts: readonly string[], styles: readonly string[]): string {
  const text = editorsText(knowledge)
  const sheets = styles.join(' ')
  return markupOf(html`<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${text('cms.title')} – ${text('frame.title')}</title>
</head>
<body data-styles="${sheets}" data-waiting="${text('cms.waiting')}">
${scripts.length === 0 ? html`<p>${text('cms.missing')}</p>` : scripts.map((src) => html`<script${src.includes('/start.js') && html` type="module"`} src="${src}"></script>`)}
</body>
</html>
`)
}
