import { describe, expect, it } from 'vitest'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import { knowledgeFolder } from '../fixtures/knowledge-folder.ts'

const text = (title: string, more = '', body = 'Die Antwort.\n\n## Für wen gilt das?\n\nFür alle.') =>
  `---\ntitle: ${title}\nquestions: [Eins ${title}?, Zwei ${title}?, Drei ${title}?]\nchecked: 2026-11-01\ncheckedBy: Redaktion\nsource: { name: Quelle }\n${more}---\n\n${body}\n`

/** A file that counts how often it is read. */
function file(name: string, content: string, { stamp = content, layer = 0 } = {}): KnowledgeFile & { reads: number } {
  const made = {
    name,
    path: `${layer}/${name}`,
    layer,
    stamp,
    reads: 0,
    read: () => {
      made.reads++
      return content
    },
  }
  return made
}

describe('parseKnowledge', () => {
  it('makes an entry with lead and passages', () => {
    const { knowledge, issues } = parseKnowledge([file('articles/eins.md', text('Eins'))])
    expect(issues).toEqual([])
    expect(knowledge.entries.get('articles/eins')).toMatchObject({ title: 'Eins', lead: 'Die Antwort.', slug: 'eins' })
    expect(knowledge.entries.get('articles/eins')?.passages.map((passage) => [passage.id, passage.plain])).toEqual([
      ['articles/eins', 'Die Antwort.'],
      ['articles/eins#fuer-wen-gilt-das', 'Für alle.'],
    ])
  })

  it('does not read a file again whose stamp is the same', () => {
    const first = parseKnowledge([file('articles/eins.md', text('Eins'), { stamp: 'a' })])
    const again = file('articles/eins.md', text('Eins'), { stamp: 'a' })
    const second = parseKnowledge([again], first)
    expect(again.reads).toBe(0)
    expect(second.knowledge.entries.get('articles/eins')).toBe(first.knowledge.entries.get('articles/eins'))
  })

  it('keeps the last good version of a file that was broken, and says so', () => {
    const good = parseKnowledge([file('articles/eins.md', text('Eins'))])
    const broken = parseKnowledge([file('articles/eins.md', text('Eins: kaputt'))], good)
    expect(broken.knowledge.entries.get('articles/eins')?.title).toBe('Eins')
    expect(broken.stale).toEqual(['articles/eins'])
    expect(broken.issues).toHaveLength(1)
    const stillBroken = parseKnowledge([file('articles/eins.md', text('Eins: noch: mehr'))], broken)
    expect(stillBroken.knowledge.entries.get('articles/eins')?.title).toBe('Eins')
    const mended = parseKnowledge([file('articles/eins.md', text('Zwei'))], stillBroken)
    expect(mended.knowledge.entries.get('articles/eins')?.title).toBe('Zwei')
    expect(mended.stale).toEqual([])
  })

  it('forgets an entry whose file is gone', () => {
    const first = parseKnowledge([file('articles/eins.md', text('Eins'))])
    expect(parseKnowledge([], first).knowledge.entries.size).toBe(0)
  })

  it('leaves drafts out', () => {
    expect(parseKnowledge([file('articles/eins.md', text('Eins', 'status: draft\n'))]).knowledge.entries.size).toBe(0)
  })

  it('lays an overlay over the shared core, field by field', () => {
    const core = file('articles/eins.md', text('Eins', 'topics: [ki]\n'))
    const overlay = file('articles/eins.md', '---\ntitle: Eins in Halle\n---\n', { layer: 1 })
    const entry = parseKnowledge([overlay, core]).knowledge.entries.get('articles/eins')
    expect(entry).toMatchObject({ title: 'Eins in Halle', topics: ['ki'], lead: 'Die Antwort.', file: '1/articles/eins.md' })
  })

  it('tells an overlay error in the overlay file, and a core error in the core file', () => {
    const core = file('articles/eins.md', text('Eins', 'reviewEvery: oft\n'))
    const overlay = file('articles/eins.md', '---\nlang: fr\n---\n', { layer: 1 })
    const { issues } = parseKnowledge([core, overlay])
    expect(issues.map((issue) => [issue.file, issue.code])).toEqual([
      ['0/articles/eins.md', 'wrong-type'],
      ['1/articles/eins.md', 'unknown-value'],
    ])
  })

  it('ignores the handbook and hidden files', () => {
    const { knowledge, issues } = parseKnowledge([
      file('README.md', 'Handbuch'),
      file('articles/README.md', 'x'),
      file('articles/.eins.md', 'x'),
      file('articles/_entwurf.md', 'x'),
    ])
    expect([knowledge.entries.size, issues]).toEqual([0, []])
  })

  it('reads Windows line ends and a byte order mark as if they were not there', () => {
    const { knowledge, issues } = parseKnowledge([file('articles/eins.md', `\uFEFF${text('Eins').replaceAll('\n', '\r\n')}`)])
    expect(issues).toEqual([])
    expect(knowledge.entries.get('articles/eins')?.lead).toBe('Die Antwort.')
  })
})

