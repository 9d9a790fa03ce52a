import { describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'

const FOLDER = 'test/fixtures/broken'
/** Every broken file and what its editor must be told: place, code, and the fix. */
const EXPECTED: [file: string, place: string, code: string, fix: string][] = [
  ['articles/anker.md', '2:1', 'yaml-bad-alias', 'Anführungszeichen'],
  ['articles/doppelpunkt.md', '2:8', 'yaml-block-as-implicit-key', 'Anführungszeichen'],
  ['articles/doppelt.md', '3:1', 'yaml-duplicate-key', 'Löschen Sie eine'],
  ['articles/falscher-tag.md', '4:10', 'wrong-value', '2026-12-03'],
  ['articles/Grosser-Name.md', '1:1', 'file-name', 'e-rechnung.md'],
  ['articles/offener-kopf.md', '1:1', 'unclosed-front-matter', '---'],
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

const issuesOf = () => allIssues(loadKnowledge([FOLDER]), '2026-11-22')

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
