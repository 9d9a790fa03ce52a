/** What an editor saves is what visitors are told a moment later: the real program, real files, no restart. */

import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listFiles } from '../adapters/files.ts'
import { parseKnowledge } from '../bot/knowledge/parse.ts'
import { momentOn } from '../bot/moment.ts'
import { buildSearcher, search } from '../bot/search/search.ts'
import { entryText, knowledgeFolder, save, temporaryFolder } from './fixtures/knowledge-folder.ts'
import { type Running, serve } from './program.ts'
import { visit } from './visitor.ts'

const BACKUP = 'articles/backup.md'
const QUESTION = 'Wie sichere ich meine Daten?'
const backup = (body: string) => entryText('Datensicherung', [QUESTION, 'backup firma', 'Die Festplatte ist kaputt'], { body })
const website = entryText('Eigene Website', ['Brauche ich eine Homepage?', 'website erstellen', 'Wir sind im Netz nicht zu finden'], {
  body: 'Beginnen Sie mit einer Seite.',
})
const kasse = entryText('Elektronische Kasse', ['Brauche ich eine Registrierkasse?', 'tse pflicht', 'Kassenzettel drucken'], {
  body: 'Eine Kasse braucht eine Sicherheitseinrichtung.',
})

describe('a saved file', () => {
  const folder = knowledgeFolder({ [BACKUP]: backup('Fassung eins.'), 'articles/website.md': website })
  let program: Running
  beforeAll(async () => {
    program = await serve({ DATA_DIR: temporaryFolder(), KNOWLEDGE_DIR: folder })
  })
  afterAll(() => program.stop('SIGKILL'))

  /** Asks, each time as somebody new, until the answer is as expected; gives the time that took. The test's own time limit ends it. */
  const askedUntil = async (question: string, right: (answer: string) => boolean): Promise<number> => {
    const start = performance.now()
    for (;;) {
      const answer = (await (await visit(program.url)).say(question)).text ?? ''
      if (right(answer)) return performance.now() - start
      await pause(20)
    }
  }
  const answer = async (question: string) => (await (await visit(program.url)).say(question)).text

  it('changes the next answer within a second', async () => {
    expect(await answer(QUESTION)).toContain('Fassung eins.')
    const times: number[] = []
    for (const version of ['zwei', 'drei', 'vier', 'fünf']) {
      save(folder, BACKUP, backup(`Fassung ${version}.`))
      times.push(await askedUntil(QUESTION, (text) => text.includes(`Fassung ${version}.`)))
    }
    // The quickest of several, because this machine may be busy with other tests.
    expect(Math.min(...times)).toBeLessThan(1000)
  })

  it('may come in the way editors’ programs and Git save: written beside it and renamed, again and again', async () => {
    for (const version of ['sechs', 'sieben']) {
      writeFileSync(join(folder, 'articles/.backup.md.swp'), backup(`Fassung ${version}.`))
      renameSync(join(folder, 'articles/.backup.md.swp'), join(folder, BACKUP))
      await askedUntil(QUESTION, (text) => text.includes(`Fassung ${version}.`))
    }
    save(folder, BACKUP, backup('Fassung acht.'))
    await askedUntil(QUESTION, (text) => text.includes('Fassung acht.'))
  })

  it('with a mistake is told with place and fix, and the last good version keeps answering until it is mended', async () => {
    save(folder, BACKUP, backup('Fassung neun.').replace('title: Datensicherung', 'title: Sichern: aber richtig'))
    const [line] = await program.heard('err', /^.*"event":"entry_broken".*$/m)
    expect(JSON.parse(line!).issue).toBe(
      `${join(folder, BACKUP)}:2:8  Fehler: Nach einem Doppelpunkt mit Leerzeichen beginnt ein neuer Wert, oder die Einrückung passt nicht. → ` +
        'Setzen Sie den ganzen Text in Anführungszeichen: title: "Sichern: aber richtig"',
    )
    expect(await answer(QUESTION)).toContain('Fassung acht.')
    expect(await (await fetch(`${program.url}/metrics`)).text()).toMatch(/^wegweiser_stale_entries 1$/m)

    save(folder, BACKUP, backup('Fassung zehn.'))
    await askedUntil(QUESTION, (text) => text.includes('Fassung zehn.'))
    expect(await (await fetch(`${program.url}/metrics`)).text()).toMatch(/^wegweiser_stale_entries 0$/m)
  })

  it('is found when it is new, also in a folder that is new', async () => {
    expect(await answer('Brauche ich eine Registrierkasse?')).not.toContain('Sicherheitseinrichtung')
    save(folder, 'articles/laden/kasse.md', kasse)
    await askedUntil('Brauche ich eine Registrierkasse?', (text) => text.includes('Sicherheitseinrichtung'))
    save(folder, 'articles/laden/kasse.md', kasse.replace('eine Sicherheitseinrichtung', 'einen Drucker'))
    await askedUntil('Brauche ich eine Registrierkasse?', (text) => text.includes('einen Drucker'))
  })

  it('is forgotten when it is deleted', async () => {
    rmSync(join(folder, 'articles/website.md'))
    await askedUntil('Brauche ich eine Homepage?', (text) => !text.includes('Beginnen Sie mit einer Seite.'))
    expect(await answer(QUESTION)).toContain('Fassung zehn.')
  })

  it('is followed even when its whole folder is taken away and comes back', async () => {
    renameSync(folder, `${folder}-weg`)
    await program.heard('err', /"event":"entry_broken","issue":"[^"]*Diesen Ordner gibt es gerade nicht/)
    expect(await answer(QUESTION)).toContain('Fassung zehn.')
    save(folder, BACKUP, backup('Fassung elf.'))
    await askedUntil(QUESTION, (text) => text.includes('Fassung elf.'))
    save(folder, BACKUP, backup('Fassung zwölf.'))
    await askedUntil(QUESTION, (text) => text.includes('Fassung zwölf.'))
    rmSync(`${folder}-weg`, { recursive: true })
  })
})

