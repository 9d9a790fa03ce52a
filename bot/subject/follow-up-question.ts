/** A question that names no subject of its own: what is left of it without aspects, pronouns, form words, places and trades. */
import type { Entry } from '../knowledge/schema.ts'
import type { SlotLists } from '../search/index/slot-lists.ts'
import { fold } from '../search/words/fold.ts'
import { guessLanguage, isEnglishFunctionWord, isFunctionWord, isLightWord } from '../search/words/function-words.ts'
import { tokens } from '../search/words/tokens.ts'
import { type Aspect, readAspects } from './aspects.ts'

export interface FollowUpQuestion {
  /** What it asks for, most telling first; empty where it only points back ("Muss ich dafür Zoom installieren?"). */
  aspects: Aspect[]
  /** Its own words, folded: empty where it names nothing. */
  words: string[]
  /** Nouns of its own that only name the kind of the subject: "die Teilnahme", "der Antrag". */
  kindWords: string[]
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
  'sowas so was noch genau denn eigentlich ungefahr mindestens hochstens sitzen sitzt sind haben lauft laufen stattfindet statt findet funktioniert nutzen nutzt nachher vorher zeit geld danach uns mir hilft helfen hilfe help helps work works do does get tell einzelnen jemand jemanden kummert kummern macht schnell eine einen irgendwo person mensch ne nen ner nem halt mal eh ubrigens gleich one need nehmen nimmt muss geht gehen gehts klappt klappts stelle stell habt bitte uberhaupt selber selbst jetzt machen wirklich liegt gibts gibt ihr take takes weg ubernehmen fuhrt dauert lautet stunden much nachste nachster nachsten nachstes monat monatlich jahr jahrlich laufend laufende pro woche uns unserem unserer bin sind kleine kleinen kleiner leute leuten mitarbeiter mitarbeitern mann wirklich monatliche monatlichen jahrliche laufenden kopf frisst greift los gehts deren denen echt nen dazu drin ende zu bis was nix nichts nur name namen someone somebody anyone anybody anything something things happens happen already again still right away really exactly actually then s whats wheres whos hows im its thats dont doesnt cant'.split(
    ' ',
  ),
)

/** Whom anything may be for; a list of trades has them not. */
const ANY_AUDIENCE = new Set(
  'solo selbstandige selbststandige selbstandigen selbststandigen soloselbststandige soloselbstandige einzelunternehmer einzelunternehmen kleinunternehmer kleinbetrieb kleinbetriebe betrieb betriebe betrieben firma firmen unternehmen freiberufler freiberuflich nebenberuflich minijobber minijobbern privatpersonen privatleute'.split(
    ' ',
  ),
)

/** Nouns that any entry of a kind is spoken of by: beside a subject of that kind they name no other. Folded. */
const KIND_WORDS: Record<Entry['kind'], ReadonlySet<string>> = {
  events: new Set(
    'teilnahme teilnehmer veranstaltung termin termine gesprach beratung kurs workshop seminar platz platze eintritt anmeldung ablauf event meeting session seat'.split(
      ' ',
    ),
  ),
  funding: new Set(
    'antrag antrage antragstellung forderung forderungen gefordert zuschuss zuschusse programm mittel bearbeitung bewilligung bescheid auszahlung darlehen kredit zinsen projekt vorhaben grant loan application programme'.split(
      ' ',
    ),
  ),
  contacts: new Set('stelle buro beratung gesprach termin leute laden verein kammer office appointment'.split(' ')),
  guides: new Set(),
  articles: new Set('thema sache ding umstellung einfuhrung einrichtung umsetzung anschaffung vorschrift regelung regel gesetz'.split(' ')),
}
/** "Welche Förderung gibt es?" asks for others than the one that is talked about. */
const OTHERS = /\b(welche[nrsm]?|was fur|andere[nrs]?|noch|mehr|which|other)\b/

/** The question without the nouns that the kind of its subject is called by: "Was kostet die Teilnahme?" names nothing beside an event. */
export function withoutKindWords(question: FollowUpQuestion, kind: Entry['kind'], utterance: string): FollowUpQuestion {
  if (question.aspects.length === 0 || OTHERS.test(fold(utterance))) return question
  const ofKind = (word: string) => KIND_WORDS[kind].has(word)
  return { ...question, words: question.words.filter((word) => !ofKind(word)), kindWords: question.words.filter(ofKind) }
}

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
    kindWords: [],
    audienceWords: audiences,
    pointsBack: all.some((word) => POINTS_BACK.test(word)),
    refers: all.some((word, at) => POINTS_BACK.test(word) && word !== 'es' && !(IS_ARTICLE.test(word) && own.includes(all[at + 1] ?? ''))),
  }
}
