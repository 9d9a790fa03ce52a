/** An utterance read as the answer to one step. Only the step decides what an answer is; `engine.ts` decides whether the visitor meant to answer. */
import { type Day, daysBetween, writeDay } from '../../knowledge/day.ts'
import type { Choice, Step } from '../../knowledge/guide-schema.ts'
import { type Gazetteer, placeOf } from '../../regions/place.ts'
import { numbersIn } from '../../search/words/numbers.ts'
import type { Ground } from '../state/ground.ts'
import { UNKNOWN } from '../state/guide-state.ts'
import { sentence } from '../state/sentences.ts'
import { CLEAR, clearest, matchChoices, matchSeveral, matchShown } from './choices.ts'
import { readDay } from './days.ts'
import { mailAddressIn, nameIn, reachIn } from './personal.ts'
import { findPhrase, LIKENESS, phraseKey, wordsOf } from './phrases.ts'
import { placeIn } from './places.ts'
import { type Reading, read } from './reading.ts'
import { isUnknown, mentionsUnknown } from './unknown.ts'

/** Beyond this, a number is a slip of the finger or a joke. */
const MAX_NUMBER = 100_000_000
/** Longest free text that is taken as one answer; the rest is cut off. */
export const MAX_TEXT_LENGTH = 4_000

/** `step.choices` holds the choices as shown, computed ones included. */
export function readAnswer(step: Step, utterance: string, ground: Ground): Reading {
  const unreadable: Reading = { ok: false, problem: { kind: 'unreadable', retry: step.retry } }
  if (wordsOf(utterance).length === 0) return unreadable
  const unknown: Reading = step.required ? unreadable : read([UNKNOWN], true)
  const shown = matchShown([...step.choices, ...(step.required ? [] : [{ id: UNKNOWN, label: step.unknown }])], utterance, isCounted(step))
  if (shown) return read([shown.id], true)
  if (isUnknown(utterance)) return unknown
  const reading = readers[step.input](step, utterance, ground)
  if (mentionsUnknown(utterance) && !reading?.ok) return unknown
  return reading ?? unreadable
}

/** Whether "2" means the second of what is shown; where figures are themselves an answer, it does not. */
function isCounted({ input, computed, choices }: Step): boolean {
  return (
    input === 'choice' ||
    input === 'multi' ||
    input === 'yesno' ||
    input === 'consent' ||
    computed !== undefined ||
    (input === 'text' && choices.length > 0)
  )
}

/** True when an answer's values are ones this step can have; what is stored is checked with it again on every replay. */
export function isAnswer(step: Step, values: readonly string[], gazetteer: Gazetteer): boolean {
  if (values.length === 0 || (values.length > 1 && step.input !== 'multi')) return false
  if (values.length === 1 && values[0] === UNKNOWN) return true
  const known = (value: string) => step.choices.some((choice) => choice.id === value)
  switch (step.input) {
    case 'choice':
    case 'multi':
      return values.every(known) && new Set(values).size === values.length
    case 'yesno':
    case 'consent':
      return values[0] === 'ja' || values[0] === 'nein'
    case 'text':
      return values[0]!.trim() !== '' && values[0]!.length <= MAX_TEXT_LENGTH
    case 'name':
      return nameIn(values[0]!) !== undefined
    case 'reach':
      return reachIn(values[0]!) !== undefined
    case 'mail':
      return mailAddressIn(values[0]!) !== undefined
    case 'number':
      return known(values[0]!) || inRange(step, values[0]!)
    case 'postcode':
      return placeOf(values[0]!, gazetteer) !== undefined
    case 'day':
      return step.computed === undefined ? /^\d{4}-\d{2}-\d{2}$/.test(values[0]!) : known(values[0]!)
  }
}

type Reader = (step: Step, utterance: string, ground: Ground) => Reading | undefined

