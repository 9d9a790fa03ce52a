/** A guide as a graph of its questions and outcomes with the answers that lead along, as data and as a Mermaid flowchart. */
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

/** A question or an outcome. `id` is unique in the graph, `key` as the guide's file has it. */
export interface GraphNode {
  id: string
  key: string
  kind: 'step' | 'outcome'
  title: string
}

/** A way from a question to what comes next, with all answers that lead along it. */
export interface GraphArrow {
  from: string
  to: string
  labels: readonly string[]
}

export interface GuideGraph {
  /** Questions in the order of the file, then outcomes. */
  nodes: readonly GraphNode[]
  arrows: readonly GraphArrow[]
}

/** Mermaid's text. */
export function graph(guide: Guide, ground: Ground): string {
  const { nodes, arrows } = graphOf(guide, ground)
  const boxes = nodes.map(({ id, kind, title }) => `  ${clean(id)}${kind === 'step' ? `["${text(title)}"]` : `(["${text(title)}"])`}`)
  const lines = arrows.map(({ from, to, labels }) => `  ${clean(from)} -->|"${text(labelsShown(labels).join(' / '))}"| ${clean(to)}`)
  return ['flowchart TD', ...boxes, ...lines, ''].join('\n')
}

/** Read from the paths themselves, so it shows what really happens on that day; equal arrows are one. */
export function graphOf(guide: Guide, ground: Ground): GuideGraph {
  const arrows = new Map<string, Set<string>>()
  const seen = new Set<string>()
  const deciding = decidingSteps(guide)
  visit([])
  return {
    nodes: nodesOf(guide),
    arrows: [...arrows].map(([ends, labels]) => {
      const [from = '', to = ''] = ends.split(' ')
      return { from, to, labels: [...labels] }
    }),
  }

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

function nodesOf(guide: Guide): GraphNode[] {
  const steps = stepsOf(guide).map(({ id, question, short }) => ({
    id: `s_${id}`,
    key: id,
    kind: 'step' as const,
    title: question || short || id,
  }))
  const outcomes = guide.outcomes.map(({ id, title }) => ({ id: `o_${id}`, key: id, kind: 'outcome' as const, title }))
  return [...steps, ...outcomes]
}

/** The first answers of an arrow, and how many more there are. */
export function labelsShown(labels: readonly string[]): string[] {
  return labels.length > MAX_LABELS ? [...labels.slice(0, MAX_LABELS - 1), `und ${labels.length - MAX_LABELS + 1} weitere`] : [...labels]
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
