/** The page for an address that asks for more than people do. Made without looking anything up. */
import { html } from './html.ts'
import type { PageContent } from './layout.ts'

export function tooMany(): PageContent {
  return {
    lang: 'de',
    title: 'Einen Moment bitte',
    description: 'Gerade kommen zu viele Anfragen von Ihrem Anschluss.',
    path: '/wissen',
    indexed: false,
    main: html`<h1>Einen Moment bitte</h1>
<p class="intro">Gerade kommen sehr viele Anfragen von Ihrem Anschluss. Bitte laden Sie diese Seite in einer halben Minute noch einmal.</p>`,
  }
}
