/** The question goes to the search: one answer, two or three to choose from, or an honest no with a way on. */
import { answer } from '../answers/answer.ts'
import { suggest, titleIn } from '../answers/common.ts'
import { answerFound } from '../answers/found.ts'
import { personReply } from '../answers/person.ts'
import { answered, buttons, type Decision, type Move, sentence, subjectAfter, type Turn } from '../decision.ts'
import { readFirstSentence } from '../guides/first-sentence.ts'
import type { Entry, EntryId } from '../knowledge/schema.ts'
import { inLanguage } from '../knowledge/translations.ts'
import { message } from '../messages.ts'
import { aboutAfter, visitorOf } from '../person.ts'
import type { UsageEvent } from '../ports.ts'
import { impersonalWords, withoutPersonalData } from '../privacy.ts'
import { givenAnswers } from '../profile.ts'
import { hereOf, responsibleFor } from '../regions/responsible.ts'
import { type Reply, type Suggestion, say } from '../reply.ts'
import { type Hit, knownShare, partsFor, type SearchDecision, type SearchResult, search } from '../search/search.ts'
import { stem } from '../search/words/stem.ts'
import { tokens } from '../search/words/tokens.ts'
import { sayUnknown } from '../subject/answer-aspect.ts'
import { told } from '../subject/told.ts'
import { likelyUnread, unreadHeadings } from '../subject/unread.ts'
import type { Talk } from '../talk.ts'
import { asksForMoney, isAboutMoney } from '../understanding/money.ts'
import { clausesOf, opensAQuestion } from '../understanding/parts.ts'
import { withoutNames } from '../understanding/profile/profile.ts'
import { asksWhoIsResponsible } from '../understanding/profile/responsible-question.ts'

const MAX_CHOICES = 3
/** How sure the runner-up must be to stand beside the first choice in "Meinten Sie …?". */
const MIN_SHARE = 0.25
/** From here on the visitor is told who else is responsible instead of a plain no. */
const SURE_ELSEWHERE = 0.5

export function searched(said: Turn): Move {
  const { utterance, talk, known } = said
  const own = responsible(said)
  if (own) return own
  const result = lookUp(said)
  // What the question named is known from here on; a follow-up stands for the whole question it was understood as.
  const about = aboutAfter(talk.about, utterance, result.slots, known.knowledge)
  const turn: Turn = { ...said, utterance: result.utterance, talk: { ...talk, about } }
  const best = result.hits[0]
  const visitor = visitorOf(turn.talk, known.knowledge, turn)
  const found = best && known.knowledge.entries.get(best.id)
  // "Handwerkskammer" is the one of the place that is known.
  const entry = found?.kind === 'contacts' ? hereOf(found, visitor, known.knowledge, turn) : found
  const event: UsageEvent = {
    kind: 'question',
    text: withoutPersonalData(utterance),
    decision: result.decision,
    ...(best && { entry: entry?.id ?? best.id, confidence: best.score }),
    ...(entry && { topics: entry.topics }),
  }
  const money = funded(turn, result, event)
  if (money) return money
  if (result.decision === 'answer' && best && entry) {
    if (entry.kind === 'guides') return { open: entry, opening: utterance, talk: turn.talk }
    const { reply, passage } = answerFound(entry, best, turn.context, talk.read ?? [], visitor)
    const shown = hasPassages(entry) && passage !== undefined ? { ...event, passage } : event
    return withGuide(turn, answered(turn, turn.utterance, entry, reply, shown))
  }
  const meant = result.decision === 'clarify' ? subjectAmong(result, turn) : undefined
  if (meant) {
    const { hit, subject } = meant
    const { reply } = answerFound(subject, hit, turn.context, talk.read ?? [], visitor)
    return answered(turn, turn.utterance, subject, reply, { ...event, decision: 'answer', entry: hit.id, confidence: hit.score })
  }
  const addition = result.decision === 'answer' || (best?.score ?? 0) >= SURE_OF_CHOICE ? undefined : told(turn)
  if (addition) return addition
  if (result.decision === 'clarify' && entry) return clarify(turn, result, event)
  if (entry?.elsewhere && best!.score >= SURE_ELSEWHERE) return answered(turn, turn.utterance, entry, answer(entry, turn.context), event)
  return noAnswer(turn, result, event)
}

