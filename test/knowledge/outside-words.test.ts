/** Files in which an editor, or somebody who wants harm, uses the words that every plain object inherits wherever a word can stand. */
import { describe, expect, it } from 'vitest'
import { allIssues } from '../../adapters/load-knowledge.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import { message } from '../../bot/messages.ts'
import { momentOn } from '../../bot/moment.ts'
import { buildSearcher, search, suggestTitles } from '../../bot/search/search.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { entryText } from '../fixtures/knowledge-folder.ts'
import { shipped, TODAY } from '../guides/shipped.ts'
import { OUTSIDE_WORDS } from '../outside-words.ts'

const file = (name: string, text: string) => ({ name, path: name, layer: 0, stamp: text, read: () => text })

/** A guide that uses the word for a step, an answer, a rule and an outcome. */
const guide = (word: string) => `---
title: Dialog ${word}
questions: [Dialog ${word} eins, Dialog ${word} zwei, Dialog ${word} drei]
checked: ${TODAY}
source: { name: Test }
steps:
  - { id: ${word}, question: Was?, short: ${word}, retry: Bitte noch einmal., choices: [{ id: ${word}, label: ${word} }, { id: b, label: B }] }
  - { id: zweite, question: Und?, short: Und, retry: Bitte noch einmal., computed: ${word}, when: { ${word}: ${word} } }
outcomes:
  - { id: ${word}, title: ${word}, text: ${word}, rule: ${word}, when: { ${word}: ${word} } }
  - { id: sonst, title: Sonst, text: Sonst. }
---
`
const filesWith = (word: string) => [
  file(
    `articles/${word}.md`,
    entryText(word, [`${word}?`, `was ist ${word}`, `${word} hilfe`], { fields: `topics: [${word}]\nnext: [articles/${word}]\n` }),
  ),
  file('articles/feld.md', entryText('Feld', ['Feld eins', 'Feld zwei', 'Feld drei'], { fields: `${word}: x\n` })),
  file('articles/gruppe.md', entryText('Gruppe', ['Gruppe eins', 'Gruppe zwei', 'Gruppe drei'], { fields: `valid: { ${word}: x }\n` })),
  file('guides/dialog.md', guide(word.toLowerCase())),
  file('guides/dialog-roh.md', guide(word)),
  file(
    'vocabulary.md',
    `# Wörter\n\n- ${word} = ${word}, hilfe\n\n# Kurze Wörter\n\n- ${word}\n\n# Themen\n\n| id | Name | Wörter |\n|---|---|---|\n| ${word} | ${word} | ${word} |\n| ${word.toLowerCase()} | ${word} | ${word} |\n\n# Regionen\n\n| id | Name | liegt in | Wörter | PLZ |\n|---|---|---|---|---|\n| ${word.toLowerCase()} | ${word} | ${word} | ${word} | 06110 |\n`,
  ),
  file('messages.de.md', `## ${word}\n\n${word} {${word}}\n\n## none\n\n{${word}} nichts.\n`),
  file('messages.en.md', `## ${word}\n\n${word} {${word}}\n`),
  file(
    'routing.md',
    `# ${word}\n\n- ${word}\n\n# Kanäle\n\n| id | Name | Themen | Regionen |\n|---|---|---|---|\n| ${word.toLowerCase()} | ${word} | ${word} | ${word} |\n`,
  ),
  file('questions.md', `# ${word}\n\n## ${word}\n\n- ${word}\n\n# Messung\n\n## articles/${word.toLowerCase()}\n\n- ${word}?\n`),
]

describe.each(OUTSIDE_WORDS)('%s in knowledge files', (word) => {
  const files = filesWith(word)
  const parsed = parseKnowledge(files)
  const loaded = { ...parsed, files }

  it('gives issues and no exception', () => {
    expect(allIssues(loaded, TODAY)).not.toEqual([])
    const codes = parsed.issues
      .filter((issue) => issue.file === 'articles/feld.md' || issue.file === 'articles/gruppe.md')
      .map(({ code }) => code)
    expect(codes.sort()).toEqual(['unknown-field', 'unknown-field'])
  })

  it('is searched and answered like any other word', () => {
    const searcher = buildSearcher(parsed.knowledge)
    expect(search(searcher, { utterance: `was ist ${word}`, moment: momentOn(TODAY) }).hits).toBeInstanceOf(Array)
    expect(suggestTitles(searcher, word, 5)).toBeInstanceOf(Array)
    const knowledge = { ...parsed.knowledge, messages: shipped.messages }
    let talk = newTalk('de')
    for (const said of [word, `Dialog ${word}`, word, '1', `Dialog ${word.toLowerCase()}`, word, 'zurück'])
      talk = decideTurn(said, talk, { knowledge, searcher }, new Date(`${TODAY}T12:00:00Z`)).talk
    expect(talk.lang).toBe('de')
  })

  it('fills no placeholder', () => {
    expect(message(parsed.knowledge.messages, 'de', 'none')).toBe(`{${word}} nichts.`)
  })
})
