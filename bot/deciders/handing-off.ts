/**
 * A request to a person, from the visitor's side: giving it (consent first, then question, name and a way to be reached), asking how it
 * stands, adding to it, having it deleted. A side question in between is answered and the open question put again.
 */
import { buttons, type Decision, type PlainMessageId, sayPlainly, sentence, type Turn } from '../decision.ts'
import { isQuestion } from '../guides/reading/manner.ts'
import { placeIn } from '../guides/reading/places.ts'
import { UNKNOWN } from '../guides/state/guide-state.ts'
import { type Draft, type DraftStep, EMPTY_DRAFT, isReachable, readDraft, routeOfDraft, stepOf, withoutLast } from '../hand-off/draft.ts'
import { LONGEST_TEXT, type NewRequest } from '../hand-off/request.ts'
import { plainWords, readInterruption } from '../interruption.ts'
import { message, wordsOf } from '../messages.ts'
import type { UsageEvent } from '../ports.ts'
import { type Reply, type Suggestion, say } from '../reply.ts'
import { search } from '../search/search.ts'
import { givenSoFar } from './given-so-far.ts'
import { interrupted, personReply } from './interrupted.ts'
import { offered } from './offered.ts'
import { asked, withdrawing } from './request-questions.ts'
import { readSaying } from './request-sayings.ts'
import { createdReply } from './request-words.ts'
import { searched } from './searched.ts'

const LONGEST_NAME = 100
/** A question shown on a button. */
const LONGEST_LABEL = 60

export function handingOff(turn: Turn): Decision | undefined {
  const { talk, known, utterance } = turn
  if (!turn.handOff) return undefined
  const confirmed = withdrawing(turn)
  if (confirmed) return confirmed
  const draft = readDraft(talk.handOff)
  if (draft) return goOn(turn, draft)
  const saying = readSaying(utterance, known.knowledge.messages)
  if (saying?.kind === 'begin') return turn.handOff.open ? put(turn, EMPTY_DRAFT) : undefined
  return saying && asked(turn, saying)
}

function goOn(turn: Turn, draft: Draft): Decision | undefined {
  const { talk, known, utterance } = turn
  const interruption = readInterruption(utterance, known.knowledge.messages)
  if (interruption === 'cancel' || interruption === 'restart') {
    turn.talk = { ...talk, handOff: undefined }
    return interruption === 'cancel' ? sayPlainly(turn, 'hand-off.cancelled', event('cancel')) : undefined
  }
  if (interruption === 'back') {
    const before = withoutLast(draft)
    return before ? put(turn, before) : put(turn, draft, 'nothing-to-go-back')
  }
  const step = stepOf(draft, routeOf(turn, draft))
  if (interruption && interruption !== 'why') return aside(turn, draft, interrupted(turn))
  if (interruption === 'why') return put(turn, draft, 'hand-off.why')
  return STEPS[step](turn, draft)
}

