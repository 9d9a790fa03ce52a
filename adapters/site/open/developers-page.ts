/** `/entwickler` and `/developers`: how programs and assistants read what is known here; the table is the one that the API is made from. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import { PROGRAMS_PER_ADDRESS } from '../../limits.ts'
import { API_PATH, MCP_PATH, OPERATIONS } from '../../records/operations.ts'
import { type Html, html } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'

/** Where the page is in each language. */
export const DEVELOPERS_PATHS = { de: '/entwickler', en: '/developers' } as const satisfies Record<Lang, string>

export function developersPage(lang: Lang, view: View): PageContent {
  const words = pageWords(view.knowledge, lang)
  const { text, line } = words
  const other = lang === 'de' ? 'en' : 'de'
  const api = view.publicUrl + API_PATH
  const question = `q=${text('developers.example.question')}`
  const example = `curl --get ${api}/search --data-urlencode "${question}"${lang === 'en' ? ' -d lang=en' : ''}`
  const { burst, perSecond } = PROGRAMS_PER_ADDRESS
  return {
    lang,
    title: text('developers.title'),
    description: text('developers.description'),
    path: DEVELOPERS_PATHS[lang],
    alternate: { lang: other, path: DEVELOPERS_PATHS[other] },
    main: html`<h1>${text('developers.title')}</h1>
<p class="intro">${line('developers.intro')}</p>
<p><a href="${DEVELOPERS_PATHS[other]}" lang="${other}" hreflang="${other}">${text('developers.other-language')}</a></p>
<section aria-labelledby="api"><h2 id="api">${text('developers.api')}</h2>
<p>${line('developers.api.text')}</p>
${operations(words)}
<h3>${text('developers.example')}</h3>
<pre tabindex="0"><code>${example}</code></pre>
<p>${line('developers.api.post')}</p>
</section>
<section aria-labelledby="mcp"><h2 id="mcp">${text('developers.mcp')}</h2>
<p>${line('developers.mcp.text')}</p>
<pre tabindex="0"><code>${JSON.stringify({ mcpServers: { wegweiser: { type: 'http', url: view.publicUrl + MCP_PATH } } }, undefined, 2)}</code></pre>
<p>${line('developers.mcp.local')}</p>
</section>
<section aria-labelledby="daten"><h2 id="daten">${text('developers.data')}</h2>
<p>${line('developers.data.text')}</p>
</section>
<section aria-labelledby="bausteine"><h2 id="bausteine">${text('developers.blocks')}</h2>
<p>${line('developers.blocks.text')}</p>
</section>
<section aria-labelledby="zitieren"><h2 id="zitieren">${text('developers.cite')}</h2>
<p>${line('developers.cite.text')}</p>
<p>${line('developers.cite.state')}</p>
</section>
<section aria-labelledby="grenzen"><h2 id="grenzen">${text('developers.limits')}</h2>
<p>${line('developers.limits.text', { burst, second: perSecond })}</p>
<p>${line('developers.limits.kept')}</p>
</section>`,
  }
}

function operations({ text }: PageWords): Html {
  const rows = OPERATIONS.map(
    ({ id, path }) => html`<tr><th scope="row"><code>GET ${API_PATH}${path}</code></th><td>${text(`developers.op.${id}`)}</td></tr>`,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${text('developers.api')}"><table>
<thead><tr><th scope="col">${text('developers.address')}</th><th scope="col">${text('developers.what')}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`
}