/**
 * "Malermeister, will Zuschuss für Software": who asks for money is not told how to go about the rest. The part about money of what was found,
 * else the text that leads to programmes; undefined where the search has found money itself.
 */
function funded(turn: Turn, { decision, hits }: SearchResult, event: UsageEvent): Decision | undefined {
  const { talk, known, utterance, context } = turn
  const named = known.knowledge.area.funding && known.knowledge.entries.get(known.knowledge.area.funding)
  if (!named || !asksForMoney(utterance)) return undefined
  const [field] = named.topics
  const found = hits.slice(0, decision === 'answer' ? 1 : MAX_CHOICES).flatMap(({ id }) => known.knowledge.entries.get(id) ?? [])
  // Money for something that nobody has a text for may be for anything.
  if (decision === 'none' && (!talk.subject || known.knowledge.entries.get(talk.subject.entry)?.elsewhere)) return undefined
  const isOfMoney = ({ kind, topics: [first] }: Entry) => kind === 'funding' || (field !== undefined && first === field)
  if ((decision !== 'none' && found.some(isOfMoney)) || found[0]?.kind === 'guides') return undefined
  const part = decision === 'answer' ? found[0]?.passages.find(({ heading }) => isAboutMoney(heading)) : undefined
  // "Als Verein Geld für Laptops": a text about money for just these comes before the one for all.
  const apart = hits
    .flatMap(({ id }) => known.knowledge.entries.get(id) ?? [])
    .find(
      ({ kind, title, audience }) => kind === 'articles' && isAboutMoney(title) && audience.some((id) => talk.about.audiences.includes(id)),
    )
  const entry = part ? found[0]! : inLanguage(apart ?? named, talk.lang, known.knowledge)
  const parts = part ? { passage: part.id } : partsFor(known.searcher, utterance, entry.id)
  const { reply, passage } = answerFound(entry, parts, context, talk.read ?? [], visitorOf(talk, known.knowledge, turn))
  return answered(turn, utterance, entry, reply, {
    ...event,
    decision: 'answer',
    entry: entry.id,
    topics: entry.topics,
    detail: 'money',
    ...(passage && { passage }),
  })
}

/** "Welche Kammer ist zuständig?": the one contact that is, where who and where tell; else the search, which knows the guide that asks. */
function responsible(turn: Turn): Decision | undefined {
  const { utterance, talk, known } = turn
  const visitor = visitorOf(talk, known.knowledge, turn)
  if (visitor.places.length === 0 || visitor.audiences.length === 0 || !asksWhoIsResponsible(utterance)) return undefined
  const { referrals, doubt } = responsibleFor(visitor, known.knowledge, turn)
  const [only, second] = referrals.filter(({ reason, fit }) => reason === 'responsible' && fit === 'yes')
  if (!only || second || doubt) return undefined
  const { contact } = only
  return answered(turn, utterance, contact, answer(contact, turn.context, undefined, visitor), {
    kind: 'question',
    text: withoutPersonalData(utterance),
    decision: 'answer',
    entry: contact.id,
    topics: contact.topics,
    detail: 'responsible',
  })
}

/**
 * The best for what is asked. Who asks is no topic, unless an entry is about just them ("als Verein"), or nothing is asked without it. A place
 * or trade that is only named does not make a chamber the answer.
 */
function lookUp(turn: Turn): SearchResult {
  const { utterance, heard, known } = turn
  const plain = find(utterance, turn)
  const whole = heard.withAsides === undefined ? plain : surer(plain, find(heard.withAsides, turn), turn)
  const best = whole.decision === 'answer' ? whole : (plainer(whole, turn) ?? whole)
  const [first] = best.hits
  if (best.decision === 'none' || !isContact(first)) return best
  const topic = withoutNames(utterance, known.knowledge.vocabulary)
  if (topic === '' || topic === utterance) return best
  const unnamed = find(topic, turn)
  return unnamed.decision !== 'none' && !isContact(unnamed.hits[0]) ? { ...unnamed, slots: best.slots, utterance: best.utterance } : best
}

/** What a plainer question finds must be among the first that the whole of it found: it is the same question. */
const MAX_RANK_OF_SAME = 4
/** Longer stories are not asked piece by piece. */
const MAX_CLAUSES = 4
const DECISIONS: readonly SearchDecision[] = ['none', 'clarify', 'answer']

