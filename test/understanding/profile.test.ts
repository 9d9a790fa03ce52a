/** Who and where, taken out of what is asked. */
import { describe, expect, it } from 'vitest'
import { type SaidProfile, takeOutProfile } from '../../bot/understanding/profile/profile.ts'
import { readDenial } from '../../bot/understanding/profile/removal.ts'
import { asksWhoIsResponsible } from '../../bot/understanding/profile/responsible-question.ts'
import { sizeIn } from '../../bot/understanding/profile/size.ts'
import { knownFrom } from '../real-bot.ts'

const { vocabulary } = knownFrom().knowledge

describe('who and where', () => {
  it.each([
    ['Ich bin Friseurin in Zeitz.', { who: 'Friseurin', where: 'Zeitz' }, ''],
    ['Ich bin Friseurin in Zeitz und suche Förderung', { who: 'Friseurin', where: 'Zeitz' }, 'suche Förderung'],
    ['Ich habe ein Café in Quedlinburg. Brauche ich eine TSE?', { who: 'Café', where: 'Quedlinburg' }, 'Brauche ich eine TSE?'],
    [
      'Bei uns im Hotel in Magdeburg sind alle Dateien verschlüsselt',
      { who: 'Hotel', where: 'Magdeburg' },
      'sind alle Dateien verschlüsselt',
    ],
    [
      'Wie oft soll ich, ich bin Tischler in Stendal, meine Daten sichern?',
      { who: 'Tischler', where: 'Stendal' },
      'Wie oft soll ich meine Daten sichern?',
    ],
    ['ich bin friseurin in zeitz brauche ich eine tse', { who: 'friseurin', where: 'zeitz' }, 'brauche ich eine tse'],
    ['Brauche ich in meinem Café in Quedlinburg eine TSE?', { who: 'Café', where: 'Quedlinburg' }, 'Brauche ich eine TSE?'],
    ['Wir sind ein Pflegedienst mit zwölf Leuten in Stendal. Was tun?', { who: 'Pflegedienst', size: '12', where: 'Stendal' }, 'Was tun?'],
    ['Bei uns in der Spedition in Bernburg sind wir zu acht. Was tun?', { who: 'Spedition', size: '8', where: 'Bernburg' }, 'Was tun?'],
    ['Mein Betrieb ist in Wittenberg. Was tun?', { where: 'Wittenberg' }, 'Was tun?'],
    ['Was tun? Ich komme aus Dessau und bin Fotografin.', { who: 'Fotografin', where: 'Dessau' }, 'Was tun?'],
    ['Wir haben 14 Beschäftigte und sitzen in Halle. Was tun?', { size: '14', where: 'Halle' }, 'Was tun?'],
    ['Wir sind 14 Leute im Büro, müssen wir jemanden bestellen?', { size: '14' }, 'müssen wir jemanden bestellen?'],
    ['Friseurin in Zeitz: brauche ich eine Kasse?', { who: 'Friseurin', where: 'Zeitz' }, 'brauche ich eine Kasse?'],
    ['Ich bin Bestatter in Halle (Saale) und brauche eine Website', { who: 'Bestatter', where: 'Halle' }, 'brauche eine Website'],
    ['Ich bin Schaustellerin aus Köthen. Gibt es Geld?', { who: 'Schaustellerin', where: 'Köthen' }, 'Gibt es Geld?'],
    ['Ich und meine Frau haben eine Pension im Harz, wie geht das?', { who: 'Pension', size: '2', where: 'Harz' }, 'wie geht das?'],
    [
      'Tischlerei, 8 Leute, Stendal. Gibts Zuschuss für CNC?',
      { who: 'Tischlerei', size: '8', where: 'Stendal' },
      'Gibts Zuschuss für CNC?',
    ],
    [
      'ich hab nen friseursalon in bernburg was muss ich bei der kasse beachten',
      { who: 'friseursalon', where: 'bernburg' },
      'was muss ich bei der kasse beachten',
    ],
    ['Wir haben drei Vollzeit, zwei Teilzeit und sitzen in 06712 Zeitz. Förderung?', { size: '5', where: '06712 Zeitz' }, 'Förderung?'],
    [
      'I am a hairdresser in Zeitz. Is there funding for a website?',
      { who: 'hairdresser', where: 'Zeitz' },
      'Is there funding for a website?',
    ],
  ] satisfies [string, SaidProfile, string][])('%s', (message, said, rest) => {
    expect(takeOutProfile(message, vocabulary)).toMatchObject({ said, rest })
  })

  it.each([
    'Wann ist Sprechtag in Halle?',
    'Wir suchen eine Agentur in Halle',
    'Ich habe eine Agentur beauftragt, die nichts liefert',
    'Unser Netzwerk ist langsam',
    'Unsere Fertigung digitalisieren',
    'Mein Steuerberater verlangt digitale Belege',
    'Wie schule ich meine Beschäftigten?',
    'Gilt das auch für Vereine?',
    'Handwerkskammer Magdeburg',
    'Ich bin keine Friseurin',
    'Ich bin Opfer von Phishing in Halle geworden',
  ])('%s: nobody says who they are', (message) => expect(takeOutProfile(message, vocabulary)).toBeUndefined())

  it('in the sentence of the question stays at hand, for it may be what is asked about', () => {
    const taken = takeOutProfile('Muss ich als Kleinunternehmer E-Rechnungen schreiben?', vocabulary)
    expect(taken).toMatchObject({
      rest: 'Muss ich E-Rechnungen schreiben?',
      withAsides: 'Muss ich als Kleinunternehmer E-Rechnungen schreiben?',
    })
  })
})

