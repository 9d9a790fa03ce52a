/**
 * Does a funding programme fit a visitor on a day? Read from the programme's own fields (`eligible`, `state`, `valid`, `calls`),
 * each of which gives one reason: for it, against it, or still open. One reason against rules it out; one open reason leaves it open.
 * Whatever the result, the decision is the funder's: the wording never promises.
 */
import { type Day, writeDay } from '../../knowledge/day.ts'
import type { Choice } from '../../knowledge/guide-schema.ts'
import type { ListItem } from '../../knowledge/knowledge.ts'
import type { Funding } from '../../knowledge/schema.ts'
import { statusOn } from '../../knowledge/validity.ts'
import { liesIn } from '../../regions/place.ts'
import { findPhrase, LIKENESS, wordsOf } from '../reading/phrases.ts'
import type { Ground } from '../state/ground.ts'
import { sentence } from '../state/sentences.ts'
import type { Applicant } from './applicant.ts'

/** `text` completes "…, weil" (for, against) or "bitte klären: ob …" (open). */
export interface Reason {
  kind: 'for' | 'against' | 'open'
  text: string
  /** The guide's question whose answer settles an open reason; missing where no answer of the visitor can. */
  step?: string
}

export interface Verdict {
  programme: Funding
  result: 'fits' | 'open' | 'no'
  reasons: Reason[]
  /** The visitor's topic is one the programme names. */
  namesTopic: boolean
}

/** Fits, does not fit, or still open, with every reason the programme's fields give. */
export function verdictOn(programme: Funding, applicant: Applicant, ground: Ground): Verdict {
  const reasons = CHECKS.flatMap((check) => check(programme, applicant, ground) ?? [])
  const has = (kind: Reason['kind']) => reasons.some((reason) => reason.kind === kind)
  const namesTopic = programme.eligible.purposes.some((purpose) => applicant.topics?.has(purpose))
  return { programme, result: has('against') ? 'no' : has('open') ? 'open' : 'fits', reasons, namesTopic }
}

/** "Passt, weil …", "Offen, bitte klären: …" or "Passt nicht, weil …". */
export function sayVerdict({ result, reasons }: Verdict, ground: Ground): string {
  const texts = (kind: Reason['kind']) => reasons.filter((reason) => reason.kind === kind).map((reason) => reason.text)
  if (result === 'no') return sentence(ground, 'fit.no', { reasons: joined(texts('against'), ground) })
  const because = texts('for')
  if (result === 'fits') {
    return because.length === 0 ? sentence(ground, 'fit.yes') : sentence(ground, 'fit.yes.because', { reasons: joined(because, ground) })
  }
  return sentence(ground, 'fit.open', { reasons: joined(texts('open'), ground) })
}

/** True when one of the programme's legal forms is the chosen one, by its label or one of its other names. */
export function fitsForm({ label, words }: Choice, legalForms: readonly string[]): boolean {
  return legalForms.some((form) => [label, ...words].some((word) => findPhrase(wordsOf(form), word, false).likeness >= LIKENESS.ending))
}

type Check = (programme: Funding, applicant: Applicant, ground: Ground) => Reason | undefined
/** Smaller firms do not reach the turnover limits that programmes set. */
const TURNOVER_MATTERS_FROM = 250
const because = (text: string): Reason => ({ kind: 'for', text })
const against = (text: string): Reason => ({ kind: 'against', text })
const unclear = (text: string, step?: string): Reason => ({ kind: 'open', text, ...(step && { step }) })

