/**
 * Whether a sentence asks for dates of events: a word for an event ("Sprechtag", "Termine", "was ist los") with a time, or with "wann" or
 * "nächster". Which words do stands in the editors' message files: `words.events` for kinds of events,
 * `words.events.any` for all of them.
 */
import { derivedFrom } from '../knowledge/derived.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Event } from '../knowledge/schema.ts'
import { wordsOf } from '../messages.ts'
import type { Moment } from '../moment.ts'
import { fold } from '../search/words/fold.ts'
import { isEnglishFunctionWord, isFunctionWord, isLightWord } from '../search/words/function-words.ts'
import { stem } from '../search/words/stem.ts'
import { rawTokens } from '../search/words/tokens.ts'
import { readTime, type TimeSpan } from './time/time-expression.ts'

export interface EventQuestion {
  /** Stems of the words for the kind of event that is meant; empty for any. */
  kinds: readonly string[]
  /** "Termine", "was ist los": where no event is of the kinds, any other will do. */
  any: boolean
  /** Folded words that say nothing about time and are no words for events: topics, places, or something else that is asked about. */
  others: readonly string[]
  /** What the sentence says about time; missing where it asks for the next dates. */
  time?: TimeSpan
  /** "Findet … statt?": a yes or a no is due. */
  yesOrNo: boolean
  /** "Um wie viel Uhr?": the hour matters too. */
  asksHour: boolean
  /** Only a time was said, and no word for an event or for something that may be on: within a talk it may ask on. */
  bare?: true
}

type Words = Pick<Knowledge, 'messages' | 'vocabulary'>

/** Shorter words are too often the end of another one: "Liefertermin" is no event of ours. */
const MIN_LETTERS_AS_ENDING = 7

interface EventWords {
  /** Words for kinds of events: by stem, folded where they may end a compound, and folded where they are several. */
  kinds: { stems: ReadonlySet<string>; endings: readonly string[]; phrases: readonly string[] }
  /** What means any event: by stem, and folded where it is several words. */
  any: { stems: ReadonlySet<string>; phrases: readonly string[] }
}

const eventWords = derivedFrom((texts: Knowledge['messages']): EventWords => {
  const kinds = wordsOf(texts, 'words.events').map(fold)
  const any = wordsOf(texts, 'words.events.any').map(fold)
  const single = (words: readonly string[]) => words.filter((word) => !word.includes(' '))
  const several = (words: readonly string[]) => words.filter((word) => word.includes(' '))
  const stems = (words: readonly string[]) => new Set(single(words).map(stem))
  const endings = single(kinds).filter((word) => word.length >= MIN_LETTERS_AS_ENDING)
  return { kinds: { stems: stems(kinds), endings, phrases: several(kinds) }, any: { stems: stems(any), phrases: several(any) } }
})

const spaced = (words: readonly string[]) => ` ${words.join(' ')} `

const NEXT = / (?:nachste[rnsm]?|kommende[rnsm]?|next|upcoming) /
const WHEN =
  / (?:wann|when|an welche[mn] tage?n?|what date|which day) (?:ist|sind|findet|finden|gibt|kommt|is|are|does|do|will|der|die|das|the|wieder|kann|kannst|das|bei|in|im|im|mal|nachste\w*) | (?:wann|when) $/
/** All that is to come, without a time. */
const OVERVIEW = / (?:was steht (?:[a-z]+ ){0,3}an|[a-z]*kalender|terminubersicht) /
const PLURAL = / (?:termine|dates) /
const YES_OR_NO = /^ (?:und |and |also )?(?:findet|finden|gibt|ist|sind|hat|haben|habt|is|are|does|do|will) /
/** What is to be done about an event is for a guide or a person. */
const ACTING =
  / (?:meld|melde|melden|anmelden|angemeldet|anmeldung|buche|buchen|gebucht|reservieren|teilnehmen|kommen|freien?|platz|absagen|abgesagt|verschieben|vereinbaren|ausmachen|storniere|stornieren|book|register|sign|cancel) /
/** Something else is asked of the event than its days. */
const OTHER_ASPECT =
  / (?:kostet|kosten|preis|gebuhr|dauert|dauer|wie lange|wie viele|wer|wie lauft|warum|wieso|costs?|how long|how much|who) /
