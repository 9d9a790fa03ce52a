import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { circlesIn, importsOf, read, sources } from './house.ts'

/** The floors: a file may import from its own row and from rows above it. */
const LAYERS: [name: string, is: (path: string) => boolean][] = [
  ['framework', (path) => path === 'bot/sdk.ts'],
  ['time', (path) => path === 'bot/knowledge/day.ts' || path === 'bot/moment.ts'],
  ['knowledge', (path) => path.startsWith('bot/knowledge/')],
  ['messages', (path) => /^bot\/(sentences|messages|reply|privacy|interruption)\.ts$/.test(path) || path.startsWith('bot/personal-data/')],
  ['language', (path) => path.startsWith('bot/search/words/')],
  ['regions', (path) => path.startsWith('bot/regions/')],
  ['search', (path) => path.startsWith('bot/search/')],
  ['understanding', (path) => path.startsWith('bot/understanding/')],
  ['guides', (path) => path.startsWith('bot/guides/')],
  ['requests', (path) => path.startsWith('bot/requests/')],
  ['monthly mail', (path) => path.startsWith('bot/monthly-mail/')],
  ['impact', (path) => path.startsWith('bot/impact/')],
  [
    'answers',
    (path) =>
      /^bot\/(ports|talk|recent-talks|person|profile|question-id|decision|greeting|offers|rating|read-so-far|visitor-so-far)\.ts$/.test(
        path,
      ) || path.startsWith('bot/answers/'),
  ],
  ['subject', (path) => path.startsWith('bot/subject/')],
  ['questions', (path) => path.startsWith('bot/questions/')],
  ['dialogs', (path) => /^bot\/(dialogs|dialog-stack|survey-offer)\.ts$/.test(path)],
  ['deciders', (path) => path.startsWith('bot/deciders/')],
  ['turn', (path) => /^bot\/(turn|turn-heard|parted)\.ts$/.test(path)],
  ['state', (path) => path === 'bot/state.ts'],
  ['bot', (path) => path === 'bot/bot.ts'],
  ['adapters', (path) => path.startsWith('adapters/') && path !== 'adapters/main.ts'],
  ['main', (path) => path === 'adapters/main.ts'],
  ['bench', (path) => path.startsWith('bench/')],
]
const DOORS = ['webchat', 'teams', 'site', 'mail', 'api', 'mcp', 'bookings']
/** The only files of the core that may wait, for what the framework keeps. */
const WAIT = ['bot/bot.ts', 'bot/state.ts']
/** The seam: the only files that name the framework's packages. */
const SEAM = ['bot/sdk.ts', 'adapters/sdk.ts']
/** Libraries the pure core may use: schemas and text. */
const PURE_LIBRARIES = ['zod', 'gray-matter', 'yaml', 'markdown-it', 'ical.js', 'feiertagejs', 'flexsearch', 'eld/small', 'culori/fn']

/**
 * A room may import what stands in its row, besides itself; of the core, every lower floor is open to the doors. Nothing that is not used stands
 * here, so that the table is the plan of the house.
 */
