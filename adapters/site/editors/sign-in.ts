/** The page that asks for the secret. */
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { editorsText } from '../../words/editors-text.ts'
import { html } from '../frame/html.ts'
import type { EditorPage } from './editor-frame.ts'

/** `problem`: what was wrong with the last try. */
export function signInPage(knowledge: Knowledge, problem?: 'wrong' | 'too-many'): EditorPage {
  const text = editorsText(knowledge)
  const said = problem && text(`sign-in.${problem}`)
  return {
    title: text('sign-in.title'),
    main: html`<h1>${text('sign-in.title')}</h1>
<form class="sign-in" method="post" action="/redaktion/anmelden">
${said && html`<p class="problem" id="problem" role="alert">${said}</p>`}
<label for="schluessel">${text('sign-in.key')}</label>
<input id="schluessel" name="schluessel" type="password" autocomplete="current-password" required${said && html` aria-invalid="true" aria-describedby="problem"`}>
<p class="hint">${text('sign-in.hint')}</p>
<button class="button">${text('sign-in.send')}</button>
</form>`,
  }
}
