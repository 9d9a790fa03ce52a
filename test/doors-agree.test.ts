/** Who is responsible is one rule: every door names the same contacts, in the same order, with the same doubt. */

import { describe, expect, it } from 'vitest'
import { adaptiveCard } from '../adapters/cards/adaptive-card.ts'
import { wayTo } from '../adapters/site/frame/go.ts'
import { markupOf } from '../adapters/site/frame/html.ts'
import { viewAt } from '../adapters/site/frame/view.ts'
import { contactList } from '../adapters/site/lists/contact-list.ts'
import { cardOf } from '../bot/answers/answer.ts'
import { placeIn } from '../bot/guides/reading/places.ts'
import { UNKNOWN } from '../bot/guides/state/guide-state.ts'
import { districtStepId } from '../bot/guides/state/step-ids.ts'
import { ask } from '../bot/guides/talk.ts'
import { entriesOf } from '../bot/knowledge/knowledge.ts'
import type { EntryId } from '../bot/knowledge/schema.ts'
import { momentAt } from '../bot/moment.ts'
import { sayDoubt } from '../bot/regions/doubt.ts'
import { placeOf } from '../bot/regions/place.ts'
import { firstOf } from '../bot/regions/responsible.ts'
import { routeOf } from '../bot/requests/route.ts'
import { newTalk } from '../bot/talk.ts'
import { decideTurn } from '../bot/turn.ts'
import { knownFrom } from './real-bot.ts'

const known = knownFrom()
const { knowledge } = known
const NOW = new Date('2026-11-26T10:00:00+01:00')
const view = viewAt(known, NOW, {
  publicUrl: 'https://wegweiser.example',
  assets: { style: '/s', icon: '/i', script: '/j', plan: '' },
  legal: {},
})

/** What is told apart: contacts with an area of their own that take requests, which are the chambers. */
const chambers = entriesOf(knowledge, 'contacts').filter(({ districts, handOff }) => districts.length > 0 && handOff !== undefined)
const isChamber = (id: string) => chambers.some((contact) => contact.id === id)

type Kind = 'craft' | 'trade' | 'association' | 'unsaid'
const KINDS: Record<Kind, { says: (place: string) => string; art: string; betrieb: string; sprechtag: string; audience?: string }> = {
  craft: {
    says: (place) => `Ich bin Tischlerin in ${place}`,
    art: 'handwerk',
    betrieb: 'handwerk',
    sprechtag: 'handwerk',
    audience: 'handwerk',
  },
  trade: {
    says: (place) => `Ich habe ein Hotel in ${place}`,
    art: 'gewerbe',
    betrieb: 'gastgewerbe',
    sprechtag: 'gewerbe',
    audience: 'gastgewerbe',
  },
  association: {
    says: (place) => `Wir sind ein Verein in ${place}`,
    art: 'verein',
    betrieb: 'verein',
    sprechtag: 'keine',
    audience: 'verein',
  },
  unsaid: { says: (place) => place, art: UNKNOWN, betrieb: UNKNOWN, sprechtag: UNKNOWN },
}

/** What a door says: the chambers it names, in its order, and all that it says besides. */
interface Said {
  chambers: string[]
  /** The sentence of doubt, whichever of those that there are. */
  doubt: string | undefined
}

const { messages, area } = knowledge
const DOUBTS = [
  messages.de['doubt.place']!,
  messages.de['doubt.districts']!.replace('{place}', ''),
  ...area.borders.flatMap(({ doubt, nearby }) => [doubt.de, nearby.de]),
]
const doubtIn = (text: string) => DOUBTS.find((sentence) => text.includes(sentence))

function chat(kind: Kind, place: string): Said {
  const { talk } = decideTurn(KINDS[kind].says(place), newTalk(), known, NOW)
  const { reply } = decideTurn('Mit einem Menschen sprechen', talk, known, NOW)
  const ids = reply.cards.map(({ id }) => id as string)
  return { chambers: ids.filter(isChamber), doubt: doubtIn(reply.texts.join('\n')) }
}

function guide(id: EntryId, answers: Record<string, string>): Said {
  const entry = knowledge.entries.get(id)!
  const given = Object.entries(answers).map(([step, value]) => ({ step, values: [value] }))
  const turn = ask(knowledge, { version: 1, guide: id, digest: entry.digest, answers: given }, momentAt(NOW))
  if (turn.kind !== 'done') throw new Error(`${id} still asks ${turn.kind === 'ask' ? turn.step.id : turn.kind}`)
  const ids = turn.outcome.groups.flatMap(({ targets }) => targets.map((target) => target.id as string))
  return { chambers: ids.filter(isChamber), doubt: doubtIn(turn.outcome.text) }
}

