/** The funding programmes as data to download: all of them, open or not, each with its citation; as a table one row a programme. */
import Papa from 'papaparse'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import { citationOf, fundingOf, type RecordContext } from './records.ts'
import type { CitationRecord, FundingRecord } from './schemas.ts'

export interface ProgrammeData {
  citation: CitationRecord
  funding: FundingRecord
}

/** In the order of their ids. */
export function programmeData(context: RecordContext): ProgrammeData[] {
  return entriesOf(context.known.knowledge, 'funding').map((entry) => ({
    citation: citationOf(entry, context),
    funding: fundingOf(entry, context),
  }))
}

/** Between the items of a list in one cell. */
const BETWEEN = ' | '
type Cell = string | number | boolean | undefined
const joined = (items: readonly string[]) => items.join(BETWEEN)
const span = ({ from = '', until = '' }: { from?: string | undefined; until?: string | undefined }) => `${from}/${until}`

/** The columns of the table, each with the value it takes of a programme. */
const COLUMNS: Readonly<Record<string, (programme: ProgrammeData) => Cell>> = {
  id: ({ citation }) => citation.id,
  title: ({ citation }) => citation.title,
  lang: ({ citation }) => citation.lang,
  url: ({ citation }) => citation.url,
  offered: ({ citation }) => citation.state,
  state: ({ funding }) => funding.state,
  provider: ({ funding }) => funding.provider,
  types: ({ funding }) => joined(funding.types),
  areas: ({ funding }) => joined(funding.areas),
  territory: ({ funding }) => funding.territory,
  who: ({ funding }) => funding.eligible.who,
  sectors: ({ funding }) => joined(funding.eligible.sectors),
  excluded: ({ funding }) => joined(funding.eligible.excluded),
  regions: ({ funding }) => joined(funding.eligible.regions),
  codes: ({ funding }) => joined(funding.eligible.codes),
  employees_min: ({ funding }) => funding.eligible.employees.min,
  employees_max: ({ funding }) => funding.eligible.employees.max,
  turnover_max: ({ funding }) => funding.eligible.turnover.max,
  years_min: ({ funding }) => funding.eligible.years.min,
  years_max: ({ funding }) => funding.eligible.years.max,
  legal_forms: ({ funding }) => joined(funding.eligible.legalForms),
  purposes: ({ funding }) => joined(funding.eligible.purposes),
  also_started: ({ funding }) => funding.eligible.started,
  funds: ({ funding }) => joined(funding.funds),
  not_funds: ({ funding }) => joined(funding.notFunds),
  rate: ({ funding }) => funding.rate,
  amount_min: ({ funding }) => funding.amount.min,
  amount_max: ({ funding }) => funding.amount.max,
  amount_note: ({ funding }) => funding.amount.note,
  loan_years: ({ funding }) => funding.loan?.years,
  loan_free_years: ({ funding }) => funding.loan?.free,
  duration: ({ funding }) => funding.duration,
  tax: ({ funding }) => funding.tax,
  apply_before_start: ({ funding }) => funding.applyBeforeStart,
  apply_steps: ({ funding }) => joined(funding.apply?.steps ?? []),
  apply_link: ({ funding }) => funding.apply?.link,
  valid: ({ funding }) => (funding.valid.from || funding.valid.until ? span(funding.valid) : ''),
  calls: ({ funding }) => joined(funding.calls.map(span)),
  link: ({ funding }) => funding.link,
  contact: ({ funding }) => funding.contact,
  successors: ({ funding }) => joined(funding.successors),
  source_day: ({ citation }) => citation.sourceDay,
  checked: ({ citation }) => citation.checked,
  sources: ({ citation }) => joined(citation.sources.map(({ name, url }) => [name, url].filter(Boolean).join(' '))),
}
export const FUNDING_COLUMNS = Object.keys(COLUMNS)

/** CSV by RFC 4180, UTF-8; what a spreadsheet would take for a formula is text. */
export function programmeTable(programmes: readonly ProgrammeData[]): string {
  const data = programmes.map((programme) => Object.values(COLUMNS).map((cell) => cell(programme) ?? ''))
  return `${Papa.unparse({ fields: FUNDING_COLUMNS, data }, { escapeFormulae: true, newline: '\r\n' })}\r\n`
}
