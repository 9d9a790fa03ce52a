/** `check -- --diff`: what a change of the content does to the answers, against a revision of Git and against a folder. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { entryText, knowledgeFolder, save } from '../fixtures/knowledge-folder.ts'
import { ROOT, run } from '../program.ts'

const backup = (questions: string[]) => entryText('Datensicherung', questions, { body: 'Sichern Sie täglich.' })
const questions = ['Wie sichere ich meine Daten?', 'backup machen', 'Die Festplatte ist kaputt']
const folder = knowledgeFolder({
  'articles/backup.md': backup(questions),
  'articles/firewall.md': entryText('Schutzwall', ['Brauche ich eine Firewall?', 'firewall einrichten', 'Angriffe aus dem Netz'], {
    body: 'Ja.',
  }),
  'questions.md':
    '# Messung\n\n## articles/backup\n\n- backup machen\n- firewall kaufen\n\n## keine Antwort (fern)\n\n- Was gibt es zum Frühstück?\n',
})
const before = mkdtempSync(join(tmpdir(), 'wegweiser-'))
afterAll(() => rmSync(before, { recursive: true }))
cpSync(folder, before, { recursive: true })
const git = (...args: string[]) => execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args])
git('init', '-q', '-b', 'main')
git('add', '-A')
git('commit', '-q', '-m', 'first')
save(folder, 'articles/backup.md', backup([...questions, 'firewall kaufen']))

describe('check -- --diff', () => {
  it('names the questions that are answered differently, and what the quality becomes', async () => {
    const report = join(before, 'report.md')
    const { code, out } = await run('check', [folder, '--now', '2026-11-27', '--diff', 'main', '--report', report])
    expect(code).toBe(0)
    expect(out).toContain(readFileSync(report, 'utf8').trim())
    expect(out).toContain('Verglichen mit `main`, Stand 27.11.2026: 8 Fragen, 1 davon werden anders beantwortet.')
    expect(out).toMatch(
      /\| gemessen an 3 Prüffragen \| vorher \| jetzt \|\n.*\n\| richtiger Eintrag zuerst \| 50,0 % \| 100,0 % \(\+50 Punkte\) \|/,
    )
    expect(out).toMatch(/\| Fremdes abgelehnt \| 100,0 % \| 100,0 % \|/)
    expect(out).toMatch(
      /### Besser \(1\)\n\n- „firewall kaufen“ \(erwartet: `articles\/backup`\): vorher .*„Schutzwall“.*, jetzt „Datensicherung“/,
    )
  })

  it('takes a folder as well, and adds to the JSON only', async () => {
    const { out } = await run('check', [folder, '--now', '2026-11-27', '--json', '--diff', before])
    const { diff, errors } = JSON.parse(out)
    expect(errors).toBe(0)
    expect(diff.changes).toEqual([
      expect.objectContaining({ question: 'firewall kaufen', verdict: 'better', after: { decision: 'answer', entry: 'articles/backup' } }),
    ])
    const { out: bare } = await run('check', [folder, '--now', '2026-11-27', '--json'])
    expect(JSON.parse(bare)).not.toHaveProperty('diff')
  })

  it('says no to what is neither', async () => {
    const { code, err } = await run('check', [folder, '--diff', '--gibt-es-nicht'])
    expect(code).toBe(2)
    expect(await run('check', [folder, '--diff', 'gibt-es-nicht'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Das ist weder ein Ordner noch eine Fassung in Git.'),
    })
    expect(err).not.toContain('    at ')
  })
})

describe('the files for a content repository', () => {
  it.each(['github.yml', 'gitlab.yml'])('%s is YAML, and calls check with what it knows', (name) => {
    const text = readFileSync(join(ROOT, 'docs/content-repository', name), 'utf8')
    expect(Object.keys(parse(text))).toContain(name === 'github.yml' ? 'jobs' : 'comment')
    const calls = [...text.matchAll(/node \/app\/(adapters\/cli\/check\.ts) (.*)/g)]
    expect(calls).toHaveLength(2)
    const known = readFileSync(join(ROOT, calls[0]![1]!), 'utf8')
    for (const [, , args = ''] of calls)
      for (const [, option] of args.matchAll(/--([a-z]+)/g)) expect(known).toMatch(new RegExp(`\\b${option}: \\{ type:`))
  })
})
