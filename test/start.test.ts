/** The real program, started as `npm start` starts it and met over real HTTP. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryText, knowledgeFolder, save, temporaryFolder } from './fixtures/knowledge-folder.ts'
import { ROOT, type Running, run, serve } from './program.ts'
import { visit } from './visitor.ts'

const small = knowledgeFolder({
  'articles/backup.md': entryText('Datensicherung', ['Wie sichere ich meine Daten?', 'backup firma', 'Die Festplatte ist kaputt'], {
    body: 'Drei Kopien, zwei Medien, eine außer Haus.',
  }),
  'articles/kaputt.md': '---\ntitle: Erst Antrag: dann Auftrag\n---\nText.\n',
})

/** Names each file of a package that is loaded, on the standard error output. */
const TELL_LOADED = `import { registerHooks } from 'node:module'
  registerHooks({ load(url, context, next) {
    if (url.includes('/node_modules/')) process.stderr.write('LOADED ' + url + '\\n')
    return next(url, context)
  } })`

describe('the program with the knowledge that ships', () => {
  let program: Running
  const dataDir = temporaryFolder()
  const compiled = temporaryFolder()
  beforeAll(async () => {
    program = await serve({
      DATA_DIR: dataDir,
      NODE_COMPILE_CACHE: compiled,
      NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(TELL_LOADED)}"`,
    })
  })
  afterAll(() => program.stop('SIGKILL'))

  it('prints the address it really listens on, and how much it knows', async () => {
    const [, entries] = /^Wegweiser läuft: http:\/\/localhost:\d+\n(\d+) Einträge geladen, \d+ ausgelassen\.\n/.exec(program.said.out) ?? []
    expect(Number(entries)).toBeGreaterThan(100)
    expect((await fetch(program.url)).status).toBe(200)
  })

  it('answers a question in the editors’ words, with citation and day of the check', async () => {
    const visitor = await visit(program.url)
    const answer = await visitor.say('Ab wann muss ich E-Rechnungen schreiben?')
    expect(answer.text).toContain('E-Rechnung')
    expect(answer.text).toMatch(/\d\d\.\d\d\.20\d\d/)
    const citations = answer.entities?.flatMap(({ citation = [] }) => citation.map(({ appearance }) => appearance.url)) ?? []
    expect(citations).toContainEqual(expect.stringMatching(/\/wissen\/e-rechnung$/))
  })

  it('says that it is alive and ready, and counts what it does', async () => {
    const get = async (path: string) => {
      const response = await fetch(program.url + path)
      return [response.status, await response.text()] as const
    }
    expect(await get('/healthz')).toEqual([200, '{"status":"ok"}'])
    const [status, ready] = await get('/readyz')
    expect([status, JSON.parse(ready)]).toMatchObject([200, { status: 'ok', storage: { status: 'ok' }, secrets: { status: 'ok' } }])
    const [, metrics] = await get('/metrics')
    expect(metrics).toMatch(/^wegweiser_entries \d{3,}$/m)
    expect(metrics).toMatch(/^wegweiser_turns_total\{kind="question",decision="answer"\} 1$/m)
    expect(metrics).toMatch(/^wegweiser_turn_seconds_count [1-9]/m)
  })

  it('loads nothing that the image leaves out', () => {
    const loaded = [...program.said.err.matchAll(/^LOADED file:\/\/(\S+)$/gm)].map(([, path]) => path!)
    expect(loaded.length).toBeGreaterThan(300)
    const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    const endings = [...dockerfile.matchAll(/-name '\*(\.\w+)'/g)].map(([, ending]) => ending!)
    const folders = /rm -rf (node_modules.*)/.exec(dockerfile)![1]!.split(' ')
    expect([endings.length, folders.length]).toEqual([4, 2])
    const out = (path: string) => endings.some((ending) => path.endsWith(ending)) || folders.some((folder) => path.includes(`${folder}/`))
    expect(loaded.filter(out)).toEqual([])
    expect(loaded.filter((path) => path.includes('/botbuilder/vendors/')).length).toBeGreaterThan(0)
  })

  it('stops when it is asked to, gracefully, and leaves what was compiled for the next start', async () => {
    expect(await program.stop('SIGTERM')).toBe(0)
    await expect(fetch(program.url)).rejects.toThrow('fetch failed')
    expect(readdirSync(compiled, { recursive: true }).length).toBeGreaterThan(300)
  })
})

