/** Knowledge that follows its files: a saved file changes the next answer; a broken save keeps the last good version. */
import { setImmediate as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type Day, dayIn } from '../bot/knowledge/day.ts'
import { type Issue, printIssue } from '../bot/knowledge/issue.ts'
import type { Known } from '../bot/ports.ts'
import { buildSearcher, buildSearcherSliced } from '../bot/search/search.ts'
import { type Learning, learnActs } from '../bot/understanding/acts/learning.ts'
import { watchFolders } from './files.ts'
import { allIssues, type Loaded, loadKnowledge } from './load-knowledge.ts'

export interface LiveKnowledge {
  known(): Known
  loaded(): Loaded
  issues(): readonly Issue[]
  close(): void
}

/** Loads at once, then watches. Throws only if a folder cannot be read at the start. */
export function liveKnowledge(folders: readonly string[], log: Logger, now: () => Date): LiveKnowledge {
  const today = (): Day => dayIn(now())
  let loaded = loadKnowledge(folders)
  let issues: readonly Issue[] = allIssues(loaded, today())
  const first = learnActs(loaded.knowledge)
  let known: Known = { knowledge: loaded.knowledge, searcher: buildSearcher(loaded.knowledge), recogniser: first.finish }

  /** Learns the acts of this knowledge between turns, until there is newer knowledge. What the last one taught holds meanwhile. */
  const learn = async (learning: Learning, { knowledge }: Known): Promise<void> => {
    while (known.knowledge === knowledge) {
      const recogniser = learning.step()
      if (recogniser) {
        known = { ...known, recogniser: () => recogniser }
        return
      }
      await pause()
    }
  }
  const learnBeside = (learning: Learning): void => {
    learn(learning, known).catch((error: unknown) =>
      log.error({ event: 'acts_not_learned', err: error }, 'acts not learned, the last ones hold'),
    )
  }
  learnBeside(first)

  /** One reload at a time, in slices between turns; the old pair answers until the new one is whole. */
  const reload = async (): Promise<void> => {
    try {
      const next = loadKnowledge(folders, loaded)
      const searcher = await buildSearcherSliced(next.knowledge, known.searcher, pause)
      const before = new Set(issues.map(printIssue))
      loaded = next
      known = { ...known, knowledge: next.knowledge, searcher }
      learnBeside(learnActs(next.knowledge))
      issues = allIssues(next, today())
      log.info({ event: 'knowledge_reloaded', entries: next.knowledge.entries.size, stale: next.stale }, 'knowledge reloaded')
      for (const issue of issues)
        if (issue.severity === 'error' && !before.has(printIssue(issue)))
          log.warn({ event: 'entry_broken', issue: printIssue(issue) }, 'entry with an error')
    } catch (error) {
      // A folder that vanishes for a moment (a Git checkout) must not take the answers with it; the next change tries again.
      log.error({ event: 'knowledge_reload_failed', err: error }, 'knowledge not reloaded, the last version keeps answering')
    }
  }
  let running = Promise.resolve()
  const stop = watchFolders(folders, () => {
    running = running.then(reload)
  })
  return { known: () => known, loaded: () => loaded, issues: () => issues, close: stop }
}
