/** Nobody is told the same words twice without being told so: another part of the entry is looked for, and what else there is is offered. */
import { describe, expect, it } from 'vitest'
import type { Decision } from '../../bot/decision.ts'
import { newTalk, readTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom } from '../real-bot.ts'

const NOW = new Date('2026-11-28T12:00:00+01:00')
const known = knownFrom()
const NO_OTHER = 'Mehr dazu finde ich in'
const NO_MORE = 'nur, was ich schon gesagt habe'

/** What the last of some sentences gets, in a talk that is kept between turns as the store keeps it. */
function told(...said: string[]): Decision {
  let talk = newTalk('de')
  let decision: Decision | undefined
  for (const text of said) {
    decision = decideTurn(text, talk, known, NOW)
    talk = readTalk(JSON.parse(JSON.stringify(decision.talk)))
  }
  return decision!
}
const first = ({ reply }: Decision) => reply.texts[0] ?? ''
const labels = ({ reply }: Decision) => reply.suggestions.map(({ label }) => label)

describe('a question that would be told what was read', () => {
  it.each([
    [
      'was muss meine kasse können wegen finanzamt',
      'das war nicht die frage, muss ich jede meiner drei kassen einzeln melden',
      'wie-und-bis-wann-melde-ich-die-kasse-beim-finanzamt',
    ],
    ['Was ist eine E-Rechnung?', 'umsatz so 350tausend. also hab ich noch zeit oder wie', 'ab-wann-muss-ich-e-rechnungen-schreiben'],
    [
      'Was ist eine E-Rechnung?',
      'ok danke. und für privatkunden, die omas mit dem tropfenden hahn, auch?',
      'wer-muss-keine-e-rechnung-schreiben-und-was-gilt-bei-privatkunden',
    ],
  ])('"%s", then "%s": is told the part it is likely put to', (before, said, part) => {
    expect(told(before, said).event.passage).toMatch(new RegExp(`#${part}$`))
  })

  it('is told so where the text has no more, with its other parts as buttons', () => {
    const again = told('Was ist eine E-Rechnung?', 'und e-rechnung schmeckt')
    expect(first(again)).toContain(NO_OTHER)
    expect(labels(again)[0]).toMatch(/\?$/)
  })

  it('is told the one sentence of it that answers, and not the whole of it', () => {
    const again = told('Wir haben eine neue Kasse, was ist zu tun?', 'bis wann melde ich die denn', 'und bis wann muss die meldung raus')
    expect(first(again)).toContain(NO_MORE)
    expect(first(again)).toContain('binnen eines Monats')
    expect(first(again).length).toBeLessThan(
      first(told('Wir haben eine neue Kasse, was ist zu tun?', 'bis wann melde ich die denn')).length,
    )
  })

  it('is told it as ever where it asks by name: the same words, a title, a heading', () => {
    for (const said of ['Was ist eine E-Rechnung?', 'E-Rechnung empfangen und schreiben'])
      expect(first(told('Was ist eine E-Rechnung?', said))).not.toContain(NO_MORE)
    const heading = 'Ab wann muss ich E-Rechnungen schreiben?'
    expect(first(told('Was ist eine E-Rechnung?', heading, heading))).toContain(heading)
  })

  it('is told it as ever after another subject', () => {
    expect(first(told('Was ist eine E-Rechnung?', 'Was ist NIS2?', 'sag mir was zur e-rechnung'))).not.toContain(NO_MORE)
  })
})

describe('a choice after a question', () => {
  it('is told the part that the question was put to', () => {
    const asked = told(
      'Was brauche ich für Kartenzahlung?',
      'ja aber was für ein gerät und was kostet mich das. wir haben nur schlechtes internet da draußen',
    )
    expect(asked.event.decision).toBe('clarify')
    const chosen = told(
      'Was brauche ich für Kartenzahlung?',
      'ja aber was für ein gerät und was kostet mich das. wir haben nur schlechtes internet da draußen',
      'Kartenzahlung',
    )
    expect(chosen.event).toMatchObject({ entry: 'articles/kartenzahlung', passage: expect.stringContaining('#') })
  })
})

describe('a sentence that nothing is found for', () => {
  it('is offered the parts of what the talk is about', () => {
    const lost = told('Gilt das Barrierefreiheitsgesetz für uns?', 'ok also ja. was muss ich dann machen und was kostet das ungefähr')
    expect([...lost.reply.texts, ...labels(lost)].join('\n')).toContain('Wie prüfe ich meine Seite selbst?')
  })
})
