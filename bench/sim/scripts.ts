/** What visitors of a simulation say. `#` is the number of their request, as they were told. */
import type { Script } from './visitor.ts'

/** How the one begins whose end wipes everything before it. */
export const DELETING = 'deleting'

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
]
