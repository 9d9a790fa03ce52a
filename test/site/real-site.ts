/** The site on a real server with the shipped knowledge, a clock that stands still until it is set, and a database in memory. */
import pino from 'pino'
import { afterAll } from 'vitest'
import { knownOf } from '../../adapters/known-of.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { createServer } from '../../adapters/server.ts'
import { type SiteOptions, siteRoutes } from '../../adapters/site/routes.ts'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import type { Store } from '../../adapters/storage/storage.ts'
import { pageRoutes } from '../../adapters/webchat/static.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Known } from '../../bot/ports.ts'

export const NOW = '2026-11-22T12:00:00+01:00'
export const PUBLIC_URL = 'https://wegweiser.example'

export interface RealSite {
  url: string
  knowledge: Knowledge
  store: Store
  /** Lines of the log from "warn" on. */
  logged: string[]
  /** Asks for HTML like a browser and follows no redirect. */
  get(path: string, headers?: Record<string, string>): Promise<Response>
  text(path: string): Promise<string>
  setNow(instant: string): void
  /** The folders as they are on disk now. */
  reload(): void
  known(): Known
  /** From now on the database cannot be reached. */
  loseDatabase(): Promise<void>
}

/** `overlay`: a folder over the shipped knowledge; `alone`, `folders`: instead of it. Ends with the test file. */
export async function startSite(
  options: { overlay?: string; alone?: string; folders?: readonly string[]; changeOf?: SiteOptions['changeOf'] } = {},
): Promise<RealSite> {
  const { overlay, alone } = options
  let now = new Date(NOW)
  const logged: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) })
  const folders = options.folders ?? (alone ? [alone] : overlay ? [...SHIPPED_KNOWLEDGE, overlay] : SHIPPED_KNOWLEDGE)
  const load = (): Known => {
    const { knowledge } = loadKnowledge(folders)
    return knownOf(knowledge)
  }
  let known = load()
  const store = await sqliteStore({ path: ':memory:', clock: () => now })
  const server = createServer({ log, publicUrl: PUBLIC_URL })
  pageRoutes(server.router, { embedOrigins: [], knowledge: () => known.knowledge, log })
  siteRoutes(server.router, {
    known: () => known,
    now: () => now,
    publicUrl: PUBLIC_URL,
    clicks: store.clicks,
    ...(options.changeOf && { changeOf: options.changeOf }),
    log,
  })
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`
  let isLost = false
  const loseDatabase = async () => {
    if (!isLost) await store.close()
    isLost = true
  }
  afterAll(async () => {
    await server.close(0)
    await loseDatabase()
  })
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(url + path, { redirect: 'manual', headers: { Accept: 'text/html', ...headers } })
  return {
    url,
    knowledge: known.knowledge,
    store,
    logged,
    get,
    text: async (path) => (await get(path)).text(),
    setNow: (instant) => {
      now = new Date(instant)
    },
    known: () => known,
    reload: () => {
      known = load()
    },
    loseDatabase,
  }
}

/** The words of a page's `main`, without marks. */
export function wordsIn(html: string): string {
  return html
    .slice(html.indexOf('<main'), html.indexOf('</main>'))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
}

/** The schema.org objects of a page. */
export function dataIn(html: string): Record<string, unknown>[] {
  return [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, text]) => JSON.parse(text!))
}

/** Where the links inside a page's `main` lead. */
export function linksIn(html: string): string[] {
  const main = html.includes('<main') ? html.slice(html.indexOf('<main'), html.indexOf('</main>')) : html
  return [...main.matchAll(/\shref="([^"]*)"/g)].map(([, href]) => href!)
}

/** Where the links in headings lead: the entries that a list is made of. */
export function listedIn(html: string): string[] {
  return [...html.matchAll(/<h[23]><a href="([^"]*)"/g)].map(([, href]) => href!)
}
