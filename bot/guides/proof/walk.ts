/**
 * The proof that no guide is a dead end: every path, for every kind of visitor that anything tells apart, in every situation
 * of the calendar, ends in an outcome with somewhere real to go that is open that day. Paths are walked by the same `replay`
 * that runs the dialogs. Answers that nothing tells apart are walked once (`classes.ts`); of several answers at once, each
 * alone and all together are walked, because the rules only ever join what the answers stand for.
 */

import type { Day } from '../../knowledge/day.ts'
import { entriesOf, type Knowledge } from '../../knowledge/knowledge.ts'
import type { EntryId, Guide } from '../../knowledge/schema.ts'
import { toTheEnd } from '../../knowledge/steps.ts'
import { momentOn } from '../../moment.ts'
import { isOpenOn } from '../outcomes/on-day.ts'
import { type OutcomeTarget, REAL } from '../outcomes/outcome.ts'
import { freeSteps } from '../replay/order.ts'
import { type Replay, replay } from '../replay/replay.ts'
import { stepsOf } from '../replay/steps.ts'
import { type Ground, groundOf } from '../state/ground.ts'
import type { Answer } from '../state/guide-state.ts'
import { outcomeTargets } from '../views.ts'
import { type AnswerClass, classesOf } from './classes.ts'
import { type Situation, situationsOf } from './situations.ts'

export interface PathProblem {
  guide: EntryId
  kind: 'dead-end' | 'too-long' | 'unreachable-step' | 'unreachable-outcome'
  /** Where in the front matter it lies, as a path of keys. */
  keys: PropertyKey[]
  /** "betrieb=handwerk, ort=39576"; empty where no path leads there. */
  path: string
  day?: Day
  detail: string
  /** Ways and days besides this one on which it is the same. */
  others: number
}

export interface GuideWalk {
  guide: EntryId
  /** Paths that anything tells apart, summed over the situations. */
  paths: number
  /** Those whose outcome was worked out; the others end at the same sure targets. */
  evaluated: number
  /** How many single paths they stand for; of an `adaptive` guide, as if each answer to a free question led on to those of the first. */
  stands: number
  /** Questions on the longest path. */
  longest: number
  outcomes: string[]
}

export interface Walk {
  guides: GuideWalk[]
  /** Days around the borders of validity, and the situations that differ among them. */
  days: Day[]
  situations: Situation[]
  problems: PathProblem[]
}

/** Walks every path of every guide in every situation of the calendar from `today` on, and tells those that end nowhere. */
export function walkGuides(knowledge: Knowledge, today: Day): Walk {
  const { days, situations } = situationsOf(knowledge, today)
  const problems: PathProblem[] = []
  const guides = entriesOf(knowledge, 'guides').map((guide) => {
    const walked = toTheEnd(walkGuide(guide, knowledge, situations))
    problems.push(...walked.problems)
    return walked.walk
  })
  return { guides, days, situations, problems }
}

/** The dead ends of one guide on one day; whoever drives the generator may pause after each way, and stop when there are too many. */
export function* deadEndsOf(guide: Guide, knowledge: Knowledge, day: Day): Generator<void, PathProblem[]> {
  const { problems } = yield* walkGuide(guide, knowledge, [{ day }])
  return problems.filter(({ kind }) => kind === 'dead-end')
}

/** What a part of the tree of answers came to. */
interface Count {
  paths: number
  stands: number
  evaluated: number
  /** Every end below is sure by targets that do not depend on the finer answers. */
  anchored: boolean
}

