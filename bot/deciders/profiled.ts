/** What is said of the profile alone: that a part of it is wrong or to be forgotten, or who and where and nothing else. */
import { answerFound } from '../answers/found.ts'
import { personReply } from '../answers/person.ts'
import { answered, buttons, type Decision, referred, sentence, type Turn } from '../decision.ts'
import { greetingReply } from '../greeting.ts'
import { findPhrase, LIKENESS, phraseKey, wordsOf } from '../guides/reading/phrases.ts'
import { replay } from '../guides/replay/replay.ts'
import { type GuideState, readGuideState } from '../guides/state/guide-state.ts'
import { guideOf } from '../guides/talk.ts'
import { plainWords } from '../interruption.ts'
import { derivedFrom } from '../knowledge/derived.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Entry } from '../knowledge/schema.ts'
import { wordsOf as listedWords, message } from '../messages.ts'
import { aboutAfter, visitorOf } from '../person.ts'
import { withoutPersonalData } from '../privacy.ts'
import { type About, aboutSaid, audiencesOf, isSizeStep, type ProfilePart, profileParts } from '../profile.ts'
import { isPostcode, OUTSIDE, placeOf } from '../regions/place.ts'
import { type Reply, say } from '../reply.ts'
import { search } from '../search/search.ts'
import { fold } from '../search/words/fold.ts'
import { answerAspect } from '../subject/answer-aspect.ts'
import { takeOutProfile } from '../understanding/profile/profile.ts'
import { readDenial } from '../understanding/profile/removal.ts'

/** Parts that are to be forgotten, with what is said instead. Undefined for any other sentence, and for what was never said. */
export function unprofiled(turn: Turn): Decision | undefined {
  const { utterance, talk, known } = turn
  const parts = profileParts(talk.about, turn)
  if (forgetWords(known.knowledge.messages).has(plainWords(utterance)))
    return removed(turn, parts, withoutParts(talk.about, ['who', 'where', 'size']))
  const denial = readDenial(utterance)
  if (!denial) return undefined
  const meant = parts.filter(({ label, part }) => isMeant(denial.denied, label, part))
  if (meant.length === 0) return undefined
  return removed(
    turn,
    meant,
    instead(
      withoutParts(
        talk.about,
        meant.map(({ part }) => part),
      ),
      denial.instead,
      turn,
    ),
  )
}

/** All that asks for it in one go, as utterances are compared. */
const forgetWords = derivedFrom(
  (texts: Knowledge['messages']): ReadonlySet<string> =>
    new Set([...listedWords(texts, 'words.profile.forget'), ...listedWords(texts, 'label.profile.forget')].map(plainWords)),
)

/** "Ich bin Friseurin in Musterstadt." and no more: noted, with what may be asked. A place alone asks who is there for it. */
export function introduced(turn: Turn): Decision | undefined {
  const { heard, talk, known } = turn
  const isOnlyProfile = heard.profile !== undefined && heard.act === undefined && !/[\p{L}\p{N}]/u.test(heard.text)
  const about = aboutOfPlace(turn) ?? (isOnlyProfile && talk.people ? talk.about : undefined)
  if (about) {
    const there: Turn = { ...turn, talk: { ...talk, about, misses: 0 } }
    const event = { kind: 'interruption' as const, detail: 'place' }
    return talk.people
      ? referred(there.talk, personReply(there, topicOf(turn)), talk.subject?.asked ?? turn.utterance, event)
      : { reply: personReply(there), talk: there.talk, event }
  }
  if (!isOnlyProfile) return undefined
  const asked = subjectFor(turn) ?? askedAgain(turn)
  if (asked) return asked
  const reply = { ...say(talk.lang, sentence(turn, 'profile.noted')), suggestions: greetingReply(talk, known).suggestions }
  return { reply, talk: { ...talk, misses: 0 }, event: { kind: 'interruption', detail: 'profile' } }
}

/** What people were named for. */
function topicOf({ talk, known }: Turn): Entry | undefined {
  const { entries } = known.knowledge
  const subject = talk.subject && entries.get(talk.subject.entry)
  return subject?.kind === 'contacts' ? talk.subject?.before && entries.get(talk.subject.before) : subject
}

/** "Wir sind ein Verein" after an answer asks whether it is for clubs; undefined where the subject does not say. */
function subjectFor(turn: Turn): Decision | undefined {
  const { talk, known, context, utterance, heard } = turn
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  if (!subject || !talk.subject || heard.profile?.who === undefined) return undefined
  const visitor = visitorOf(talk, known.knowledge, turn)
  const audiences = audiencesOf(heard.profile.who, known.knowledge)
  const audienceWords = [fold(heard.profile.who)]
  const question = { aspects: ['audience' as const], words: [], audienceWords, audiences, utterance, strict: true as const }
  const found = answerAspect(subject, question, visitor, context)
  if (!found?.told) return undefined
  return answeredAgain(turn, subject, found.entry, found.reply)
}

/** What was asked before, now that who and how many are known; a place alone only asks again what hangs on it. */
function askedAgain(turn: Turn): Decision | undefined {
  const { talk, known, context, heard } = turn
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  if (!talk.subject || !subject || talk.clarifying || talk.dates) return undefined
  const { audiences, regions } = talk.about
  const { asked } = talk.subject
  const found = search(known.searcher, { utterance: asked, moment: turn, lang: talk.lang, audience: audiences, region: regions })
  const [best] = found.decision === 'answer' ? found.hits : []
  const other = best && known.knowledge.entries.get(best.id)
  const entry = other && !other.elsewhere && other.kind !== 'guides' ? other : subject
  const isOnlyPlace = heard.profile?.who === undefined && heard.profile?.size === undefined
  if (entry.kind === 'guides' || (isOnlyPlace && entry.id === subject.id && !HANG_ON_PLACE.has(entry.kind))) return undefined
  const hit = best?.id === entry.id ? best : undefined
  const { reply } = answerFound(entry, hit, context, [], visitorOf(talk, known.knowledge, turn))
  return answeredAgain(turn, entry, entry, reply)
}

