/** A question and an outcome as the doors show them: plain data, in the visitor's words. */
import { isDay, sayDay } from '../knowledge/day.ts'
import type { Outcome, Step } from '../knowledge/guide-schema.ts'
import { districts, type Place, placeOf } from '../regions/place.ts'
import { type OutcomeTarget, personTarget, type Said, type TargetGroup, targetsOf } from './outcomes/outcome.ts'
import type { Plan } from './outcomes/plan.ts'
import type { Profile } from './outcomes/profile.ts'
import { CHOSEN_DAY } from './outcomes/targets.ts'
import type { Answered } from './reading/answered.ts'
import { rangeOf } from './reading/read-answer.ts'
import type { Replay } from './replay/replay.ts'
import { stepsOf, withChoices } from './replay/steps.ts'
import { holds } from './replay/when.ts'
import type { RuledOut, RuleInput, RuleResult } from './rules/rule.ts'
import { rules } from './rules/rules.ts'
import type { Ground } from './state/ground.ts'
import { type Answer, type Form, UNKNOWN } from './state/guide-state.ts'
import { sentence } from './state/sentences.ts'

export interface ChoiceView {
  label: string
  value: string
}

export interface StepView {
  id: string
  question: string
  /** To be read before the question. */
  intro?: string
  help?: string
  why?: string
  /** Pressing one says its label; "weiß nicht" is the last, where it is an answer. */
  choices: ChoiceView[]
  /** All districts, for a list beside the field where a postcode or place is typed. */
  places?: ChoiceView[]
  input: Step['input']
  /** What was answered here before going back. */
  before?: string
  progress: { number: number; atMost: number; text: string }
}

export interface OutcomeView {
  id: string
  title: string
  /** Markdown paragraphs. */
  text: string
  /** At most three sentences: what to do first. */
  first: string[]
  groups: TargetGroup[]
  /** Looked at and not offered, with the reason. */
  ruledOut: RuledOut[]
  /** Short name of the question whose answer would decide most. */
  asksNext?: string
  /** The answers in words, to show or to copy into a booking. */
  summary: { label: string; value: string }[]
  plan?: Plan
  profile?: Profile
}

/** The open question. `replayed.step` must be there. */
export function stepView(replayed: Replay, ground: Ground): StepView {
  const step = replayed.step!
  const before = replayed.kept.find((answer) => answer.step === step.id && answer.aside)
  const number = replayed.accepted.length + 1
  const atMost = number + replayed.stillPossible
  return {
    id: step.id,
    question: step.question,
    ...(step.intro && { intro: step.intro }),
    ...(step.help && { help: step.help }),
    ...(step.why && { why: step.why }),
    choices: [
      ...step.choices.map(({ id, label }) => ({ label, value: id })),
      ...(step.required ? [] : [{ label: step.unknown, value: UNKNOWN }]),
    ],
    ...(step.input === 'postcode' && { places: districts(ground.knowledge.vocabulary).map(({ id, label }) => ({ label, value: id })) }),
    input: step.input,
    ...(before && { before: sayBefore(step, before, ground) }),
    progress: { number, atMost, text: sentence(ground, 'guide.progress', { number, most: atMost }) },
  }
}

/** An answer of this step in words, also when it does not count at the moment. */
export function sayBefore(step: Step, answer: Answer, ground: Ground): string {
  const place = step.input === 'postcode' ? placeOf(answer.values[0]!, ground.knowledge) : undefined
  return sayAnswer(step, answer.values, place, ground)
}

/** The outcome reached. `replayed.outcome` must be there. */
export function outcomeView(guide: Form, replayed: Replay, ground: Ground): OutcomeView {
  const input = ruleInput(guide, replayed, ground)
  const { outcome } = input
  const rule = outcome.rule === undefined ? undefined : rules.get(outcome.rule)
  const computed: RuleResult = rule ? rule.run(input) : { texts: [], groups: [] }
  const own = shownGroups(guide, outcome, replayed).map((group) => ({
    title: group.title,
    targets: targetsOf(group.targets, ground, input.said),
  }))
  const groups = mergeGroups([...computed.groups, ...own])
  return {
    id: outcome.id,
    title: outcome.title,
    text: [outcome.text, ...computed.texts].join('\n\n'),
    first: outcome.first,
    groups: [...groups, { title: sentence(ground, 'guide.person'), targets: [personTarget(ground)] }],
    ruledOut: computed.ruledOut ?? [],
    ...(computed.asksNext !== undefined && { asksNext: computed.asksNext }),
    summary: summaryOf(guide, replayed, ground),
    ...(computed.plan && { plan: computed.plan }),
    ...(computed.profile && { profile: computed.profile }),
  }
}

