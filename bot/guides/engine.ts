/**
 * A form in conversation: opening, answering, going back, changing, asking again. Every function takes a state and gives the next one with
 * what to say; nothing is kept anywhere else. A guide of an editor and a form of our own are run alike. Cancelling, help and "a person,
 * please" are the turn's affair, as are side questions: those come back as `notMine`, and `put` then puts the open question again.
 */
import { isPersonalInput, type Step } from '../knowledge/guide-schema.ts'
import { readFirstSentence } from './first-sentence.ts'
import { isKnownWord } from './known-words.ts'
import { labelOfAnswered, listNote, lostBetween, oldButton } from './notes.ts'
import { asksWhy, type Correction, correctionIn, isQuestion, saysLeaveIt } from './reading/manner.ts'
import { findPhrase, LIKENESS, phraseKey, wordsOf } from './reading/phrases.ts'
import { readAnswer } from './reading/read-answer.ts'
import { isUnknown } from './reading/unknown.ts'
import { give, reopen, stepBack, stepForward } from './replay/moves.ts'
import { type Replay, replay } from './replay/replay.ts'
import { stepsOf, withChoices } from './replay/steps.ts'
import { holds } from './replay/when.ts'
import type { Ground } from './state/ground.ts'
import { type Answer, emptyState, type Form, type GuideState } from './state/guide-state.ts'
import { sentence } from './state/sentences.ts'
import { type OutcomeView, outcomeView, type StepView, stepView } from './views.ts'

/**
 * Put this question; say the notes before it. `again`: it stands as it was asked before. `changes`: answers that can be asked for anew. `given`: the same, of answers
 * that came from elsewhere, beside the answers to this question. */
export interface Asked {
  kind: 'ask'
  state: GuideState
  step: StepView
  notes: string[]
  again?: true
  changes?: string[]
  given?: string[]
}
export interface Done {
  kind: 'done'
  state: GuideState
  outcome: OutcomeView
  notes: string[]
}
/** `notMine`: no answer to the open question (or the guide is gone); a side question, to be answered elsewhere. */
export type GuideTurn = Asked | Done | { kind: 'notMine' }

export const NOT_MINE: GuideTurn = { kind: 'notMine' }
/** An utterance of this many words that answers nothing is a side question, not a slip. */
const LONG_UTTERANCE = 4
/** A longer text that holds "ändern" is about something to be changed elsewhere. */
const MAX_CORRECTION_WORDS = 5

/**
 * Begins a guide. `opening` is the sentence that led here: what it says already is not asked again. `earlier` are answers that were given
 * elsewhere, to questions of the same ids: they count here too, and can be changed.
 */
export function begin(guide: Form, opening: string | undefined, ground: Ground, earlier: readonly Answer[] = []): Asked | Done {
  const understood = opening === undefined ? [] : readFirstSentence(guide, opening, ground.knowledge)
  const brought = earlier.filter((answer) => !answer.aside && !understood.some(({ step }) => step === answer.step))
  const { kept, accepted } = replay(guide, [...brought, ...understood], ground)
  const answers = kept.filter((answer) => accepted.includes(answer) || understood.some(({ step }) => step === answer.step))
  const state: GuideState = { ...emptyState(guide), answers }
  const turn = arrive(guide, state, ground, listNote('guide.understood', guide, answers, ground))
  const given = shortsOf(
    guide,
    brought.filter((answer) => accepted.includes(answer)),
    ground,
  )
  return turn.kind === 'ask' && given.length > 0 ? { ...turn, given } : turn
}

/** What the questions of these answers are called by, as buttons that ask them anew. */
function shortsOf(guide: Form, answers: readonly Answer[], ground: Ground): string[] {
  return stepsOf(guide)
    .filter(({ id, input }) => input !== 'consent' && answers.some((answer) => answer.step === id))
    .map(({ short }) => sentence(ground, 'guide.change', { label: short }))
}

