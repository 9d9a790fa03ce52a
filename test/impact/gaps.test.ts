/** From a question that came to nothing to text for the files: what counts, what is alike, and patches that really apply. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../adapters/load-knowledge.ts'
import { failedQuestions, meantQuestions } from '../../bot/impact/failed-questions.ts'
import { entryDraft, notOurs, withQuestionsAdded } from '../../bot/impact/gap-draft.ts'
import { gapProposals, openMeanings } from '../../bot/impact/gap-proposals.ts'
import type { KeptEvent } from '../../bot/impact/usage-report.ts'
import { parseEntry } from '../../bot/knowledge/parse-entry.ts'
import { readQuestions } from '../../bot/knowledge/rated-questions.ts'
import { momentOn } from '../../bot/moment.ts'
import { buildSearcher } from '../../bot/search/search.ts'
import { entryText, knowledgeFolder, temporaryFolder } from '../fixtures/knowledge-folder.ts'

let clock = 0
const event = (kind: string, conversation: string, body: object): KeptEvent => ({
  at: new Date(1_790_000_000_000 + clock++ * 1000),
  kind,
  conversation,
  body,
})
const asked = (text: string, decision: string, conversation = 'a', more = {}) =>
  event('question', conversation, { text, decision, lang: 'de', ...more })

const folder = knowledgeFolder({
  'articles/drohne.md': entryText('Drohnen einsetzen', ['Darf ich eine Drohne fliegen?', 'drohne betrieb', 'Luftbild vom Dach'], {
    body: 'Ja, mit Kenntnisnachweis.',
  }),
  'articles/handy.md': entryText('Mobiltelefone', ['Welches Mobiltelefon?', 'mobiltelefon firma', 'Geräte verwalten'], {
    body: 'Eines für alle.',
  }),
  'vocabulary.md': '## Wörter\n\n- knochen, handgurke = mobiltelefon\n',
  'questions.md': '# Kalibrierung\n\n## keine Antwort (nah)\n\n- Wo parke ich beim Amt?\n',
})
const { knowledge } = loadKnowledge([folder])
const searcher = buildSearcher(knowledge)
const groups = (events: KeptEvent[]) => gapProposals(failedQuestions(events), knowledge, searcher, momentOn('2026-11-27'))

describe('what came to nothing', () => {
  it('is what was not answered, asked back in vain, or did not help; not what staff tried, and no signs', () => {
    const events = [
      asked('Gibt es Geld für Drohnen?', 'none'),
      asked('Was kostet das?', 'answer'),
      asked('Knochen kaputt', 'clarify', 'b'),
      event('choice', 'b', { entry: 'articles/handy' }),
      asked('Drohne Versicherung', 'clarify', 'c'),
      asked('Etwas ganz anderes bitte', 'answer', 'c'),
      event('rating', 'd', { entry: 'articles/handy', text: 'Welches Telefon ist sicher?', helped: false }),
      event('rating', 'd', { entry: 'articles/handy', text: 'Welches Telefon ist gut?', helped: true }),
      asked('Nur vom Team', 'none', 'e', { channel: 'msteams' }),
      ...['1', '{{7*7}}', '👍', 'und dann?'].map((text) => asked(text, 'none', 'f')),
    ]
    expect(failedQuestions(events).map(({ text, why }) => [text, why])).toEqual([
      ['Gibt es Geld für Drohnen?', 'none'],
      ['Drohne Versicherung', 'clarify'],
      ['Welches Telefon ist sicher?', 'thumb'],
    ])
    expect(openMeanings(meantQuestions(events), knowledge)).toEqual([{ question: 'Knochen kaputt', entry: 'articles/handy', count: 1 }])
  })

  it('is grouped by what the search takes it to mean: other words, typing errors, forms', () => {
    const found = groups(
      ['Handgurke verloren', 'Mobiltelefon verloren', 'Mobiltelefohne verloren', 'Drohne verloren'].map((text) => asked(text, 'none')),
    )
    expect(found.map(({ count, wordings }) => [count, wordings.length])).toEqual([
      [3, 3],
      [1, 1],
    ])
    expect(found[0]!.nearest[0]!.id).toBe('articles/handy')
    expect(found[0]!.why).toEqual({ none: 3 })
  })

  it('is done when the content has it: an example, or a question that is refused on purpose', () => {
    expect(groups([asked('Wo parke ich beim Amt', 'none'), asked('DROHNE  Betrieb', 'none')])).toEqual([])
  })
})

describe('what can be done about it', () => {
  const added = ['Handgurke "verloren": was nun?', 'wo ist mein Handy']

  it.each([
    ['a list', readFileSync(join(folder, 'articles/handy.md'), 'utf8')],
    [
      'a list in one line',
      readFileSync(join(folder, 'articles/handy.md'), 'utf8').replace(/questions:\n(?: {2}- .*\n)+/, 'questions: [Eins?, zwei, Drei?]\n'),
    ],
  ])('%s gets questions by a patch that Git applies', (_, text) => {
    const place = temporaryFolder()
    writeFileSync(join(place, 'handy.md'), text)
    const change = withQuestionsAdded(text, added)!
    execFileSync('git', ['apply', '--unidiff-zero', '-'], { cwd: place, input: change.patch('handy.md') })
    expect(readFileSync(join(place, 'handy.md'), 'utf8')).toBe(change.text)
    const before = parseEntry('articles', 'handy', [{ path: 'a', text }]).entry!
    const after = parseEntry('articles', 'handy', [{ path: 'a', text: change.text }])
    expect(after.issues).toEqual([])
    expect(after.entry!.questions).toEqual([...before.questions, ...added])
  })

  it('a file without a list of its own gets none', () => {
    expect(withQuestionsAdded('---\ntitle: x\n---\nText', added)).toBeUndefined()
    expect(withQuestionsAdded('kein Kopf', added)).toBeUndefined()
  })

  it('a draft has the visitors’ questions, and a refusal is read as one', () => {
    const { entry } = parseEntry('articles', 'neu', [{ path: 'a', text: entryDraft('Neu', added, '2026-11-27') }])
    expect([entry!.status, entry!.questions]).toEqual(['draft', added])
    const { questions, issues } = readQuestions('q', `# Kalibrierung\n\n${notOurs(added, true)}`)
    expect([issues, questions.map(({ question, outOfScope }) => [question, outOfScope])]).toEqual([
      [],
      added.map((question) => [question, 'far']),
    ])
  })
})
