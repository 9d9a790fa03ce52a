/** What the CMS is given and what it may do: forms made from the schemas, files that keep what nobody changed, and no way out of the folder. */
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { listFiles } from '../../adapters/files.ts'
import { knownOf } from '../../adapters/known-of.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { createServer } from '../../adapters/server.ts'
import { readSettings } from '../../adapters/settings.ts'
import { cmsPolicy } from '../../adapters/site/cms/cms-page.ts'
import { CMS_KINDS, cmsConfig, FOLDER_BACKEND } from '../../adapters/site/cms/config.ts'
import { type CmsField, cmsFields } from '../../adapters/site/cms/fields.ts'
import { folderAction } from '../../adapters/site/cms/folder.ts'
import { toFile, toForm } from '../../adapters/site/cms/form-text.ts'
import { forForm, fromForm, splitHead } from '../../adapters/site/cms/head.ts'
import { cmsRoutes } from '../../adapters/site/cms/routes.ts'
import { createSessions } from '../../adapters/site/editors/session.ts'
import { schemas } from '../../bot/knowledge/schema.ts'
import { entryText, knowledgeFolder, save, temporaryFolder } from '../fixtures/knowledge-folder.ts'

const loaded = loadKnowledge(SHIPPED_KNOWLEDGE)
const { knowledge } = loaded

describe('the forms', () => {
  const all = (fields: readonly CmsField[]): CmsField[] =>
    fields.flatMap((field) => [field, ...all(field.fields ?? []), ...all(field.field ? [field.field] : [])])

  it.each(CMS_KINDS)('of %s have every field of the schema, each with a German name', (kind) => {
    const fields = cmsFields(kind, knowledge)
    expect(fields.map(({ name }) => name).sort()).toEqual([...Object.keys(schemas[kind].shape), 'body'].sort())
    expect(all(fields).filter(({ label, name }) => label === name && !/^[A-Z]/.test(label))).toEqual([])
  })

  it('of dialogs hold the conditions, and the rules that there are', () => {
    const steps = cmsFields('guides', knowledge).find(({ name }) => name === 'steps')!
    expect(steps.fields?.find(({ name }) => name === 'when')).toMatchObject({ widget: 'bedingung', label: 'Nur fragen, wenn' })
    const outcomes = cmsFields('guides', knowledge).find(({ name }) => name === 'outcomes')!
    const rule = outcomes.fields?.find(({ name }) => name === 'rule')
    expect(rule?.options?.map(({ value }) => value)).toContain('zustaendig')
  })

  it('choose from the vocabulary, and lead to entries by their titles', () => {
    const [topics, contact, next] = ['topics', 'contact', 'next'].map(
      (name) => cmsFields('events', knowledge).find((f) => f.name === name)!,
    )
    expect(topics?.options?.map(({ value }) => value)).toEqual(knowledge.vocabulary.topics.map(({ id }) => id))
    expect(contact?.options?.every(({ value }) => value.startsWith('contacts/'))).toBe(true)
    expect(next?.options?.length).toBe(knowledge.entries.size)
  })

  it('write into this folder, or into a repository below a folder of it', () => {
    const folders = (target: Parameters<typeof cmsConfig>[1]) =>
      (cmsConfig(knowledge, target, 'https://w.example').collections as { folder?: string }[]).map(({ folder }) => folder)
    expect(folders(FOLDER_BACKEND)).toEqual([...CMS_KINDS, 'follow-ups', undefined])
    const backend = { name: 'gitlab', repo: 'g/i', api_root: 'https://git.example.de/api/v4', base_url: 'https://git.example.de' }
    expect(folders({ backend, folder: 'inhalte' })[0]).toBe('inhalte/articles')
    expect(cmsPolicy({ backend, folder: '' })).toContain("connect-src 'self' blob: https://git.example.de;")
    expect(cmsPolicy(FOLDER_BACKEND)).toContain("connect-src 'self' blob:;")
  })
})

