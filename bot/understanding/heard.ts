/**
 * One message, heard once: what it does, what it asks, and what of it only colours the answer. A sentence may carry an act and a question;
 * then the question is answered.
 */
import type { ActId, ForeignLanguage } from '../knowledge/acts-file.ts'
import type { Vocabulary } from '../knowledge/knowledge.ts'
import { fold } from '../search/words/fold.ts'
import { takeOutDenials } from './acts/denial.ts'
import { actsOf, isCrisis, type LikelyAct, type Recogniser } from './acts/recogniser.ts'
import { actWords } from './acts/words.ts'
import { foreignLanguage } from './language.ts'
import { asksLater, clausesOf, isIntroduction, opensAQuestion, splitQuestions, splitSentences } from './parts.ts'
import { type SaidProfile, type Taken, takeOutProfile, withoutNames } from './profile/profile.ts'

export interface HeardPart {
  text: string
  kind: 'act' | 'introduction' | 'question' | 'story'
  act?: ActId
}

export interface Heard {
  parts: readonly HeardPart[]
  /** What the message does, where it does nothing else, or where that must come first. */
  act?: ActId
  /** It holds by a pattern or an example, not by likeness alone. */
  sure?: boolean
  /** The courtesy before a question: said in one short line before its answer. */
  colour?: ActId
  /**
   * The message without greetings, thanks, names and what it says of who and where: what is to be answered. The message itself where it is
   * nothing else, empty where it says only who and where.
   */
  text: string
  /** Who and where the visitor says to be. */
  profile?: SaidProfile
  /** The text with what the sentence of the question says of who asks: "als Verein" may be what it is about. */
  withAsides?: string
  /** Questions that were put at once, in order; without a question of its own, the text. */
  questions: readonly string[]
  /** The same as they were said, with who asks in them. */
  asides?: readonly string[]
  /** An alarm was denied; what was said beside that, which is all that is heard. Empty where nothing was. */
  beside?: string
  language?: ForeignLanguage
}

/** What hearing asks of the content: whether a sentence plainly asks for an entry, and whether a word is one of ours. */
export interface Ear {
  recogniser: Recogniser
  vocabulary: Vocabulary
  isTopic(sentence: string, atLeast?: number): boolean
  isKnown(word: string): boolean
  /** Whether an entry has the sentence as its title or example question, word for word. */
  isOwn(sentence: string): boolean
}

/** Below, a sentence is left to the search: a wrong act is worse than none. */
const MIN_PROBABILITY = 0.4
/** Words of an attack in a sentence that sounds like none are no alarm. */
const MIN_ALARM = 0.6
/** Below it a cry for help must not be what the search surely knows. */
const SURE_CRY = 0.9
/** From here on the search has nothing to say. */
const SURE = 0.9
/** What the search knows as surely as this is no mere cry for help with this service: "wo fang ich an". */
const PLAIN_TOPIC = 0.95
/** Who asks for people by a pattern gets them, though what for is a topic; the search says which ones. */
const SURE_WISH = 0.85
/** A courtesy before or behind a question is short. */
const MAX_COURTESY_WORDS = 7

/** These go with a question and do not stand in its way. */
const COURTESIES: ReadonlySet<ActId> = new Set<ActId>([
  'greeting',
  'thanks',
  'goodbye',
  'ok',
  'yes',
  'no',
  'helped',
  'not-helped',
  'new-topic',
  'help',
  'small-talk',
  'insult',
  'complaint',
  'language',
])
/** These are what matters, whatever else is said. */
const WISHES: ReadonlySet<ActId> = new Set<ActId>(['person', 'call-back', 'forget'])

/** Hears a message; whoever says that nothing is wrong is believed, and heard in what else they say. */
export function hear(utterance: string, ear: Ear): Heard {
  const { rest, isDenied } = takeOutDenials(ear.recogniser, utterance)
  if (!isDenied || ear.isOwn(utterance)) return hearAll(utterance, ear)
  const heard = hearAll(rest, ear)
  if (heard.act !== undefined ? COURTESIES.has(heard.act) : !asksAnything(rest, ear) && !heard.profile)
    return {
      parts: [{ text: utterance, kind: 'act', act: 'no-alarm' }],
      act: 'no-alarm',
      sure: true,
      text: utterance,
      questions: [],
      beside: '',
    }
  return { ...heard, colour: 'no-alarm', beside: rest }
}

