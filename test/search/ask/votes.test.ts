import { describe, expect, it } from 'vitest'
import { momentOn } from '../../../bot/moment.ts'
import { readQuestion } from '../../../bot/search/ask/question.ts'
import { intentVotes } from '../../../bot/search/ask/votes.ts'
import { search } from '../../../bot/search/search.ts'
import { entryText } from '../../fixtures/knowledge-folder.ts'
import { searcherFrom } from '../content.ts'

const today = '2026-11-22'
const COST = ['Was kostet der Kurs?', 'Was kostet ein Platz im Kurs?', 'Kurs Preis', 'Wie teuer ist der Kurs?']
const PLACE = ['Wo ist der Kurs?', 'Wo findet der Kurs statt?', 'Kurs Ort', 'In welchem Haus ist der Kurs?']

function votesFor(examples: Record<string, string[]>, utterance: string): Record<string, number> {
  const files = Object.entries(examples).map(([slug, questions]) => [
    `articles/${slug}.md`,
    entryText(`"${slug}"`, questions, { body: 'Etwas anderes.' }),
  ])
  const searcher = searcherFrom(Object.fromEntries(files))
  const votes = intentVotes(
    searcher,
    readQuestion(searcher, utterance),
    searcher.index.entries.map((_, position) => position),
  )
  return Object.fromEntries(searcher.index.entries.map(({ slug }, position) => [slug, votes[position]!]))
}

describe('the intent model', () => {
  it('hears what tells siblings apart: little words and their neighbours', () => {
    const votes = votesFor({ preis: COST, ort: PLACE }, 'was kostet denn der kurs')
    expect(votes.preis).toBeGreaterThan(3 * Math.abs(votes.ort!))
  })

  it('does not count what all examples share', () => {
    const { preis, ort } = votesFor({ preis: COST, ort: PLACE }, 'kurs')
    expect(Math.abs(preis! - ort!)).toBeLessThan(0.02)
  })

  it('does not let ten examples of one wording outvote one of the right wording', () => {
    const many = Array.from({ length: 10 }, (_, i) => `Wo ist der Kurs ${'abcdefghij'[i]}?`)
    const votes = votesFor({ preis: COST, ort: many }, 'Was kostet der Kurs im Herbst?')
    expect(votes.preis).toBeGreaterThan(votes.ort!)
  })

  it('is surer, the more examples there are', () => {
    const few = votesFor({ preis: COST.slice(0, 1), ort: PLACE.slice(0, 1) }, 'was kostet der kurs')
    const more = votesFor({ preis: COST, ort: PLACE }, 'was kostet der kurs')
    expect(more.preis).toBeGreaterThan(few.preis!)
  })

  it('understands a mistyped word', () => {
    const votes = votesFor({ preis: COST, ort: PLACE }, 'Was kostt der Kurs?')
    expect(votes.preis).toBeGreaterThan(votes.ort!)
  })

  it('says nothing where nothing is shared, and leaves its scratch clean', () => {
    const searcher = searcherFrom({
      'articles/a.md': entryText('A', COST, { body: 'Text.' }),
      'articles/b.md': entryText('B', PLACE, { body: 'Text.' }),
    })
    expect([...intentVotes(searcher, readQuestion(searcher, 'xyzzy'), [0, 1])]).toEqual([0, 0])
    const first = search(searcher, { utterance: COST[0]!, moment: momentOn(today) }).hits
    expect(searcher.scratch.place.every((place) => place === 0)).toBe(true)
    expect(search(searcher, { utterance: COST[0]!, moment: momentOn(today) }).hits).toEqual(first)
  })
})
