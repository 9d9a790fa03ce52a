/** `zustaendig`: which of the contacts in `from` is responsible for the visitor; where a border is unclear, all that may be. */
import { sayDoubt } from '../../regions/doubt.ts'
import { among, type Responsibility, responsibleFor } from '../../regions/responsible.ts'
import { targetOf } from '../outcomes/outcome.ts'
import { sentence } from '../state/sentences.ts'
import type { Rule, RuleInput } from './rule.ts'

export const responsible: Rule = {
  needs: ['ort'],
  reads: {},
  draws: [],
  anchors(input) {
    return referralsIn(input).referrals.map(({ contact }) => targetOf(contact, input.ground, input.said))
  },
  run(input) {
    const { doubt } = referralsIn(input)
    const targets = responsible.anchors!(input)
    if (targets.length === 0) return { texts: [], groups: [] }
    const title = sentence(input.ground, targets.length === 1 ? 'rule.responsible.one' : 'rule.responsible.several')
    return { texts: doubt ? [sayDoubt(doubt, input.ground.knowledge, input.ground.lang)] : [], groups: [{ title, targets }] }
  },
}

/**
 * The contacts of `from` for the visitor's place. Editors say by `from` which trades are meant and where a contact for every place
 * stands among the others; the rule puts those with an area in its order, the ones meant for the visitor's trade first.
 */
export function referralsIn({
  outcome,
  steps,
  answered,
  ground,
}: Pick<RuleInput, 'outcome' | 'steps' | 'answered' | 'ground'>): Responsibility {
  const place = answered.places.get('ort')
  const visitor = { places: place ? [place] : [], audiences: [], topics: [] }
  const found = among(responsibleFor(visitor, ground.knowledge, ground), outcome.from)
  const trades = steps.flatMap(({ id, choices }) =>
    choices.filter((choice) => answered.values.get(id)?.includes(choice.id)).flatMap(({ audience }) => audience),
  )
  const meant = (id: string) => trades.includes(id)
  const local = found.referrals.filter(({ reason }) => reason !== 'general')
  const queue = [
    ...local.filter(({ contact }) => contact.audience.some(meant)),
    ...local.filter(({ contact }) => !contact.audience.some(meant)),
  ]
  const referrals = outcome.from.flatMap((id) => {
    const named = found.referrals.find(({ contact }) => contact.id === id)
    return named?.reason === 'general' ? [named] : named ? [queue.shift()!] : []
  })
  return { ...found, referrals }
}