/** How each step's answer is read. */
const STEPS: Record<DraftStep, (turn: Turn, draft: Draft) => Decision> = {
  place: (turn, draft) => {
    if (isUnknown(turn)) return put(turn, { ...draft, place: UNKNOWN })
    const found = placeIn(turn.utterance, turn.known.knowledge)
    if (found.kind === 'place') return put(turn, { ...draft, place: found.value })
    return isQuestion(turn.utterance) ? aside(turn, draft) : put(turn, draft, 'hand-off.place.retry')
  },
  trade: (turn, draft) => {
    if (isUnknown(turn) || isNo(turn)) return put(turn, { ...draft, trade: [] })
    const { slots } = search(turn.known.searcher, { utterance: turn.utterance, moment: turn, lang: turn.talk.lang })
    if (slots.audiences.length > 0) return put(turn, { ...draft, trade: slots.audiences })
    return isQuestion(turn.utterance) ? aside(turn, draft) : put(turn, draft, 'hand-off.trade.retry')
  },
  consent: (turn, draft) => {
    if (isYes(turn, 'label.consent')) {
      const consent = { text: consentText(turn, draft), at: turn.now.toISOString(), lang: turn.talk.lang }
      return put(turn, { ...draft, consent })
    }
    if (isNo(turn)) return declined(turn)
    return isQuestion(turn.utterance) ? aside(turn, draft) : put(turn, draft, 'hand-off.consent.retry')
  },
  question: (turn, draft) => put(turn, { ...draft, question: turn.utterance.slice(0, LONGEST_TEXT) }),
  name: (turn, draft) => {
    if (isQuestion(turn.utterance)) return aside(turn, draft)
    const letters = /\p{L}{2}/u.test(turn.utterance) && turn.utterance.length <= LONGEST_NAME
    return letters ? put(turn, { ...draft, name: turn.utterance }) : put(turn, draft, 'hand-off.name.retry')
  },
  reach: (turn, draft) => {
    if (isReachable(turn.utterance)) return put(turn, { ...draft, reach: turn.utterance })
    return isQuestion(turn.utterance) ? aside(turn, draft) : put(turn, draft, 'hand-off.reach.retry')
  },
  check: (turn, draft) => {
    if (isYes(turn, 'label.send')) return send(turn, draft)
    if (isNo(turn)) return sayPlainly({ ...turn, talk: { ...turn.talk, handOff: undefined } }, 'hand-off.cancelled', event('cancel'))
    return isQuestion(turn.utterance) ? aside(turn, draft) : put(turn, draft, 'hand-off.check.retry')
  },
}

/** The question that waits for an answer, put again; undefined when no request is being made. */
export function openRequestQuestion(turn: Turn): Reply | undefined {
  const draft = turn.handOff && readDraft(turn.talk.handOff)
  return draft && put(turn, draft).reply
}

/** The open question of a draft, with what must be said before it. */
function put(turn: Turn, draft: Draft, before?: PlainMessageId): Decision {
  const step = stepOf(draft, routeOf(turn, draft))
  const question = questionOf(turn, draft, step)
  // The consent is long and was read a moment ago.
  const texts =
    before === undefined ? question.texts : [sentence(turn, before), ...(before === 'hand-off.consent.retry' ? [] : question.texts)]
  return {
    reply: { ...question, texts },
    talk: { ...turn.talk, handOff: draft, offers: [], clarifying: false, misses: 0 },
    event: { ...event('ask'), step },
  }
}

/** A side question: answered, then the open question again. */
function aside(turn: Turn, draft: Draft, decision: Decision | undefined = offered(turn) ?? searched(turn)): Decision {
  const side = decision ?? searched(turn)
  if (side.talk.clarifying) return { ...side, talk: { ...side.talk, handOff: draft } }
  const again = put({ ...turn, talk: side.talk }, draft)
  return {
    ...side,
    reply: { ...side.reply, texts: [...side.reply.texts, ...again.reply.texts], suggestions: again.reply.suggestions },
    talk: again.talk,
  }
}

function questionOf(turn: Turn, draft: Draft, step: DraftStep): Reply {
  const { lang } = turn.talk
  const texts = turn.known.knowledge.messages
  switch (step) {
    case 'place':
      return { ...say(lang, sentence(turn, 'hand-off.place')), suggestions: buttons(turn, 'label.unknown', 'label.cancel') }
    case 'trade':
      return {
        ...say(lang, sentence(turn, 'hand-off.trade')),
        suggestions: [...trades(turn), ...buttons(turn, 'label.unknown', 'label.cancel')],
      }
    case 'consent':
      return { ...say(lang, consentText(turn, draft)), suggestions: buttons(turn, 'label.consent', 'label.no') }
    case 'question':
      return { ...say(lang, sentence(turn, 'hand-off.question')), suggestions: [...lastQuestion(turn), ...buttons(turn, 'label.cancel')] }
    case 'name':
      return { ...say(lang, sentence(turn, 'hand-off.name')), suggestions: buttons(turn, 'label.back', 'label.cancel') }
    case 'reach':
      return { ...say(lang, sentence(turn, 'hand-off.reach')), suggestions: buttons(turn, 'label.back', 'label.cancel') }
    case 'check': {
      const { name = '', reach = '', question = '' } = draft
      const answers = givenSoFar(turn).answers.map(({ label, value }) => `- ${label}: ${value}`)
      const summary = message(texts, lang, 'hand-off.check', {
        place: placeName(turn, draft),
        name,
        reach,
        question,
        answers: answers.length > 0 ? `${answers.join('\n')}\n` : '',
      })
      return { ...say(lang, summary), suggestions: buttons(turn, 'label.send', 'label.back', 'label.cancel') }
    }
  }
}

