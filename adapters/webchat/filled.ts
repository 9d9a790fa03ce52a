/**
 * The files of the chat that speak or show colours: filled from the knowledge, anew after an edit. Everything else a browser loads is as it
 * lies on disk.
 */
import type { Area } from '../../bot/knowledge/area.ts'
import type { Lang } from '../../bot/knowledge/day.ts'
import { derivedFrom } from '../../bot/knowledge/derived.ts'
import type { Knowledge, Logo } from '../../bot/knowledge/knowledge.ts'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import { inLanguage } from '../../bot/knowledge/translations.ts'
import { message } from '../../bot/messages.ts'
import { sentenceText } from '../../bot/sentences.ts'
import { brandSheet, coloursOf, logoFile } from '../brand.ts'
import { type Words, wordsUnder } from '../words/browser-words.ts'
import { CHAT_TEXTS } from '../words/chat-book.ts'
import { type Asset, asset, withVersions } from './assets.ts'

export type Speaking = Pick<Knowledge, 'site' | 'messages' | 'acts' | 'entries' | 'area' | 'logo'>
/** What embed.js is filled with, in place of this name. */
const EMBED_SLOT = 'WEGWEISER_FILLED'
export interface EmbedFilling {
  words: Words<typeof CHAT_TEXTS, 'embed'>
  titles: Record<Lang, string>
  brand: string
  sign: string
}
const MAX_EXAMPLES = 3

/** By the name a page asks for; the pages once in each language, `de/chat.html`. An edit that changes no word of a file costs nothing. */
export function createFilled(templates: ReadonlyMap<string, Asset>): (knowledge: Speaking) => ReadonlyMap<string, Asset> {
  const made = new Map<string, { text: string; asset: Asset }>()
  const textOf = (name: string): string => templates.get(name)!.bodies.identity.toString('utf8')
  const keep = (name: string, type: string, text: string): [string, Asset] => {
    const before = made.get(name)
    if (before?.text === text) return [name, before.asset]
    const now = asset(Buffer.from(text), type)
    made.set(name, { text, asset: now })
    return [name, now]
  }
  const fill = (name: string, text: string): [string, Asset] => keep(name, templates.get(name)!.type, text)

  return derivedFrom((knowledge: Speaking) => {
    const { brand, sign } = coloursOf(knowledge.area)
    const filled = new Map([
      keep('brand.css', 'text/css; charset=utf-8', brandSheet(knowledge.area)),
      keep('words.js', 'text/javascript; charset=utf-8', `export const WORDS = ${json(chatWords(knowledge))}\n`),
      fill('icon.svg', textOf('icon.svg').replaceAll('{{brand}}', brand).replaceAll('{{sign}}', sign)),
      fill(
        'embed.js',
        textOf('embed.js').replace(EMBED_SLOT, () => json(embedFilling(knowledge))),
      ),
    ])
    const { logo } = knowledge
    if (logo) filled.set(logoFile(logo), asset(Buffer.from(logo.bytes), logo.type))
    const all = new Map([...templates, ...filled])
    for (const page of ['chat.html', 'demo.html'])
      for (const lang of ['de', 'en'] as const)
        filled.set(...keep(`${lang}/${page}`, templates.get(page)!.type, withVersions(filledPage(textOf(page), knowledge, lang), all)))
    return filled
  })
}

/** With the wish for a person in the bot's own words, because the page's button says them. */
function chatWords({ site, messages }: Speaking): Record<Lang, Record<string, string>> {
  const words = wordsUnder(CHAT_TEXTS, 'chat', site)
  const person = (lang: Lang) => message(messages, lang, 'label.person')
  return { de: { ...words.de, person: person('de') }, en: { ...words.en, person: person('en') } }
}

function embedFilling({ site, area }: Speaking): EmbedFilling {
  const titles = { de: sentenceText(site, 'de', 'chat.title'), en: sentenceText(site, 'en', 'chat.title') }
  return { words: wordsUnder(CHAT_TEXTS, 'embed', site), titles, ...coloursOf(area) }
}

/** `{{id}}` is that sentence as text; a few names stand for something else. Nothing an editor writes becomes markup. */
function filledPage(template: string, knowledge: Speaking, lang: Lang): string {
  const { site, area, logo } = knowledge
  const named: Record<string, string> = {
    lang,
    'other-lang': lang === 'de' ? 'en' : 'de',
    service: escaped(area.name[lang]),
    subtitle: escaped(area.subtitle[lang]),
    ...coloursOf(area),
    examples: examples(area, lang),
    ways: ways(knowledge, lang),
  }
  return (logo ? withLogo(template, logo) : template)
    .replace('<html lang="de">', `<html lang="${lang}">`)
    .replace(/\{\{([\w.-]+)\}\}/g, (_, id: string) => ownValue(named, id) ?? escaped(sentenceText(site, lang, id)))
}

/** The area's picture in place of our sign, in the page's bar and in the browser's tab. */
function withLogo(template: string, logo: Logo): string {
  const address = `/webchat/${logoFile(logo)}`
  return template
    .replace(/<link rel="icon"[^>]*>/, `<link rel="icon" href="${address}" type="${logo.type}">`)
    .replace(/<svg class="([\w-]*mark)".*?<\/svg>/s, `<img class="$1" src="${address}" alt="" width="32" height="32">`)
}

function examples({ examples: questions }: Area, lang: Lang): string {
  return questions[lang]
    .slice(0, MAX_EXAMPLES)
    .map((question) => {
      const address = escaped(`/chat?lang=${lang}&q=${encodeURIComponent(question)}`)
      return `<li><a href="${address}" data-ask="${escaped(question)}"><span>${escaped(question)}</span></a></li>`
    })
    .join('\n        ')
}

/** Where it goes on without the chat: who helps, what to do in an emergency, the first guide, the knowledge. */
function ways({ site, acts, entries, area }: Speaking, lang: Lang): string {
  const emergency = acts[lang].acts.get('emergency')?.entry ?? acts.de.acts.get('emergency')?.entry
  const guides = [emergency, area.guides.start]
    .flatMap((id) => (id && entries.get(id)) || [])
    .map((guide) => inLanguage(guide, lang, { entries }))
  const links: [path: string, label: string][] = [
    ['/anlaufstellen', sentenceText(site, lang, 'onward.contacts')],
    ...guides.map((guide): [string, string] => [pathOf(guide.id), guide.title]),
    ['/wissen', sentenceText(site, lang, 'chat.no-script.link')],
  ]
  return links.map(([path, label]) => `<li><a href="${path}">${escaped(label)}</a></li>`).join('\n          ')
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS.get(sign) ?? '')

const json = (value: unknown): string => JSON.stringify(value)
