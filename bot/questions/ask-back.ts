/** A question that several entries compete for: "Meinten Sie …?", or the likeliest, told as a guess. */
import { suggest, titleIn } from '../answers/common.ts'
import { answerFound } from '../answers/found.ts'
import { answered, buttons, type Decision, sentence, subjectAfter, type Turn } from '../decision.ts'
import type { Entry } from '../knowledge/schema.ts'
import { inLanguage } from '../knowledge/translations.ts'
import { message } from '../messages.ts'
import { visitorOf } from '../person.ts'
import type { UsageEvent } from '../ports.ts'
import { impersonalWords } from '../privacy.ts'
import { say } from '../reply.ts'
import { knownShare, type SearchResult } from '../search/search.ts'
import { tokens } from '../search/words/tokens.ts'
import type { Talk } from '../talk.ts'
import { isForHere } from './no-answer.ts'

const MAX_CHOICES = 3
/** How sure the runner-up must be to stand beside the first choice. */
const MIN_SHARE = 0.25

/** The best that compete, as buttons; the likeliest told as a guess; undefined where nothing that was found may be offered here. */
export function askBack(turn: Turn, result: SearchResult, event: UsageEvent): Decision | undefined {
  const { talk, known } = turn
  const first = result.hits[0]!.score
  const choices = result.hits
    .filter((hit, rank) => rank < 2 || hit.score >= first * MIN_SHARE)
    .map((hit) => known.knowledge.entries.get(hit.id))
    .filter((entry): entry is Entry => entry !== undefined && !entry.elsewhere && isForHere(entry, turn))
    .map((entry) => inLanguage(entry, talk.lang, known.knowledge))
    .filter((entry, at, all) => (talk.lang === 'en' || entry.lang === talk.lang) && all.indexOf(entry) === at)
    .slice(0, MAX_CHOICES)
  if (choices.length === 0) return undefined
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
  if (best.score < MIN_LIKELY) return undefined
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
/** Of a question whose words are mostly strange nothing is guessed. */
const MIN_KNOWN = 0.5
const MIN_WORDS_OF_GUESS = 3

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