/** Goes on with what the visitor said. `of.step`: the question whose button was pressed, if the door knows; an old button changes nothing. */
export function goOn(guide: Form, state: GuideState, utterance: string, ground: Ground, of: { step?: string } = {}): GuideTurn {
  const here = replay(guide, state.answers, ground)
  const { step } = here
  if (step && of.step !== undefined && of.step !== step.id)
    return again(guide, state, ground, ...oldButton(guide, here, of.step, utterance, ground))
  if (step && asksWhyOf(step, utterance)) return again(guide, state, ground, step.why ?? sentence(ground, 'guide.why.none'))
  const answer = () => (step ? answerOf(guide, state, here, utterance, ground) : undefined)
  const correction = correctionIn(utterance)
  const change = () => (correction ? correct(guide, state, here, correction, ground) : undefined)
  if (correction?.denied && !isUnknown(utterance)) return change() ?? answer() ?? otherwise(guide, state, here, utterance, ground)
  if (!correction?.strong) return answer() ?? change() ?? otherwise(guide, state, here, utterance, ground)
  if (step?.input === 'text') {
    const short = wordsOf(utterance).length <= MAX_CORRECTION_WORDS
    return (short ? change() : undefined) ?? answer() ?? otherwise(guide, state, here, utterance, ground)
  }
  return change() ?? answer() ?? askWhatToChange(guide, state, here, correction, ground)
}

/** "Warum fragen Sie das?", or a question about what the step's reason speaks of. A free text may ask "warum" of something else. */
function asksWhyOf({ input, reasons = [] }: Step, utterance: string): boolean {
  if (asksWhy(utterance)) return input !== 'text' || wordsOf(utterance).length <= LONG_UTTERANCE
  const words = wordsOf(utterance)
  return isQuestion(utterance) && reasons.some((reason) => findPhrase(words, reason, false).likeness >= LIKENESS.ending)
}

/** The open question again, or the outcome: after a side question, after a reload, after a day. */
export function put(guide: Form, state: GuideState, ground: Ground, notes: readonly string[] = []): Asked | Done {
  return arrive(guide, state, ground, notes)
}

/** One question back; its answer is kept and shown, "weiter" takes it again. */
export function goBack(guide: Form, state: GuideState, ground: Ground): Asked | Done {
  const answers = stepBack(guide, state.answers, ground)
  if (!answers) return again(guide, state, ground, sentence(ground, 'guide.first'))
  return reopened(guide, { ...state, answers }, ground)
}

/** Asks an answered question again, with its answer at hand; undefined where it was not answered. Later answers stay as far as they fit. */
export function askAgain(guide: Form, state: GuideState, step: string, ground: Ground): Asked | Done | undefined {
  const answers = reopen(guide, state.answers, step, ground)
  return answers && reopened(guide, { ...state, answers }, ground)
}

/** The open question as it was, after these notes. */
function again(guide: Form, state: GuideState, ground: Ground, ...notes: string[]): Asked | Done {
  const turn = arrive(guide, state, ground, notes)
  return turn.kind === 'ask' ? { ...turn, again: true } : turn
}

function answerOf(guide: Form, state: GuideState, here: Replay, utterance: string, ground: Ground): GuideTurn | undefined {
  if (saysLeaveIt(utterance)) {
    const forward = stepForward(guide, state.answers, ground)
    if (forward) return arrive(guide, { ...state, answers: forward }, ground, [])
    const { input, retry } = here.step!
    if (isPersonalInput(input) && input !== 'consent') return again(guide, state, ground, retry)
  }
  const reading = readAnswer(here.step!, utterance, ground)
  if (reading.ok && (reading.sure || !isQuestion(utterance))) return answered(guide, state, here, reading, utterance, ground)
  if (!reading.ok && reading.problem.kind === 'ambiguous' && !isQuestion(utterance)) {
    const labels = reading.problem.options.map(({ label }) => sentence(ground, 'guide.quoted', { label }))
    return again(guide, state, ground, sentence(ground, 'guide.which', { list: labels.join(` ${sentence(ground, 'guide.or')} `) }))
  }
  return undefined
}

