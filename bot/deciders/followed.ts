/** A question that names no subject of its own is about what the talk is about: it is answered from that entry, never by a bare search. */
import { emergencyArticle, emergencyGuide } from '../answers/act.ts'
import { answered, type Decision, type Turn } from '../decision.ts'
import { readGuideState } from '../guides/state/guide-state.ts'
import type { ActId } from '../knowledge/acts-file.ts'
import { derivedFrom } from '../knowledge/derived.ts'
import { examplesOf } from '../knowledge/examples.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Entry, EntryId } from '../knowledge/schema.ts'
import { inLanguage } from '../knowledge/translations.ts'
import { aboutAfter, visitorOf } from '../person.ts'
import { withoutPersonalData } from '../privacy.ts'
import { audiencesOf } from '../profile.ts'
import { hereOf } from '../regions/responsible.ts'
import { findSlots } from '../search/ask/named.ts'
import { ownerOf } from '../search/index/own-questions.ts'
import { rarityOf, type SearchResult, search, searchWithin, type Within } from '../search/search.ts'
import { fold } from '../search/words/fold.ts'
import { isFunctionWord } from '../search/words/function-words.ts'
import { stem } from '../search/words/stem.ts'
import { tokens } from '../search/words/tokens.ts'
import { answerAspect, sayNothing, sayWho } from '../subject/answer-aspect.ts'
import type { Aspect } from '../subject/aspects.ts'
import { type FollowUpQuestion, readFollowUp, withoutKindWords } from '../subject/follow-up-question.ts'
import { isKnownFollowUp, isKnownToFollow, isLikeKnown, isNearlyKnown } from '../subject/known-follow-up.ts'
import { partFor } from '../subject/passages.ts'
import { MIN_STAYS, stayEvidence, staysLikely } from '../subject/stays.ts'
import { told } from '../subject/told.ts'
import { likelyUnread, unreadHeadings } from '../subject/unread.ts'
import { asksWhoIsResponsible } from '../understanding/profile/responsible-question.ts'
import { isTold } from '../understanding/telling.ts'

export function followed(said: Turn): Decision | undefined {
  const { talk, known, heard } = said
  // "Auch als Verein?" asks about just that.
  const utterance = heard.withAsides ?? said.utterance
  const { index } = known.searcher
  const named = talk.subject && (emergencyBefore(said, utterance) ?? subjectHere(utterance, said))
  if (!talk.subject || !named) return undefined
  const subject = inLanguage(named, talk.lang, known.knowledge)
  const question = askedOf(subject, readFollowUp(utterance, index.slotLists), said)
  const context = { ...said.context, ...(talk.last?.entry === subject.id && { told: subject.id }) }
  const within = searchWithin(known.searcher, utterance, subject.id)
  if (!question || !isAboutSubject(question, subject, within, said)) return undefined
  const words = tokens(utterance).map(({ word }) => word)
  const slots = findSlots(index.slotLists, utterance, words, said.today)
  // "Auch für Vereine?" asks about clubs; it does not say that the visitor is one.
  const about = saysWhere(heard) ? talk.about : aboutAfter(talk.about, utterance, { ...slots, audiences: [] }, known.knowledge)
  const turn: Turn = { ...said, talk: { ...talk, about } }
  const visitor = visitorOf(turn.talk, known.knowledge, said)
  const audiences = [...new Set([...slots.audiences, ...question.audienceWords.flatMap((word) => audiencesOf(word, known.knowledge))])]
  const sought = { ...question, utterance, audiences, within, shown: talk.subject.passage }
  const own =
    heard.act === 'person' && !isDuty(question) && !isLikeKnown(within)
      ? sayWho(subject, visitor, context)
      : answerAspect(subject, sought, visitor, context)
  const before = talk.subject.before && known.knowledge.entries.get(talk.subject.before)
  const older =
    (own?.told !== true || isOfMatter(question, subject)) && before && !before.elsewhere && isSide(subject, before)
      ? answerAspect(before, { ...sought, within: undefined }, visitor, context)
      : undefined
  // Whether there is money for it is a question to the programmes, where the entry names none.
  const isLeft = question.aspects[0] !== 'funding' && isLost(question, said)
  const found =
    (older?.told ? older : own) ??
    (isLeft || (isUrgent(subject, turn) && !isTold(utterance)) ? sayNothing(subject, visitor, context) : undefined)
  if (!found && isOfEmergency(subject, turn)) return told(turn)
  // A part that may well be meant comes before "nothing is said of it".
  const likely = found && !found.told ? likelyUnread(subject, { ...turn, utterance }) : undefined
  if (likely) return likely
  // What only sounds like a follow-up and finds nothing may still do something.
  if (!found || (!found.told && heard.act !== undefined && !isAspectOfSubject(said))) return undefined
  const reply = found.told
    ? found.reply
    : { ...found.reply, suggestions: [...unreadHeadings(found.entry, turn), ...found.reply.suggestions] }
  const decision = answered(turn, talk.subject.asked, found === older ? before! : found.moves ? found.entry : subject, reply, {
    kind: 'question',
    text: withoutPersonalData(utterance),
    decision: found.told ? 'answer' : 'none',
    entry: (found.told && found.people) || found.entry.id,
    ...(found.passage && { passage: found.passage }),
    topics: found.entry.topics,
    detail: 'follow-up',
    ...(heard.act === 'person' && { act: heard.act }),
  })
  return found.people ? { ...decision, talk: { ...decision.talk, people: true } } : decision
}