it.each([
  ['acht Leute', '8'],
  ['14 Beschäftigte', '14'],
  ['wir sind zu dritt', '3'],
  ['1-Mann-Betrieb', '1'],
  ['Ein-Mann-Betrieb', '1'],
  ['unter 50 Mitarbeiter', '1-49'],
  ['weniger als zehn Angestellte', '1-9'],
  ['über 250 Mitarbeiter', '251-'],
  ['mehr als 500 Beschäftigte', '501-'],
  ['10 bis 20 Leute', '10-20'],
  ['drei Vollzeit, zwei Teilzeit', '5'],
  ['drei Festangestellte und ein Azubi', '4'],
  ['ich und meine Frau', '2'],
  ['mein Bruder und ich', '2'],
  ['seit 3 Jahren', undefined],
  ['30 Prozent', undefined],
])('%s: %s people', (text, size) => expect(sizeIn(text)).toBe(size))

it.each([
  ['nicht Zeitz', 'zeitz', undefined],
  ['Ich bin kein Friseur', 'friseur', undefined],
  ['ich komme nicht aus Zeitz', 'zeitz', undefined],
  ['nicht Zeitz, sondern Naumburg', 'zeitz', 'Naumburg'],
  ['Zeitz löschen', 'zeitz', undefined],
  ['Vergessen Sie bitte Zeitz', 'zeitz', undefined],
])('%s takes back %s', (sentence, denied, instead) => expect(readDenial(sentence)).toEqual({ denied, ...(instead && { instead }) }))

it.each(['Ich habe kein Geld?', 'Brauche ich nicht auch eine TSE?', 'Daten löschen', 'Wie lange muss ich Rechnungen aufheben?'])(
  '%s: is read, and is nothing of any profile',
  (sentence) => expect(['zeitz', 'friseur']).not.toContain(readDenial(sentence)?.denied),
)

it.each([
  ['Welche Kammer ist für mich zuständig?', true],
  ['An welche Kammer wende ich mich?', true],
  ['wer ist meine Kammer', true],
  ['Wo kann ich mich bei der Kammer beraten lassen?', true],
  ['Wer ist für Datenschutz zuständig?', false],
  ['Was kostet die IHK?', false],
])('%s asks who is responsible: %s', (sentence, asks) => expect(asksWhoIsResponsible(sentence)).toBe(asks))
