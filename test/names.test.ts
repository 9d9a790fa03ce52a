/** Names, words and packages of the program: one meaning a name, an idea for every function, no package that nobody asked for. */
import { describe, expect, it } from 'vitest'
import { importsOf, read, sources } from './house.ts'

const SHIPPED = ['bot', 'adapters'].flatMap(sources)
const OWN = [...SHIPPED, ...sources('bench')]

/** Two meanings that still share a name; the list may only get shorter. */
const SHARED: Record<string, string> = {
  Answer: 'an answer to a guide’s question; what the thread of the database answers',
  Body: 'the text of an entry; the body of a request',
  Outbox: 'the stored posts; who sends them',
  Outcome: 'the outcome of a guide; of a request',
  Position: 'a place in a file; a place in a stream',
  Reason: 'why a contact is responsible; why a programme fits',
  RequestState: 'a request still being given; how far a filed one has come',
  UsageEvent: 'what happened; how it is stored',
  Visitor: 'what is known of a visitor; who a token was made for',
  ask: 'puts a guide’s question; asks the database',
  sentence: 'a sentence of the talk; of a guide',
  wordsOf: 'the words of an utterance; of an editors’ list',
}

/** Rooms whose exported functions do not all say what they give yet; the list may only get shorter. */
const WITHOUT_WORDS = ['bot/answers/', 'bot/deciders/', 'bot/requests/', 'bot/regions/', /^bot\/[a-z-]+\.ts$/]

const EXPORT = /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm

describe('a name', () => {
  const homes = Map.groupBy(
    OWN.filter((file) => !file.endsWith('.d.ts')).flatMap((file) =>
      [...read(file).matchAll(EXPORT)].map(([, name]) => ({ name: name!, file })),
    ),
    ({ name }) => name,
  )

  it('is exported by one file', () => {
    expect(homes.size).toBeGreaterThan(500)
    const twice = [...homes]
      .filter(([name, of]) => of.length > 1 && !(name in SHARED))
      .map(([name, of]) => `${name}: ${of.map(({ file }) => file).join(', ')}`)
    expect(twice).toEqual([])
  })

  it('that is no longer shared is off the list', () => {
    expect(Object.keys(SHARED).filter((name) => (homes.get(name)?.length ?? 0) < 2)).toEqual([])
  })
})

describe('a limit', () => {
  it('is named MAX_ or MIN_', () => {
    const OTHERWISE = /\b(?:MOST|LEAST|LONGEST|SHORTEST|LARGEST|SMALLEST|FEWEST)(?:_[A-Z]+)*\b/g
    const found = OWN.flatMap((file) => [...read(file).matchAll(OTHERWISE)].map(([name]) => `${file}: ${name}`))
    expect(found).toEqual([])
  })
})

describe('a missing field', () => {
  it('is something else than an undefined one, for the compiler too', () => {
    expect(JSON.parse(read('tsconfig.json')).compilerOptions).toMatchObject({ exactOptionalPropertyTypes: true })
  })
})

describe('a function of the core', () => {
  const silent = SHIPPED.filter((file) => file.startsWith('bot/')).flatMap((file) => {
    const lines = read(file).split('\n')
    return lines.flatMap((line, at) => {
      const name = /^export (?:async )?function\*? (\w+)/.exec(line)?.[1]
      return name && !lines[at - 1]?.endsWith('*/') ? [{ file, name }] : []
    })
  })
  const isListed = (file: string) => WITHOUT_WORDS.some((room) => (typeof room === 'string' ? file.startsWith(room) : room.test(file)))

  it('says what it gives', () => {
    expect(silent.filter(({ file }) => !isListed(file))).toEqual([])
  })

  it('whose room all say it is off the list', () => {
    const needed = (room: string | RegExp) =>
      silent.some(({ file }) => (typeof room === 'string' ? file.startsWith(room) : room.test(file)))
    expect(WITHOUT_WORDS.filter((room) => !needed(room))).toEqual([])
  })
})

describe('a package', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const packageOf = (name: string) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/')
  const imported = (files: readonly string[]) =>
    new Set(
      importsOf(files)
        .map(({ to }) => to)
        .filter((to) => !/^(node:|(bot|adapters|bench|test)\/)/.test(to))
        .map(packageOf),
    )

  it('that the program imports is one it asks for', () => {
    // A command for developers: what checks the manifest of Teams is not shipped.
    const asked = new Set([...Object.keys(dependencies!), '@microsoft/app-manifest'])
    expect([...imported(SHIPPED)].filter((name) => !asked.has(name))).toEqual([])
  })

  it('that the measurements or the tests import is one they ask for', () => {
    const asked = new Set([...Object.keys(dependencies!), ...Object.keys(devDependencies!)])
    expect([...imported([...sources('bench'), ...sources('test')])].filter((name) => !asked.has(name))).toEqual([])
  })
})
