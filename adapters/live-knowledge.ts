/** Knowledge that follows its files: a saved file changes the next answer; a broken save keeps the last good version. */
import { setImmediate as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { keepSound } from '../bot/guides/proof/keep-sound.ts'
import { type Day, dayIn } from '../bot/knowledge/day.ts'
import { foldIssues, printFolded } from '../bot/knowledge/fold-issues.ts'
import { type Issue, printIssue, sortIssues } from '../bot/knowledge/issue.ts'
import type { Knowledge } from '../bot/knowledge/knowledge.ts'
import { entryIdOf, type KnowledgeFile } from '../bot/knowledge/knowledge-file.ts'
import { type Parsed, withKept } from '../bot/knowledge/parse.ts'
import { isOtherFile } from '../bot/knowledge/parse-others.ts'
import type { Entry } from '../bot/knowledge/schema.ts'
import { toTheEnd } from '../bot/knowledge/steps.ts'
import { withoutDeadLinks } from '../bot/knowledge/without-links.ts'
import type { Known } from '../bot/ports.ts'
import { buildSearcher, buildSearcherSliced } from '../bot/search/search.ts'
import type { LearnedModel } from '../bot/understanding/acts/act-model.ts'
import { type Learning, lessonsOf } from '../bot/understanding/acts/learning.ts'
import { watchFolders } from './files.ts'
import { CONFIRMED_BY_TIME_MS, type Held, heldBack, heldIssue, withHeld } from './hold-back.ts'
import { type LastGood, lastGoodOf } from './last-good.ts'
import { keepLearned, learnActsOnce } from './learned/learned-acts.ts'
import { allIssues, issueSteps, type Loaded, loadKept, loadSteps } from './load-knowledge.ts'

export interface LiveKnowledge {
  known(): Known
  loaded(): Loaded
  /** What is wrong with what answers; after an edit a moment later than the answer. */
  issues(): readonly Issue[]
  /** What answers in an older version, entries by id and other files by path. */
  stale(): readonly string[]
  /** Reads everything again, because something beside the files has changed. */
  refresh(): void
  /** The published entries as their files have them. */
  originals(): readonly Entry[]
  /** Stops watching; resolves when what is good is kept. */
  close(): Promise<void>
}

export interface LiveOptions {
  folders: readonly string[]
  /** Where the last good version of each file is kept over a restart; none: it is not. */
  dataDir?: string
  /** Outside addresses that lead nowhere any more: answers keep the words and lose the link. */
  deadLinks?: () => ReadonlySet<string>
  log: Logger
  now: () => Date
}

/** Lessons that no knowledge has: whoever learns stops. */
const NOTHING_MORE = ''

/** Loads at once, then watches. Throws only if a folder cannot be read at the start. */
export function liveKnowledge({ folders, dataDir, deadLinks = () => new Set(), log, now }: LiveOptions): LiveKnowledge {
  const today = (): Day => dayIn(now())
  const lastGood = dataDir === undefined ? undefined : lastGoodOf(dataDir, folders)
  let held: Held | undefined
  let askAgain: NodeJS.Timeout | undefined
  /** With what answers on although it is in no file any more, or although its file now says something that breaks a dialog. */
  function* loadAfter(previous: Parsed, filesBefore: readonly KnowledgeFile[]): Generator<void, Loaded> {
    const next = yield* withHeldBack(previous, filesBefore)
    const kept = yield* keepSound(previous.knowledge, next.knowledge, today())
    if (kept.unproven.length > 0)
      log.warn({ event: 'guide_not_walked', guides: kept.unproven }, 'too many ways to walk at a reload; check walks them all')
    if (kept.entries.size === 0 && !kept.lists) return next
    log.warn(
      { event: 'edit_kept_back', entries: [...kept.entries.keys()], lists: kept.lists },
      'edits would break a dialog; the version of before answers',
    )
    return {
      ...withKept(kept.lists ? withLists(next, previous) : next, previous, kept.entries),
      issues: sortIssues([...next.issues, ...kept.issues(next.files)]),
    }
  }
  function* load(previous?: Parsed): Generator<void, Loaded> {
    const read = yield* loadSteps(folders, previous)
    return { ...read, knowledge: { ...read.knowledge, entries: withoutDeadLinks(read.knowledge.entries, deadLinks()) } }
  }
  function* withHeldBack(previous: Parsed, filesBefore: readonly KnowledgeFile[]): Generator<void, Loaded> {
    const next = yield* load(previous)
    const before = held
    held = heldBack(previous.knowledge.entries, next.knowledge.entries, now(), held)
    clearTimeout(askAgain)
    if (before && !held)
      log.warn({ event: 'entries_let_go', entries: next.knowledge.entries.size }, 'entries that were held back are gone, or are back')
    if (!held) return next
    if (held !== before)
      log.error(
        { event: 'entries_held_back', entries: held.entries.map(({ id }) => id), of: held.of },
        'many entries are gone at once; they answer on until it is confirmed',
      )
    askAgain = setTimeout(() => later(), Math.max(0, held.since + CONFIRMED_BY_TIME_MS - now().getTime())).unref()
    // What went with them: lists, and the files that only said something more of an entry of a lower folder.
    const there = new Set(next.files.map(({ path }) => path))
    const gone = filesBefore.filter(({ path }) => !there.has(path))
    const poorer = gone.flatMap(
      (file) => (next.knowledge.entries.has(entryIdOf(file)!) && previous.knowledge.entries.get(entryIdOf(file)!)) || [],
    )
    const lists = gone.filter(({ name }) => isOtherFile(name)).map(({ path }) => path)
    const knowledge = lists.length > 0 ? { ...previous.knowledge, entries: next.knowledge.entries } : next.knowledge
    return {
      ...next,
      knowledge: {
        ...knowledge,
        entries: new Map([...withHeld(knowledge.entries, held), ...poorer.map((entry) => [entry.id, entry] as const)]),
      },
      stale: [...next.stale, ...[...held.entries, ...poorer].map(({ id }) => id)],
      staleFiles: [...next.staleFiles, ...lists],
      issues: sortIssues([...next.issues, heldIssue(folders.at(-1)!, held)]),
    }
  }

  const fresh = toTheEnd(load())
  const kept = lastGood && keptBefore(lastGood, fresh, folders, today())
  let loaded = kept ? toTheEnd(loadAfter(kept, lastGood!.files())) : fresh
  let issues: readonly Issue[] = allIssues(loaded, today())
  if (loaded.stale.length + loaded.staleFiles.length > 0)
    log.warn(
      { event: 'last_good_answers', entries: loaded.stale, files: loaded.staleFiles },
      'files have a mistake since before the start; what is kept of them answers',
    )
  const first = learnActsOnce(loaded.knowledge, dataDir)
  let lessons = lessonsOf(loaded.knowledge)
  let known: Known = { knowledge: loaded.knowledge, searcher: buildSearcher(loaded.knowledge), recogniser: first.finish }

  /** Learns the acts between turns, until there is something else to learn. What was learned last holds meanwhile. */
  const learn = async (learning: Learning, from: string, knowledge: Knowledge): Promise<void> => {
    while (lessons === from) {
      const recogniser = learning.step()
      if (recogniser) {
        known = { ...known, recogniser: () => recogniser }
        return keepForNextStart(knowledge, recogniser.learned)
      }
      await pause()
    }
  }
  /** A full disk costs the next start some seconds, and nobody an answer. */
  const keepForNextStart = async (knowledge: Knowledge, learned: LearnedModel): Promise<void> => {
    if (dataDir === undefined) return
    await keepLearned(knowledge, learned, dataDir).catch((error: unknown) =>
      log.error({ event: 'learned_not_kept', err: error }, 'what was learned is not kept, the next start learns it again'),
    )
  }
  let learningNow = Promise.resolve()
  const learnBeside = (learning: Learning, knowledge: Knowledge): void => {
    learningNow = learn(learning, lessons, knowledge).catch((error: unknown) =>
      log.error({ event: 'acts_not_learned', err: error }, 'acts not learned, the last ones hold'),
    )
  }
  learnBeside(first, loaded.knowledge)

  /** One copy at a time. A full disk costs the copies, and nobody an answer. */
  let keeping = Promise.resolve()
  const keepGood = (): void => {
    const { files, stale, knowledge } = loaded
    const now = { files, issues, away: new Set(stale), answering: knowledge.entries }
    keeping = keeping
      .then(() => lastGood?.keep(now))
      .catch((error: unknown) =>
        log.error({ event: 'last_good_not_kept', err: error }, 'good files not copied, a restart would not know them'),
      )
  }
  keepGood()

  /** One reload at a time, in slices between turns; the old pair answers until the new one is whole. */
  const reload = async (): Promise<void> => {
    try {
      const next = await inSlices(loadAfter(loaded, loaded.files))
      const searcher = await buildSearcherSliced(next.knowledge, known.searcher, pause)
      loaded = next
      known = { ...known, knowledge: next.knowledge, searcher }
      const before = lessons
      lessons = lessonsOf(next.knowledge)
      if (lessons !== before) learnBeside(learnActsOnce(next.knowledge, dataDir), next.knowledge)
      log.info(
        { event: 'knowledge_reloaded', entries: next.knowledge.entries.size, stale: [...next.stale, ...next.staleFiles] },
        'knowledge reloaded',
      )
    } catch (error) {
      // A folder that vanishes for a moment (a Git checkout) must not take the answers with it; the next change tries again.
      log.error({ event: 'knowledge_reload_failed', err: error }, 'knowledge not reloaded, the last version keeps answering')
      return
    }
    await tellIssues()
  }
  /** What is wrong with what answers now, told once; visitors need not wait for it. */
  const tellIssues = async (): Promise<void> => {
    try {
      const told = new Set(issues.map(printIssue))
      issues = await inSlices(issueSteps(loaded, today()))
      for (const folded of foldIssues(issues, loaded.files))
        if (folded.issue.severity === 'error' && !told.has(printIssue(folded.issue)))
          log.warn({ event: 'entry_broken', issue: printFolded(folded) }, 'entry with an error')
      keepGood()
    } catch (error) {
      log.error({ event: 'issues_not_found', err: error }, 'edit answers, its issues could not be found')
    }
  }
  let running = Promise.resolve()
  const later = (): void => {
    running = running.then(reload)
  }
  const stop = watchFolders(folders, later)
  return {
    known: () => known,
    loaded: () => loaded,
    issues: () => issues,
    stale: () => [...loaded.stale, ...loaded.staleFiles],
    refresh: later,
    originals: () => [...loaded.memory.values()].flatMap(({ parsed: { entry } }) => (entry?.status === 'published' ? [entry] : [])),
    close: async () => {
      stop()
      clearTimeout(askAgain)
      await running
      lessons = NOTHING_MORE
      await Promise.all([keeping, learningNow])
    },
  }
}

/** The files of the lists that are held together, as editors know them. */
export function listFilesOf(files: readonly KnowledgeFile[]): string[] {
  return files.filter(({ name }) => name === 'vocabulary.md' || name === 'area.md').map(({ path }) => path)
}

/** With topics, audiences, regions and the area as they were; what else their files say arrives. */
function withLists(next: Loaded, { knowledge: { vocabulary, area } }: Parsed): Loaded {
  const { topics, audiences, regions } = vocabulary
  return {
    ...next,
    knowledge: { ...next.knowledge, vocabulary: { ...next.knowledge.vocabulary, topics, audiences, regions }, area },
    staleFiles: [...new Set([...next.staleFiles, ...listFilesOf(next.files)])],
  }
}

/** What a generator comes to, with turns between its steps. */
async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await pause()
  }
}

/** What is kept from before the start, where the files of now have a mistake, are fewer or others; without either nothing of it is needed. */
function keptBefore(lastGood: LastGood, fresh: Loaded, folders: readonly string[], today: Day): Parsed | undefined {
  const files = lastGood.files()
  const isLess = files.filter(entryIdOf).length > fresh.files.filter(entryIdOf).length
  const isWrong = allIssues(fresh, today).some(({ severity }) => severity === 'error')
  return isLess || isWrong || isOther(files, fresh.files) ? loadKept(files, folders) : undefined
}

/** Whether a file says something else than its copy. Called where all files could be read. */
function isOther(copies: readonly KnowledgeFile[], files: readonly KnowledgeFile[]): boolean {
  const own = new Map(files.map((file) => [file.path, file]))
  return copies.some((copy) => {
    const file = own.get(copy.path)
    return file !== undefined && file.read() !== copy.read()
  })
}
