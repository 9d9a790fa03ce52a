import ICAL from 'ical.js'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { run } from '../program.ts'

const QUESTIONS = ['Eine Frage?', 'noch eine', 'und noch eine dritte']
const folder = knowledgeFolder({
  'events/messe.md': entryText('Messe in *Köthen*', QUESTIONS, {
    fields:
      'start: 2026-12-05T10:00\nend: 2026-12-05T16:00\nplace: { name: Festhalle, street: Markt 1, postcode: "06366", city: Köthen }\nmode: vor Ort\norganiser: Beispielverein\ncost: 5 €\nbooking: { title: Platz sichern, provider: link, url: "https://termine.beispiel.example/" }\n',
    body: 'Die Messe zeigt Beispiele.',
  }),
  'contacts/stelle.md': entryText('Stelle', ['Wer ist das?', 'stelle', 'wer hilft'], {
    fields: 'organisation: Stelle\nrole: Hilfe\nweb: https://beispiel.example\n',
  }),
  'events/runde.md': entryText('Monatliche Runde', ['Wann ist die Runde?', 'runde', 'treffen'], {
    fields:
      'start: 2026-10-01\nrecurrence: { rule: FREQ=MONTHLY;BYDAY=1TH, until: 2027-06-30 }\nmode: hybrid\norganiser: Netzwerk\ntentative: Der Ort steht noch aus.\nbooking: { title: Anrufen, provider: phone, url: "+49 391 1234" }\n',
  }),
  'events/abgesagt.md': entryText('Abgesagter Abend', ['Abend?', 'abend', 'am abend'], {
    fields: 'start: 2026-12-08\nmode: online\norganiser: Netzwerk\ncancelled: true\n',
  }),
})
const calendar = (...args: string[]) =>
  run('calendar', ['--knowledge', folder, '--now', '2026-11-22', ...args], { PUBLIC_URL: 'https://wegweiser.example' })

describe('npm run calendar', () => {
  it('prints the coming month as Markdown, by date, with all that is needed in order to come', async () => {
    const { code, out, err } = await calendar()
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(`# Veranstaltungen im Dezember 2026

Termine zu Betrieb und Vorhaben in unserem Gebiet, Stand 22.11.2026. Was noch nicht bestätigt ist, steht dabei; fragen Sie dann vorher beim Veranstalter nach.

## Donnerstag, 3. Dezember 2026

### [Monatliche Runde](https://wegweiser.example/veranstaltungen/runde)

- Ort: noch nicht bekannt
- Teilnahme: hybrid
- Anmeldung: [Anrufen (+49 391 1234)](tel:+493911234)
- Veranstalter: Netzwerk
- [In den Kalender](https://wegweiser.example/veranstaltungen/runde.ics)

> **Noch nicht bestätigt:** Der Ort steht noch aus.

## Samstag, 5. Dezember 2026

### [Messe in \\*Köthen\\*](https://wegweiser.example/veranstaltungen/messe)

- Uhrzeit: 10:00 bis 16:00 Uhr
- Ort: Festhalle, Markt 1, 06366 Köthen
- Teilnahme: vor Ort
- Kosten: 5 €
- Anmeldung: [Platz sichern](https://wegweiser.example/go/events/messe/booking)
- Veranstalter: Beispielverein
- [In den Kalender](https://wegweiser.example/veranstaltungen/messe.ics)

Alle Termine abonnieren: <https://wegweiser.example/veranstaltungen.ics>
`)
    expect(new MarkdownIt().render(out)).toContain('Messe in *Köthen*')
  })

  it('prints the same as HTML that needs nothing from elsewhere', async () => {
    const { out } = await calendar('--month', '2026-12', '--format', 'html')
    expect(out).toMatch(/^<!doctype html>\n<html lang="de">/)
    expect(out).toContain('<h2 style="')
    expect(out).toContain('Messe in *Köthen*')
    expect(out).toContain('<strong>Noch nicht bestätigt:</strong> Der Ort steht noch aus.')
    expect(out).not.toMatch(/<(style|script|link|img)/)
  })

  it('prints the same as a calendar of single dates', async () => {
    const { out } = await calendar('--month', '2026-12', '--format', 'ics')
    const events = new ICAL.Component(ICAL.parse(out)).getAllSubcomponents('vevent')
    expect(events.map((one) => [one.getFirstPropertyValue('uid'), one.getFirstPropertyValue('dtstart')!.toString()])).toEqual([
      ['runde-2026-12-03@wegweiser.wegweiser', '2026-12-03'],
      ['messe-2026-12-05@wegweiser.wegweiser', '2026-12-05T10:00:00'],
    ])
  })

  it('leaves out what is over by then', async () => {
    const { out } = await calendar('--month', '2026-12', '--now', '2026-12-05T18:00:00+01:00')
    expect(out).toContain('Im Dezember 2026 ist uns kein Termin bekannt (Stand 05.12.2026).')
  })

  it('leaves out holidays, and ends with the series', async () => {
    expect((await calendar('--month', '2027-05')).out).toContain('kein Termin')
    expect((await calendar('--month', '2027-06')).out).toContain('3. Juni 2027')
    expect((await calendar('--month', '2027-07')).out).toContain('kein Termin')
  })

  it('explains itself when asked for something that is not there', async () => {
    for (const args of [
      ['--month', '2026-13'],
      ['--month', 'Dezember'],
      ['--format', 'pdf'],
    ]) {
      const { code, err } = await calendar(...args)
      expect(code, args.join(' ')).toBe(2)
      expect(err).toContain('npm run -s calendar')
    }
  })
})