/** Neither an answer to the open question nor a correction: an answer to another one, a slip, or a side question. */
function otherwise(guide: Form, state: GuideState, here: Replay, utterance: string, ground: Ground): GuideTurn {
  const { step } = here
  if (!step || isQuestion(utterance)) return NOT_MINE
  if (isUnknown(utterance)) return again(guide, state, ground, step.retry)
  const elsewhere = forOtherSteps(guide, here, utterance, ground)
  if (elsewhere.length > 0) return fill(guide, state, elsewhere, ground)
  const button = labelOfAnswered(guide, here, utterance, ground)
  if (button) return again(guide, state, ground, ...oldButton(guide, here, button, utterance, ground))
  const reading = readAnswer(step, utterance, ground)
  if (!reading.ok && reading.problem.kind === 'impossible') return again(guide, state, ground, reading.problem.retry)
  // What is said of oneself is not searched: only a question is one there.
  if (isPersonalInput(step.input)) return again(guide, state, ground, step.retry)
  const isSide = wordsOf(utterance).length >= LONG_UTTERANCE || isKnownWord(utterance, ground.knowledge)
  return isSide ? NOT_MINE : again(guide, state, ground, step.retry)
}

/** "Ändern" and nothing that fits: which of the answers? */
function askWhatToChange(guide: Form, state: GuideState, here: Replay, { rest }: Correction, ground: Ground): Asked | Done {
  const turn = again(guide, state, ground, sentence(ground, rest === '' ? 'guide.change-which' : 'guide.change-what'))
  const shorts = stepsOf(guide)
    .map((step) => withChoices(step, here.answered, ground))
    .filter(({ id, input }) => input !== 'consent' && here.accepted.some((answer) => answer.step === id))
    .map(({ short }) => sentence(ground, 'guide.change', { label: short }))
  return turn.kind === 'ask' && shorts.length > 0 ? { ...turn, changes: shorts } : turn
}

/** Where the answers lead: the notes about an edited guide and lost answers first, then the caller's. */
function arrive(guide: Form, state: GuideState, ground: Ground, notes: readonly string[]): Asked | Done {
  const here = replay(guide, state.answers, ground)
  const edited = state.digest !== guide.digest
  const lost = listNote(
    'guide.dropped',
    guide,
    here.dropped.filter(({ reason }) => reason !== 'gone').map(({ answer }) => answer),
    ground,
  )
  const said = [...(edited ? [sentence(ground, 'guide.edited')] : []), ...notes, ...lost]
  const next: GuideState = { ...state, digest: guide.digest, answers: here.kept }
  if (here.step) return { kind: 'ask', state: next, step: stepView(here, ground), notes: said }
  return { kind: 'done', state: next, outcome: outcomeView(guide, here, ground), notes: said }
}

/** Takes the answer; a whole sentence may answer later questions along with it. */
function answered(
  guide: Form,
  state: GuideState,
  here: Replay,
  { values, sure }: { values: readonly string[]; sure: boolean },
  utterance: string,
  ground: Ground,
): GuideTurn {
  const step = here.step!
  const restored = here.kept.filter((answer) => answer.aside && answer.step !== step.id)
  const answers = give(guide, here.kept, step.id, values, ground)
  const mayHoldMore = step.input === 'name' || (!sure && wordsOf(utterance).length >= LONG_UTTERANCE)
  const more = mayHoldMore ? forOtherSteps(guide, here, utterance, ground) : []
  const all = more.reduce((list, { step: id, values: given }) => give(guide, list, id, given, ground), answers)
  const lost = lostBetween(here.kept, all)
  const notes = [
    ...(more.length > 0
      ? listNote(
          'guide.understood',
          guide,
          all.filter((answer) => answer.step === step.id || more.some((other) => other.step === answer.step)),
          ground,
        )
      : []),
    ...listNote(
      'guide.kept',
      guide,
      restored.filter((answer) => !lost.includes(answer)),
      ground,
    ),
    ...listNote('guide.dropped', guide, lost, ground),
  ]
  return arrive(guide, { ...state, answers: all }, ground, notes)
}

function fill(guide: Form, state: GuideState, found: readonly Answer[], ground: Ground): Asked | Done {
  const answers = found.reduce((list, { step, values }) => give(guide, list, step, values, ground), [...state.answers])
  const filled = answers.filter((answer) => found.some(({ step }) => step === answer.step))
  return arrive(guide, { ...state, answers }, ground, listNote('guide.understood', guide, filled, ground))
}

