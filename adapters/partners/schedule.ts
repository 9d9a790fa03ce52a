/** The feeds of partners on a schedule: every quarter of an hour it is looked which are due. */
import type { Logger } from 'pino'
import { printIssue } from '../../bot/knowledge/issue.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { MayAsk } from '../polite-request.ts'
import { type Repeating, repeat } from '../repeating.ts'
import { gatherFeeds } from './gather.ts'
import { hasMemory } from './memory.ts'

const EVERY_MS = 15 * 60_000

export interface FeedSchedule {
  dataDir: string
  /** Asked anew each time: editors change `feeds.md`. */
  knowledge: () => Knowledge
  publicUrl: string
  mayAsk: MayAsk
  log: Logger
  now: () => Date
}

/** Without a row nothing is asked and nothing is written. The first time is at once, so that a restart misses nothing. */
export function scheduleFeeds({ dataDir, knowledge, publicUrl, mayAsk, log, now }: FeedSchedule): Repeating {
  const told = new Set<string>()
  return repeat({ job: 'feeds', everyMs: EVERY_MS, log, atOnce: true }, async () => {
    const known = knowledge()
    // Nothing to ask, and nothing left of what was asked before.
    if (known.feeds.length === 0 && !hasMemory(dataDir)) return
    const report = await gatherFeeds({ dataDir, knowledge: known, publicUrl, mayAsk, now: now() })
    if (!report) return
    const asked = report.feeds.filter(({ outcome }) => outcome !== 'waiting')
    if (asked.length > 0)
      log.info(
        {
          event: 'feeds_read',
          feeds: asked.length,
          failed: asked.filter(({ outcome }) => outcome === 'failed').length,
          steps: report.steps.length,
          live: report.live,
        },
        'calendars of partners read',
      )
    for (const issue of report.issues.map(printIssue)) {
      if (!told.has(issue)) log.warn({ event: 'feed_problem', issue }, 'something about a partner’s calendar that editors should see')
      told.add(issue)
    }
  })
}
