/** A button is only a shortcut: saying its label, its number or a mistyped label takes the offer. */
import { plainWords } from './interruption.ts'
import { editDistance } from './knowledge/edit-distance.ts'
import type { Offer } from './talk.ts'

/** A map, because a visitor's word may be one that every object knows ("constructor"). */
const ORDINALS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    erste: 1,
    ersten: 1,
    erstes: 1,
    zweite: 2,
    zweiten: 2,
    zweites: 2,
    dritte: 3,
    dritten: 3,
    drittes: 3,
    vierte: 4,
    vierten: 4,
    first: 1,
    second: 2,
    third: 3,
    fourth: 4,
  }),
)

/** By label, by number ("2", "die zweite"), or by a label with few letters wrong. */
export function takenOffer(utterance: string, offers: readonly Offer[]): Offer | undefined {
  if (offers.length === 0) return undefined
  const words = plainWords(utterance)
  const exact = offers.find((offer) => plainWords(offer.label) === words)
  if (exact) return exact
  const bare = words.replace(/^(?:(?:die|der|das|den|nummer|nr|the|number) )+/, '').replace(/ (?:bitte|option|one)$/, '')
  const number = /^\d$/.test(bare) ? Number(bare) : ORDINALS.get(bare)
  if (number !== undefined) return offers[number - 1]
  const near = offers.filter((offer) => mistyped(words, plainWords(offer.label)))
  return near.length === 1 ? near[0] : undefined
}

/** One letter in eight may be wrong. */
function mistyped(said: string, label: string): boolean {
  const most = Math.floor(label.length / 8)
  return most > 0 && Math.abs(said.length - label.length) <= most && editDistance(said, label, most) <= most
}