/** What the visitor agrees to; kept word for word with the request. */
function consentText(turn: Turn, draft: Draft): string {
  return message(turn.known.knowledge.messages, turn.talk.lang, 'hand-off.consent', {
    place: placeName(turn, draft),
    days: turn.handOff!.retentionDays,
  })
}

function declined(turn: Turn): Decision {
  const talk = { ...turn.talk, handOff: undefined }
  const people = personReply({ ...turn, talk })
  return { reply: { ...people, texts: [sentence(turn, 'hand-off.declined'), ...people.texts.slice(0, 1)] }, talk, event: event('declined') }
}

function send(turn: Turn, draft: Draft): Decision {
  const { talk } = turn
  const route = routeOf(turn, draft)
  const { topics, answers } = givenSoFar(turn)
  const request: NewRequest = {
    lang: talk.lang,
    consent: draft.consent!,
    name: draft.name!,
    reach: draft.reach!,
    question: draft.question!,
    answers,
    topics: [...topics],
    regions: route.regions,
    route: route.channels,
  }
  const decided: Turn = { ...turn, talk: { ...talk, handOff: undefined } }
  return {
    reply: say(talk.lang, sentence(turn, 'storage-away')),
    talk: decided.talk,
    event: { ...event('sent'), topics: [...topics] },
    effect: { handOff: { do: 'create', request }, reply: ([made]) => createdReply(decided, made) },
  }
}

function routeOf(turn: Turn, draft: Draft) {
  return routeOfDraft(draft, givenSoFar(turn), turn.known.knowledge, turn)
}

/** Name of the channel it will go to, as visitors may read it. */
function placeName(turn: Turn, draft: Draft): string {
  const { channels } = turn.known.knowledge.routing
  const [first] = routeOf(turn, draft).channels
  return channels.find(({ id }) => id === first)?.label ?? ''
}

/** The trades that tell the contacts apart which take requests. */
function trades({ known }: Turn): Suggestion[] {
  const named = new Set(
    [...known.knowledge.entries.values()].flatMap((entry) => (entry.kind === 'contacts' && entry.handOff ? entry.audience : [])),
  )
  return known.knowledge.vocabulary.audiences.filter(({ id }) => named.has(id)).map(({ label }) => ({ label, say: label }))
}

/** The question that was asked last can be handed over as it is. */
function lastQuestion({ talk }: Turn): Suggestion[] {
  const said = talk.last?.utterance
  if (said === undefined || said.length < 8) return []
  return [{ label: said.length > LONGEST_LABEL ? `${said.slice(0, LONGEST_LABEL - 1)}…` : said, say: said }]
}

/** Yes, or what the button says, or "ich bin einverstanden". */
function isYes({ utterance, known }: Turn, label: 'label.consent' | 'label.send'): boolean {
  const texts = known.knowledge.messages
  const words = plainWords(utterance)
  const said = [...wordsOf(texts, 'words.yes'), texts.de[label] ?? '', texts.en[label] ?? '']
  return (
    said.map(plainWords).includes(words) ||
    (label === 'label.consent' && /^(?:ja )?(?:ich bin )?einverstanden$|^(?:ja )?ich stimme zu$/.test(words))
  )
}

function isNo({ utterance, known }: Turn): boolean {
  return wordsOf(known.knowledge.messages, 'words.no').map(plainWords).includes(plainWords(utterance))
}

function isUnknown({ utterance, known }: Turn): boolean {
  const words = plainWords(utterance)
  return (
    wordsOf(known.knowledge.messages, 'label.unknown').map(plainWords).includes(words) ||
    /^(?:ich )?weiß (?:ich )?nicht$|^keine ahnung$|^egal$/.test(words)
  )
}

function event(detail: string): UsageEvent {
  return { kind: 'hand-off', detail }
}
