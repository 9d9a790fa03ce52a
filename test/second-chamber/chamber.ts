/** A fictional chamber of another land over the shipped core, and the words of our own region that must not be heard in it. */
import { fileURLToPath } from 'node:url'
import { CORE_KNOWLEDGE, loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'

export const CHAMBER = fileURLToPath(new URL('../fixtures/thueringen', import.meta.url))
export const FOLDERS = [CORE_KNOWLEDGE, CHAMBER]
/** Other lands' names belong to everybody, and what is also an ordinary word is no name. */
const ORDINARY = new Set(['nord', 'norden', 'sued', 'süden', 'süd', 'halle', 'harz', 'burg', 'stein', 'thale', 'calbe', 'jessen', 'werben'])

const { vocabulary, area, entries } = loadKnowledge(SHIPPED_KNOWLEDGE).knowledge
const chamber = loadKnowledge(FOLDERS).knowledge
const known = new Set([...chamber.vocabulary.regions.flatMap(({ label, words }) => [label, ...words])].map((name) => name.toLowerCase()))
const names = [
  ...vocabulary.regions.filter(({ within }) => within !== 'außerhalb').flatMap(({ label, words }) => [label, ...words]),
  area.territory?.de ?? '',
  area.territory?.en ?? '',
  ...[...entries.values()].filter((entry) => entry.kind === 'contacts' && entry.districts.length > 0).map(({ title }) => title),
]
  .map((name) => name.toLowerCase())
  .filter((name) => name.length > 4 && !ORDINARY.has(name) && !known.has(name))
const AS_WORD = new RegExp(
  `(?<![\\p{L}-])(${names.map((name) => name.replaceAll(/[.*+?^${'$'}{}()|[\]\\]/g, '\\$&')).join('|')})(?![\\p{L}])`,
  'giu',
)

/** Whom a fact was taken from is said by name, wherever they are. */
const sources = [...chamber.entries.values()].flatMap(({ source }) => source.flatMap(({ name, url }) => (url ? [name, url] : [name])))

/** Names of our own region in a text without its sources, each once. */
export function foreignNames(text: string): string[] {
  const own = sources.reduce((rest, source) => rest.replaceAll(source, ''), text)
  return [...new Set([...own.matchAll(AS_WORD)].map(([name]) => name))]
}