describe('two thousand files', () => {
  const COUNT = 2000
  const name = (number: number) => `articles/eintrag-${number}.md`
  const text = (number: number, body: string) =>
    entryText(`Eintrag Nummer ${number}`, [`Was steht in ${number}?`, `eintrag ${number}`, `Zeig mir die ${number}`], { body })
  const folder = knowledgeFolder(Object.fromEntries(Array.from({ length: COUNT }, (_, i) => [name(i), text(i, `Antwort ${i}.`)])))

  /** The files of the folder as the program lists them; `reads` notes each one that is read. */
  const watched = (reads: string[]) =>
    listFiles([folder]).map((file) => ({
      ...file,
      read: () => {
        reads.push(file.name)
        return file.read()
      },
    }))

  it('load, and an edit reads the edited file again and no other', () => {
    const reads: string[] = []
    const first = parseKnowledge(watched(reads))
    expect(first.issues).toEqual([])
    expect([first.knowledge.entries.size, reads.length]).toEqual([COUNT, COUNT])
    const searcher = buildSearcher(first.knowledge)

    reads.length = 0
    save(folder, name(1234), text(1234, 'Geändert, und nur hier.'))
    const second = parseKnowledge(watched(reads), first)
    expect(reads).toEqual([name(1234)])
    for (const [id, entry] of second.knowledge.entries) {
      if (id !== 'articles/eintrag-1234') expect(entry).toBe(first.knowledge.entries.get(id))
    }

    const changed = buildSearcher(second.knowledge, searcher)
    const { hits } = search(changed, { utterance: 'Geändert, und nur hier', moment: momentOn('2026-11-22') })
    expect(hits[0]?.id).toBe('articles/eintrag-1234')
  })
})
