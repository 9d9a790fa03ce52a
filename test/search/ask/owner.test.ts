import { describe, expect, it } from 'vitest'
import { momentOn } from '../../../bot/moment.ts'
import { search } from '../../../bot/search/search.ts'
import { knownFrom } from '../../real-bot.ts'

const { knowledge, searcher } = knownFrom()
const ask = (utterance: string) => search(searcher, { utterance, moment: momentOn('2026-11-22'), lang: 'de' })

describe("an entry's own question", () => {
  it('is answered by that entry, certainly, whoever else comes near', () => {
    for (const entry of knowledge.entries.values()) {
      for (const question of entry.questions) {
        const { decision, hits } = ask(question)
        expect([question, hits[0]?.id, decision]).toEqual([question, entry.id, entry.elsewhere ? 'none' : 'answer'])
      }
    }
  })

  it('is recognised in any spelling', () => {
    expect(ask('WIE DIGITAL SIND WIR').hits[0]).toMatchObject({ id: 'guides/selbstcheck', score: 0.99 })
  })
})
