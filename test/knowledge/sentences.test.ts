/** The fixed sentences of all books: one mechanism, and every mistake of an editor named where it stands. */
import { describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { printIssue } from '../../bot/knowledge/issue.ts'
import { message } from '../../bot/messages.ts'
import { knowledgeFolder } from '../fixtures/knowledge-folder.ts'

const DAY = '2026-11-22'

/** What an editor is told about one file over the shipped knowledge; paths without the folder. */
function told(name: string, text: string): string[] {
  const folder = knowledgeFolder({ [name]: text })
  return allIssues(loadKnowledge([...SHIPPED_KNOWLEDGE, folder]), DAY)
    .filter(({ file }) => file.startsWith(folder))
    .map((issue) => printIssue({ ...issue, file: issue.file.slice(folder.length + 1) }))
}

describe('a fixed sentence', () => {
  it('is there in both languages, with placeholders that are filled', () => {
    const codes = /-message$|-placeholder$|-sentence$/
    expect(allIssues(loadKnowledge(SHIPPED_KNOWLEDGE), DAY).filter(({ code }) => codes.test(code))).toEqual([])
  })

  it('that an own folder leaves out or leaves empty is the shipped one', () => {
    const shipped = loadKnowledge(SHIPPED_KNOWLEDGE).knowledge.messages
    for (const folders of [[], SHIPPED_KNOWLEDGE]) {
      const own = knowledgeFolder({ 'messages.de.md': '## thanks\n\nBitte sehr!\n\n## goodbye\n' })
      const { messages } = loadKnowledge([...folders, own]).knowledge
      expect(message(messages, 'de', 'thanks')).toBe('Bitte sehr!')
      expect(message(messages, 'de', 'goodbye')).toBe(message(shipped, 'de', 'goodbye'))
      expect(message(messages, 'en', 'thanks')).toBe(message(shipped, 'en', 'thanks'))
    }
  })

  it.each([
    [
      'an unknown one',
      '## thankss\n\nBitte!\n',
      'messages.de.md:1:1  Fehler: Einen Satz „thankss“ gibt es in dieser Datei nicht. → Meinten Sie „thanks“?',
    ],
    [
      'an empty one',
      '## thanks\n',
      'messages.de.md:1:1  Fehler: Unter „thanks“ steht nichts; es bleibt beim mitgelieferten Satz. → Schreiben Sie den Satz darunter oder löschen Sie die Überschrift.',
    ],
    [
      'one that stands twice',
      '## thanks\n\nA\n\n## thanks\n\nB\n',
      'messages.de.md:5:1  Fehler: Den Satz „thanks“ gibt es in dieser Datei zweimal; es gilt der untere. → Löschen Sie einen der beiden Abschnitte.',
    ],
    [
      'a placeholder nobody fills',
      '# Sätze\n\n## checked\n\nAm {day}\nvon {wem}.\n',
      'messages.de.md:6:5  Fehler: {wem} wird in „checked“ nicht gefüllt. → Möglich: {day}, {service}, {subtitle}, {subject}, {territory}, {operator}, {examples}.',
    ],
    [
      'a placeholder where there is none',
      '## thanks\n\nBitte, {name}!\n',
      'messages.de.md:3:8  Fehler: {name} wird in „thanks“ nicht gefüllt. → Möglich: {service}, {subtitle}, {subject}, {territory}, {operator}, {examples}.',
    ],
    [
      'a name of all objects',
      '## constructor\n\nA\n',
      'messages.de.md:1:1  Fehler: Einen Satz „constructor“ gibt es in dieser Datei nicht. → Löschen Sie den Abschnitt.',
    ],
  ])('%s is told with its place and a way out', (_, text, issue) => expect(told('messages.de.md', text)).toEqual([issue]))

  it('is told for every folder that has one, not only for the last', () => {
    const first = knowledgeFolder({ 'messages.de.md': '## unbekannt\n\nA\n' })
    const last = knowledgeFolder({ 'messages.de.md': '## thanks\n\nB\n' })
    expect(
      allIssues(loadKnowledge([...SHIPPED_KNOWLEDGE, first, last]), DAY).filter(({ code }) => code === 'unknown-message'),
    ).toHaveLength(1)
  })
})
