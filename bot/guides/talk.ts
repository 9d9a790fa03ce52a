/**
 * A guided dialog in conversation: opening, answering, going back, changing, asking again. Every function takes a state and
 * gives the next one with what to say; nothing is kept anywhere else. Cancelling, help and "a person, please" are the turn's
 * affair, as are side questions: those come back as `notMine`, and `ask` then puts the open question again.
 */
import type { Step } from '../knowledge/guide-schema.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { EntryId, Guide } from '../knowledge/schema.ts'
import type { Moment } from '../moment.ts'
import { readFirstSentence } from './first-sentence.ts'
import { asksWhy, type Correction, correctionIn, isQuestion, saysLeaveIt } from './reading/manner.ts'
import { phraseKey, wordsOf } from './reading/phrases.ts'
import { readAnswer } from './reading/read-answer.ts'
import { give, reopen, stepBack, stepForward } from './replay/moves.ts'
import { type Replay, replay } from './replay/replay.ts'
import { stepsOf, withChoices } from './replay/steps.ts'
import { type SentenceId, sentence } from './sentences.ts'
import { type Ground, groundOf } from './state/ground.ts'
import { type Answer, emptyState, type GuideState } from './state/guide-state.ts'
import { placeOfDistrictStep } from './state/step-ids.ts'
import { type OutcomeView, outcomeView, type StepView, sayBefore, stepView } from './views.ts'

export type { GuideState } from './state/guide-state.ts'
export { readGuideState } from './state/guide-state.ts'
export type { OutcomeView, StepView } from './views.ts'

export type GuideTurn =
  /** Put this question; say the notes before it. */
  | { kind: 'ask'; state: GuideState; step: StepView; notes: string[] }
  | { kind: 'done'; state: GuideState; outcome: OutcomeView; notes: string[] }
  /** Not an answer to the open question (or the guide is gone): a side question, to be answered elsewhere. */
  | { kind: 'notMine' }

const NOT_MINE: GuideTurn = { kind: 'notMine' }
/** An utterance of this many words that answers nothing is a side question, not a slip. */
const LONG_UTTERANCE = 4

/**
 * Begins a guide. `opening` is the sentence that led here: what it says already is not asked again. `earlier` are answers of
 * another guide; those to questions of the same id count here too.
 */
export function startGuide(
  knowledge: Knowledge,
  guideId: EntryId,
  opening: string | undefined,
  moment: Moment,
  earlier: readonly Answer[] = [],
): GuideTurn {
  const guide = guideOf(knowledge, guideId)
  if (!guide) return NOT_MINE
  const ground = groundOf(knowledge, moment)
  const understood = opening === undefined ? [] : readFirstSentence(guide, opening, knowledge)
  const brought = earlier.filter((answer) => !answer.aside && !understood.some(({ step }) => step === answer.step))
  const { kept, accepted } = replay(guide, [...brought, ...understood], ground)
  const answers = kept.filter((answer) => accepted.includes(answer) || understood.some(({ step }) => step === answer.step))
  const state: GuideState = { ...emptyState(guide), answers }
  return arrive(guide, state, ground, listNote('guide.understood', guide, answers, ground))
}

/** Goes on with what the visitor said. `of.step`: the question whose button was pressed, if the door knows; an old button changes nothing. */
export function continueGuide(
  knowledge: Knowledge,
  state: GuideState,
  utterance: string,
  moment: Moment,
  of: { step?: string } = {},
): GuideTurn {
  const ground = groundOf(knowledge, moment)
  const guide = guideOf(knowledge, state.guide)
  if (!guide) return NOT_MINE
  const here = replay(guide, state.answers, ground)
  const { step } = here
  const again = (...notes: string[]): GuideTurn => arrive(guide, state, ground, notes)

  if (step && of.step !== undefined && of.step !== step.id) return again(...oldButton(guide, here, of.step, utterance, ground))
  if (step && asksWhy(utterance)) return again(step.why ?? sentence(knowledge, 'guide.why.none'))
  const correction = correctionIn(utterance)
  if (correction?.strong)
    return correct(guide, state, here, correction, ground) ?? answerOrNothing() ?? again(sentence(knowledge, 'guide.change-what'))
  return answerOrNothing() ?? (correction ? correct(guide, state, here, correction, ground) : undefined) ?? otherwise()

  function answerOrNothing(): GuideTurn | undefined {
    if (!step) return undefined
    if (saysLeaveIt(utterance)) {
      const forward = stepForward(guide!, state.answers, ground)
      if (forward) return arrive(guide!, { ...state, answers: forward }, ground, [])
    }
    const reading = readAnswer(step, utterance, ground)
    if (reading.ok && (reading.sure || !isQuestion(utterance))) return answered(guide!, state, here, reading, utterance, ground)
    if (!reading.ok && reading.problem.kind === 'ambiguous' && !isQuestion(utterance))
      return again(sentence(knowledge, 'guide.which', { list: reading.problem.options.map(({ label }) => `„${label}“`).join(' oder ') }))
    return undefined
  }

  function otherwise(): GuideTurn {
    if (!step || isQuestion(utterance)) return NOT_MINE
    const elsewhere = forOtherSteps(guide!, here, utterance, ground)
    if (elsewhere.length > 0) return fill(guide!, state, elsewhere, ground)
    const button = labelOfAnswered(guide!, here, utterance, ground)
    if (button) return again(...oldButton(guide!, here, button, utterance, ground))
    const reading = readAnswer(step, utterance, ground)
    if (!reading.ok && reading.problem.kind === 'impossible') return again(reading.problem.retry)
    return wordsOf(utterance).length >= LONG_UTTERANCE || isKnownWord(utterance, knowledge) ? NOT_MINE : again(step.retry)
  }
}

