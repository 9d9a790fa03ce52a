/** A command or a choice with more words: the dialog is left, or the offer taken, and what else is said is answered. */
import { describe, expect, it } from 'vitest'
import type { Decision } from '../../bot/decision.ts'
import { newTalk, type Talk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom } from '../real-bot.ts'

const known = knownFrom()
const NOW = new Date('2026-12-09T08:15:00Z')

function lastOf(said: readonly string[]): Decision {
  let talk: Talk = newTalk('de')
  let last: Decision | undefined
  for (const words of said) {
    last = decideTurn(words, talk, known, NOW)
    talk = last.talk
  }
  return last!
}

describe('a dialog is left', () => {
  it.each([
    ['abbrechen bitte', 'guides/selbstcheck'],
    ['nee, abbrechen', 'guides/selbstcheck'],
    ['abbrechen. was kostet eine website', 'articles/website-kosten'],
    ['Was kostet eine Website? abbrechen bitte', 'articles/website-kosten'],
    ['nein! abbrechen! Ansprechperson finden', 'guides/ansprechperson-finden'],
  ])('by "%s", on to %s', (words, entry) => {
    const { talk, event, reply } = lastOf(['Selbstcheck', words])
    expect(event.entry).toBe(entry)
    expect(reply.texts[0]).toContain('„Selbstcheck“ ist abgebrochen')
    expect(JSON.stringify(talk.dialogs)).not.toContain('guides/selbstcheck')
  })

  it('by no word that an answer has', () =>
    expect(lastOf(['Selbstcheck', 'ja, manchmal, aber wir müssen es immer abbrechen']).talk.dialogs).toHaveLength(1))

  it('for the question before, said in a sentence', () =>
    expect(lastOf(['Ansprechperson finden', 'Handwerk', 'zurück zur vorigen Frage']).reply.texts.join()).toContain(
      'Was trifft auf Sie zu?',
    ))
})

describe('an offer is taken', () => {
  /** "Did you mean …?" with two offers. */
  const asked: Talk = {
    ...newTalk('de'),
    offers: [
      { label: 'Investitionsbank', entry: 'contacts/investitionsbank' },
      { label: 'Förderantrag', entry: 'articles/foerderantrag' },
    ],
    clarifying: true,
    last: { utterance: 'wann kommt mein geld' },
  }
  it.each([
    // What is only told changes nothing of the choice.
    ['die erste natürlich. da geht keiner ans telefon', 'contacts/investitionsbank'],
    ['also die erste, da hab ich angerufen', 'contacts/investitionsbank'],
    ['die zweite. muss ich den antrag vor dem kauf stellen', 'articles/foerderantrag'],
    ['nee lieber die zweite', 'articles/foerderantrag'],
    ['das zweite bitte', 'articles/foerderantrag'],
    ['the second one. what does that cost', 'articles/foerderantrag'],
  ])('by "%s": %s', (words, entry) => expect(decideTurn(words, asked, known, NOW).talk.subject?.entry).toBe(entry))

  it('and asked about in the same breath', () => {
    const { event } = decideTurn('die zweite. und was heißt vor vorhabensbeginn', asked, known, NOW)
    expect(event.passage).toBe('articles/foerderantrag#was-heisst-vor-vorhabensbeginn')
  })

  it.each(['die zweite mahnung ist da, was kostet das', 'die zweite frage war ob ich ein Backup brauche'])('not by "%s"', (words) =>
    expect(decideTurn(words, asked, known, NOW).talk.subject?.entry).not.toBe('articles/foerderantrag'),
  )
})

describe('more than one thing is said', () => {
  it('and the wish for a person said last counts', () =>
    expect(lastOf(['KI-Richtlinie: was muss rein?', 'was hat das damit zu tun?? ich will mit einem menschen sprechen']).event.act).toBe(
      'person',
    ))
  it('and "das wollt ich wissen" is no praise', () =>
    expect(lastOf(['bis wann darf ich PDF-Rechnungen schicken, das wollt ich wissen']).reply.texts.join()).not.toContain('freut mich'))
  it('and a repetition that is complained of is no praise', () =>
    expect(lastOf(['du wiederholst dich. was kostet eine website']).reply.texts[0]).toContain('tut mir leid'))
})

describe('something of the profile is corrected', () => {
  it.each([
    [
      'Ich sitze in Magdeburg. Wer hilft mir?',
      'nicht Magdeburg sondern Dessau. wann ist der nächste Sprechtag?',
      'events/sprechtag-halle',
      'Magdeburg',
    ],
    ['Ich bin Friseurin in Halle. Was kostet eine Website?', 'ich bin keine Friseurin. was ist ein Backup', 'articles/backup', 'Friseurin'],
  ])('and the question beside it is answered: %s %s', (told, words, entry, removed) => {
    const { event, reply } = lastOf([told, words])
    expect(event.entry).toBe(entry)
    expect(reply.texts[0]).toBe(`Gelöscht: ${removed}.`)
  })
})