const finder = (kind: Kind, ort: string) =>
  guide('guides/ansprechperson-finden', { art: KINDS[kind].art, ort, [districtStepId('ort')]: UNKNOWN, anliegen: UNKNOWN })
const booking = (kind: Kind, ort: string) =>
  guide('guides/sprechtag-buchen', { betrieb: KINDS[kind].sprechtag, ort, thema: UNKNOWN, form: UNKNOWN, termin: UNKNOWN })
const plan = (kind: Kind, ort: string) =>
  guide('guides/start', {
    betrieb: KINDS[kind].betrieb,
    ort,
    [districtStepId('ort')]: UNKNOWN,
    thema: UNKNOWN,
    stand: UNKNOWN,
    eile: UNKNOWN,
  })

/** The page asks for no trade; a visitor takes from it what is for theirs. */
function page(kind: Kind, place: string): Said {
  const main = markupOf(contactList(new URLSearchParams({ ort: place }), view).main)
  const section = main.slice(main.indexOf('id="zustaendig"'), main.indexOf('id="ueberall"'))
  const ids = main.includes('id="zustaendig"')
    ? [...section.matchAll(/<h3><a href="\/anlaufstellen\/([^"]+)"/g)].map(([, slug]) => `contacts/${slug}`)
    : []
  const { audience } = KINDS[kind]
  const fits = (id: string) => audience === undefined || chambers.find((contact) => contact.id === id)!.audience.includes(audience)
  const named = ids.filter(isChamber).filter(fits)
  return { chambers: named, doubt: named.length > 0 ? doubtIn(section) : undefined }
}

function handOff(kind: Kind, value: string): Said {
  const { audience } = KINDS[kind]
  const visitor = { places: [placeOf(value, knowledge)!], audiences: audience ? [audience] : [], topics: [] }
  const { responsibility } = routeOf(knowledge, visitor, momentAt(NOW))
  const { referrals, doubt } = firstOf(responsibility)
  const named = referrals.map(({ contact }) => contact.id).filter(isChamber)
  return { chambers: named, doubt: named.length > 0 && doubt ? doubtIn(sayDoubt(doubt, knowledge)) : undefined }
}

function doors(kind: Kind, place: string): Record<string, Said> {
  const found = placeIn(place, knowledge)
  if (found.kind !== 'place') throw new Error(`${place} is no place`)
  return {
    chat: chat(kind, place),
    finder: finder(kind, found.value),
    booking: booking(kind, found.value),
    plan: plan(kind, found.value),
    page: page(kind, place),
    handOff: handOff(kind, found.value),
  }
}

const regions = knowledge.vocabulary.regions
const places = [...new Set(regions.flatMap(({ label, words, postcodes }) => [label, ...words, ...postcodes]))]

describe('every place of the vocabulary', () => {
  it.each(Object.keys(KINDS) as Kind[])('is answered alike by all doors for %s', { timeout: 300_000 }, (kind) => {
    expect(places.length).toBeGreaterThan(500)
    const differing = places.flatMap((place) => {
      const said = doors(kind, place)
      const named = Object.entries(said).map(([door, { chambers, doubt }]) => `${door}: ${chambers.join(', ')} (${doubt})`)
      const alike = new Set(Object.values(said).map(({ chambers, doubt }) => [...chambers, doubt].join())).size === 1
      return alike ? [] : [`${place} → ${named.join(' | ')}`]
    })
    expect(differing).toEqual([])
  })
})

