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
  const bare = words
    .replace(/^(?:(?:also|ja|nee|nein|ok|dann|lieber|ich nehme|die|der|das|den|nummer|nr|the|number) )+/, '')
    .replace(/ (?:bitte|option|one|please|natürlich|davon)$/, '')
  const number = /^\d$/.test(bare) ? Number(bare) : ORDINALS.get(bare)
  if (number !== undefined) return offers[number - 1]
  const near = offers.filter((offer) => mistyped(words, plainWords(offer.label)))
  return near.length === 1 ? near[0] : undefined
}

/** What stands in front of a choice, and behind it. */
const BEFORE_CHOICE =
  /^(?:(?:also|ja|nee|nein|ne|na|ok|okay|dann|hm+|lieber|eher|bitte|ich nehme|ich meine|ich meinte|yes|no|well|i mean)[\s,]+)*/iu
const CHOICE =
  /^(?:die|das|der|den|dem|the|number|nummer|nr\.?)\s+(\p{L}+|\d)(?:\s+(?:natürlich|bitte|option|one|davon|please|of course|eben|halt|doch))*(?:\s*[.,;:!?–]+\s*|\s*\n+\s*|\s+(?=(?:und|and|was|wie|wo|wann|what|how|where|when|which)\s))/iu

/** "Die erste natürlich. Da geht keiner ans Telefon": the offer that is taken in front of a message, and what else is said; undefined without either. */
export function takenWithMore(utterance: string, offers: readonly Offer[]): { offer: Offer; rest: string } | undefined {
  if (offers.length === 0) return undefined
  const said = utterance.replace(BEFORE_CHOICE, '')
  const choice = CHOICE.exec(said)
  const number = choice && (/^\d$/.test(choice[1]!) ? Number(choice[1]) : ORDINALS.get(choice[1]!.toLowerCase()))
  const offer = number ? offers[number - 1] : undefined
  if (!choice || !offer) return undefined
  const rest = said
    .slice(choice[0].length)
    .replace(/^(?:und|and)\s+/iu, '')
    .trim()
  return /\p{L}/u.test(rest) ? { offer, rest } : undefined
}

/** One letter in eight may be wrong. */
function mistyped(said: string, label: string): boolean {
  const most = Math.floor(label.length / 8)
  return most > 0 && Math.abs(said.length - label.length) <= most && editDistance(said, label, most) <= most
}