/** "Was?? Nein!" and a word or two that nobody knows ask for nothing. */
function asksAnything(rest: string, ear: Ear): boolean {
  const words = actWords(rest)
  return words.length > MAX_WORDS_OF_OUTCRY || words.some((word) => word.length >= MIN_LETTERS && ear.isTopic(word, 0))
}
const MAX_WORDS_OF_OUTCRY = 3
const MIN_LETTERS = 4

/**
 * Takes a message apart, once. Danger comes first and stands alone, then the language; what is left falls into acts, courtesies, names,
 * questions and stories, of which an act wins only where nothing is asked.
 */
function hearAll(utterance: string, ear: Ear): Heard {
  const silent = saysNothing(utterance)
  if (silent) return { parts: [{ text: utterance, kind: 'act', act: silent }], act: silent, sure: true, text: utterance, questions: [] }
  const taken = ear.isOwn(utterance) ? undefined : takeOutProfile(utterance, ear.vocabulary)
  // What only sounds like an attack must sound so without who and where.
  const urgent = urgentAct(utterance, ear, taken !== undefined) ?? (taken && urgentAct(taken.rest, ear))
  if (urgent)
    return {
      parts: [{ text: utterance, kind: 'act', act: urgent.id }],
      act: urgent.id,
      sure: urgent.sure,
      text: utterance,
      questions: [],
      ...saidBy(taken),
    }
  const language = foreignLanguage(utterance, (word) => ear.isKnown(word))
  if (language) return { parts: [], text: utterance, questions: [], language }
  if (!taken) return heardIn(utterance, ear)
  const heard = heardIn(taken.rest, ear)
  const aside = taken.withAsides === taken.rest ? heard : heardIn(taken.withAsides, ear)
  // "Bin solo, krieg ich auch was?" asks; the few words that are left of it only sound like an act.
  if (heard.act !== undefined && aside.act === undefined) return { parts: [], text: taken.rest, questions: [taken.rest], ...saidBy(taken) }
  const asides = aside.questions.length === heard.questions.length && heard.questions.length > 1 ? { asides: aside.questions } : {}
  return { ...heard, ...asides, ...saidBy(taken) }
}

const APPROVES = /[👍👌🙏💪🎉❤♥😀😃😄😁😊🙂😍🤝]/u
const DISAPPROVES = /[👎😡😠🙁☹😞]/u
/** "kkkk", "jkljkljkl", "hahaha" */
const REPEATS = /^(.{1,3})\1{2,}$/u

/** Signs and nothing else, or one piece again and again: somebody agrees, or tries the keys. */
function saysNothing(utterance: string): ActId | undefined {
  const text = utterance.trim()
  if (text === '') return undefined
  if (!/[\p{L}\p{N}]/u.test(text)) return DISAPPROVES.test(text) ? 'not-helped' : APPROVES.test(text) ? 'ok' : 'test-noise'
  return REPEATS.test(text.toLowerCase()) && /^\p{L}+$/u.test(text) ? 'test-noise' : undefined
}

/** What was said of who and where; nothing of a message that said neither. */
function saidBy(taken: Taken | undefined): Pick<Heard, 'profile' | 'withAsides'> {
  return taken ? { profile: taken.said, ...(taken.withAsides !== taken.rest && { withAsides: taken.withAsides }) } : {}
}

