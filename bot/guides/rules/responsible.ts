/** `zustaendig`: which of the contacts in `from` is responsible for the visitor's place; both sides of a border nobody could settle. */
import type { Contact, EntryId } from '../../knowledge/schema.ts'
import { UNCLEAR_BORDERS } from '../borders.ts'
import { isOpenOn } from '../outcomes/on-day.ts'
import { targetOf } from '../outcomes/outcome.ts'
import { isPostcode, liesIn, type Place } from '../place.ts'
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
    const title = targets.length === 1 ? 'Zuständig für Sie' : 'Eine dieser Stellen ist zuständig'
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

function borderText(place: Place | undefined, several: boolean, { knowledge }: Ground): string[] {
  if (place?.unclear && several)
    return [
      `${place.label}: Hier folgen die Grenzen der Kammern nicht sicher den Kreisgrenzen, und eine amtliche Klärung haben wir nicht gefunden. Bitte klären Sie im Erstgespräch, welche Kammer für Sie zuständig ist. Im Zweifel fragen Sie bei beiden nach.`,
    ]
  if (!place || place.unknown || several)
    return ['Wer genau zuständig ist, hängt vom Ort Ihres Betriebs ab. Im Zweifel fragen Sie bei einer der Stellen nach.']
  const border = UNCLEAR_BORDERS.find(
    ({ region }) => !isPostcode(place.value) && place.regions.some((candidate) => candidate.id === region),
  )
  const around = border && knowledge.vocabulary.regions.some((region) => region.id === border.region)
  return around
    ? [`Liegt Ihr Betrieb im ${border.label}, kann auch die Kammer im Süden zuständig sein. Klären Sie das bitte im Erstgespräch.`]
    : []
}