/** The question before, which has got another answer. `from`: the entry that says it. */
function answeredAgain(turn: Turn, subject: Entry, from: Entry, reply: Reply): Decision {
  return answered(turn, turn.talk.subject!.asked, subject, reply, {
    kind: 'question',
    text: withoutPersonalData(turn.utterance),
    decision: 'answer',
    entry: from.id,
    topics: from.topics,
    detail: 'follow-up',
  })
}
const HANG_ON_PLACE: ReadonlySet<string> = new Set(['events', 'funding', 'contacts'])

/** What is known of the visitor when the whole message is a place or a postcode, and no question about the subject of the talk is open. */
function aboutOfPlace({ utterance, talk, known }: Turn): About | undefined {
  const { knowledge } = known
  const bare = utterance.replace(/^\s*(?:plz|postleitzahl)\s+|[\s.!?]+$/giu, '')
  // After people a place needs no more than its preposition: "und in Musterstadt?"
  const said = talk.people ? bare.replace(TO_A_PLACE, '') : bare
  const place = placeOf(isPostcode(said) ? said : phraseKey(said), knowledge)
  if (!place || place.unknown || place.value === OUTSIDE || talk.dates || talk.clarifying) return undefined
  return aboutAfter(talk.about, said, { regions: [], audiences: [] }, knowledge)
}

const TO_A_PLACE =
  /^\s*(?:(?:und|also|ich bin|wir sind|bin|hier|bei uns|and|for|wohne|sitze)\s+)*(?:(?:in|aus|bei|im|von|für|fuer|raum|at|near|from)\s+)*(?:(?:der|dem|raum|landkreis)\s+)?/iu

const CALLED: Record<ProfilePart, RegExp> = {
  who: /^(?:beruf|gewerk|branche|trade|job)$/,
  where: /^(?:ort|wohnort|standort|stadt|place|town)$/,
  size: /^(?:grosse|betriebsgrosse|anzahl|size|allein|alleine)$/,
}

/** The words are this part, with another ending perhaps, and little else. */
function isMeant(denied: string, label: string, part: ProfilePart): boolean {
  const words = wordsOf(denied)
  if (CALLED[part].test(denied) || phraseKey(denied) === phraseKey(label)) return true
  const { likeness, size } = findPhrase(words, label, false)
  return likeness >= LIKENESS.ending && words.length <= size + 1
}

function withoutParts(about: About, parts: readonly ProfilePart[]): About {
  const { place, town, trade, size, ...rest } = about
  const keeps = (part: ProfilePart) => !parts.includes(part)
  return {
    ...rest,
    regions: keeps('where') ? about.regions : [],
    audiences: keeps('who') ? about.audiences : [],
    ...(keeps('where') && place !== undefined && { place }),
    ...(keeps('where') && town !== undefined && { town }),
    ...(keeps('who') && trade !== undefined && { trade }),
    ...(keeps('size') && size !== undefined && { size }),
  }
}

function instead(about: About, said: string | undefined, { known }: Turn): About {
  if (said === undefined) return about
  const { vocabulary } = known.knowledge
  const read = [said, `Ich bin ${said}`, `Ich bin in ${said}`]
    .map((text) => takeOutProfile(text, vocabulary))
    .find((taken) => taken !== undefined)
  return read ? aboutSaid(about, read.said, known.knowledge) : about
}

function removed(turn: Turn, parts: readonly { part: ProfilePart; label: string }[], about: About): Decision {
  const { talk, known } = turn
  const text =
    parts.length === 0
      ? sentence(turn, 'profile.nothing')
      : message(known.knowledge.messages, talk.lang, 'profile.removed', { list: parts.map(({ label }) => label).join(', ') })
  const dialogs = talk.dialogs.map((stored) =>
    withoutAnswers(
      stored,
      parts.map(({ part }) => part),
      turn,
    ),
  )
  const reply = { ...say(talk.lang, text), suggestions: dialogs.length > 0 ? [] : buttons(turn, 'label.help') }
  return { reply, talk: { ...talk, about, dialogs, finished: undefined }, event: { kind: 'interruption', detail: 'profile.removed' } }
}

/** A guide asks again what is not so. */
function withoutAnswers(stored: unknown, parts: readonly ProfilePart[], { known, context }: Turn): unknown {
  const state: GuideState | undefined = readGuideState(stored)
  const guide = state && guideOf(known.knowledge, state.guide)
  if (!state || !guide) return stored
  const { answered } = replay(guide, state.answers, context)
  const isOf = (id: string) => {
    const step = guide.steps.find((candidate) => candidate.id === id)
    if (!step) return id.includes('.') && parts.includes('where')
    const isWho = step.choices.some(({ audience }) => audience.length > 0)
    return (
      (parts.includes('where') && answered.places.has(id)) ||
      (parts.includes('size') && isSizeStep(step)) ||
      (parts.includes('who') && isWho)
    )
  }
  return { ...state, answers: state.answers.filter(({ step }) => !isOf(step)) }
}
