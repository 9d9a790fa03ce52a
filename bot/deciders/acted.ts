/** What a sentence does besides asking for a topic: thanks, the wish for a person, "simpler, please", a question about this service. */
import { actText, languageText } from '../answers/act.ts'
import { answer, cardOf } from '../answers/answer.ts'
import { suggest } from '../answers/common.ts'
import { easyAnswer } from '../answers/easy.ts'
import { personReply } from '../answers/person.ts'
import { whyReply } from '../answers/why.ts'
import {
  answered,
  buttons,
  type Decision,
  type Move,
  noneTaken,
  type PlainMessageId,
  referred,
  sayPlainly,
  sentence,
  type Turn,
} from '../decision.ts'
import { greetingReply } from '../greeting.ts'
import { isQuestion } from '../guides/reading/manner.ts'
import type { ActId } from '../knowledge/acts-file.ts'
import type { Entry } from '../knowledge/schema.ts'
import { inLanguage } from '../knowledge/translations.ts'
import { aboutAfter, visitorOf } from '../person.ts'
import type { UsageEvent } from '../ports.ts'
import { impersonalWords, withoutPersonalData } from '../privacy.ts'
import { namedBy } from '../regions/responsible.ts'
import { type Reply, type Suggestion, say } from '../reply.ts'
import { search } from '../search/search.ts'
import { newTalk } from '../talk.ts'
import { withoutNames } from '../understanding/profile/profile.ts'

export function acted(turn: Turn): Move | undefined {
  const { heard, talk } = turn
  if (heard.language) {
    const text = languageText(turn, heard.language)
    return text
      ? { reply: say(talk.lang, text), talk, event: { kind: 'interruption', detail: `language.${heard.language}`, act: 'language' } }
      : undefined
  }
  if (heard.act === undefined) return onlyPersonalData(turn) ? ACTED['personal-data']!(turn, 'personal-data') : undefined
  return (ACTED[heard.act] ?? plainly)(turn, heard.act)
}

/** A number, an address or an account that was typed in, with nothing asked about it. */
function onlyPersonalData({ utterance, known, talk, ...moment }: Turn): boolean {
  if (withoutPersonalData(utterance) === utterance || isQuestion(utterance)) return false
  return search(known.searcher, { utterance, moment, lang: talk.lang }).decision !== 'answer'
}

type Acting = (turn: Turn, act: ActId) => Move | undefined

const ACTED: Partial<Record<ActId, Acting>> = {
  person: (turn) => people(turn, 'person'),
  'call-back': callBack,
  help: (turn) => ({
    reply: { ...say(turn.talk.lang, sentence(turn, 'help')), suggestions: greetingReply(turn.talk, turn.known).suggestions },
    talk: turn.talk,
    event: eventOf('help'),
  }),
  restart: (turn) => {
    const greeting = greetingReply(turn.talk, turn.known)
    const reply = { ...greeting, texts: [sentence(turn, 'restarted'), ...greeting.texts] }
    return { reply, talk: { ...newTalk(turn.talk.lang), greeted: true }, event: eventOf('restart') }
  },
  why: (turn) => {
    const reply = whyReply(turn)
    return reply ? { reply, talk: turn.talk, event: eventOf('why') } : sayPlainly(turn, 'why.nothing', eventOf('why'))
  },
  yes: (turn, act) => {
    const { talk } = turn
    const [only] = talk.offers
    const entry = talk.clarifying && talk.offers.length === 1 && only ? turn.known.knowledge.entries.get(only.entry) : undefined
    if (!entry) return plainly(turn, act)
    if (entry.kind === 'guides') return { open: entry, talk, ...(talk.last && { opening: talk.last.utterance }) }
    return answered(turn, talk.last?.utterance ?? turn.utterance, entry, answer(entry, turn.context), {
      kind: 'choice',
      entry: entry.id,
      act,
    })
  },
  no: (turn, act) => (turn.talk.clarifying ? noneTaken(turn, { kind: 'choice', detail: 'none', act }) : plainly(turn, act)),
  simpler,
  again,
  'not-helped': (turn, act) => withButtons(turn, act, 'label.person', 'label.help'),
  insult: (turn, act) => withButtons(turn, act, 'label.person', 'label.help'),
  complaint: (turn, act) => withButtons(turn, act, 'label.person'),
  robot: (turn, act) => withButtons(turn, act, 'label.person'),
  operator: (turn, act) => withButtons(turn, act, 'label.person'),
  legal: (turn, act) => withButtons(turn, act, 'label.person'),
  'own-case': ownCase,
  recommend: (turn, act) => {
    const id = turn.known.knowledge.acts.de.acts.get(act)?.entry
    const entry = id && turn.known.knowledge.entries.get(id)
    return withSuggestions(turn, act, [
      ...(entry ? [suggest(inLanguage(entry, turn.talk.lang, turn.known.knowledge), turn.context)] : []),
      ...buttons(turn, 'label.person'),
    ])
  },
  hours: (turn, act) => {
    const contact = lastEntry(turn)
    if (contact?.kind !== 'contacts') return plainly(turn, act)
    return answered(turn, turn.talk.last!.utterance, contact, answer(contact, turn.context), { kind: 'question', entry: contact.id, act })
  },
  // Asked of by `forgetting`.
  forget: () => undefined,
  'personal-data': (turn, act) => ({ ...plainly(turn, act)!, unkept: true }),
}

