/** Whether a sentence only tells something ("sind so 15 Rechner", "die Bank sagt abwarten"), and asks and wishes for nothing. */
import { fold } from '../search/words/fold.ts'
import { opensAQuestion } from './parts.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/).map(fold))

/** Wherever they stand, something is asked or wished for. */
const ASKS = words(`
was wer wen wem wessen wann wo wohin woher wie wieso weshalb warum wozu wofür womit wodurch woran worauf wovon worüber wonach wieviel wieviele
welche welcher welches welchen welchem inwiefern ob wat wer wo
bitte möchte möchten hätte hätten würde würden suche suchen such brauche brauchen brauch will wollen wollten gern gerne
zeig zeige zeigen nenn nenne nennen erklär erkläre erklären sag sage schick schicke hilf helfen hilft gibt gibts
kosten kostet frist fristen pflicht termin termine nummer telefonnummer adresse öffnungszeiten förderung zuschuss zuschüsse
what who when where why how which whether please need want
`)

/** A sentence that tells has a verb that it does not begin with, or somebody who tells. */
const TELLS = words(`
ich wir mein meine meiner meinem meinen unser unsere unserem unseren unserer er sie es man einer keiner niemand alle die der das den dem
bin ist is sind war waren hab habe haben hat hatte hatten wird werden wurde geht ging kommt kam macht machen machte steht stehen liegt läuft
sagt sagte meint heißt will wollte soll sollte muss mussten kann konnte darf nutzen nutzt haben
schon nur erst noch nich nicht kein keine keinen seit bis eigentlich halt aber auch immer jetzt gestern heute früh letzte
i we my our it is are was have has had they he she only already
`)
/** What may stand before the verb that a question begins with. */
const BEFORE_OPENING = /^(?:und|aber|auch|oder|also|dann|nur|ok|okay|hm+|äh+|na|ja|nee?|nein|and|but|so)[\s,]+/iu

/** "Und wenn einer kündigt", "läuft das auch ohne", "nehmen die …": the verb stands before who does it. */
const ASKS_BY_ORDER =
  /^(?:(?:auch\s+)?(?:wenn|falls|ab|bis|unter|über|bei|für|in|im|if)\s|\p{L}+(?:t|n|m|e|st|s|b)\s+(?:das|dat|die|der|den|ich|man|es|sie|er|wir|sowas|so\s+was|da)(?![\p{L}\p{N}]))/iu

/** "Sind so 15 Rechner", "ist nur Nebenerwerb": who it is about is left out. */
const STATES =
  /^(?:sind|ist|is|war|waren|hab|habe|haben|ham|hatte|hatten|wird)\s+(?:so(?!\s+(?:eine?[nmrs]?|was)(?![\p{L}]))|nur|schon|noch|etwa|ca|circa|rund|ungefähr|fast|bei\s+uns|aber|halt|auch|erst|leider|doch|\d)(?![\p{L}])/iu

/** True where only something is told; false for what asks, wishes, or names a thing without saying anything of it. */
export function isTold(utterance: string): boolean {
  if (utterance.includes('?')) return false
  let text = utterance.trim()
  for (let shorter = text.replace(BEFORE_OPENING, ''); shorter !== text; shorter = text.replace(BEFORE_OPENING, '')) text = shorter
  if (!STATES.test(text) && (opensAQuestion(text) || ASKS_BY_ORDER.test(text))) return false
  const said = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  if (said.some((word) => ASKS.has(word))) return false
  return said.some((word) => TELLS.has(word) || /\d/.test(word))
}