function reopened(guide: Form, state: GuideState, ground: Ground): Asked | Done {
  const turn = arrive(guide, state, ground, [])
  if (turn.kind !== 'ask' || turn.step.before === undefined) return turn
  return { ...turn, notes: [...turn.notes, sentence(ground, 'guide.before', { list: turn.step.before })] }
}

/** What people call any question for a place. */
const PLACE_NAMES = ['Ort', 'Sitz', 'Wohnort', 'PLZ', 'Postleitzahl', 'place', 'postcode']

/** "ich meinte doch …": the answered question that the rest of the sentence answers differently; "Betrieb ändern" asks it again. */
function correct(guide: Form, state: GuideState, here: Replay, correction: Correction, ground: Ground): GuideTurn | undefined {
  const { rest, called, denied } = correction
  if (isUnknown(rest) || (denied && here.step && readAnswer(here.step, rest, ground).ok)) return undefined
  const steps = stepsOf(guide).map((step) => withChoices(step, here.answered, ground))
  const isCalled = ({ short, names = [], input }: Step) =>
    [short, ...names, ...(input === 'postcode' ? PLACE_NAMES : [])]
      .map(phraseKey)
      .some((name) => name === phraseKey(rest) || name === phraseKey(called))
  const named = denied ? undefined : steps.find((step) => isCalled(step) && here.accepted.some((answer) => answer.step === step.id))
  if (named) return askAgain(guide, state, named.id, ground)
  const candidates = here.accepted.toReversed().flatMap((answer): { answer: Answer; values: string[]; sure: boolean }[] => {
    const step = steps.find((candidate) => candidate.id === answer.step)
    if (!step || !canBeMeant(step, rest, denied)) return []
    const reading = readAnswer(step, rest, ground)
    return reading.ok && reading.values.join() !== answer.values.join() ? [{ answer, values: reading.values, sure: reading.sure }] : []
  })
  const best = candidates.find(({ sure }) => sure) ?? (denied ? undefined : candidates.find(({ answer }) => !isPersonal(steps, answer)))
  if (!best) return undefined
  const answers = give(guide, here.kept, best.answer.step, best.values, ground)
  const lost = lostBetween(here.kept, answers)
  const changed = answers.filter((answer) => answer.step === best.answer.step)
  return arrive(guide, { ...state, answers }, ground, [
    ...listNote('guide.changed', guide, changed, ground),
    ...listNote('guide.dropped', guide, lost, ground),
  ])
}

/** A bare number corrects a number, a yes or no after "nein" is no correction, and any words would be a free text. */
function canBeMeant({ input }: Step, rest: string, denied: true | undefined): boolean {
  if (input === 'text' || input === 'consent' || (denied && input === 'yesno')) return false
  return !/^\d+$/.test(rest) || input === 'number' || input === 'postcode' || input === 'reach' || input === 'mail'
}

/** Any word may be a name: it is taken for one only where that is said. */
function isPersonal(steps: readonly Step[], { step: id }: Answer): boolean {
  return steps.some(({ id: own, input }) => own === id && input === 'name')
}

/** What the utterance plainly says about questions that are still unanswered, other than the open one. */
function forOtherSteps(guide: Form, here: Replay, utterance: string, { knowledge }: Ground): Answer[] {
  const taken = new Set([here.step?.id, ...here.accepted.map((answer) => answer.step)])
  const possible = new Set(here.kept.filter((answer) => answer.aside).map((answer) => answer.step))
  return readFirstSentence(guide, utterance, knowledge).filter(
    ({ step }) => !taken.has(step) && !possible.has(step) && canStillBeAsked(guide, here, step),
  )
}

/** Not ruled out by the answers so far. What is personal is taken only where it may be asked already, which is after the consent. */
function canStillBeAsked(guide: Form, here: Replay, id: string): boolean {
  const step = stepsOf(guide).find((candidate) => candidate.id === id)
  if (!step || here.facts.get(id) === 'skipped') return false
  return step.input !== 'reach' || holds(step.when, here.facts) === true
}
