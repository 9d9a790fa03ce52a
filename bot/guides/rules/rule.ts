/** What a named rule gets and gives. Rules are pure and compute what a `when:` table cannot say; texts are sentences for visitors. */
import type { Outcome, Step } from '../../knowledge/guide-schema.ts'
import type { Answered } from '../answered.ts'
import type { Ground } from '../ground.ts'
import type { Said, TargetGroup } from '../outcome.ts'
import type { Plan } from '../plan.ts'
import type { Profile } from '../profile.ts'

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
  plan?: Plan
  profile?: Profile
}

export interface Rule {
  /** Ids of the steps it reads; a guide that uses the rule must have them. */
  reads: readonly string[]
  run(input: RuleInput): RuleResult
}