/** "Das ist Musterstadt, ich bin in Neustadt": where one is outweighs a place that is only named. */
const saysWhere = ({ profile }: Turn['heard']) => profile?.where !== undefined

/** What the talk is about; of offices like each other the one of the place that is said now. */
function subjectHere(utterance: string, { talk, known, heard, ...moment }: Turn): Entry | undefined {
  const { knowledge } = known
  const entry = talk.subject && knowledge.entries.get(talk.subject.entry)
  if (entry?.kind !== 'contacts') return entry
  const about = saysWhere(heard) ? talk.about : aboutAfter(talk.about, utterance, { regions: [], audiences: [] }, knowledge)
  return hereOf(entry, visitorOf({ ...talk, about }, knowledge, moment), knowledge, moment)
}

/**
 * The question as one to the subject: what any entry of its kind is called by names nothing. Where nothing else is asked for, words that every
 * fifth entry has name no subject either: "was ist noch zu beachten?"
 */
function askedOf(subject: Entry, question: FollowUpQuestion | undefined, { known, utterance }: Turn): FollowUpQuestion | undefined {
  if (!question) return undefined
  if (question.aspects.length > 0) return withoutKindWords(question, subject.kind, utterance)
  return { ...question, words: question.words.filter((word) => rarityOf(known.searcher, word) >= MIN_RARITY) }
}
/** In shares of the rarest word's. */
const MIN_RARITY = 0.2

/** What one asks of a place; "was kostet das?" after it asks of the matter it was named for. */
const OF_PLACES: ReadonlySet<Aspect> = new Set<Aspect>([
  'phone',
  'mail',
  'hours',
  'language',
  'where',
  'who',
  'register',
  'online',
  'when',
  'source',
])

function isOfMatter({ aspects, words }: FollowUpQuestion, { kind }: Entry): boolean {
  return kind === 'contacts' && words.length === 0 && aspects.length > 0 && !aspects.some((aspect) => OF_PLACES.has(aspect))
}

/** A contact or a date that the subject before it named: asking for its number does not end the talk about that. */
function isSide(subject: Entry, before: Entry): boolean {
  const isNamed = before.next.includes(subject.id) || ('contact' in before && before.contact === subject.id)
  return subject.kind === 'contacts' || (subject.kind === 'events' && isNamed)
}

/** What a sentence like "wann ist da schluss?" may be taken for, though it asks for something of the talk's subject. */
const LIKE_ASPECTS: ReadonlySet<ActId> = new Set<ActId>([
  'hours',
  'recommend',
  'own-case',
  'small-talk',
  'simpler',
  'operator',
  'opinion',
  'goodbye',
  'ok',
  'help',
  'who-are-you',
  'language',
  'robot',
  'thanks',
])
/** It asks this service, and not what the talk is about. */
const ADDRESSED = /(?:^|\s)(?:du|dich|dir|you|your|hier|here|(?:Sie|Ihnen|Ihr|Ihre[nmrs]?|Euch|euch)(?!\p{L}))(?!\p{L})/u

