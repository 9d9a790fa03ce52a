/** What a named rule gets and gives. Rules are pure and compute what a `when:` table cannot say; texts are sentences for visitors. */

import type { Outcome, Step } from '../../knowledge/guide-schema.ts'
import type { Kind } from '../../knowledge/schema.ts'
import type { OutcomeTarget, Said, TargetGroup } from '../outcomes/outcome.ts'
import type { Plan } from '../outcomes/plan.ts'
import type { Profile } from '../outcomes/profile.ts'
import type { Answered } from '../reading/answered.ts'
import type { Ground } from '../state/ground.ts'

export interface RuleInput {
  outcome: Outcome
  /** All steps of the guide, with the choices they had. */
  steps: readonly Step[]
  answered: Answered
  ground: Ground
  said: Said
}

/** Something looked at and not offered, with the reason. */
export interface RuledOut {
  id: string
  title: string
  page: string
  reason: string
}

export interface RuleResult {
  /** Paragraphs after the outcome's own text. */
  texts: string[]
  /** Groups before the outcome's own groups. */
  groups: TargetGroup[]
  ruledOut?: RuledOut[]
  /** Short name of the question whose answer would decide most; asked next where somebody wants to go on. */
  asksNext?: string
  plan?: Plan
  profile?: Profile
}

export interface Rule {
  /** Ids of the steps it cannot do without; a guide that uses the rule must have them. */
  needs: readonly string[]
  /**
   * Choices that it tells apart by their id, by step; all others it tells apart only by what they stand for (`audience`,
   * `topics`, `points`, place, number). The walk over all paths relies on it: answers that nothing tells apart are walked once.
   */
  reads: Readonly<Record<string, readonly string[] | 'each'>>
  /** Kinds of entries it picks from all that are known, besides those its outcome names in `from`. */
  draws: readonly Kind[]
  /** Targets that are shown whatever the finer answers are; they depend on the steps `betrieb` and `ort` alone. */
  anchors?(input: RuleInput): OutcomeTarget[]
  run(input: RuleInput): RuleResult
}