/**
 * "Steuerbüro in Musterstadt, 7 Arbeitsplätze: wie sichern wir unsere Daten?": asked again without who, where and how many, and by its clauses
 * alone, where the whole of it leaves a doubt. Undefined where none of them is surer of the same.
 */
function plainer(whole: SearchResult, turn: Turn): SearchResult | undefined {
  const { vocabulary } = turn.known.knowledge
  const same = new Set(whole.hits.slice(0, MAX_RANK_OF_SAME).map(({ id }) => id))
  const without = withoutNames(turn.utterance, vocabulary, ['p', 'w', 's'])
  // Of several clauses those that ask, if one does; what is told beside them is who asks.
  const clauses = clausesOf(turn.utterance)
  const asking = clauses.filter(opensAQuestion)
  const alone = clauses.length > 1 && whole.decision !== 'none' ? (asking.length > 0 ? asking : clauses).slice(0, MAX_CLAUSES) : []
  const tries = new Set([
    ...(asking.length > 0 && alone.length > 0 ? [] : [without]),
    ...alone,
    ...alone.map((clause) => withoutNames(clause, vocabulary, ['p', 'w', 's'])),
    without,
  ])
  let found: SearchResult | undefined
  for (const text of tries) {
    if (text === turn.utterance || !/\p{L}{2}/u.test(text)) continue
    const result = find(text, turn)
    const [best] = result.hits
    const before = found ?? whole
    if (!best || !same.has(best.id) || DECISIONS.indexOf(result.decision) <= DECISIONS.indexOf(before.decision)) continue
    found = { ...result, slots: whole.slots, utterance: whole.utterance }
  }
  return found
}

const isContact = (hit: Hit | undefined) => hit?.id.startsWith('contacts/') === true

function find(utterance: string, { talk, known, ...moment }: Turn): SearchResult {
  return search(known.searcher, {
    utterance,
    moment,
    lang: talk.lang,
    audience: talk.about.audiences,
    region: talk.about.regions,
    ...(talk.last && { subject: { words: talk.last.utterance, ...(talk.last.entry && { entry: talk.last.entry }) } }),
  })
}

/** The result with who asks, where its answer is about them, or the question has none without. */
function surer(plain: SearchResult, aside: SearchResult, turn: Turn): SearchResult {
  const [found] = aside.hits
  const score = plain.hits[0]?.score ?? 0
  if (!found || aside.decision === 'none') return plain
  if (plain.decision !== 'answer') {
    const isChamber = isContact(found) && !isContact(plain.hits[0])
    return isChamber || (aside.decision === 'clarify' && plain.decision === 'clarify' && found.score < score) ? plain : aside
  }
  return aside.decision === 'answer' && isAboutVisitor(found.id, turn) && found.score >= score ? aside : plain
}

/** Title or an example question name the trade or kind of organisation. */
function isAboutVisitor(id: EntryId, { known, heard }: Turn): boolean {
  const entry = known.knowledge.entries.get(id)
  if (!entry || entry.kind === 'contacts' || heard.profile?.who === undefined) return false
  const words = new Set(tokens(heard.profile.who).map(({ word }) => stem(word)))
  return [entry.title, ...entry.questions].some((text) => tokens(text).some(({ word }) => words.has(stem(word))))
}

/** Events and contacts are answered by their fields, whichever part of their text met the question. */
function hasPassages({ kind }: Entry): boolean {
  return kind === 'articles' || kind === 'funding'
}

/** A sentence that answers this many steps of a guide is worth going on from. */
const STEPS_ANSWERED = 3

/** Who has said who they are, where and what for is also offered the guide to begin with. */
function withGuide(turn: Turn, decision: Decision): Decision {
  const { knowledge } = turn.known
  const { about } = turn.talk
  if (about.audiences.length === 0 || about.regions.length === 0) return decision
  const start = knowledge.area.guides.start && knowledge.entries.get(knowledge.area.guides.start)
  if (start?.kind !== 'guides') return decision
  const guide = inLanguage(start, turn.talk.lang, knowledge)
  const known = new Set(givenAnswers(guide, about, knowledge).map(({ step }) => step))
  const isEnough = known.size >= STEPS_ANSWERED
  if (!isEnough && known.size + readFirstSentence(guide, turn.utterance, knowledge, known).length < STEPS_ANSWERED) return decision
  const { reply, talk } = decision
  return {
    ...decision,
    reply: { ...reply, suggestions: [suggest(guide, turn.context), ...reply.suggestions.filter(({ label }) => label !== guide.title)] },
    talk: { ...talk, offers: [{ label: guide.title, entry: guide.id }, ...talk.offers.filter(({ label }) => label !== guide.title)] },
  }
}

