/**
 * What a sentence says without having been asked: "Ich bin Tischlerin in Musterstadt und brauche einen Onlineshop" answers who,
 * where and what. Only what is plainly said counts: no typing errors, no numbers of a list, nothing after "kein".
 */
import type { Step } from '../knowledge/guide-schema.ts'
import type { Gazetteer } from '../regions/place.ts'
import { numbersIn } from '../search/words/numbers.ts'
import { CLEAR, clearest, matchChoices, matchSeveral } from './reading/choices.ts'
import { reachIn } from './reading/personal.ts'
import { phraseKey } from './reading/phrases.ts'
import { placeIn } from './reading/places.ts'
import { stepsOf } from './replay/steps.ts'
import type { Form } from './state/guide-state.ts'

export interface Understood {
  step: string
  values: string[]
}

/**
 * Values for those steps of the guide that the sentence answers. Steps with computed answers are left alone, and so are those `except` has, by
 * their ids.
 */
export function readFirstSentence(guide: Form, utterance: string, gazetteer: Gazetteer, except?: ReadonlySet<string>): Understood[] {
  const uncounted = withoutCounts(utterance)
  return stepsOf(guide).flatMap((step): Understood[] => {
    if (step.computed !== undefined || except?.has(step.id)) return []
    const values = readers[step.input]?.(step, step.input === 'number' ? utterance : uncounted, gazetteer)
    return values && values.length > 0 ? [{ step: step.id, values }] : []
  })
}

type FreeReader = (step: Step, utterance: string, gazetteer: Gazetteer) => string[] | undefined

const readers: Partial<Record<Step['input'], FreeReader>> = {
  choice: (step, utterance, { vocabulary }) => {
    const meant = clearest(matchChoices(step.choices, utterance, vocabulary, true))
    return meant.length === 1 && meant[0]!.rank >= CLEAR ? [meant[0]!.choice.id] : undefined
  },
  multi: (step, utterance, { vocabulary }) => matchSeveral(step.choices, utterance, vocabulary, true).map((choice) => choice.id),
  postcode: (_, utterance, gazetteer) => {
    const place = placeIn(utterance, gazetteer, true)
    return place.kind === 'place' ? [place.value] : undefined
  },
  number: (step, utterance, { vocabulary }) => {
    const units = [step.unit ?? '', ...PEOPLE].map(phraseKey).filter((unit) => unit !== '')
    const said = numbersIn(utterance).find(({ next }) => step.unit !== undefined && units.some((unit) => next.startsWith(unit)))
    if (said) return [String(said.value)]
    const label = matchChoices(step.choices, utterance, vocabulary, true).find((match) => match.rank >= CLEAR)
    return label && [label.choice.id]
  },
  reach: (_, utterance) => (reachIn(utterance) === undefined ? undefined : [reachIn(utterance)!]),
}

/** What people count when they say how large they are. */
const PEOPLE = ['Leute', 'Mann', 'Mitarbeit', 'Beschäftigte', 'Angestellte', 'Personen', 'Kolleg', 'Köpfe', 'Menschen']
const COUNTED = new RegExp(`((?<!\\p{L})\\p{L}+|(?<!\\d)\\d+)[ -](?:${PEOPLE.join('|')})[\\p{L}-]*`, 'giu')

/** "8 Angestellte" is a size and not a person who is employed. */
function withoutCounts(utterance: string): string {
  return utterance.replace(COUNTED, (whole, count: string) => (numbersIn(count).length > 0 ? ' ' : whole))
}
