/** Dates that staff propose on a card: buttons for the visitor, a file for the calendar, and the choice back on the card. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appointmentFile } from '../../adapters/feeds/appointment.ts'
import { knownFrom } from '../real-bot.ts'
import { type Message, readCard } from './fake-teams.ts'
import { type Office, openOffice, type Visitor } from './office.ts'

const MONDAY = '2026-11-23T10:00:00+01:00'
const HWK = '19:hwk@thread.tacv2'

let office: Office
let visitor: Visitor
beforeAll(async () => {
  office = await openOffice({ now: MONDAY })
  await office.inChannel(HWK, 'Verbinden hwk-halle')
  visitor = await office.visitor()
  for (const text of ['Ich bin Tischlerin in Halle', 'Anfrage übergeben', 'Ja, einverstanden', 'Wie fange ich mit einem Onlineshop an?'])
    await visitor.say(text)
  for (const text of ['Xenia Beispiel', 'xenia@example.org', 'Absenden']) await visitor.say(text)
  await office.settle()
})
afterAll(() => office.close())

const card = (): Message => office.teams.inChannel(HWK).find(({ activity }) => JSON.stringify(activity).includes('Onlineshop'))!
const propose = (given: object) => {
  const { data } = readCard(card()).buttons.find(({ title, verb }) => title === 'Vorschlagen' && verb)!
  return office.press(card(), 'propose', { ...data, ...given })
}

describe('dates from the card', () => {
  it('are refused where one is half filled, does not exist or has passed, with its number and all that was typed', async () => {
    const whole = { day1: '2026-12-04', clock1: '14:30' }
    for (const [given, why] of [
      [{}, 'mindestens einen Termin'],
      [{ ...whole, day2: '2026-12-03', answer: 'Bei uns.' }, 'Beim 2. Termin fehlt die Uhrzeit.'],
      [{ ...whole, clock3: '09:00' }, 'Beim 3. Termin fehlt der Tag.'],
      [{ day1: '2026-11-20', clock1: '10:00' }, 'Der 1. Termin liegt in der Vergangenheit.'],
      [{ day1: '2026-11-23', clock1: '10:00' }, 'Der 1. Termin liegt in der Vergangenheit.'],
      [{ day1: '2026-02-31', clock1: '10:00' }, 'Den 1. Termin gibt es im Kalender nicht.'],
    ] as const) {
      const activity = await propose(given)
      expect(readCard({ activity }).text).toContain(why)
      const drawn = JSON.stringify(activity)
      for (const [id, value] of Object.entries(given)) expect(drawn).toMatch(new RegExp(`"id":"${id}"[^}]*"value":"${value}"`))
    }
    expect((await visitor.read()).join()).toBe('')
  })

  it('reach the visitor as buttons, and the one that is pressed comes back', async () => {
    await propose({ day1: '2026-12-04', clock1: '14:30', day2: '2026-12-03', clock2: '10:00', answer: 'Bei uns im Haus.' })
    const log = await office.store.conversations.after(visitor.conversation, 0, 200)
    const news = log.map(({ body }) => JSON.parse(body)).findLast(({ text }) => text?.includes('Vorgeschlagen'))
    expect(news.text).toContain('Bei uns im Haus.')
    expect(news.text).toMatch(/3\. Dezember 2026, 10:00 Uhr \(\[in den Kalender\]\(\S+\/termin\.ics\?am=2026-12-03T10:00&bei=hwk-halle\)\)/)
    const buttons = news.suggestedActions.actions.map(({ value }: { value: string }) => value)
    expect(buttons).toEqual([
      'Donnerstag, 3. Dezember 2026, 10:00 Uhr passt',
      'Freitag, 4. Dezember 2026, 14:30 Uhr passt',
      'Zurück zum Wegweiser',
    ])
    expect(readCard(card()).text).toContain(
      'Erika Amsel hat geantwortet: Bei uns im Haus.\nVorgeschlagen: 03.12.2026, 10:00 Uhr; 04.12.2026, 14:30 Uhr',
    )
    await visitor.read()
    expect((await visitor.say(buttons[1])).join()).toContain('Ging an **Handwerkskammer Halle**')
    await office.settle()
    expect(readCard(card()).text).toContain('Nachtrag: Freitag, 4. Dezember 2026, 14:30 Uhr passt')
  })

  it('are a file for the calendar, for a date and a place that exist', () => {
    const view = { knowledge: knownFrom().knowledge, publicUrl: 'https://wegweiser.example.org', now: new Date(MONDAY) }
    const file = (query: string) => appointmentFile(new URLSearchParams(query), view)
    const text = file('am=2026-12-03T10:00&bei=hwk-halle')!
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20261203T100000\r\n')
    expect(text).toContain('SUMMARY:Termin bei Handwerkskammer Halle\r\n')
    expect(text).toBe(file('am=2026-12-03T10:00&bei=hwk-halle'))
    for (const wrong of ['', 'am=2026-12-03T10:00&bei=nirgends', 'am=2026-02-31T10:00&bei=hwk-halle', 'am=x&bei=hwk-halle'])
      expect(file(wrong)).toBeUndefined()
  })
})
