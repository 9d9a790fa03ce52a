/** What people read is in `knowledge/`, where editors may change it; no German sentence stands in the sources of the doors. */

import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { read, sources } from './house.ts'

const ROOMS = [
  'adapters/site',
  'adapters/feeds',
  'adapters/teams',
  'adapters/office',
  'adapters/mail',
  'adapters/cards',
  'adapters/webchat',
  'adapters/words',
  'adapters/records',
  'adapters/api',
  'adapters/mcp',
  'adapters/storage',
]
/** What runs in browsers, and the frames of pages. */
const BROWSER_FILES = 'adapters/**/*.{js,html}'
/** Words in which entries choose, what the command line says to whoever installs or packs, and what `check` tells editors. */
const ALLOWED = [
  /'(vor Ort|Antragsstopp|ausgeschöpft|Bürgschaft|eine Woche später)'/g,
  /`(Web Chat|CMS): Paket .*`|`„\$\{id}“ wird als bloßer Text gezeigt.*`/g,
  /PUBLIC_URL: eine öffentliche Adresse mit https, zum Beispiel|TEAMS_DEVELOPER: wer die App herausgibt/g,
]
const COMMON =
  'aber|alle|am|an|auf|aus|bei|bis|das|dem|den|der|die|diese|dieser|dieses|ein|eine|einen|einer|er|es|fragen|für|haben|hat|hier|im|ist|kein|keine|kommt|mit|nach|nicht|noch|oder|schon|sich|sie|sind|so|um|und|unter|vom|von|vor|was|wer|wie|wird|wurde|zu|zum|zur'
const TWO_COMMON = new RegExp(`\\b(${COMMON})\\s+(${COMMON})\\b`, 'i')

/** The code without its comments, which quote what people read. */
function code(text: string): string[] {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .split('\n')
    .map((line) => line.replace(/(^|\s)\/\/ .*$/, ''))
}

function germanIn(line: string): boolean {
  const rest = ALLOWED.reduce((left, allowed) => left.replace(allowed, ''), line)
  return /[äöüÄÖÜß„“]/.test(rest) || TWO_COMMON.test(rest)
}

describe('a German sentence', () => {
  it('is known when it is seen', () => {
    for (const line of ["'Nächste Schritte'", "'Das liegt bei der Kammer'", '`Stand: wie es ist`', "'Es ist keine Anfrage offen.'"])
      expect(germanIn(line)).toBe(true)
    for (const line of ["{ mode: 'vor Ort' }", "text('card.claim')", 'const it = was ? die : 1']) expect(germanIn(line)).toBe(false)
  })

  it('stands in no source of a door', () => {
    const inBrowsers = globSync(BROWSER_FILES, { cwd: fileURLToPath(new URL('..', import.meta.url)) }).filter(
      (file) => !file.includes('/vendor/'),
    )
    expect(inBrowsers.length).toBeGreaterThan(8)
    const files = [...ROOMS.flatMap(sources), ...inBrowsers]
    expect(files.length).toBeGreaterThan(100)
    const found = files.flatMap((file) =>
      code(read(file)).flatMap((line, i) => (germanIn(line) ? [`${file}:${i + 1} ${line.trim().slice(0, 80)}`] : [])),
    )
    expect(found).toEqual([])
  })
})
