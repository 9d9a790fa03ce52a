/** Files of `sentences/`: what stands in them counts as it stands, and what is wrong is told. */
import { describe, expect, it } from 'vitest'
import { learnActsOnce } from '../../adapters/learned/learned-acts.ts'
import { loadKnowledge } from '../../adapters/load-knowledge.ts'
import { emptyActs, readActSentences } from '../../bot/knowledge/acts-file.ts'
import { actsOf } from '../../bot/understanding/acts/recogniser.ts'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'

describe('a file of sentences', () => {
  it('holds sentences of acts and of topics, as they came', () => {
    const acts = emptyActs()
    const issues = readActSentences(
      'sentences/eigene.de.md',
      '# Eigene\n\n## emergency\n\n- alles/nichts geht_mehr\n\n## Themen\n\n- der router ist tot\n',
      acts,
    )
    expect(issues).toEqual([])
    expect(acts.acts.get('emergency')?.sentences).toEqual(['alles/nichts geht_mehr'])
    expect(acts.topics).toEqual(['der router ist tot'])
  })

  it('says which heading it does not know, and what may be meant', () => {
    const [issue] = readActSentences('sentences/eigene.de.md', '## emergencie\n\n- hilfe\n', emptyActs())
    expect(issue).toMatchObject({ line: 1, severity: 'error', code: 'unknown-act' })
    expect(issue?.hint).toContain('emergency')
  })

  it('is read from its folder, beside the acts', () => {
    const folder = knowledgeFolder({
      'acts.de.md': '## person\n\n- Mensch\n',
      'sentences/eigene.de.md': '## person\n\n- wer setzt sich mal mit mir hin\n',
    })
    const person = loadKnowledge([folder]).knowledge.acts.de.acts.get('person')
    expect(person).toMatchObject({
      examples: expect.arrayContaining(['Mensch']),
      sentences: expect.arrayContaining(['wer setzt sich mal mit mir hin']),
    })
  })
})

describe('a chamber that has articles and nothing else', () => {
  const folder = knowledgeFolder({ 'articles/kasse.md': entryText('Kassenbuch', ['Kassenbuch führen', 'kassensturz', 'Bargeld zählen']) })
  const recogniser = learnActsOnce(loadKnowledge([folder]).knowledge).finish()
  const heard = (said: string) => actsOf(recogniser, said)[0]?.id

  it.each([
    'kasse stimmt abends nicht',
    'Darf mein 12-jähriger Sohn mit rein?',
    'wie kriegt mein besuch internet',
    'neuer pc, wie nehme ich alles mit',
    'wie bekommt mein Steuerberater die Belege',
    'Rechnung hat 3 Seiten wie fotografiere ich die',
  ])('asks its own search: %s', (said) => {
    expect(heard(said) ?? '').toBe('')
  })

  it.each([
    ['steh am gleis', 'crisis'],
    ['botnetz meldung bekommen', 'emergency'],
  ])('hears who is in need as all others do: %s', (said, act) => {
    expect(heard(said)).toBe(act)
  })
})