/** A message that says nothing of who and where, apart. */
function heardIn(utterance: string, ear: Ear): Heard {
  const parts = askedIn(toldIn(splitSentences(utterance).flatMap((sentence) => partsOf(sentence, ear))))
  const acts = parts.flatMap(({ act }) => act ?? [])
  const asked = parts.filter(({ kind }) => kind === 'question' || kind === 'story')
  const wish = acts.find((act) => WISHES.has(act))
  const closing = acts.find((act) => CLOSINGS.has(act))
  // "Danke. Gibt es jemanden, der mir das einrichtet?" asks on.
  const isWished = parts.some(
    ({ act, text }) => act !== undefined && WISHES.has(act) && (text.trim().endsWith('?') || opensAQuestion(text)),
  )
  // "Danke dir. Bist du ein Roboter?" asks who answers.
  const isCourteous = acts.every((act) => COURTESIES.has(act) || WISHES.has(act))
  if (closing && isCourteous && !isWished && asked.every((part) => isAsideOfThanks(part) && !ear.isOwn(part.text)))
    return { parts, act: closing, sure: true, text: utterance, questions: [] }
  if (asked.length === 0 || (wish && (asked.every(({ kind }) => kind === 'story') || (wish !== 'forget' && isSaidLast(wish, parts))))) {
    const act =
      wish ?? acts.findLast((one) => !COURTESIES.has(one)) ?? acts.findLast((one) => one !== 'thanks' && one !== 'greeting') ?? acts.at(-1)
    const silent = act === undefined && parts.length > 0 ? 'greeting' : act
    return { parts, text: utterance, questions: [], ...(silent && { act: silent, sure: isSure(utterance, silent, ear) }) }
  }
  const colour = colourOf(parts, ear)
  const questions = asked.filter(({ kind }) => kind === 'question').map(({ text }) => text)
  const text =
    acts.length === 0 && !parts.some(({ kind }) => kind === 'introduction') ? utterance : asked.map((part) => part.text).join(' ')
  return { parts, text, questions: questions.length > 0 ? questions : [text], ...(colour && { colour }) }
}

/** The first courtesy. Nobody is told that one is sorry for what only sounds like a complaint. */
function colourOf(parts: readonly HeardPart[], ear: Ear): ActId | undefined {
  const { act, text } = parts.find((part) => part.act !== undefined) ?? {}
  return act !== undefined && SORRY.has(act) && !isSure(text!, act, ear) ? undefined : act
}
const SORRY: ReadonlySet<ActId> = new Set<ActId>(['not-helped', 'complaint', 'insult'])

/** "Was hat das damit zu tun?? Ich will mit einem Menschen sprechen": what was asked before the wish no longer counts. */
function isSaidLast(wish: ActId, parts: readonly HeardPart[]): boolean {
  return parts.findLast(({ act }) => act === undefined || !COURTESIES.has(act))?.act === wish
}

/** "Lieb von Ihnen, ich drucke mir das aus": beside thanks a few words ask for nothing. */
function isAsideOfThanks({ kind, text }: HeardPart): boolean {
  return kind === 'story' && actWords(text).length <= MAX_COURTESY_WORDS && !GOES_ON.test(text)
}
const CLOSINGS: ReadonlySet<ActId> = new Set<ActId>(['thanks', 'helped', 'goodbye'])
/** What asks for more all the same. */
const GOES_ON =
  /(?:^|\s)(?:aber|noch|brauche?n?|will|wollen|möchten?|suchen?|fragen?|problem\p{L}*|geht|nicht|kein\p{L}*|wegen|zu[rm]?|but|need|want|not)(?:[\s.,!?]|$)/iu

/** "Alles auf Zetteln. Wie komme ich da raus?": after a story, a cry for help is what is asked of it. */
function askedIn(parts: HeardPart[]): HeardPart[] {
  const tells = parts.some(({ kind }) => kind === 'story')
  return tells
    ? parts.map((part) => (part.act === 'help' && opensAQuestion(part.text) ? { text: part.text, kind: 'question' } : part))
    : parts
}

/** "Ein Gast hat uns böse bewertet. Kann man das löschen?": beside a question, what only sounds like an alarm is the story of it. */
function toldIn(parts: HeardPart[]): HeardPart[] {
  if (!parts.some(({ kind }) => kind === 'question')) return parts
  return parts.map((part) => (part.act === 'emergency' ? { text: part.text, kind: 'story' } : part))
}

function isSure(utterance: string, act: ActId, { recogniser }: Ear): boolean {
  const [best] = actsOf(recogniser, utterance)
  return best === undefined || best.id !== act || best.probability >= SURE
}

