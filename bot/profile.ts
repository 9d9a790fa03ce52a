/** The visitor's profile, who and where they said to be: what is kept of it, how it is said, and what it answers in a guide. */
import type { Turn } from './decision.ts'
import { CLEAR, clearest, matchChoices } from './guides/reading/choices.ts'
import { findPhrase, LIKENESS, wordsOf } from './guides/reading/phrases.ts'
import { placeIn } from './guides/reading/places.ts'
import { isAnswer } from './guides/reading/read-answer.ts'
import type { Replay } from './guides/replay/replay.ts'
import { stepsOf } from './guides/replay/steps.ts'
import { type Answer, type Form, UNKNOWN } from './guides/state/guide-state.ts'
import type { Step } from './knowledge/guide-schema.ts'
import type { Knowledge } from './knowledge/knowledge.ts'
import { message } from './messages.ts'
import { type Place, placeOf } from './regions/place.ts'
import type { ReplyProfile } from './reply.ts'
import { fold } from './search/words/fold.ts'
import type { Talk } from './talk.ts'
import type { SaidProfile } from './understanding/profile/profile.ts'

export type About = Talk['about']
/** What a profile is made of. */
export type ProfilePart = 'who' | 'where' | 'size'

const MAX_SAID_CHARS = 60

/** The profile after a message; what is said anew replaces what was said before. */
export function aboutSaid(about: About, { who, where, size }: SaidProfile, knowledge: Knowledge): About {
  let next = about
  const found = where === undefined ? undefined : placeIn(where, knowledge, true)
  const place = found?.kind === 'place' ? placeOf(found.value, knowledge) : undefined
  if (place) next = { ...withPlace(next, place), town: where!.slice(0, MAX_SAID_CHARS) }
  if (who !== undefined) next = { ...next, trade: who.slice(0, MAX_SAID_CHARS), audiences: audiencesOf(who, knowledge) }
  return size === undefined ? next : { ...next, size }
}

function withPlace(about: About, { value, regions }: Place): About {
  return { ...about, place: value, regions: regions.map(({ id }) => id) }
}

/** Ids of the audiences that a trade or kind of organisation belongs to; the nearest word decides. */
export function audiencesOf(who: string, { vocabulary }: Knowledge): string[] {
  const words = wordsOf(who)
  const rated = vocabulary.audiences.map(({ id, label, words: named, english }) => ({
    id,
    likeness: Math.max(...[label, ...named, ...english].map((phrase) => findPhrase(words, phrase, false).likeness)),
  }))
  const best = Math.max(LIKENESS.compound, ...rated.map(({ likeness }) => likeness))
  const found = rated.filter(({ likeness }) => likeness === best).map(({ id }) => id)
  return found.length > 0 ? found : audiencesByHead(words.at(-1) ?? '', vocabulary)
}

/** "Dorfladen" is a "Laden", though nobody listed it: by the longest listed word that ends it. */
function audiencesByHead(word: string, { audiences }: Knowledge['vocabulary']): string[] {
  const heads = audiences.flatMap(({ id, words }) =>
    words.map((listed) => ({ id, head: fold(listed) })).filter(({ head }) => head.length >= MIN_LETTERS_OF_HEAD && word.endsWith(head)),
  )
  const longest = Math.max(0, ...heads.map(({ head }) => head.length))
  return [...new Set(heads.filter(({ head }) => head.length === longest).map(({ id }) => id))]
}
const MIN_LETTERS_OF_HEAD = 5

/** What was said of oneself outlasts a turn whose question only named another place or trade. */
export function keepStated(stated: About, after: About): About {
  const place = stated.town !== undefined && after.town === stated.town
  const trade = stated.trade !== undefined && after.trade === stated.trade
  return {
    ...after,
    ...(place && { regions: stated.regions, ...(stated.place !== undefined && { place: stated.place }) }),
    ...(trade && { audiences: stated.audiences }),
  }
}

