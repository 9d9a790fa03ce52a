/** `zustaendig`: which of the contacts in `from` is responsible for the visitor's place; both sides of a border nobody could settle. */
import type { Contact, EntryId } from '../../knowledge/schema.ts'
import { UNCLEAR_BORDERS } from '../borders.ts'
import { isOpenOn } from '../outcomes/on-day.ts'
import { targetOf } from '../outcomes/outcome.ts'
import { isPostcode, liesIn, type Place } from '../place.ts'
import { sentence } from '../sentences.ts'
import type { Ground } from '../state/ground.ts'
import type { Rule } from './rule.ts'

export const responsible: Rule = {
  needs: ['ort'],
  reads: {},
  draws: [],
  anchors({ outcome, answered, ground, said }) {
    return responsibleFor(outcome.from, answered.places.get('ort'), ground).map((contact) => targetOf(contact, ground, said))
  },
  run(input) {
    const targets = responsible.anchors!(input)
    if (targets.length === 0) return { texts: [], groups: [] }
    const title = sentence(input.ground, targets.length === 1 ? 'rule.responsible.one' : 'rule.responsible.several')
    return { texts: borderText(input.answered.places.get('ort'), targets.length > 1, input.ground), groups: [{ title, targets }] }
  },
}

/** Open contacts of `from` in whose districts the place lies or may lie, in the order of `from`. */
export function responsibleFor(from: readonly string[], place: Place | undefined, ground: Ground): Contact[] {
  return from.flatMap((id): Contact[] => {
    const entry = ground.knowledge.entries.get(id as EntryId)
    if (entry?.kind !== 'contacts' || !isOpenOn(entry, ground.today)) return []
    if (place?.unclear && place.regions.length > 0 && !place.outside) return [entry]
    const area = entry.districts.length > 0 ? entry.districts : entry.region
    return liesIn(area, place, ground.knowledge.vocabulary) === 'no' ? [] : [entry]
  })
}

function borderText(place: Place | undefined, several: boolean, ground: Ground): string[] {
  if (place?.unclear && several) return [sentence(ground, 'rule.responsible.unclear', { place: place.label })]
  if (!place || place.unknown || several) return [sentence(ground, 'rule.responsible.open')]
  const border = UNCLEAR_BORDERS.find(
    ({ region }) => !isPostcode(place.value) && place.regions.some((candidate) => candidate.id === region),
  )
  const around = border && ground.knowledge.vocabulary.regions.some((region) => region.id === border.region)
  return around ? [sentence(ground, 'rule.responsible.border', { place: border.label })] : []
}