/** Whether an act is only the wording of a question for the talk's subject: it has an aspect, and nothing else. */
export function isAspectOfSubject({ heard, talk, known, utterance }: Turn): boolean {
  if (!talk.subject || heard.act === undefined) return false
  if (isAskedOfSubject({ talk, known, utterance })) return true
  const question = readFollowUp(utterance, known.searcher.index.slotLists)
  if (!question || question.words.length > 0 || question.aspects.length === 0) return false
  // "Woher wissen Sie das?" asks for the sources, whoever is addressed.
  if (heard.act === 'why' && question.aspects[0] === 'source') return true
  if (ADDRESSED.test(utterance)) return false
  return LIKE_ASPECTS.has(heard.act) || (heard.act === 'person' && (isDuty(question) || isForPeopleOf(question, talk.subject.entry)))
}

/** Whether people are known to ask much the same about what the talk is about, whatever it may do besides. */
export function isAskedOfSubject({ talk, known, utterance }: Pick<Turn, 'talk' | 'known' | 'utterance'>): boolean {
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  return subject !== undefined && isKnownToFollow(known.searcher, utterance, inLanguage(subject, talk.lang, known.knowledge).id)
}

/** "Do we have to report this to someone?" asks for nobody. */
const isDuty = ({ aspects }: FollowUpQuestion) => aspects[0] === 'duty'

/** "Wer hilft mir dabei?", "rufen Sie die doch mal an", and after a contact also "Nummer bitte": people, but those of the subject. */
function isForPeopleOf({ pointsBack, aspects }: FollowUpQuestion, subject: EntryId): boolean {
  const isContact = subject.startsWith('contacts/')
  const asksToReach = aspects.some((aspect) => aspect === 'phone' || aspect === 'mail')
  return (asksToReach && (pointsBack || isContact)) || aspects.includes('who')
}

/** More words of its own are a topic of its own. */
const MAX_OWN_WORDS = 1

/** It is about the subject and nothing else, though the entry has none of its words: a choice between other entries would be none. */
function isLost(question: FollowUpQuestion, turn: Turn): boolean {
  if (!leansOn(question, turn)) return false
  const { known, talk } = turn
  const { decision, hits } = search(known.searcher, { utterance: turn.utterance, moment: turn, lang: talk.lang })
  const best = hits[0] && known.knowledge.entries.get(hits[0].id)
  // "Jetzt das mit dem Musterthema" names another entry, however it is written.
  if (best && best.id !== talk.subject?.entry && isNamed(best, question.words)) return false
  return decision !== 'answer' || hits[0]!.score < SURE_OF_ANOTHER
}

/** A pronoun, and one word at most beside it that is no noun: "wer unterschreibt die?" */
function leansOn({ words, refers }: FollowUpQuestion, { utterance }: Turn): boolean {
  return refers && words.length <= MAX_OWN_WORDS && !words.some((word) => isWrittenAsNoun(word, utterance))
}
/** Only then does another entry answer a question that leans on the subject. */
const SURE_OF_ANOTHER = 0.9

function isWrittenAsNoun(word: string, utterance: string): boolean {
  return utterance.split(/[^\p{L}\p{N}-]+/u).some((written, at) => at > 0 && /^\p{Lu}/u.test(written) && fold(written) === word)
}

/** The runner-up must come this near to the best of the search, so that it may be the subject that is meant. */
const NEAR_BEST = 0.5

/** "Muss ich da was unterschreiben lassen?": it points at the subject, which has the one word that it names. */
function refersTo(utterance: string, words: readonly string[], subject: Entry): boolean {
  if (words.length > MAX_OWN_WORDS || !POINTS_AT.test(fold(utterance))) return false
  return partFor(subject, { words, question: utterance }) !== undefined
}
const POINTS_AT = /(?:^|\s)(?:da|dafur|dazu|dabei|davon|daran|darauf|damit|dort|denen|dessen|deren)(?:\s|$|[?.!,])/

/** What is found is only the note that it is none of our subjects. */
function isRefused(id: EntryId, { known }: Turn): boolean {
  return known.knowledge.entries.get(id)?.elsewhere === true
}