interface Urgent {
  id: ActId
  /** By a pattern or an example, and not by likeness alone. */
  sure: boolean
}

/** A crisis may be a clause of any sentence, or lie between two; an emergency is a sentence (`plainlyOnly`: by its words, not by likeness). A town’s name is no danger. */
function urgentAct(utterance: string, { recogniser, vocabulary, isTopic }: Ear, plainlyOnly = false): Urgent | undefined {
  if (!hasWords(withoutNames(utterance, vocabulary, ['p']))) return undefined
  const sentences = splitSentences(utterance)
  // Asked for a crisis and for an emergency; most sentences have no name to be left out in between.
  const known = new Map<string, LikelyAct | undefined>()
  const best = (sentence: string): LikelyAct | undefined => {
    if (!known.has(sentence)) known.set(sentence, actsOf(recogniser, sentence, clausesOf(sentence))[0])
    return known.get(sentence)
  }
  const all = sentences.length > 1 ? [sentences.join(' '), ...sentences] : sentences
  const isCry = (sentence: string) => {
    const act = best(sentence)
    if (!act || !isCrisis(act.id) || (act.probability < SURE_CRY && isTopic(sentence))) return undefined
    // A town may be called nearly like dying: what only sounds like a cry must sound so without the names of places.
    const bare = act.probability === 1 ? undefined : best(withoutNames(sentence, vocabulary, ['p']))
    return bare && !isCrisis(bare.id) ? undefined : act
  }
  const crisis = all.map(isCry).find((act) => act !== undefined)
  if (crisis) return { id: crisis.id, sure: crisis.probability === 1 }
  // What only sounds like one is none beside a sentence that does not: "Wie sortieren wir die Fotos? Grad liegt alles in WhatsApp."
  const isLikely = () => sentences.length === 1 || best(withoutNames(sentences.join(' '), vocabulary, ['p']))?.id === 'emergency'
  const isEmergency = (sentence: string) => {
    const act = best(withoutNames(sentence, vocabulary, ['p']))
    if (act?.id !== 'emergency') return false
    if (act.probability === 1) return true
    return !plainlyOnly && act.probability >= MIN_ALARM && !SUPPOSED.test(sentence) && !isTopic(sentence) && isLikely()
  }
  const alarms = sentences.filter(isEmergency)
  if (alarms.length === 0) return undefined
  return { id: 'emergency', sure: alarms.some((sentence) => best(withoutNames(sentence, vocabulary, ['p']))?.probability === 1) }
}

/** "Und wenn der Laptop geklaut wird": nothing has happened. */
const SUPPOSED = /^\W*(?:(?:und|aber|and|but)\s+)?(?:was\s+(?:ist\s+)?|what\s+)?(?:wenn|falls|angenommen|if)\s/iu

const hasWords = (text: string) => /\p{L}/u.test(text)

/** What a sentence does, if it plainly does something. */
function actOf(sentence: string, { recogniser, vocabulary, isTopic }: Ear): ActId | undefined {
  // A place that sounds like a greeting names a place, and greets nobody.
  if (hasWords(sentence) && !hasWords(withoutNames(sentence, vocabulary))) return undefined
  const bare = withoutNames(sentence, vocabulary, ['p'])
  const [named]: (LikelyAct | undefined)[] = actsOf(recogniser, sentence)
  const [plain]: (LikelyAct | undefined)[] = bare === sentence ? [named] : actsOf(recogniser, bare)
  // Who asks for people says where.
  const best = plain && plain.id === 'person' && plain.probability >= SURE ? plain : named
  if (plain?.id !== best?.id) return undefined
  // "Gibt es das auch in Musterstadt?" asks for no language.
  if (bare !== sentence && best?.id === 'language') return undefined
  if (!best || best.id === ('' as ActId) || isCrisis(best.id) || best.probability < MIN_PROBABILITY) return undefined
  if (best.id === 'emergency' && best.probability < 1 && SUPPOSED.test(sentence)) return undefined
  const sure = best.id === 'person' ? SURE_WISH : SURE
  if (best.probability < sure && isTopic(sentence)) return undefined
  return best.id === 'help' && best.probability < 1 && isTopic(sentence, PLAIN_TOPIC) ? undefined : best.id
}