const CHECKS: readonly Check[] = [
  function state(programme, _applicant, ground) {
    const { today, lang } = ground
    const status = statusOn(programme, ground)
    const call = programme.calls.find(({ from, until }) => (from ?? '') <= today && until !== undefined && today <= until)
    if (status === 'over') {
      const end = programme.valid.until ?? lastCall(programme, today)
      return against(
        end === undefined || end >= today
          ? sentence(ground, 'fit.state.over')
          : sentence(ground, 'fit.state.over.since', { day: writeDay(end, lang) }),
      )
    }
    if (status === 'paused')
      return against(
        programme.state === 'offen'
          ? sentence(ground, 'fit.state.no-window')
          : sentence(ground, 'fit.state.paused', { state: programme.state }),
      )
    if (status === 'withdrawn') return against(sentence(ground, 'fit.state.withdrawn'))
    if (status === 'unclear') return unclear(sentence(ground, 'fit.state.unclear'))
    if (status === 'soon') {
      const from = programme.valid.from ?? programme.calls.map((window) => window.from).find((day) => day !== undefined && day > today)
      return unclear(
        from !== undefined && from > today
          ? sentence(ground, 'fit.state.soon.from', { day: writeDay(from, lang) })
          : sentence(ground, 'fit.state.soon'),
      )
    }
    const until = call?.until ?? programme.valid.until
    return until === undefined ? undefined : because(sentence(ground, 'fit.state.until', { day: writeDay(until, lang) }))
  },
  function region(programme, { place }, ground) {
    const { vocabulary } = ground.knowledge
    const { regions } = programme.eligible
    const fits = liesIn(regions, place, vocabulary)
    if (regions.length === 0) return undefined
    const where = labels(regions, vocabulary.regions)
    if (fits === 'yes') return because(sentence(ground, 'fit.region.yes', { where }))
    return fits === 'no'
      ? against(sentence(ground, 'fit.region.no', { where }))
      : unclear(sentence(ground, 'fit.region.open', { where }), 'ort')
  },
  function audience({ eligible }, applicant, ground) {
    const { vocabulary } = ground.knowledge
    if (eligible.sectors.length === 0 && eligible.excluded.length === 0) return undefined
    if (!applicant.audience) return unclear(sentence(ground, 'fit.audience.open', { who: eligible.who }), 'betrieb')
    const excluded = eligible.excluded.filter((id) => applicant.audience!.has(id))
    if (excluded.length > 0) return against(sentence(ground, 'fit.audience.no', { who: labels(excluded, vocabulary.audiences) }))
    if (eligible.sectors.length === 0) return undefined
    if (eligible.sectors.some((id) => applicant.audience!.has(id)))
      return because(sentence(ground, 'fit.audience.yes', { who: applicant.kind ?? '' }))
    return against(sentence(ground, 'fit.audience.no', { who: applicant.kind ?? '' }))
  },
  function employees({ eligible }, applicant, ground) {
    const { min = 0, max = Number.POSITIVE_INFINITY } = eligible.employees
    if (min === 0 && max === Number.POSITIVE_INFINITY) return undefined
    const allowed = spanOf(min, max, ground, people)
    if (!applicant.employees) return unclear(sentence(ground, 'fit.staff.open', { allowed }), 'beschaeftigte')
    const { min: fewest, max: most } = applicant.employees
    if (fewest >= min && most <= max) return because(sentence(ground, 'fit.staff.yes', { allowed }))
    return most < min || fewest > max
      ? against(sentence(ground, 'fit.staff.no', { allowed }))
      : unclear(sentence(ground, 'fit.staff.unsure', { allowed }), 'beschaeftigte')
  },
  function years({ eligible }, applicant, ground) {
    const { min = 0, max = Number.POSITIVE_INFINITY } = eligible.years
    if (min === 0 && max === Number.POSITIVE_INFINITY) return undefined
    const allowed = spanOf(min, max, ground, (count, on) => sentence(on, 'fit.years.count', { count: figure(count, on) }))
    if (applicant.years === undefined) return unclear(sentence(ground, 'fit.years.open', { allowed }), 'alter')
    return applicant.years >= min && applicant.years <= max
      ? because(sentence(ground, 'fit.years.yes', { allowed }))
      : against(sentence(ground, 'fit.years.no', { allowed }))
  },
  function legalForm({ eligible }, applicant, ground) {
    if (eligible.legalForms.length === 0) return undefined
    const forms = eligible.legalForms.join(', ')
    if (!applicant.legalForm) return unclear(sentence(ground, 'fit.form.open', { forms }), 'rechtsform')
    const { label } = applicant.legalForm
    const named = fitsForm(applicant.legalForm, eligible.legalForms)
    return named ? because(sentence(ground, 'fit.form.yes', { label })) : against(sentence(ground, 'fit.form.no', { forms }))
  },
  function purpose({ eligible }, applicant, ground) {
    const { vocabulary } = ground.knowledge
    if (eligible.purposes.length === 0) return undefined
    const meant = labels(eligible.purposes, vocabulary.topics)
    if (!applicant.topics) return unclear(sentence(ground, 'fit.purpose.open', { meant }), 'vorhaben')
    const shared = eligible.purposes.filter((id) => applicant.topics!.has(id))
    if (shared.length > 0) return because(sentence(ground, 'fit.purpose.yes', { meant: labels(shared, vocabulary.topics) }))
    return against(sentence(ground, 'fit.purpose.no', { meant }))
  },
  function turnover({ eligible }, applicant, ground) {
    const { max } = eligible.turnover
    if (max === undefined || (applicant.employees && applicant.employees.max < TURNOVER_MATTERS_FROM)) return undefined
    return applicant.employees ? unclear(sentence(ground, 'fit.turnover.open', { max: figure(max, ground) })) : undefined
  },
  function started({ eligible, applyBeforeStart }, applicant, ground) {
    if (eligible.started || !applyBeforeStart) return undefined
    if (applicant.started === undefined) return unclear(sentence(ground, 'fit.started.open'), 'begonnen')
    return applicant.started ? against(sentence(ground, 'fit.started.no')) : because(sentence(ground, 'fit.started.yes'))
  },
]

function lastCall(programme: Funding, today: Day): Day | undefined {
  return programme.calls
    .map(({ until }) => until)
    .filter((until) => until !== undefined && until < today)
    .sort()
    .at(-1)
}

/** "ab 5 Beschäftigte", "bis 249 Beschäftigte", "von 1 bis 9 Beschäftigte". */
function spanOf(min: number, max: number, ground: Ground, counted: (count: number, ground: Ground) => string): string {
  if (max === Number.POSITIVE_INFINITY) return sentence(ground, 'fit.staff.from', { staff: counted(min, ground) })
  if (min === 0) return sentence(ground, 'fit.staff.to', { staff: counted(max, ground) })
  return sentence(ground, 'fit.staff.between', { min, staff: counted(max, ground) })
}

function people(count: number, ground: Ground): string {
  return sentence(ground, 'fit.staff.count', { count: figure(count, ground) })
}

function figure(count: number, { lang }: Ground): string {
  return count.toLocaleString(lang === 'en' ? 'en-GB' : 'de-DE')
}

function labels(ids: readonly string[], list: readonly ListItem[]): string {
  return ids.map((id) => list.find((item) => item.id === id)?.label ?? id).join(', ')
}

function joined(texts: readonly string[], ground: Ground): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${sentence(ground, 'fit.and')} ${texts.at(-1)}`
}