/** "Programm jetzt?": all that was said stands in the title of another entry, though one word of it may ask for something. */
function isTitle(utterance: string, subject: Entry, { entries }: Knowledge): boolean {
  const said = tokens(utterance)
    .filter(({ word }) => !isFunctionWord(word))
    .map(({ word }) => stem(word))
  if (said.length < MIN_WORDS_OF_TITLE) return false
  for (const entry of entries.values()) if (entry.id !== subject.id && said.every((word) => titleStems(entry).has(word))) return true
  return false
}
const MIN_WORDS_OF_TITLE = 2
const titleStems = derivedFrom((entry: Entry): ReadonlySet<string> => new Set(tokens(entry.title).map(({ word }) => stem(word))))

/** The entry's name, or what most questions to it have, is among the words: they speak of it, and do not only happen to stand in it. */
function isNamed(entry: Entry, words: readonly string[]): boolean {
  const names = nameStems(entry)
  return words.some((word) => names.has(stem(word)))
}
const nameStems = derivedFrom((entry: Entry): ReadonlySet<string> => {
  const counts = new Map<string, number>()
  for (const question of entry.questions)
    for (const word of new Set(tokens(question).map(({ word }) => stem(word)))) counts.set(word, (counts.get(word) ?? 0) + 1)
  const usual = [...counts].filter(([, count]) => count >= MIN_SHARE_OF_NAME * entry.questions.length).map(([word]) => word)
  return new Set([...titleStems(entry), ...tokens(entry.short ?? '').map(({ word }) => stem(word)), ...usual])
})
const MIN_SHARE_OF_NAME = 0.3

/** A part of the subject that says this much of a question is what was asked for. */
const MIN_SAID = 0.6

/** Whether a question goes on about the subject: by rules, or because people are known to go on asking like that. */
function isAboutSubject(question: FollowUpQuestion, subject: Entry, within: Within | undefined, turn: Turn): boolean {
  const { known, utterance, talk } = turn
  let result: SearchResult | undefined
  const found = () => {
    result ??= search(known.searcher, { utterance, moment: turn, lang: talk.lang })
    return result
  }
  // Who is responsible is told by who and where the visitor is, whatever was talked about.
  if (subject.kind === 'articles' && !isKnownFollowUp(within) && asksWhoIsResponsible(utterance)) return false
  if (isKnownFollowUp(within) || seemsToGoOn(question, subject, { within, found }, turn)) return true
  if (isUrgent(subject, turn) || ownerOf(known.searcher.index.ownQuestions, utterance) >= 0) return false
  const evidence = stayEvidence(question, subject.id, within, found())
  const likely = evidence ? staysLikely(evidence) : 0
  const isShort = question.words.length <= MAX_OWN_WORDS
  if ((isShort && likely >= SURE_STAYS) || (isLikeKnown(within) && likely >= MIN_STAYS_LIKE)) return true
  const namesNothing = question.words.length === 0 && question.aspects.length > 0
  if (namesNothing || likely < MIN_STAYS) return false
  // The search shows the right part itself where it is sure, or another entry that says all of it.
  const { decision, hits } = found()
  return decision !== 'answer' || (hits[0]!.id !== subject.id && hits[0]!.score < CERTAIN_OF_ANOTHER)
}
/** No way to go on asking comes up against an entry that says it all, unless it is hardly asked otherwise. */
const CERTAIN_OF_ANOTHER = 0.95
const SURE_STAYS = 0.95
/** Where it is asked much like a question that is known. */
const MIN_STAYS_LIKE = 0.5

/** What the subject says of a question, and what the search has for it, looked up when first asked for. */
interface Sides {
  within: Within | undefined
  found(): SearchResult
}

