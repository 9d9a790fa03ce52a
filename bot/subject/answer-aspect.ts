/** An aspect of an entry → reply: from its fields, else from its text, else an honest "nothing about that", with who knows. */
import { answer, cardOf } from '../answers/answer.ts'
import { type AnswerContext, assemble, button, cite, shorten } from '../answers/common.ts'
import { numbersReply } from '../answers/numbers.ts'
import { pathOf } from '../knowledge/references.ts'
import type { Entry, EntryId, Funding } from '../knowledge/schema.ts'
import { inLanguage } from '../knowledge/translations.ts'
import { isOpen } from '../knowledge/validity.ts'
import { message } from '../messages.ts'
import { sayDoubt } from '../regions/doubt.ts'
import type { Visitor } from '../regions/responsible.ts'
import { type Card, type Reply, say } from '../reply.ts'
import type { Within } from '../search/search.ts'
import type { Aspect } from './aspects.ts'
import { whoKnows } from './contacts.ts'
import { sayExamples } from './examples.ts'
import { fieldsFor } from './fields.ts'
import type { FollowUpQuestion } from './follow-up-question.ts'
import { isLikeKnown, isNearlyKnown } from './known-follow-up.ts'
import { type FoundPart, partFor, wholePart } from './passages.ts'

export interface AspectQuestion extends Pick<FollowUpQuestion, 'aspects' | 'words' | 'audienceWords'> {
  kindWords?: readonly string[]
  /** Id of the part that was shown last: a question without words of its own goes on about that. */
  shown?: string | undefined
  /** Only what speaks of those who are named answers. */
  strict?: true
  utterance: string
  /** Ids of the audiences it names. */
  audiences: readonly string[]
  /** The part of the entry that says most of the question as it was put, and the one that is known to be asked like that. */
  within?: Within | undefined
}

/** What was found: `told` is false where the entry says nothing about it. `entry`: the one that says it. */
export interface AspectAnswer {
  entry: Entry
  reply: Reply
  told: boolean
  /** Id of the part that says it, where one does. */
  passage?: string
  /** The talk is about this entry from now on. */
  moves?: true
  /** The first of those who were named, where the answer is who helps. */
  people?: EntryId
}

/** Undefined where the question has words of its own and the entry none of them: it is about something else. */
export function answerAspect(entry: Entry, question: AspectQuestion, visitor: Visitor, context: AnswerContext): AspectAnswer | undefined {
  const { aspects, words } = question
  const reach = aspects.find((aspect) => aspect === 'phone' || aspect === 'mail')
  const { asked } = question.within ?? {}
  const known = asked && entry.passages[asked.passage]
  if (words.length === 0) {
    // "Wo stelle ich den Antrag?" asks how to apply, and not for a place.
    for (const aspect of aspects.includes('register') ? aspects.filter((one) => one !== 'where') : aspects) {
      const said = fromFields(entry, aspect, question, context)
      if (said) return { entry, ...said, told: true }
    }
    if (known && isNearlyKnown(asked)) return { entry, ...fromPart(entry, wholePart(known), context), told: true }
    if (aspects[0] === 'example') {
      const examples = sayExamples(entry, context)
      if (examples) return { entry, ...examples }
    }
    if (aspects[0] === 'funding' && entry.kind !== 'funding') return withFunding(entry, context) ?? fundingAtAll(entry, context)
    const said = reach && fromText(entry, { ...question, aspects: [reach] }, context)
    if (said) return { entry, ...said, told: true }
    const numbers = reach === 'phone' ? sayNumbers(entry, visitor, context) : undefined
    if (numbers) return numbers
    if (reach || asksForPeople(aspects, entry)) return sayWho(entry, visitor, context)
  }
  // What is measured ("wie lange?") is told where it is said; anything else where it is known to be asked.
  const isMeasured = words.length === 0 && aspects.some((aspect) => MEASURED.has(aspect))
  const asItIsAsked = () =>
    known &&
    (asked.score >= MIN_ASKED || isLikeKnown(question.within)) && { entry, ...fromPart(entry, wholePart(known), context), told: true }
  const likely = isMeasured ? undefined : asItIsAsked()
  if (likely) return likely
  // What is written in another language than the talk's comes after what is written in it.
  const sources = [entry, ...neighbours(entry, context)]
  const own = (source: Entry) => (source.lang === context.lang ? 0 : 1)
  for (const source of sources.sort((a, b) => own(a) - own(b))) {
    const said = fromText(source, question, context)
    if (said) return { entry: source, ...said, told: true }
  }
  const said = !isMeasured && question.within && question.within.share >= MIN_SAID ? entry.passages[question.within.passage] : undefined
  if (said) return { entry, ...fromPart(entry, wholePart(said), context), told: true }
  if (words.length > 0) return undefined
  const shown = entry.passages.find(({ id }) => id === question.shown)
  if (shown && aspects.every((aspect) => aspect === 'what')) return { entry, ...fromPart(entry, wholePart(shown), context), told: true }
  if (aspects.length === 0 || aspects.some((aspect) => TOLD_BY_ALL.has(aspect)))
    return { entry, reply: fromLead(entry, context), told: true }
  return sayNothing(entry, visitor, context)
}

