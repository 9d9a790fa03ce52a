/** Somebody under attack asks on: they are answered from what helps then, beside the open guide, after it, and after another subject. */
import { describe, expect, it } from 'vitest'
import { isQuestion } from '../../bot/guides/reading/manner.ts'
import { newTalk, type Talk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom } from '../real-bot.ts'

const known = knownFrom()
const NOW = new Date('2026-12-09T08:15:00Z')

/** What the last sentence leads to: entry and heading of what was answered, or what was done. */
function lastOf(said: readonly string[]): string | undefined {
  let talk: Talk = newTalk('de')
  let last: string | undefined
  for (const words of said) {
    const decision = decideTurn(words, talk, known, NOW)
    const { event } = decision
    last = event.kind === 'question' ? (event.passage ?? event.entry) : event.detail
    talk = decision.talk
  }
  return last
}

const ATTACK = 'hilfe bei uns sind alle dateien verschlüsselt'
const MONEY = 'ich hab grade 8000 euro auf ein falsches konto überwiesen, die rechnung war gefälscht'

describe('after an attack', () => {
  it.each([
    [[ATTACK, 'müssen wir das melden'], 'articles/notfall#wem-muss-ich-den-angriff-melden'],
    [[ATTACK, 'soll ich den rechner ausmachen'], 'articles/notfall#soll-ich-den-rechner-ausschalten-kann-ich-die-anderen-weiter-benutzen'],
    [[ATTACK, 'was jetzt'], 'articles/notfall#was-tue-ich-der-reihe-nach'],
    [[ATTACK, 'der chef ist im urlaub'], 'told'],
    [[ATTACK, 'und wer bezahlt mir den schaden'], 'articles/notfall#wer-bezahlt-den-schaden-und-was-kostet-die-hilfe'],
    // The guide has ended with the first sentence.
    [[MONEY, 'muss ich anzeige machen'], 'articles/notfall#muss-ich-anzeige-erstatten-und-wo-geht-das'],
    [[MONEY, 'und meine kunden?'], 'articles/notfall#muessen-wir-unsere-kunden-informieren'],
    [[MONEY, 'zahlt das die versicherung', 'muss ich anzeige machen'], 'articles/notfall#muss-ich-anzeige-erstatten-und-wo-geht-das'],
    // A subject of its own is still one.
    [[MONEY, 'Ab wann muss ich E-Rechnungen schreiben?'], 'articles/e-rechnung#ab-wann-muss-ich-e-rechnungen-schreiben'],
  ] as [string[], string][])('%j leads to %s', (said, expected) => expect(lastOf(said)).toBe(expected))
})

describe('who says that nothing has happened', () => {
  const CLOUD = 'Was ist besser, Cloud oder eigener Server?'
  it.each([
    // The guide is closed, and the talk is about what it was about before.
    [[CLOUD, ATTACK, 'das ist kein notfall!', 'und was kostet das'], 'articles/cloud#was-soll-ich-jeden-cloud-anbieter-fragen'],
    [[ATTACK, 'das ist kein notfall!'], 'no-alarm'],
    // What else is asked is answered.
    [[ATTACK, 'nein, es ist nichts passiert. ich frage ob cloud oder eigener server besser ist'], 'articles/cloud'],
    [[ATTACK, 'falscher alarm! ich will mit einem menschen sprechen'], 'person'],
    // Told after the guide has ended, too.
    [[CLOUD, MONEY, 'quatsch, es ist nichts passiert', 'und was kostet das'], 'articles/cloud#was-soll-ich-jeden-cloud-anbieter-fragen'],
  ] as [string[], string][])('%j leads to %s', (said, expected) => expect(lastOf(said)).toBe(expected))

  it('leaves another open guide open', () => {
    let talk = newTalk('de')
    for (const words of ['Ansprechperson finden', ATTACK, 'falscher alarm']) talk = decideTurn(words, talk, known, NOW).talk
    expect(talk.dialogs).toHaveLength(1)
  })
})

it.each(['was jetzt', 'und bei wem', 'bis wann denn', 'by when', 'wie lange noch'])('"%s" is a question', (words) =>
  expect(isQuestion(words)).toBe(true),
)
it.each(['was anderes', 'kann sein', 'wer weiß', 'bis 10', 'wie bisher', 'wo anders'])('"%s" may be an answer', (words) =>
  expect(isQuestion(words)).toBe(false),
)