describe('a visitor who asks for a person', () => {
  const talking = (...said: string[]) =>
    said.reduce((before, utterance) => decideTurn(utterance, before.talk, known, NOW), { talk: newTalk() } as ReturnType<typeof decideTurn>)
  const named = ({ reply }: ReturnType<typeof decideTurn>) => reply.cards.map(({ id }) => id)

  it('after a question with a postcode on the border is told both sides, and why', () => {
    const decision = talking('Wann ist der nächste Sprechtag in 06406 Bernburg?', 'Mit einem Menschen sprechen')
    expect(named(decision)).toEqual(['contacts/hwk-halle', 'contacts/ihk-halle-dessau', 'contacts/hwk-magdeburg', 'contacts/ihk-magdeburg'])
    expect(decision.reply.texts.join()).toContain(area.borders[0]!.doubt.de)
  })
  it.each([
    ['Handwerkskammer 06333', '1', ['contacts/hwk-magdeburg', 'contacts/hwk-halle']],
    ['Wer ist im Salzlandkreis die IHK?', '1', ['contacts/ihk-magdeburg', 'contacts/ihk-halle-dessau']],
    ['Handwerkskammer in Stendal', '1', ['contacts/hwk-magdeburg']],
  ])('and to “%s” is answered with one chamber, is told of the other one too', (question, choice, expected) => {
    const first = talking(question)
    const answered = first.talk.clarifying ? talking(question, choice) : first
    expect(named(answered)).toEqual(expected)
  })
  it('in English is told why in English', () => {
    const decision = talking('englisch bitte', 'We are a joinery in 06406 Bernburg', messages.en['label.person']!)
    expect(decision.reply.lang).toBe('en')
    expect(decision.reply.texts.join()).toContain(area.borders[0]!.doubt.en)
  })
  it('for an association is told who is there for everybody, then who is there for associations alone', () =>
    expect(named(talking('Wir sind ein Sportverein in Bernburg', 'Mit einem Menschen sprechen')).slice(0, 2)).toEqual([
      'contacts/partnernetzwerk',
      'contacts/dsee',
    ]))
  it('without having said where is told no chamber, but who knows them all', () =>
    expect(named(talking('Mit einem Menschen sprechen'))).toEqual(['contacts/partnernetzwerk']))
  it('having said the trade only is told of both chambers for it', () =>
    expect(named(talking('Ich bin Tischlerin', 'Mit einem Menschen sprechen')).filter(isChamber)).toEqual([
      'contacts/hwk-halle',
      'contacts/hwk-magdeburg',
    ]))
  it('is told of whoever there is, where nothing speaks for anybody', () => {
    const [contact] = entriesOf(knowledge, 'contacts')
    const alone = { ...contact!, handOff: undefined, districts: [], audience: [], topics: [] }
    const own = { ...known, knowledge: { ...knowledge, entries: new Map([[alone.id, alone]]) } }
    const { reply } = decideTurn('Mit einem Menschen sprechen', newTalk(), own as typeof known, NOW)
    expect(reply.cards.map(({ id }) => id)).toEqual([alone.id])
  })
})

describe('a border that nobody could settle', () => {
  const HALLE_FIRST = ['hwk-halle', 'ihk-halle-dessau', 'hwk-magdeburg', 'ihk-magdeburg']
  const MAGDEBURG_FIRST = ['hwk-magdeburg', 'ihk-magdeburg', 'hwk-halle', 'ihk-halle-dessau']
  it.each([
    ['06406', HALLE_FIRST],
    ['06406 Bernburg', HALLE_FIRST],
    ['Bernburg', HALLE_FIRST],
    ['Könnern', HALLE_FIRST],
    ['Güsten', HALLE_FIRST],
    ['Salzlandkreis', MAGDEBURG_FIRST],
    ['06333', MAGDEBURG_FIRST],
    ['39264', HALLE_FIRST],
    ['Schönebeck', MAGDEBURG_FIRST.slice(0, 2)],
    ['Aschersleben', MAGDEBURG_FIRST.slice(0, 2)],
    ['Loburg', MAGDEBURG_FIRST.slice(0, 2)],
    ['39279', MAGDEBURG_FIRST.slice(0, 2)],
    ['39245', MAGDEBURG_FIRST.slice(0, 2)],
    ['Norden', MAGDEBURG_FIRST.slice(0, 2)],
    ['Süden', HALLE_FIRST.slice(0, 2)],
    ['Leipzig', []],
  ])('of %s has both sides everywhere', (place, slugs) => {
    const said = doors('unsaid', place)
    expect(Object.fromEntries(Object.entries(said).map(([door, { chambers }]) => [door, chambers]))).toEqual(
      Object.fromEntries(Object.keys(said).map((door) => [door, slugs.map((slug) => `contacts/${slug}`)])),
    )
  })
})

it('a booking page is reached from the card of every contact and event as from their pages, and counted', () => {
  const offered = [...entriesOf(knowledge, 'contacts'), ...entriesOf(knowledge, 'events')].flatMap((entry) => {
    const card = cardOf(entry, { knowledge, lang: 'de', ...momentAt(NOW) })
    const booking = card?.targets.find(({ kind, href }) => kind === 'booking' && href.startsWith('https:'))
    return card && booking ? [{ card, href: booking.href }] : []
  })
  expect(offered.length).toBeGreaterThan(0)
  for (const { card, href } of offered) {
    const { actions } = adaptiveCard(card, (path) => path).content as { actions: { url: string }[] }
    const [, id, field] = actions.flatMap(({ url }) => /^\/go\/([a-z]+\/[a-z0-9-]+)\/(\w+)$/.exec(url) ?? [])
    expect(wayTo(id!, field!, view), card.id).toEqual({ href, closed: false })
  }
})
