/**
 * Does a funding programme fit a visitor on a day? Read from the programme's own fields (`eligible`, `state`, `valid`, `calls`),
 * each of which gives one reason: for it, against it, or still open. One reason against rules it out; one open reason leaves it open.
 * Whatever the result, the decision is the funder's: the wording never promises.
 */
import { type Day, writeDay } from '../../knowledge/day.ts'
import type { Choice } from '../../knowledge/guide-schema.ts'
import type { ListItem, Vocabulary } from '../../knowledge/knowledge.ts'
import type { Funding } from '../../knowledge/schema.ts'
import { statusOn } from '../../knowledge/validity.ts'
import type { Moment } from '../../moment.ts'
import { liesIn } from '../../regions/place.ts'
import { findPhrase, LIKENESS, wordsOf } from '../reading/phrases.ts'
import type { Applicant } from './applicant.ts'

/** `text` completes "…, weil" (for, against) or "bitte klären: ob …" (open). */
export interface Reason {
  kind: 'for' | 'against' | 'open'
  text: string
}

export interface Verdict {
  programme: Funding
  result: 'fits' | 'open' | 'no'
  reasons: Reason[]
  /** The visitor's topic is one the programme names. */
  namesTopic: boolean
}

/** Fits, does not fit, or still open, with every reason the programme's fields give. */
export function verdictOn(programme: Funding, applicant: Applicant, vocabulary: Vocabulary, moment: Moment): Verdict {
  const reasons = CHECKS.flatMap((check) => check(programme, applicant, vocabulary, moment) ?? [])
  const has = (kind: Reason['kind']) => reasons.some((reason) => reason.kind === kind)
  const namesTopic = programme.eligible.purposes.some((purpose) => applicant.topics?.has(purpose))
  return { programme, result: has('against') ? 'no' : has('open') ? 'open' : 'fits', reasons, namesTopic }
}

/** "Passt, weil …", "Offen, bitte klären: …" or "Passt nicht, weil …". */
export function sayVerdict({ result, reasons }: Verdict): string {
  const texts = (kind: Reason['kind']) => reasons.filter((reason) => reason.kind === kind).map((reason) => reason.text)
  if (result === 'no') return `Passt nicht, weil ${joined(texts('against'))}.`
  const because = texts('for')
  if (result === 'fits') return because.length === 0 ? 'Passt nach Ihren Angaben.' : `Passt nach Ihren Angaben, weil ${joined(because)}.`
  return `Offen, bitte klären: ${joined(texts('open'))}.`
}

/** True when one of the programme's legal forms is the chosen one, by its label or one of its other names. */
export function fitsForm({ label, words }: Choice, legalForms: readonly string[]): boolean {
  return legalForms.some((form) => [label, ...words].some((word) => findPhrase(wordsOf(form), word, false).likeness >= LIKENESS.ending))
}

type Check = (programme: Funding, applicant: Applicant, vocabulary: Vocabulary, moment: Moment) => Reason | undefined
/** Smaller firms do not reach the turnover limits that programmes set. */
const TURNOVER_MATTERS_FROM = 250
const because = (text: string): Reason => ({ kind: 'for', text })
const against = (text: string): Reason => ({ kind: 'against', text })
const unclear = (text: string): Reason => ({ kind: 'open', text })