/** "Thank you, how do I stop this happening again": thanks, and a question. */
const OPENING_COURTESIES: ReadonlySet<ActId> = new Set<ActId>(['greeting', 'thanks', 'ok', 'helped'])

/** Courtesies and names are taken off the front and the end; what is left is asked, told, or done. */
function partsOf(sentence: string, ear: Ear): HeardPart[] {
  const whole = actOf(sentence, ear)
  if (
    whole &&
    !(
      OPENING_COURTESIES.has(whole) &&
      clausesOf(sentence)
        .slice(1)
        .some((clause) => opensAQuestion(clause) || ear.isOwn(clause))
    )
  )
    return [{ text: sentence, kind: 'act', act: whole }]
  const before: HeardPart[] = []
  const after: HeardPart[] = []
  let rest = sentence
  for (;;) {
    const head = headOf(rest, ear)
    if (!head) break
    before.push(head.part)
    rest = head.rest
  }
  if (isIntroduction(rest, (word) => ear.isKnown(word))) return [...before, { text: rest, kind: 'introduction' }]
  const clauses = clausesOf(rest)
  const last = clauses.at(-1)
  const end = clauses.length > 1 && last ? courtesyOf(last, ear) : undefined
  if (end && last) {
    // "…, das wollt ich wissen" behind a question is no praise.
    if (end !== 'helped') after.push({ text: last, kind: 'act', act: end })
    rest = rest.slice(0, rest.lastIndexOf(last)).replace(/[\s,;:–-]+$/, '')
  }
  const done = before.length + after.length > 0 ? actOf(rest, ear) : undefined
  if (done) return [...before, { text: rest, kind: 'act', act: done }, ...after]
  if (!/[\p{L}\p{N}]/u.test(rest)) return [...before, ...after]
  return [
    ...before,
    ...splitQuestions(rest).map((text): HeardPart => ({ text, kind: isAsked(text, rest) ? 'question' : 'story' })),
    ...after,
  ]
}

function isAsked(text: string, sentence: string): boolean {
  return opensAQuestion(text) || /\?\s*$/.test(sentence) || clausesOf(text).slice(1).some(asksLater)
}

/** The clause in front, or a greeting without a comma, where it is a courtesy or somebody's name. */
function headOf(text: string, ear: Ear): { part: HeardPart; rest: string } | undefined {
  const [first, second] = clausesOf(text)
  if (first !== undefined && second !== undefined) {
    const rest = text.slice(text.indexOf(second, text.indexOf(first) + first.length))
    const act = courtesyOf(first, ear)
    if (act) return { part: { text: first, kind: 'act', act }, rest }
    if (isIntroduction(first, (word) => ear.isKnown(word))) return { part: { text: first, kind: 'introduction' }, rest }
  }
  const words = text.split(/\s+/)
  const isCourtesy = (start: string) => {
    const [best] = actsOf(ear.recogniser, start, [], true)
    return best?.probability === 1 && (best.id === 'greeting' || best.id === 'thanks') ? best.id : undefined
  }
  const most = Math.min(3, words.length - 2)
  for (let count = 1; count <= most; count++) {
    const act = isCourtesy(words.slice(0, count).join(' '))
    if (!act) continue
    // "Moin will Zuschuss" greets with one word; "danke schön" thanks with two.
    while (count < most && isCourtesy(words.slice(0, count + 1).join(' ')) && !ear.recogniser.ofTopics.has(fold(words[count]!))) count++
    return { part: { text: words.slice(0, count).join(' '), kind: 'act', act }, rest: words.slice(count).join(' ') }
  }
  return undefined
}

function courtesyOf(clause: string, ear: Ear): ActId | undefined {
  if (actWords(clause).length > MAX_COURTESY_WORDS) return undefined
  const act = actOf(clause, ear)
  return act && COURTESIES.has(act) ? act : undefined
}
