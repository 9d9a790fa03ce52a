/** An English talk is led to what is there in English, and told where it is not. */
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import type { Guide } from '../../bot/knowledge/schema.ts'
import { inLanguage } from '../../bot/knowledge/translations.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom, readAloud } from '../real-bot.ts'

const NOW = new Date('2026-11-28T10:00:00+01:00')
const known = knownFrom()
const { knowledge } = known

/** What is said to each sentence of a talk that begins in German, as every talk does. */
function saidTo(...sentences: string[]): string[] {
  let talk = newTalk('de')
  return sentences.map((sentence) => {
    const decision = decideTurn(sentence, talk, known, NOW)
    talk = decision.talk
    return readAloud(decision.reply)
  })
}

describe('an English talk', () => {
  it('has an emergency guide of its own, and its follow-up questions are answered from the English article', () => {
    const [guide, pay, number] = saidTo('everything is encrypted and they want bitcoin', 'should I pay', 'nobody picks up')
    expect(guide).toContain('Does it affect data about people')
    expect(pay).toContain('Pay the ransom?')
    expect(number).toContain('also in the evening and at the weekend?')
  })
  it('is about the attack once that guide is open, whatever opened it', () => {
    const [, reach] = saidTo('Emergency help after a cyber attack', 'nobody picks up')
    expect(reach).toContain('also in the evening and at the weekend?')
  })
  it('gets buttons that lead to translations, and that name the language where there is none', () => {
    expect(saidTo('When is the next consultation day in Magdeburg?')[0]).toContain('[Book a consultation]')
    expect(saidTo('I want to talk to a real person')[0]).toContain('[Find who helps]')
    expect(saidTo('what is a CRM')[0]).toContain('This text is available in German only:')
    expect(saidTo('what is ERP software')[0]).toContain('(in German)]')
  })
  it('opens the English guide also by the German title', () => {
    expect(saidTo('Which funding is open right now?', 'Förder-Check')[1]).toContain('Who are you?')
  })
  it('is asked to say its business in English, and kept in it for the next guide', () => {
    const [, asked] = saidTo('We have a flower shop with 2 helpers in Dessau', 'Make me an appointment')
    expect(asked).toContain('What would you like to talk about?')
  })
  it('hears what only begins with thanks', () => {
    expect(saidTo('thank you, how do I recognise phishing?')[0]).toContain('(articles/en-phishing)')
  })
})

describe('a translation', () => {
  it('of a guide has the steps, answers and outcomes of the original, by id', () => {
    const shape = ({ steps, outcomes }: Guide) => ({
      steps: steps.map(({ id, choices, when, input }) => [id, choices.map((choice) => choice.id), when, input]),
      outcomes: outcomes.map(({ id, when, rule }) => [id, when, rule]),
    })
    const translated = entriesOf(knowledge, 'guides').filter(({ lang }) => lang === 'en')
    expect(translated).toHaveLength(6)
    for (const guide of translated) {
      const original = inLanguage(guide, 'de', knowledge)
      expect(original.lang).toBe('de')
      // Where the German guide leaves "ja" and "nein" to the program, the English one may name them.
      const plain = (one: Guide) => JSON.stringify(shape(one)).replaceAll('["ja","nein"]', '[]')
      expect(plain(guide)).toBe(plain(original))
    }
  })
  it('is where both ways lead; what has none stays', () => {
    const shop = knowledge.entries.get('articles/online-shop')!
    expect(inLanguage(shop, 'en', knowledge).id).toBe('articles/en-online-shop')
    expect(inLanguage(inLanguage(shop, 'en', knowledge), 'de', knowledge)).toBe(shop)
    const kasse = knowledge.entries.get('articles/kasse')!
    expect(inLanguage(kasse, 'en', knowledge)).toBe(kasse)
  })
})
