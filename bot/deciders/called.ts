/** "Gib mir die Nummer von der Kammer", "wen kann ich anrufen?": whom to call, with the number in the answer. */
import { numbersReply, type Wanted } from '../answers/numbers.ts'
import { contactsFor } from '../answers/people.ts'
import { type Decision, referred, subjectAfter, type Turn } from '../decision.ts'
import { entriesOf } from '../knowledge/knowledge.ts'
import type { Contact, Entry } from '../knowledge/schema.ts'
import { aboutAfter, visitorOf } from '../person.ts'
import { impersonalWords, withoutPersonalData } from '../privacy.ts'
import type { Doubt } from '../regions/doubt.ts'
import { alikeAt, namedBy, responsibleFor, type Visitor } from '../regions/responsible.ts'
import { search } from '../search/search.ts'
import { fold } from '../search/words/fold.ts'
import { rawTokens } from '../search/words/tokens.ts'
import { readAspects } from '../subject/aspects.ts'
import { readFollowUp } from '../subject/follow-up-question.ts'
import { earOf } from '../understanding/ear.ts'
import { type HeardPart, hear } from '../understanding/heard.ts'
import { withoutNames } from '../understanding/profile/profile.ts'
import { chamberWords } from '../understanding/profile/responsible-question.ts'

export function called(said: Turn): Decision | undefined {
  const { aspects } = readAspects(said.utterance)
  if (!aspects.includes('phone') || !asksForPeople(said) || asksMore(said)) return undefined
  const { knowledge } = said.known
  const about = aboutAfter(said.talk.about, said.utterance, { regions: [], audiences: [] }, knowledge)
  const turn: Turn = { ...said, talk: { ...said.talk, about, misses: 0 } }
  const visitor = visitorOf(turn.talk, knowledge, turn)
  const { subject } = turn.talk
  const wanted = { ...wantedBy(turn, visitor), hours: aspects.includes('hours'), shown: turn.talk.people ? subject?.entry : undefined }
  const reply = numbersReply(wanted, visitor, turn.context)
  if (!reply) return undefined
  const first = reply.citations[0]?.id
  const named = first ? { ...turn.talk, last: { utterance: impersonalWords(turn.utterance), entry: first } } : turn.talk
  const decision = referred(named, reply, turn.utterance, {
    kind: 'question',
    text: withoutPersonalData(said.utterance),
    decision: 'answer',
    act: 'person',
    detail: 'number',
    ...(first && { entry: first }),
  })
  // Its card was shown before, and is not shown again; the talk is about it all the same.
  return first && reply.cards.length === 0
    ? { ...decision, talk: { ...named, people: true, subject: subjectAfter(named, first, turn.utterance) } }
    : decision
}

/** As a whole, in one of its sentences, or as one of several questions, of which nobody has heard yet what it does. */
function asksForPeople({ heard, utterance, known, talk, ...moment }: Turn): boolean {
  if (heard.act !== undefined) return heard.act === 'person'
  return heard.parts.some(isCall) || hear(utterance, earOf(known, moment, talk.lang)).act === 'person'
}

const isCall = ({ act, text }: HeardPart) => act === 'person' && readAspects(text).aspects.includes('phone')

/** Beside the wish for a number something is asked that no contact's fields say. */
function asksMore({ heard, known }: Turn): boolean {
  return heard.parts.some(
    ({ kind, text }) =>
      kind === 'question' &&
      !readAspects(text).aspects.includes('phone') &&
      !chamberWords(text) &&
      readFollowUp(text, known.searcher.index.slotLists)?.words.length !== 0,
  )
}

/** A chamber that is named, another contact, those who know what it is about, those of the place. */
function wantedBy(turn: Turn, visitor: Visitor): Wanted {
  const chambers = chambersNamed(turn, visitor)
  if (chambers) return chambers
  const found = entryFound(turn)
  const { talk, known } = turn
  if (found?.kind === 'contacts') return listed(alikeAt(found, visitor, known.knowledge, turn))
  const entryOf = (id: string | undefined) => (id === undefined ? undefined : known.knowledge.entries.get(id as Entry['id']))
  const subject = entryOf(talk.subject?.entry)
  const before = entryOf(talk.subject?.before)
  if (found || subject?.kind !== 'contacts') {
    const { contacts, doubt } = contactsFor(talk, known, turn, found ?? subject)
    const local = visitor.places.length === 0 ? localTo(visitor, turn) : []
    return { contacts: [...new Set([...contacts, ...local])], doubt: doubt ?? (local.length > 0 ? { kind: 'place' } : undefined) }
  }
  // People were named just before: their number, or that of others who know what it was about.
  const others = before ? namedBy(before, visitor, known.knowledge, turn) : []
  return { contacts: [...new Set([subject, ...(subject.phone ? [] : others)])] }
}

/** All who are there for one part of the area or another, while nobody knows where the visitor is. */
function localTo(visitor: Visitor, { known, ...moment }: Turn): Contact[] {
  const { referrals } = responsibleFor(visitor, known.knowledge, moment)
  return referrals.filter(({ reason, contact }) => reason === 'perhaps' && contact.handOff !== undefined).map(({ contact }) => contact)
}

function listed({ referrals, doubt }: { referrals: readonly { contact: Contact }[]; doubt?: Doubt }): Wanted {
  return { contacts: referrals.map(({ contact }) => contact), ...(doubt && { doubt }) }
}

/** "Handwerkskammer", "IHK", "die Kammer": the visitor's own, by who and where they are. */
function chambersNamed({ utterance, known, ...moment }: Turn, visitor: Visitor): Wanted | undefined {
  const words = chamberWords(utterance)
  if (!words) return undefined
  const { knowledge } = known
  const kinds = new Set(words)
  const isNamed = ({ title, short = '', organisation }: Contact) => {
    const name = rawTokens(`${title} ${short} ${organisation}`).map(fold)
    return words.length === 0 || words.some((word) => name.some((own) => own.endsWith(word)))
  }
  const chambers = entriesOf(knowledge, 'contacts').filter(
    (contact) => contact.handOff !== undefined && contact.districts.length > 0 && isNamed(contact),
  )
  // Who names one kind of chamber gets it, whatever trade they have.
  const asked = kinds.size === 1 ? { ...visitor, audiences: [] } : visitor
  const { referrals, doubt } = responsibleFor(asked, knowledge, moment)
  const fitting = referrals.filter(({ contact }) => chambers.includes(contact))
  return fitting.length > 0 ? listed({ referrals: fitting, ...(doubt && { doubt }) }) : undefined
}

/** What the number is wanted for: an entry that the words name beside those that ask for it. */
function entryFound({ utterance, known, talk, ...moment }: Turn): Entry | undefined {
  const plain = withoutNames(utterance, known.knowledge.vocabulary, ['p', 'w'])
  const { rest } = readAspects(plain)
  const whole = search(known.searcher, { utterance: plain, moment, lang: talk.lang })
  const first = whole.hits[0] && known.knowledge.entries.get(whole.hits[0].id)
  if (whole.decision === 'answer' && first?.kind === 'contacts' && whole.hits[0]!.named > 0) return first
  const { decision, hits } = search(known.searcher, { utterance: rest, moment, lang: talk.lang })
  const entry = hits[0] && known.knowledge.entries.get(hits[0].id)
  return decision === 'answer' && entry && entry.kind !== 'guides' && !entry.elsewhere ? entry : undefined
}