/** The profile with what a guide was told: its answers are not asked again in another one. */
export function aboutAnswered(about: About, guide: Form, { accepted, answered }: Replay): About {
  let next = about
  for (const { step: id, values } of accepted) {
    const step = stepsOf(guide).find((candidate) => candidate.id === id)
    if (!step || values.includes(UNKNOWN)) continue
    const place = answered.places.get(id)
    if (place && !place.unknown && !samePlace(place, next)) next = { ...withPlace(next, place), town: place.label }
    if (isSizeStep(step)) next = { ...next, size: values[0]! }
    const chosen = step.choices.filter((choice) => values.includes(choice.id) && choice.audience.length > 0)
    const audiences = [...new Set(chosen.flatMap(({ audience }) => audience))]
    // "Friseurin" says more than "Handwerk".
    if (chosen.length === 0 || (next.trade !== undefined && next.audiences.some((known) => audiences.includes(known)))) continue
    next = {
      ...next,
      audiences,
      trade: chosen
        .map(({ label }) => label)
        .join(', ')
        .slice(0, MAX_SAID_CHARS),
    }
  }
  return next
}

const samePlace = ({ value, regions }: Place, about: About) =>
  value === about.place || (about.town !== undefined && regions.map(({ id }) => id).join() === about.regions.join())

const PEOPLE_UNIT = /beschäftigt|mitarbeit|personen|leute|people|employees/i
export const isSizeStep = ({ input, unit }: Step) => input === 'number' && unit !== undefined && PEOPLE_UNIT.test(unit)

/** What the profile answers in a guide; only where it is clear. */
export function givenAnswers(guide: Form, about: About, knowledge: Knowledge): Answer[] {
  return stepsOf(guide).flatMap((step): Answer[] => {
    const value = step.computed === undefined ? valueFor(step, about, knowledge) : undefined
    return value !== undefined && isAnswer(step, [value], knowledge) ? [{ step: step.id, values: [value] }] : []
  })
}

function valueFor(step: Step, about: About, knowledge: Knowledge): string | undefined {
  if (step.input === 'postcode') return about.place
  if (isSizeStep(step)) return about.size
  if ((step.input !== 'choice' && step.input !== 'multi') || step.choices.every(({ audience }) => audience.length === 0)) return undefined
  const said = about.trade === undefined ? [] : clearest(matchChoices(step.choices, about.trade, knowledge.vocabulary, true))
  const meant = said.filter(({ rank, choice }) => rank >= CLEAR && choice.audience.length > 0).map(({ choice }) => choice)
  const fitting = meant.length > 0 ? meant : step.choices.filter(({ audience }) => audience.some((id) => about.audiences.includes(id)))
  return fitting.length === 1 ? fitting[0]!.id : undefined
}

/** The parts of a profile in words, in the order they are said. */
export function profileParts(about: About, { talk, known }: Pick<Turn, 'talk' | 'known'>): { part: ProfilePart; label: string }[] {
  const { vocabulary, messages } = known.knowledge
  const named = vocabulary.audiences.filter(({ id }) => about.audiences.includes(id))
  const who = about.trade ?? named.map(({ label, english }) => (talk.lang === 'en' ? (english[0] ?? label) : label)).join(', ')
  const place = about.place === undefined ? undefined : placeOf(about.place, known.knowledge)
  const where =
    about.town ??
    place?.label ??
    vocabulary.regions
      .filter(({ id }) => about.regions.includes(id))
      .map(({ label }) => label)
      .join(', ')
  const size =
    about.size === undefined
      ? ''
      : message(messages, talk.lang, about.size === '1' ? 'profile.size.one' : 'profile.size', { size: sayRange(about.size) })
  const parts = [
    { part: 'who', label: who },
    { part: 'where', label: where },
    { part: 'size', label: size },
  ] as const
  return parts.filter(({ label }) => label !== '')
}

/** "10–20", "ab 250" */
function sayRange(size: string): string {
  return size.endsWith('-') ? `≥ ${size.slice(0, -1)}` : size.replace('-', '–')
}

/** The line under a reply; undefined for an empty profile. */
export function profileLine(about: About, turn: Pick<Turn, 'talk' | 'known'>): ReplyProfile | undefined {
  const parts = profileParts(about, turn)
  if (parts.length === 0) return undefined
  const { messages } = turn.known.knowledge
  const { lang } = turn.talk
  return {
    text: message(messages, lang, 'profile.line', { list: parts.map(({ label }) => label).join(' · ') }),
    parts: parts.map(({ label }) => ({ label, remove: message(messages, lang, 'profile.remove', { label }) })),
  }
}