describe('everyday words', () => {
  const everyday = (...lines: string[]) => `# Alltagswörter\n\nWozu.\n\n## Alltagswörter\n\n${lines.map((line) => `- ${line}\n`).join('')}`
  const english = (...lines: string[]) => `## Englische Wörter\n\n${lines.map((line) => `- ${line}\n`).join('')}`

  it('are read from words/, and a later folder adds to them', () => {
    const { knowledge, issues } = parseKnowledge([
      file('words/everyday.md', everyday('Kosten, preis, gebühr')),
      file('words/english.md', english('grant, subsidy = Zuschuss', 'sign up = anmelden')),
      file('words/everyday.md', everyday('leihen, borgen'), { layer: 1 }),
      file('words/english.md', english('grant = förderung'), { layer: 1 }),
      file('vocabulary.md', '## Alltagswörter\n\n- handy, mobiltelefon\n', { layer: 2 }),
    ])
    expect(issues).toEqual([])
    expect(knowledge.vocabulary.senses).toEqual([
      ['kosten', 'preis', 'gebühr'],
      ['leihen', 'borgen'],
      ['handy', 'mobiltelefon'],
    ])
    expect([...knowledge.vocabulary.english]).toEqual([
      ['grant', ['zuschuss', 'förderung']],
      ['subsidy', ['zuschuss']],
      ['sign up', ['anmelden']],
    ])
  })

  it('are there for a folder that has none of its own', () => {
    const { knowledge, issues } = loadKnowledge([knowledgeFolder({ 'articles/eins.md': text('Eins') })])
    expect(issues).toEqual([])
    const { senses, english } = loadKnowledge(SHIPPED_KNOWLEDGE).knowledge.vocabulary
    expect(senses.length).toBeGreaterThan(900)
    expect([knowledge.vocabulary.senses, knowledge.vocabulary.english]).toEqual([senses, english])
  })

  it.each([
    ['words/everyday.md', everyday('kosten, preis', 'geld'), 'sense-line', 'Die Zeile „geld“ nennt nur ein Wort.', 8],
    ['words/everyday.md', everyday('geld, Geld'), 'sense-line', 'Die Zeile „geld, Geld“ nennt nur ein Wort.', 7],
    ['words/everyday.md', everyday(','), 'sense-line', 'Die Zeile „,“ nennt nur ein Wort.', 7],
    ['words/everyday.md', everyday('geld zurück, erstattung'), 'sense-word', '„geld zurück“ ist kein einzelnes Wort.', 7],
    ['words/everyday.md', everyday('handy = telefon, mobil'), 'sense-word', '„handy = telefon“ ist kein einzelnes Wort.', 7],
    ['words/english.md', english('grant zuschuss'), 'word-line', 'Die Zeile „grant zuschuss“ ist keine Übersetzung.', 3],
    ['words/english.md', english('grant ='), 'word-line', 'Die Zeile „grant =“ ist keine Übersetzung.', 3],
    ['words/everyday.md', '## Altagswörter\n\n- geld, summe\n', 'unknown-list', 'Die Liste „Altagswörter“ kennt der Bot nicht.', 1],
    ['vocabulary.md', '## constructor\n\n- a = b\n', 'unknown-list', 'Die Liste „constructor“ kennt der Bot nicht.', 1],
    ['words/english.md', english('a = b = c'), 'word-line', 'Die Zeile „a = b = c“ ist keine Übersetzung.', 3],
  ])('%s: a wrong line is told with its place and costs no other line (%#)', (name, text, code, message, line) => {
    const { issues } = parseKnowledge([file(name, text)])
    expect(issues).toMatchObject([{ file: `0/${name}`, line, severity: 'error', code, message }])
  })
})