describe('a file that was opened and saved', () => {
  const shipped = listFiles(SHIPPED_KNOWLEDGE).flatMap((file) => {
    const kind = CMS_KINDS.find((one) => file.name.startsWith(`${one}/`))
    // Whole entries: the others are not offered.
    return kind && /^title:/m.test(file.read()) ? [{ kind, text: file.read(), path: file.path }] : []
  })

  it('is the same to the last letter where nobody changed anything', () => {
    const changed = shipped.filter(({ kind, text }) => {
      const parts = splitHead(forForm(kind, text))!
      // As the CMS writes: everything anew.
      const sent = `---\n${stringify(parse(parts.head), { lineWidth: 60 })}---\n${parts.body.trim()}\n`
      return fromForm(kind, sent, text) !== text.replaceAll('\r\n', '\n')
    })
    expect(shipped.length).toBeGreaterThan(100)
    expect(changed.map(({ path }) => path)).toEqual([])
  })

  it('is the same also where it is a list of follow-ups, which a form shows by its entry', () => {
    const lists = listFiles(SHIPPED_KNOWLEDGE).filter(({ name }) => name.startsWith('follow-ups/'))
    expect(lists.length).toBeGreaterThan(50)
    for (const { read, path } of lists) {
      const form = toForm('follow-ups', read())
      expect(form, path).toMatch(/^---\nentry: (articles|funding|events|contacts|guides)\/[a-z0-9-]+\n---\n\n## /)
      expect(toFile('follow-ups', form, read()), path).toBe(read())
    }
    const several = '# articles/a\n\n## Eins\n\n- und dann\n\n# articles/b\n\n## Zwei\n\n- und danach\n'
    expect(toForm('follow-ups', several)).toContain('entry: ""')
    expect(toFile('follow-ups', toForm('follow-ups', several), several)).toBe(several)
    expect(toFile('follow-ups', '---\nentry: articles/a\n---\n\n## Eins\n- und dann\n', undefined)).toBe(
      '# articles/a\n\n## Eins\n- und dann\n',
    )
  })

  it('keeps its notes and its order around a change, and loses what was emptied', () => {
    const before = '---\n# Vorsicht\ntitle: Alt\nshort: Kurz\nsource: { name: Quelle } # gilt\ntopics: [ki]\n---\n\nText.\n'
    const sent =
      '---\ntitle: Neu\nshort: ""\nsource:\n  - name: Quelle\n    url: ""\ntopics: [ki]\nelsewhere: false\nvalid: {}\n---\n\nText.\n'
    expect(fromForm('articles', sent, before)).toBe(
      '---\n# Vorsicht\ntitle: Neu\nsource: { name: Quelle } # gilt\ntopics: [ki]\n---\n\nText.\n',
    )
  })
})

describe('the folder', () => {
  const folder = knowledgeFolder({
    'articles/a.md': entryText('A', ['Was ist A?', 'a', 'A erklären']),
    'articles/feld.md': '---\ntopics: [ki]\n---\n',
    'messages.de.md': '## greeting\n\nHallo\n',
  })
  const ask = (action: string, params: object) => folderAction(folder, { branch: 'main', action, params })

  const version = async (path: string) => {
    const read = await ask('getEntry', { path })
    return (read.ok && (read.json as { file: { id: string | null } }).file.id) || ''
  }

  it('lists whole entries, and neither what lies over others nor what a link brings in', async () => {
    const outside = temporaryFolder()
    writeFileSync(join(outside, 'geheim.md'), '---\ntitle: Geheim\n---\n\nText.\n')
    symlinkSync(join(outside, 'geheim.md'), join(folder, 'articles/link.md'))
    const answer = await ask('entriesByFolder', { folder: 'articles', extension: 'md', depth: 1 })
    expect(answer.ok && (answer.json as { file: { path: string } }[]).map(({ file }) => file.path)).toEqual(['articles/a.md'])
    expect((await ask('getEntry', { path: 'articles/link.md' })).ok).toBe(false)
  })

  it.each([
    '../weg.md',
    'articles/../../weg.md',
    '/etc/weg.md',
    'messages.de.md',
    'routing.md',
    'follow-ups/../x.md',
    'articles/.x.md',
    'articles/x.js',
    'articles\\x.md',
  ])('has nothing at %s', async (path) => {
    const file = { path, raw: '---\ntitle: X\n---\n\nX.\n' }
    expect(await ask('persistEntry', { dataFiles: [file], assets: [], options: {} })).toMatchObject({ ok: false, status: 403 })
    expect(await ask('persistEntry', { dataFiles: [{ ...file, path: 'articles/a.md', newPath: path }], assets: [] })).toMatchObject({
      ok: false,
    })
    expect(await ask('deleteFiles', { paths: [path] })).toMatchObject({ ok: false, status: 403 })
    expect(await ask('getEntry', { path })).toMatchObject({ ok: false, status: 403 })
  })

  it('takes a new name and a deletion', async () => {
    save(folder, 'events/b.md', '---\ntitle: B\nstart: 2026-12-01\n---\n\nB.\n')
    const opened = await version('events/b.md')
    await ask('persistEntry', {
      dataFiles: [
        { path: 'events/b.md', newPath: 'events/c.md', raw: `---\nfassung: ${opened}\ntitle: C\nstart: 2026-12-01\n---\n\nB.\n` },
      ],
      assets: [],
    })
    expect(existsSync(join(folder, 'events/b.md'))).toBe(false)
    expect(readFileSync(join(folder, 'events/c.md'), 'utf8')).toBe('---\ntitle: C\nstart: 2026-12-01\n---\n\nB.\n')
    await ask('deleteFiles', { paths: ['events/c.md'] })
    expect(existsSync(join(folder, 'events/c.md'))).toBe(false)
    expect(await ask('persistMedia', {})).toMatchObject({ ok: false, status: 422 })
  })
})

describe('two editors of one entry', () => {
  const folder = knowledgeFolder({ 'articles/a.md': entryText('A', ['Was ist A?']), 'switches.md': '# Schalter\n' })
  const ask = (action: string, params: object) => folderAction(folder, { action, params })
  const open = async (path: string) => {
    const read = await ask('getEntry', { path })
    return read.ok ? (read.json as { data: string }).data : ''
  }
  const persist = (path: string, raw: string) => ask('persistEntry', { dataFiles: [{ path, raw }], assets: [] })
  const onDisk = (path: string) => readFileSync(join(folder, path), 'utf8')

  it('who save at the same moment: one is kept, the other is told, and no version reaches the file', async () => {
    const [mine, theirs] = [await open('articles/a.md'), await open('articles/a.md')]
    expect(mine).toMatch(/^---\nfassung: v[0-9a-f]{32}\n/)
    const answers = await Promise.all([
      persist('articles/a.md', mine.replace('title: A', 'title: Meins')),
      persist('articles/a.md', theirs.replace('title: A', 'title: Ihres')),
    ])
    expect(answers.map(({ ok }) => ok)).toEqual([true, false])
    expect(answers[1]).toMatchObject({ status: 409, conflict: { why: 'changed', path: 'articles/a.md', at: expect.any(Date) } })
    expect(onDisk('articles/a.md')).toBe(entryText('A', ['Was ist A?']).replace('title: A', 'title: Meins'))
    // Who looks at it again may write.
    const again = await open('articles/a.md')
    expect(await persist('articles/a.md', again.replace('title: Meins', 'title: Beides'))).toMatchObject({ ok: true })
    expect(onDisk('articles/a.md')).toContain('title: Beides')
  })

  it('of whom one deletes, renames, copies, or makes anew what is there', async () => {
    const opened = await open('articles/a.md')
    const copy = opened.replace('title: Beides', 'title: Kopie')
    expect(await persist('articles/kopie.md', copy)).toMatchObject({ ok: true })
    expect(await persist('articles/kopie.md', copy)).toMatchObject({ ok: false, conflict: { why: 'taken' } })
    const moved = { path: 'articles/a.md', newPath: 'articles/kopie.md', raw: opened }
    expect(await ask('persistEntry', { dataFiles: [moved], assets: [] })).toMatchObject({ ok: false, conflict: { why: 'taken' } })
    const [, seen] = /fassung: (\w+)/.exec(opened)!
    save(folder, 'articles/a.md', onDisk('articles/a.md').replace('Beides', 'Von außen'))
    const deleted = { paths: ['articles/a.md'], versions: { 'articles/a.md': seen } }
    expect(await ask('deleteFiles', deleted)).toMatchObject({ ok: false, conflict: { why: 'changed' } })
    expect(await ask('deleteFiles', { paths: ['articles/a.md'] })).toMatchObject({ ok: true })
    expect(await persist('articles/a.md', opened)).toEqual({ ok: false, status: 409, conflict: { why: 'gone', path: 'articles/a.md' } })
    expect(existsSync(join(folder, 'articles/a.md'))).toBe(false)
  })

  it('and of the switches, which have no head', async () => {
    const [mine, theirs] = [await open('switches.md'), await open('switches.md')]
    expect(await persist('switches.md', `${mine}\nmeins\n`)).toMatchObject({ ok: true })
    expect(onDisk('switches.md')).toBe('# Schalter\n\nmeins\n')
    expect(await persist('switches.md', `${theirs}\nihres\n`)).toMatchObject({ ok: false, status: 409 })
  })
})

describe('who may write', () => {
  const sessions = createSessions({ key: Buffer.alloc(32, 1), secure: false })
  const now = () => new Date('2026-11-27T10:00:00+01:00')
  const log = pino({ level: 'silent' })
  const server = createServer({ log, publicUrl: 'http://w.example' })
  const folder = temporaryFolder()
  const known = knownOf(knowledge)
  cmsRoutes(server.router, {
    sessions,
    live: { known: () => known, loaded: () => loaded },
    folder,
    now,
    publicUrl: 'http://w.example',
    busy: () => 0,
    log,
  })
  const listening = server.listen(0, '127.0.0.1')
  afterAll(() => server.close(0))
  const cookie = sessions.open(now()).split(';')[0]!
  const ask = async (path: string, headers: Record<string, string>, body?: object) =>
    fetch(`http://127.0.0.1:${await listening}/redaktion/cms${path}`, {
      redirect: 'manual',
      headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
  const written = {
    action: 'persistEntry',
    params: { dataFiles: [{ path: 'articles/x.md', raw: '---\ntitle: X\n---\n\nX.\n' }], assets: [] },
  }

  it('is whoever is signed in, from our own pages alone', async () => {
    expect((await ask('', {})).status).toBe(303)
    expect((await ask('/konfiguration', {})).status).toBe(403)
    expect((await ask('/ordner', {}, written)).status).toBe(403)
    expect((await ask('/ordner', { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' }, written)).status).toBe(403)
    expect((await ask('/ordner', { Cookie: 'wegweiser-redaktion=1.2.3' }, written)).status).toBe(403)
    expect(existsSync(join(folder, 'articles'))).toBe(false)
    const page = await ask('', { Cookie: cookie })
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self' 'unsafe-eval'")
    expect((await ask('/ordner', { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }, written)).status).toBe(200)
    expect(existsSync(join(folder, 'articles/x.md'))).toBe(true)
  })

  it('is told while typing what the check would say, as text and never as markup', async () => {
    const text = '---\n{"title":"<img src=x>","topics":["gibt-es-nicht"],"checked":"2026-02-30"}\n---\n\nText.\n'
    const panel = await (await ask('/pruefen', { Cookie: cookie }, { kind: 'articles', slug: '', text })).text()
    expect(panel).toContain('kein Kalendertag')
    expect(panel).not.toContain('<img')
  })
})

describe('the settings', () => {
  it('take a repository as Decap describes it, and nothing else', () => {
    const read = (CMS_BACKEND: string) => readSettings({ CMS_BACKEND })
    const good = read('{"name":"gitlab","repo":"g/i","auth_type":"pkce","app_id":"1"}')
    expect(good.ok && good.settings.CMS_BACKEND).toEqual({ name: 'gitlab', repo: 'g/i', auth_type: 'pkce', app_id: '1' })
    for (const wrong of ['gitlab', '{"name":"proxy","repo":"x"}', '{"name":"gitlab"}'])
      expect(read(wrong)).toMatchObject({ ok: false, problems: [expect.stringContaining('CMS_BACKEND')] })
  })
})
