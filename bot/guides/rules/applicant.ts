/**
 * What the rules know of a visitor. Guides that use the same step ids share it: `betrieb` (choices with `audience`), `ort`,
 * `beschaeftigte` (a number), `vorhaben` or `thema` (choices with `topics`), `begonnen` (yes or no), `rechtsform`, `alter` (years, a number).
 * Missing means not asked or "weiß nicht", never "no".
 */
import type { Choice, Step } from '../../knowledge/guide-schema.ts'
import type { Place } from '../../regions/place.ts'
import type { Answered } from '../reading/answered.ts'
import { rangeOf } from '../reading/read-answer.ts'
import { UNKNOWN } from '../state/guide-state.ts'

export interface Applicant {
  audience?: ReadonlySet<string>
  /** The chosen kind of firm, as the visitor saw it. */
  kind?: string
  place?: Place
  employees?: { min: number; max: number }
  topics?: ReadonlySet<string>
  started?: boolean
  /** Whole years since the firm was founded. */
  years?: number
  legalForm?: Choice
}

/** The trades of which a firm without employees is also solo self-employed. */
const TRADES = ['handwerk', 'handel', 'industrie', 'dienstleistung', 'gastgewerbe', 'landwirtschaft', 'freie-berufe', 'gruendung']

/** What these answers say of the visitor; what nobody asked or the visitor does not know is undefined. */
export function applicantOf(steps: readonly Step[], answered: Answered): Applicant {
  const chosen = (id: string): Choice[] => {
    const step = steps.find((candidate) => candidate.id === id)
    const values = answered.values.get(id) ?? []
    return step?.choices.filter((choice) => values.includes(choice.id)) ?? []
  }
  const size = answered.values.get('beschaeftigte')?.[0]
  const employees = size === undefined || size === UNKNOWN ? undefined : rangeOf(size)
  const [kind] = chosen('betrieb')
  const audience = withSolo(kind?.audience ?? [], employees)
  const topics = new Set([...chosen('vorhaben'), ...chosen('thema')].flatMap((choice) => [...choice.topics, ...choice.also]))
  const begun = answered.values.get('begonnen')?.[0]
  const place = answered.places.get('ort')
  const [legalForm] = chosen('rechtsform')
  const age = answered.values.get('alter')?.[0]
  const years = age === undefined || age === UNKNOWN ? undefined : rangeOf(age)?.min
  return {
    ...(audience.size > 0 && kind && { audience, kind: kind.label }),
    ...(place && !place.unknown && { place }),
    ...(employees && { employees }),
    ...(topics.size > 0 && { topics }),
    ...(begun !== undefined && begun !== UNKNOWN && { started: begun === 'ja' }),
    ...(years !== undefined && { years }),
    ...(legalForm && { legalForm }),
  }
}

/** The audiences of a firm; one of a trade without employees is also solo self-employed. */
export function withSolo(audience: readonly string[], employees: Applicant['employees']): ReadonlySet<string> {
  const isSolo = employees?.max === 0 && TRADES.some((trade) => audience.includes(trade))
  return new Set([...audience, ...(isSolo ? ['solo'] : [])])
}
