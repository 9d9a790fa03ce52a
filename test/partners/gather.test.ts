/** Feeds from a real server, run by run: what is asked, what becomes an entry or a draft, what editors are told. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listFiles } from '../../adapters/files.ts'
import { CORE_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { startApp } from '../../adapters/main.ts'
import { readAnyFormat } from '../../adapters/partners/any-format.ts'
import { type GatherOptions, gatherFeeds } from '../../adapters/partners/gather.ts'
import { feedFolders, lastFeedProblems, liveFolder } from '../../adapters/partners/memory.ts'
import { readSettings } from '../../adapters/settings.ts'
import { addressOf, allowedHosts } from '../../bot/guides/outcomes/targets.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import type { Event } from '../../bot/knowledge/schema.ts'
import { statusOn } from '../../bot/knowledge/validity.ts'
import { momentAt } from '../../bot/moment.ts'
import { entryText, knowledgeFolder, save, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { ROOT, run } from '../program.ts'

const VOCABULARY = `# Wörter

## Themen

| Kennung | Name | Wörter |
|---|---|---|
| ki | Künstliche Intelligenz | ki, künstliche intelligenz |
| foerderung | Förderung | förderung, zuschuss |

## Zielgruppen

| Kennung | Name | Wörter |
|---|---|---|
| handwerk | Handwerk | handwerk, handwerker |

## Regionen

| Kennung | Name | gehört zu | Wörter | Postleitzahlen |
|---|---|---|---|---|
| land | Musterland | | | |
| musterstadt | Musterstadt | land | | 12345 |
`
interface Answer {
  body?: string | Buffer
  status?: number
  headers?: Record<string, string>
  /** Sends a byte and then nothing. */
  hangs?: boolean
}
const answers = new Map<string, Answer>()
const asked: IncomingMessage[] = []
const server = createServer((req: IncomingMessage, res: ServerResponse) => {
  asked.push(req)
  const { body = '', status = 200, headers = {}, hangs } = answers.get(req.url ?? '') ?? { status: 404 }
  if (headers.ETag && req.headers['if-none-match'] === headers.ETag) {
    // Restify, once it is loaded, has `writeHead` return nothing.
    res.writeHead(304, headers)
    res.end()
    return
  }
  res.writeHead(status, headers)
  if (hangs) res.write('B')
  else res.end(body)
})
let root = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const event = (
  uid: string,
  title: string,
  start: string,
  more: readonly string[] = ['LOCATION:Kammerhaus\\, Marktplatz 1\\, 12345 Musterstadt'],
) => ['BEGIN:VEVENT', `UID:${uid}`, `SUMMARY:${title}`, `DTSTART;TZID=Europe/Berlin:${start}`, ...more, 'END:VEVENT'].join('\r\n')
const calendar = (...events: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n')

const inProcess: NonNullable<GatherOptions['read']> = async (answer) => readAnyFormat(answer)

/** The sentences that entries are made with. */
const SENTENCES = listFiles([CORE_KNOWLEDGE])
  .filter(({ name }) => name === 'site.de.md')
  .map((file) => ({ ...file, layer: -1 }))

/** A place of its own: folders, a clock, and runs over what `feeds.md` names. */
function hub(rows: string, files: Record<string, string> = {}) {
  const dataDir = temporaryFolder()
  const folder = knowledgeFolder({
    'articles/eins.md': entryText('Eins', ['eins?', 'zwei?', 'drei?']),
    'vocabulary.md': VOCABULARY,
    'feeds.md': `# Partner\n\n| Adresse | Veranstalter | Region | Themen | Vertrauen |\n|---|---|---|---|---|\n${rows}\n`,
    ...files,
  })
  const load = () => parseKnowledge([...SENTENCES, ...listFiles([liveFolder(dataDir), folder])])
  const folders = feedFolders(dataDir)
  const list = (at: string) => (existsSync(join(at, 'events')) ? readdirSync(join(at, 'events')).sort() : [])
  return {
    dataDir,
    folder,
    folders,
    load,
    live: () => list(folders.live),
    drafts: () => list(folders.drafts),
    /** The entry as it is answered from. */
    entry: (slug: string) => load().knowledge.entries.get(`events/${slug}`),
    text: (name: string) => readFileSync(join(folders.root, name), 'utf8'),
    run: async (now: string, { isForced = true, mayAsk = (ip: string) => ip === '127.0.0.1', isThreaded = false } = {}) =>
      (await gatherFeeds({
        dataDir,
        knowledge: load().knowledge,
        publicUrl: 'https://wegweiser.example',
        now: new Date(`${now}T08:00:00+01:00`),
        isForced,
        mayAsk,
        ...(!isThreaded && { read: inProcess }),
        pause: async () => {},
      }))!,
  }
}
const row = (path: string, trust = 'sofort', organiser = 'Kammer') => `| ${root}${path} | ${organiser} | land | foerderung | ${trust} |`

describe('a trusted calendar', () => {
  it('becomes entries in the words of the vocabulary, follows changes, and withdraws with a trace', async () => {
    const first = event('a@x', 'KI im Handwerk', '20261203T140000')
    const second = event('b@x', 'Zuschuss erklärt', '20261210T100000', ['LOCATION:Online'])
    answers.set('/a.ics', { body: calendar(first, second) })
    const here = hub(row('/a.ics'))
    const report = await here.run('2026-11-27')
    expect(report.issues).toEqual([])
    expect(here.live()).toEqual(['ki-im-handwerk-2026-12-03.md', 'zuschuss-erklaert-2026-12-10.md'])
    expect(here.entry('ki-im-handwerk-2026-12-03')).toMatchObject({
      title: 'KI im Handwerk',
      start: '2026-12-03T14:00',
      topics: ['foerderung', 'ki'],
      audience: ['handwerk'],
      region: ['musterstadt'],
      place: { name: 'Kammerhaus', street: 'Marktplatz 1', postcode: '12345', city: 'Musterstadt' },
      mode: 'vor Ort',
      organiser: 'Kammer',
      source: [{ name: 'Kalender: Kammer', url: `${root}/a.ics` }],
    })
    expect(here.load().issues.filter(({ severity }) => severity === 'error')).toEqual([])

    answers.set('/a.ics', {
      body: calendar(event('a@x', 'KI im Handwerk', '20261204T150000'), second.replace('BEGIN:VEVENT', 'BEGIN:VEVENT\r\nSTATUS:CANCELLED')),
    })
    const changed = await here.run('2026-11-28')
    expect(changed.steps.map(({ event: { slug }, step }) => [slug, step.what])).toEqual([
      ['ki-im-handwerk-2026-12-03', 'moved'],
      ['zuschuss-erklaert-2026-12-10', 'cancelled'],
    ])
    expect(here.entry('ki-im-handwerk-2026-12-03')).toMatchObject({ start: '2026-12-04T15:00' })
    expect(here.text('live/events/ki-im-handwerk-2026-12-03.md')).toContain(
      '- 28.11.2026: verlegt, vorher Donnerstag, 3. Dezember 2026, 14:00 Uhr',
    )
    expect(here.entry('zuschuss-erklaert-2026-12-10')).toMatchObject({ cancelled: true })

    answers.set('/a.ics', { body: calendar(second) })
    await here.run('2026-11-29')
    const still = here.entry('ki-im-handwerk-2026-12-03')!
    expect(statusOn(still, momentAt(new Date('2026-11-29T12:00:00Z')))).toBe('open')
    const gone = await here.run('2026-11-30')
    expect(gone.steps.map(({ step }) => step.what)).toEqual(['gone'])
    const after = here.entry('ki-im-handwerk-2026-12-03')!
    expect(statusOn(after, momentAt(new Date('2026-11-30T12:00:00Z')))).toBe('over')
    expect(after.lead).toContain('Kammer führt diesen Termin seit dem 30.11.2026 nicht mehr im Kalender.')

    answers.set('/a.ics', { body: calendar(first, second) })
    expect((await here.run('2026-12-01')).steps.map(({ step }) => step.what)).toEqual(['back', 'moved'])
    expect(here.entry('ki-im-handwerk-2026-12-03')).toMatchObject({ start: '2026-12-03T14:00', valid: {} })
  })

  it('is asked for news only, and not before its time', async () => {
    answers.set('/etag.ics', {
      body: gzipSync(calendar(event('a@x', 'Treffen', '20261203T140000'))),
      headers: { ETag: '"eins"', 'Content-Encoding': 'gzip' },
    })
    const here = hub(row('/etag.ics'))
    // As the program reads it: in a thread.
    await here.run('2026-11-27', { isThreaded: true })
    const outcomes = async (now: string, options = {}) => (await here.run(now, options)).feeds.map(({ outcome }) => outcome)
    expect(await outcomes('2026-11-27', { isForced: false })).toEqual(['waiting'])
    expect(await outcomes('2026-11-28', { isForced: false })).toEqual(['same'])
    expect(here.live()).toHaveLength(1)
    expect(asked.at(-1)!.headers['user-agent']).toBe('Wegweiser (+https://wegweiser.example)')
  })
})

describe('the same event in two feeds', () => {
  it('is one, with the reason and both sources', async () => {
    answers.set('/kammer.ics', { body: calendar(event('k@x', 'Digitaltag im Kammerhaus', '20261203T140000')) })
    answers.set('/stadt.ics', {
      body: calendar(
        event('s@x', 'Digitaltag Kammerhaus Musterstadt', '20261203T141500', ['LOCATION:Kammerhaus\\, 12345 Musterstadt']),
        event('t@x', 'Digitaltag im Kammerhaus', '20261203T180000'),
        event('u@x', 'Digitaltag im Kammerhaus', '20261203T140000', ['LOCATION:Rathaus\\, 54321 Beispielhausen']),
      ),
    })
    const here = hub(`${row('/kammer.ics')}\n${row('/stadt.ics', 'sofort', 'Stadt')}`)
    const report = await here.run('2026-11-27')
    expect(here.live()).toHaveLength(3)
    expect(here.entry('digitaltag-im-kammerhaus-2026-12-03')!.source.map(({ name }) => name)).toEqual([
      'Kalender: Kammer',
      'Kalender: Stadt',
    ])
    expect(report.steps.find(({ step }) => step.what === 'same')!.step.detail).toBe(
      'auch bei Stadt: derselbe Tag, nur 15 Minuten auseinander, im Titel 2 von 2 Wörtern gleich, derselbe Ort (Musterstadt)',
    )
    expect(report.issues.map(({ message }) => message)).toEqual([
      '„Digitaltag im Kammerhaus“: Die Feeds nennen verschiedene Zeiten: Donnerstag, 3. Dezember 2026, 14:00 Uhr; Donnerstag, 3. Dezember 2026, 14:15 Uhr.',
    ])
  })

  it('is the editors’ own where they have it already, and a difference is told at their file', async () => {
    answers.set('/own.ics', { body: calendar(event('k@x', 'Großer Digitaltag', '20261203T140000')) })
    const own = entryText('Großer Digitaltag 2026', ['a?', 'b?', 'c?'], {
      fields: 'start: 2026-12-03T14:00\nmode: vor Ort\norganiser: Kammer\n',
    })
    const here = hub(row('/own.ics'), { 'events/digitaltag.md': own })
    await here.run('2026-11-27')
    expect([here.live(), here.drafts()]).toEqual([[], []])
    answers.set('/own.ics', { body: calendar(event('k@x', 'Großer Digitaltag', '20261204T140000')) })
    const { issues } = await here.run('2026-11-28')
    expect(issues).toMatchObject([
      { code: 'feed-differs', message: 'Der Veranstalter nennt für „Großer Digitaltag 2026“ jetzt 2026-12-04T14:00.' },
    ])
    expect(here.live()).toEqual([])
  })
})

describe('a calendar that is not trusted', () => {
  it('becomes drafts that answer nobody, and an editor’s hand on one is respected', async () => {
    const [one, two, three] = ['eins', 'zwei', 'drei'].map((word, i) => event(`${word}@x`, `Abend ${word}`, `2026120${i + 1}T180000`))
    answers.set('/draft.ics', { body: calendar(one!, two!, three!) })
    const here = hub(row('/draft.ics', 'Entwurf'))
    await here.run('2026-11-27')
    expect([here.live(), here.drafts()]).toEqual([[], ['abend-drei-2026-12-03.md', 'abend-eins-2026-12-01.md', 'abend-zwei-2026-12-02.md']])
    expect(here.text('drafts/events/abend-eins-2026-12-01.md')).toContain('status: draft')

    // One is moved into the knowledge, one is edited, one is thrown away.
    const draft = here.text('drafts/events/abend-eins-2026-12-01.md')
    save(here.folder, 'events/abend-eins-2026-12-01.md', draft.replace('status: draft\n', ''))
    rmSync(join(here.folders.drafts, 'events/abend-eins-2026-12-01.md'))
    writeFileSync(
      join(here.folders.drafts, 'events/abend-zwei-2026-12-02.md'),
      `${here.text('drafts/events/abend-zwei-2026-12-02.md')}\nEigenes.\n`,
    )
    rmSync(join(here.folders.drafts, 'events/abend-drei-2026-12-03.md'))
    answers.set('/draft.ics', { body: calendar(one!.replace('T18', 'T19'), two!.replace('T18', 'T19'), three!.replace('T18', 'T19')) })
    const { issues } = await here.run('2026-11-28')
    expect(here.drafts()).toEqual(['abend-zwei-2026-12-02.md'])
    expect(here.text('drafts/events/abend-zwei-2026-12-02.md')).toContain('Eigenes.')
    expect(issues.map(({ message }) => message).sort()).toEqual([
      'Der Veranstalter nennt für „Abend eins“ jetzt 2026-12-01T19:00.',
      'Zu Ihrem Entwurf events/abend-zwei-2026-12-02.md sagt der Feed inzwischen etwas anderes.',
    ])
  })

  it('news are drafts whoever they are from, and pages that items lead to are asked for their dates', async () => {
    const fixture = (name: string) => readFileSync(join(ROOT, 'test/fixtures/feeds', name))
    answers.set('/events.rss', { body: fixture('events.rss') })
    answers.set('/seite-mit-angaben', { body: fixture('page.html') })
    const here = hub(row('/events.rss'))
    await here.run('2026-11-27')
    expect(here.live()).toEqual(['digitalfruehstueck-2026-12-08.md', 'webinar-ki-2026-12-10.md', 'werkstatt-web-2026-12-09.md'])
    expect(readdirSync(join(here.folders.drafts, 'articles'))).toEqual(['neues-heft-erschienen.md'])
    const before = asked.length
    await here.run('2026-11-27')
    expect(asked.slice(before).map(({ url }) => url)).toEqual(['/events.rss'])
  })
})

describe('a feed that does not work', () => {
  it('costs itself alone, is told at its row, and what was known of it stays', async () => {
    answers.set('/good.ics', { body: calendar(event('g@x', 'Guter Termin', '20261203T140000')) })
    answers.set('/later.ics', { body: calendar(event('l@x', 'Bekannter Termin', '20261205T140000')) })
    answers.set('/broken.ics', { body: 'kein Kalender' })
    answers.set('/large.ics', { body: gzipSync(Buffer.alloc(6_000_000, 'X')), headers: { 'Content-Encoding': 'gzip' } })
    answers.set('/moved.ics', { status: 301, headers: { Location: '/good.ics' } })
    answers.set('/inside.ics', { status: 302, headers: { Location: 'http://127.0.0.2/geheim' } })
    answers.set('/busy.ics', { status: 503, headers: { 'Retry-After': '90000' } })
    const paths = ['/gone.ics', '/broken.ics', '/large.ics', '/moved.ics', '/inside.ics', '/busy.ics', '/later.ics']
    const here = hub(
      [...paths.map((path) => row(path, 'sofort', path.slice(1, -4))), '| http://192.168.0.1/x.ics | Intern | | | sofort |'].join('\n'),
    )
    const { issues, feeds } = await here.run('2026-11-27')
    expect(feeds.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed', 'read', 'failed', 'failed', 'read', 'failed'])
    const file = here.load().knowledge.feeds[0]!.file
    expect(issues.map(({ line, message }) => `${line} ${message.replaceAll(root, '')}`)).toEqual([
      '5 gone: /gone.ics antwortet mit 404.',
      '6 broken: /broken.ics ist nicht zu lesen: Das ist weder ein Kalender noch ein Feed noch eine Webseite.',
      '7 large: /large.ics ist zu groß (mehr als 5 MB).',
      '8 moved: /moved.ics ist dauerhaft umgezogen.',
      '9 inside: /inside.ics führt ins eigene Netz (127.0.0.2) und wird nicht gefragt.',
      '10 busy: /busy.ics antwortet mit 503.',
      '12 Intern: http://192.168.0.1/x.ics führt ins eigene Netz (192.168.0.1) und wird nicht gefragt.',
    ])
    expect(issues.every((issue) => issue.file === file)).toBe(true)
    expect(here.live()).toEqual(['bekannter-termin-2026-12-05.md', 'guter-termin-2026-12-03.md'])

    answers.set('/later.ics', { status: 500 })
    const failing = await here.run('2026-11-28', { isForced: false })
    expect(failing.issues.find(({ line }) => line === 11)!.hint).toContain('Die Termine vom 27.11.2026 bleiben stehen.')
    expect(here.live()).toContain('bekannter-termin-2026-12-05.md')
    expect(failing.feeds.map(({ outcome }) => outcome)[5]).toBe('waiting')
    // What the last run told is what `check` shows.
    const lines = lastFeedProblems(here.dataDir, here.load().knowledge.feeds).map(({ line }) => line)
    expect(lines.sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10, 11, 12])
    expect((await run('check', [here.folder], { DATA_DIR: here.dataDir })).out).toContain('antwortet mit 404')
  })

  it('a row that is taken away takes its dates along', async () => {
    answers.set('/row.ics', { body: calendar(event('g@x', 'Guter Termin', '20261203T140000')) })
    const here = hub(row('/row.ics'))
    await here.run('2026-11-27')
    expect(here.live()).toHaveLength(1)
    save(here.folder, 'feeds.md', '# Partner\n')
    await here.run('2026-11-28')
    expect(here.live()).toEqual([])
  })
})

describe('feeds.md', () => {
  it('with a mistake leaves the list of before, so that no date goes with a typing error', async () => {
    const here = hub(row('/a.ics'))
    const before = here.load()
    save(
      here.folder,
      'feeds.md',
      '# Partner\n\n| Adresse | Veranstalter | Region | Themen | Vertrauen |\n|---|---|---|---|---|\n| gar nichts | Kammer | | | bald |\n',
    )
    const after = parseKnowledge([...SENTENCES, ...listFiles([liveFolder(here.dataDir), here.folder])], before)
    expect(after.issues.map(({ code, line }) => [code, line])).toEqual([['feed-address', 5]])
    expect(after.knowledge.feeds).toEqual(before.knowledge.feeds)
    const { code, err } = await run('feeds', [here.folder], { DATA_DIR: here.dataDir })
    expect([code, err]).toEqual([2, expect.stringContaining('„gar nichts“ ist keine Internetadresse.')])
  })
})

describe('the way to the organiser', () => {
  it('is offered where feeds.md names its host, and stays a source where nobody does', async () => {
    const online = (link: string) => ['LOCATION:Online', `URL:${link}`]
    answers.set('/a.ics', {
      body: calendar(
        event('a@x', 'KI im Handwerk', '20261203T140000', online('https://127.0.0.1/ki')),
        event('b@x', 'Löten am Abend', '20261204T140000', online('https://karten.example/loeten')),
        event('c@x', 'Offene Sprechstunde', '20261205T140000', online('http://127.0.0.1/offen')),
      ),
    })
    const here = hub(row('/a.ics'))
    await here.run('2026-11-27')
    const { knowledge } = here.load()
    const [ki, lot, open] = ['ki-im-handwerk-2026-12-03', 'loeten-am-abend-2026-12-04', 'offene-sprechstunde-2026-12-05'].map(
      (slug) => knowledge.entries.get(`events/${slug}`) as Event,
    )
    expect(addressOf(ki!.booking!, new Map(), allowedHosts(knowledge))?.href).toBe('https://127.0.0.1/ki')
    expect([lot!.booking, open!.booking]).toEqual([undefined, undefined])
    expect([lot!.source[0]!.url, open!.source[0]!.url]).toEqual(['https://karten.example/loeten', 'http://127.0.0.1/offen'])
  })
})

describe('two runs', () => {
  it('are never at it at once, and one that was killed holds nobody up for long', async () => {
    answers.set('/a.ics', { body: calendar(event('a@x', 'KI im Handwerk', '20261203T140000')) })
    const here = hub(row('/a.ics'))
    const lock = join(here.folders.root, 'lock')
    mkdirSync(here.folders.root, { recursive: true })
    writeFileSync(lock, '1')
    expect(await here.run('2026-11-27')).toBeUndefined()
    const aMinuteAgo = new Date(Date.now() - 61_000)
    utimesSync(lock, aMinuteAgo, aMinuteAgo)
    expect((await here.run('2026-11-27')).live).toBe(1)
    expect(existsSync(lock)).toBe(false)
  })
})

describe('npm run feeds', () => {
  it('says what it did, and asks nobody in the own network', async () => {
    const here = hub(row('/a.ics'))
    const { code, out } = await run('feeds', [here.folder], { DATA_DIR: here.dataDir })
    expect(code).toBe(0)
    expect(out).toContain(': nicht gelesen')
    expect(out).toContain('führt ins eigene Netz (127.0.0.1)')
    expect(out).toContain('nennt Ihre IT ihn in OWN_HOSTS')
    expect(out).toContain('0 Termine werden gezeigt.')
  })

  it('asks the hosts there that the operator named, and says in words what it found', async () => {
    const one = event('a@x', 'Tag der Technik', '20261203T140000')
    answers.set('/a.ics', { body: calendar(one) })
    answers.set('/b.ics', { body: calendar(one) })
    const here = hub(`${row('/a.ics')}\n${row('/b.ics', 'sofort', 'Stadt')}`)
    const env = { DATA_DIR: here.dataDir, OWN_HOSTS: new URL(root).host }
    const { code, out } = await run('feeds', [here.folder, '--now', '2026-11-27'], env)
    expect(code).toBe(0)
    expect(out).toContain('neu: „Tag der Technik“, 2026-12-03 14:00\n')
    expect(out).toContain('(auch bei Stadt: derselbe Tag, dieselbe Uhrzeit')
    expect(out).toContain('1 Termine werden gezeigt.')
  })

  it('says so where the hosts are mistyped, and asks nobody', async () => {
    const here = hub(row('/a.ics'))
    const { code, err } = await run('feeds', [here.folder], { DATA_DIR: here.dataDir, OWN_HOSTS: 'http://127.0.0.1/' })
    expect([code, err]).toEqual([2, 'OWN_HOSTS="http://127.0.0.1/": erwartet wird Rechner wie termine.kammer.intern oder 10.0.0.5:8080.\n'])
  })
})

it('the running server reads what feeds.md names by itself, and answers from it', async () => {
  answers.set('/a.ics', { body: calendar(event('a@x', 'Werkstatttag Sensorik', '20261203T140000')) })
  const here = hub(row('/a.ics'))
  const read = readSettings({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: here.dataDir,
    KNOWLEDGE_DIR: here.folder,
    OWN_HOSTS: new URL(root).host,
  })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const app = await startApp(read.settings, pino({ level: 'silent' }), () => new Date('2026-11-27T08:00:00+01:00'))
  try {
    await expect
      .poll(() => [...app.knowledge.known().knowledge.entries.keys()], { timeout: 10_000 })
      .toContain('events/werkstatttag-sensorik-2026-12-03')
  } finally {
    await app.close()
  }
})
