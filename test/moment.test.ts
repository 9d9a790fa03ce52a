/** One moment for every rule: an event with a time of day is on, or over, at every door at once. */
import { describe, expect, it } from 'vitest'
import { monthDates } from '../adapters/feeds/month.ts'
import { knownOf } from '../adapters/known-of.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { viewAt } from '../adapters/site/frame/view.ts'
import { eventDatesBetween } from '../adapters/site/parts/dates.ts'
import { UNKNOWN } from '../bot/guides/state/guide-state.ts'
import type { EntryId } from '../bot/knowledge/schema.ts'
import { momentAt, momentOn } from '../bot/moment.ts'
import { newTalk } from '../bot/talk.ts'
import { decideTurn } from '../bot/turn.ts'
import { entryText, knowledgeFolder } from './fixtures/knowledge-folder.ts'
import { startSite } from './site/real-site.ts'

const TITLE = 'Werkstattgespräch Sensorik'
const ID: EntryId = 'events/werkstattgespraech'
const PATH = '/veranstaltungen/werkstattgespraech'
const folder = knowledgeFolder({
  'events/werkstattgespraech.md': entryText(
    TITLE,
    ['Wann ist das Werkstattgespräch?', 'werkstattgespräch sensorik', 'Gespräch über Sensoren'],
    {
      fields: 'start: 2026-12-03T14:00\nend: 2026-12-03T15:00\nmode: online\norganiser: Beispielverein\ntopics: [technik]\n',
    },
  ),
})
const site = await startSite({ overlay: folder })
const { knowledge } = loadKnowledge([...SHIPPED_KNOWLEDGE, folder])
const known = knownOf(knowledge)

/** What each door says of the event at an instant: whether it still takes place. */
async function doors(instant: string): Promise<Record<string, boolean>> {
  const now = new Date(instant)
  const answered = decideTurn(TITLE, newTalk(), known, now).reply
  const view = viewAt(known, now, {
    publicUrl: 'https://wegweiser.example',
    assets: { style: '/s', icon: '/i', script: '/j', plan: '' },
    legal: {},
  })
  site.setNow(instant)
  const guide = await site.text(`/wegweiser/veranstaltung-finden?ort=${UNKNOWN}&thema=technik&form=${UNKNOWN}&ab=${UNKNOWN}`)
  const page = await site.text(PATH)
  const list = await site.text('/veranstaltungen')
  const upcoming = list.slice(0, list.indexOf('id="vergangen"') < 0 ? undefined : list.indexOf('id="vergangen"'))
  return {
    'chat: a date': answered.texts.join().includes('3. Dezember 2026'),
    'chat: a calendar link': answered.cards.some(({ targets }) => targets.some(({ kind }) => kind === 'calendar')),
    'guide: a target': guide.includes(TITLE),
    'guide: a calendar link': guide.includes(`${PATH}.ics`),
    'page: a calendar link': page.includes(`href="${PATH}.ics`),
    'list of what is to come': upcoming.includes(TITLE),
    'calendar to subscribe to': (await site.text('/veranstaltungen.ics')).includes('werkstattgespraech@'),
    'single date for a calendar': (await site.get(`${PATH}.ics?tag=2026-12-03`)).status === 200,
    'monthly calendar': monthDates('2026-12', view).some(({ event }) => event.id === ID),
    'dates of a page': eventDatesBetween(knowledge, view.today, '2026-12-31', view).some(({ event }) => event.id === ID),
  }
}

const all = (said: Record<string, boolean>, value: boolean) => Object.fromEntries(Object.keys(said).map((door) => [door, value]))

describe('an event on 3 December from 14:00 to 15:00', () => {
  it.each([
    ['the week before', '2026-11-26T10:00:00+01:00'],
    ['that morning', '2026-12-03T08:00:00+01:00'],
    ['while it is on', '2026-12-03T14:30:00+01:00'],
    ['in its last minute', '2026-12-03T15:00:00+01:00'],
  ])('takes place at every door, asked %s', async (_, instant) => {
    const said = await doors(instant)
    expect(said).toEqual(all(said, true))
  })

  it.each([
    ['a minute after its end', '2026-12-03T15:01:00+01:00'],
    ['an hour after its end', '2026-12-03T16:00:00+01:00'],
    ['late that evening', '2026-12-03T23:30:00+01:00'],
    ['the day after', '2026-12-04T09:00:00+01:00'],
  ])('is over at every door, asked %s', async (_, instant) => {
    const said = await doors(instant)
    expect(said).toEqual(all(said, false))
  })
})

describe('a moment', () => {
  it.each([
    ['2026-07-01', '00:00', '2026-06-30T22:00:00.000Z'],
    ['2026-12-03', '15:01', '2026-12-03T14:01:00.000Z'],
    ['2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '00:00', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', '23:00', '2026-10-25T22:00:00.000Z'],
  ])('on %s at %s is the instant that the clocks here show so', (day, clock, instant) => {
    const moment = momentOn(day, clock)
    expect(moment.now.toISOString()).toBe(instant)
    expect(momentAt(moment.now)).toEqual(moment)
  })
})