/** Pauses after each way. */
function* walkGuide(
  guide: Guide,
  knowledge: Knowledge,
  situations: readonly Pick<Situation, 'day'>[],
): Generator<void, { walk: GuideWalk; problems: PathProblem[] }> {
  const total = { paths: 0, stands: 0, evaluated: 0, longest: 0 }
  const steps = new Set<string>()
  const outcomes = new Set<string>()
  /** One of each kind and place. */
  const found = new Map<string, PathProblem>()
  const fine = fineSteps(guide)
  for (const { day } of situations) {
    const ground = groundOf(knowledge, momentOn(day), guide.lang)
    const classes = new Map<string, AnswerClass[]>()
    const { paths, stands, evaluated } = yield* visit([], ground, classes)
    total.paths += paths
    total.stands += stands
    total.evaluated += evaluated
  }
  return {
    walk: { guide: guide.id, ...total, outcomes: [...outcomes] },
    problems: [...found.values(), ...unreached(guide, steps, outcomes)],
  }

  function* visit(answers: readonly Answer[], ground: Ground, classes: Map<string, AnswerClass[]>): Generator<void, Count> {
    const here = replay(guide, answers, ground)
    if (!here.step) {
      yield
      return end(here, ground)
    }
    const { step } = here
    steps.add(step.id)
    const key = `${step.id}:${step.computed ? step.choices.map((choice) => choice.id).join() : ''}`
    const options = classes.get(key) ?? classesOf(guide, step, ground)
    classes.set(key, options)
    const sum: Count = { paths: 0, stands: 0, evaluated: 0, anchored: true }
    for (const [i, option] of options.entries()) {
      const below = yield* visit([...answers, { step: step.id, values: option.values }], ground, classes)
      sum.evaluated += below.evaluated
      sum.anchored &&= below.anchored
      const alike = i === 0 && below.anchored && fine.has(step.id) ? options : [option]
      for (const { members } of alike) {
        sum.paths += below.paths
        sum.stands += below.stands * members.length
      }
      if (alike === options) break
    }
    return sum
  }

  function end(here: Replay, ground: Ground): Count {
    total.longest = Math.max(total.longest, here.accepted.length)
    if (here.outcome) outcomes.add(here.outcome.id)
    const { anchored, found: some } = certainty(guide, here, fine, ground)
    for (const problem of problemsAt(guide, here, some, ground)) {
      const key = [problem.kind, ...problem.keys].join()
      const same = found.get(key)
      if (same) same.others += 1
      else found.set(key, problem)
    }
    return { paths: 1, stands: 1, evaluated: 1, anchored }
  }
}

function problemsAt(guide: Guide, here: Replay, some: boolean, ground: Ground): PathProblem[] {
  const path = here.accepted.map(({ step, values }) => `${step}=${values.join('+')}`).join(', ')
  const problems: PathProblem[] = []
  if (here.accepted.length > guide.limit)
    problems.push({
      guide: guide.id,
      kind: 'too-long',
      keys: ['limit'],
      path,
      day: ground.today,
      detail: `${here.accepted.length} Fragen statt höchstens ${guide.limit}`,
      others: 0,
    })
  if (!some)
    problems.push({
      guide: guide.id,
      kind: 'dead-end',
      keys: ['outcomes', guide.outcomes.findIndex(({ id }) => id === here.outcome?.id)],
      path,
      day: ground.today,
      detail: `Ergebnis „${here.outcome?.id ?? ''}“ ohne ein Ziel, das an diesem Tag offen ist`,
      others: 0,
    })
  return problems
}

/**
 * Questions whose answers change neither what is asked nor which outcome is reached; they only refine what an outcome offers.
 * If every end below is sure without them, one answer to such a question proves the others.
 */
function fineSteps(guide: Guide): Set<string> {
  const deciding = new Set([...stepsOf(guide), ...guide.outcomes].flatMap(({ when }) => Object.keys(when ?? {})))
  return new Set(stepsOf(guide).flatMap(({ id, input }) => (deciding.has(id) || input === 'postcode' || id === 'betrieb' ? [] : [id])))
}

/** Whether the outcome offers something real, and whether that is sure without the answers to the fine questions. */
function certainty(guide: Guide, here: Replay, fine: ReadonlySet<string>, ground: Ground): { anchored: boolean; found: boolean } {
  const { anchors, others } = outcomeTargets(guide, here, fine, ground)
  const anchored = anchors.some((target) => isReal(target, ground))
  return { anchored, found: anchored || others().some((target) => isReal(target, ground)) }
}

/** Somewhere to go, and open that day; asked of the entry itself, not of the target. */
function isReal(target: OutcomeTarget, ground: Ground): boolean {
  const entry = target.id === 'person' ? undefined : ground.knowledge.entries.get(target.id)
  return entry !== undefined && REAL.includes(target.kind) && isOpenOn(entry, ground)
}

/** A question whose answers are computed may have none for a while (no dates left), and a free one settle nothing; that is no mistake. */
function unreached(guide: Guide, steps: ReadonlySet<string>, outcomes: ReadonlySet<string>): PathProblem[] {
  const base = { guide: guide.id, path: '', others: 0 }
  return [
    ...guide.steps.flatMap((step, i): PathProblem[] =>
      steps.has(step.id) || step.computed !== undefined || freeSteps(guide).has(step.id)
        ? []
        : [{ ...base, kind: 'unreachable-step', keys: ['steps', i], detail: `die Frage „${step.id}“ wird nie gestellt` }],
    ),
    ...guide.outcomes.flatMap((outcome, i): PathProblem[] =>
      outcomes.has(outcome.id)
        ? []
        : [{ ...base, kind: 'unreachable-outcome', keys: ['outcomes', i], detail: `das Ergebnis „${outcome.id}“ wird nie erreicht` }],
    ),
  ]
}
