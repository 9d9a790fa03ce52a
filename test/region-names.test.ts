/** The region is content: no name of its places, chambers, programmes or guides stands in the sources, not even in a comment. */
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { rules } from '../bot/guides/rules/rules.ts'
import { OUTSIDE_WITHIN } from '../bot/regions/chain.ts'
import { read } from './house.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const { vocabulary, area, entries } = loadKnowledge(SHIPPED_KNOWLEDGE).knowledge
/** What the region's own folder adds; what holds everywhere may be named. */
const OF_REGION = new Set(globSync('region/**/*.md', { cwd: ROOT }).map((path) => path.replace(/^region\/|\.md$/g, '')))
const ofRegion = [...entries.values()].filter(({ id }) => OF_REGION.has(id))

/** Points of the compass, and words of every language that a place happens to be called. */
const ORDINARY = new Set(['nord', 'norden', 'sued', 'süden', 'süd', 'stein', 'seeland'])
/** Written small these are ordinary words or parts of code. */
const ONLY_CAPITALISED = new Set(['halle', 'harz', 'burg', 'calbe', 'aken', 'thale', 'werben', 'huy', 'kalbe', 'laucha', 'jessen'])

function placeNames(): string[] {
  const ours = vocabulary.regions.filter(({ within }) => within !== OUTSIDE_WITHIN)
  const lists = [...ours, ...area.borders].flatMap(({ label, words }) => [label, ...words])
  return [...lists, area.territory.de, area.territory.en, area.subtitle.de, area.subtitle.en]
}

/** "Investitionsbank Sachsen-Anhalt (IB)" is also called without what stands in brackets. */
function entryNames(): string[] {
  const named = ofRegion.filter(({ kind }) => kind === 'contacts' || kind === 'funding')
  const guides = ofRegion.filter(({ kind }) => kind === 'guides').map(({ id }) => id)
  // A rule that guides may use has a name of its own, whatever a guide is called.
  const slugs = guides.map((id) => id.slice('guides/'.length)).filter((slug) => slug.includes('-') && !rules.has(slug))
  return [...named.flatMap(({ id, title }) => [id, title, title.replace(/\s*\(.*\)$/, '')]), ...guides, ...slugs]
}

const names = [...new Set([...placeNames(), ...entryNames()].map((name) => name.toLowerCase()))].filter(
  (name) => name.length > 3 && !ORDINARY.has(name),
)
const pattern = (list: string[], flags: string) =>
  new RegExp(`(?<![\\p{L}\\d])(${list.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\p{L}\\d])`, flags)
const capital = (name: string) => name[0]!.toUpperCase() + name.slice(1)
const ANYHOW = pattern(
  names.filter((name) => !ONLY_CAPITALISED.has(name)),
  'giu',
)
const CAPITALISED = pattern([...ONLY_CAPITALISED].map(capital), 'gu')

/** Names of the region in a text, as they stand there. */
function namesIn(text: string): string[] {
  return [...text.matchAll(ANYHOW), ...text.matchAll(CAPITALISED)].map(([name]) => name)
}

describe('a name of the region', () => {
  it('is known when it is seen', () => {
    expect(names.length).toBeGreaterThan(300)
    const said = 'In Halle (Saale), ZEITZ und im Landkreis Harz; guides/sprechtag-buchen; Sachsen-Anhalt DIGITAL; Saxony-Anhalt'
    expect(namesIn(said).map((name) => name.toLowerCase())).toEqual(
      expect.arrayContaining(['halle (saale)', 'zeitz', 'landkreis harz', 'guides/sprechtag-buchen', 'saxony-anhalt']),
    )
    expect(namesIn('Digitalisierung Sachsen-Anhalt, contacts/ihk-magdeburg, IHK Magdeburg')).toHaveLength(3)
    expect(namesIn('const halle = shallow(startsWith, norden) // Musterstadt, Kammer Musterland, Gotha')).toEqual([])
  })

  it('stands in no source, no page and no manifest', () => {
    const files = globSync(['{bot,adapters}/**/*.{ts,js,html,css,svg}', 'manifest/*.{json,md}'], { cwd: ROOT }).filter(
      (path) => !path.includes('/vendor/'),
    )
    expect(files.length).toBeGreaterThan(300)
    const found = files.flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, i) => namesIn(line).map((name) => `${path}:${i + 1} ${name}`)),
    )
    expect(found).toEqual([])
  })
})