const CHECKS: readonly Check[] = [
  function state(programme, _applicant, _vocabulary, moment) {
    const { today } = moment
    const status = statusOn(programme, moment)
    const call = programme.calls.find(({ from, until }) => (from ?? '') <= today && until !== undefined && today <= until)
    if (status === 'over') {
      const end = programme.valid.until ?? lastCall(programme, today)
      return against(end === undefined || end >= today ? 'es beendet ist' : `es seit dem ${writeDay(end)} beendet ist`)
    }
    if (status === 'paused')
      return against(
        programme.state === 'offen'
          ? 'gerade kein Antragsfenster offen ist'
          : `gerade keine Anträge angenommen werden (${programme.state})`,
      )
    if (status === 'soon') {
      const from = programme.valid.from ?? programme.calls.map((window) => window.from).find((day) => day !== undefined && day > today)
      return unclear(
        from !== undefined && from > today
          ? `ob es wie angekündigt ab ${writeDay(from)} beantragt werden kann`
          : 'ob es schon wieder beantragt werden kann',
      )
    }
    const until = call?.until ?? programme.valid.until
    return until === undefined ? undefined : because(`es noch bis ${writeDay(until)} läuft`)
  },
  function region(programme, { place }, vocabulary) {
    const { regions } = programme.eligible
    const fits = liesIn(regions, place, vocabulary)
    if (regions.length === 0) return undefined
    const where = labels(regions, vocabulary.regions)
    if (fits === 'yes') return because(`Ihr Sitz in ${where} liegt`)
    return fits === 'no' ? against(`Ihr Sitz nicht in ${where} liegt`) : unclear(`ob Ihr Sitz in ${where} liegt`)
  },
  function audience({ eligible }, applicant, vocabulary) {
    if (eligible.sectors.length === 0 && eligible.excluded.length === 0) return undefined
    if (!applicant.audience) return unclear(`ob Sie zu den Förderberechtigten gehören (${eligible.who})`)
    const excluded = eligible.excluded.filter((id) => applicant.audience!.has(id))
    if (excluded.length > 0) return against(`es für „${labels(excluded, vocabulary.audiences)}“ nicht gedacht ist`)
    if (eligible.sectors.length === 0) return undefined
    if (eligible.sectors.some((id) => applicant.audience!.has(id))) return because(`es für „${applicant.kind}“ offensteht`)
    return against(`es für „${applicant.kind}“ nicht gedacht ist`)
  },
  function employees({ eligible }, applicant) {
    const { min = 0, max = Number.POSITIVE_INFINITY } = eligible.employees
    if (min === 0 && max === Number.POSITIVE_INFINITY) return undefined
    const allowed =
      max === Number.POSITIVE_INFINITY ? `ab ${people(min)}` : min === 0 ? `bis ${people(max)}` : `von ${min} bis ${people(max)}`
    if (!applicant.employees) return unclear(`wie viele Beschäftigte Sie haben (möglich: ${allowed})`)
    const { min: fewest, max: most } = applicant.employees
    if (fewest >= min && most <= max) return because(`es für Betriebe ${allowed} gilt`)
    return most < min || fewest > max
      ? against(`es nur für Betriebe ${allowed} gilt`)
      : unclear(`ob Ihre Zahl der Beschäftigten passt (möglich: ${allowed})`)
  },
  function legalForm({ eligible }, applicant) {
    if (eligible.legalForms.length === 0) return undefined
    const forms = eligible.legalForms.join(', ')
    if (!applicant.legalForm) return unclear(`ob Ihre Rechtsform passt (${forms})`)
    const { label } = applicant.legalForm
    const named = fitsForm(applicant.legalForm, eligible.legalForms)
    return named ? because(`die Rechtsform passt (${label})`) : against(`es nur für andere Rechtsformen ist (${forms})`)
  },
  function purpose({ eligible }, applicant, vocabulary) {
    if (eligible.purposes.length === 0) return undefined
    const meant = labels(eligible.purposes, vocabulary.topics)
    if (!applicant.topics) return unclear(`ob Ihr Vorhaben dazu passt (gedacht für: ${meant})`)
    const shared = eligible.purposes.filter((id) => applicant.topics!.has(id))
    if (shared.length > 0) return because(`es für „${labels(shared, vocabulary.topics)}“ gedacht ist`)
    return against(`es für andere Vorhaben gedacht ist (${meant})`)
  },
  function turnover({ eligible }, applicant) {
    const { max } = eligible.turnover
    if (max === undefined || (applicant.employees && applicant.employees.max < TURNOVER_MATTERS_FROM)) return undefined
    return applicant.employees ? unclear(`ob Ihr Jahresumsatz höchstens ${max.toLocaleString('de-DE')} Euro beträgt`) : undefined
  },
  function started({ eligible, applyBeforeStart }, applicant) {
    if (eligible.started || !applyBeforeStart) return undefined
    if (applicant.started === undefined)
      return unclear('ob Sie schon begonnen oder etwas unterschrieben haben; der Antrag muss davor gestellt sein')
    return applicant.started ? against('der Antrag vor dem Beginn gestellt sein muss') : because('noch nichts begonnen ist')
  },
]

function lastCall(programme: Funding, today: Day): Day | undefined {
  return programme.calls
    .map(({ until }) => until)
    .filter((until) => until !== undefined && until < today)
    .sort()
    .at(-1)
}

function people(count: number): string {
  return `${count.toLocaleString('de-DE')} Beschäftigte`
}

function labels(ids: readonly string[], list: readonly ListItem[]): string {
  return ids.map((id) => list.find((item) => item.id === id)?.label ?? id).join(', ')
}

function joined(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} und ${texts.at(-1)}`
}
