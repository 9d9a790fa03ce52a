/**
 * `feeds.md` → the calendars and news of partners that are read on a schedule: a table with one row a feed. With a mistake in it the list
 * of before holds; where there was none, a wrong row costs itself alone.
 */
import type { Issue } from './issue.ts'
import type { Knowledge, ListItem, PartnerFeed } from './knowledge.ts'
import { commaList, readSections, type Section } from './list-file.ts'
import { didYouMean } from './spelling.ts'

/** What the last column may say, and what it means. */
const TRUST: ReadonlyMap<string, PartnerFeed['trust']> = new Map([
  ['sofort', 'publish'],
  ['entwurf', 'draft'],
])
const ROW = '| Adresse | Veranstalter | Region | Themen | sofort oder Entwurf |'

/** Reads one file into `feeds`; a later layer's row replaces the one of the same address. Returns its issues. */
export function readFeeds(path: string, text: string, feeds: PartnerFeed[]): Issue[] {
  const issues: Issue[] = []
  const problem = (line: number, code: string, message: string, hint: string) =>
    issues.push({ file: path, line, column: 1, severity: 'error', code, message, hint })
  const seen = new Set<string>()
  for (const section of readSections(text)) {
    if (isTableWithoutLine(section))
      problem(
        section.line,
        'feed-table',
        `Unter „${section.heading}“ steht keine Zeile, die der Bot lesen kann.`,
        'Unter die Überschriften der Tabelle gehört eine Zeile |---|---|---|---|---|.',
      )
    for (const { cells, line } of section.rows) {
      const [written = '', organiser = '', regions = '', topics = '', trusted = ''] = cells
      const address = addressOf(written)
      const trust = TRUST.get(trusted.toLowerCase())
      if (address === undefined) problem(line, 'feed-address', `„${written}“ ist keine Internetadresse.`, `Eine Zeile sieht so aus: ${ROW}`)
      else if (organiser === '') problem(line, 'feed-organiser', `Zu ${address} fehlt der Veranstalter.`, `Eine Zeile sieht so aus: ${ROW}`)
      else if (trust === undefined)
        problem(
          line,
          'feed-trust',
          `„${trusted}“ sagt nicht, was mit den Terminen geschieht.`,
          'Schreiben Sie „sofort“ (gleich zeigen) oder „Entwurf“ (erst prüfen).',
        )
      else if (seen.has(address))
        problem(line, 'feed-twice', `Die Adresse ${address} steht zweimal da.`, 'Löschen Sie eine der beiden Zeilen.')
      else {
        seen.add(address)
        const feed = { address, organiser, regions: commaList(regions), topics: commaList(topics), trust, file: path, line }
        const before = feeds.findIndex((known) => known.address === address)
        if (before < 0) feeds.push(feed)
        else feeds[before] = feed
      }
    }
  }
  return issues
}

/** What the rows say of lists: regions and topics that nobody knows. */
export function checkFeeds({ feeds, vocabulary }: Knowledge): Issue[] {
  return feeds.flatMap(({ file, line, regions, topics }) => {
    const unknown = (ids: readonly string[], list: readonly ListItem[], what: string): Issue[] =>
      ids
        .filter((id) => !list.some((item) => item.id === id))
        .map((id) => ({
          file,
          line,
          column: 1,
          severity: 'error',
          code: 'unknown-feed-word',
          message: `„${id}“ ist ${what} aus vocabulary.md.`,
          hint:
            didYouMean(
              id,
              list.map((item) => item.id),
            ) ?? 'Nehmen Sie eine Kennung aus der ersten Spalte der Liste.',
        }))
    return [...unknown(regions, vocabulary.regions, 'keine Region'), ...unknown(topics, vocabulary.topics, 'kein Thema')]
  })
}

/** The address as it is asked for, also where somebody wrote it as a link or for a calendar program. */
function addressOf(written: string): string | undefined {
  const [, linked] = /^<(.+)>$/.exec(written) ?? /^\[.*\]\((.+)\)$/.exec(written) ?? []
  const plain = (linked ?? written).replace(/^`(.+)`$/, '$1').replace(/^webcals?:/i, 'https:')
  if (!/^https?:\/\//i.test(plain) || !URL.canParse(plain)) return undefined
  const { href, username, password } = new URL(plain)
  return username || password ? undefined : href
}

function isTableWithoutLine({ text, rows }: Section): boolean {
  return rows.length === 0 && /^\s*\|/m.test(text) && !/\|\s*:?-{3,}/.test(text)
}
