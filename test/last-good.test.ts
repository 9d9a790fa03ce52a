/** What is good survives: the real program is killed, its files break while it is down, and it answers as before. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { lastGoodOf } from '../adapters/last-good.ts'
import { type LiveKnowledge, liveKnowledge } from '../adapters/live-knowledge.ts'
import { entryText, knowledgeFolder, save, temporaryFolder } from './fixtures/knowledge-folder.ts'
import { run, serve } from './program.ts'
import { visit } from './visitor.ts'

const QUESTION = 'Wie sichere ich meine Daten?'
const backup = (body: string) => entryText('Datensicherung', [QUESTION, 'backup firma', 'Die Festplatte ist kaputt'], { body })
const VOCABULARY = '## Themen\n\n| Kennung | Name | Wörter |\n|---|---|---|\n| geld | Geld | euro |\n'
const HELLO = '## none\n\nSagen Sie mir bitte, worum es geht, ganz nach Belieben.\n'
const many = Object.fromEntries(
  Array.from({ length: 12 }, (_, i) => [
    `articles/thema-${i}.md`,
    entryText(`Thema ${i}`, [`Was ist thema ${i}?`, `thema ${i}`, `zeig ${i}`]),
  ]),
)
/** Every file that is kept, below the folder of copies. */
const copies = (dataDir: string) =>
  existsSync(join(dataDir, 'last-good'))
    ? readdirSync(join(dataDir, 'last-good'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
    : []
const until = async (isSo: () => boolean) => {
  while (!isSo()) await pause(20)
}

describe('the program', () => {
  it('killed and started again with broken files, answers from their last good version and says so everywhere', async () => {
    const files = { 'articles/backup.md': backup('Drei Kopien.'), 'vocabulary.md': VOCABULARY, 'messages.de.md': HELLO }
    const folder = knowledgeFolder(files)
    const env = { DATA_DIR: temporaryFolder(), KNOWLEDGE_DIR: folder }
    const first = await serve(env)
    await until(() => copies(env.DATA_DIR).length === 3)
    await first.stop('SIGKILL')

    save(folder, 'articles/backup.md', '---\ntitle: Erst: dann\n---\nText.\n')
    save(folder, 'vocabulary.md', VOCABULARY.replace('|---|---|---|\n', ''))
    save(folder, 'messages.de.md', HELLO.replace('Belieben', '{tag}'))
    const second = await serve(env)
    try {
      expect((await (await visit(second.url)).say(QUESTION)).text).toContain('Drei Kopien.')
      expect(second.said.out).toContain('1 Einträge geladen')
      await second.heard('out', /ACHTUNG: In der letzten guten Fassung antworten: articles\/backup, .*vocabulary\.md\./)
      await second.heard('err', /"event":"last_good_answers","entries":\["articles\/backup"\]/)
      const ready = (await (await fetch(`${second.url}/readyz`)).json()) as { knowledge: { stale: number; what: string } }
      expect(ready.knowledge).toMatchObject({ status: 'issues', stale: 2, what: expect.stringContaining('articles/backup') })
      expect(await (await fetch(`${second.url}/metrics`)).text()).toMatch(/^wegweiser_stale_entries 2$/m)
      const { out } = await run('check', [folder], env)
      expect(out).toMatch(/^Der Dienst antwortet hier in der letzten guten Fassung: articles\/backup, .*vocabulary\.md\.$/m)
      expect(copies(env.DATA_DIR).length).toBe(3)
    } finally {
      await second.stop('SIGTERM')
    }
  })

  it('started over an emptied folder answers from what was there, and tells it', async () => {
    const folder = knowledgeFolder({ ...many, 'articles/backup.md': backup('Drei Kopien.') })
    const env = { DATA_DIR: temporaryFolder(), KNOWLEDGE_DIR: folder }
    const first = await serve(env)
    await until(() => copies(env.DATA_DIR).length === 13)
    await first.stop('SIGTERM')
    rmSync(join(folder, 'articles'), { recursive: true })
    const second = await serve(env)
    try {
      await second.heard('err', /"event":"entries_held_back"/)
      await second.heard('out', /13 von 13 Einträgen fehlen auf einmal/)
      expect((await (await visit(second.url)).say(QUESTION)).text).toContain('Drei Kopien.')
      expect(copies(env.DATA_DIR).length).toBe(13)
    } finally {
      await second.stop('SIGKILL')
    }
  })
})

/** Two folders, the upper one behind a link that can be switched, as git-sync and Kubernetes do. */
describe('an upper folder behind a link', () => {
  const core = knowledgeFolder({ ...many, 'articles/backup.md': backup('Drei Kopien.') })
  const place = temporaryFolder()
  const upper = (title: string) => ({
    'articles/thema-1.md': `---\ntitle: ${title}\n---\n`,
    'articles/hier.md': entryText('Hier', ['Was gibt es hier?', 'hier vor ort', 'Nur hier']),
    'vocabulary.md': VOCABULARY,
    'messages.de.md': HELLO,
  })
  for (const [folder, files] of Object.entries({ v1: upper('Thema im Land'), v2: upper('Thema im Land, neu') }))
    for (const [name, text] of Object.entries(files)) save(join(place, folder), name, text)
  const link = join(place, 'aktuell')
  const switchTo = (target: string) => {
    symlinkSync(target, `${link}.neu`)
    renameSync(`${link}.neu`, link)
  }
  const dataDir = temporaryFolder()
  const said: string[] = []
  const start = () =>
    liveKnowledge({
      folders: [core, link],
      dataDir,
      log: pino({}, { write: (line) => said.push(line) }),
      now: () => new Date('2026-11-26T10:00:00Z'),
    })
  const known = ({ known }: LiveKnowledge) => {
    const { entries, vocabulary, messages } = known().knowledge
    return [
      entries.get('articles/thema-1')?.title,
      entries.has('articles/hier'),
      vocabulary.topics.map(({ id }) => id).join(),
      messages.de.none?.includes('ganz nach Belieben'),
      entries.size,
    ]
  }
  const AS_BEFORE = ['Thema im Land, neu', true, 'geld', true, 14]

  it('is followed when it is switched; away, it costs no answer, stops no edit and fills no log, also after a restart', async () => {
    switchTo('v1')
    let live = start()
    switchTo('v2')
    await until(() => known(live)[0] === AS_BEFORE[0] && copies(dataDir).length === 17)
    expect(known(live)).toEqual(AS_BEFORE)
    switchTo('fort')
    await until(() => live.issues().some(({ message }) => message.startsWith('Diesen Ordner gibt es gerade nicht')))
    save(core, 'articles/backup.md', backup('Vier Kopien.'))
    await until(() => live.known().knowledge.entries.get('articles/backup')?.lead === 'Vier Kopien.')
    expect(known(live)).toEqual(AS_BEFORE)
    // The folder is looked for again and again; that is no news.
    const from = said.length
    await pause(2_500)
    expect(said.slice(from)).toEqual([])
    await live.close()
    live = start()
    expect(known(live)).toEqual(AS_BEFORE)
    switchTo('v2')
    await until(() => live.stale().length === 0)
    expect(known(live)).toEqual(AS_BEFORE)
    await live.close()
  })

  it('that is empty is held back with its lists and what it says of entries below', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      save(
        join(place, 'v2'),
        `articles/${name}.md`,
        entryText(name.repeat(4), [`${name}${name} x`, `y ${name}${name}`, `${name}${name} z`]),
      )
    const live = start()
    const before = known(live)
    mkdirSync(join(place, 'leer'))
    switchTo('leer')
    await until(() => live.issues().some(({ code }) => code === 'many-gone'))
    expect(known(live)).toEqual(before)
    expect(live.stale()).toEqual(expect.arrayContaining(['articles/thema-1', 'articles/hier', join(link, 'vocabulary.md')]))
    await live.close()
  })
})

describe('knowledge that follows its files', () => {
  const log = pino({ level: 'silent' })

  it('holds a great loss back until a later save confirms it; other edits arrive', async () => {
    const folder = knowledgeFolder({ ...many, 'articles/backup.md': backup('Drei Kopien.') })
    const dataDir = temporaryFolder()
    let time = new Date('2026-11-26T10:00:00Z')
    const live = liveKnowledge({ folders: [folder], dataDir, log, now: () => time })
    const entries = () => live.known().knowledge.entries
    try {
      renameSync(join(folder, 'articles'), join(folder, 'artikel'))
      save(folder, 'articles/backup.md', backup('Vier Kopien.'))
      await until(() => entries().get('articles/backup')?.lead === 'Vier Kopien.')
      expect([entries().size, live.stale().length]).toEqual([13, 12])
      await until(() => live.issues().filter(({ code }) => code === 'many-gone').length === 1)

      time = new Date('2026-11-26T10:02:00Z')
      save(folder, 'articles/backup.md', backup('Fünf Kopien.'))
      await until(() => entries().get('articles/backup')?.lead === 'Fünf Kopien.')
      expect([entries().size, live.stale()]).toEqual([1, []])
      await until(() => live.issues().every(({ code }) => code !== 'many-gone'))
      await until(() => copies(dataDir).length === 1)
    } finally {
      await live.close()
    }
  })

  it('says a sentence as before when the new one cannot be said', async () => {
    const folder = knowledgeFolder({ 'articles/backup.md': backup('Eins.'), 'messages.de.md': HELLO })
    const live = liveKnowledge({ folders: [folder], log, now: () => new Date('2026-11-26T10:00:00Z') })
    try {
      for (const [text, code] of [
        [HELLO.replace('Belieben', '{tag}'), 'unknown-placeholder'],
        ['## none\n\n<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> x\n', 'conflict'],
      ] as const) {
        save(folder, 'messages.de.md', text)
        await until(() => live.issues().some((issue) => issue.code === code))
        expect(live.known().knowledge.messages.de.none).toContain('ganz nach Belieben')
      }
    } finally {
      await live.close()
    }
  })
})

describe('a dialog that leads to one place', () => {
  const log = pino({ level: 'silent' })
  const now = () => new Date('2026-11-26T10:00:00Z')
  const place = (title: string, more = '') =>
    entryText(title, [`${title} eins`, `${title} zwei`, `${title} drei`], {
      fields: `organisation: ${title}\nrole: Hilft\nphone: 0391 12345\n${more}`,
    })
  const dialog = (target: string) =>
    entryText('Wohin', ['wohin eins', 'wohin zwei', 'wohin drei'], {
      fields:
        'steps:\n  - id: a\n    short: Was\n    question: Was?\n    retry: Bitte.\n    choices:\n      - { id: j, label: Gern }\n      - { id: n, label: Lieber nicht }\n' +
        `outcomes:\n  - { id: o, title: O, text: T, groups: [{ title: G, targets: [${target}] }] }\n`,
    })
  const FILES = {
    'contacts/stelle.md': place('Stelle'),
    'contacts/andere.md': place('Andere'),
    'guides/wohin.md': dialog('contacts/stelle'),
  }

  it('is as it was until another place is named, whoever takes the place away, and says so', async () => {
    const folder = knowledgeFolder(FILES)
    const said: string[] = []
    const live = liveKnowledge({ folders: [folder], log: pino({}, { write: (line) => said.push(line) }), now })
    const known = () => live.known().knowledge.entries
    try {
      save(folder, 'contacts/stelle.md', place('Stelle', 'status: draft\n'))
      await until(() => live.issues().some(({ code, file }) => code === 'needed-by-guide' && file.endsWith('contacts/stelle.md')))
      expect([known().has('contacts/stelle'), live.stale()]).toEqual([true, ['contacts/stelle']])
      expect(said.join('')).toContain('"event":"edit_kept_back","entries":["contacts/stelle"]')

      // Deleted altogether, and what else is saved arrives.
      rmSync(join(folder, 'contacts/stelle.md'))
      save(folder, 'contacts/andere.md', place('Andere Stelle'))
      await until(() => known().get('contacts/andere')?.title === 'Andere Stelle')
      expect([known().has('contacts/stelle'), live.stale()]).toEqual([true, ['contacts/stelle']])

      save(folder, 'guides/wohin.md', dialog('contacts/ander'))
      await until(() => live.issues().some(({ code, file }) => code === 'unknown-id' && file.endsWith('guides/wohin.md')))
      expect([...live.stale()].sort()).toEqual(['contacts/stelle', 'guides/wohin'])

      save(folder, 'guides/wohin.md', dialog('contacts/andere'))
      await until(() => live.stale().length === 0)
      expect([...known().keys()].sort()).toEqual(['contacts/andere', 'guides/wohin'])
      await until(() => live.issues().every(({ severity }) => severity !== 'error'))
    } finally {
      await live.close()
    }
  })

  it('keeps what it needs when that breaks altogether afterwards', async () => {
    const folder = knowledgeFolder(FILES)
    const live = liveKnowledge({ folders: [folder], log, now })
    try {
      save(folder, 'guides/wohin.md', dialog('contacts/fort'))
      await until(() => live.stale().includes('guides/wohin'))
      save(folder, 'guides/wohin.md', 'kaputt')
      await until(() => live.issues().some(({ code }) => code === 'no-front-matter'))
      const guide = live.known().knowledge.entries.get('guides/wohin')
      expect(guide?.kind === 'guides' && guide.outcomes[0]!.groups[0]!.targets).toEqual(['contacts/stelle'])
    } finally {
      await live.close()
    }
  })

  it('keeps the lists that it needs', async () => {
    const byPlace = entryText('Wohin im Land', ['land eins', 'land zwei', 'land drei'], {
      fields:
        'steps:\n  - { id: ort, short: Ort, question: Wo?, retry: Bitte., input: postcode, district: false }\n' +
        `outcomes:\n  - { id: nord, title: N, text: T, when: { ort: nord }, groups: [{ title: G, targets: [contacts/stelle] }] }\n` +
        `  - { id: o, title: O, text: T, groups: [{ title: G, targets: [contacts/andere], when: { ort: [land, ausserhalb, weiss-nicht] } }] }\n`,
    })
    const text = `## Regionen

| Kennung | Name | gehört zu | Wörter | PLZ |
|---|---|---|---|---|
| land | Land | | das land | |
| nord | Norden | land | norden | |
| stendal | Stendal | nord | stendal | 39576 |
| halle | Halle | land | halle | 06108 |
`
    const area = '---\nterritory: { de: Land, en: Land }\nregion: land\n---\n'
    const folder = knowledgeFolder({ ...FILES, 'guides/land.md': byPlace, 'vocabulary.md': text, 'area.md': area })
    const dataDir = temporaryFolder()
    const live = liveKnowledge({ folders: [folder], dataDir, log, now })
    const withins = () => new Set(live.known().knowledge.vocabulary.regions.map(({ within }) => within))
    const before = withins()
    try {
      expect(live.issues().filter(({ severity }) => severity === 'error')).toEqual([])
      // A column emptied, as by a slip of the hand in an editor's program.
      save(folder, 'vocabulary.md', text.replaceAll(/^(\| [a-z]+ \| [^|]+ \|) (?:land|nord) \|/gm, '$1 |'))
      await until(() => live.issues().some(({ code, file }) => code === 'needed-by-guide' && file.endsWith('vocabulary.md')))
      expect(withins()).toEqual(before)
      expect(live.stale().some((path) => path.endsWith('vocabulary.md'))).toBe(true)
      const { out } = await run('check', [], { DATA_DIR: dataDir, KNOWLEDGE_DIR: folder })
      expect(out).toMatch(/Der Dienst antwortet hier in der letzten guten Fassung: .*vocabulary\.md/)
      save(folder, 'vocabulary.md', text)
      await until(() => live.stale().length === 0)
    } finally {
      await live.close()
    }
  })

  it('leads there after a restart, too, although every file is sound by itself', async () => {
    const folder = knowledgeFolder(FILES)
    const dataDir = temporaryFolder()
    const start = () => liveKnowledge({ folders: [folder], dataDir, log, now })
    await start().close()
    save(folder, 'contacts/stelle.md', place('Stelle', 'status: draft\n'))
    for (const _ of ['once', 'and again']) {
      const live = start()
      expect([live.known().knowledge.entries.has('contacts/stelle'), live.stale()]).toEqual([true, ['contacts/stelle']])
      await live.close()
    }
  })
})

describe('the copies', () => {
  it('are for nobody else, follow good files and go with deleted ones, and a file that is broken changes none', async () => {
    const folder = knowledgeFolder({ 'articles/a.md': backup('A.'), 'articles/b.md': backup('B.') })
    const dataDir = temporaryFolder()
    const live = liveKnowledge({ folders: [folder], dataDir, log: pino({ level: 'silent' }), now: () => new Date() })
    await live.close()
    const [copy] = copies(dataDir).map((name) => join(dataDir, 'last-good', name))
    expect((statSync(copy!).mode & 0o777).toString(8)).toBe('600')
    save(folder, 'articles/a.md', 'kaputt')
    rmSync(join(folder, 'articles/b.md'))
    await liveKnowledge({ folders: [folder], dataDir, log: pino({ level: 'silent' }), now: () => new Date() }).close()
    expect(copies(dataDir)).toEqual([expect.stringMatching(/a\.md$/)])
    expect(readFileSync(join(dataDir, 'last-good', copies(dataDir)[0]!), 'utf8')).toContain('A.')
  })

  it('of other folders are not taken for these, and a broken list of them costs a copy each', async () => {
    const [one, other] = [knowledgeFolder({ 'articles/a.md': backup('A.') }), knowledgeFolder({ 'articles/a.md': 'kaputt' })]
    const dataDir = temporaryFolder()
    const start = (folder: string) => liveKnowledge({ folders: [folder], dataDir, log: pino({ level: 'silent' }), now: () => new Date() })
    await start(one).close()
    const wrong = start(other)
    expect(wrong.known().knowledge.entries.size).toBe(0)
    await wrong.close()
    const list = readdirSync(join(dataDir, 'last-good'), { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.json'))
    writeFileSync(join(dataDir, 'last-good', list!), '{"__proto__":')
    await start(one).close()
    expect(
      lastGoodOf(dataDir, [one])
        .files()
        .map(({ name }) => name),
    ).toEqual(['articles/a.md'])
  })

  it('a first one is made of a file that answers with a mistake, too', async () => {
    const folder = knowledgeFolder({ 'articles/a.md': backup('A. [Fort](/wissen/fort).') })
    const dataDir = temporaryFolder()
    const live = liveKnowledge({ folders: [folder], dataDir, log: pino({ level: 'silent' }), now: () => new Date() })
    expect(live.issues().some(({ severity }) => severity === 'error')).toBe(true)
    await live.close()
    expect(copies(dataDir)).toEqual([expect.stringMatching(/a\.md$/)])
  })

  it('that cannot be written cost nobody an answer', async () => {
    const folder = knowledgeFolder({ 'articles/a.md': backup('A.') })
    const dataDir = temporaryFolder()
    writeFileSync(join(dataDir, 'last-good'), 'in the way')
    chmodSync(join(dataDir, 'last-good'), 0o400)
    const said: string[] = []
    const live = liveKnowledge({ folders: [folder], dataDir, log: pino({}, { write: (line) => said.push(line) }), now: () => new Date() })
    expect(live.known().knowledge.entries.size).toBe(1)
    await live.close()
    expect(said.join('')).toContain('"event":"last_good_not_kept"')
  })
})
