/** The words of `area.md` that every fixed sentence may use: `{service}`, `{subject}`, `{territory}` and so on. */
import type { Area } from './area.ts'
import type { Lang } from './day.ts'
import type { MessageTexts } from './knowledge.ts'
import { ownValue } from './own-value.ts'

/** Placeholders that are filled in all fixed sentences, in the chat as on the pages. */
export const AREA_PLACEHOLDERS = ['service', 'subtitle', 'subject', 'territory', 'operator', 'examples'] as const
export type AreaWords = Record<(typeof AREA_PLACEHOLDERS)[number], string>

const NOBODY: Record<Lang, string> = { de: 'die Redaktion', en: 'our editors' }

/** What the placeholders stand for. Neutral words where `area.md` says nothing; never empty. */
export function areaWords({ name, subtitle, subject, territory, operator, examples }: Area, lang: Lang): AreaWords {
  return {
    service: name[lang],
    subtitle: subtitle[lang],
    subject: subject[lang],
    territory: territory[lang],
    operator: operator?.name ?? NOBODY[lang],
    examples: examples[lang].map((question) => (lang === 'de' ? `„${question}“` : `“${question}”`)).join(', '),
  }
}

/** The sentence with the area's words put in; its other placeholders stay. */
export function fillAreaWords(text: string, words: AreaWords): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => ownValue<string>({ ...words }, name) ?? whole)
}

/** All sentences of a language with the area's words put in. */
export function withAreaWords(texts: MessageTexts, area: Area, lang: Lang): MessageTexts {
  const words = areaWords(area, lang)
  return Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, fillAreaWords(text, words)]))
}