const HOUR = / (?:uhr|uhrzeit|what time) /
const WANTING = / (?:mochte|mochten|will|wollen|brauche|brauchen|hatte gern|need|want) /

/** "Irgendwas zu KI im Februar?", "im März was online", "diese Woche noch was?": something that may be on. */
const SOMETHING =
  / (?:irgendwas|irgendetwas|irgendein\w*|(?:gibts|gibt es|noch|wieder|auch|mal|schon|ist|is|ware|euch) (?:noch |da |auch |mal )?(?:was|wat|etwas)|(?:was|wat|etwas) (?:zu|zum|zur|fur|furs|uber|mit|online|los|geplant|vor ort|in|am|im|an)|something|anything) | (?:was|wat|etwas|irgendwas|something) $/
/** "Wann kommt ihr wieder nach Musterstadt?" */
const WHEN_AGAIN = / (?:wann|when) .*(?:wieder|nachste|ihr|again|next) /

/** Undefined for a sentence that asks for no dates. `isPlace`: whether a word names a place. */
export function readEventQuestion(
  utterance: string,
  words: Words,
  moment: Pick<Moment, 'today'>,
  isPlace: (word: string) => boolean = () => false,
): EventQuestion | undefined {
  const tokens = rawTokens(utterance).map(fold)
  const text = spaced(tokens)
  const found = eventWordsIn(tokens, words)
  if (!found) return readUnnamed(utterance, tokens, moment, isPlace)
  if (OTHER_ASPECT.test(text)) return undefined
  const asksWhen = WHEN.test(text)
  if (!asksWhen && (ACTING.test(text) || (WANTING.test(text) && found.kinds.length + found.any.length > 0 && !PLURAL.test(text))))
    return undefined
  const time = readTime(utterance, moment)
  const ofTime = new Set(time?.words.split(' '))
  const others = tokens.filter((word) => !ofTime.has(word) && !isSilent(word) && !found.all.has(word))
  const isOverview = OVERVIEW.test(text) && others.every((word) => AROUND_SOMETHING.has(word) || isPlace(word))
  // "Termin Musterstadt": nothing but an event and a place.
  const isNoted = others.length > 0 && tokens.every((word) => found.all.has(word) || isPlace(word))
  if (!time && !asksWhen && !NEXT.test(text) && !isOverview && !isNoted && !(PLURAL.test(text) && found.kinds.length > 0)) return undefined
  return {
    kinds: kindsOf(found.kinds, words),
    any: found.isAny,
    others,
    ...(time && { time }),
    yesOrNo: YES_OR_NO.test(text),
    asksHour: HOUR.test(text),
  }
}

/** The same without any word for an event: a time and "was?", a time alone, or "wann wieder?". */
function readUnnamed(
  utterance: string,
  tokens: readonly string[],
  moment: Pick<Moment, 'today'>,
  isPlace: (word: string) => boolean,
): EventQuestion | undefined {
  const text = spaced(tokens)
  if (OTHER_ASPECT.test(text) || ACTING.test(text)) return undefined
  const time = readTime(utterance, moment)
  const ofTime = new Set(time?.words.split(' '))
  const others = tokens.filter((word) => !ofTime.has(word) && !isSilent(word) && !AROUND_SOMETHING.has(word) && !isPlace(word))
  const asksSomething = SOMETHING.test(text)
  if (time ? others.length > 0 && !asksSomething : others.length > 0 || !WHEN_AGAIN.test(text)) return undefined
  return {
    kinds: [],
    any: true,
    others,
    ...(time && { time }),
    yesOrNo: false,
    asksHour: HOUR.test(text),
    ...(time && !asksSomething && { bare: true }),
  }
}
/** Said beside a time, and of nothing else. */
const AROUND_SOMETHING = new Set(
  'was wat irgendwas etwas los online virtuell prasenz live hybrid vor ort abends vormittags nachmittags frei zeit tagsuber geht steht kommt kommen jibts euch planen geplantes angeboten angebot plane interessantes spannendes neues hin'.split(
    ' ',
  ),
)

