/**
 * `profil`: the picture of a self-check and where to begin. Every step with an `area` is one bar; the guide lists them in order
 * of urgency (security, people, then the rest). The first of the two urgent areas that is weak comes first; otherwise the
 * weakest. "Weiß nicht" counts as weak: who does not know whether there is a backup begins with looking.
 */
import type { Step } from '../../knowledge/guide-schema.ts'
import { targetsOf } from '../outcomes/outcome.ts'
import type { ProfileArea } from '../outcomes/profile.ts'
import { sentence } from '../state/sentences.ts'
import type { Rule } from './rule.ts'

const URGENT_AREAS = 2
/** Fewer points than this in an urgent area are weak. */
const WEAK_BELOW = 2

export const selfCheck: Rule = {
  needs: [],
  reads: {},
  draws: [],
  run({ steps, answered, ground, said }) {
    const asked = steps.filter((step) => step.area !== undefined && answered.values.has(step.id))
    const areas = asked.map((step): ProfileArea & { step: Step } => {
      const points = step.choices.find((choice) => choice.id === answered.values.get(step.id)?.[0])?.points
      return { step, label: step.area!, ...(points !== undefined && { points }) }
    })
    const strength = ({ points }: ProfileArea) => points ?? 0
    const urgent = areas.slice(0, URGENT_AREAS).find((area) => strength(area) < WEAK_BELOW)
    const first =
      urgent ??
      areas.reduce<(typeof areas)[number] | undefined>(
        (weakest, area) => (weakest && strength(weakest) <= strength(area) ? weakest : area),
        undefined,
      )
    if (!first) return { texts: [], groups: [] }
    const targets = targetsOf(first.step.from, ground, said)
    return {
      texts: [`**${sentence(ground, 'rule.profile.first', { label: first.label })}** ${first.step.first ?? ''}`.trim()],
      groups: targets.length > 0 ? [{ title: sentence(ground, 'rule.profile.help', { label: first.label }), targets }] : [],
      profile: { areas: areas.map(({ label, points }) => ({ label, ...(points !== undefined && { points }) })), first: first.label },
    }
  },
}
