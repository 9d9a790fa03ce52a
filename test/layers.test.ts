import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
/** A file may import from its own row and from rows above it. */
const LAYERS: [name: string, is: (path: string) => boolean][] = [
  ['time', (path) => path === 'bot/knowledge/day.ts' || path === 'bot/moment.ts'],
  ['knowledge', (path) => path.startsWith('bot/knowledge/')],
  ['messages', (path) => /^bot\/(messages|reply|privacy|interruption)\.ts$/.test(path) || path.startsWith('bot/personal-data/')],
  ['language', (path) => path.startsWith('bot/search/words/')],
  ['regions', (path) => path.startsWith('bot/regions/')],
  ['search', (path) => path.startsWith('bot/search/')],
  ['understanding', (path) => path.startsWith('bot/understanding/')],
  ['guides', (path) => path.startsWith('bot/guides/')],
  ['hand-off', (path) => path.startsWith('bot/hand-off/')],
  [
    'answers',
    (path) =>
      /^bot\/(ports|talk|recent-talks|person|decision|greeting|offers|visitor-so-far)\.ts$/.test(path) || path.startsWith('bot/answers/'),
  ],
  ['dialogs', (path) => path === 'bot/dialogs.ts'],
  ['deciders', (path) => path.startsWith('bot/deciders/')],
  ['turn', (path) => path === 'bot/turn.ts'],
  ['state', (path) => path === 'bot/state.ts'],
  ['bot', (path) => path === 'bot/bot.ts'],
  ['adapters', (path) => path.startsWith('adapters/') && path !== 'adapters/main.ts'],
  ['main', (path) => path === 'adapters/main.ts'],
  ['bench', (path) => path.startsWith('bench/')],
]
const DOORS = ['webchat', 'teams', 'site']
/** The only files of the core that may know the framework; `ports.ts` names its types for the renderer it asks for. */
const KNOW_FRAMEWORK = ['bot/bot.ts', 'bot/state.ts']
/** Libraries the pure core may use: schemas and text. */
const PURE_LIBRARIES = ['zod', 'gray-matter', 'yaml', 'markdown-it', 'ical.js', 'feiertagejs', 'flexsearch']

interface Import {
  from: string
  to: string
  typeOnly: boolean
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && item.name.endsWith('.ts'))
    .map((item) => relative(ROOT, join(item.parentPath, item.name)))
}

const files = [...sources('bot'), ...sources('adapters'), ...sources('bench')]
const imports: Import[] = files.flatMap((from) =>
  [...readFileSync(join(ROOT, from), 'utf8').matchAll(/^(?:import|export)(\s+type)?\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]/gm)].map(
    (match) => ({
      from,
      to: match[2]!.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(from), match[2]!)) : match[2]!,
      typeOnly: match[1] !== undefined,
    }),
  ),
)
const layerOf = (path: string) => LAYERS.findIndex(([, is]) => is(path))

describe('the house', () => {
  it('has a place for every file', () => {
    expect(files.filter((file) => layerOf(file) < 0)).toEqual([])
    expect(imports.length).toBeGreaterThan(100)
  })

  it('lets data flow one way', () => {
    const upward = imports.filter(({ from, to }) => /^(bot|adapters|bench)\//.test(to) && layerOf(to) > layerOf(from))
    expect(upward).toEqual([])
  })

  it('lets no decider know another', () => {
    const isDecider = (path: string) => path.startsWith('bot/deciders/')
    expect(imports.filter(({ from, to }) => isDecider(from) && isDecider(to))).toEqual([])
  })

  it('has no circle among what decides a turn', () => {
    const isOurs = (path: string) => path.startsWith('bot/deciders/') || /^bot\/(dialogs|turn|decision)\.ts$/.test(path)
    const needs = (path: string): string[] => imports.filter(({ from, to }) => from === path && isOurs(to)).map(({ to }) => to)
    const circles = (path: string, above: readonly string[]): string[] =>
      above.includes(path) ? [[...above, path].join(' > ')] : needs(path).flatMap((next) => circles(next, [...above, path]))
    expect(files.filter(isOurs).flatMap((file) => circles(file, []))).toEqual([])
  })

  it('keeps the doors apart', () => {
    const doorOf = (path: string) => DOORS.find((door) => path.startsWith(`adapters/${door}/`))
    expect(imports.filter(({ from, to }) => doorOf(from) && doorOf(to) && doorOf(from) !== doorOf(to))).toEqual([])
  })

  it('keeps the core pure: no machine, no framework, only schema and text libraries', () => {
    const impure = imports.filter(
      ({ from, to, typeOnly }) =>
        from.startsWith('bot/') &&
        !KNOW_FRAMEWORK.includes(from) &&
        !/^(bot|adapters|bench)\//.test(to) &&
        !PURE_LIBRARIES.includes(to) &&
        !(from === 'bot/ports.ts' && typeOnly),
    )
    expect(impure).toEqual([])
  })

  it('asks no clock and throws no dice in the core', () => {
    const asking = files.filter(
      (file) =>
        file.startsWith('bot/') &&
        /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|process\./.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(asking).toEqual([])
  })

  it('waits for nothing between hearing and answering: only building the index lets others pass', () => {
    const waits = files
      .filter((file) => file.startsWith('bot/') && !KNOW_FRAMEWORK.includes(file))
      .flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\bawait\b[^\n]*/g)].map(([waiting]) => `${file}: ${waiting}`))
    expect(waits).toEqual(['bot/search/search.ts: await pause()'])
  })
})
