/** The whole site as on another day: the same pages, their own links leading to pages of that day, and a line that says so. */
import { sayDay } from '../../../bot/knowledge/day.ts'
import { SITE_PATHS } from '../../../bot/knowledge/references.ts'
import type { Kind } from '../../../bot/knowledge/schema.ts'
import { editorsText } from '../../words/editors-text.ts'
import { html } from '../frame/html.ts'
import { folderOf, type PageContent, renderPage } from '../frame/layout.ts'
import type { Site, View } from '../frame/view.ts'
import { guideAnswer } from '../guides/guide-pages.ts'
import { planAnswer } from '../guides/plan-page.ts'
import { notFound } from '../not-found.ts'
import { entryAt, entryPage, listPage, readQuery } from '../pages.ts'
import { EDITOR_PATHS } from './editor-frame.ts'

const ROOT = '/redaktion/stand'

/** The path of a list or of an entry as on a day. */
export function asOfPath(day: string, kind: Kind, slug?: string): string {
  return `${ROOT}/${day}${folderOf(kind)}${slug === undefined ? '' : `/${slug}`}`
}

export type AsOfAnswer = { redirect: string } | { status: 200 | 404; html: string }

/** `path`: below `/redaktion/stand/<day>`, without its slash at the front. `view`: of that day. */
export function asOfPage(path: string, query: URLSearchParams, view: View, site: Site): AsOfAnswer {
  const root = `${ROOT}/${view.today}`
  const [folder = '', slug] = path.split('/')
  const shown = (content: PageContent, status: 200 | 404 = 200): AsOfAnswer => ({ status, html: withinDay(content, root, view, site) })
  const guided = (answer: ReturnType<typeof planAnswer>): AsOfAnswer =>
    !answer ? shown(notFound(path, view), 404) : 'redirect' in answer ? { redirect: root + answer.redirect } : shown(answer.content)
  if (folder === 'plan' && slug === undefined) return guided(planAnswer(query, view))
  if (!SITE_PATHS.has(folder)) return shown(notFound(path, view), 404)
  if (slug === undefined) return shown(listPage(folder, readQuery(query, view).query, view))
  const entry = entryAt(folder, slug, view)
  if (!entry) return shown(notFound(path, view), 404)
  return entry.kind === 'guides' && query.size > 0 ? guided(guideAnswer(entry, query, view)) : shown(entryPage(entry, view))
}

/** Own pages are kept within the day; the chat's bubble and the search field's suggestions would answer as of today, so both are left out. */
function withinDay(content: PageContent, root: string, view: View, site: Site): string {
  const text = editorsText(view.knowledge)
  const banner = html`<p class="notice" role="note">${text('as-of.note', { day: sayDay(view.today) })} <a href="${`${EDITOR_PATHS.day}?tag=${view.today}`}">${text('as-of.back')}</a></p>`
  const page = renderPage({ ...content, main: html`${banner}${content.main}` }, view.knowledge, site)
  const own = new RegExp(`\\b(href|action)="/(${[...SITE_PATHS.keys(), 'plan'].join('|')})(?=["/?#])(?![^"]*\\.ics)`, 'g')
  return page.replace(/<script (?:async|defer) src=[^>]*><\/script>/g, '').replace(own, `$1="${root}/$2`)
}
