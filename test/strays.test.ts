/** What nobody catches, and a log that nobody reads any more, do not end the real program. */
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { entryText, knowledgeFolder, save, temporaryFolder } from './fixtures/knowledge-folder.ts'
import { ROOT, serve, start } from './program.ts'
import { visit } from './visitor.ts'

const QUESTION = 'Wie sichere ich meine Daten?'
const text = (body: string) => entryText('Datensicherung', [QUESTION, 'backup firma', 'Die Festplatte ist kaputt'], { body })

it('goes on after a stray rejection and a stray throw, says so, and counts them', async () => {
  const program = await serve({ DATA_DIR: temporaryFolder(), NODE_OPTIONS: `--import=${join(ROOT, 'test/fixtures/stray.ts')}` })
  onTestFinished(async () => void (await program.stop('SIGKILL')))
  program.signal('SIGUSR2')
  const [line] = await program.heard('err', /^.*stray rejection.*$/m)
  expect(JSON.parse(line!)).toMatchObject({ level: 50, event: 'unhandled' })
  await program.heard('err', /stray throw/)
  expect(await (await fetch(`${program.url}/metrics`)).text()).toMatch(/^wegweiser_unhandled_errors_total 2$/m)
  expect((await (await visit(program.url)).say('Ab wann muss ich E-Rechnungen schreiben?')).text).toContain('E-Rechnung')
  expect(await program.stop('SIGTERM')).toBe(0)
})

it('goes on when nobody reads its log any more', async () => {
  const folder = knowledgeFolder({ 'articles/backup.md': text('Fassung eins.') })
  const program = start('start', [], { PORT: '0', DATA_DIR: temporaryFolder(), KNOWLEDGE_DIR: folder })
  onTestFinished(() => void program.kill('SIGKILL'))
  const url = await new Promise<string>((resolve) => {
    let out = ''
    program.stdout?.on('data', (chunk) => {
      out += chunk
      const [, address] = /Wegweiser läuft: (http:\S+)/.exec(out) ?? []
      if (address) resolve(address)
    })
  })
  program.stderr?.destroy()
  program.stdout?.destroy()
  for (const version of ['zwei', 'drei']) {
    // Each reload writes to the log.
    save(folder, 'articles/backup.md', text(`Fassung ${version}.`))
    const isTold = async () => (await (await visit(url)).say(QUESTION)).text?.includes(`Fassung ${version}.`)
    while (!(await isTold())) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})
