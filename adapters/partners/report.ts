/** What a run found, as a page for editors. */
import { type Day, writeDay } from '../../bot/knowledge/day.ts'
import type { Issue } from '../../bot/knowledge/issue.ts'
import type { PartnerFeed } from '../../bot/knowledge/knowledge.ts'
import { type LedgerEvent, type LedgerStep, leading } from './ledger.ts'
import type { Memory } from './memory.ts'
import type { PlacedFiles } from './placing.ts'

export interface FeedOutcome {
  feed: PartnerFeed
  outcome: 'read' | 'same' | 'failed' | 'waiting'
  /** How many events and news items it had. */
  events: number
  news: number
}

export interface GatherReport extends PlacedFiles {
  feeds: FeedOutcome[]
  /** What happened to events in this run, newest last. */
  steps: { event: LedgerEvent; step: LedgerStep }[]
  /** For editors, at the row of the feed. */
  issues: Issue[]
}

const OUTCOMES = { read: 'gelesen', same: 'unverändert', failed: 'nicht gelesen', waiting: 'noch nicht fällig' } as const
const STEPS: Record<LedgerStep['what'], string> = {
  found: 'neu',
  moved: 'verlegt',
  changed: 'geändert',
  cancelled: 'abgesagt',
  confirmed: 'Absage zurückgenommen',
  gone: 'nicht mehr im Kalender',
  back: 'wieder im Kalender',
  same: 'derselbe Termin',
}

/** `2026-12-10T17:00` as people write it. */
const withoutT = (start: string): string => start.replace('T', ' ')

/** One line each: the run as a terminal shows it. */
export function reportLines(report: GatherReport, feeds: readonly PartnerFeed[]): string[] {
  return [
    ...report.feeds.map(
      ({ feed, outcome, events, news }) =>
        `${feed.organiser} (${feed.address}): ${OUTCOMES[outcome]}${outcome === 'read' ? `, ${events} Termine, ${news} Meldungen` : ''}`,
    ),
    ...report.steps.map(({ event, step }) => {
      const { title, start } = leading(event, feeds).event
      const detail = step.what === 'moved' ? `vorher ${withoutT(step.detail ?? '')}` : step.detail
      return `${STEPS[step.what]}: „${title}“, ${withoutT(start)}${detail ? ` (${detail})` : ''}`
    }),
    ...report.drafts.map((name) => `Entwurf: ${name}`),
  ]
}

/** The whole as Markdown. */
export function reportText(
  report: GatherReport,
  { memory, feeds, today }: { memory: Memory; feeds: readonly PartnerFeed[]; today: Day },
): string {
  const own = [...memory.own].map(([slug, id]) => `- ${slug} steht schon als ${id} in Ihrem Wissen.`)
  const issues = report.issues.map(({ file, line, message, hint }) => `- ${file}:${line}: ${message}${hint ? ` ${hint}` : ''}`)
  const part = (heading: string, lines: readonly string[]) => (lines.length === 0 ? [] : [`## ${heading}`, lines.join('\n')])
  return `${[
    `# Kalender der Partner, ${writeDay(today)}`,
    `${report.live} Termine sind gezeigt, Entwürfe liegen im Ordner drafts daneben.`,
    ...part(
      'In diesem Lauf',
      reportLines(report, feeds).map((line) => `- ${line}`),
    ),
    ...part('Zu tun', issues),
    ...part('Schon vorhanden', own),
  ].join('\n\n')}\n`
}
