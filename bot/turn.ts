/**
 * One turn: what the visitor says, what is remembered, what is known, and the instant → what to answer and what to remember.
 * Pure. Each decider looks at the turn and decides or leaves it to the next one; their order is the bot's manners, and stands here alone.
 */
import { actColour } from './answers/act.ts'
import { closedReply } from './answers/closed.ts'
import { withNotices } from './answers/notices.ts'
import { acted } from './deciders/acted.ts'
import { called } from './deciders/called.ts'
import { conversing } from './deciders/conversing.ts'
import { distressed } from './deciders/distressed.ts'
import { followed, isAskedOfSubject, isAspectOfSubject } from './deciders/followed.ts'
import { forgetting } from './deciders/forgetting.ts'
import { headed } from './deciders/headed.ts'
import { interrupted } from './deciders/interrupted.ts'
import { mailOrdered } from './deciders/mail-ordered.ts'
import { offered } from './deciders/offered.ts'
import { outOfBounds } from './deciders/out-of-bounds.ts'
import { paired } from './deciders/paired.ts'
import { introduced, unprofiled } from './deciders/profiled.ts'
import { requested } from './deciders/requested.ts'
import { searched } from './deciders/searched.ts'
import { isLikeDates, timed } from './deciders/timed.ts'
import { withdrawing } from './deciders/withdrawing.ts'
import { buttons, type Decision, type Move, sentence, type Turn } from './decision.ts'
import { openQuestion, putAgain } from './dialog-stack.ts'
import { openDialog, readDialog } from './dialogs.ts'
import { isQuestion } from './guides/reading/manner.ts'
import { replay } from './guides/replay/replay.ts'
import { guideOf } from './guides/talk.ts'
import type { PublicWords } from './knowledge/schema.ts'
import { isTaken, joined, partedIn } from './parted.ts'
import type { Known } from './ports.ts'
import { type About, aboutAnswered, keepStated, profileLine } from './profile.ts'
import { withRating } from './rating.ts'
import { withRead } from './read-so-far.ts'
import { say } from './reply.ts'
import type { HandOffState } from './requests/standing.ts'
import { insteadOfAgain } from './subject/again.ts'
import { lastGuide, type Talk } from './talk.ts'
import { turnOf } from './turn-heard.ts'
import { isCrisis } from './understanding/acts/recogniser.ts'
import { withoutContrast } from './understanding/contrast.ts'

/** Never waits, never throws for anything a visitor can say. */
export function decideTurn(utterance: string, talk: Talk, known: Known, now: Date, handOff?: HandOffState): Decision {
  const turn = turnOf(utterance, talk, known, now, handOff)
  const parted = partedIn(turn)
  if (parted) {
    const first = decideTurn(parted.first, talk, known, now, handOff)
    if (isTaken(first, parted)) return joined(first, decideTurn(parted.rest, first.talk, known, now, handOff), parted)
  }
  const decision = withRating(utterance, withProfile(turn, talk.about, remembered(insteadOfAgain(turn, decided(turn)))))
  // Nobody who cries for help reads of opening hours first.
  return decision.unkept ? decision : withNotices(decision, known, turn)
}

/** The talk remembers what is read in it. */
function remembered(decision: Decision): Decision {
  const { talk, reply, unkept } = decision
  return unkept ? decision : { ...decision, talk: { ...talk, read: withRead(talk.read ?? [], reply) } }
}

/** Help where words beside the talk are a cry for it, as it is given in the talk; undefined for all other words. */
export function decideUrgent(words: string, talk: Talk, known: Known, now: Date): Decision | undefined {
  const { act } = turnOf(words, talk, known, now).heard
  return act !== undefined && isCrisis(act) ? decideTurn(words, talk, known, now) : undefined
}

function decided(turn: Turn): Decision {
  const { known } = turn
  const choices = () => openQuestion(turn)?.suggestions.map(({ say: words }) => words) ?? []
  const part = headed(turn, choices)
  if (part) return putAgain(turn, part)
  const urgent = distressed(turn)
  if (urgent) return 'open' in urgent ? openDialog(turn, urgent) : urgent
  const beyond = outOfBounds(turn)
  if (beyond) return beyond
  const taken = unprofiled(turn)
  if (taken) return putAgain(turn, taken)
  const settled = forgetting(turn) ?? withdrawing(turn)
  if (settled) return settled
  const spoken = conversing(turn, choices)
  if (spoken) return spoken.effect ? spoken : putAgain(turn, spoken)
  return handedOver(readDialog(turn) ?? (known.closed ? refused(turn, known.closed) : besides(turn)))
}

/** At a closed door: what was begun is gone on with, help and deletion are there, nothing else is. */
function refused({ talk, known }: Turn, reason: PublicWords): Decision {
  return { reply: closedReply(talk, known.knowledge, reason), talk, event: { kind: 'interruption', detail: 'closed' } }
}

/** The talk remembers that a request was made in it, so that the world is asked whether a person has answered. */
function handedOver(decision: Decision): Decision {
  const { effect, talk } = decision
  return typeof effect === 'object' && 'tell' in effect && effect.tell === 'created'
    ? { ...decision, talk: { ...talk, handedOver: true } }
    : decision
}

