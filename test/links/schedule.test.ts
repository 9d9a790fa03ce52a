/** The link check day by day against a real server: what is asked when, what is dead, what editors are told, what visitors still read. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listFiles } from '../../adapters/files.ts'
import { addressesIn } from '../../adapters/links/addresses.ts'
import { addressIssues, deadLinks, readLinkMemory, writeLinkMemory } from '../../adapters/links/link-memory.ts'
import { checkDueLinks } from '../../adapters/links/schedule.ts'
import { liveKnowledge } from '../../adapters/live-knowledge.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import { withoutLinks } from '../../bot/knowledge/without-links.ts'
import { entryText, knowledgeFolder, save, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { run } from '../program.ts'

const asked: string[] = []
const answers = new Map<string, { status: number; location?: string }>()
const server = createServer((req, res) => {
  asked.push(`${req.method} ${req.url}`)
  const { status, location } = answers.get(req.url ?? '') ?? { status: 200 }
  res.writeHead(status, location ? { Location: location } : {}).end()
})
let root = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const folderWith = (links: readonly string[]) =>
  knowledgeFolder({
    'articles/eins.md': entryText('Eins', ['eins?', 'zwei?', 'drei?'], {
      body: `Die Antwort mit ${links.map((path) => `[Seite ${path}](${root}${path})`).join(' und ')} darin.`,
    }),
  })
const entriesOf = (folder: string) => [...parseKnowledge(listFiles([folder])).knowledge.entries.values()]
const check = (dataDir: string, folder: string, today: string) =>
  checkDueLinks({
    dataDir,
    entries: entriesOf(folder),
    publicUrl: 'https://wegweiser.example',
    today,
    mayAsk: (ip) => ip === '127.0.0.1',
    pause: async () => {},
  })

describe('an address', () => {
  it('that answers rests for a week; one that is gone on two days is dead, and alive again at once', async () => {
    const [folder, dataDir] = [folderWith(['/gut', '/weg']), temporaryFolder()]
    answers.set('/weg', { status: 404 })
    expect((await check(dataDir, folder, '2026-11-27')).asked).toBe(2)
    // Twice on one day is one day.
    expect((await check(dataDir, folder, '2026-11-27')).asked).toBe(0)
    expect(deadLinks(readLinkMemory(dataDir)).size).toBe(0)
    asked.length = 0
    const second = await check(dataDir, folder, '2026-11-28')
    expect([second.asked, second.changed, [...deadLinks(second.memory)]]).toEqual([1, true, [`${root}/weg`]])
    expect(asked).toEqual(['HEAD /weg', 'GET /weg'])
    expect(
      addressIssues(second.memory, entriesOf(folder)).map(({ line, code, message }) => [line, code, message.replace(root, '')]),
    ).toEqual([[12, 'dead-address', '/weg antwortet mit 404; die Antwort zeigt die Worte ohne den Link.']])
    answers.set('/weg', { status: 200 })
    const third = await check(dataDir, folder, '2026-11-29')
    expect([third.changed, deadLinks(third.memory).size]).toEqual([true, 0])
    expect((await check(dataDir, folder, '2026-12-04')).asked).toBe(1)
  })

  it('is not taken for dead while our own network finds nobody', async () => {
    const [folder, dataDir] = [folderWith([]), temporaryFolder()]
    // Too long for a name: no name service is asked.
    const nowhere = `http://${'x'.repeat(64)}.invalid/seite`
    const write = (more: string) =>
      save(folder, 'articles/eins.md', entryText('Eins', ['eins?', 'zwei?', 'drei?'], { body: `[Seite](${nowhere})${more}` }))
    write('')
    // Alone, or with all others gone as well, it may be the line; editors are told, and the link stays.
    for (const day of ['2026-11-27', '2026-11-28', '2026-11-29']) await check(dataDir, folder, day)
    expect(deadLinks(readLinkMemory(dataDir)).size).toBe(0)
    expect(addressIssues(readLinkMemory(dataDir), entriesOf(folder)).map(({ code }) => code)).toEqual(['silent-address'])
    // Somebody answers, on the first of two days in the same run and on the second as a witness.
    answers.set('/da', { status: 200 })
    write(` und [die andere](${root}/da)`)
    for (const day of ['2026-11-30', '2026-12-01']) await check(dataDir, folder, day)
    expect([...deadLinks(readLinkMemory(dataDir))]).toEqual([nowhere])
    // And with the line away again it does not come back to life.
    write('')
    await check(dataDir, folder, '2026-12-02')
    expect([...deadLinks(readLinkMemory(dataDir))]).toEqual([nowhere])
  })

  it('whose server has a bad day stays, and is told after two', async () => {
    const [folder, dataDir] = [folderWith(['/schlecht']), temporaryFolder()]
    answers.set('/schlecht', { status: 503 })
    const first = await check(dataDir, folder, '2026-11-27')
    expect(addressIssues(first.memory, entriesOf(folder))).toEqual([])
    const later = await check(dataDir, folder, '2026-11-28')
    expect([deadLinks(later.memory).size, addressIssues(later.memory, entriesOf(folder)).map(({ code }) => code)]).toEqual([
      0,
      ['silent-address'],
    ])
  })

  it('that has moved for good is proposed, one that leads elsewhere today is not', async () => {
    const [folder, dataDir] = [folderWith(['/umgezogen', '/heute']), temporaryFolder()]
    answers.set('/umgezogen', { status: 301, location: '/neu' })
    answers.set('/heute', { status: 302, location: '/neu' })
    const { memory } = await check(dataDir, folder, '2026-11-27')
    expect(addressIssues(memory, entriesOf(folder)).map(({ code, hint }) => [code, hint])).toEqual([
      ['moved-address', `Schreiben Sie ${root}/neu.`],
    ])
  })

  it('of a server with many is one of five an hour', async () => {
    const [folder, dataDir] = [folderWith(Array.from({ length: 12 }, (_, i) => `/viele-${i}`)), temporaryFolder()]
    expect([(await check(dataDir, folder, '2026-11-27')).asked, (await check(dataDir, folder, '2026-11-27')).asked]).toEqual([5, 5])
    expect(addressesIn(entriesOf(folder)).size).toBe(12)
  })
})

describe('a dead link', () => {
  it('leaves its words, in whatever way it was written', () => {
    const dead = new Set(['https://weg.example/a_(b)', 'https://weg.example/%C3%BC'])
    expect(
      withoutLinks(
        'Eine [Seite](https://weg.example/a_(b)) und [noch *eine*](<https://weg.example/ü> "Titel"), <https://weg.example/a_(b)>, [gut](https://gut.example).',
        dead,
      ),
    ).toBe('Eine Seite und noch *eine*, https://weg.example/a_(b), [gut](https://gut.example).')
  })

  it('is gone from the answers as soon as it is known, and back when it answers, while its editor sees it', async () => {
    const [folder, dataDir] = [folderWith(['/tot']), temporaryFolder()]
    const live = liveKnowledge({
      folders: [folder],
      deadLinks: () => deadLinks(readLinkMemory(dataDir)),
      log: pino({ level: 'silent' }),
      now: () => new Date('2026-11-27T12:00:00Z'),
    })
    const lead = () => live.known().knowledge.entries.get('articles/eins')!.lead
    const becomes = async (words: string) => {
      for (let i = 0; i < 200 && lead() !== words; i++) await wait(25)
      expect(lead()).toBe(words)
    }
    expect(lead()).toContain(`](${root}/tot)`)
    writeLinkMemory(
      dataDir,
      new Map([[`${root}/tot`, { on: '2026-11-27', failures: 2, isGone: true, problem: 'antwortet mit 404', deadSince: '2026-11-27' }]]),
    )
    live.refresh()
    await becomes('Die Antwort mit Seite /tot darin.')
    expect(live.originals()[0]!.lead).toContain(`](${root}/tot)`)
    expect((await run('check', [folder], { DATA_DIR: dataDir })).out).toContain(
      '/tot antwortet mit 404; die Antwort zeigt die Worte ohne den Link.',
    )
    writeLinkMemory(dataDir, new Map())
    live.refresh()
    await becomes(`Die Antwort mit [Seite /tot](${root}/tot) darin.`)
    await live.close()
  })
})
