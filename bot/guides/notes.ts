/** What is said before a question: which answers were understood, changed, kept or lost, and what an old button was about. */
import type { Step } from '../knowledge/guide-schema.ts'
import { phraseKey } from './reading/phrases.ts'
import { type Replay, replay } from './replay/replay.ts'
import { stepsOf, withChoices } from './replay/steps.ts'
import type { Ground } from './state/ground.ts'
import type { Answer, Form } from './state/guide-state.ts'
import { sentence } from './state/sentences.ts'
import { placeOfDistrictStep } from './state/step-ids.ts'
import { sayBefore } from './views.ts'

/** The answered question of which the utterance is a label, as a button of an old card would say it. */
export function labelOfAnswered(guide: Form, here: Replay, utterance: string, ground: Ground): string | undefined {
  const key = phraseKey(utterance)
  const steps = stepsOf(guide).filter(({ id }) => here.accepted.some((answer) => answer.step === id))
  return steps
    .map((step) => withChoices(step, here.answered, ground))
    .find((step) => [...step.choices.map(({ label }) => label), step.unknown].some((label) => phraseKey(label) === key))?.id
}

/** What is said when a button of an answered question is pressed again: that it is noted, or how to change it. */
export function oldButton(guide: Form, here: Replay, stepId: string, utterance: string, ground: Ground): string[] {
  const step = stepsOf(guide).find(({ id }) => id === stepId)
  const answer = here.accepted.find((candidate) => candidate.step === stepId)
  if (!step || !answer) return []
  const value = sayBefore(withChoices(step, here.answered, ground), answer, ground)
  if (phraseKey(value) === phraseKey(utterance)) return [sentence(ground, 'guide.noted', { label: value })]
  return [sentence(ground, 'guide.old-button', { list: `${step.short}: ${value}`, label: utterance.trim().slice(0, 60) })]
}

/** Answers that counted or waited before and are gone now. */
export function lostBetween(before: readonly Answer[], after: readonly Answer[]): Answer[] {
  return before.filter((answer) => !after.some(({ step }) => step === answer.step))
}

/** One sentence listing answers in words; nothing for an empty list. District questions are part of their place. */
export function listNote(
  id: 'guide.understood' | 'guide.changed' | 'guide.kept' | 'guide.dropped',
  guide: Form,
  answers: readonly Answer[],
  ground: Ground,
): string[] {
  const here = replay(
    guide,
    answers.map(({ step, values }) => ({ step, values })),
    ground,
  )
  const words = answers.flatMap((answer): string[] => {
    const step: Step | undefined = stepsOf(guide).find(({ id: own }) => own === answer.step)
    return step && placeOfDistrictStep(step.id) === undefined ? [sayBefore(withChoices(step, here.answered, ground), answer, ground)] : []
  })
  return words.length === 0 ? [] : [sentence(ground, id, { list: words.join(', ') })]
}
