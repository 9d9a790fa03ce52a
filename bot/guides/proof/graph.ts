/** A guide as a Mermaid flowchart: questions as boxes, outcomes as rounded ends, arrows with the answers that lead along them. */
import type { Step } from '../../knowledge/guide-schema.ts'
import type { Guide } from '../../knowledge/schema.ts'
import { replay } from '../replay/replay.ts'
import { stepsOf } from '../replay/steps.ts'
import type { Ground } from '../state/ground.ts'
import type { Answer } from '../state/guide-state.ts'
import { UNKNOWN } from '../state/guide-state.ts'
import { sayAnswer } from '../views.ts'
import { classesOf } from './classes.ts'

/** More answers on one arrow than this are counted instead of listed. */
const MAX_LABELS = 4

/** Drawn from the paths themselves, so it shows what really happens; equal arrows are drawn once. */
export function graph(guide: Guide, ground: Ground): string {
  const arrows = new Map<string, Set<string>>()
  const seen = new Set<string>()
  const deciding = decidingSteps(guide)
  visit([])
  const lines = [...arrows].map(([ends, labels]) => `  ${arrow(ends, labels)}`)
  return ['flowchart TD', ...nodes(guide), ...lines, ''].join('\n')

  function visit(answers: readonly Answer[]): string {
    const here = replay(guide, answers, ground)
    if (!here.step) return `o_${here.outcome?.id ?? ''}`
    const { step } = here
    const node = `s_${step.id}`
    // What follows depends on the deciding answers alone; the same ones need not be followed twice.
    const key = `${node}|${here.accepted
      .filter((answer) => deciding.has(answer.step))
      .map(({ step: id, values }) => `${id}=${values.join()}`)
      .join()}`
    if (seen.has(key)) return node
    seen.add(key)
    for (const { values, members } of classesOf(guide, step, ground)) {
      const next = visit([...answers, { step: step.id, values }])
      const labels = arrows.get(`${node} ${next}`) ?? new Set<string>()
      for (const label of labelsOf(step, members, ground)) labels.add(label)
      arrows.set(`${node} ${next}`, labels)
    }
    return node
  }
}

function decidingSteps(guide: Guide): Set<string> {
  return new Set([...stepsOf(guide), ...guide.outcomes].flatMap(({ when }) => Object.keys(when ?? {})))
}

function nodes(guide: Guide): string[] {
  const steps = stepsOf(guide).map((step) => `  s_${clean(step.id)}["${text(step.question)}"]`)
  const outcomes = guide.outcomes.map((outcome) => `  o_${clean(outcome.id)}(["${text(outcome.title)}"])`)
  return [...steps, ...outcomes]
}

function arrow(ends: string, labels: ReadonlySet<string>): string {
  const [from = '', to = ''] = ends.split(' ')
  const shown =
    labels.size > MAX_LABELS ? [...[...labels].slice(0, MAX_LABELS - 1), `und ${labels.size - MAX_LABELS + 1} weitere`] : [...labels]
  return `${clean(from)} -->|"${text(shown.join(' / '))}"| ${clean(to)}`
}

/** The single answers along an arrow; postcodes and places by the districts they name, typed days as one. */
function labelsOf(step: Step, members: readonly string[][], ground: Ground): string[] {
  const several = step.input === 'multi' ? members.filter((values) => values.length === 1) : members
  return several.flatMap((values): string[] => {
    const [value = ''] = values
    if (value === UNKNOWN) return [step.unknown]
    if (step.input === 'day' && step.computed === undefined) return ['ein Tag']
    if (step.input !== 'postcode')
      return step.choices.some((choice) => choice.id === value) ? [sayAnswer(step, values, undefined, ground)] : []
    const region = ground.knowledge.vocabulary.regions.find(({ id }) => id === value)
    return region ? [region.label] : step.choices.filter(({ id }) => id === value).map(({ label }) => label)
  })
}

/** Mermaid ids take letters, digits and underscores. */
function clean(id: string): string {
  return id.replace(/[^a-zA-Z0-9_]/g, '_')
}

function text(label: string): string {
  return label.replaceAll('"', '#quot;')
}