/** Whether it has no subject of its own, or one that is the talk's. */
function seemsToGoOn(question: FollowUpQuestion, subject: Entry, { within, found }: Sides, turn: Turn): boolean {
  const { aspects, words, pointsBack } = question
  const { known, utterance } = turn
  // "Was wird gefördert?" is also an example question of the text on programmes at all.
  const isOfProgramme = subject.kind === 'funding' && aspects[0] === 'purpose' && words.length === 0
  if (!isOfProgramme && !asksWhoHasDone(question, subject, turn) && ownerOf(known.searcher.index.ownQuestions, utterance) >= 0) return false
  if (words.length === 0 && aspects.length > 0)
    return pointsBack || isOfProgramme || !(isTitle(utterance, subject, known.knowledge) || namesAnother(found(), subject))
  const isSaid = within !== undefined && within.share >= MIN_SAID && within.passage > 0
  const isShort = tokens(utterance).length <= MAX_SHORT
  const isMostly = within !== undefined && within.passage > 0 && within.share >= MIN_MOSTLY_SAID
  const { hits, decision } = found()
  const [best] = hits
  if (!best || decision === 'none')
    return isUrgent(subject, turn) || pointsBack || isSaid || words.length === 0 || (isShort && best?.id === subject.id)
  const leans = aspects.length > 0 || pointsBack || isSaid || words.length === 0
  // The search shows the right part itself where it is sure.
  if (decision === 'answer' && best.id !== subject.id) {
    if (isRefused(best.id, turn)) return pointsBack
    const other = known.knowledge.entries.get(best.id)!
    // The subject says most of it, and the other is not called so: "Müssen wir unsere Kunden informieren?" after an attack.
    if (isMostly && best.score < SURE_OF_ANOTHER && (best.named < MIN_NAMED || isOfEmergency(subject, turn))) return true
    if (!leans) return false
    const isOther = isNamed(other, words) || best.named >= MIN_NAMED
    if (isOther && !isNamed(subject, words) && !((isSaid || words.length === 0) && POINTS_AT.test(fold(utterance)))) return false
    return (isShort && question.refers) || refersTo(utterance, words, subject) || (best.score < SURE_OF_ANOTHER && leansOn(question, turn))
  }
  if (decision === 'answer') return aspects.length > 0
  if (isUrgent(subject, turn)) return true
  if (!leans && !isMostly) return false
  const own = hits.find(({ id }) => id === subject.id)
  return pointsBack || isSaid || words.length === 0 || (own !== undefined && own.score >= NEAR_BEST * best.score)
}
/** "Wir haben eine neue Kasse, was ist zu tun?": another entry surely says it, and is called so. */
function namesAnother({ decision, hits: [best] }: SearchResult, subject: Entry): boolean {
  return decision === 'answer' && best !== undefined && best.id !== subject.id && best.score >= SURE_OF_ANOTHER && best.named >= MIN_NAMED
}

/** "Wer hat das schon gemacht?" is also an example question of the text on examples at all. */
function asksWhoHasDone({ aspects, words }: FollowUpQuestion, subject: Entry, turn: Turn): boolean {
  return aspects[0] === 'example' && words.length === 0 && examplesOf(subject, turn.known.knowledge, turn, turn.talk.lang).length > 0
}

/** The guide for emergencies is open, and the talk is about what it is about: what the search is not sure of is asked about that. */
function isUrgent(subject: Entry, turn: Turn): boolean {
  const guide = emergencyGuide(turn)
  if (guide === undefined || !subject.topics.some((topic) => guide.topics.includes(topic))) return false
  return turn.talk.dialogs.some((stored) => readGuideState(stored)?.guide === guide.id)
}

/** The article that goes with the guide for emergencies, whether that is still open or has ended. */
function isOfEmergency({ id }: Entry, turn: Turn): boolean {
  const guide = emergencyGuide(turn)
  return guide !== undefined && id === emergencyArticle(turn, guide)
}

/** An attack that the talk came from, by way of another subject: what is known to be asked after one is about that. */
function emergencyBefore(turn: Turn, utterance: string): Entry | undefined {
  const { talk, known } = turn
  const before = talk.subject?.before && known.knowledge.entries.get(talk.subject.before)
  if (!before || !isOfEmergency(before, turn)) return undefined
  return isNearlyKnown(searchWithin(known.searcher, utterance, before.id)?.asked) ? before : undefined
}

/** From here on the title of another entry is what was said. */
const MIN_NAMED = 0.4
/** Of the words of a question, where another entry is found that is not called by any. */
const MIN_MOSTLY_SAID = 0.5
/** Longer sentences have a subject of their own more often than not. */
const MAX_SHORT = 6