describe('the program', () => {
  it('names the files it leaves out, with place and fix, and answers from the others', async () => {
    const program = await serve({ DATA_DIR: temporaryFolder(), KNOWLEDGE_DIR: small })
    try {
      expect(program.said.out).toContain('1 Einträge geladen, 1 ausgelassen.')
      await program.heard('out', /\/articles\/kaputt\.md:2:8 {2}Fehler: .+ → Setzen Sie den ganzen Text in Anführungszeichen: title:/)
      expect((await (await visit(program.url)).say('backup firma')).text).toContain('Drei Kopien')
    } finally {
      expect(await program.stop('SIGINT')).toBe(0)
    }
  })

  it('loses nothing of a talk when it is killed, and signs with the same secret afterwards', async () => {
    const dataDir = temporaryFolder()
    const env = { DATA_DIR: dataDir, KNOWLEDGE_DIR: small }
    const secretFile = join(dataDir, 'webchat.secret')
    const first = await serve(env)
    const before = await visit(first.url)
    await before.say('Wie sichere ich meine Daten?')
    const history = await before.history()
    const secret = readFileSync(secretFile, 'utf8')
    expect(await first.stop('SIGKILL')).toBe('SIGKILL')

    const second = await serve(env)
    try {
      const after = await visit(second.url, before.ticket)
      expect(await after.history()).toEqual(history)
      expect(history.map(({ text }) => text)).toEqual(['Wie sichere ich meine Daten?', expect.stringContaining('Drei Kopien')])
      expect(readFileSync(secretFile, 'utf8')).toBe(secret)
      expect(statSync(secretFile).mode & 0o077).toBe(0)
      expect((await after.say('Warum diese Antwort?')).text).toContain('Datensicherung')
    } finally {
      await second.stop('SIGKILL')
    }
  })

  it('names all wrong settings at once and ends with 2', async () => {
    const { code, out, err } = await run('start', [], {
      PORT: '99999',
      LOG_LEVEL: 'laut',
      DATABASE_URL: 'mysql://localhost',
      WEBCHAT_SECRET: 'kurz',
      RETENTION_DAYS: 'ewig',
      KNOWLEDGE_DIR: `${small}:/gibt/es/nicht`,
      MICROSOFT_APP_ID: '00000000-0000-0000-0000-000000000000',
    })
    expect([code, out]).toEqual([2, ''])
    const [head, ...problems] = err.trimEnd().split('\n')
    expect(head).toBe('Die Einstellungen stimmen nicht:')
    for (const name of [
      'PORT="99999"',
      'LOG_LEVEL="laut"',
      'DATABASE_URL="mysql://localhost"',
      'WEBCHAT_SECRET=',
      'RETENTION_DAYS="ewig"',
      'KNOWLEDGE_DIR=',
    ])
      expect(problems.filter((problem) => problem.startsWith(`  ${name}`))).toHaveLength(1)
    expect(problems.at(-1)).toBe('  Für Teams fehlt MICROSOFT_APP_PASSWORD und MICROSOFT_APP_TENANT_ID; alle drei gehören zusammen.')
    expect(problems).toHaveLength(7)
  })

  it('reads .env in the folder it is started in', () => {
    const folder = temporaryFolder()
    save(folder, '.env', 'LOG_LEVEL=laut\n')
    const { LOG_LEVEL, ...env } = process.env
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'adapters/main.ts')], { cwd: folder, env, encoding: 'utf8' })
    expect([status, stderr]).toEqual([2, expect.stringContaining('LOG_LEVEL="laut"')])
  })

  it('says in one sentence that its port is taken, and ends with 1', async () => {
    const other = createServer().listen(0)
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { code, out, err } = await run('start', [], {
      PORT: String(port),
      DATA_DIR: temporaryFolder(),
      KNOWLEDGE_DIR: small,
      LOG_LEVEL: 'error',
    })
    other.close()
    expect([code, out, err]).toEqual([1, '', `Port ${port} ist belegt. Setzen Sie PORT auf einen anderen.\n`])
  })
})
