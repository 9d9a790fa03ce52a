/** The report with names people know, as a table for a spreadsheet and as one page with charts and their tables. */
import type { Published } from '../../bot/impact/disclosure.ts'
import { type ImpactReport, type ReportMonth, type ReportSection, SECTIONS } from '../../bot/impact/impact-report.ts'
import { sayMonth } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { EntryId } from '../../bot/knowledge/schema.ts'
import { type Html, html, markupOf, type Part, raw } from '../site/frame/html.ts'
import { writeCsv } from './csv.ts'

const TITLES: Record<ReportSection, string> = {
  overview: 'Überblick',
  outcome: 'Was aus den Fragen wurde',
  topics: 'Beantwortete Themen',
  languages: 'Sprachen',
  doors: 'Türen',
  'guides-begun': 'Dialoge, begonnen',
  'guides-finished': 'Dialoge, zu Ende geführt',
  outcomes: 'Ergebnisse der Dialoge',
  clicks: 'Klicks auf Ziele',
  requests: 'Anfragen an Menschen',
  ratings: 'Hat die Antwort geholfen?',
  endings: 'Gespräche, die gut endeten (nach dem letzten Wort dazu)',
  audiences: 'Fragen nach Zielgruppe, wo jemand sie nannte',
  districts: 'Fragen nach Ort, wo jemand ihn nannte',
  reaction: 'Wie bald sich jemand einer Anfrage annahm',
  bookings: 'Bestätigte Buchungen (Cal.com)',
  'survey-helped': 'Wochen später: Hat es geholfen?',
  'survey-begun': 'Wochen später: Was begonnen wurde',
  'survey-recommends': 'Wochen später: Würden Sie uns weiterempfehlen?',
}
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    talks: 'Gespräche',
    questions: 'Fragen',
    answer: 'beantwortet',
    clarify: 'zurückgefragt',
    none: 'ohne Antwort',
    de: 'Deutsch',
    en: 'Englisch',
    directline: 'Chat auf der Website',
    msteams: 'Microsoft Teams',
    pages: 'Seiten und andere',
    open: 'offen',
    claimed: 'übernommen',
    closed: 'abgeschlossen',
    withdrawn: 'zurückgezogen',
    '4h': 'bis 4 Bürostunden',
    '8h': 'bis 8 Bürostunden',
    '24h': 'bis 24 Bürostunden',
    later: 'später',
    yes: 'ja',
    no: 'nein',
    // With the section, where a word alone could be an id of the vocabulary.
    'survey-helped partly': 'teilweise',
    'survey-recommends unsaid': 'nicht gesagt',
    'survey-begun project': 'ein eigenes Vorhaben',
    'survey-begun tool': 'neue Programme oder Geräte',
    'survey-begun advice': 'eine Beratung',
    'survey-begun event': 'eine Veranstaltung, ein Workshop oder eine Gruppe',
    'survey-begun training': 'eine Weiterbildung',
    'survey-begun funding': 'einen Antrag auf Förderung',
    'survey-begun nothing': 'bisher nichts',
  }),
)

interface Row {
  id: string
  name: string
  count: number
}

export interface NamedReport {
  months: ReportMonth[]
  sections: {
    id: ReportSection
    title: string
    rows: Row[]
    rest: number | null
    byMonth: { month: ReportMonth; rows: Row[]; rest: number | null }[]
  }[]
}

/** With the labels and titles of the content; `rest`: those not named because they are few, null where even that is not told. */
export function namedReport({ months, total }: ImpactReport, knowledge: Knowledge): NamedReport {
  const rows = (section: ReportSection, { shown }: Published): Row[] =>
    [...shown].map(([id, count]) => ({ id, name: NAMES.get(`${section} ${id}`) ?? nameOf(id, knowledge), count }))
  return {
    months: months.map(({ month }) => month),
    sections: SECTIONS.map((id) => ({
      id,
      title: TITLES[id],
      rows: rows(id, total[id]),
      rest: total[id].rest ?? null,
      byMonth: months.map(({ month, sections }) => ({ month, rows: rows(id, sections[id]), rest: sections[id].rest ?? null })),
    })),
  }
}

function nameOf(id: string, { entries, vocabulary }: Knowledge): string {
  const [entry = '', outcome] = id.split('#')
  const known = entries.get(entry as EntryId)
  if (known?.kind === 'guides' && outcome !== undefined)
    return `${known.title}: ${known.outcomes.find((one) => one.id === outcome)?.title ?? outcome}`
  if (known) return known.title
  const target = /^([a-z]+\/[a-z0-9-]+)\/(\w+)$/.exec(id)
  if (target) return `${entries.get(target[1] as EntryId)?.title ?? target[1]} (${target[2]})`
  return NAMES.get(id) ?? [...vocabulary.topics, ...vocabulary.audiences, ...vocabulary.regions].find((item) => item.id === id)?.label ?? id
}

