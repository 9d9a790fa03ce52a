/** A small content for the simulated quarter: enough for every section of the report, and so little that a run is about visitors. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const entry = (title: string, questions: readonly string[], fields: string, body: string) =>
  `---\ntitle: ${title}\nquestions:\n${questions.map((question) => `  - ${question}\n`).join('')}${fields}checked: 2026-06-01\ncheckedBy: Redaktion\nsource: { name: Quelle }\n---\n\n${body}\n`

export const GUIDE_TITLE = 'Was passt zu uns'
export const GUIDE_CHOICES = ['Geld', 'Rat'] as const
/** What some say of themselves, and what it says in ids. */
export const INTRODUCTION = { says: 'Ich bin Tischler.', audience: 'handwerk' }
/** By topic. */
export const ASKED: ReadonlyMap<string, readonly string[]> = new Map([
  ['sicherheit', ['Wie sichere ich meine Daten?', 'Wer hilft bei einer kaputten Festplatte?']],
  ['web', ['Brauche ich eine Homepage?']],
  ['kasse', ['Brauche ich eine Registrierkasse?']],
])
export const ASKED_IN_VAIN = ['Wo bekomme ich eine Brezel?', 'Wo bekomme ich einen Hefezopf?']
export const ASKED_IN_ENGLISH = 'How do I back up my data?'
/** What pages lead out to, as `/go/<target>`. */
export const TARGETS = [
  'contacts/beratung/web',
  'contacts/beratung/booking',
  'contacts/beratung/booking',
  'contacts/werkstatt/booking',
] as const
/** Where one of them stands. */
export const CONTACT_PAGES = ['/anlaufstellen/beratung', '/anlaufstellen/werkstatt'] as const

const FILES: Readonly<Record<string, string>> = {
  'vocabulary.md':
    '## Themen\n\n| Kennung | Bezeichnung | Wörter |\n|---|---|---|\n| sicherheit | Sicherheit | datensicherung |\n| web | Website | homepage |\n| kasse | Kasse | registrierkasse |\n\n## Zielgruppen\n\n| Kennung | Bezeichnung | Wörter |\n|---|---|---|\n| handwerk | Handwerk | tischler |\n',
  'articles/sicherung.md': entry('Datensicherung', ASKED.get('sicherheit')!, 'topics: [sicherheit]\n', 'Sichern Sie täglich.'),
  'articles/website.md': entry('Eigene Website', ASKED.get('web')!, 'topics: [web]\n', 'Beginnen Sie mit einer Seite.'),
  'articles/kasse.md': entry('Elektronische Kasse', ASKED.get('kasse')!, 'topics: [kasse]\n', 'Eine Kasse braucht eine Sicherung.'),
  'articles/en-sicherung.md': entry(
    'Backing up',
    [ASKED_IN_ENGLISH],
    'lang: en\ntranslationOf: articles/sicherung\ntopics: [sicherheit]\n',
    'Back up every day.',
  ),
  'contacts/beratung.md': entry(
    'Beratung Musterstadt',
    ['Wer berät uns?'],
    'organisation: Beratung\nrole: Berät Betriebe\nweb: https://www.example.org\nbooking: { title: Termin buchen, provider: calcom, url: "https://cal.com/beratung/termin" }\n',
    'Wir beraten Sie.',
  ),
  'contacts/werkstatt.md': entry(
    'Werkstatt Beispielstadt',
    ['Wer zeigt uns Maschinen?'],
    'organisation: Werkstatt\nrole: Zeigt Maschinen\nweb: https://www.example.com\nbooking: { title: Termin buchen, provider: calcom, url: "https://cal.com/werkstatt/termin" }\n',
    'Wir zeigen Ihnen Maschinen.',
  ),
  'guides/passt.md': `---
title: ${GUIDE_TITLE}
questions: [Was passt zu uns?]
steps:
  - { id: ziel, short: Ziel, question: Was möchten Sie?, why: Davon hängt es ab., retry: Bitte wählen Sie., choices: [{ id: geld, label: Geld }, { id: rat, label: Rat }] }
  - { id: eile, short: Eile, question: Eilt es?, why: Davon hängt es ab., retry: Bitte wählen Sie., choices: [{ id: ja, label: Sofort }, { id: nein, label: Später }] }
outcomes:
  - { id: geld, title: Ein Zuschuss, text: Hier., when: { ziel: geld }, groups: [{ title: Weiter, targets: [contacts/beratung] }] }
  - { id: rat, title: Ein Rat, text: Dort., groups: [{ title: Weiter, targets: [contacts/beratung] }] }
---
`,
}

export function writeContent(folder: string): void {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}
