/**
 * The editors' Markdown → HTML. Raw HTML stays text. Links that leave our site say so; links to an entry that is not there
 * just now (its file has an error) become plain words, because a page must not lead nowhere.
 */
import MarkdownIt from 'markdown-it'
import type { Lang } from '../../../bot/knowledge/day.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { SITE_PATHS } from '../../../bot/knowledge/references.ts'
import { siteText } from '../../words/site-words.ts'
import { type Html, html, markupOf, type Part, raw } from './html.ts'
import { chartOf, chartSvg } from './table-chart.ts'

/** What markdown-it carries through one rendering. */
interface Surroundings {
  [key: string | symbol]: unknown
  knowledge: Knowledge
  lang: Lang
  /** Links that are not closed yet. */
  open: LinkKind[]
  /** A sentence of ours, in which `{name}` may be a link's address. */
  isSentence?: boolean
}

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })

type LinkKind = 'own' | 'external' | 'gone'
const rules = markdown.renderer.rules

rules.link_open = (tokens, at, options, env, self) => {
  const around = env as Surroundings
  const token = tokens[at]!
  const href = String(token.attrGet('href') ?? '')
  const kind = around.isSentence && /^%7B\w+%7D$/.test(href) ? 'own' : linkKind(href, around.knowledge)
  around.open.push(kind)
  if (kind === 'gone') return ''
  if (kind === 'external') {
    token.attrSet('rel', 'noopener noreferrer')
    token.attrSet('class', 'external')
  }
  return self.renderToken(tokens, at, options)
}
rules.link_close = (_tokens, _at, _options, env) => {
  const { open, lang, knowledge } = env as Surroundings
  const kind = open.pop()
  if (kind === 'gone') return ''
  return kind === 'external' ? `${externalMark(knowledge, lang)}</a>` : '</a>'
}
// The policy of our pages loads no pictures from elsewhere; what a picture says is said in words.
rules.image = (tokens, at) => markdown.utils.escapeHtml(tokens[at]!.content)
rules.table_open = (tokens, at, _options, env) => {
  const { knowledge, lang } = env as Surroundings
  const figures = chartOf(tokens, at)
  const chart = figures ? chartSvg(figures.rows, figures.most, siteText(knowledge, lang, 'chart.label', { title: figures.title })) : ''
  return `${markupOf(chart)}<div class="scroll" role="group" tabindex="0"><table>`
}
rules.table_close = () => '</table></div>'
rules.th_open = (tokens, at, options, _env, self) => {
  // Alignment comes as a style attribute, which the policy refuses.
  tokens[at]!.attrs = [['scope', 'col']]
  return self.renderToken(tokens, at, options)
}
rules.td_open = () => '<td>'
// A figure and its sign stay in one line.
rules.text = (tokens, at) => markdown.utils.escapeHtml(tokens[at]!.content.replace(/(\d) (?=[%€])/g, '$1\u00a0'))

/** Blocks of Markdown. */
export function renderMarkdown(text: string, knowledge: Knowledge, lang: Lang): Html {
  return raw(markdown.render(text, { knowledge, lang, open: [] }))
}

/** One line of Markdown, without a paragraph around it. */
export function renderLine(text: string, knowledge: Knowledge, lang: Lang): Html {
  return raw(markdown.renderInline(text, { knowledge, lang, open: [] }))
}

/** One of our own sentences: a line in which placeholders stay where they are, also as the whole address of a link. */
export function renderSentence(text: string, knowledge: Knowledge, lang: Lang): Html {
  return raw(markdown.renderInline(text, { knowledge, lang, open: [], isSentence: true }))
}

/** A link that leaves our site. `href` is an address that the schema or the caller has checked. */
export function externalLink(href: string, text: Part, { knowledge, lang }: { knowledge: Knowledge; lang: Lang }): Html {
  return html`<a class="external" href="${href}" rel="noopener noreferrer">${text}${raw(externalMark(knowledge, lang))}</a>`
}

function externalMark(knowledge: Knowledge, lang: Lang): string {
  return markupOf(html`<span class="only-heard"> (${siteText(knowledge, lang, 'frame.external')})</span>`)
}

function linkKind(href: string, knowledge: Knowledge): LinkKind {
  if (/^https?:/i.test(href)) return 'external'
  if (/^(mailto:|tel:|#)/i.test(href)) return 'own'
  const own = /^\/([a-z]+)\/([a-z0-9-]+?)(?:\.ics)?(?:[#?].*)?$/.exec(href)
  const kind = own && SITE_PATHS.get(own[1]!)
  if (kind) return knowledge.entries.has(`${kind}/${own[2]!}`) ? 'own' : 'gone'
  return href.startsWith('/') && !href.startsWith('//') ? 'own' : 'gone'
}