const isSilent = (word: string) =>
  /^[\d.]+$/.test(word) || isFunctionWord(word) || isEnglishFunctionWord(word) || isLightWord(word) || FILLERS.has(word)

/** What the sentence says about time, if it says nothing else: "und im Februar?". `places`: its words that name a place. */
export function readBareTime(
  utterance: string,
  places: ReadonlySet<string>,
  moment: Pick<Moment, 'today'>,
): { time?: TimeSpan } | undefined {
  const time = readTime(utterance, moment)
  const ofTime = new Set(time?.words.split(' '))
  const tokens = rawTokens(utterance).map(fold)
  if ((!time && places.size === 0) || !tokens.every((word) => ofTime.has(word) || places.has(word) || isSilent(word))) return undefined
  return time ? { time } : {}
}
/** Folded words that say nothing beside a time or an event. */
const FILLERS = new Set(
  'irgendwo thema davon egal leute trifft gerade laufe termin termine date dates sieht ists ginge klappt passt besser lieber los lauft statt ansteht angeboten angebote uhr nachste nachster nachsten nachstes kommende kommenden geplant about like happening upcoming next take place'.split(
    ' ',
  ),
)

interface FoundWords {
  /** The words for kinds, folded as they stand in the sentence. */
  kinds: string[]
  any: string[]
  isAny: boolean
  /** All words that were read. */
  all: ReadonlySet<string>
}

/** The words for events in a sentence; undefined without any. */
function eventWordsIn(tokens: readonly string[], { messages }: Words): FoundWords | undefined {
  const { kinds: of, any: all } = eventWords(messages)
  const text = spaced(tokens)
  const kinds = tokens.filter((word) => of.stems.has(stem(word)) || of.endings.some((ending) => word.endsWith(ending)))
  kinds.push(...of.phrases.filter((phrase) => text.includes(` ${phrase} `)))
  const any = tokens.filter((word) => all.stems.has(stem(word)))
  const phrase = all.phrases.find((words) => isAround(words, text))
  const isAny = any.length > 0 || phrase !== undefined
  if (kinds.length === 0 && !isAny) return undefined
  return { kinds, any, isAny, all: new Set([...kinds.flatMap((said) => said.split(' ')), ...any, ...(phrase?.split(' ') ?? [])]) }
}

/** "was … los": the words of the phrase in order, with others between them. */
function isAround(phrase: string, text: string): boolean {
  let at = 0
  for (const word of phrase.split(' ')) {
    const place = text.indexOf(` ${word} `, at)
    if (place < 0) return false
    at = place + word.length
  }
  return true
}

/** The stems by which the events of these words are known, through the vocabulary: a "Sprechstunde" is a "Sprechtag". */
function kindsOf(found: readonly string[], { vocabulary }: Words): string[] {
  const ours = foldedRules(vocabulary)
  return [...new Set(found.flatMap((said) => [said, ...(ours.get(said) ?? []), ...(ours.get(said.split(' ')[0]!) ?? [])]).map(stem))]
}

const foldedRules = derivedFrom(
  ({ words, english }: Knowledge['vocabulary']): ReadonlyMap<string, string[]> =>
    new Map([...english, ...words].map(([said, ours]) => [fold(said), ours.map(fold)])),
)

/** True if the event's title has one of these words, also as the end of a longer one. */
export function isOfKind(event: Event, kinds: readonly string[]): boolean {
  return titleStems(event).some((word) =>
    kinds.some((kind) => word === kind || (kind.length >= MIN_LETTERS_AS_ENDING && word.endsWith(kind))),
  )
}

/** The words of an event's title that say what kind of event it is. */
export function kindsIn(event: Event, words: Words): string[] {
  return kindsOf(eventWordsIn(rawTokens(event.title).map(fold), words)?.kinds ?? [], words)
}

const titleStems = derivedFrom((event: Event): string[] => rawTokens(event.title).map((word) => stem(fold(word))))

/** Stems of all that an event says of itself in short: title, organiser, first paragraph, place. */
export const stemsOf = derivedFrom(
  ({ title, organiser, lead, place }: Event): ReadonlySet<string> =>
    new Set(rawTokens([title, organiser, lead, place?.name, place?.city].join(' ')).map((word) => stem(fold(word)))),
)