/**
 * The profile after the turn: what was said of oneself stays, what a guide was told is added. It is said once, when it changes; not where the
 * change is an answer that the guide repeats itself.
 */
function withProfile(turn: Turn, before: About, decision: Decision): Decision {
  if (decision.unkept) return { ...decision, talk: { ...decision.talk, about: before } }
  const told = decision.event.kind === 'guide' ? lastGuide(decision.talk) : undefined
  const guide = told && guideOf(turn.known.knowledge, told.guide)
  const stated = keepStated(turn.talk.about, decision.talk.about)
  const about = told && guide ? aboutAnswered(stated, guide, replay(guide, told.answers, turn.context)) : stated
  const talk = { ...decision.talk, about }
  const line = profileLine(about, { ...turn, talk })
  const was = profileLine(before, { ...turn, talk })
  if (line?.text === was?.text) return { ...decision, talk }
  const { reply } = decision
  if (!line || (decision.event.kind === 'guide' && !turn.heard.profile))
    return { ...decision, talk, reply: { ...reply, profile: { ...(line ?? NOBODY), unsaid: true } } }
  const forget = talk.dialogs.length > 0 ? [] : buttons({ ...turn, talk }, 'label.profile.forget')
  return { ...decision, talk, reply: { ...reply, profile: line, suggestions: [...reply.suggestions, ...forget] } }
}
const NOBODY = { text: '', parts: [] }

/**
 * A turn of which nothing can be kept. What needs no memory is answered; a step that does says so and puts the open question again, so that
 * the same words can be said once more.
 *
 * talk: the one remembered last, or undefined when nobody knows whether a question is open: then only what is plainly a
 * question is answered.
 */
export function decideUnkept(
  utterance: string,
  talk: Talk | undefined,
  fresh: Talk,
  known: Known,
  now: Date,
  handOff?: HandOffState,
): Decision {
  const before = talk ?? fresh
  const decision = decideTurn(utterance, before, known, now, handOff)
  if (decision.unkept) return decision
  const harmless = !decision.effect && !needsKeeping(before, decision.talk)
  if (harmless && (talk || (decision.event.kind === 'question' && isQuestion(utterance)))) return decision
  const turn = turnOf(utterance, before, known, now, handOff)
  const open = openQuestion(turn)
  return {
    reply: { ...say(before.lang, sentence(turn, STORAGE_AWAY), ...(open?.texts ?? [])), suggestions: open?.suggestions ?? [] },
    talk: before,
    event: { kind: 'interruption', detail: STORAGE_AWAY },
  }
}
const STORAGE_AWAY = 'storage-away'

/** Whether it says that a step is not remembered. */
export function isRefusal({ event }: Decision): boolean {
  return event.kind === 'interruption' && event.detail === STORAGE_AWAY
}

/** A button of an earlier question was pressed: it answers nothing now. What is asked now is asked again. */
export function decideOutdated(talk: Talk, known: Known, now: Date, handOff?: HandOffState): Decision {
  const turn = turnOf('', talk, known, now, handOff)
  const open = openQuestion(turn)
  return {
    reply: { ...say(talk.lang, sentence(turn, 'button.old'), ...(open?.texts ?? [])), suggestions: open?.suggestions ?? [] },
    talk: turn.talk,
    event: { kind: 'interruption', detail: 'old-button' },
  }
}

/** Whether the next turn would go wrong without this one: a dialog, a request or the language has moved. */
function needsKeeping(before: Talk, after: Talk): boolean {
  const lasting = ({ lang, dialogs, finished, confirming }: Talk) => JSON.stringify([lang, dialogs, finished ?? null, confirming ?? null])
  return lasting(before) !== lasting(after)
}

/** What is no answer to an open question: a word about the talk or a request, an offer taken, a date, a question. Then the open one again. */
function besides(turn: Turn): Decision {
  const { heard } = turn
  const asked: Turn = {
    ...turn,
    utterance: withoutContrast(heard.text),
    heard: { ...heard, questions: heard.questions.map(withoutContrast) },
  }
  const move =
    requested(turn) ??
    mailOrdered(turn) ??
    interrupted(turn) ??
    offered(turn) ??
    introduced(turn) ??
    (isAskedOfSubject(turn) ? followed(asked) : undefined) ??
    (turn.heard.parts.some(({ act }) => act === 'person') ? called(turn) : undefined) ??
    (turn.heard.sure === false || isAspectOfSubject(turn) || isLikeDates(turn) ? (timed(asked) ?? followed(asked)) : undefined) ??
    acted(turn) ??
    coloured(turn, paired(asked, lookedUp) ?? lookedUp(asked))
  return 'open' in move ? openDialog(turn, move) : putAgain(turn, move)
}

/** A question, looked up: in the calendar, in what the talk is about, in all that is known. */
function lookedUp(asked: Turn): Move {
  return timed(asked) ?? called(asked) ?? followed(asked) ?? searched(asked)
}

/** "Hallo, was kostet …?": the answer, with one short line in front. */
function coloured(turn: Turn, move: Move): Move {
  const line = turn.heard.colour && actColour(turn, turn.heard.colour)
  if (!line || 'open' in move) return move
  const [first, ...rest] = move.reply.texts
  return { ...move, reply: { ...move.reply, texts: [first === undefined ? line : `${line}\n\n${first}`, ...rest] } }
}