/** The open question again, or the outcome: after a side question, after a reload, after a day. */
export function ask(knowledge: Knowledge, state: GuideState, moment: Moment): GuideTurn {
  const guide = guideOf(knowledge, state.guide)
  return guide ? arrive(guide, state, groundOf(knowledge, moment), []) : NOT_MINE
}

/** One question back; its answer is kept and shown, "weiter" takes it again. */
export function back(knowledge: Knowledge, state: GuideState, moment: Moment): GuideTurn {
  const guide = guideOf(knowledge, state.guide)
  if (!guide) return NOT_MINE
  const ground = groundOf(knowledge, moment)
  const answers = stepBack(guide, state.answers, ground)
  if (!answers) return arrive(guide, state, ground, [sentence(knowledge, 'guide.first')])
  return reopened(guide, { ...state, answers }, ground)
}

/** Changes an earlier answer, or, without an utterance, asks its question again. Later answers stay as far as they fit. */
export function changeAnswer(
  knowledge: Knowledge,
  state: GuideState,
  step: string,
  utterance: string | undefined,
  moment: Moment,
): GuideTurn {
  const guide = guideOf(knowledge, state.guide)
  if (!guide) return NOT_MINE
  const ground = groundOf(knowledge, moment)
  const answers = reopen(guide, state.answers, step, ground)
  if (!answers) return arrive(guide, state, ground, [sentence(knowledge, 'guide.change-what')])
  const open: GuideState = { ...state, answers }
  return utterance === undefined ? reopened(guide, open, ground) : continueGuide(knowledge, open, utterance, moment)
}

/** Where the answers lead: the notes about an edited guide and lost answers first, then the caller's. */
function arrive(guide: Guide, state: GuideState, ground: Ground, notes: readonly string[]): GuideTurn {
  const here = replay(guide, state.answers, ground)
  const edited = state.digest !== guide.digest
  const lost = listNote(
    'guide.dropped',
    guide,
    here.dropped.filter(({ reason }) => reason !== 'gone').map(({ answer }) => answer),
    ground,
  )
  const said = [...(edited ? [sentence(ground.knowledge, 'guide.edited')] : []), ...notes, ...lost]
  const next: GuideState = { ...state, digest: guide.digest, answers: here.kept }
  if (here.step) return { kind: 'ask', state: next, step: stepView(here, ground), notes: said }
  return { kind: 'done', state: next, outcome: outcomeView(guide, here, ground), notes: said }
}