/** A part that says less of the question than this says something else. */
const MIN_SAID = 0.5
/** So much must come together of all that speaks for a part (`PartAsked.score`), where the question is not known. */
const MIN_ASKED = 0.9

/** "Wie geht das?", "Was ist das?": the text as a whole says it, where no part of it does. */
const TOLD_BY_ALL: ReadonlySet<Aspect> = new Set<Aspect>(['how', 'next', 'what', 'more', 'purpose'])

/** That the entry says nothing about it, with who may know. */
export function sayNothing(entry: Entry, visitor: Visitor, context: AnswerContext): AspectAnswer {
  return { entry, reply: people(entry, visitor, context, 'subject.nothing'), told: false }
}

/** That nothing is known of what was asked, with who knows more, should it still be about the entry. */
export function sayUnknown(entry: Entry, visitor: Visitor, context: AnswerContext): Reply {
  return people(entry, visitor, context, 'none.subject')
}

/** Something was told of the matter: what the entry can be asked for, beside what was shown. */
export function sayTold(entry: Entry, context: AnswerContext, shown: string | undefined): Reply {
  const { knowledge, lang } = context
  const asked = entry.passages.flatMap(({ id, heading }) => (heading?.endsWith('?') && id !== shown ? [heading] : []))
  return {
    ...say(lang, message(knowledge.messages, lang, 'subject.told', { title: entry.title })),
    suggestions: [
      ...asked.slice(0, MAX_PARTS).map((heading) => ({ label: heading, say: heading })),
      button('label.person', message(knowledge.messages, lang, 'label.person')),
    ],
  }
}
const MAX_PARTS = 3

/** Whom to call about it; the entry itself, where it is a contact, has no number of its own. */
function sayNumbers(entry: Entry, visitor: Visitor, context: AnswerContext): AspectAnswer | undefined {
  const wanted = whoKnows(entry, visitor, context.knowledge, context)
  const reply = numbersReply({ ...wanted, shown: entry.id }, visitor, context)
  return reply && { entry, reply, told: true, ...(reply.cards[0] && { people: reply.cards[0].id }) }
}

/** Who helps with it. */
export function sayWho(entry: Entry, visitor: Visitor, context: AnswerContext): AspectAnswer {
  const reply = people(entry, visitor, context, 'subject.who')
  return { entry, reply, told: true, ...(reply.cards[0] && { people: reply.cards[0].id }) }
}

type Said = Pick<AspectAnswer, 'reply' | 'passage'>

function fromFields(entry: Entry, aspect: Aspect, question: AspectQuestion, context: AnswerContext): Said | undefined {
  const { lines, targets } = fieldsFor(entry, aspect, question.audiences, context)
  if (lines.length === 0 && targets.length === 0) return undefined
  // A text that says how comes before a mere address.
  const told = lines.length === 0 ? fromText(entry, { ...question, aspects: [aspect] }, context) : undefined
  if (told) return { ...told, reply: { ...told.reply, targets } }
  const links = targets.map(({ title, href }) => `[${title}](${href})`).join(' · ')
  const text = [about(entry, context), lines.join('\n\n'), links].filter(Boolean).join('\n\n')
  return { reply: assemble(entry, context, { text, targets }) }
}

/** The programmes that an entry names as its next step; undefined where it names none that may be had. */
function withFunding(entry: Entry, context: AnswerContext): AspectAnswer | undefined {
  const { knowledge, lang, ...moment } = context
  const programmes = entry.next
    .map((id) => knowledge.entries.get(id as Entry['id']))
    .filter((other): other is Funding => other?.kind === 'funding' && other.state !== 'ausgelaufen' && isOpen(other, { ...moment }))
  if (programmes.length === 0) return undefined
  const list = programmes.map(({ title, id }) => `- [${title}](${pathOf(id)})`).join('\n')
  const lead = message(knowledge.messages, lang, 'subject.funding', { title: entry.title })
  return { entry, reply: assemble(entry, context, { text: `${lead}\n\n${list}` }), told: true }
}

