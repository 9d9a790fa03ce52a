/** What people are known to ask about the talk's subject is about that, though it may do something else or another entry has its words. */
import { describe, expect, it } from 'vitest'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom } from '../real-bot.ts'

const known = knownFrom()
const NOW = new Date('2026-11-28T10:00:00+01:00')

function lastOf(first: string, then: string) {
  return decideTurn(then, decideTurn(first, newTalk('de'), known, NOW).talk, known, NOW)
}

describe('a question that is asked much like one that is known', () => {
  it.each([
    ['Wie nehme ich mein Team bei der Digitalisierung mit?', 'einer kann auch kaum Deutsch', 'was-hilft-wenn-jemand-wenig-deutsch-spricht'],
    ['Wie wird die Arbeitszeit erfasst?', 'wie lange aufheben?', 'ab-wann-ist-zeiterfassung-pflicht-und-reicht-ein-stundenzettel'],
    ['Kartenzahlung annehmen', 'darf ich dafür 50 Cent mehr nehmen?', 'darf-ich-einen-aufschlag-verlangen'],
    ['Homeoffice regeln', 'und wie komm ich sicher an die Akten ran', 'wie-greifen-wir-sicher-auf-firmendaten-zu'],
  ])('after "%s": "%s" is answered from its part', (first, then, part) =>
    expect(lastOf(first, then).event.passage).toMatch(new RegExp(`#${part}$`)),
  )

  it('is told the part again that has the answer, rather than that there is none', () => {
    const { reply } = lastOf('Kann ich eine Bewertung löschen lassen?', 'Und wenn der nie bei uns war?')
    expect(reply.texts[0]).toContain('Dazu noch einmal aus „Bewertungen im Internet“')
    expect(reply.texts[0]).toContain('muss das Portal prüfen')
  })

  it('leaves a whole question of its own to the entry that answers it', () =>
    expect(lastOf('Was ist eine E-Rechnung?', 'Wie lange muss ich Rechnungen aufheben?').event.entry).toBe('articles/aufbewahrung'))
})

it.each(['Is there funding for me?', 'can we get a grant'])('money is asked for in English, too: "%s"', (then) =>
  expect(lastOf('I want to start a small web shop in Magdeburg. Where do I begin?', then).event.entry).toMatch(/foerder|funding/),
)

it('words that only ask make no heading: "Brauche ich eine …" is asked of many things', () => {
  const first = decideTurn('Brauche ich eine Internetseite für meinen Laden?', newTalk('de'), known, NOW)
  expect(first.event).toMatchObject({ entry: 'articles/website' })
  expect(first.event.passage ?? '').not.toContain('cookie')
})
