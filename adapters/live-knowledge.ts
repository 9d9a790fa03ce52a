/** Knowledge that follows its files: a saved file changes the next answer; a broken save keeps the last good version. */
import { setImmediate as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type Day, dayIn } from '../bot/knowledge/day.ts'
import { type Issue, printIssue } from '../bot/knowledge/issue.ts'
import type { Known } from '../bot/ports.ts'
import { buildSearcher, buildSearcherSliced } from '../bot/search/search.ts'
import { recogniserSteps } from '../bot/understanding/acts/recogniser.ts'
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
  let known: Known = { knowledge: loaded.knowledge, searcher: buildSearcher(loaded.knowledge) }
  const inSlices = async (knowledge: Known['knowledge']) => {
    const steps = recogniserSteps(knowledge)
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      await pause()
    }
  }
  const atStart = known
  let running = inSlices(known.knowledge).then((recogniser) => {
    if (known === atStart) known = { ...known, recogniser }
  })

  /** One reload at a time, in slices between turns; the old pair answers until the new one is whole. */
  const reload = async (): Promise<void> => {
    try {
      const next = loadKnowledge(folders, loaded)
      const searcher = await buildSearcherSliced(next.knowledge, known.searcher, pause)
      const recogniser = await inSlices(next.knowledge)
      const before = new Set(issues.map(printIssue))
      loaded = next
      known = { knowledge: next.knowledge, searcher, recogniser }
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
  const stop = watchFolders(folders, () => {
    running = running.then(reload)
  })
  return { known: () => known, loaded: () => loaded, issues: () => issues, close: stop }
}