/** A row for each month and each count; `Weitere` are those that are few. */
export function reportAsCsv({ sections }: NamedReport): string {
  const rows = sections.flatMap(({ title, byMonth }) =>
    byMonth.flatMap(({ month, rows: of, rest }) => [
      ...of.map(({ id, name, count }) => [title, month, id, asText(name), String(count)]),
      ...(rest ? [[title, month, '', 'Weitere', String(rest)]] : []),
    ]),
  )
  return writeCsv([['Bereich', 'Monat', 'Kennung', 'Name', 'Anzahl'], ...rows])
}

/** No spreadsheet takes it for a formula. */
function asText(name: string): string {
  return /^[=+\-@\t\r]/.test(name) ? `'${name}` : name
}

const STYLE = `body{font:17px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#17232b;background:#fff}
table{border-collapse:collapse;min-width:20rem}th,td{padding:.3rem .8rem .3rem 0;border-bottom:1px solid #d5dee1;text-align:left}td.n{text-align:right;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.5rem 0}.bar{fill:#0b5563}svg text{font:14px system-ui,sans-serif;fill:#17232b}.quiet{color:#4c5a62}.scroll{overflow-x:auto}`

/** One page without scripts and without anything from elsewhere. `area`: whose report it is. */
export function reportAsHtml({ months, sections }: NamedReport, area: string): string {
  const span = `${sayMonth(months[0]!)}${months.length > 1 ? ` bis ${sayMonth(months.at(-1)!)}` : ''}`
  return markupOf(html`<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Wirkung, ${span}</title><style>${raw(STYLE)}</style></head>
<body><main><h1>Wirkung${area && ` – ${area}`}</h1>
<p>${span}. Zahlen unter fünf stehen nirgends, auch nicht als Unterschied zweier Zahlen; was deshalb fehlt, ist unter „Weitere“ zusammengefasst oder ganz weggelassen.</p>
${sections.map((section) => sectionPart(section, months))}
</main></body></html>
`)
}

function sectionPart({ id, title, rows, rest, byMonth }: NamedReport['sections'][number], months: readonly ReportMonth[]): Html {
  const counts = new Map(byMonth.map(({ month, rows: of }) => [month, new Map(of.map((row) => [row.id, row.count]))]))
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${
  rows.length === 0
    ? html`<p class="quiet">Zu wenige, um sie zu nennen${rest ? `: zusammen ${rest}` : ''}.</p>`
    : html`${chart(title, rows)}<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}"><table><caption>${title}</caption>
<thead><tr><th scope="col"></th>${months.map((month) => html`<th scope="col">${sayMonth(month)}</th>`)}<th scope="col">zusammen</th></tr></thead>
<tbody>${rows.map(
        (
          row,
        ) => html`<tr><th scope="row">${row.name}</th>${months.map((month) => html`<td class="n">${counts.get(month)?.get(row.id) ?? '–'}</td>`)}<td class="n">${row.count}</td></tr>
`,
      )}${rest ? html`<tr><th scope="row">Weitere</th>${byMonth.map((month) => html`<td class="n">${month.rest ?? '–'}</td>`)}<td class="n">${rest}</td></tr>` : ''}</tbody></table></div>`
}</section>`
}

const BAR = { height: 24, left: 260, width: 420 }
const MAX_BARS = 12
const MAX_NAME_CHARACTERS = 34

/** What the table says, to be seen at a glance. */
function chart(title: string, rows: readonly Row[]): Part {
  const shown = rows.slice(0, MAX_BARS)
  const most = Math.max(...shown.map(({ count }) => count))
  const height = shown.length * BAR.height
  return html`<div class="scroll"><svg viewBox="0 0 ${BAR.left + BAR.width + 70} ${height}" width="${BAR.left + BAR.width + 70}" height="${height}" role="img" aria-label="${`${title}, als Balken; die Tabelle darunter sagt dasselbe`}">
${shown.map(({ name, count }, i) => {
  const y = i * BAR.height
  const width = Math.round((BAR.width * count) / most)
  const label = name.length > MAX_NAME_CHARACTERS ? `${name.slice(0, MAX_NAME_CHARACTERS - 1)}…` : name
  return html`<text x="${BAR.left - 8}" y="${y + 17}" text-anchor="end">${label}</text><rect class="bar" x="${BAR.left}" y="${y + 4}" width="${width}" height="${BAR.height - 8}"/><text x="${BAR.left + width + 6}" y="${y + 17}">${count}</text>`
})}
</svg></div>`
}