const ROOMS: Record<string, string[]> = {
  'bot/search/words': [],
  'bot/search/index': ['bot/search/words'],
  'bot/search/ask': ['bot/search/index', 'bot/search/words'],
  'bot/search': ['bot/search/ask', 'bot/search/index', 'bot/search/words'],
  'bot/guides/state': [],
  'bot/guides/reading': ['bot/guides/state'],
  'bot/guides/outcomes': ['bot/guides/state'],
  'bot/guides/rules': ['bot/guides/outcomes', 'bot/guides/reading', 'bot/guides/state'],
  'bot/guides/replay': ['bot/guides/reading', 'bot/guides/rules', 'bot/guides/state'],
  'bot/guides': ['bot/guides/outcomes', 'bot/guides/reading', 'bot/guides/replay', 'bot/guides/rules', 'bot/guides/state'],
  'bot/guides/proof': [
    'bot/guides',
    'bot/guides/outcomes',
    'bot/guides/reading',
    'bot/guides/replay',
    'bot/guides/rules',
    'bot/guides/state',
  ],
  adapters: ['adapters/cards', 'adapters/learned', 'adapters/storage', 'adapters/words'],
  'adapters/learned': [],
  'adapters/storage': [],
  'adapters/otlp': ['adapters'],
  // The seam to Bot Framework.
  'adapters/cards': ['adapters'],
  'adapters/words': [],
  'adapters/site/frame': ['adapters', 'adapters/words'],
  'adapters/site/parts': ['adapters/site/frame', 'adapters/words'],
  'adapters/site/entries': ['adapters/site/frame', 'adapters/site/parts', 'adapters/words'],
  'adapters/site/lists': ['adapters/site/frame', 'adapters/site/parts'],
  'adapters/site/guides': ['adapters/site/frame', 'adapters/site/parts'],
  'adapters/site/search': ['adapters/site/frame', 'adapters/site/guides', 'adapters/site/parts'],
  'adapters/site/blocks': ['adapters', 'adapters/site/frame', 'adapters/site/guides', 'adapters/site/lists', 'adapters/site/parts'],
  'adapters/site/open': ['adapters', 'adapters/records', 'adapters/site/entries', 'adapters/site/frame'],
  'adapters/records': ['adapters'],
  'adapters/api': ['adapters', 'adapters/records', 'adapters/words'],
  'adapters/mcp': ['adapters', 'adapters/records', 'adapters/words'],
  'adapters/site/cms': ['adapters', 'adapters/site/editors', 'adapters/site/frame', 'adapters/words'],
  'adapters/site/editors': [
    'adapters',
    'adapters/site',
    'adapters/site/frame',
    'adapters/site/guides',
    'adapters/storage',
    'adapters/words',
  ],
  'adapters/site/news': ['adapters', 'adapters/site/frame', 'adapters/site/parts'],
  'adapters/feeds': ['adapters', 'adapters/site/frame', 'adapters/site/news', 'adapters/site/parts'],
  'adapters/site': [
    'adapters',
    'adapters/feeds',
    'adapters/site/blocks',
    'adapters/site/entries',
    'adapters/site/frame',
    'adapters/site/guides',
    'adapters/site/lists',
    'adapters/site/news',
    'adapters/site/open',
    'adapters/site/parts',
    'adapters/site/search',
    'adapters/words',
  ],
  'adapters/webchat': ['adapters', 'adapters/cards', 'adapters/office', 'adapters/storage', 'adapters/words'],
  // Types alone, of the words that the server writes.
  'adapters/webchat/page': ['adapters/words'],
  // No door: those that reach somebody register as senders.
  'adapters/office': ['adapters', 'adapters/storage'],
  // The pages behind its links look like those of the site.
  'adapters/mail': ['adapters', 'adapters/office', 'adapters/site/frame', 'adapters/storage', 'adapters/words'],
  // No door: it speaks by mail and on pages, and looks like the site.
  'adapters/monthly-mail': [
    'adapters',
    'adapters/feeds',
    'adapters/mail',
    'adapters/monthly-mail/survey',
    'adapters/site/frame',
    'adapters/site/parts',
    'adapters/storage',
    'adapters/words',
  ],
  // Sent by the same sender, from the same list of addresses.
  'adapters/monthly-mail/survey': [
    'adapters',
    'adapters/mail',
    'adapters/monthly-mail',
    'adapters/site/frame',
    'adapters/storage',
    'adapters/words',
  ],
  'adapters/bookings': ['adapters', 'adapters/storage'],
  'adapters/teams': ['adapters', 'adapters/cards', 'adapters/office', 'adapters/storage', 'adapters/words'],
  'adapters/links': ['adapters'],
  'adapters/partners': ['adapters', 'adapters/words'],
  'adapters/cli': [
    'adapters',
    'adapters/feeds',
    'adapters/links',
    'adapters/mcp',
    'adapters/monthly-mail',
    'adapters/partners',
    'adapters/site/frame',
    'adapters/storage',
    'adapters/teams',
    'adapters/words',
  ],
}

const files = [...sources('bot'), ...sources('adapters'), ...sources('bench')]
const imports = importsOf(files)
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

  it('has no circle', () => {
    expect(circlesIn(imports)).toEqual([])
  })

  it('opens each room to those that its plan names', () => {
    const house = /^(bot\/search|bot\/guides|adapters)(?=\/)/
    const doors = imports
      .filter(({ from, to }) => from !== 'adapters/main.ts' && house.test(from) && house.exec(from)![0] === house.exec(to)?.[0])
      .map(({ from, to }) => [dirname(from), dirname(to)] as const)
      .filter(([from, to]) => from !== to)
    const opened = Object.fromEntries(Object.keys(ROOMS).map((room) => [room, [] as string[]]))
    for (const [from, to] of doors) opened[from] = [...new Set([...(opened[from] ?? []), to])].sort()
    expect(opened).toEqual(ROOMS)
  })

  it('keeps the doors apart', () => {
    // What every page has is nobody's door.
    const doorOf = (path: string) =>
      path.startsWith('adapters/site/frame/') ? undefined : DOORS.find((door) => path.startsWith(`adapters/${door}/`))
    expect(imports.filter(({ from, to }) => doorOf(from) && doorOf(to) && doorOf(from) !== doorOf(to))).toEqual([])
  })

  it('keeps the core pure: no machine, no framework, only schema and text libraries', () => {
    const impure = imports.filter(
      ({ from, to }) =>
        from.startsWith('bot/') && !SEAM.includes(from) && !/^(bot|adapters|bench)\//.test(to) && !PURE_LIBRARIES.includes(to),
    )
    expect(impure).toEqual([])
  })

  it('knows the framework at its seam alone; of the core, what has no state names its types at most', () => {
    const framework = imports.filter(({ from, to }) => /^bot(builder|framework)/.test(to) && /^(bot|adapters)\//.test(from))
    expect([...new Set(framework.map(({ from }) => from))].sort()).toEqual([...SEAM].sort())
    const users = imports.filter(({ from, to, typeOnly }) => to === 'bot/sdk.ts' && from.startsWith('bot/') && !typeOnly)
    expect([...new Set(users.map(({ from }) => from))].sort()).toEqual(WAIT)
  })

  it('asks no clock and throws no dice in the core', () => {
    const asking = files.filter(
      (file) => file.startsWith('bot/') && /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|process\./.test(read(file)),
    )
    expect(asking).toEqual([])
  })

  it('waits for nothing between hearing and answering: only building the index lets others pass', () => {
    const waits = files
      .filter((file) => file.startsWith('bot/') && !WAIT.includes(file))
      .flatMap((file) => [...read(file).matchAll(/\bawait\b[^\n]*/g)].map(([waiting]) => `${file}: ${waiting}`))
    expect(waits).toEqual(['bot/search/search.ts: await pause()'])
  })
})
