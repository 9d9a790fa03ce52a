/** Who asks for money for what they want to do is told about money, whatever else the sentence tells. */
import { describe, expect, it } from 'vitest'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { asksForMoney, isAboutMoney } from '../../bot/understanding/money.ts'
import { knownFrom } from '../real-bot.ts'

const NOW = new Date('2026-11-28T12:00:00+01:00')
const eventOf = (text: string) => decideTurn(text, newTalk('de'), knownFrom(), NOW).event

describe('money', () => {
  it.each([
    'Moin, bin Malermeister, will Zuschuss vom Land für ne Software (aufmaß und angebote)',
    'Hallo, welche Förderung gibts für ne neue Webseite und muss ich vorher schon ein Angebot haben?',
    'bekommt man als friseurin zuschüsse für ein online buchungssystem',
    'kriegt man für nen neuen server was dazu',
    'Gibt es Geld für die neue Kasse im Laden?',
    'Wer zahlt mir was zum Online-Shop dazu, gibt es Fördermittel?',
  ])('is what "%s" asks for', (text) => expect(eventOf(text)).toMatchObject({ decision: 'answer', entry: 'articles/foerderung-finden' }))

  it('is told where the found text has a part about it', () => {
    const { entry, passage } = eventOf(
      'hab nen hof bei stendal, will die ackerschlagkartei endlich digital machen. gibts dafür geld vom land',
    )
    expect([entry, passage]).toEqual([
      'articles/landwirtschaft',
      'articles/landwirtschaft#welche-foerderung-bekommen-landwirtschaftliche-betriebe',
    ])
  })

  it.each([
    ['Bekommen wir als Verein Geld für Laptops?', 'articles/verein-geld'],
    ['Gibt es Zuschüsse für Weiterbildung der Beschäftigten?', 'articles/weiterbildung'],
  ])('"%s" is told its own text', (text, entry) => expect(eventOf(text).entry).toBe(entry))

  it.each([
    'Muss ich die Förderung zurückzahlen?',
    'Wann wird mein Zuschuss ausgezahlt?',
    'Was kostet eine Website?',
    'Wir sind ein Förderverein und haben leider kein Geld',
    'Wie nehme ich Geld mit Karte ein?',
    'wie krieg ich meine ersten kunden ohne viel geld',
  ])('is not asked for in "%s"', (text) => expect(asksForMoney(text)).toBe(false))

  it('names headings that are about it', () =>
    expect(['Gibt es Geld für Vereine?', 'Was wird gefördert?', 'Was kostet das?'].map(isAboutMoney)).toEqual([true, true, false]))
})

it('a greeting takes no word with it that is asked for', () => {
  expect(eventOf('Moin will Zuschuss für Software').entry).toBe('articles/foerderung-finden')
  expect(eventOf('Moin brauche Kasse für den Laden')).toMatchObject({ entry: 'articles/kasse' })
  expect(eventOf('Moin brauche Kasse für den Laden').passage).toBe('articles/kasse#welche-kasse-passt-zu-uns')
})

it.each(['wir haben keinen laden. brauchen wir eine TSE?', 'Wir sind kein Handwerk sondern Gartenbau, gilt NIS2 für uns?'])(
  'what somebody denies to be is not noted: "%s"',
  (text) => {
    const { audiences } = decideTurn(text, newTalk('de'), knownFrom(), NOW).talk.about
    expect(audiences.filter((id) => id === 'handel' || id === 'handwerk')).toEqual([])
  },
)
