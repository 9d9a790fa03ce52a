/**
 * Stored answers → where the visitor stands. Steps are gone through in the guide's order; an answer counts if its step is
 * asked and its values are still possible today. So "back", a changed answer, a deep link, a talk resumed after weeks and an
 * edited guide need no code of their own. Replaying the result again changes nothing.
 */
import type { Outcome, Step } from '../../knowledge/guide-schema.ts'
import type { Place } from '../../regions/place.ts'
import { type Answered, factsOf, placeAnswered } from '../reading/answered.ts'
import { isAnswer } from '../reading/read-answer.ts'
import type { Ground } from '../state/ground.ts'
import type { Answer, Form } from '../state/guide-state.ts'
import { districtStepId, placeOfDistrictStep } from '../state/step-ids.ts'
import { answersInOrder, freeSteps, stillAsked } from './order.ts'
import { stepsOf, withChoices } from './steps.ts'
import { type Fact, type Facts, holds } from './when.ts'

/** `gone`: the guide has no such step any more. `not-asked`: other answers make the question pointless. `impossible`: no longer an answer to it. */
export type DropReason = 'gone' | 'not-asked' | 'impossible'

export interface Replay {
  /** Answers that count, in the guide's order. */
  accepted: Answer[]
  /** Everything worth keeping: accepted answers, those set aside, and those whose question depends on an open one. */
  kept: Answer[]
  dropped: { answer: Answer; reason: DropReason }[]
  answered: Answered
  /** What `when:` tables compare; steps this visitor is not asked are `skipped`. */
  facts: Facts
  /** The question to put, with its choices; undefined when the outcome is reached. */
  step?: Step
  /** Reached when no question is left. */
  outcome?: Outcome
  /** Questions that may still come after the open one, at most. */
  stillPossible: number
}

/** Where these answers lead today. Answers that no longer fit are left out, never changed; what was given is not touched. */
export function replay(guide: Form, answers: readonly Answer[], ground: Ground): Replay {
  const facts = new Map<string, Fact>()
  const values = new Map<string, readonly string[]>()
  const places = new Map<string, Place>()
  const answered: Answered = { values, places }
  const given = new Map(answers.map((answer) => [answer.step, answer]))
  const accepted: Answer[] = []
  const kept: Answer[] = []
  const dropped: Replay['dropped'] = []
  const { vocabulary } = ground.knowledge
  const free = freeSteps(guide)
  const askable: Step[] = []
  let open: Step | undefined
  let stillPossible = 0

  for (const bare of stepsOf(guide)) {
    const answer = given.get(bare.id)
    given.delete(bare.id)
    const asked = holds(bare.when, facts)
    const step = asked === true ? withChoices(bare, answered, ground) : bare
    if (asked === false || (asked === true && step.computed !== undefined && step.choices.length === 0)) {
      facts.set(bare.id, 'skipped')
      if (answer) dropped.push({ answer, reason: 'not-asked' })
      continue
    }
    const possible =
      answer !== undefined &&
      (asked === 'undecided' && bare.computed !== undefined ? true : isAnswer(step, answer.values, ground.knowledge))
    if (answer && !possible) dropped.push({ answer, reason: 'impossible' })
    else if (answer) kept.push(answer)
    if (asked === true && answer && possible && !answer.aside) {
      accepted.push(answer)
      values.set(bare.id, answer.values)
      const place = step.input === 'postcode' ? placeAnswered(answer.values[0]!, undefined, ground.knowledge) : undefined
      if (place) places.set(bare.id, place)
      facts.set(bare.id, factsOf(step, answer.values, place, vocabulary, false))
      narrowPlace(bare.id, answer)
      continue
    }
    facts.set(bare.id, 'open')
    if (asked === true && free.has(bare.id)) askable.push(step)
    else if (asked === true && !open) open = step
    else stillPossible++
  }
  if (open) stillPossible += askable.length
  else {
    const asks = stillAsked(guide, askable, inGiven(kept), answered, ground)
    open = asks[0]
    stillPossible += Math.max(0, asks.length - 1)
    for (const { id } of askable) if (!asks.some((step) => step.id === id)) facts.set(id, 'skipped')
  }
  for (const answer of given.values()) dropped.push({ answer, reason: 'gone' })
  const outcome = open ? undefined : (guide.outcomes.find((candidate) => holds(candidate.when, facts) === true) ?? guide.outcomes.at(-1))
  return {
    accepted: inGiven(accepted),
    kept: inGiven(kept),
    dropped,
    answered,
    facts,
    stillPossible,
    ...(open && { step: open }),
    ...(outcome && { outcome }),
  }

  /** Answers to free questions stand as they were given. */
  function inGiven(found: Answer[]): Answer[] {
    if (free.size === 0) return found
    const at = new Map(answers.map(({ step }, i) => [step, i]))
    return answersInOrder(
      guide,
      found.toSorted((a, b) => at.get(a.step)! - at.get(b.step)!),
    )
  }

  /** The answer to "which district?" also settles what the place question's answer is known by. */
  function narrowPlace(id: string, answer: Answer): void {
    const placeStep = placeOfDistrictStep(id)
    const before = placeStep === undefined ? undefined : values.get(placeStep)
    const asking = stepsOf(guide).find((candidate) => candidate.id === placeStep)
    const place = before && placeAnswered(before[0]!, answer.values[0], ground.knowledge)
    if (!place || !asking || placeStep === undefined || id !== districtStepId(placeStep)) return
    places.set(placeStep, place)
    facts.set(placeStep, factsOf(asking, before, place, vocabulary, true))
  }
}