const readers: Record<Step['input'], Reader> = {
  choice: (step, utterance, { knowledge: { vocabulary } }) => {
    const meant = clearest(matchChoices(step.choices, utterance, vocabulary))
    if (meant.length === 0) return undefined
    const options = step.choices.filter((choice) => meant.some((match) => match.choice === choice))
    return options.length > 1 ? { ok: false, problem: { kind: 'ambiguous', retry: step.retry, options } } : read([options[0]!.id], false)
  },
  multi: (step, utterance, { knowledge: { vocabulary } }) => {
    const chosen = matchSeveral(step.choices, utterance, vocabulary)
    if (chosen.length === 0) return undefined
    return read(
      chosen.map((choice) => choice.id),
      false,
    )
  },
  number: (step, utterance, { knowledge: { vocabulary } }) => {
    const said = numbersIn(utterance, true)
    const named = said.length === 0 ? matchChoices(step.choices, utterance, vocabulary)[0] : undefined
    if (named) return read([named.choice.id], false)
    if (said.length === 0) return undefined
    const range = said.length > 1 && /\b(bis|und|oder)\b|[-–]/.test(utterance)
    const [low, high] = range ? [said[0]!.value, said[1]!.value].sort((a, b) => a - b) : [said[0]!.value]
    const value = high === undefined || high === low ? String(low) : `${low}-${high}`
    if (!inRange(step, value)) return { ok: false, problem: { kind: 'impossible', retry: step.retry } }
    return read([value], wordsOf(utterance).length <= 3)
  },
  postcode: (step, utterance, { knowledge }) => {
    const place = placeIn(utterance, knowledge)
    if (place.kind === 'place') return read([place.value], place.alone)
    return place.kind === 'postcode-shape' ? { ok: false, problem: { kind: 'impossible', retry: step.retry } } : undefined
  },
  day: (step, utterance, ground) => {
    const { today } = ground
    const said = readDay(utterance, today)
    if (!said) return undefined
    if (step.computed === undefined)
      return said.day < today ? { ok: false, problem: { kind: 'impossible', retry: step.retry } } : read([said.day], true)
    const offered = offeredOn(step.choices, said.day, said.precision)
    return offered
      ? read([offered.id], true)
      : {
          ok: false,
          problem: {
            kind: 'impossible',
            retry: `${sentence(ground, 'guide.no-date', { day: writeDay(said.day, ground.lang) })} ${step.retry}`,
          },
        }
  },
  yesno: (step, utterance, { knowledge: { vocabulary } }) => {
    const label = matchChoices(step.choices, utterance, vocabulary)[0]
    if (label && label.rank >= CLEAR) return read([label.choice.id], wordsOf(utterance).length <= 3)
    const words = wordsOf(utterance).filter(isNoArticle)
    const no = NO.some((phrase) => findPhrase(words, phrase, false).likeness === LIKENESS.exact) || NEGATION.test(` ${words.join(' ')} `)
    const yes = YES.some((phrase) => findPhrase(words, phrase, false).likeness === LIKENESS.exact)
    return no ? read(['nein'], words.length <= 3) : yes ? read(['ja'], words.length <= 3) : undefined
  },
  // What is agreed to must be said as such and alone: no "ja" out of a sentence counts.
  consent: (step, utterance) => {
    const key = wordsOf(utterance).join('')
    const meant = step.choices.find(({ words }) => words.some((word) => phraseKey(word) === key))
    return meant && read([meant.id], true)
  },
  text: (_, utterance) => read([utterance.trim().slice(0, MAX_TEXT_LENGTH)], true),
  name: (_, utterance) => {
    const said = nameIn(utterance)
    return said && read([said.name], said.introduced)
  },
  reach: (_, utterance) => {
    const way = reachIn(utterance)
    return way === undefined ? undefined : read([way], true)
  },
  mail: (_, utterance) => {
    const address = mailAddressIn(utterance)
    return address === undefined ? undefined : read([address], true)
  },
}

/** "Ist das ne Firma?": within a sentence it is short for "eine". */
function isNoArticle(word: string, at: number, words: readonly string[]): boolean {
  return word !== 'ne' || at === 0 || at === words.length - 1
}

const YES = [
  'ja',
  'jo',
  'jep',
  'jup',
  'joa',
  'jawohl',
  'klar',
  'genau',
  'richtig',
  'stimmt',
  'sicher',
  'natürlich',
  'selbstverständlich',
  'haben wir',
  'habe ich',
  'yes',
  'yep',
  'ok',
  'okay',
  'gerne',
  'schon',
  'bereits',
  'teilweise',
]
const NO = [
  'nein',
  'nö',
  'nee',
  'ne',
  'nope',
  'no',
  'niemals',
  'noch nicht',
  'leider nicht',
  'gar nicht',
  'auf keinen fall',
  'bisher nicht',
  'nicht',
  'nie',
]
const NEGATION = / (kein|keine|keinen|nicht|noch nicht) /

/** The offered day itself; for a week or month, the first offered day in it. */
function offeredOn(choices: readonly Choice[], day: Day, precision: 'day' | 'week' | 'month'): Choice | undefined {
  const exact = choices.find((choice) => choice.id === day)
  if (exact || precision === 'day') return exact
  if (precision === 'month') return choices.find((choice) => choice.id.startsWith(day.slice(0, 7)))
  return choices.find((choice) => choice.id >= day && daysBetween(day, choice.id) < 7)
}

/** Lowest and highest number of a value: "12", "10-20", "500-" (and more). */
export function rangeOf(value: string): { min: number; max: number } | undefined {
  const match = /^(\d{1,9})(-(\d{1,9})?)?$/.exec(value)
  if (!match) return undefined
  const min = Number(match[1])
  const max = match[2] === undefined ? min : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3])
  return min <= max ? { min, max } : undefined
}

function inRange(step: Step, value: string): boolean {
  const range = rangeOf(value)
  const highest = range && Number.isFinite(range.max) ? range.max : (range?.min ?? 0)
  return range !== undefined && range.min >= (step.min ?? 0) && highest <= (step.max ?? MAX_NUMBER)
}