function eventOf(act: ActId): UsageEvent {
  return { kind: 'interruption', detail: act, act }
}

function plainly(turn: Turn, act: ActId): Decision | undefined {
  const text = actText(turn, act)
  return text === '' ? undefined : { reply: say(turn.talk.lang, text), talk: turn.talk, event: eventOf(act) }
}

function withButtons(turn: Turn, act: ActId, ...ids: PlainMessageId[]): Decision | undefined {
  return withSuggestions(turn, act, buttons(turn, ...ids))
}

function withSuggestions(turn: Turn, act: ActId, suggestions: Suggestion[]): Decision | undefined {
  const decision = plainly(turn, act)
  return decision && { ...decision, reply: { ...decision.reply, suggestions } }
}

/** A request where somebody takes them; else whom to call. */
function callBack(turn: Turn): Move {
  if (turn.handOff?.open) return { open: 'request', talk: turn.talk }
  return people(turn, 'call-back')
}

/**
 * Who is there for the visitor; a place said in the same breath counts already. Whoever says what for gets the contact for it, or those who
 * know the entry about it.
 */
function people(said: Turn, act: ActId): Decision {
  const { knowledge, searcher } = said.known
  const about = aboutAfter(said.talk.about, said.utterance, { regions: [], audiences: [] }, knowledge)
  const turn: Turn = { ...said, talk: { ...said.talk, about, misses: 0 } }
  const find = (utterance: string) => search(searcher, { utterance, moment: said, lang: turn.talk.lang })
  // A town alone is no topic, though a contact may be called by it.
  const meant = new Set(find(withoutNames(said.utterance, knowledge.vocabulary, ['p'])).hits.map(({ id }) => id))
  const { hits, decision } = find(said.utterance)
  const best = decision === 'answer' && hits[0] && meant.has(hits[0].id) ? knowledge.entries.get(hits[0].id) : undefined
  const visitor = visitorOf(turn.talk, knowledge, turn)
  if (best?.kind === 'contacts' && namedBy(best, visitor, knowledge, turn).length > 0)
    return answered(turn, turn.utterance, best, answer(best, turn.context, undefined, visitor), { ...eventOf(act), entry: best.id })
  const subject = turn.talk.subject && knowledge.entries.get(turn.talk.subject.entry)
  const topic = best !== undefined && best.kind !== 'guides' && !best.elsewhere ? best : subject
  return referred(turn.talk, personReply(turn, topic), turn.utterance, eventOf(act))
}

/** We see no cases; the contact of the talk does, or those who are responsible. */
function ownCase(turn: Turn, act: ActId): Decision | undefined {
  const decision = plainly(turn, act)
  const contact = lastEntry(turn)
  const people: Reply = personReply(turn)
  const card = contact?.kind === 'contacts' ? cardOf(contact, turn.context) : undefined
  return decision && { ...decision, reply: { ...people, texts: decision.reply.texts, cards: card ? [card] : people.cards } }
}

function lastEntry({ talk, known }: Turn): Entry | undefined {
  return talk.last?.entry && known.knowledge.entries.get(talk.last.entry)
}

/** What was answered last, once more and easier. */
function simpler(turn: Turn, act: ActId): Decision | undefined {
  const entry = lastEntry(turn)
  if (!entry) return plainly(turn, act)
  return { reply: easyAnswer(entry, turn.context), talk: turn.talk, event: { ...eventOf('simpler'), entry: entry.id } }
}

function again(turn: Turn, act: ActId): Decision | undefined {
  const entry = lastEntry(turn)
  if (!entry || entry.kind === 'guides') return plainly(turn, act)
  return answered(turn, impersonalWords(turn.talk.last!.utterance), entry, answer(entry, turn.context), {
    kind: 'choice',
    entry: entry.id,
    act,
  })
}
