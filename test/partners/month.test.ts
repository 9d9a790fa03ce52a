/** A month of changes in two feeds that overlap, played from a seed: no event is lost, none is there twice, and what is withdrawn goes. */
import { describe, expect, it } from 'vitest'
import type { FeedReading, FoundEvent } from '../../adapters/partners/found.ts'
import { EMPTY_LEDGER, goneSince, type Ledger, takeIn } from '../../adapters/partners/ledger.ts'
import { addDays } from '../../bot/knowledge/day.ts'
import type { PartnerFeed } from '../../bot/knowledge/knowledge.ts'

const FIRST = '2026-11-27'
const DAYS = 30
const WORDS =
  'Werkstatt Netzwerk Förderung Website Rechnung Kasse Datenschutz Passwort Onlinehandel Roboter Lager Logistik Marketing Energie'.split(
    ' ',
  )
const TOWNS = ['Musterstadt', 'Beispielhausen', 'Probedorf']

/** A small generator with a seed, so that a failing month can be played again. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * sides)
  }
}

interface Real {
  id: number
  title: string
  start: string
  town: string
  cancelled: boolean
  /** In which of the feeds it stands. */
  in: boolean[]
  /** Readings of each feed since it left it. */
  leftFor: number[]
}

const FEEDS: PartnerFeed[] = ['https://a.example/', 'https://b.example/'].map((address, i) => ({
  address,
  organiser: `Haus ${i}`,
  regions: [],
  topics: [],
  trust: i === 0 ? 'publish' : 'draft',
  file: 'feeds.md',
  line: i + 5,
}))

/** The other house writes the title its own way, and gives other names to its events. */
function shown({ id, title, start, town, cancelled }: Real, feed: number): FoundEvent {
  return {
    uid: `${feed}-${id}`,
    sequence: 0,
    title: feed === 0 ? title : `${title.split(' ').reverse().join(' ')} in ${town}`,
    start,
    place: { name: 'Rathaus', city: town },
    mode: 'vor Ort',
    text: '',
    cancelled,
    tentative: false,
  }
}

function month(seed: number) {
  const roll = dice(seed)
  const real: Real[] = []
  const add = (today: string) => {
    const id = real.length
    // Three words of which no other event has two.
    const title = [`${WORDS[id % WORDS.length]}${id}`, `Treff${id}`, `Runde${id}`].join(' ')
    const day = addDays(today, 3 + roll(60))
    real.push({
      id,
      title,
      start: `${day}T${String(9 + roll(9)).padStart(2, '0')}:00`,
      town: TOWNS[roll(3)]!,
      cancelled: false,
      in: [roll(4) > 0, false],
      leftFor: [0, 0],
    })
    real.at(-1)!.in[1] = !real.at(-1)!.in[0] || roll(2) === 0
  }
  for (let i = 0; i < 40; i++) add(FIRST)
  let ledger: Ledger = EMPTY_LEDGER
  const wrong: string[] = []
  for (let d = 0; d < DAYS; d++) {
    const today = addDays(FIRST, d)
    if (roll(2) === 0) add(today)
    for (const one of real) {
      const what = roll(60)
      if (what === 0) one.start = `${addDays(one.start.slice(0, 10), 1 + roll(5))}T10:00`
      if (what === 1) one.cancelled = !one.cancelled
      if (what === 2) one.in[roll(2)] = false
      if (what === 3) one.in[roll(2)] = true
    }
    for (const [f, feed] of FEEDS.entries()) {
      // A bad day: it is not read, or half.
      if (roll(8) === 0) continue
      const events = real.filter((one) => one.in[f] && one.start.slice(0, 10) >= today).map((one) => shown(one, f))
      const isWhole = roll(10) > 0
      const reading: FeedReading = {
        format: 'ics',
        events: isWhole ? events : events.slice(0, 5),
        news: [],
        pages: [],
        problems: [],
        isWhole,
      }
      ledger = takeIn(ledger, feed, reading, today)
      if (!isWhole) continue
      for (const one of real) one.leftFor[f] = one.in[f] ? 0 : one.leftFor[f]! + 1
      wrong.push(...compare(ledger, real, f, today))
    }
  }
  return { ledger, wrong, real }
}

function compare({ events }: Ledger, real: readonly Real[], f: number, today: string): string[] {
  const ids = events.map(({ sources }) => new Set(sources.map(({ event }) => Number(event.uid.split('-')[1]))))
  return [
    ...ids.flatMap((set, i) => (set.size === 1 ? [] : [`${today}: ${[...set]} are one event ${events[i]!.slug}`])),
    ...real
      .filter(({ start }) => start.slice(0, 10) > today)
      .flatMap((one) => {
        const all = events.filter((_, i) => ids[i]!.has(one.id))
        const shownNow = all.filter((event) => goneSince(event) === undefined)
        const found = shownNow.length > 0 ? shownNow : all.slice(0, 1)
        const isKnown = one.in[f] === true
        if (shownNow.length > 1) return [`${today}: ${one.id} is there twice`]
        if (isKnown && (found.length === 0 || goneSince(found[0]!) !== undefined)) return [`${today}: ${one.id} is lost`]
        const source = found[0]?.sources.find(({ feed }) => feed === FEEDS[f]!.address)
        if (isKnown && source?.event.start !== one.start) return [`${today}: ${one.id} has an old time`]
        const isLongGone = one.leftFor.every((readings, i) => readings >= 2 && !one.in[i])
        return isLongGone && found[0] && goneSince(found[0]) === undefined ? [`${today}: ${one.id} is still offered`] : []
      }),
  ]
}

describe('a simulated month', () => {
  const seen = new Set<string>()
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i: nothing lost, nothing double, nothing offered that was withdrawn', (seed) => {
    const { wrong, ledger } = month(seed)
    expect(wrong).toEqual([])
    for (const { trace } of ledger.events) for (const { what } of trace) seen.add(what)
  })

  it('has everything in it that can happen', () => {
    expect([...seen].sort()).toEqual(['back', 'cancelled', 'confirmed', 'found', 'gone', 'moved', 'same'])
  })
})
