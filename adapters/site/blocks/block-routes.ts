/** `/block/…` and `/blocks.js`: blocks for the pages of those whom `EMBED_ORIGINS` names, by frame or by one line of script. */
import { readFileSync } from 'node:fs'
import type { Request, Response } from 'restify'
import type { Lang } from '../../../bot/knowledge/day.ts'
import type { EntryId } from '../../../bot/knowledge/schema.ts'
import { type Made, made } from '../../respond.ts'
import { bareDocument } from '../frame/bare-document.ts'
import { html } from '../frame/html.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { type BlockContent, contactBlock, datesBlock, guideBlock } from './blocks.ts'

type Get = (path: string, answer: (req: Request, res: Response) => unknown) => void

export interface BlockOptions {
  view(): View
  /** `frame-ancestors`: who may show a block. */
  ancestors: string
  send(req: Request, res: Response, answer: Made, headers: Record<string, string>): void
  /** True when the request was refused, and answered, because its address asks too much. */
  refused(req: Request, res: Response): boolean
}

const read = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')
const SCRIPT = 'text/javascript; charset=utf-8'

export function blockRoutes(get: Get, { view, ancestors, send, refused }: BlockOptions): void {
  const embedding = made(200, SCRIPT, read('blocks.js'))
  const inside = made(200, SCRIPT, read('block.js'))
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "script-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ')
  get('/blocks.js', (req, res) => send(req, res, embedding, { 'Cross-Origin-Resource-Policy': 'cross-origin' }))
  get('/block/block.js', (req, res) => send(req, res, inside, {}))

  const block = (path: string, make: (query: URLSearchParams, lang: Lang, current: View, req: Request) => BlockContent | undefined) =>
    get(path, (req, res) => {
      if (refused(req, res)) return
      const current = view()
      const query = new URL(req.url ?? '/', current.publicUrl).searchParams
      const lang: Lang = /^en/i.test(query.get('lang') ?? '') ? 'en' : 'de'
      const words = pageWords(current.knowledge, lang)
      const content = make(query, lang, current, req)
      const document = blockDocument(content ?? noBlock(words), words, current)
      send(req, res, made(content ? 200 : 404, 'text/html; charset=utf-8', document), { 'Content-Security-Policy': policy })
    })
  block('/block/termine', (query, lang, current) => datesBlock(query, pageWords(current.knowledge, lang), current))
  block('/block/anlaufstelle', (query, lang, current) => contactBlock(query, pageWords(current.knowledge, lang), current))
  block('/block/dialog/:slug', (_query, _lang, current, req) => {
    const guide = current.knowledge.entries.get(`guides/${(req.params as { slug: string }).slug}` as EntryId)
    return guide?.kind === 'guides' ? guideBlock(guide, pageWords(current.knowledge, guide.lang), current) : undefined
  })
}

function noBlock({ text, line }: PageWords): BlockContent {
  return { title: text('missing.title'), main: html`<p>${line('missing.ways')}</p>`, more: '/' }
}

/** Links and forms open in a tab of their own, so that nobody's page is lost in a frame. */
function blockDocument({ title, main, more }: BlockContent, { lang, text }: PageWords, { assets }: View): string {
  return bareDocument({
    lang,
    title,
    styles: [assets.style],
    head: html`<base target="_blank">
<script async src="/block/block.js"></script>`,
    bodyClass: 'block',
    body: html`<main><h1>${title}</h1>
${main}
<p class="block-more"><a href="${more}" rel="noopener">${text('block.more', { service: text('frame.service') })}</a></p></main>`,
  })
}
