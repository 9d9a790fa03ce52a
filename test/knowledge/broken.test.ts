import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'
import { temporaryFolder } from '../fixtures/knowledge-folder.ts'

const FOLDER = 'test/fixtures/broken'
/** Every broken file and what its editor must be told: place, code, and the fix. */
const EXPECTED: [file: string, place: string, code: string, fix: string][] = [
  ['articles/anker.md', '2:8', 'yaml-bad-alias', 'Anführungszeichen'],
  ['articles/doppelpunkt.md', '2:8', 'yaml-block-as-implicit-key', 'Anführungszeichen'],
  ['articles/doppelt.md', '3:1', 'yaml-duplicate-key', 'Löschen Sie eine'],
  ['articles/falscher-tag.md', '4:10', 'wrong-value', '2026-02-28 oder 2026-03-01'],
  ['articles/Grosser-Name.md', '1:1', 'file-name', 'e-rechnung.md'],
  ['articles/offener-kopf.md', '4:1', 'unclosed-front-matter', '---'],
  ['articles/ohne-kopf.md', '1:1', 'no-front-matter', 'title:'],
  ['articles/ohne-text.md', '8:1', 'no-text', 'erste Absatz'],
  ['articles/ohne-titel.md', '2:1', 'missing-field', 'title: …'],
  ['articles/programmcode.md', '1:4', 'executable-front-matter', '---'],
  ['articles/tabulator.md', '4:1', 'yaml-tab-as-indent', 'Leerzeichen'],
  ['articles/tippfehler.md', '7:1', 'unknown-field', 'Meinten Sie „topics“?'],
  ['articles/unter/tippfehler-gut.md', '1:1', 'duplicate-id', 'Benennen Sie'],
  ['articles/verweis.md', '3:13', 'same-question', 'nur bei dem Eintrag'],
  ['articles/verweis.md', '3:39', 'same-question', 'nur bei dem Eintrag'],
  ['articles/verweis.md', '3:66', 'same-question', 'nur bei dem Eintrag'],
  ['articles/verweis.md', '7:8', 'unknown-id', 'Meinten Sie „articles/tippfehler-gut“?'],
  ['articles/verweis.md', '10:1', 'broken-link', '/wissen/'],
  ['articles/verweis.md', '12:1', 'html', 'Markdown'],
  ['contacts/buchung.md', '12:8', 'wrong-value', 'https://'],
  ['contacts/postleitzahl.md', '11:13', 'leading-zero', '"06110"'],
  ['events/uhrzeit.md', '7:8', 'wrong-value', '2026-12-03T14:00'],
  ['funding/foerderart.md', '8:7', 'unknown-value', 'Meinten Sie „Zuschuss“?'],
  ['funding/tausenderpunkt.md', '16:8', 'number-with-dot', '70000'],
]

