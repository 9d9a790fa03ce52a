/** A question that names no subject of its own: what is left of it without aspects, pronouns, form words, places and trades. */
import type { SlotLists } from '../search/index/slot-lists.ts'
import { guessLanguage, isEnglishFunctionWord, isFunctionWord, isLightWord } from '../search/words/function-words.ts'
import { tokens } from '../search/words/tokens.ts'
import { type Aspect, readAspects } from './aspects.ts'

export interface FollowUpQuestion {
  /** What it asks for, most telling first; empty where it only points back ("Muss ich dafür Zoom installieren?"). */
  aspects: Aspect[]
  /** Its own words, folded: empty where it names nothing. */
  words: string[]
  /** Trades and kinds of organisation that it names, folded: "auch für Vereine". */
  audienceWords: string[]
  /** It has a pronoun or a "there" that may stand for what was talked about. */
  pointsBack: boolean
  /** It has one that can stand for nothing else: no article before a noun of its own. */
  refers: boolean
}

/** Longer sentences tell a story of their own. */
const MAX_WORDS = 14

const POINTS_BACK =
  /^(das|dies|diese|dieser|dieses|diesen|diesem|dafur|dazu|dabei|davon|daran|darauf|dagegen|damit|dort|dorthin|da|die|den|denen|deren|der|sowas|solche|solches|es|sie|ihn|ihm|hin|it|that|this|there|they|them|its)$/
const IS_ARTICLE = /^(das|die|der|den|dem|deren|dies|diese|dieser|dieses|diesen|diesem|solche|solches|this|that)$/
/** Beside function words: what follow-ups are filled with and what names nothing. */
const FILLERS = new Set(
  'sowas so was noch genau denn eigentlich ungefahr mindestens hochstens sitzen sitzt sind haben lauft laufen stattfindet statt findet funktioniert nutzen nutzt nachher vorher zeit geld danach uns mir hilft helfen hilfe help helps work works do does get tell einzelnen jemand jemanden kummert kummern macht schnell eine einen irgendwo person mensch ne nen ner nem halt mal eh ubrigens gleich one need nehmen nimmt muss geht gehen gehts klappt klappts stelle stell habt bitte uberhaupt selber selbst jetzt machen wirklich liegt gibts gibt ihr take takes weg ubernehmen fuhrt dauert lautet stunden much nachste nachster nachsten nachstes monat monatlich jahr jahrlich laufend laufende pro woche uns unserem unserer bin sind kleine kleinen kleiner leute leuten mitarbeiter mitarbeitern mann wirklich monatliche monatlichen jahrliche laufenden kopf frisst greift los gehts deren denen echt nen dazu drin ende zu bis was nix nichts nur'.split(
    ' ',
  ),
)

/** Whom anything may be for; a list of trades has them not. */
const ANY_AUDIENCE = new Set(
  'solo selbstandige selbststandige selbstandigen selbststandigen soloselbststandige soloselbstandige einzelunternehmer einzelunternehmen kleinunternehmer kleinbetrieb kleinbetriebe betrieb betriebe betrieben firma firmen unternehmen freiberufler freiberuflich nebenberuflich minijobber minijobbern privatpersonen privatleute'.split(
    ' ',
  ),
)

/** Undefined for a sentence that is too long to be one. */
export function readFollowUp(utterance: string, { regionWords, audienceWords }: SlotLists): FollowUpQuestion | undefined {
  const all = tokens(utterance).map(({ word }) => word)
  if (all.length === 0 || all.length > MAX_WORDS) return undefined
  const { aspects, rest } = readAspects(utterance)
  const english = guessLanguage(all) === 'en'
  const own = tokens(rest)
    .map(({ word }) => word)
    .filter(
      (word) =>
        !isFunctionWord(word) &&
        !isLightWord(word) &&
        !(english && isEnglishFunctionWord(word)) &&
        !FILLERS.has(word) &&
        !regionWords.has(word) &&
        !/^\d+$/.test(word),
    )
  const isAudience = (word: string) =>
    ANY_AUDIENCE.has(word) || audienceWords.has(word) || audienceWords.has(word.replace(/(e|en|n|s|innen)$/, ''))
  const words = own.filter((word) => !isAudience(word))
  const audiences = own.filter(isAudience)
  // "Und für Vereine?" asks whom it is for.
  const isForWhom =
    aspects.length === 0 && words.length === 0 && audiences.length > 0 && all.some((word) => /^(fur|als|for|as)$/.test(word))
  return {
    aspects: isForWhom ? ['audience'] : aspects,
    words,
    audienceWords: audiences,
    pointsBack: all.some((word) => POINTS_BACK.test(word)),
    refers: all.some((word, at) => POINTS_BACK.test(word) && word !== 'es' && !(IS_ARTICLE.test(word) && own.includes(all[at + 1] ?? ''))),
  }
}