/** Where an entry names no programme: the text that leads to them, if the area has one in this language. */
function fundingAtAll(entry: Entry, context: AnswerContext): AspectAnswer | undefined {
  const { entries, area } = context.knowledge
  const named = area.funding && entries.get(area.funding)
  const general = named && inLanguage(named, context.lang, context.knowledge)
  if (!general || general.id === entry.id) return undefined
  return { entry: general, reply: answer(general, context), told: true, moves: true }
}

/** "Wer macht das?" asks for people; "wer muss das?" for those it applies to, which comes first in `ASPECTS`. */
function asksForPeople(aspects: readonly Aspect[], entry: Entry): boolean {
  return aspects[0] === 'who' && entry.kind !== 'guides'
}

function fromText(entry: Entry, question: AspectQuestion, context: AnswerContext): Said | undefined {
  const { aspects, words, audienceWords, utterance, kindWords = [], strict, shown } = question
  const named = aspects[0] === 'audience' ? [...words, ...audienceWords] : words.length === 0 ? kindWords : words
  const sought = aspects.length > 0 ? aspects.map((aspect) => ({ aspect, words: named })) : [{ words: named }]
  const isLoose = audienceWords.length > 0 ? !strict : named === kindWords && !MEASURED.has(aspects[0]!)
  const again = isLoose ? aspects.map((aspect) => ({ aspect, words })) : []
  for (const each of [...sought, ...again]) {
    const part = partFor(entry, { ...each, question: utterance, shown })
    if (part) return fromPart(entry, part, context)
  }
  return undefined
}

/** How long the decision takes is not how long something else does. */
const MEASURED: ReadonlySet<Aspect> = new Set<Aspect>(['duration', 'until', 'from', 'cost', 'amount', 'often', 'when'])

function fromPart(entry: Entry, part: FoundPart, context: AnswerContext): Said {
  const reply = assemble(entry, context, {
    text: [about(entry, context), partText(entry, part, context)].join('\n\n'),
    anchor: part.anchor,
  })
  return { reply, ...(part.heading && { passage: part.id }) }
}

/** Beside an event the article about it, and the other way round: two that name each other as the next step say the same thing. */
function neighbours(entry: Entry, { knowledge, ...moment }: AnswerContext): Entry[] {
  if (entry.kind !== 'events') return []
  return entry.next
    .map((id) => knowledge.entries.get(id as Entry['id']))
    .filter((other): other is Entry => other?.kind === 'articles' && other.next.includes(entry.id) && isOpen(other, moment))
    .map((other) => inLanguage(other, moment.lang, knowledge))
}

/** The contacts who help with it or know more, after a sentence that says why they are named. */
function people(entry: Entry, visitor: Visitor, context: AnswerContext, id: 'subject.who' | 'subject.nothing' | 'none.subject'): Reply {
  const { knowledge, lang } = context
  const { contacts, doubt } = whoKnows(entry, visitor, knowledge, context)
  const cards = contacts.map((contact) => cardOf(contact, context)).filter((card): card is Card => card !== undefined)
  const lead = message(knowledge.messages, lang, id, { title: entry.title })
  const ask = id === 'subject.nothing' && cards.length > 0 ? ` ${message(knowledge.messages, lang, 'subject.ask')}` : ''
  const person = message(knowledge.messages, lang, 'label.person')
  return {
    ...say(lang, [`${lead}${ask}`, ...(doubt ? [sayDoubt(doubt, knowledge, lang)] : [])].join('\n\n')),
    cards,
    citations: [cite(entry, context)],
    suggestions: [button('label.person', person)],
  }
}

function fromLead(entry: Entry, context: AnswerContext): Reply {
  const all = entry.passages.map(({ heading, markdown }) => (heading ? `**${heading}**\n\n${markdown}` : markdown)).join('\n\n')
  return assemble(entry, context, { text: [shorten(all, MAX_WHOLE).text, more(entry, pathOf(entry.id), context)].join('\n\n') })
}
/** Letters of a whole text in one answer; the page has the rest. */
const MAX_WHOLE = 1_500

function partText(entry: Entry, { heading, markdown, anchor }: FoundPart, context: AnswerContext): string {
  const page = pathOf(entry.id)
  const shown = shorten(markdown, context.maxChars).text
  return [...(heading ? [`**${heading}**`] : []), shown, more(entry, anchor && heading ? `${page}#${anchor}` : page, context)].join('\n\n')
}

function more({ title }: Entry, link: string, { knowledge, lang }: AnswerContext): string {
  return message(knowledge.messages, lang, 'more', { title, link })
}

function about({ title }: Entry, { knowledge, lang }: AnswerContext): string {
  return message(knowledge.messages, lang, 'subject.about', { title })
}