/** Takes the answer; a whole sentence may answer later questions along with it. */
function answered(
  guide: Guide,
  state: GuideState,
  here: Replay,
  { values, sure }: { values: readonly string[]; sure: boolean },
  utterance: string,
  ground: Ground,
): GuideTurn {
  const step = here.step!
  const restored = here.kept.filter((answer) => answer.aside && answer.step !== step.id)
  const answers = give(guide, here.kept, step.id, values, ground)
  const more = !sure && wordsOf(utterance).length >= LONG_UTTERANCE ? forOtherSteps(guide, here, utterance, ground) : []
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

function fill(guide: Guide, state: GuideState, found: readonly Answer[], ground: Ground): GuideTurn {
  const answers = found.reduce((list, { step, values }) => give(guide, list, step, values, ground), [...state.answers])
  const filled = answers.filter((answer) => found.some(({ step }) => step === answer.step))
  return arrive(guide, { ...state, answers }, ground, listNote('guide.understood', guide, filled, ground))
}

function reopened(guide: Guide, state: GuideState, ground: Ground): GuideTurn {
  const turn = arrive(guide, state, ground, [])
  if (turn.kind !== 'ask' || turn.step.before === undefined) return turn
  return { ...turn, notes: [...turn.notes, sentence(ground.knowledge, 'guide.before', { list: turn.step.before })] }
}

/** "ich meinte doch …": the answered question that the rest of the sentence answers differently; "Betrieb ändern" asks it again. */
function correct(guide: Guide, state: GuideState, here: Replay, { rest }: Correction, ground: Ground): GuideTurn | undefined {
  const { knowledge } = ground
  const steps = stepsOf(guide).map((step) => withChoices(step, here.answered, ground))
  const named = steps.find((step) => phraseKey(step.short) === phraseKey(rest) && here.accepted.some((answer) => answer.step === step.id))
  if (named) return changeAnswer(knowledge, state, named.id, undefined, ground)
  const bareNumber = /^\d+$/.test(rest)
  const candidates = here.accepted.toReversed().flatMap((answer): { answer: Answer; values: string[]; sure: boolean }[] => {
    const step = steps.find((candidate) => candidate.id === answer.step)
    if (!step || (bareNumber && step.input !== 'number' && step.input !== 'postcode')) return []
    const reading = readAnswer(step, rest, ground)
    return reading.ok && reading.values.join() !== answer.values.join() ? [{ answer, values: reading.values, sure: reading.sure }] : []
  })
  const best = candidates.find(({ sure }) => sure) ?? candidates[0]
  if (!best) return undefined
  const answers = give(guide, here.kept, best.answer.step, best.values, ground)
  const lost = lostBetween(here.kept, answers)
  const changed = answers.filter((answer) => answer.step === best.answer.step)
  return arrive(guide, { ...state, answers }, ground, [
    ...listNote('guide.changed', guide, changed, ground),
    ...listNote('guide.dropped', guide, lost, ground),
  ])
}

/** What the utterance plainly says about questions that are still unanswered, other than the open one. */
function forOtherSteps(guide: Guide, here: Replay, utterance: string, { knowledge }: Ground): Answer[] {
  const taken = new Set([here.step?.id, ...here.accepted.map((answer) => answer.step)])
  const possible = new Set(here.kept.filter((answer) => answer.aside).map((answer) => answer.step))
  return readFirstSentence(guide, utterance, knowledge).filter(
    ({ step }) => !taken.has(step) && !possible.has(step) && canStillBeAsked(guide, here, step),
  )
}

/** Not ruled out by the answers so far. */
function canStillBeAsked(guide: Guide, here: Replay, step: string): boolean {
  return here.facts.get(step) !== 'skipped' && stepsOf(guide).some(({ id }) => id === step)
}

/** The answered question of which the utterance is a label, as a button of an old card would say it. */
function labelOfAnswered(guide: Guide, here: Replay, utterance: string, ground: Ground): string | undefined {
  const key = phraseKey(utterance)
  const steps = stepsOf(guide).filter(({ id }) => here.accepted.some((answer) => answer.step === id))
  return steps
    .map((step) => withChoices(step, here.answered, ground))
    .find((step) => [...step.choices.map(({ label }) => label), step.unknown].some((label) => phraseKey(label) === key))?.id
}

function oldButton(guide: Guide, here: Replay, stepId: string, utterance: string, ground: Ground): string[] {
  const step = stepsOf(guide).find(({ id }) => id === stepId)
  const answer = here.accepted.find((candidate) => candidate.step === stepId)
  if (!step || !answer) return []
  const value = sayBefore(withChoices(step, here.answered, ground), answer, ground)
  if (phraseKey(value) === phraseKey(utterance)) return [sentence(ground.knowledge, 'guide.noted', { label: value })]
  return [sentence(ground.knowledge, 'guide.old-button', { list: `${step.short}: ${value}`, label: utterance.trim().slice(0, 60) })]
}

/** Answers that counted or waited before and are gone now. */
function lostBetween(before: readonly Answer[], after: readonly Answer[]): Answer[] {
  return before.filter((answer) => !after.some(({ step }) => step === answer.step))
}

/** One sentence listing answers in words; nothing for an empty list. District questions are part of their place. */
function listNote(id: SentenceId, guide: Guide, answers: readonly Answer[], ground: Ground): string[] {
  const here = replay(
    guide,
    answers.map(({ step, values }) => ({ step, values })),
    ground,
  )
  const words = answers.flatMap((answer): string[] => {
    const step: Step | undefined = stepsOf(guide).find(({ id: own }) => own === answer.step)
    return step && placeOfDistrictStep(step.id) === undefined ? [sayBefore(withChoices(step, here.answered, ground), answer, ground)] : []
  })
  return words.length === 0 ? [] : [sentence(ground.knowledge, id, { list: words.join(', ') })]
}

/** A word of the editors' lists or titles: then the visitor asks for it and did not mistype an answer. */
function isKnownWord(utterance: string, knowledge: Knowledge): boolean {
  const key = phraseKey(utterance)
  return key.length >= 2 && knownKeys(knowledge).has(key)
}

/** Knowledge is never changed, so its words are collected once. */
const collected = new WeakMap<Knowledge, Set<string>>()

function knownKeys(knowledge: Knowledge): Set<string> {
  const known = collected.get(knowledge)
  if (known) return known
  const { topics, words } = knowledge.vocabulary
  const keys = new Set([...topics.flatMap((topic) => [topic.label, ...topic.words]), ...words.keys()].map(keyOf))
  for (const entry of knowledge.entries.values()) {
    keys.add(entry.slug.replaceAll('-', ''))
    for (const text of [entry.title, ...entry.questions]) keys.add(keyOf(text))
  }
  collected.set(knowledge, keys)
  return keys
}

/** As `phraseKey`, but thousands of texts of which each is asked for once are not remembered. */
const keyOf = (text: string) => wordsOf(text).join('')

function guideOf(knowledge: Knowledge, id: EntryId): Guide | undefined {
  const entry = knowledge.entries.get(id)
  return entry?.kind === 'guides' ? entry : undefined
}
