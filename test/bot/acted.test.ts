/** What a sentence does in a talk besides asking: with an answer before it and without, in both languages, with somebody who takes requests and without. */
import { describe, expect, it } from 'vitest'
import type { Decision } from '../../bot/decision.ts'
import type { Lang } from '../../bot/knowledge/day.ts'
import { newTalk, readTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom, readAloud } from '../real-bot.ts'

const NOW = new Date('2026-11-22T12:00:00+01:00')
const known = knownFrom()
const OPEN = { open: true, retentionDays: 90 }
const INVOICE = 'Ab wann muss ich E-Rechnungen schreiben?'

function talked(says: readonly string[], lang: Lang = 'de', handOff?: typeof OPEN): Decision & { text: string } {
  let talk = newTalk(lang)
  let last: Decision | undefined
  for (const said of says) {
    last = decideTurn(said, talk, known, NOW, handOff)
    talk = readTalk(JSON.parse(JSON.stringify(last.talk)), lang)
  }
  return { ...last!, text: readAloud(last!.reply) }
}

describe('before anything was answered', () => {
  it.each([
    ['bitte einfacher', 'noch nichts erklärt'],
    ['nochmal bitte', 'noch keine Antwort gegeben, die ich wiederholen'],
    ['warum?', 'noch keine Antwort gegeben, die ich erklären'],
    ['ja', 'in einem Satz'],
    ['nein', 'Worum geht es Ihnen stattdessen?'],
    ['wie sind die Öffnungszeiten?', 'sagen Sie mir, um welche es geht'],
  ])('„%s“ is told that there is nothing yet', (said, expected) => {
    expect(talked([said]).text).toContain(expected)
  })

  it('a dialog that was left is nothing that can be said again', () => {
    expect(talked(['Förder-Check', 'abbrechen', 'nochmal bitte']).text).toContain('noch keine Antwort gegeben')
  })
})

describe('after an answer', () => {
  it.each([
    ['bitte einfacher', { detail: 'simpler', entry: 'articles/e-rechnung' }, 'die ein Computer lesen kann'],
    ['nochmal bitte', { kind: 'choice', act: 'again', entry: 'articles/e-rechnung' }, '800.000 Euro'],
    ['warum?', { detail: 'why' }, 'Wegen der Wörter „E-Rechnungen“'],
    ['das hat nicht geholfen', { detail: 'not-helped', helped: false, entry: 'articles/e-rechnung' }, '[Mit einem Menschen sprechen]'],
  ])('„%s“ is about it', (said, event, expected) => {
    const decision = talked([INVOICE, said])
    expect(decision.event).toMatchObject(event)
    expect(decision.text).toContain(expected)
  })

  it('it can be said once more in English, and begun anew', () => {
    const asked = 'When do I have to send e-invoices?'
    expect(talked([asked, 'say it again please'], 'en').event).toMatchObject({ act: 'again', entry: 'articles/en-e-rechnung' })
    const begun = talked([asked, 'start over please'], 'en')
    expect(begun.text).toContain('Let us start again')
    expect(begun.talk.last).toBeUndefined()
    expect(begun.talk).toMatchObject({ lang: 'en', greeted: true, misses: 0 })
  })
})

describe('what needs a person', () => {
  it.each(['du bist doof', 'bist du ein roboter', 'Wer betreibt das hier?', 'ist das rechtlich verbindlich?'])(
    '„%s“ offers one',
    (said) => {
      expect(talked([said]).reply.suggestions.map(({ label }) => label)).toContain('Mit einem Menschen sprechen')
    },
  )

  it('a call back is a request where somebody takes them, else people to call', () => {
    const wish = 'rufen Sie mich bitte zurück'
    expect(talked([wish], 'de', OPEN).event).toMatchObject({ kind: 'hand-off', detail: 'ask' })
    const named = talked([wish])
    expect(named.event).toMatchObject({ detail: 'call-back' })
    expect(named.reply.cards.length).toBeGreaterThan(0)
  })

  it('a case of one’s own is sent to those who have it, with their cards', () => {
    const decision = talked(['das ist mein Fall, was gilt bei mir?'])
    expect(decision.event).toMatchObject({ act: 'own-case' })
    expect(decision.text).toContain('Einzelne Fälle sehe ich nicht ein')
    expect(decision.reply.cards.length).toBeGreaterThan(0)
  })

  it('a product is not named, but how to choose one', () => {
    expect(talked(['Welche Software empfehlt ihr?']).reply.suggestions.map(({ label }) => label)).toEqual([
      'Anbieter auswählen',
      'Mit einem Menschen sprechen',
    ])
  })
})

describe('a number or an address alone', () => {
  it.each(['0345 1234567', 'DE89370400440532013000', 'max@example.org', 'marie.dupont@societe.example'])(
    '„%s“ is no question, belongs to no language, and is not kept',
    (said) => {
      const { event, unkept, text } = talked([said])
      expect({ event, unkept }).toEqual({ event: { kind: 'interruption', detail: 'personal-data', act: 'personal-data' }, unkept: true })
      expect(text).toContain('Bitte schreiben Sie solche Angaben nicht hierher')
    },
  )
})

describe('another language', () => {
  it.each(['speak english please', 'could we talk in english', 'Please answer in English!'])('„%s“ changes to English', (said) => {
    expect(talked([said])).toMatchObject({ talk: { lang: 'en' }, event: { detail: 'english' } })
  })

  it('that is not spoken is answered in itself, also beside an address', () => {
    const { event, text } = talked(['Bonjour je cherche une aide pour mon entreprise https://www.example.fr'])
    expect(event).toMatchObject({ detail: 'language.fr' })
    expect(text).toContain('Je réponds seulement en allemand et en anglais')
  })
})
