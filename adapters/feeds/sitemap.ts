/** What machines may read of the site: `robots.txt` and `sitemap.xml`. */
import type { Day } from '../../bot/knowledge/day.ts'
import { isExample } from '../../bot/knowledge/examples.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { pathOf, SITE_PATHS } from '../../bot/knowledge/references.ts'

/** Counted links, the chat's own interface and searches lead machines nowhere. */
export function robots(publicUrl: string): string {
  return `User-agent: *
Disallow: /go/
Disallow: /v3/
Disallow: /api/
Disallow: /vorschlaege
Disallow: /wissen?q=

Sitemap: ${publicUrl}/sitemap.xml
`
}

export function sitemap({ entries }: Knowledge, publicUrl: string): string {
  const pages: { path: string; changed?: Day | undefined }[] = [
    { path: '/' },
    { path: '/barrierefreiheit' },
    { path: '/neues' },
    ...([...entries.values()].some(isExample) ? [{ path: '/praxisbeispiele' }] : []),
    ...[...SITE_PATHS.keys()].map((folder) => ({ path: `/${folder}` })),
    ...[...entries.values()]
      .map((entry) => ({ path: pathOf(entry.id), changed: entry.checked ?? entry.asOf }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map(({ path, changed }) => `<url><loc>${publicUrl}${path}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ''}</url>`).join('\n')}
</urlset>
`
}
