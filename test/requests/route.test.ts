import { describe, expect, it } from 'vitest'
import { emptyRouting, readRouting } from '../../bot/knowledge/routing.ts'
import { momentOn } from '../../bot/moment.ts'
import { placeOf } from '../../bot/regions/place.ts'
import type { Visitor } from '../../bot/regions/responsible.ts'
import { routeOf } from '../../bot/requests/route.ts'
import { knownFrom } from '../real-bot.ts'

const { knowledge } = knownFrom()
const TODAY = momentOn('2026-11-22')
interface Some {
  place?: string
  audiences?: string[]
  topics?: string[]
}
const wanted = ({ place, audiences = [], topics = [] }: Some): Visitor => ({
  places: place === undefined ? [] : [placeOf(place, knowledge)!],
  audiences,
  topics,
})

describe('a request of the shipped knowledge', () => {
  it.each([
    ['a craft business in Halle', { place: 'halle', audiences: ['handwerk'] }, 'hwk-halle'],
    ['a shop in Stendal', { place: 'stendal', audiences: ['handel'] }, 'ihk-magdeburg'],
    ['a café somewhere in the south', { place: 'sued', audiences: ['gastgewerbe'] }, 'ihk-halle-dessau'],
    ['a club in Magdeburg, for which no chamber is responsible', { place: 'magdeburg', audiences: ['verein'] }, 'partnernetzwerk'],
    ['a founder in Halle, whom both chambers serve', { place: 'halle', audiences: ['gruendung'] }, 'partnernetzwerk'],
    ['a joiner in Bernburg, where Halle is the likelier chamber', { place: '06406', audiences: ['handwerk'] }, 'hwk-halle'],
    ['a joiner in a postcode of two areas', { place: '06333', audiences: ['handwerk'] }, 'partnernetzwerk'],
    ['a shop in a postcode of two districts of one area', { place: '39245', audiences: ['handel'] }, 'ihk-magdeburg'],
    ['a joiner in Leipzig, outside the area', { place: 'sachsen', audiences: ['handwerk'] }, 'partnernetzwerk'],
  ])('of %s goes to the right channel', (_, some, channel) => {
    const route = routeOf(knowledge, wanted(some), TODAY)
    expect(route.channels[0]).toBe(channel)
    expect(route.missing).toBeUndefined()
    expect(route.channels.at(-1)).toBe('allgemein')
  })

  it('asks where, when the place decides', () =>
    expect(routeOf(knowledge, wanted({ audiences: ['handwerk'] }), TODAY).missing).toBe('place'))
  it('does not ask where, when no chamber is responsible anyway', () =>
    expect(routeOf(knowledge, wanted({ audiences: ['verein'] }), TODAY)).toMatchObject({ channels: ['partnernetzwerk', 'allgemein'] }))
  it('asks for the trade, when two chambers share the district', () =>
    expect(routeOf(knowledge, wanted({ place: 'halle' }), TODAY)).toMatchObject({
      missing: 'trade',
      channels: ['partnernetzwerk', 'allgemein'],
    }))
})

describe('routing.md', () => {
  const text = (rows: string) =>
    `# Übergabe\n\n## Kanäle\n\n| Kennung | Name | Themen | Regionen |\n|---|---|---|---|\n${rows}\n\n## Letzte Anlaufstelle\n\n- zentrale\n`
  const read = (rows: string, more = '') => {
    const routing = emptyRouting()
    const issues = readRouting('routing.md', text(rows) + more, routing)
    return { routing, issues }
  }

  it('lets rows with topics and regions come before the contacts, the more exact one first', () => {
    const { routing } = read(
      '| it | IT-Sicherheit | sicherheit | |\n| it-sued | IT im Süden | sicherheit | sued |\n| zentrale | Zentrale | | |',
    )
    const own = { ...knowledge, routing }
    expect(routeOf(own, wanted({ topics: ['sicherheit'], place: 'halle' }), TODAY).channels).toEqual(['it-sued', 'it', 'zentrale'])
    expect(routeOf(own, wanted({ topics: ['sicherheit'], place: 'stendal' }), TODAY).channels).toEqual(['it', 'zentrale'])
    expect(routeOf(own, wanted({ topics: ['ki'], place: 'halle' }), TODAY).channels).toEqual(['zentrale'])
  })

  it('reads hours, closed days, deadlines and the digest', () => {
    const { routing, issues } = read(
      '| zentrale | Zentrale | | |',
      '\n## Bürozeiten\n\n| Tage | Von | Bis |\n|---|---|---|\n| Mo-Mi, Fr | 08:30 | 12:00 |\n\n## Geschlossen\n\n- 2026-12-24 bis 2027-01-01\n- 2026-05-15\n\n## Fristen\n\n- Erinnern nach: 1 Bürostunde\n- Weitergeben nach: 2 Bürostunden\n\n## Wochenbericht\n\n- Mo 08:00 an zentrale\n',
    )
    expect(issues).toEqual([])
    expect(routing.hours.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 5])
    expect(routing).toMatchObject({
      closed: [
        { from: '2026-12-24', until: '2027-01-01' },
        { from: '2026-05-15', until: '2026-05-15' },
      ],
      remindAfterHours: 1,
      escalateAfterHours: 2,
      digests: [{ weekday: 1, clock: '08:00', channel: 'zentrale' }],
    })
  })

  it('tells an editor what it does not understand, with the line', () => {
    const { issues } = read(
      '| Große Kennung | X | | |',
      '\n## Bürozeiten\n\n| Tage | Von | Bis |\n|---|---|---|\n| Montag | 9 | 12:00 |\n\n## Geschlossen\n\n- Weihnachten\n\n## Fristen\n\n- Erinnern nach: bald\n\n## Wochenbericht\n\n- montags\n',
    )
    expect(issues.map(({ code, line }) => [code, line])).toEqual([
      ['channel-row', 7],
      ['office-hours', 17],
      ['closed-days', 21],
      ['deadline', 25],
      ['digest', 29],
    ])
  })
})
