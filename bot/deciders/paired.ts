/**
 * Two questions in one message: both are answered, in order and in short, each under its own words. What is answered with a choice or a guide
 * is offered as buttons, and what nobody knows is said; none is dropped.
 */
import { answer } from '../answers/answer.ts'
import { suggest } from '../answers/common.ts'
import { answered, type Decision, type Move, type Turn } from '../decision.ts'
import type { EntryId } from '../knowledge/schema.ts'
import { inLanguage } from '../knowledge/translations.ts'
import { message } from '../messages.ts'
import { visitorOf } from '../person.ts'
import { withoutPersonalData } from '../privacy.ts'
import type { Reply, Suggestion } from '../reply.ts'
import { ownerOf } from '../search/index/own-questions.ts'
import { partsFor } from '../search/search.ts'
import { speaksOf } from '../subject/aspects.ts'
import { readFollowUp } from '../subject/follow-up-question.ts'
import { asksPlainly } from '../understanding/parts.ts'

/** More are not answered in one breath; the rest is offered as buttons. */
const MAX_QUESTIONS = 2
/** Letters of each answer. */
const MAX_ANSWER_CHARS = 600
/** Letters of a question that is said back. */
const MAX_SAID_CHARS = 120
const MAX_BUTTONS = 6

/** A decision that answers the question. */
type Answer = Decision & { event: { kind: 'question'; decision: 'answer' } }

interface Told {
  /** As it was said. */
  question: string
  move: Move
}

/** Undefined where the message asks one thing, where one answer holds for all of it, or where none of its questions can be answered apart. */
export function paired(turn: Turn, decide: (turn: Turn) => Move): Move | undefined {
  const { heard, known, utterance } = turn
  if (heard.questions.length < 2 || ownerOf(known.searcher.index.ownQuestions, utterance) >= 0) return undefined
  // What only tells, and finds nothing, is no question that was left without an answer.
  const told = tell(turn, decide).filter(({ question, move }) => isAnswer(move) || asksPlainly(question))
  const answers = told.flatMap(({ move }) => (isAnswer(move) ? [move] : []))
  const [first, second] = answers
  if (!first || (second && showsTheSame(first, second))) return undefined
  // "Was ist erlaubt und was ist verboten?" names nothing twice: what is left of it when it is taken apart is no question.
  if (!second && told.some(({ question, move }) => !isAnswer(move) && isHollow(question, turn))) return undefined
  if (told.length === 1) return first
  if (second && saysAsWell(first, told.at(-1)!.question, turn)) return first
  return together(turn, told, answers)
}

/** "Muss ich das melden? Wie schnell?": the part that answers the first has the second, which names nothing, in it. */
function saysAsWell({ event }: Answer, question: string, turn: Turn): boolean {
  const entry = event.entry && turn.known.knowledge.entries.get(event.entry as EntryId)
  const part = entry ? entry.passages.find(({ id }) => id === event.passage) : undefined
  const { words, aspects } = readFollowUp(question, turn.known.searcher.index.slotLists) ?? { words: [''], aspects: [] }
  return part !== undefined && words.length === 0 && aspects[0] !== undefined && speaksOf(part.plain, aspects[0])
}

/** Each in the talk that the one before has left, so that "und was kostet das?" is about what was just answered. */
function tell(turn: Turn, decide: (turn: Turn) => Move): Told[] {
  const { withAsides, questions, asides = questions, ...heard } = turn.heard
  const stories = heard.parts.filter(({ kind }) => kind === 'story').map(({ text }) => text)
  const told: Told[] = []
  let talk = turn.talk
  for (const [at, question] of questions.slice(0, MAX_QUESTIONS).entries()) {
    const said = asides[at]!
    const put = (utterance: string) =>
      decide({
        ...turn,
        talk,
        utterance,
        context: { ...turn.context, maxChars: MAX_ANSWER_CHARS },
        heard: { ...heard, text: utterance, questions: [utterance], ...(said !== question && { withAsides: said }) },
      })
    let move = put(question)
    if (!isAnswer(move)) move = fromSubject(move, said, { ...turn, talk }) ?? move
    // What a story tells may be what its question is about.
    if (!isAnswer(move) && stories.length > 0) {
      const whole = put([...stories, question].join(' '))
      if (isAnswer(whole)) move = whole
    }
    if (isAnswer(move)) talk = move.talk
    told.push({ question: said, move })
  }
  return told
}

/** Of several that may be meant, the one that was answered just before is. */
function fromSubject(move: Move, question: string, turn: Turn): Decision | undefined {
  const { talk, known } = turn
  const entry = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  if (!entry || !('reply' in move) || !move.talk.offers.some((offer) => offer.entry === entry.id)) return undefined
  const found = partsFor(known.searcher, question, entry.id)
  const reply = answer(entry, { ...turn.context, maxChars: MAX_ANSWER_CHARS }, found?.passage, visitorOf(talk, known.knowledge, turn))
  return answered(turn, question, entry, reply, { ...move.event, decision: 'answer', entry: entry.id })
}

