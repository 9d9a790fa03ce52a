/** `npm run report` on a real database: the figures are those that were put in, in three formats, and nothing small is told. */
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../adapters/storage/open.ts'
import { entryText, knowledgeFolder, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { run } from '../program.ts'

const KNOWLEDGE_DIR = knowledgeFolder({
  'articles/ki.md': entryText('KI <im> Betrieb', ['Was ist KI?', 'ki betrieb', 'künstliche intelligenz']),
  'vocabulary.md': '## Themen\n\n| Kennung | Name | Wörter |\n|---|---|---|\n| ki | =Künstliche Intelligenz | ki |\n',
})
const DATA_DIR = temporaryFolder()
const store = await openStore({ dataDir: DATA_DIR, clock: () => new Date(), log: pino({ level: 'silent' }) })
const asked = (day: string, count: number, body: object) =>
  Array.from({ length: count }, (_, i) => ({
    at: new Date(`${day}T12:00:00Z`),
    kind: 'question',
    conversation: `${day}${i}`,
    body: { text: 'x', lang: 'de', channel: 'directline', ...body },
  }))
await store.usage.append([
  ...asked('2026-09-30', 50, { decision: 'answer' }),
  ...asked('2026-10-01', 20, { decision: 'answer', topics: ['ki'] }),
  ...asked('2026-10-31', 8, { decision: 'none' }),
  ...asked('2026-10-15', 2, { decision: 'clarify' }),
  ...asked('2026-11-15', 9, { decision: 'answer' }),
  ...asked('2026-12-01', 70, { decision: 'answer' }),
])
for (let i = 0; i < 7; i++) await store.clicks.count('articles/ki/web', '2026-10-05')
await store.close()
const report = (...args: string[]) =>
  run('report', ['--from', '2026-10-01', '--to', '2026-12-31', '--now', '2026-12-31', ...args], { KNOWLEDGE_DIR, DATA_DIR })

describe('npm run report', () => {
  it('counts the months that are over, and hides two asked back behind those without an answer', async () => {
    const { code, out } = await report('--format', 'json')
    expect(code).toBe(0)
    const { months, sections } = JSON.parse(out)
    expect(months).toEqual(['2026-10', '2026-11'])
    const of = (id: string) => sections.find((section: { id: string }) => section.id === id)
    expect(of('overview').rows).toContainEqual({ id: 'questions', name: 'Fragen', count: 39 })
    expect(of('outcome')).toMatchObject({ rows: [{ name: 'beantwortet', count: 29 }], rest: 10 })
    expect(of('topics').rows).toEqual([{ id: 'ki', name: '=Künstliche Intelligenz', count: 20 }])
    expect(of('clicks').rows).toEqual([{ id: 'articles/ki/web', name: 'KI <im> Betrieb (web)', count: 7 }])
  })

  it('writes a table that no spreadsheet takes for formulas, and a page that holds no foreign markup', async () => {
    const [{ out: csv }, { out: page }] = await Promise.all([report('--format', 'csv'), report()])
    expect(csv).toContain('Was aus den Fragen wurde;2026-10;answer;beantwortet;20')
    expect(csv).not.toMatch(/;=K/)
    expect(page).toContain('KI &lt;im&gt; Betrieb')
    expect(page).not.toContain('<im>')
    expect(page).toMatch(/<h1>Wirkung/)
    expect(page.match(/<svg/g)!.length).toBeGreaterThan(3)
  })

  it('says why there is nothing to tell of a running month', async () => {
    const { code, err } = await run('report', ['--from', '2026-12-01', '--to', '2026-12-31', '--now', '2026-12-31'], {
      KNOWLEDGE_DIR,
      DATA_DIR,
    })
    expect([code, err]).toEqual([2, expect.stringContaining('noch kein Monat zu Ende')])
  })
})
