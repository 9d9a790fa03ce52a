/** Every link of every page leads somewhere, and every page is well made. */
import { beforeAll, describe, expect, it } from 'vitest'
import { dataIn, PUBLIC_URL, type RealSite, startSite } from './real-site.ts'

const STARTS = ['/', '/?lang=en', '/wissen', '/foerderung', '/veranstaltungen', '/anlaufstellen', '/wegweiser']
/** Refusals with a page of their own are looked at, too. */
const ALSO = ['/wissen?q=E-Rechnung', '/wissen?q=xyzzy', '/anlaufstellen?ort=39576', '/foerderung?fuer=verein', '/nirgendwo']

interface Seen {
  status: number
  type: string
  html: string
}

let site: RealSite
const seen = new Map<string, Seen>()
/** Link → the first page it stands on. */
const foundOn = new Map<string, string>()

beforeAll(async () => {
  site = await startSite()
  const queue = [...STARTS, ...ALSO]
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue
    const response = await site.get(path)
    const html = await response.text()
    seen.set(path, { status: response.status, type: response.headers.get('content-type') ?? '', html })
    // The chat's own pages are theirs to look after; ours only have to find them.
    if (!/^\/(\?|$|wissen|foerderung|veranstaltungen|anlaufstellen|wegweiser|nirgendwo)/.test(path)) continue
    for (const [, href] of html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)) {
      const link = href!.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"')
      if (!link.startsWith('/') && !link.startsWith('#')) continue
      if (!foundOn.has(link)) foundOn.set(link, path)
      const target = link.startsWith('#') ? path + link : link
      foundOn.set(target, path)
      const page = target.split('#')[0]!
      if (!seen.has(page)) queue.push(page)
    }
  }
})

const ours = () => [...seen].filter(([, { type }]) => type.startsWith('text/html')).filter(([path]) => !path.startsWith('/chat'))

describe('the site', () => {
  it('was walked whole', () => {
    const pages = [...seen.keys()]
    for (const { id } of site.knowledge.entries.values()) {
      const [kind, slug] = id.split('/')
      const folder = {
        articles: 'wissen',
        funding: 'foerderung',
        events: 'veranstaltungen',
        contacts: 'anlaufstellen',
        guides: 'wegweiser',
      }
      expect(pages, id).toContain(`/${folder[kind as keyof typeof folder]}/${slug}`)
    }
    expect(pages.filter((path) => path.endsWith('.ics')).length).toBeGreaterThanOrEqual(3)
    expect(pages.filter((path) => path.startsWith('/go/')).length).toBeGreaterThan(20)
  })

  it('has no link that leads nowhere', () => {
    const broken = [...seen]
      .filter(([path, { status }]) => status !== (path.startsWith('/go/') ? 302 : path === '/nirgendwo' ? 404 : 200))
      .map(([path, { status }]) => `${status} ${path} (on ${foundOn.get(path)})`)
    expect(broken).toEqual([])
  })

  it('has the place that each link to a heading names', () => {
    const broken = [...foundOn.keys()]
      .filter((link) => link.includes('#') && !link.startsWith('#'))
      .filter((link) => {
        const [page, anchor] = link.split('#')
        return !seen.get(page!)?.html.includes(`id="${anchor}"`)
      })
    expect(broken).toEqual([])
  })

  it('uses no id twice on a page', () => {
    for (const [path, { html }] of ours()) {
      const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
      expect(
        ids.filter((id, at) => ids.indexOf(id) !== at),
        path,
      ).toEqual([])
    }
  })

  it('has one first heading on each page, and leaves out no level', () => {
    for (const [path, { html }] of ours()) {
      const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'))
      const levels = [...main.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level))
      expect(
        levels.filter((level) => level === 1),
        path,
      ).toEqual([1])
      expect(levels[0], path).toBe(1)
      levels.forEach((level, at) => {
        expect(level - (levels[at - 1] ?? 0), `${path}, heading ${at + 1}`).toBeLessThanOrEqual(1)
      })
    }
  })

  it('says its language, its title and its address on every page', () => {
    const titles = new Map<string, string>()
    for (const [path, { html }] of ours()) {
      expect(html, path).toMatch(/^<!doctype html>\n<html lang="(de|en)">/)
      expect(html, path).toContain(`<link rel="canonical" href="${PUBLIC_URL}/`)
      expect(html.match(/<meta name="description" content="([^"]{20,})"/), path).not.toBeNull()
      const title = html.match(/<title>([^<]+)<\/title>/)![1]!
      if (path.includes('?')) continue
      expect(titles.get(title), `${path}: ${title}`).toBeUndefined()
      titles.set(title, path)
    }
  })

  it('writes no style and no script into its pages, and opens nothing in a new window', () => {
    for (const [path, { html }] of ours()) {
      expect(html, path).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|target=/)
      expect(
        [...html.matchAll(/<script(?! type="application\/ld\+json")[^>]*>/g)].map(([tag]) => tag),
        path,
      ).toEqual([expect.stringContaining('src="/site/search.js?v='), expect.stringContaining('src="/embed.js"')])
    }
  })

  it('announces every link that leaves it, and tells the other side nothing', () => {
    let count = 0
    for (const [path, { html }] of ours()) {
      for (const [tag, attributes, inside] of html.matchAll(/<a ([^>]*)>(.*?)<\/a>/gs)) {
        if (!/href="(https?:|\/go\/)/.test(attributes!)) continue
        count++
        expect(attributes, `${path}: ${tag}`).toContain('rel="noopener noreferrer')
        expect(inside, `${path}: ${tag}`).toMatch(/\((externe Seite|external site)\)/)
      }
    }
    expect(count).toBeGreaterThan(100)
  })

  it('describes each entry that is open in words for machines', () => {
    const types = new Map<string, number>()
    for (const [path, { html }] of ours()) {
      for (const data of dataIn(html)) {
        expect(data['@context'], path).toBe('https://schema.org')
        types.set(String(data['@type']), (types.get(String(data['@type'])) ?? 0) + 1)
      }
    }
    expect([...types.keys()].sort()).toEqual(
      expect.arrayContaining(['Article', 'Event', 'FAQPage', 'LoanOrCredit', 'MonetaryGrant', 'Organization']),
    )
  })

  it('logs no trouble while it is walked', () => {
    expect(site.logged).toEqual([])
  })
})