function isAnswer(move: Move): move is Answer {
  return 'reply' in move && move.event.kind === 'question' && move.event.decision === 'answer'
}

/** The same part of the same entry; what leads up to it may differ. */
function showsTheSame(first: Decision, second: Decision): boolean {
  const partOf = ({ event, reply }: Decision) => {
    const text = reply.texts.join('\n\n')
    return JSON.stringify(['entry' in event && event.entry, /^\*\*.+\*\*$/m.exec(text)?.[0] ?? text])
  }
  return partOf(first) === partOf(second)
}

/** It has no words of its own. */
function isHollow(question: string, { known }: Turn): boolean {
  return readFollowUp(question, known.searcher.index.slotLists)?.words.length === 0
}

function together(turn: Turn, told: readonly Told[], answers: readonly Decision[]): Decision {
  const replies = told.map((each) => replyTo(each, turn))
  const [first, last] = [answers[0]!, answers.at(-1)!]
  const rest = turn.heard.questions.slice(MAX_QUESTIONS).map((question) => ({ label: written(question), say: question }))
  const offered = told.flatMap(({ move }) =>
    'reply' in move && !isAnswer(move)
      ? move.talk.offers
      : 'open' in move && typeof move.open === 'object'
        ? [{ label: move.open.title, entry: move.open.id }]
        : [],
  )
  return {
    ...first,
    reply: {
      lang: first.reply.lang,
      texts: replies.flatMap(({ texts }) => texts).filter((text, at, all) => all.indexOf(text) === at),
      cards: unique(
        replies.flatMap(({ cards }) => cards),
        ({ id }) => id,
      ),
      citations: unique(
        replies.flatMap(({ citations }) => citations),
        ({ id }) => id,
      ),
      targets: unique(
        replies.flatMap(({ targets }) => targets),
        ({ href }) => href,
      ),
      suggestions: buttonsOf(rest, replies),
    },
    talk: { ...last.talk, offers: unique([...answers.flatMap(({ talk }) => talk.offers), ...offered], ({ label }) => label) },
    event: { ...first.event, text: withoutPersonalData(turn.utterance), detail: 'two-questions' },
  }
}

/** One answer under the words of its question; what leads to choices or a guide is said with its buttons. */
function replyTo({ question, move }: Told, { known, talk, context }: Turn): Reply {
  const { messages } = known.knowledge
  const said = written(question)
  const nothing = { lang: talk.lang, cards: [], citations: [], targets: [] }
  if (isAnswer(move)) {
    const [text, ...more] = move.reply.texts
    return { ...move.reply, texts: [`**${said}**\n\n${text ?? ''}`, ...more] }
  }
  if ('open' in move) {
    if (typeof move.open === 'string') return { ...nothing, texts: [], suggestions: [] }
    const guide = inLanguage(move.open, talk.lang, known.knowledge)
    const text = message(messages, talk.lang, 'two.guide', { question: said, title: guide.title })
    return { ...nothing, texts: [text], suggestions: [suggest(guide, context)] }
  }
  const isChoice = move.event.kind === 'question' && move.event.decision === 'clarify'
  if (!isChoice) return { ...nothing, texts: [message(messages, talk.lang, 'two.none', { question: said })], suggestions: [] }
  const choices = move.talk.offers.map(({ label }) => ({ label, say: label }))
  return { ...nothing, texts: [message(messages, talk.lang, 'two.choice', { question: said })], suggestions: choices }
}

/** What is asked further comes first, then of each answer in turn, then what stands under every answer. */
function buttonsOf(rest: readonly Suggestion[], replies: readonly Reply[]): Suggestion[] {
  const always = replies
    .map(({ suggestions }) => suggestions)
    .reduce((all, some) => all.filter(({ say }) => some.some((one) => one.say === say)))
  const own = replies.map(({ suggestions }) => suggestions.filter(({ say }) => !always.some((one) => one.say === say)))
  const longest = Math.max(0, ...own.map(({ length }) => length))
  const inTurn = Array.from({ length: longest }, (_, at) => own.flatMap((suggestions) => suggestions[at] ?? [])).flat()
  const all = unique([...rest, ...inTurn], ({ say }) => say)
  return [...all.slice(0, MAX_BUTTONS - always.length), ...always]
}

function unique<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map(all.toReversed().map((one) => [keyOf(one), one])).values()].toReversed()
}

/** A question as it is said back: without what Markdown would read, with a capital and a question mark. */
function written(question: string): string {
  const plain = withoutPersonalData(question)
    .replace(/[*_`~[\]<>#|\\]/g, '')
    .replace(/[\s.!?,;:]+$/u, '')
    .trim()
  const short = plain.length > MAX_SAID_CHARS ? `${plain.slice(0, MAX_SAID_CHARS).replace(/\s+\S*$/u, '')} …` : `${plain}?`
  return short.charAt(0).toUpperCase() + short.slice(1)
}
