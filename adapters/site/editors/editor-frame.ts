/** The frame of every editors' page: head, navigation, footer. No script, and nothing from elsewhere. */
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { editorsText } from '../../words/editors-text.ts'
import { bareDocument } from '../frame/bare-document.ts'
import { type Html, html } from '../frame/html.ts'

/** Addresses of the parts, in the order of the navigation. */
export const EDITOR_PATHS = {
  home: '/redaktion',
  entries: '/redaktion/eintraege',
  try: '/redaktion/fragen',
  day: '/redaktion/tag',
  guides: '/redaktion/dialoge',
  draft: '/redaktion/entwurf',
  gaps: '/redaktion/unbeantwortet',
  mail: '/redaktion/monatsmail',
} as const
export type EditorPart = keyof typeof EDITOR_PATHS

/** Where editors write in the browser, on servers that let them. */
export const CMS_PATH = '/redaktion/cms'

export interface EditorPage {
  title: string
  /** Missing on the page that asks for the secret, which has no navigation. */
  part?: EditorPart
  /** The first heading is the only `h1`. */
  main: Html
  /** More for the document's head. */
  head?: Html
}

export interface EditorAssets {
  /** Versioned paths: the style of the site, and what these pages add to it. */
  styles: readonly string[]
  icon: string
  /** There is a page to write on. */
  writes?: boolean
}

/** The whole document as text. */
export function renderEditorPage(
  { title, part, main, head }: EditorPage,
  knowledge: Knowledge,
  { styles, icon, writes }: EditorAssets,
): string {
  const text = editorsText(knowledge)
  return bareDocument({
    lang: 'de',
    title: `${title} – ${text('frame.title')}`,
    styles,
    head: html`<link rel="icon" href="${icon}" type="image/svg+xml">${head ?? ''}`,
    body: html`<a class="skip" href="#_inhalt">${text('frame.skip')}</a>
<header class="top">
<div class="top-line"><a class="brand" href="${EDITOR_PATHS.home}"><span>${text('frame.title')} <small>${text('frame.subtitle')}</small></span></a>
${part && html`<form method="post" action="/redaktion/abmelden"><button class="button button--plain button--small">${text('frame.sign-out')}</button></form>`}</div>
${
  part &&
  html`<nav aria-label="${text('frame.menu')}"><ul class="menu">
${Object.entries(EDITOR_PATHS).map(
  ([name, path]) => html`<li><a href="${path}"${name === part && html` aria-current="page"`}>${text(`nav.${name as EditorPart}`)}</a></li>
`,
)}${writes && html`<li><a href="${CMS_PATH}">${text('nav.cms')}</a></li>`}</ul></nav>`
}
</header>
<main id="_inhalt" tabindex="-1">${main}</main>
<footer><p>${text('frame.footer')}</p></footer>`,
  })
}
