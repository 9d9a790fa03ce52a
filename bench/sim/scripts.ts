/** What visitors of a simulation say. `#` is the number of their request, as they were told. */
import type { Script } from './visitor.ts'

/** The one whose end wipes everything before it. */
export const DELETING = 'deleting'

/** The one whose request is withdrawn at its end. */
export const WITHDRAWING = 'withdrawing'

export const SCRIPTS: readonly Script[] = [
  { name: 'question', says: ['Ab wann muss ich E-Rechnungen schreiben?', 'Warum diese Antwort?'] },
  { name: 'guide', says: ['Förder-Check', 'Handwerk', '06110', '12', '1', 'zurück', '1'] },
  {
    name: 'request',
    says: [
      'Ich bin Tischlerin in Halle und brauche Hilfe beim Onlineshop',
      'Anfrage übergeben',
      'Ja, einverstanden',
      'Wie fange ich mit einem Onlineshop an?',
      'Xenia Beispiel',
      'xenia@example.org',
      'Absenden',
      'An #: Es eilt ein wenig.',
    ],
  },
  { name: DELETING, says: ['Ich bin Tischlerin in Halle', 'Meine Daten löschen', 'Ja', 'Wie sichere ich meine Daten?'] },
  {
    name: WITHDRAWING,
    says: [
      'Anfrage übergeben',
      'Halle',
      'Tischlerei',
      'Ja, einverstanden',
      'Wer hilft beim Onlineshop?',
      'Xenia Beispiel',
      'xenia@example.org',
      'Absenden',
      'Lösche meine Anfrage #',
      'Ja',
    ],
  },
  { name: 'dates', says: ['Wann ist der nächste Sprechtag in Halle?', 'und was kostet das?', 'Wie melde ich mich an?'] },
  { name: 'who and where', says: ['Ich bin Tischlerin in Halle', 'Welche Förderung gibt es für mich?', 'Neues Thema', 'Was ist KI?'] },
  { name: 'asked back', says: ['Was ist KI?', '2', 'Warum diese Antwort?'] },
  { name: 'a question in between', says: ['Wo fange ich an?', '1', 'Was kostet der Sprechtag?', '1', 'zurück', 'Abbrechen'] },
  { name: 'given up', says: ['Anfrage übergeben', 'Halle', 'Tischlerei', 'Nein', 'Wie sichere ich meine Daten?'] },
  { name: 'English', says: ['When do I have to write e-invoices?', 'Why this answer?', 'Deutsch bitte', 'Was ist NIS2?'] },
  { name: 'in need', says: ['Wir wurden gehackt', 'Müssen wir das melden?', 'Ich will nicht mehr leben', 'Danke'] },
]