/**
 * Targets of the outcome reached, for the walk over all paths, which has no time for texts: `anchors` are there whatever the
 * answers to the questions in `fine` are; `others` works out what else there is.
 */
export function outcomeTargets(
  guide: Form,
  replayed: Replay,
  fine: ReadonlySet<string>,
  ground: Ground,
): { anchors: OutcomeTarget[]; others(): OutcomeTarget[] } {
  const input = ruleInput(guide, replayed, ground)
  const rule = input.outcome.rule === undefined ? undefined : rules.get(input.outcome.rule)
  const groups = shownGroups(guide, input.outcome, replayed)
  const sure = groups.filter(({ when }) => !Object.keys(when ?? {}).some((step) => fine.has(step)))
  return {
    anchors: [
      ...(rule?.anchors?.(input) ?? []),
      ...targetsOf(
        sure.flatMap(({ targets }) => targets),
        ground,
      ),
    ],
    others: () => [
      ...targetsOf(
        groups.flatMap(({ targets }) => targets),
        ground,
      ),
      ...(rule?.run(input).groups.flatMap((group) => group.targets) ?? []),
    ],
  }
}

function ruleInput(guide: Form, replayed: Replay, ground: Ground): RuleInput {
  const outcome = replayed.outcome!.from.length > 0 ? replayed.outcome! : { ...replayed.outcome!, from: guide.from }
  const steps = stepsOf(guide).map((step) => withChoices(step, replayed.answered, ground))
  return { outcome, steps, answered: replayed.answered, ground, said: saidOf(steps, replayed, ground) }
}

/** The groups in the guide's file that hold for these answers. */
function shownGroups(guide: Form, outcome: Outcome, { facts }: Replay): Outcome['groups'] {
  return [...outcome.groups, ...guide.groups].filter((group) => holds(group.when, facts) === true)
}

/** The answers that count, in words: "Betrieb: Handwerk". */
export function summaryOf(guide: Form, replayed: Replay, ground: Ground): { label: string; value: string }[] {
  const steps = stepsOf(guide).map((step) => withChoices(step, replayed.answered, ground))
  return replayed.accepted.flatMap((answer) => {
    const step = steps.find((candidate) => candidate.id === answer.step)
    return step ? [{ label: step.short, value: sayAnswer(step, answer.values, replayed.answered.places.get(answer.step), ground) }] : []
  })
}

/** One answer in words. A number has its unit, a place its district, "weiß nicht" the step's own word for it. */
export function sayAnswer(step: Step, values: readonly string[], place: Place | undefined, ground: Ground): string {
  if (values.includes(UNKNOWN)) return step.unknown
  const labels = values.map((value) => step.choices.find((choice) => choice.id === value)?.label)
  if (labels.every((label) => label !== undefined)) return labels.join(', ')
  if (place) return place.label
  const [value = ''] = values
  if (isDay(value)) return sayDay(value, ground.lang)
  const range = rangeOf(value)
  const number = !range
    ? value
    : range.min === range.max
      ? String(range.min)
      : range.max === Number.POSITIVE_INFINITY
        ? sentence(ground, 'guide.range.from', { min: range.min })
        : sentence(ground, 'guide.range.from-to', { min: range.min, max: range.max })
  return step.unit ? `${number} ${step.unit}` : number
}

function saidOf(steps: readonly Step[], { accepted, answered }: { accepted: readonly Answer[]; answered: Answered }, ground: Ground): Said {
  const said = new Map<string, string>()
  for (const { step: id, values } of accepted) {
    const step = steps.find((candidate) => candidate.id === id)
    if (!step || values.includes(UNKNOWN)) continue
    said.set(id, sayAnswer(step, values, answered.places.get(id), ground))
    if (step.input === 'day') said.set(CHOSEN_DAY, values[0]!)
  }
  return said
}

/** Groups of the same title become one, each target stands once, empty groups go. */
function mergeGroups(groups: readonly TargetGroup[]): TargetGroup[] {
  const seen = new Set<string>()
  const merged = new Map<string, TargetGroup>()
  for (const { title, targets } of groups) {
    const fresh = targets.filter((target) => !seen.has(target.id) && seen.add(target.id))
    if (fresh.length === 0) continue
    const group = merged.get(title)
    merged.set(title, { title, targets: [...(group?.targets ?? []), ...fresh] })
  }
  return [...merged.values()]
}