/** A choice between what the talk is about and something else is none: "und wo liegen da die Daten?" asks on. */
function subjectAmong({ hits }: SearchResult, { talk, known }: Turn): { hit: Hit; subject: Entry } | undefined {
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  const hit = hits.slice(0, MAX_CHOICES).find(({ id }) => id === subject?.id)
  if (!subject || !hit || subject.kind === 'guides' || hit.score < hits[0]!.score * MIN_SHARE_OF_SUBJECT) return undefined
  return { hit, subject }
}
/** How near to the best what the talk is about must come, so that it is meant. */
const MIN_SHARE_OF_SUBJECT = 0.5

function clarify(turn: Turn, result: SearchResult, event: UsageEvent): Decision {
  const { talk, known } = turn
  const first = result.hits[0]!.score
  const choices = result.hits
    .filter((hit, rank) => rank < 2 || hit.score >= first * MIN_SHARE)
    .map((hit) => known.knowledge.entries.get(hit.id))
    .filter((entry): entry is Entry => entry !== undefined && !entry.elsewhere && isForHere(entry, turn))
    .map((entry) => inLanguage(entry, talk.lang, known.knowledge))
    .filter((entry, at, all) => (talk.lang === 'en' || entry.lang === talk.lang) && all.indexOf(entry) === at)
    .slice(0, MAX_CHOICES)
  if (choices.length === 0) return noAnswer(turn, result, { ...event, decision: 'none' })
  const guessed = likeliest(choices, result, turn, event)
  if (guessed) return guessed
  const reply = {
    ...say(talk.lang, question(choices, turn)),
    suggestions: [...choices.map((entry) => suggest(entry, turn.context)), ...buttons(turn, 'label.none-of-these')].map((one) => ({
      ...one,
      kind: 'choice' as const,
    })),
  }
  const likely = choices[0]!
  // "Und was kostet das?" after it means what was probably meant, and the answer says what it speaks of.
  const subject = talk.subject === undefined || likely.id === result.hits[0]!.id ? subjectOf(likely, first, turn) : undefined
  const next: Talk = {
    ...talk,
    ...(subject && { subject }),
    last: { utterance: impersonalWords(turn.utterance) },
    offers: choices.map((entry) => ({ label: entry.title, entry: entry.id })),
    clarifying: true,
    misses: 0,
  }
  return { reply, talk: next, event }
}

/** More likely than not: it is told, with a word that it is a guess, and the others are still there to choose. */
function likeliest(
  [first, ...others]: readonly Entry[],
  { hits: [best] }: SearchResult,
  turn: Turn,
  event: UsageEvent,
): Decision | undefined {
  const { talk, known, utterance, context } = turn
  if (!first || !best || best.id !== first.id || first.kind === 'guides') return undefined
  // In the middle of a talk one word of another matter is soon found.
  if (best.score < (talk.subject === undefined ? MIN_LIKELY : MIN_LIKELY_IN_TALK)) return undefined
  if (knownShare(known.searcher, utterance) < MIN_KNOWN) return undefined
  // Of one word nobody can say which it is: "App".
  if (others.length > 0 && tokens(utterance).length < MIN_WORDS_OF_GUESS) return undefined
  const { reply } = answerFound(first, best, context, talk.read ?? [], visitorOf(talk, known.knowledge, turn))
  const lead = message(known.knowledge.messages, talk.lang, 'clarify.likely', { title: titleIn(context, first) })
  const [text = '', ...rest] = reply.texts
  const choices = others.map((entry) => ({ ...suggest(entry, context), kind: 'choice' as const }))
  const decision = answered(
    turn,
    utterance,
    first,
    { ...reply, texts: [`${lead}\n\n${text}`, ...rest] },
    { ...event, decision: 'answer', detail: 'likely' },
  )
  return {
    ...decision,
    reply: { ...decision.reply, suggestions: [...choices, ...decision.reply.suggestions] },
    talk: { ...decision.talk, offers: [...others.map((entry) => ({ label: entry.title, entry: entry.id })), ...decision.talk.offers] },
  }
}
const MIN_LIKELY = 0.5
const MIN_LIKELY_IN_TALK = 0.6
/** Of a question whose words are mostly strange nothing is guessed. */
const MIN_KNOWN = 0.5
const MIN_WORDS_OF_GUESS = 3

