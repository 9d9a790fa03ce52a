/** The page that asks who is there, and the one on the way back from a provider. */
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { editorsText } from '../../words/editors-text.ts'
import { html } from '../frame/html.ts'
import type { EditorAccess } from './access.ts'
import { EDITOR_PATHS, type EditorPage } from './editor-frame.ts'

/** What was wrong with the last try. */
export type SignInProblem = 'wrong' | 'too-many' | 'away' | 'failed' | 'stranger' | 'stale'

export const PROVIDER_PATH = '/redaktion/anmelden/weiter'

/** `signedOut`: they have just signed out here; `at`: where they can do so at their provider, too. */
export function signInPage(
  knowledge: Knowledge,
  ways: Pick<EditorAccess, 'token' | 'provider'>,
  { problem, signedOut }: { problem?: SignInProblem; signedOut?: { at?: string | undefined } } = {},
): EditorPage {
  const text = editorsText(knowledge)
  const said = problem && text(`sign-in.${problem}`)
  const isAboutToken = problem === 'wrong'
  return {
    title: text('sign-in.title'),
    main: html`<h1>${text('sign-in.title')}</h1>
${signedOut && html`<p role="status">${text('sign-in.signed-out')}${signedOut.at && html` <a href="${signedOut.at}" rel="noreferrer">${text('sign-in.signed-out.provider')}</a>`}</p>`}
<div class="sign-in">
${said && html`<p class="problem" id="problem" role="alert">${said}</p>`}
${ways.provider && html`<p><a class="button" href="${PROVIDER_PATH}">${text('sign-in.provider')}</a></p><p class="hint">${text('sign-in.provider.hint')}</p>`}
${
  ways.token !== undefined &&
  html`<form method="post" action="/redaktion/anmelden">
<label for="schluessel">${text('sign-in.key')}</label>
<input id="schluessel" name="schluessel" type="password" autocomplete="current-password" required${isAboutToken && html` aria-invalid="true" aria-describedby="problem"`}>
<p class="hint">${text('sign-in.hint')}</p>
<button class="button${ways.provider && ' button--plain'}">${text('sign-in.send')}</button>
</form>`
}</div>`,
  }
}

/**
 * The session's cookie goes with requests of our own pages alone, and a browser that a provider sends here does not count as one: so this page
 * comes between, and leads on by itself.
 */
export function signedInPage(knowledge: Knowledge): EditorPage {
  const text = editorsText(knowledge)
  return {
    title: text('sign-in.title'),
    head: html`<meta http-equiv="refresh" content="${`0; url=${EDITOR_PATHS.home}`}">`,
    main: html`<h1>${text('sign-in.done')}</h1><p><a class="button" href="${EDITOR_PATHS.home}">${text('sign-in.on')}</a></p>`,
  }
}
