/**
 * HTML as a value: a tagged template that escapes everything put into it, so that text becomes markup only where somebody
 * wrote `raw` and meant it. Not for `<script>` and `<style>`, whose insides follow other rules.
 */

const MARKUP = Symbol('markup')

/** Markup that may go into a page as it is. Nothing read from a file can look like it: the symbol is ours alone. */
export interface Html {
  readonly [MARKUP]: string
}

/** What may stand in a template. Nothing is shown for `undefined`, `null` and `false`; lists are joined without a gap. */
export type Part = Html | string | number | undefined | null | false | readonly Part[]

/**
 * ``html`<a href="${path}">${title}</a>` ``. Escaped values are safe between tags and in quoted attributes. Throws on an
 * attribute without quotes, where escaping would not help.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  let markup = strings[0]!
  for (let at = 0; at < parts.length; at++) {
    if (/=\s*$/.test(strings[at]!)) throw new Error(`Attribute without quotes: …${strings[at]!.slice(-40)}`)
    markup += markupOf(parts[at]) + strings[at + 1]!
  }
  return { [MARKUP]: markup }
}

/** Takes a text as markup. Only for what another renderer has made safe already. */
export function raw(markup: string): Html {
  return { [MARKUP]: markup }
}

/** The text of the page. */
export function markupOf(part: Part): string {
  if (part === undefined || part === null || part === false) return ''
  if (typeof part === 'string') return escapeText(part)
  if (typeof part === 'number') return String(part)
  return isHtml(part) ? part[MARKUP] : part.map(markupOf).join('')
}

/** Parts with something between them, as `Array.join` does for texts. */
export function join(parts: readonly Part[], between: Part): Part[] {
  return parts.flatMap((part, at) => (at === 0 ? [part] : [between, part]))
}

/** A `<script>` of data (JSON-LD). `<` is written as JSON knows it, so that no text in it can end the element. */
export function dataScript(type: string, data: unknown): Html {
  return raw(`<script type="${escapeText(type)}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`)
}

const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }),
)

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES.get(sign)!)
}

function isHtml(part: Html | readonly Part[]): part is Html {
  return MARKUP in part
}