/** What an editor does who follows the hint to the letter: this in place of that; with a name alone the file is renamed or goes. */
const FIXES: [file: string, code: string, wrong: string, right: string][] = [
  ['articles/anker.md', 'yaml-bad-alias', '*nichts', '"*nichts"'],
  ['articles/doppelpunkt.md', 'yaml-block-as-implicit-key', 'title: Erst Antrag: dann Auftrag', 'title: "Erst Antrag: dann Auftrag"'],
  ['articles/doppelt.md', 'yaml-duplicate-key', 'title: Noch einmal\n', ''],
  ['articles/falscher-tag.md', 'wrong-value', '2026-02-30', '2026-02-28'],
  ['articles/offener-kopf.md', 'unclosed-front-matter', 'title: Offen\n', 'title: Offen\n---\n'],
  ['articles/ohne-kopf.md', 'no-front-matter', 'Nur Text', '---\ntitle: Kopf\n---\n\nNur Text'],
  ['articles/ohne-text.md', 'no-text', '{ name: Test }\n---\n', '{ name: Test }\n---\n\nDie kurze Antwort.\n'],
  ['articles/ohne-titel.md', 'missing-field', '---\nquestions', '---\ntitle: Titel\nquestions'],
  ['articles/programmcode.md', 'executable-front-matter', '---js', '---'],
  ['articles/tabulator.md', 'yaml-tab-as-indent', '\tuntil', '  until'],
  ['articles/tippfehler.md', 'unknown-field', 'tpoics', 'topics'],
  ['articles/verweis.md', 'unknown-id', 'articles/tipfehler-gut', 'articles/tippfehler-gut'],
  ['articles/verweis.md', 'broken-link', '/wissen/gibt-es-nicht', '/wissen/tippfehler-gut'],
  ['articles/verweis.md', 'html', '<b>HTML</b>', '**HTML**'],
  ['contacts/buchung.md', 'wrong-value', 'www.example.org', 'https://www.example.org'],
  ['contacts/postleitzahl.md', 'leading-zero', '06110', '"06110"'],
  ['events/uhrzeit.md', 'wrong-value', '9:30', '2026-12-03T09:30'],
  ['funding/foerderart.md', 'unknown-value', 'Zuschus\n', 'Zuschuss\n'],
  ['funding/tausenderpunkt.md', 'number-with-dot', '70.000', '70000'],
]
/** These are mended by another name, or by another file. */
const BY_NAME = [
  ['articles/Grosser-Name.md', 'file-name', 'articles/grosser-name.md'],
  ['articles/unter/tippfehler-gut.md', 'duplicate-id', 'articles/unter/tippfehler-neu.md'],
] as const

const issuesOf = () => allIssues(loadKnowledge([FOLDER]), '2026-11-22')

/** The broken files on a disk of their own, and what is told of them by now. */
function copied() {
  const folder = temporaryFolder()
  cpSync(FOLDER, folder, { recursive: true })
  const told = (file: string, code: string) =>
    allIssues(loadKnowledge([folder]), '2026-11-22').filter((issue) => issue.file === join(folder, file) && issue.code === code).length
  return { folder, told }
}

describe('each hint', () => {
  it.each(FIXES)('%s: %s, followed to the letter, is told no more', (file, code, wrong, right) => {
    const { folder, told } = copied()
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).toContain(wrong)
    const before = told(file, code)
    expect(before).toBeGreaterThan(0)
    writeFileSync(join(folder, file), text.replace(wrong, right))
    expect(told(file, code)).toBe(before - 1)
  })

  it.each(BY_NAME)('%s: %s is mended by another name', (file, code, name) => {
    const { folder, told } = copied()
    expect(told(file, code)).toBe(1)
    renameSync(join(folder, file), join(folder, name))
    expect([told(file, code), told(name, code)]).toEqual([0, 0])
  })

  it('is tried, but for questions of two entries, where an editor has to choose', () => {
    const tried = new Set([...FIXES, ...BY_NAME].map(([file, code]) => `${file} ${code}`))
    expect(EXPECTED.filter(([file, , code]) => !tried.has(`${file} ${code}`)).map(([, , code]) => code)).toEqual(
      Array.from({ length: 3 }, () => 'same-question'),
    )
  })
})

describe('broken files', () => {
  it('are each told with file, line, column, code and fix, and nothing else is told', () => {
    const found = issuesOf().map(
      (issue) => [issue.file.slice(FOLDER.length + 1), `${issue.line}:${issue.column}`, issue.code, issue.hint ?? ''] as const,
    )
    const key = ([file, place, code]: readonly string[]) => `${file} ${place} ${code}`
    expect(found.map(key).sort()).toEqual(EXPECTED.map(key).sort())
    for (const [file, place, code, fix] of EXPECTED) expect(found.find((one) => key(one) === key([file, place, code]))?.[3]).toContain(fix)
  })

  it('are told again when they are read again: no library remembers a broken file as an empty one', () => {
    expect(issuesOf()).toEqual(issuesOf())
  })

  it('never run code from their head', () => {
    issuesOf()
    expect(globalThis).not.toHaveProperty('wegweiserWasRun')
  })

  it('leave the good entries live', () => {
    expect([...loadKnowledge([FOLDER]).knowledge.entries.keys()]).toEqual(['articles/tippfehler-gut', 'articles/verweis'])
  })
})