/** From here on a choice is offered though something was only told: it may be the next matter. */
const SURE_OF_CHOICE = 0.6

function question(choices: readonly Entry[], turn: Turn): string {
  const { talk, known } = turn
  if (choices.length === 1)
    return message(known.knowledge.messages, talk.lang, 'clarify.one', { title: titleIn(turn.context, choices[0]!) })
  return `${sentence(turn, 'clarify')}\n\n${choices.map((entry, i) => `${i + 1}. ${titleIn(turn.context, entry)}`).join('\n')}`
}

/** From here on a choice that nobody has taken yet replaces what the talk was about. */
const MIN_SCORE_OF_SUBJECT = 0.5

function subjectOf({ id, kind }: Entry, score: number, { talk, utterance }: Turn): Talk['subject'] {
  if (kind === 'guides' || (talk.subject !== undefined && score < MIN_SCORE_OF_SUBJECT)) return undefined
  return subjectAfter(talk, id, utterance)
}

/** False for a contact that is not there for the place the visitor named. */
function isForHere(entry: Entry, turn: Turn): boolean {
  const { talk, known } = turn
  const visitor = visitorOf(talk, known.knowledge, turn)
  if (entry.kind !== 'contacts' || visitor.places.length === 0) return true
  return responsibleFor({ ...visitor, audiences: [] }, known.knowledge, turn).referrals.some(({ contact }) => contact.id === entry.id)
}

/** A part of what the talk is about that the sentence is likely put to, though the search finds it nowhere. */
function ofSubject(turn: Turn): Decision | undefined {
  const { talk, known } = turn
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  return subject && !subject.elsewhere ? likelyUnread(inLanguage(subject, talk.lang, known.knowledge), turn) : undefined
}

/** That nothing is known of it: who knows more of what the talk is about, and what of that can be asked. */
function unknownOf(subject: Entry, turn: Turn): Reply {
  const reply = sayUnknown(subject, visitorOf(turn.talk, turn.known.knowledge, turn), turn.context)
  return { ...reply, suggestions: [...unreadHeadings(subject, turn), ...reply.suggestions] }
}

/** What comes nearest, as buttons: no answer, and for who meant it a way on. */
function nearest({ hits }: SearchResult, turn: Turn): Suggestion[] {
  const { known, context } = turn
  return hits
    .filter(({ score }) => score >= MIN_NEAREST)
    .flatMap(({ id }) => known.knowledge.entries.get(id) ?? [])
    .filter((entry) => !entry.elsewhere && entry.lang === context.lang && isForHere(entry, turn))
    .slice(0, MAX_NEAREST)
    .map((entry) => suggest(entry, context))
}
const MIN_NEAREST = 0.1
const MAX_NEAREST = 2

/** Says so, and offers a person; the second time in a row the people come at once. */
function noAnswer(turn: Turn, result: SearchResult, event: UsageEvent): Decision {
  const { talk } = turn
  const part = ofSubject(turn)
  if (part) return part
  const next: Talk = { ...talk, offers: [], clarifying: false, misses: talk.misses + 1 }
  if (talk.misses > 0) {
    const people = personReply(turn)
    return { reply: { ...people, texts: [sentence(turn, 'none.again'), ...people.texts] }, talk: next, event }
  }
  const subject = talk.subject && turn.known.knowledge.entries.get(talk.subject.entry)
  const helped = subject && subject.kind !== 'guides' && !subject.elsewhere ? unknownOf(subject, turn) : undefined
  if (helped && helped.cards.length > 0) return { reply: helped, talk: { ...next, people: true }, event }
  return {
    reply: {
      ...say(talk.lang, sentence(turn, 'none')),
      suggestions: [...nearest(result, turn), ...buttons(turn, 'label.person', 'label.help')],
    },
    talk: next,
    event,
  }
}
